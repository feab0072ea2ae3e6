"""`Document`: what a paper says, before anybody sets it."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

Texts = tuple[str, ...]

LONGEST: Final = 34
"""A column is not made wider for texts longer than this [letters]."""
_FIGURE: Final = re.compile(r"[\d\s.,:%+\u2212\u2013\u202f-]*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences; ``manner`` is ``lead`` for large, ``quiet`` for small ones, else empty."""

    text: str
    manner: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """Short points; ``small`` for long lists that few read."""

    items: Texts
    small: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure with its unit, in large letters."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Figures side by side."""

    facts: tuple[Fact, ...]
    columns: int = 4


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts; units stand in the head. Columns of figures stand at the right.

    Attributes
    ----------
    total : bool
        Whether the last row is a sum.
    widths : tuple of float
        Shares of the width, one a column; empty lets the length of the texts decide.
    """

    head: Texts
    rows: tuple[Texts, ...]
    title: str = ""
    note: str = ""
    total: bool = False
    widths: tuple[float, ...] = ()

    @property
    def figures(self) -> tuple[bool, ...]:
        """Whether each column holds nothing but figures."""
        columns = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.head)
        return tuple(all(_FIGURE.fullmatch(text) for text in column) for column in columns)

    @property
    def shares(self) -> tuple[float, ...]:
        """Widths of the columns, as they are or by the length of their texts."""
        if self.widths:
            return self.widths
        found = []
        for place, head in enumerate(self.head):
            texts = [row[place] for row in self.rows]
            word = max((len(part) for part in head.split()), default=1)
            longest = max((len(text) for text in texts), default=1)
            found.append(float(min(max(word, longest, len(head) / 3, 5), LONGEST)))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Bars:
    """Few values beside each other as bars from zero, each with its figure.

    Attributes
    ----------
    items : tuple of (str, float, str)
        Name, value, and the value as it is written with its unit.
    """

    title: str
    items: tuple[tuple[str, float, str], ...]
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A chart or a photograph with its caption.

    Attributes
    ----------
    alt : str
        What it shows, for those who cannot see it.
    png : bytes
    svg : bytes
        Taken instead of the PNG where lines stay sharp; may be empty.
    share : float
        Share of the width of the text [-].
    """

    title: str
    alt: str
    png: bytes
    svg: bytes = b""
    share: float = 1.0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """One line of a legend: colour as ``#rrggbb``, what it stands for, how many there are."""

    colour: str
    label: str
    count: str = ""
    hatched: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Map:
    """A piece of the map with legend, scale bar and north arrow; north is up.

    Attributes
    ----------
    width, height : int
        Size of the picture [px].
    metres_per_px : float
        What a pixel of the picture measures on the ground [m].
    legend_title, legend_unit : str
    share : float
        Share of the width of the text that map and legend take together [-].
    """

    title: str
    alt: str
    png: bytes
    width: int
    height: int
    metres_per_px: float
    legend_title: str
    legend_unit: str
    keys: tuple[Key, ...]
    note: str = ""
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Box:
    """What must not be overlooked, in a frame."""

    title: str
    lines: Texts


@dataclass(frozen=True, slots=True)
class Vote:
    """One decision, with boxes to tick and a line to sign."""

    question: str
    choices: Texts
    signed: Texts = ()


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


Block = Paragraph | Bullets | Facts | Table | Bars | Picture | Map | Box | Vote | NewPage


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter, or a part of one where ``level`` is 2."""

    title: str
    blocks: tuple[Block, ...]
    level: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A whole paper.

    Attributes
    ----------
    template : str
        Name of its template, without ending.
    kind : str
        What it is, in a word or two.
    credits : str
        Sources, versions, prices and currency, at the foot of every page.
    page : str
        Size of the paper as typst calls it, such as ``a4``.
    flipped : bool
        Whether the paper lies on its long side.
    letters_pt : float
        Size of the text [pt].
    logo : bytes
        Picture of the sender (PNG or SVG); empty for none.
    """

    template: str
    title: str
    subtitle: str
    kind: str
    place: str
    day: date
    credits: str
    sections: tuple[Section, ...]
    author: str = ""
    language: str = "en"
    page: str = "a4"
    flipped: bool = False
    letters_pt: float = 9.5
    logo: bytes = b""
    labels: dict[str, str] = field(default_factory=dict)
    """Words of the frame: ``contents``, ``page``, ``of``, ``total`` and what a template asks for."""
