"""`MapPresenter`: the document on the canvas, and clicks on the canvas in the document."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, Signal

from app.changes import Changes
from app.mapimage.theme import Legend, Theme
from app.project import Project
from app.services.enclosing import QUICK, Enclosure, How, combined, enclosed_rows, possible_rows
from app.services.mapping import DEFAULT_THEME, content_of, core_extent, themed
from app.text import labels
from app.text.numbers import NO_VALUE, format_number
from app.text.translate import _
from app.ui.document import Document, Selection
from app.ui.map.canvas import MapCanvas
from app.ui.reading import Reader
from app.ui.rows import building_rows
from gis.enclosed import Rule
from retrofit.stock import codes
from retrofit.stock.fields import FIELDS, Level
from retrofit.stock.provenance import FIRST_GUESS, Provenance

TURNING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
TAKING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier

RECOLOURS = Changes.PROJECT | Changes.GEOMETRY | Changes.STOCK | Changes.RESULTS


class MapPresenter(QObject):
    """Keeps a map canvas and a document in step."""

    legend_changed = Signal(object)
    """`app.mapimage.theme.Legend`, or None without a map."""

    def __init__(self, document: Document, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._document, self._canvas = document, canvas
        self.rule = Rule.CENTRE
        """What a shape drawn on the map selects."""
        self.reader = Reader(self)
        self._legend: Legend | None = None
        canvas.describe = self.describe
        canvas.picked.connect(self._picked)
        canvas.enclosed.connect(self._enclosed)
        document.changed.connect(self._changed)
        document.theme_changed.connect(self._recolour)
        document.selection_changed.connect(self._mark)
        if document.project is not None:
            self._changed(Changes.EVERYTHING)

    def close(self) -> None:
        """Look nothing up any more."""
        self.reader.close()

    @property
    def legend(self) -> Legend | None:
        """Legend of the map as it is now."""
        return self._legend

    @property
    def theme(self) -> Theme:
        """What colours the map."""
        return self._document.theme or DEFAULT_THEME

    def describe(self, level: Level, row: int) -> str:
        """Text of the card beside the pointer."""
        project = self._document.project
        if project is None or project.baseline is None or row < 0:
            return ""
        if level is Level.BLOCK:
            return "\n".join(_block_lines(project, self.theme, row))
        return "\n".join(_building_lines(project, self.theme, row))

    def _changed(self, changes: Changes) -> None:
        project = self._document.project
        if project is None:
            self._canvas.clear()
            self._show_legend(None)
            return
        if changes & (Changes.PROJECT | Changes.GEOMETRY):
            content = content_of(project)
            self._canvas.crs = project.crs
            keep = not changes & Changes.PROJECT
            layers = (content.blocks, content.buildings, content.parcels, content.streets)
            self._canvas.set_layers(*layers, keep_view=keep)
            core = None if keep else core_extent(content.buildings)
            if core is not None:
                self._canvas.zoom_to(core)
            self._mark(self._document.selection)
        if changes & RECOLOURS:
            self._recolour()

    def _recolour(self, _theme: object = None) -> None:
        project = self._document.project
        if project is None:
            return
        if project.baseline is None or project.assessment is None:
            self._canvas.set_colours(None)
            self._show_legend(None)
            return
        applied = themed(project, self.theme)
        self._canvas.set_colours(applied.colours)
        self._show_legend(applied.legend)

    def _show_legend(self, legend: Legend | None) -> None:
        self._legend = legend
        self.legend_changed.emit(legend)

    def _mark(self, selection: Selection) -> None:
        project = self._document.project
        if project is None:
            return
        if selection and selection.level is Level.PARCEL:
            self._canvas.set_selection(Level.BUILDING, building_rows(project, selection))
        else:
            self._canvas.set_selection(selection.level, selection.rows)

    def _picked(self, level: Level, row: int, modifiers: Qt.KeyboardModifier) -> None:
        """A click: plain replaces, Shift or Ctrl turns over, Alt takes away."""
        turning = bool(modifiers & TURNING)
        selection = self._document.selection
        if row < 0:
            if not turning and not modifiers & TAKING:
                self._document.select(level)
            return
        same = selection.level is level
        chosen = same and row in selection.rows
        if modifiers & Qt.KeyboardModifier.AltModifier or (turning and chosen):
            if chosen:
                self._document.select(level, tuple(other for other in selection.rows if other != row))
        elif turning and same:
            self._document.select(level, (*selection.rows, row))
        else:
            self._document.select(level, (row,))

    def _enclosed(self, ring: NDArray[np.float64], modifiers: Qt.KeyboardModifier) -> None:
        """A shape was drawn: look in a thread what lies in it, unless that is quick."""
        project = self._document.project
        if project is None:
            return
        asked = Enclosure(self._canvas.level, ring, self.rule)
        rows, how = possible_rows(project, asked), how_of(modifiers)

        def take(found: NDArray[np.int64]) -> None:
            if self._document.project is project:
                self._select(asked.level, found, how)

        if len(rows) <= QUICK:
            self.reader.forget()
            take(enclosed_rows(project, asked, rows))
        else:
            self.reader.ask(lambda: enclosed_rows(project, asked, rows), take)

    def _select(self, level: Level, found: NDArray[np.int64], how: How) -> None:
        selection = self._document.selection
        before = selection.rows if selection.level is level else ()
        if how is How.TAKE and not before:
            return
        chosen = combined(np.asarray(before, dtype=np.int64), found, how)
        self._document.select(level, tuple(chosen.tolist()))


def how_of(modifiers: Qt.KeyboardModifier) -> How:
    """What the keys held down make of a shape."""
    if modifiers & TAKING:
        return How.TAKE
    return How.ADD if modifiers & Qt.KeyboardModifier.ShiftModifier else How.REPLACE


def _value_line(project: Project, theme: Theme, level: Level, row: int) -> str:
    """The theme's value of a row of some level."""
    assert project.assessment is not None
    field = FIELDS[theme.field]
    values = {
        Level.BUILDING: project.assessment.buildings,
        Level.BLOCK: project.assessment.blocks,
        Level.PARCEL: project.assessment.parcels,
    }[level]
    value = float(values[field.name][row]) if row >= 0 else np.nan
    return f"{_(field.label)}: {format_number(value, field.decimals, field.unit)}"


