"""Charts and maps of a plan as blocks of a paper."""

from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from app.charts import picture
from app.mapimage.classify import NO_CLASS
from app.mapimage.legend import Legend
from app.mapimage.picture import whole_extent
from app.mapimage.plates import Plates
from app.mapimage.scene import Look
from app.mapimage.theme import Theme
from app.mapimage.view import Extent
from app.project import Project
from app.report.document import Key, Map, Paragraph, Picture
from app.services.charting import Scope, chart_of
from app.services.mapping import content_of, core_extent, themed
from app.text.numbers import format_number
from app.text.translate import _

WIDE_PX: Final = 640
"""Width of the text of an upright A4 page [px, 96 to the inch]."""
MAP_PX: Final = (1500, 1080)
LINE_PX: Final = 1.6
"""Width of a line of a printed map [px]."""


def chart_block(
    project: Project,
    key: str,
    scope: Scope,
    *,
    result: str = "e_del",
    share: float = 1.0,
    height: int = 290,
) -> Picture | Paragraph:
    """Make a chart a block; where the plan has no such figures, a sentence says why.

    Parameters
    ----------
    share : float
        Share of the width of the text [-].
    height : int
        Height [px, 96 to the inch].
    """
    found = chart_of(project, key, scope, result)
    if found.empty:
        return Paragraph(f"{found.title}: {found.sentence}", "quiet")
    svg, png = picture.for_paper(found, (round(WIDE_PX * share), height))
    return Picture(found.title, f"{found.title}. {found.sentence}", png, svg, share, found.sentence)


class MapDesk:
    """Draws pieces of one themed map of a plan; the theme and the geometry are made ready once."""

    def __init__(self, project: Project, theme: Theme) -> None:
        self.project = project
        self.themed = themed(project, theme)
        content = content_of(project)
        self.extent: Extent = (
            core_extent(content.buildings) or whole_extent(content) or (0.0, 0.0, 100.0, 100.0)
        )
        self._plates = Plates(content)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._plates.close()

    def block(
        self,
        *,
        extent: Extent | None = None,
        title: str = "",
        note: str = "",
        share: float = 1.0,
        size_px: tuple[int, int] = MAP_PX,
        line_px: float = LINE_PX,
        marked: tuple[NDArray[np.integer], NDArray[np.integer]] | None = None,
    ) -> Map:
        """Draw a piece of the map with its legend.

        Parameters
        ----------
        extent : tuple of float, optional
            What is shown [m]; the district without far outliers when left out.
        marked : tuple of ndarray of int, optional
            Rows of blocks and of buildings that are marked.
        """
        colours = self.themed.colours
        look = Look(colours) if marked is None else Look(colours, blocks=marked[0], buildings=marked[1])
        png, view = self._plates.png(look, extent or self.extent, size_px, line_px)
        told = self.themed.legend
        named = title or _("{result}, {of_what}").format(result=told.title, of_what=told.counted)
        return Map(
            title=title,
            alt=_("Map of {name}: {what}").format(name=self.project.name, what=named),
            png=png,
            width=size_px[0],
            height=size_px[1],
            metres_per_px=view.metres_per_pixel,
            legend_title=told.title,
            legend_unit=told.unit,
            keys=keys_of(told),
            note=note,
            share=share,
        )


def map_block(project: Project, theme: Theme, **more: Any) -> Map:
    """Draw one map; see `MapDesk.block`."""
    with MapDesk(project, theme) as desk:
        return desk.block(**more)


def keys_of(told: Legend) -> tuple[Key, ...]:
    """Lines of a legend that are in use."""
    return tuple(
        Key("#{:02x}{:02x}{:02x}".format(*row.colour), row.label, format_number(row.count), row.hatch > 0)
        for row in told.rows
        if not row.hidden and (row.count or (row.key >= 0 and row.key != NO_CLASS))
    )


def block_extent(project: Project, row: int, least_m: float = 120.0) -> Extent:
    """What a map of one block shows: the block and something around it [m]."""
    x0, y0, x1, y1 = project.blocks.geometry.iloc[row].bounds
    around = max(0.25 * max(x1 - x0, y1 - y0), (least_m - max(x1 - x0, y1 - y0)) / 2, 15.0)
    return (x0 - around, y0 - around, x1 + around, y1 + around)
