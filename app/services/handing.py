"""The plan as layers for other programs: columns with meanings, themes as styles, relations, sources."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import geopandas as gpd

from app import bridge
from app.mapimage.theme import Theme
from app.project import Project
from app.services.mapping import DEFAULT_THEME, climate_name, money_basis, sources_line
from app.services.packs import pack_of
from app.services.styles import at_level, level_styles, look_of, theme_title
from app.services.theming import CATEGORIES
from app.text.translate import _, mark
from gis.handover.geopackage import Relation, write_layers
from gis.handover.layer import Layer, Origin, with_nulls
from gis.handover.qgis_project import Placed, write_qgis_project
from gis.write import Column
from retrofit.stock.fields import THEMES, Kind, Level, columns_of

NAMES: Final = {
    Level.BUILDING: ("buildings", mark("Buildings")),
    Level.BLOCK: ("blocks", mark("Blocks")),
    Level.ASSOCIATION: ("associations", mark("Owners and associations")),
    Level.PARCEL: ("parcels", mark("Parcels")),
}
"""Name and title of each layer, from above to below."""
SHOWN: Final = (Level.BUILDING, Level.BLOCK)
"""Levels that a map of QGIS shows at first: buildings coloured, blocks as outlines."""
OUTLINED: Final = (Level.BLOCK, Level.ASSOCIATION, Level.PARCEL)


def layers_of(
    project: Project, columns: dict[Level, tuple[Column, ...]], theme: Theme = DEFAULT_THEME
) -> dict[Level, Layer]:
    """Layers of a reckoned plan that have rows, each with every theme as a style."""  # fmt: skip
    found = {}
    for level, (name, title) in NAMES.items():
        frame = bridge.frame_of(project, level)
        if not len(frame):
            continue
        whole = [field.name for field in columns_of(level) if field.kind is Kind.SUM and not field.unit]
        table = with_nulls(bridge.columns(project, level), whole)
        shapes = gpd.GeoDataFrame(table, geometry=frame.geometry.to_numpy(), crs=frame.crs)
        found[level] = Layer(name, _(title), shapes, columns[level], level_styles(project, level, theme))
    return found


def origin_of(project: Project) -> Origin:
    """Where the figures come from, in a line and by name."""
    pack = pack_of(project)
    facts = {
        "geometry": ", ".join(dict.fromkeys(one.attribution or one.name for one in project.sources)),
        "typology": f"TABULA / EPISCOPE, {pack.name} {pack.version}",
        "climate": climate_name(project),
        "pack": f"{pack.code} {pack.version}",
        "price_year": str(pack.price_year),
        "vat": "with VAT" if project.assumptions.vat_included else "without VAT",
        "currency": "EUR",
        "basis": money_basis(project),
    }
    return Origin(project.name, sources_line(project), facts)


def relations_of(layers: dict[Level, Layer]) -> tuple[Relation, ...]:
    """Which buildings belong to which block, owner and parcel."""
    keys = {Level.BLOCK: "block_id", Level.ASSOCIATION: "association_id", Level.PARCEL: "parcel_id"}
    if Level.BUILDING not in layers:
        return ()
    return tuple(
        Relation(layers[level].name, key, layers[Level.BUILDING].name, key)
        for level, key in keys.items()
        if level in layers
    )


def write_for_gis(
    project: Project, container: Path, beside: Path, columns: dict[Level, tuple[Column, ...]], theme: Theme = DEFAULT_THEME
) -> None:  # fmt: skip
    """Write a GeoPackage for other programs, and a project of QGIS that opens it.

    Raises
    ------
    gis.errors.WriteError
        If a file cannot be written.
    """
    layers, origin = layers_of(project, columns, theme), origin_of(project)
    relations = relations_of(layers)
    write_layers(tuple(layers.values()), container, origin, relations)
    placed = tuple(_placed(project, level, layer, theme) for level, layer in layers.items())
    write_qgis_project(beside, container.name, placed, relations, origin)


def _placed(project: Project, level: Level, layer: Layer, theme: Theme) -> Placed:
    named = {column.name: column.name for column in layer.columns}
    return Placed(
        layer,
        _("Plan") if level is not Level.PARCEL else _("Cadastre"),
        tuple(
            (theme_title(each), look)
            for each in _themes(theme, level)
            if (look := look_of(project, each, named)) is not None
        ),
        outlined=_("Outline") if level in OUTLINED else "",
        ticked=level in SHOWN,
    )


def _themes(theme: Theme, level: Level) -> Sequence[Theme]:
    """The theme of the map first, then all others of the level."""
    own = CATEGORIES if level is Level.BUILDING else ()
    first = at_level(theme, level)
    return (first, *(Theme(name, level) for name in (*THEMES, *own) if name != first.field))