def _block_lines(project: Project, theme: Theme, row: int) -> list[str]:
    assert project.assessment is not None
    block = project.assessment.blocks
    counts = _("{heated} of {all} buildings heated").format(
        heated=format_number(block["heated_count"][row]), all=format_number(block["buildings_count"][row])
    )
    name = _("Block {id}").format(id=project.blocks.index[row])
    return [name, _value_line(project, theme, Level.BLOCK, row), counts]


def _building_lines(project: Project, theme: Theme, row: int) -> list[str]:
    assert project.baseline is not None
    typed = project.baseline.typed
    stock = typed.stock
    lines = [str(project.buildings.index[row])]
    if theme.level is Level.BUILDING:
        lines.append(
            _value_line(project, theme, Level.BUILDING, row) if typed.heated[row] else _("Not heated")
        )
    else:
        owner = stock.block_of if theme.level is Level.BLOCK else stock.parcel_of
        name = _("Block") if theme.level is Level.BLOCK else _("Parcel")
        lines.append(f"{name} · {_value_line(project, theme, theme.level, int(owner[row]))}")
    lines.append(_coded(project, "current_use", codes.USES, row))
    if typed.heated[row]:
        lines.append(_coded(project, "size_class", codes.SIZE_CLASSES, row))
    year = stock.year_of_construction[row]
    built = f"{year:.0f}" if np.isfinite(year) else NO_VALUE
    lines.append(_("Built {year}").format(year=built) + _mark_of(project, "year_of_construction", row))
    return lines


def _coded(project: Project, name: str, words: tuple[str, ...], row: int) -> str:
    assert project.baseline is not None
    code = int(getattr(project.baseline.typed.stock, name)[row])
    text = labels.field_word(name, words[code]) if code >= 0 else NO_VALUE
    return text + _mark_of(project, name, row)


def _mark_of(project: Project, name: str, row: int) -> str:
    """Say that a value is a guess; nothing where it is not."""
    assert project.baseline is not None
    origin = Provenance(int(project.baseline.typed.stock.provenance[name][row]))
    if origin < FIRST_GUESS:
        return ""
    return f" ({labels.word(origin.name.lower(), labels.PROVENANCE)})"
