"""A project as a map: its shapes, its colours, its legend, its sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import is_
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from app import bridge
from app.mapimage.classify import Classes
from app.mapimage.colours import Colours
from app.mapimage.legend import Legend, legend
from app.mapimage.picture import MapContent, map_picture
from app.mapimage.scene import Look
from app.mapimage.theme import GUESSED, Theme, colours_of
from app.mapimage.view import Extent
from app.packs import load_pack
from app.project import Project
from app.services.theming import OF_BUILDINGS, fitting, shown
from app.text.labels import word
from app.text.steps import CARRIER_NAMES
from app.text.translate import _, ngettext
from gis.arrays import Shapes, flatten
from retrofit.plan.scenario import Assumptions, Method
from retrofit.plan.tables import price_factor
from retrofit.stock.fields import Level

if TYPE_CHECKING:
    from app.services.uncertainty import Certainty

DEFAULT_THEME: Final = Theme("e_del_kwh_m2", Level.BUILDING)

MANY: Final = 50
"""Below this many buildings nobody is an outlier."""

OUTLYING: Final = 0.03
"""Share of buildings on each side that may lie far outside."""


@dataclass(frozen=True, slots=True, eq=False)
class Themed:
    """A theme applied to a project."""

    theme: Theme
    """What is shown: the theme that was asked for, or the next one that the project can show."""
    classes: Classes
    colours: Colours
    legend: Legend
    guessed: NDArray[np.bool_]
    """Rows of the theme's level that are hatched, shape (F,)."""

    def rows_of(self, key: int) -> NDArray[np.intp]:
        """Rows of a line of the legend, ascending."""
        if key == GUESSED:
            return np.flatnonzero(self.guessed & (self.classes.index >= 0))
        return np.flatnonzero(self.classes.index == key)


def themed(project: Project, theme: Theme = DEFAULT_THEME, certainty: "Certainty | None" = None) -> Themed:
    """Classes, colour tables and legend of a theme; needs a reckoned project.

    Parameters
    ----------
    project : Project
    theme : Theme
    certainty : Certainty, optional
        Bands of the project's results, for a theme that hatches by them.
    """
    assert project.baseline is not None
    theme = fitting(project, theme)
    found = shown(project, theme, certainty)
    colours = colours_of(
        theme,
        found.classes,
        project.stock.block_of,
        len(project.blocks),
        group_of=bridge.groups_of(project, theme.level),
        heated=None if theme.field in OF_BUILDINGS else project.baseline.typed.heated,
        guessed=found.guessed,
    )
    told = legend(
        theme, found.classes, found.title, values=found.values, guessed=found.guessed, axes=found.axes
    )
    return Themed(theme, found.classes, colours, told, found.guessed)


def content_of(project: Project) -> MapContent:
    """The shapes of a project as flat arrays; those of the last projects are kept."""
    return _content(_Frames((project.blocks, project.buildings, project.parcels, project.streets)))


class _Frames:
    """Frames of a project as a key: equal when they are the very same, since nobody changes them."""

    def __init__(self, frames: tuple[GeoDataFrame, ...]) -> None:
        self.frames = frames

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frames) and all(map(is_, self.frames, other.frames))

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.frames)))


@lru_cache(maxsize=2)
def _content(key: _Frames) -> MapContent:
    return MapContent(*(flatten(frame.geometry.to_numpy()) if len(frame) else None for frame in key.frames))


def draw_map(
    project: Project,
    target: Path,
    theme: Theme = DEFAULT_THEME,
    extent: Extent | None = None,
    size_px: tuple[int, int] = (1600, 1000),
    certainty: "Certainty | None" = None,
) -> None:
    """Write the map as a picture with legend, scale bar, north arrow and sources."""
    applied = themed(project, theme, certainty)
    content = content_of(project)
    told = bool(theme.second) or theme.against is not None
    result = applied.legend.title if told else _(theme.shown.label).lower()
    framed = extent or core_extent(content.buildings)
    map_picture(
        target,
        content,
        Look(applied.colours),
        applied.legend,
        title=_("{name}: {result}").format(name=project.name, result=result),
        sources=sources_line(project, _outside(content.buildings, framed)),
        extent=framed,
        size_px=size_px,
    )


