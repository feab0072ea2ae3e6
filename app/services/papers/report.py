"""The district report, and its summary on one page for the council."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from app.errors import UserError
from app.project import Project
from app.report.document import Document, Section
from app.report.typeset import pdf
from app.report.word import docx
from app.services.papers import report_energy, report_money, report_rules, report_town
from app.services.papers.figures import before_after
from app.services.papers.frame import Sender, day_words, framed, write_bytes
from app.services.papers.material import Material
from app.services.publishing import check_district
from app.text.translate import _
from retrofit.progress import Progress, part_of, silent

SECTIONS: Final[tuple[Callable[[Material], Section], ...]] = (
    report_town.summary,
    report_town.situation,
    report_town.quality,
    report_town.method,
    report_energy.baseline,
    report_energy.scenarios,
    report_energy.plan,
    report_money.by_year,
    report_money.money,
    report_money.co2,
    report_rules.law,
    report_money.certainty,
    report_money.sources,
)
"""Chapters in reading order."""
SETTERS: Final[dict[str, Callable[[Document, Path | None], bytes]]] = {".pdf": pdf, ".docx": docx}
"""How a paper is set, by the ending of its name."""


def district_report(project: Project, sender: Sender, progress: Progress = silent) -> Document:
    """Make the report of a reckoned plan.

    Raises
    ------
    app.errors.UserError
        If nothing is reckoned yet, or the privacy switch is on and the district too small.
    """
    check_reckoned(project)
    of = Material(project, sender, part_of(progress, 0.6, 0.9))
    sections = []
    for place, make in enumerate(SECTIONS):
        progress(0.9 * place / len(SECTIONS), "report")
        sections.append(make(of))
    return framed(project, "report", _words(project, sender, _("District report")), sections, sender)


def council_summary(project: Project, sender: Sender) -> Document:
    """Make the summary on one page."""
    check_reckoned(project)
    of = Material(project, sender)
    first = report_town.summary(of)
    words = _words(project, sender, _("Summary for the council"))
    return framed(
        project, "sheet", words, (Section("", (*first.blocks, report_energy.energy_table(of))),), sender
    )


def write_paper(
    project: Project,
    document: Document,
    path: Path,
    *,
    overwrite: bool = False,
    templates: Path | None = None,
) -> None:
    """Set a paper and write it; the ending of the name says PDF or DOCX.

    Raises
    ------
    app.errors.UserError
        If the ending is neither, a template has an error, or the file may not be replaced.
    gis.errors.WriteError
        If the file cannot be written.
    """
    setter = SETTERS.get(path.suffix.lower())
    if setter is None:
        raise UserError("paper_ending", path=path, known=", ".join(SETTERS))
    write_bytes(project, path, setter(document, templates), overwrite=overwrite)


def write_report(
    project: Project,
    path: Path,
    sender: Sender | None = None,
    progress: Progress = silent,
    *,
    overwrite: bool = False,
) -> None:
    """Write the district report as PDF or DOCX; see `district_report` and `write_paper`."""
    sender = sender or Sender()
    document = district_report(project, sender, progress)
    progress(0.92, "setting")
    write_paper(project, document, path, overwrite=overwrite, templates=sender.templates)
    progress(1.0, "setting")


def write_summary_page(
    project: Project, path: Path, sender: Sender | None = None, *, overwrite: bool = False
) -> None:
    """Write the summary for the council as PDF or DOCX."""
    sender = sender or Sender()
    document = council_summary(project, sender)
    write_paper(project, document, path, overwrite=overwrite, templates=sender.templates)


def check_reckoned(project: Project) -> None:
    """Refuse papers of a plan without results, or of a district that is too small for the public."""
    if project.assessment is None or project.baseline is None:
        raise UserError("export_nothing")
    if project.privacy.on:
        check_district(project)


def _words(project: Project, sender: Sender, kind: str) -> tuple[str, str, str]:
    assert project.assessment is not None
    district = {name: float(values[0]) for name, values in project.assessment.district.items()}
    about = _("{plan}: {energy} · {day}").format(
        plan=project.scenario.name,
        energy=before_after(district, "e_del_kwh_m2", "e_del_after_kwh_m2"),
        day=day_words(sender.day),
    )
    return project.name, f"{sender.author} · {about}" if sender.author else about, kind
