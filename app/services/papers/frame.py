"""What all papers of a plan have in common: sender, day, sources at the foot, where they are written."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from app.errors import UserError
from app.project import Project
from app.report.document import Document, Section
from app.services.guard import keep_sources
from app.services.mapping import sources_line
from app.services.papers.sender import Sender
from app.text.translate import _
from gis.atomic import replacing

__all__ = ["Sender", "credit", "day_words", "framed", "refuse_existing", "write_bytes"]


def framed(
    project: Project,
    template: str,
    words: tuple[str, str, str],
    sections: Sequence[Section],
    sender: Sender,
    *,
    page: str = "a4",
    flipped: bool = False,
    letters_pt: float = 9.5,
) -> Document:
    """Put sections into the frame of a paper.

    Parameters
    ----------
    words : tuple of str
        Title, subtitle, and what the paper is.
    """
    title, subtitle, kind = words
    marked = _("Synthetic data: {title}").format(title=title) if project.synthetic else title
    return Document(
        template=template,
        title=marked,
        subtitle=subtitle,
        kind=kind,
        place=project.name,
        day=sender.day,
        credits=credit(project),
        sections=tuple(sections),
        author=sender.author,
        language=sender.language,
        page=page,
        flipped=flipped,
        letters_pt=letters_pt,
        logo=_logo(sender.logo),
        labels={"contents": _("Contents"), "page": _("Page"), "of": _("of")},
    )


def credit(project: Project) -> str:
    """Sources, pack, prices, VAT and currency; estimates are called so."""
    return _("{sources}. Figures are estimates for planning, not for single contracts.").format(
        sources=sources_line(project)
    )


def day_words(day: date) -> str:
    """A day as every country reads it."""
    return day.isoformat()


def write_bytes(project: Project, path: Path, content: bytes, *, overwrite: bool) -> None:
    """Write a paper; the former one stays whole if anything fails.

    Raises
    ------
    app.errors.UserError
        If the file is there already and may not be replaced, or is a source of the plan.
    gis.errors.WriteError
        If it cannot be written.
    """
    refuse_existing((path,), overwrite=overwrite)
    keep_sources(project, (path,))
    with replacing(path) as draft:
        draft.write_bytes(content)


def refuse_existing(paths: Sequence[Path], *, overwrite: bool) -> None:
    """Refuse to replace what is there, unless that was asked for.

    Raises
    ------
    app.errors.UserError
    """
    there = next((path for path in paths if path.exists()), None)
    if there is not None and not overwrite:
        raise UserError("export_exists", path=there)


def _logo(path: Path | None) -> bytes:
    if path is None:
        return b""
    try:
        found = path.read_bytes()
    except OSError as fault:
        raise UserError("logo_wrong", path=path, reason=fault.strerror or str(fault)) from fault
    known = (b"\x89PNG", b"\xff\xd8", b"<svg", b"<?xml")
    if not found.lstrip()[:5].startswith(known):
        raise UserError("logo_wrong", path=path, reason=_("it is no PNG, JPEG or SVG picture"))
    return found