def core_extent(shapes: Shapes | None) -> Extent | None:
    """Where the district lies, without the few farms and sheds far outside it.

    Returns
    -------
    tuple of float or None
        None where there is no reason to show less than everything [m].
    """
    if shapes is None or len(shapes) < MANY:
        return None
    boxes = shapes.bounds[~np.isnan(shapes.bounds[:, 0])] + np.array([*shapes.origin, *shapes.origin])
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    low, high = np.quantile(centres, OUTLYING, axis=0), np.quantile(centres, 1 - OUTLYING, axis=0)
    margin = 0.15 * (high - low).max() + 10.0
    core = np.concatenate([low - margin, high + margin])
    whole = np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])
    core = np.concatenate([np.maximum(core[:2], whole[:2]), np.minimum(core[2:], whole[2:])])
    much_smaller = (core[2:] - core[:2]).max() < 0.6 * (whole[2:] - whole[:2]).max()
    return (float(core[0]), float(core[1]), float(core[2]), float(core[3])) if much_smaller else None


def _outside(shapes: Shapes | None, extent: Extent | None) -> int:
    if shapes is None or extent is None:
        return 0
    x0, y0, x1, y1 = (shapes.bounds + np.array([*shapes.origin, *shapes.origin])).T
    return int(((x1 < extent[0]) | (y1 < extent[1]) | (x0 > extent[2]) | (y0 > extent[3])).sum())


def sources_line(project: Project, outside: int = 0) -> str:
    """Where geometry and figures come from, for the foot of every map and paper.

    Parameters
    ----------
    project : Project
    outside : int
        Buildings that the picture leaves out.
    """
    pack = load_pack(project.country)
    given = dict.fromkeys(source.attribution or source.name for source in project.sources)
    parts = (
        _("Geometry: {sources}").format(sources=", ".join(given)),
        _("Typology: {pack} pack {version} (TABULA / EPISCOPE)").format(pack=pack.name, version=pack.version),
        _("Climate: {station}").format(station=climate_name(project)),
        money_basis(project),
    )
    marked = (_("SYNTHETIC DATA"),) if project.synthetic else ()
    left_out = (_("{count} outlying buildings not shown").format(count=outside),) if outside else ()
    return " · ".join((*marked, *parts, *left_out))


def money_basis(project: Project) -> str:
    """Currency, VAT, price years, rates and horizon of every amount of a project."""
    pack = load_pack(project.country)
    works = sorted({cost.fixed_eur_m2.year for cost in pack.costs})
    assumed = project.assumptions
    basis = _(
        "EUR {vat}, energy prices of {energy}, works at prices of {works} times {factor:g}; {rate:g} % discount, "
        "energy {growth:+g} % a year (real), {years} from {start}"
    ).format(
        start=assumed.start_year,
        rate=100 * assumed.discount_rate,
        growth=100 * assumed.energy_price_growth,
        years=ngettext("{count} year", "{count} years", assumed.horizon_a).format(count=assumed.horizon_a),
        vat=_("with VAT") if project.assumptions.vat_included else _("without VAT"),
        energy=pack.price_year,
        works="/".join(str(year) for year in works),
        factor=price_factor(pack, project.assumptions),
    )
    return ", ".join((basis, *_options(assumed)))


def _options(assumed: Assumptions) -> Iterator[str]:
    """What else was assumed, where it is not the usual."""
    if assumed.method is Method.HOURLY:
        yield _("reckoned by the hour")
    elif assumed.method is Method.SEASONAL:
        yield _("reckoned by the season")
    if assumed.own_prices:
        own = (f"{word(name, CARRIER_NAMES)} {price:g} EUR/kWh" for name, price in assumed.own_prices)
        yield _("own prices with VAT: {prices}").format(prices=", ".join(own))
    if assumed.carbon_priced:
        yield _("emissions paid for")
    if assumed.block_discount > 0.0:
        yield _("up to {share:g} % off for whole blocks").format(share=100 * assumed.block_discount)


def climate_name(project: Project) -> str:
    """Name of the climate station, or of the region's season, that a project is reckoned with."""
    assert project.baseline is not None
    pack = load_pack(project.country)
    names = {season.region: _("{region} season").format(region=season.name) for season in pack.seasons}
    names |= {station.key: station.name for station in pack.stations}
    return names.get(project.baseline.station, project.baseline.station)
