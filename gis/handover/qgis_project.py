"""A project of QGIS beside a GeoPackage: its layers in groups, styled, related, with their sources."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from pyproj import CRS

from gis.atomic import replacing
from gis.handover.geopackage import Relation
from gis.handover.layer import Layer, Origin
from gis.handover.qml import DOCTYPE, VERSION, plain, symbology
from gis.handover.workbook import title
from gis.style import Look, Rgb

MARGIN: Final = 0.05
"""Share of the width that is left free around everything [-]."""
GROUND: Final[Rgb] = (250, 250, 248)
LINE: Final[Rgb] = (70, 78, 92)
LINE_MM: Final = 0.26
STAMP: Final = (1980, 1, 1, 0, 0, 0)
"""Date of what is packed: equal projects are equal files."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A layer in the tree of a project."""

    layer: Layer
    group: str
    looks: tuple[tuple[str, Look], ...] = ()
    """Themes by name; the first one is shown, unless only the outline is."""
    outlined: str = ""
    """What the style is called that shows the outline alone; "" for a layer that shows its first theme."""
    ticked: bool = True
    line: Rgb = LINE

    @property
    def id(self) -> str:
        """Identifier in the project."""
        return f"{self.layer.name}_kvarter"


def write_qgis_project(
    path: Path, container: str, placed: Sequence[Placed], relations: Sequence[Relation], origin: Origin
) -> None:
    """Write a ``.qgz`` that opens layers of a GeoPackage in the same folder.

    Parameters
    ----------
    path : Path
    container : str
        Name of the GeoPackage.
    placed : sequence of Placed
        From above to below, all in one CRS; layers of one group stand together.
    relations : sequence of Relation
    origin : Origin

    Raises
    ------
    WriteError
        If nothing can be written.
    """
    text = DOCTYPE + _project(container, placed, relations, origin)
    with replacing(path) as draft, zipfile.ZipFile(draft, "w") as archive:
        head = zipfile.ZipInfo(f"{path.stem}.qgs", STAMP)
        archive.writestr(head, text.encode("utf-8"), zipfile.ZIP_DEFLATED)


def _project(container: str, placed: Sequence[Placed], relations: Sequence[Relation], origin: Origin) -> str:
    system = _system(CRS(placed[0].layer.frame.crs))
    layers = "".join(_layer(one, container, system, origin) for one in placed)
    order = "".join(f'<layer id="{one.id}"/>' for one in placed)
    return (
        f'<qgis version="{VERSION}" projectname={quoteattr(origin.title)}><homePath path=""/>'
        f"<title>{escape(origin.title)}</title><projectCrs>{system}</projectCrs>"
        f"{_tree(placed, container)}{_relations(placed, relations)}{_canvas(placed, system)}"
        f"<projectlayers>{layers}</projectlayers><layerorder>{order}</layerorder>{_properties(origin)}"
        f"<projectMetadata>{_told(origin)}</projectMetadata></qgis>\n"
    )


def _system(crs: CRS) -> str:
    code = crs.to_epsg()
    known = f"<srid>{code}</srid><authid>EPSG:{code}</authid>" if code else ""
    return (
        f'<spatialrefsys nativeFormat="Wkt"><wkt>{escape(crs.to_wkt())}</wkt>{known}'
        f"<description>{escape(crs.name)}</description></spatialrefsys>"
    )


def _tree(placed: Sequence[Placed], container: str) -> str:
    groups = dict.fromkeys(one.group for one in placed)
    inside = ""
    for group in groups:
        leaves = "".join(
            f'<layer-tree-layer id="{one.id}" name={quoteattr(one.layer.title)} source={quoteattr(_source(one, container))}'
            f' providerKey="ogr" checked="{"Qt::Checked" if one.ticked else "Qt::Unchecked"}"'
            f' expanded="{int(one.ticked and not one.outlined)}"/>'
            for one in placed
            if one.group == group
        )
        inside += f'<layer-tree-group name={quoteattr(group)} checked="Qt::Checked" expanded="1">{leaves}</layer-tree-group>'
    return f"<layer-tree-group>{inside}</layer-tree-group>"


def _source(one: Placed, container: str) -> str:
    return f"./{container}|layername={one.layer.name}"


