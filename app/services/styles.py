"""Styles of exported layers: the classes and colours of the map, for other programs."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from app import bridge
from app.bridge import numeric_fields
from app.mapimage.legend import labels
from app.mapimage.theme import Theme, class_colours, classes_of
from app.project import Project
from app.services.mapping import DEFAULT_THEME
from app.text.translate import _
from gis.style import LayerStyle, graduated_style
from retrofit.stock.fields import FIELDS, THEMES, Level

STYLED: Final[Mapping[str, Level]] = {
    "blocks": Level.BLOCK,
    "buildings": Level.BUILDING,
    "parcels": Level.PARCEL,
    "associations": Level.ASSOCIATION,
}
"""Layers of a project file that have styles."""


def project_styles(project: Project, theme: Theme = DEFAULT_THEME) -> dict[str, tuple[LayerStyle, ...]]:
    """Styles of every themed layer of a project file; the first of each layer is its default."""
    return {
        layer: level_styles(project, level, theme)
        for layer, level in STYLED.items()
        if len(bridge.frame_of(project, level))
    }


def level_styles(
    project: Project, level: Level, theme: Theme = DEFAULT_THEME, *, shapefile: bool = False
) -> tuple[LayerStyle, ...]:
    """Styles of one layer, that of ``theme`` first.

    Parameters
    ----------
    shapefile : bool
        Only the first style, by the field's alias in a shapefile.
    """
    columns = bridge.columns(project, level)
    first = _graduated(theme, level)
    others = () if shapefile else tuple(Theme(name, level) for name in THEMES if name != theme.field)
    styles: list[LayerStyle] = []
    for each in (first, *others):
        classes = classes_of(each, columns[each.field].astype(np.float64))
        if not len(classes):
            continue
        field = FIELDS[each.field]
        words = [f"{word} {field.unit}".strip() for word in labels(classes, field)]
        colours = [(int(r), int(g), int(b)) for r, g, b in class_colours(each, classes)]
        styles.append(
            graduated_style(
                _(field.label),
                field.dbf if shapefile else field.name,
                classes.upper,
                colours,
                words,
                no_value_label=_("No value"),
                is_default=not styles,
            )
        )
    return tuple(styles)


def _graduated(theme: Theme, level: Level) -> Theme:
    """The theme as classes of numbers that a level has; the usual one where it is none."""
    if theme.second or FIELDS[theme.field] not in numeric_fields(level):
        return Theme(DEFAULT_THEME.field, level)
    method = "quantile" if theme.method == "pack" else theme.method
    return Theme(theme.field, level, method, theme.n, theme.ramp, theme.breaks)
