"""The table of actions; menus and toolbar are generated from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar

from app.services.sample_list import SAMPLES
from app.text.translate import _, mark
from app.ui.icons import icon


@dataclass(frozen=True, slots=True)
class Row:
    """One action.

    ``needs`` names what must be the case: "project", "idle" (no task works),
    "selection", "undo", "redo", "back" and "forward" (there is an earlier or later view). ``verb`` names what is
    called: a method of ``operations``, ``room``, ``map`` (the tools of the map), ``shell`` or
    ``window``. Rows of a ``group`` exclude each other; the first one is chosen at the start.
    """

    id: str
    text: str
    menu: str
    verb: str
    icon: str = ""
    shortcut: str = ""
    needs: tuple[str, ...] = ()
    toolbar: bool = False
    tip: str = ""
    group: str = ""
    before: bool = False
    """A line before it."""


MENUS: Final[Mapping[str, str]] = {
    "file": mark("&File"),
    "samples": mark("Built-in districts"),
    "edit": mark("&Edit"),
    "select": mark("&Select"),
    "saved-selections": mark("Saved selections"),
    "view": mark("&View"),
    "map": mark("&Map"),
    "bookmarks": mark("Bookmarks"),
    "zoom-layer": mark("Zoom to layer"),
    "plan": mark("&Plan"),
    "look": mark("Look"),
    "scenarios": mark("S&cenarios"),
    "help": mark("&Help"),
}

INSIDE: Final[Mapping[str, str]] = {
    "saved-selections": "select",
    "bookmarks": "map",
    "zoom-layer": "view",
    "samples": "file",
    "look": "view",
}
"""Menus that lie inside another one."""

SHAPE_KEYS: Final = mark("Shift adds to the selection, Ctrl or Alt takes away from it; Space moves the map")

CHANGE: Final = ("project", "idle")
PICKED: Final = ("project", "idle", "selection")

FILE: Final = (
    Row("open-files", mark("New from your files…"), "file", "operations.open_files", "open-files", "Ctrl+N",
        ("idle",), True, mark("Load footprints, parcels and streets into a new plan")),
    Row("fetch-service", mark("New from a map service…"), "file", "operations.ask_service", "", "", ("idle",),
        tip=mark("Fetch layers of a WFS into a file, and load them into a new plan")),
    Row("fetch-database", mark("New from a PostGIS database…"), "file", "operations.ask_database", "", "", ("idle",),
        tip=mark("Fetch tables of a database into a file, and load them into a new plan")),
    Row("open-project", mark("Open project…"), "file", "operations.open_project", "open-project", "Ctrl+O",
        ("idle",), True, mark("Open a saved plan")),
    *(
        Row(f"open-{sample.key}", sample.title, "samples", f"operations.open_{sample.key}", "district",
            needs=("idle",), tip=sample.summary)
        for sample in SAMPLES
    ),
    Row("update-files", mark("Newer delivery of the files…"), "file", "operations.open_newer_files", "", "", CHANGE,
        tip=mark("Load newer footprints or parcels: ids, corrections, blocks and packages stay"), before=True),
    Row("clean-again", mark("Clean the files again…"), "file", "operations.clean_again", "", "", CHANGE,
        tip=mark("Read the files of the plan once more, with other limits, columns or letters; what you did stays")),
    Row("save-recipe", mark("Save recipe of the import…"), "file", "operations.ask_recipe", "", "", CHANGE,
        tip=mark("How the files were understood, as a text that repeats the import")),
    Row("save", mark("Save"), "file", "operations.save", "save", "Ctrl+S", CHANGE, True,
        mark("Save the plan"), before=True),
    Row("save-as", mark("Save as…"), "file", "operations.save_as", "save-as", "Ctrl+Shift+S", CHANGE),
    Row("export", mark("Export…"), "file", "operations.ask_export", "export", "Ctrl+E", CHANGE, True,
        mark("Write shapefiles, tables, a GeoPackage and the map picture"), before=True),
    Row("papers", mark("Papers…"), "file", "operations.ask_papers", "", "Ctrl+P", CHANGE,
        tip=mark("Report, summary, renovation passports, papers for meetings, posters, atlas, maps on paper")),
    Row("privacy", mark("For the public…"), "file", "operations.ask_privacy", "", "", CHANGE,
        tip=mark("Export no owners and no figures of a few dwellings")),
    Row("export-account", mark("Account of the import…"), "file", "operations.export_account", "", "", CHANGE,
        tip=mark("Every input feature with its fate, reason and area, as a layer for a GIS and as a table")),
    Row("save-picture", mark("Save map as picture…"), "file", "operations.save_picture", "picture", "",
        CHANGE, tip=mark("The map as it is now, with legend, scale bar and sources")),
    Row("close-project", mark("Close project"), "file", "operations.close_project", "close", "Ctrl+W",
        CHANGE, before=True),
    Row("quit", mark("Quit"), "file", "window.close", "", "Ctrl+Q", before=True),
)  # fmt: skip

EDIT: Final = (
    Row("undo", mark("Undo"), "edit", "operations.undo", "undo", "Ctrl+Z", ("idle", "undo"), True),
    Row("redo", mark("Redo"), "edit", "operations.redo", "redo", "Ctrl+Shift+Z", ("idle", "redo"), True),
    Row("checkpoint", mark("Keep a checkpoint…"), "edit", "operations.ask_checkpoint", "bookmark", "Ctrl+Alt+K", CHANGE,
        tip=mark("Keep the plan as it is under a name, to go back to it from the history")),
    Row("copy-picture", mark("Copy map as picture"), "edit", "operations.copy_picture", "copy",
        "Ctrl+Shift+C", CHANGE, before=True),
    Row("edit-values", mark("Correct values of the selection…"), "edit", "operations.ask_values", "", "F2",
        PICKED, tip=mark("Year, use, heating system, protection and earlier works of the selected buildings"),
        before=True),
    Row("form-blocks", mark("Form blocks anew…"), "edit", "operations.ask_form_blocks", "", "", CHANGE,
        tip=mark("By references, streets, parcels or nearness, or by an own layer of blocks")),
    Row("join-register", mark("Join a register…"), "edit", "operations.ask_register", "", "", CHANGE,
        tip=mark("Take years, uses or heating systems from certificates, surveys or other tables"), before=True),
    Row("protection", mark("Protected places…"), "edit", "operations.ask_protection", "", "", CHANGE,
        tip=mark("Take heritage protection of buildings from a layer of areas or points")),
    Row("owners", mark("Owners and associations…"), "edit", "operations.ask_owners", "", "", CHANGE,
        tip=mark("Who decides and pays for which buildings, from a table or a column")),
    Row("heights", mark("Heights from elevation models…"), "edit", "operations.ask_heights", "", "", CHANGE,
        tip=mark("Measure buildings in rasters of the surface (DSM) and of the terrain (DTM)")),
    Row("draw-block", mark("Draw a block"), "edit", "map.draw_block", "draw-block", "Ctrl+Alt+B", CHANGE,
        tip=mark("A new block of the buildings inside; corners cling to what is near"), group="tool", before=True),
    Row("cut-block", mark("Cut blocks"), "edit", "map.cut_block", "cut-block", "Ctrl+Alt+X", CHANGE,
        tip=mark("Divide the blocks that a line crosses"), group="tool"),
    Row("merge-blocks", mark("Merge the selected blocks"), "edit", "operations.merge_blocks", "", "Ctrl+Alt+M", PICKED,
        tip=mark("One block of all the selected ones")),
    Row("move-to-block", mark("Move the selected buildings to a block…"), "edit", "operations.ask_block", "", "",
        PICKED),
    Row("cut-building", mark("Cut buildings into sections"), "edit", "map.cut_building", "cut-block", "Ctrl+Alt+J", CHANGE,
        tip=mark("Divide the selected buildings, or all that a line crosses; areas and dwellings are shared out"),
        group="tool", before=True),
    Row("merge-buildings", mark("Merge the selected buildings"), "edit", "operations.merge_buildings", "", "Ctrl+Alt+G",
        PICKED, tip=mark("One building of sections or outlines that touch")),
    Row("deselect", mark("Clear selection"), "edit", "room.deselect", "clear", "Ctrl+Shift+A",
        ("project", "selection")),
)  # fmt: skip

SELECT: Final = (
    Row("tool-pick", mark("Pick and move"), "select", "map.pick", "tool-pick", "", ("project",), True,
        mark("Click picks, Shift adds, Alt takes away, a drag moves the map. Esc leads back here"), "tool"),
    Row("select-rectangle", mark("Select by rectangle"), "select", "map.select_rectangle",
        "select-rectangle", "Ctrl+Shift+R", ("project",), True, SHAPE_KEYS, "tool"),
    Row("select-lasso", mark("Select by free line"), "select", "map.select_lasso", "select-lasso",
        "Ctrl+Shift+L", ("project",), True, SHAPE_KEYS, "tool"),
    Row("select-polygon", mark("Select by polygon"), "select", "map.select_polygon", "select-polygon",
        "Ctrl+Shift+G", ("project",), True, SHAPE_KEYS, "tool"),
    Row("select-rule", mark("Select by expression…"), "select", "operations.ask_rule", "select-rule", "Ctrl+F3",
        ("project",), tip=mark("Buildings, blocks or parcels whose values fit what you write"), before=True),
    Row("select-all", mark("Select all"), "select", "operations.select_all", "", "Ctrl+Alt+A", ("project",)),
    Row("invert-selection", mark("Invert the selection"), "select", "operations.invert_selection", "", "Ctrl+I",
        ("project",)),
    Row("select-blocks", mark("Blocks of the selected buildings"), "select", "operations.select_their_blocks",
        "", "", ("project", "selection")),
    Row("select-buildings", mark("Buildings of the selected blocks"), "select",
        "operations.select_their_buildings", "", "", ("project", "selection")),
    Row("save-selection", mark("Save the selection…"), "saved-selections", "operations.ask_selection", "",
        "Ctrl+Alt+F3", PICKED, tip=mark("Keep what is selected under a name, in the plan")),
    Row("saved-selections", mark("All saved selections…"), "saved-selections", "operations.ask_selections", "",
        "", ("project",), tip=mark("Select again, rename and delete what was saved")),
    Row("rule-centre", mark("Shapes take what has its centre inside"), "select", "map.rule_centre",
        group="rule", before=True),
    Row("rule-touched", mark("Shapes take what they touch"), "select", "map.rule_touched", group="rule"),
    Row("rule-whole", mark("Shapes take what lies wholly inside"), "select", "map.rule_whole", group="rule"),
)  # fmt: skip

VIEW: Final = (
    Row("fit", mark("Zoom to everything"), "view", "room.fit", "fit", "Ctrl+Shift+F", ("project",), True),
    Row("zoom-selection", mark("Zoom to selection"), "view", "room.zoom_to_selection", "zoom-selection",
        "Ctrl+J", ("project", "selection"), True),
    Row("zoom-in", mark("Zoom in"), "view", "room.zoom_in", "zoom-in", "Ctrl++", ("project",)),
    Row("zoom-out", mark("Zoom out"), "view", "room.zoom_out", "zoom-out", "Ctrl+-", ("project",)),
    Row("zoom-box", mark("Zoom to a rectangle"), "view", "map.zoom_box", "zoom-box", "Ctrl+Shift+X",
        ("project",), True, mark("With Ctrl or Alt the map shrinks into the rectangle"), "tool"),
    Row("zoom-buildings", mark("Buildings"), "zoom-layer", "map.zoom_buildings", "building", needs=("project",)),
    Row("zoom-blocks", mark("Blocks"), "zoom-layer", "map.zoom_blocks", "block", needs=("project",)),
    Row("zoom-parcels", mark("Parcels"), "zoom-layer", "map.zoom_parcels", needs=("project",)),
    Row("zoom-streets", mark("Streets"), "zoom-layer", "map.zoom_streets", needs=("project",)),
    Row("view-back", mark("Previous view"), "view", "map.back", "view-back", "Alt+Left", ("project", "back"),
        True, before=True),
    Row("view-forward", mark("Next view"), "view", "map.forward", "view-forward", "Alt+Right",
        ("project", "forward"), True),
    Row("pick-buildings", mark("Pick buildings"), "view", "room.pick_buildings", "building", "Ctrl+B",
        ("project",), True, mark("A click on the map picks a building"), "pick", before=True),
    Row("pick-blocks", mark("Pick blocks"), "view", "room.pick_blocks", "block", "Ctrl+Shift+B", ("project",), True,
        mark("A click on the map picks a whole block"), "pick"),
    Row("pick-associations", mark("Pick associations"), "view", "room.pick_associations", "", "Ctrl+Alt+U", ("project",),
        tip=mark("A click on the map picks all buildings of an owner or association"), group="pick"),
    Row("table", mark("Table"), "view", "room.show_table", "table", "F6", ("project",), True,
        mark("Show or hide the table of buildings, parcels and blocks"), before=True),
    Row("findings", mark("Findings"), "view", "room.show_findings", "findings", "F7", ("project",), True,
        mark("Show or hide what was repaired, rejected or assumed")),
    Row("layers", mark("Layers"), "view", "room.show_layers", "", "Ctrl+Alt+L", ("project",),
        tip=mark("Show or hide what the map shows, what is written on it, and the basemap")),
    Row("charts", mark("Charts"), "view", "room.show_charts", "charts", "F12", ("project",), True,
        mark("Show or hide charts of the district or of the selection")),
    Row("tasks", mark("Tasks"), "view", "room.show_tasks", "", "F10", ("project",),
        tip=mark("Show or hide what the program works on and has done")),
    Row("history", mark("History"), "view", "room.show_history", "", "F11", ("project",),
        tip=mark("Show or hide what was done to the plan; a click goes back")),
    Row("guide", mark("Guide"), "view", "room.show_guide", "", "F8", ("project",),
        tip=mark("Show or hide where the plan stands and what is missing")),
    Row("look-system", mark("As the system"), "look", "shell.look_system", group="look",
        tip=mark("Light or dark, as the system is")),
    Row("look-light", mark("Light"), "look", "shell.look_light", group="look"),
    Row("look-dark", mark("Dark"), "look", "shell.look_dark", group="look"),
)  # fmt: skip

MAP: Final = (
    Row("add-layer", mark("Add a layer of your own…"), "map", "operations.ask_layer", "", "Ctrl+Alt+O", ("project",),
        tip=mark("Draw a file of points, lines or areas over the map; it does not become part of the plan")),
    Row("basemap-file", mark("Picture under the map…"), "map", "operations.ask_basemap_file", "", "", ("project",),
        tip=mark("A GeoTIFF or MBTiles file as basemap")),
    Row("web-map", mark("Web map under the map…"), "map", "operations.ask_web_map", "", "", ("project",),
        tip=mark("Squares or a WMS from a server; nothing is asked on the network before")),
    Row("identify", mark("Identify"), "map", "map.identify", "identify", "Ctrl+Shift+I", ("project",), True,
        mark("A click lists everything that lies there: building, parcel, block, street, findings"), "tool",
        before=True),
    Row("measure-distance", mark("Measure distance"), "map", "map.measure_distance", "measure-distance",
        "Ctrl+Shift+D", ("project",), True, mark("Along a line, on the map's plane and on the ellipsoid"),
        "tool"),
    Row("measure-area", mark("Measure area"), "map", "map.measure_area", "measure-area", "Ctrl+Shift+J",
        ("project",), True, mark("With perimeter, on the map's plane and on the ellipsoid"), "tool"),
    Row("add-bookmark", mark("Add bookmark…"), "bookmarks", "operations.ask_bookmark", "bookmark", "Ctrl+D",
        CHANGE, tip=mark("Keep the view as it is now under a name, in the plan")),
    Row("bookmarks", mark("All bookmarks…"), "bookmarks", "operations.ask_bookmarks", "", "Ctrl+Alt+D",
        ("project",), tip=mark("Go to, rename and delete views that were kept")),
    Row("copy-place", mark("Copy coordinates"), "map", "map.copy_place", "", "Ctrl+Alt+C", ("project",),
        tip=mark("Of the place under the pointer, in the system that the status bar shows"), before=True),
)  # fmt: skip

PLAN: Final = (
    Row("give-usual", mark("Usual renovation for the selection"), "plan", "operations.give_usual",
        "package-usual", "Ctrl+2", PICKED, True),
    Row("give-advanced", mark("Advanced renovation for the selection"), "plan", "operations.give_advanced",
        "package-advanced", "Ctrl+3", PICKED, True),
    Row("give-none", mark("No renovation for the selection"), "plan", "operations.give_none",
        "package-none", "Ctrl+1", PICKED, True),
    Row("all-usual", mark("Usual renovation for the whole district"), "plan", "operations.all_usual",
        "package-usual", "Ctrl+Shift+2", CHANGE,
        tip=mark("Declined buildings are left out: give them a package one by one"), before=True),
    Row("all-advanced", mark("Advanced renovation for the whole district"), "plan",
        "operations.all_advanced", "package-advanced", "Ctrl+Shift+3", CHANGE,
        tip=mark("Declined buildings are left out: give them a package one by one")),
    Row("all-none", mark("No renovation in the whole district"), "plan", "operations.all_none",
        "package-none", "Ctrl+Shift+1", CHANGE),
    Row("assumptions", mark("Assumptions"), "plan", "room.show_assumptions", "assumptions",
        "Ctrl+Shift+P", CHANGE, True, mark("Method, climate, prices, rates and country pack"), before=True),
    Row("weather", mark("Weather file…"), "plan", "operations.ask_weather", "", "", CHANGE,
        tip=mark("Hours of a year (EPW, PVGIS): a climate of its own, and the hourly method")),
    Row("packages", mark("Packages…"), "plan", "operations.ask_packages", "packages", "Ctrl+Alt+P", CHANGE, True,
        mark("Put packages together: insulation, windows, heating systems, ventilation, solar")),
    Row("rules", mark("Packages by rules…"), "plan", "operations.ask_rules", "select-rule", "Ctrl+Alt+R", CHANGE,
        tip=mark("Who gets which package, by conditions on any column; the first rule that fits decides")),
    Row("certainty", mark("How sure are these figures?"), "plan", "operations.ask_certainty", "certainty",
        "Ctrl+U", CHANGE, True, mark("Bands of 80 %, what drives them, and which surveys would narrow them"),
        before=True),
    Row("meters", mark("Compare with meter readings…"), "plan", "operations.ask_meters", "meters",
        "Ctrl+Shift+M", CHANGE, tip=mark("Metered energy beside the calculated one, and what it teaches")),
    Row("statistics", mark("Compare with statistics…"), "plan", "operations.ask_statistics", "statistics",
        "Ctrl+Shift+K", CHANGE, tip=mark("The district beside published figures and your own total")),
    Row("summer", mark("Summer heat…"), "plan", "operations.ask_summer", "summer", "Ctrl+Shift+H", CHANGE,
        tip=mark("Hours above 26 °C, what blinds, night airing and the plan do, and what cooling would take")),
)  # fmt: skip

SCENARIOS: Final = (
    Row("new-scenario", mark("New scenario…"), "scenarios", "operations.new_scenario", "", "Ctrl+Alt+N", CHANGE,
        tip=mark("A copy of the scenario in use, to be changed")),
    Row("rename-scenario", mark("Rename the scenario…"), "scenarios", "operations.ask_scenario_name", "", "", CHANGE),
    Row("delete-scenario", mark("Delete the scenario"), "scenarios", "operations.delete_scenario", "", "", CHANGE),
    Row("compare-scenarios", mark("Compare scenarios…"), "scenarios", "operations.ask_comparison", "scenarios",
        "Ctrl+Alt+S", CHANGE, True, mark("All scenarios side by side: table, differences, bars"), before=True),
    Row("twin-maps", mark("Two scenarios side by side"), "scenarios", "room.twin_maps", "", "Ctrl+Alt+T", ("project",),
        tip=mark("A second map with linked views, in the same classes"), before=True),
    Row("swipe-maps", mark("Swipe between two scenarios"), "scenarios", "room.swipe_maps", "", "Ctrl+Alt+W",
        ("project",), tip=mark("Another scenario over the map, up to a border that you drag")),
    Row("scenarios", mark("List of scenarios"), "scenarios", "room.show_scenarios", "", "F9", ("project",),
        tip=mark("Show or hide the list of scenarios"), before=True),
)  # fmt: skip

HELP: Final = (
    Row("manual", mark("Manual"), "help", "shell.manual", "", "F1",
        tip=mark("The page about what you are at")),
    Row("palette", mark("Find an action…"), "help", "shell.palette", "", "Ctrl+K",
        tip=mark("Type a few letters of what you want to do")),
    Row("tour", mark("Show me around"), "help", "shell.tour", "", "", ("project",),
        tip=mark("The window in five steps")),
    Row("save-report", mark("Save report…"), "help", "shell.save_report", "", "",
        tip=mark("Versions and what was done, without names and files: for those who look after Kvarter"),
        before=True),
    Row("about", mark("About Kvarter"), "help", "operations.about", "about"),
)  # fmt: skip

ACTIONS: Final = (*FILE, *EDIT, *SELECT, *VIEW, *MAP, *PLAN, *SCENARIOS, *HELP)


class Actions:
    """The actions of a window, and what of them can be done now."""

    def __init__(self, window: QMainWindow, do: Callable[[str], object]) -> None:
        self.menus: dict[str, QMenu] = {}
        """Menus by key, as soon as they are filled."""
        self._made = {row.id: _made(row, window, do) for row in ACTIONS}
        groups: dict[str, QActionGroup] = {}
        for row in ACTIONS:
            if row.group:
                action = self._made[row.id]
                action.setCheckable(True)
                if row.group not in groups:
                    groups[row.group] = QActionGroup(window)
                    action.setChecked(True)
                groups[row.group].addAction(action)
        self.allow(())

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def allow(self, given: Iterable[str]) -> None:
        """Enable what needs nothing but what is ``given``."""
        present = frozenset(given)
        for row in ACTIONS:
            self._made[row.id].setEnabled(present.issuperset(row.needs))

    def redraw(self) -> None:
        """Draw all icons in the colours of now."""
        for row in ACTIONS:
            self._made[row.id].setIcon(icon(row.icon))

    def fill_menus(self, window: QMainWindow) -> dict[str, QMenu]:
        """Make the menus."""
        menus: dict[str, QMenu] = {}
        for key, text in MENUS.items():
            if key not in INSIDE:
                menus[key] = window.menuBar().addMenu(_(text))
        for row in ACTIONS:
            if row.menu not in menus:
                picture = icon("district" if row.menu == "samples" else "")
                menus[row.menu] = menus[INSIDE[row.menu]].addMenu(picture, _(MENUS[row.menu]))
            if row.before:
                menus[row.menu].addSeparator()
            menus[row.menu].addAction(self._made[row.id])
        for menu in menus.values():
            menu.setToolTipsVisible(True)
        self.menus = menus
        return menus

    def fill_toolbar(self, toolbar: QToolBar) -> None:
        """Put the actions of the toolbar into it, a line between menus."""
        last = ""
        for row in ACTIONS:
            if row.toolbar:
                if last and (row.menu != last or row.before):
                    toolbar.addSeparator()
                toolbar.addAction(self._made[row.id])
                last = row.menu


def _made(row: Row, window: QMainWindow, do: Callable[[str], object]) -> QAction:
    action = QAction(icon(row.icon), _(row.text), window)
    action.setObjectName(row.id)
    if row.shortcut:
        action.setShortcut(QKeySequence(row.shortcut))
    plain = _(row.text).replace("…", "")
    keys = f" ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})" if row.shortcut else ""
    action.setToolTip(f"{plain}{keys}\n{_(row.tip)}" if row.tip else f"{plain}{keys}")
    action.triggered.connect(lambda _checked=False, name=row.id: do(name))
    return action


def verb_of(name: str) -> str:
    """Return what an action calls."""
    return next(row.verb for row in ACTIONS if row.id == name)