def _layer(one: Placed, container: str, system: str, origin: Origin) -> str:
    layer = one.layer
    current, drawn, styles = _styles(one)
    aliases = "".join(
        f"<alias index={quoteattr(str(place))} field={quoteattr(column.name)} name={quoteattr(title(column))}/>"
        for place, column in enumerate(layer.columns, 1)
    )
    manager = "".join(
        f"<map-layer-style name={quoteattr(name)}>{style}</map-layer-style>" for name, style in styles
    )
    key = layer.columns[0].name
    return (
        f'<maplayer type="vector" geometry="Polygon" autoRefreshEnabled="0" hasScaleBasedVisibilityFlag="0"><id>{one.id}</id>'
        f"<datasource>{escape(_source(one, container))}</datasource><layername>{escape(layer.title)}</layername>"
        f"<title>{escape(layer.title)}</title><abstract>{escape(layer.doc)}</abstract>"
        f'<attribution href="">{escape(origin.line)}</attribution><srs>{system}</srs>'
        f"<resourceMetadata>{_told(origin, layer)}</resourceMetadata>"
        f'<provider encoding="UTF-8">ogr</provider><map-layer-style-manager current={quoteattr(current)}>{manager}'
        f"</map-layer-style-manager>{drawn}<layerOpacity>1</layerOpacity><aliases>{aliases}</aliases>"
        f"<previewExpression>{escape(chr(34) + key + chr(34))}</previewExpression></maplayer>"
    )


def _styles(one: Placed) -> tuple[str, str, list[tuple[str, str]]]:
    """The style that is shown, how it draws, and all styles; the shown one stands outside the list."""
    drawn = {one.outlined: plain(None, one.line, LINE_MM)} if one.outlined else {}
    drawn |= {name: symbology(look) for name, look in one.looks}
    drawn = drawn or {"default": plain(None, one.line, LINE_MM)}
    current = next(iter(drawn))
    styles = [
        (
            name,
            "" if name == current else f'<qgis version="{VERSION}" styleCategories="Symbology">{how}</qgis>',
        )
        for name, how in drawn.items()
    ]
    return current, drawn[current], styles


def _relations(placed: Sequence[Placed], relations: Sequence[Relation]) -> str:
    known = {one.layer.name: one for one in placed}
    told = "".join(
        f'<relation id="{each.mapping}" name={quoteattr(f"{known[each.parent].layer.title} – {known[each.child].layer.title}")}'
        f' strength="Association" referencedLayer="{known[each.parent].id}" referencingLayer="{known[each.child].id}">'
        f"<fieldRef referencedField={quoteattr(each.parent_key)} referencingField={quoteattr(each.child_key)}/></relation>"
        for each in relations
    )
    return f"<relations>{told}</relations>"


def _canvas(placed: Sequence[Placed], system: str) -> str:
    """What is in sight at first: everything, with a margin."""
    boxes = np.array([one.layer.frame.total_bounds for one in placed], dtype=np.float64)
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    if not len(boxes):
        return ""
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    margin = MARGIN * float((high - low).max())
    sides = zip(("xmin", "ymin", "xmax", "ymax"), (*(low - margin), *(high + margin)), strict=True)
    extent = "".join(f"<{side}>{value!r}</{side}>" for side, value in ((s, float(v)) for s, v in sides))
    units = "degrees" if CRS(placed[0].layer.frame.crs).is_geographic else "meters"
    return (
        f'<mapcanvas name="theMapCanvas" annotationsVisible="1"><units>{units}</units><extent>{extent}</extent>'
        f"<rotation>0</rotation><destinationsrs>{system}</destinationsrs></mapcanvas>"
    )


def _properties(origin: Origin) -> str:
    """Paths from the project on, the ground's colour, and the sources in a corner of the map."""
    parts = zip(("Red", "Green", "Blue"), GROUND, strict=True)
    ground = "".join(
        f'<CanvasColor{name}Part type="int">{value}</CanvasColor{name}Part>' for name, value in parts
    )
    return (
        f'<properties><SpatialRefSys><ProjectionsEnabled type="int">1</ProjectionsEnabled></SpatialRefSys><Paths><Absolute type="bool">false</Absolute></Paths><Gui>{ground}</Gui><CopyrightLabel>'
        f'<Enabled type="bool">true</Enabled><Label type="QString">{escape(origin.line)}</Label>'
        '<Placement type="int">3</Placement></CopyrightLabel></properties>'
    )


def _told(origin: Origin, layer: Layer | None = None) -> str:
    """Title, description and rights as QGIS keeps them."""
    name = origin.title if layer is None else f"{origin.title}: {layer.title}"
    about = origin.line if layer is None else f"{layer.doc} {origin.line}".strip()
    return (
        f"<identifier></identifier><type>dataset</type><title>{escape(name)}</title><abstract>{escape(about)}</abstract>"
        f"<rights>{escape(origin.line)}</rights>"
    )
