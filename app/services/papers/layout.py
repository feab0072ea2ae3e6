"""Maps on paper from A4 to A0: map, legend, scale bar, north arrow, sources, logo."""

from dataclasses import dataclass
from typing import Final

from app.errors import UserError
from app.mapimage.plates import MARGIN
from app.mapimage.theme import Theme
from app.mapimage.view import Extent
from app.project import Project
from app.report.document import Document, Section
from app.services.mapping import DEFAULT_THEME
from app.services.papers.frame import Sender, framed
from app.services.papers.pictures import MapDesk
from app.services.papers.report import check_reckoned
from app.services.public_view import public_view
from app.text.translate import _
from retrofit.stock.fields import FIELDS

PAPERS: Final = {"a4": (297, 210), "a3": (420, 297), "a2": (594, 420), "a1": (841, 594), "a0": (1189, 841)}
"""Long and short side [mm]."""
DPI: Final = {"a4": 220, "a3": 200, "a2": 180, "a1": 150, "a0": 130}
"""Dots per inch: larger paper is seen from farther away."""
LETTERS_PT: Final = {"a4": 9.5, "a3": 11.0, "a2": 14.0, "a1": 19.0, "a0": 26.0}
MM_PER_INCH: Final = 25.4
EM_MM: Final = MM_PER_INCH / 72.0
COLUMN_EM: Final = 15.2
"""Legend and the room beside it, as ``kvarter.typ`` has them."""
EDGE_MM: Final = 15.0
HEAD_EM: Final = 14.0
"""Masthead, header and foot."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a map lies on paper.

    Attributes
    ----------
    page : str
        One of `PAPERS`.
    upright : bool
        On its short side.
    scale : int
        1 : so many; 0 shows the whole district.
    centre : tuple of float, optional
        Middle of the map in the system of the plan [m].
    """

    page: str = "a4"
    upright: bool = False
    scale: int = 0
    centre: tuple[float, float] | None = None


def map_sheet(
    project: Project, sender: Sender, theme: Theme = DEFAULT_THEME, layout: Layout | None = None, extent: Extent | None = None
) -> Document:  # fmt: skip
    """Lay one map out on a sheet.

    Raises
    ------
    app.errors.UserError
        If nothing is reckoned, or there is no such paper.
    """
    check_reckoned(project)
    layout = layout or Layout()
    wide, high = map_size_mm(layout)
    shown, theme = public_view(project, theme)
    letters = LETTERS_PT[layout.page]
    dots = DPI[layout.page] / MM_PER_INCH
    size = (round(wide * dots), round(high * dots))
    with MapDesk(shown, theme) as desk:
        found = desk.block(
            extent=_extent(layout, (wide, high), extent or desk.extent),
            size_px=size,
            line_px=max(dots * letters * EM_MM / 13.0, 1.0),
        )
    told = _(FIELDS[theme.field].label)
    scale = _("1 : {scale}").format(scale=layout.scale) if layout.scale else ""
    about = " · ".join(word for word in (scale, sender.author, sender.day.isoformat()) if word)
    words = (_("{name}: {result}").format(name=project.name, result=told.lower()), about, _("Map"))
    return framed(
        project, "layout", words, (Section("", (found,)),), sender,
        page=layout.page, flipped=not layout.upright, letters_pt=letters,
    )  # fmt: skip


def map_size_mm(layout: Layout) -> tuple[float, float]:
    """Width and height of the map on its sheet [mm].

    Raises
    ------
    app.errors.UserError
        If there is no such paper, or the scale makes no sense.
    """
    if layout.page not in PAPERS:
        raise UserError("paper_unknown", page=layout.page, known=", ".join(PAPERS))
    if layout.scale < 0:
        raise UserError("scale_wrong", scale=layout.scale)
    long, short = PAPERS[layout.page]
    across, up = (short, long) if layout.upright else (long, short)
    em = LETTERS_PT[layout.page] * EM_MM
    return across - 2 * EDGE_MM - COLUMN_EM * em, up - 2 * EDGE_MM - HEAD_EM * em


def _extent(layout: Layout, size_mm: tuple[float, float], extent: Extent) -> Extent:
    x0, y0, x1, y1 = extent
    x, y = layout.centre or ((x0 + x1) / 2, (y0 + y1) / 2)
    if not layout.scale:
        half = ((x1 - x0) / 2, (y1 - y0) / 2)
    else:
        # the desk leaves a margin around what is shown at least
        share = 0.5 * (1.0 - 2.0 * MARGIN) * layout.scale / 1000.0
        half = (share * size_mm[0], share * size_mm[1])
    return (x - half[0], y - half[1], x + half[0], y + half[1])
