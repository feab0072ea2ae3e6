"""Styles of exported layers: the classes and colours of the map, for other programs."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from app import bridge
from app.bridge import numeric_fields
from app.mapimage.bivariate import SIDE, thirds
from app.mapimage.classify import NO_CLASS, Classes
from app.mapimage.colours import NO_VALUE, NOT_HEATED
from app.mapimage.legend import labels
from app.mapimage.theme import MUTED, Theme, class_colours
from app.project import Project
from app.services.mapping import DEFAULT_THEME
from app.services.theming import (
    CATEGORIES,
    PLANNED,
    Shown,
    class_column,
    column_of,
    fitting,
    heated_rows,
    shown,
)
from app.text.translate import _
from gis.handover.styling import layer_style
from gis.style import LayerStyle, Look, Rgb, Rule, Span, Words, bounds, spans
from retrofit.stock.fields import FIELDS, THEMES, Level, columns_of

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
    project: Project,
    level: Level,
    theme: Theme = DEFAULT_THEME,
    columns: Mapping[str, str] | None = None,
    *,
    alone: bool = False,
) -> tuple[LayerStyle, ...]:
    """Styles of one layer, that of ``theme`` first.

    Parameters
    ----------
    project : Project
    level : Level
    theme : Theme
    columns : mapping of str to str, optional
        Fields of the file and what they are called there; all, under their own names, when left out.
    alone : bool
        Only the first style.
    """
    named = {field.name: field.name for field in columns_of(level)} if columns is None else columns
    own = CATEGORIES if level is Level.BUILDING else ()
    others = (Theme(name, level) for name in (*THEMES, *own) if name != theme.field)
    styles: list[LayerStyle] = []
    for each in (at_level(theme, level), *others):
        look = look_of(project, each, named)
        if look is not None:
            styles.append(layer_style(theme_title(each), look, is_default=not styles))
        if styles and alone:
            break
    return tuple(styles)


def look_of(project: Project, theme: Theme, columns: Mapping[str, str]) -> Look | None:
    """Classes and colours of a theme as the map shows them; None where the file lacks what they are made of.

    Parameters
    ----------
    project : Project
    theme : Theme
    columns : mapping of str to str
        Fields of the file and what they are called there.
    """
    theme = fitting(project, replace(theme, against=None))
    found = shown(project, theme)
    if not len(found.classes):
        return None
    if theme.second:
        rules = _crossed(project, theme, found, columns)
    elif found.classes.names:
        rules = _worded(project, theme, found.classes, columns)
    else:
        rules = _numbered(theme, found.classes, columns)
    if not rules:
        return None
    hidden = theme.hidden
    return Look(
        rules,
        _aside(theme, found.classes, columns),
        _("No value"),
        NO_VALUE,
        other_drawn=NO_CLASS not in hidden,
    )


def theme_title(theme: Theme) -> str:
    """What a theme shows, in words."""
    words = [_(FIELDS[name].label) for name in (theme.field, theme.second) if name]
    return " / ".join(words)


def at_level(theme: Theme, level: Level) -> Theme:
    """The theme where a level has its column; the usual one where it has not."""
    known = {field.name for field in numeric_fields(level)} | set(
        CATEGORIES if level is Level.BUILDING else ()
    )
    if theme.field in known and (not theme.second or theme.second in known):
        return replace(theme, level=level)
    return Theme(DEFAULT_THEME.field, level)


def _numbered(theme: Theme, classes: Classes, columns: Mapping[str, str]) -> tuple[Rule, ...]:
    if theme.field not in columns:
        return ()
    words = tuple(f"{word} {theme.shown.unit}".strip() for word in labels(classes, theme.shown))
    rules = spans(columns[theme.field], classes.upper, _colours(theme, classes), words)
    return tuple(rule._replace(drawn=key not in theme.hidden) for key, rule in enumerate(rules))


def _worded(project: Project, theme: Theme, classes: Classes, columns: Mapping[str, str]) -> tuple[Rule, ...]:
    """Classes of words: those of the column itself, or of the certificate's class of a number."""
    field = theme.field if theme.field in CATEGORIES else class_column(theme.field)
    if field not in columns:
        return ()
    raw, colours = bridge.building_words(project, field), _colours(theme, classes)
    return tuple(
        Rule(
            name,
            colours[key],
            (Words(columns[field], tuple(sorted(set(raw[classes.index == key].tolist())))),),
            key not in theme.hidden,
        )
        for key, name in enumerate(classes.names)
        if classes.counts[key]
    )


def _crossed(project: Project, theme: Theme, found: Shown, columns: Mapping[str, str]) -> tuple[Rule, ...]:
    """Nine classes of two results."""
    fields = theme.field, theme.second
    if found.axes is None or not all(field in columns for field in fields):
        return ()
    heated = heated_rows(project, theme.level)
    across, upwards = (
        bounds(columns[name], thirds(np.where(heated, column_of(project, theme.level, name), np.nan)).upper)
        for name in fields
    )
    told = [[f"{label} {axis.unit}".strip() for label in axis.labels] for axis in found.axes]
    colours = _colours(theme, found.classes)
    return tuple(
        Rule(
            f"{told[0][x]}; {told[1][y]}",
            colours[SIDE * y + x],
            (one, other),
            SIDE * y + x not in theme.hidden,
        )
        for y, other in enumerate(upwards)
        for x, one in enumerate(across)
    )


def _aside(theme: Theme, classes: Classes, columns: Mapping[str, str]) -> Rule | None:
    """What is not heated, where that is no result; None where nothing is so, or the file does not tell."""
    heated = "heated" if theme.level is Level.BUILDING else "heated_count"
    if not (classes.index == MUTED).any() or heated not in columns:
        return None
    cold: tuple[Span | Words, ...] = (Span(columns[heated], None, 0.0),)
    if theme.field in CATEGORIES and theme.field not in PLANNED:  # a use is known of what is not heated
        cold = (*cold, Words(columns[theme.field]))
    return Rule(_("Not heated"), NOT_HEATED, cold, MUTED not in theme.hidden)


def _colours(theme: Theme, classes: Classes) -> tuple[Rgb, ...]:
    return tuple((int(r), int(g), int(b)) for r, g, b in class_colours(theme, classes))
