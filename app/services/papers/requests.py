"""Any paper of a plan by one request: what the window asks for, and the command that is equal to it."""

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from app.mapimage.theme import Theme
from app.project import Project
from app.report.document import Document
from app.services.mapping import DEFAULT_THEME
from app.services.papers.atlas import atlas, block_rows
from app.services.papers.board import associations_of, board_paper
from app.services.papers.layout import Layout, map_sheet
from app.services.papers.many import write_each, write_passports
from app.services.papers.poster import poster
from app.services.papers.report import write_paper, write_report, write_summary_page
from app.services.papers.sender import Sender
from app.text.translate import mark
from retrofit.money.owners import Loan
from retrofit.progress import Progress, silent
from retrofit.stock.fields import Level

KINDS: Final[Mapping[str, str]] = {
    "report": mark("District report"),
    "summary": mark("Summary for the council, one page"),
    "passport": mark("Renovation passports of buildings"),
    "board": mark("Papers for general meetings"),
    "poster": mark("Posters of blocks"),
    "atlas": mark("Atlas of blocks"),
    "map": mark("Map on paper"),
}
"""Papers in the order in which they are offered."""
SINGLE: Final = ("report", "summary", "atlas", "map")
"""Papers of one file; the others are a folder of files."""
WITH_TEXT: Final = ("report", "summary")
"""Papers that can be a text document as well."""
WITH_LOAN: Final = ("board", "poster")
OF_LEVEL: Final = {"passport": Level.BUILDING, "board": Level.ASSOCIATION, "poster": Level.BLOCK}
"""What each of the papers is of."""


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """What is written, and how.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    folder : Path
        Where the files lie.
    rows : tuple of int
        Buildings, associations or blocks that get a paper; empty means all.
    """

    kind: str
    folder: Path
    sender: Sender = field(default_factory=Sender)
    rows: tuple[int, ...] = ()
    text: bool = False
    """A text document (DOCX) instead of a PDF."""
    loan: Loan = field(default_factory=Loan)
    layout: Layout = field(default_factory=Layout)
    theme: Theme = DEFAULT_THEME
    overwrite: bool = False

    @property
    def file(self) -> Path:
        """The file of a paper that is one."""
        ending = "docx" if self.text and self.kind in WITH_TEXT else "pdf"
        return self.folder / f"{self.kind}.{ending}"


def write_papers(project: Project, request: PaperRequest, progress: Progress = silent) -> dict[str, Path]:
    """Write the papers of a request.

    Returns
    -------
    dict of str to Path
        What was written; many passports are named by their folder.

    Raises
    ------
    app.errors.UserError
        If a paper cannot be made, or a file may not be replaced.
    gis.errors.WriteError
        If a file cannot be written.
    """
    if request.kind == "passport":
        rows = np.array(request.rows, dtype=np.int64) if request.rows else None
        found = write_passports(
            project, request.folder, request.sender, rows, progress, overwrite=request.overwrite
        )
        return {"passports": found.folder}
    if request.kind not in SINGLE:
        papers = {"board": _boards, "poster": _posters}[request.kind](project, request)
        return write_each(
            project, request.folder, papers, request.kind, request.sender, progress, overwrite=request.overwrite
        )  # fmt: skip
    request.folder.mkdir(parents=True, exist_ok=True)
    _WRITERS[request.kind](project, request, progress)
    return {request.kind: request.file}


def _report(project: Project, request: PaperRequest, progress: Progress) -> None:
    write_report(project, request.file, request.sender, progress, overwrite=request.overwrite)


def _summary(project: Project, request: PaperRequest, _progress: Progress) -> None:
    write_summary_page(project, request.file, request.sender, overwrite=request.overwrite)


def _atlas(project: Project, request: PaperRequest, progress: Progress) -> None:
    rows = np.array(request.rows, dtype=np.int64) if request.rows else None
    document = atlas(project, request.sender, request.theme.field, rows, progress)
    _set(project, document, request)


def _map(project: Project, request: PaperRequest, progress: Progress) -> None:
    progress(0.0, "map")
    _set(project, map_sheet(project, request.sender, request.theme, request.layout), request)


def _set(project: Project, document: Document, request: PaperRequest) -> None:
    write_paper(
        project, document, request.file, overwrite=request.overwrite, templates=request.sender.templates
    )


_WRITERS: Final[Mapping[str, Callable[[Project, PaperRequest, Progress], None]]] = {
    "report": _report, "summary": _summary, "atlas": _atlas, "map": _map,
}  # fmt: skip


def _boards(project: Project, request: PaperRequest) -> dict[str, Callable[[], Document]]:
    rows = request.rows or associations_of(project)
    return {
        str(project.associations.index[row]): partial(board_paper, project, row, request.sender, request.loan)
        for row in rows
    }


def _posters(project: Project, request: PaperRequest) -> dict[str, Callable[[], Document]]:
    rows = request.rows or tuple(block_rows(project).tolist())
    return {
        str(project.blocks.index[row]): partial(poster, project, row, request.sender, request.loan)
        for row in rows
    }


def command_of(project: Project, request: PaperRequest, saved: Path | None) -> str:
    """The call of the command line that writes the same papers.

    Parameters
    ----------
    saved : Path, optional
        File of the plan; a placeholder stands in its place when it was never saved.
    """
    word = "report" if request.kind == "summary" else request.kind
    out = request.file if request.kind in SINGLE else request.folder
    parts = ["kvarter-cli", word, str(saved or "PLAN.gpkg"), "--out", str(out)]
    if request.kind == "summary":
        parts.append("--summary")
    parts += _chosen(project, request)
    sender = request.sender
    for name, value in (("--author", sender.author), ("--logo", sender.logo), ("--templates", sender.templates)):  # fmt: skip
        if value:
            parts += [name, str(value)]
    if request.kind in WITH_LOAN:
        loan = request.loan
        parts += ["--loan-years", str(loan.years), "--interest", f"{100 * loan.interest:g}", "--grant", f"{100 * loan.grant:g}"]  # fmt: skip
    if request.kind == "map":
        layout = request.layout
        parts += ["--paper", layout.page, "--scale", str(layout.scale), "--by", request.theme.level.value]
        parts += ["--upright"] if layout.upright else []
    if request.kind in ("map", "atlas"):
        parts += ["--theme", request.theme.field]
    if project.privacy.on and request.kind in ("report", "summary", "poster", "atlas", "map"):
        parts += ["--public", "--least", str(project.privacy.least)]
    return shlex.join([*parts, *(["--overwrite"] if request.overwrite else [])])


def _chosen(project: Project, request: PaperRequest) -> list[str]:
    """Which buildings, associations or blocks, as options."""
    if request.kind not in OF_LEVEL or not request.rows:
        return []
    frames = {"passport": project.buildings, "board": project.associations, "poster": project.blocks}
    option = {"passport": "--building", "board": "--association", "poster": "--block"}[request.kind]
    names = frames[request.kind].index[list(request.rows)]
    return [word for name in names for word in (option, str(name))]
