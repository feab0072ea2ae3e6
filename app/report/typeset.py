"""Documents set as PDF: every block is a call of a function in ``kvarter.typ``."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from app.errors import UserError
from app.paths import resources
from app.report.document import (
    Bars,
    Block,
    Box,
    Bullets,
    Document,
    Facts,
    Map,
    NewPage,
    Paragraph,
    Picture,
    Table,
    Vote,
)
from app.report.literals import literal
from app.report.templates import LOOK, filled, look

if TYPE_CHECKING:
    from typst import Fonts

MAIN: Final = "main.typ"
BREAK: Final = "\u200b"
"""Nothing that can be seen: a line may end here."""
LONG_WORD: Final = 18
"""Letters of a word from which on it may be broken in a table."""
JOINER: Final = "\u2060"
"""Nothing that can be seen: no line ends here."""


@dataclass(slots=True)
class _Press:
    """Turns blocks into calls, and keeps the pictures they need."""

    files: dict[str, bytes] = field(default_factory=dict)

    def keep(self, content: bytes) -> str:
        """Name under which a picture is known to the paper."""
        head = content[:200].lstrip()
        ending = (
            "svg" if head.startswith((b"<?xml", b"<svg")) else "jpg" if head[:2] == b"\xff\xd8" else "png"
        )
        name = f"picture-{len(self.files) + 1}.{ending}"
        self.files[name] = content
        return name

    def call(self, block: Block) -> str:
        """The block as a call."""
        return _CALLS[type(block)](self, block)


def _call(name: str, **given: object) -> str:
    inside = ", ".join(f"{key.replace('_', '-')}: {literal(value)}" for key, value in given.items())
    return f"#{name}({inside})"


def _whole(text: str) -> str:
    """Keep a unit such as kWh/(m²a) on one line."""
    return text.replace("/", f"/{JOINER}")


def _breakable(text: str) -> str:
    """Let long words of a table, such as names of files, go on in the next line."""
    if max((len(word) for word in text.split()), default=0) <= LONG_WORD:
        return text
    return "".join(f"{one}{BREAK}" if one in "._-/" else one for one in text)


def _paragraph(_press: _Press, one: Paragraph) -> str:
    return _call("words", said=one.text, manner=one.manner)


def _bullets(_press: _Press, one: Bullets) -> str:
    return _call("points", items=one.items, small=one.small)


def _facts(_press: _Press, one: Facts) -> str:
    items = [{"label": fact.label, "value": _whole(fact.value), "note": fact.note} for fact in one.facts]
    return _call("facts", items=items, across=one.columns)


def _table(_press: _Press, one: Table) -> str:
    return _call("rows", head=tuple(_whole(text) for text in one.head), lines=tuple(tuple(map(_breakable, row)) for row in one.rows), title=one.title, note=one.note, figures=one.figures,
                 total=one.total, widths=one.shares)  # fmt: skip


def _bars(_press: _Press, one: Bars) -> str:
    largest = max((value for _name, value, _text in one.items if math.isfinite(value)), default=0.0)
    items = [
        {"name": name, "part": max(value, 0.0) / largest if largest > 0 and math.isfinite(value) else 0.0, "text": _whole(text)}
        for name, value, text in one.items
    ]  # fmt: skip
    return _call("bars", title=one.title, items=items, note=one.note)


def _picture(press: _Press, one: Picture) -> str:
    name = press.keep(one.svg or one.png)
    return _call("picture", file=name, title=one.title, told=one.alt, share=one.share, note=one.note)


def _map(press: _Press, one: Map) -> str:
    keys = [
        {"colour": key.colour, "label": key.label, "count": key.count, "hatched": key.hatched}
        for key in one.keys
    ]
    return _call(
        "map-picture", file=press.keep(one.png), title=one.title, told=one.alt, pixels=one.width, high=one.height,
        metres=one.metres_per_px * one.width, legend_title=one.legend_title, legend_unit=_whole(one.legend_unit),
        keys=keys, note=one.note, share=one.share,
    )  # fmt: skip


def _box(_press: _Press, one: Box) -> str:
    return _call("framed", title=one.title, lines=one.lines)


def _vote(_press: _Press, one: Vote) -> str:
    return _call("vote", question=one.question, choices=one.choices, signed=one.signed)


_CALLS: Final[dict[type, Callable[..., str]]] = {
    Paragraph: _paragraph,
    Bullets: _bullets,
    Facts: _facts,
    Table: _table,
    Bars: _bars,
    Picture: _picture,
    Map: _map,
    Box: _box,
    Vote: _vote,
    NewPage: lambda _press, _one: "#pagebreak(weak: true)",
}


def pdf(document: Document, folder: Path | None = None) -> bytes:
    """Set a document.

    Parameters
    ----------
    document : Document
    folder : Path, optional
        A city's own templates, which come before the program's.

    Returns
    -------
    bytes
        An accessible PDF (PDF/UA-1) with its fonts inside.

    Raises
    ------
    app.errors.UserError
        If a template has an error.
    """
    import typst

    press = _Press()
    values = {
        "doc": document,
        "sections": [
            {
                "title": section.title,
                "level": section.level,
                "blocks": [press.call(one) for one in section.blocks],
            }
            for section in document.sections
        ],
        "logo": press.keep(document.logo) if document.logo else None,
    }
    name = f"{document.template}.typ.j2"
    files = {MAIN: filled(name, values, folder).encode(), LOOK: look(folder), **press.files}
    try:
        return _compiled(files, document.day)
    except typst.TypstError as fault:
        lines = [line.strip(" │") for line in str(fault.diagnostic).splitlines() if line.strip(" │")]
        raise UserError("template_unset", template=name, reason="; ".join(lines[:3])) from fault


def _compiled(files: dict[str, bytes], day: date) -> bytes:
    import typst

    # typst takes pictures from files only
    with TemporaryDirectory(prefix="kvarter-paper-") as place:
        for name, content in files.items():
            (Path(place) / name).write_bytes(content)
        return typst.compile(
            Path(place) / MAIN,
            root=Path(place),
            font_paths=_fonts(),
            pdf_standards=["ua-1"],
            timestamp=datetime.combine(day, time(12), UTC),
        )


@cache
def _fonts() -> "Fonts":
    """The fonts of papers, read once."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(resources() / "fonts")])
