"""The planning room: map, panels and docks around it.

Made after the window is on screen and the heavy libraries are loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QSizePolicy,
    QToolBar,
    QWidget,
)

from app.text.translate import _, mark
from app.ui import remembered
from app.ui.map.beside import Beside, Mode
from app.ui.map.bookmark_menu import BookmarkMenu
from app.ui.map.canvas import MapCanvas
from app.ui.map.desk import MapDesk
from app.ui.map.identifier import Identifier
from app.ui.map.picking import Picking
from app.ui.map.presenter import MapPresenter
from app.ui.map.selection_menu import SelectionMenu
from app.ui.panels.assumptions import AssumptionsPanel
from app.ui.panels.charts import ChartsPanel
from app.ui.panels.findings import FindingsPanel
from app.ui.panels.guide import GuidePanel
from app.ui.panels.history import HistoryPanel
from app.ui.panels.inspector import Inspector
from app.ui.panels.layers import LayersPanel
from app.ui.panels.legend_panel import LegendPanel
from app.ui.panels.scenarios import ScenariosPanel
from app.ui.panels.tasks import TasksPanel
from app.ui.panels.theme_panel import ThemePanel
from app.ui.panels.totals import TotalsStrip
from app.ui.tables.table_panel import TablePanel
from app.ui.widgets.stack import Stack
from retrofit.stock.fields import Level

if TYPE_CHECKING:
    from app.mapimage.theme import Theme
    from app.ui.actions import Actions
    from app.ui.operations import Operations
    from app.ui.status import Status


SIDES: Final = {
    "guide": (mark("Guide"), Qt.DockWidgetArea.LeftDockWidgetArea),
    "layers": (mark("Layers"), Qt.DockWidgetArea.LeftDockWidgetArea),
    "map": (mark("Map"), Qt.DockWidgetArea.LeftDockWidgetArea),
    "inspector": (mark("Inspector"), Qt.DockWidgetArea.RightDockWidgetArea),
    "scenarios": (mark("Scenarios"), Qt.DockWidgetArea.RightDockWidgetArea),
    "assumptions": (mark("Assumptions"), Qt.DockWidgetArea.RightDockWidgetArea),
    "table": (mark("Table"), Qt.DockWidgetArea.BottomDockWidgetArea),
    "findings": (mark("Findings"), Qt.DockWidgetArea.BottomDockWidgetArea),
    "charts": (mark("Charts"), Qt.DockWidgetArea.BottomDockWidgetArea),
    "tasks": (mark("Tasks"), Qt.DockWidgetArea.BottomDockWidgetArea),
    "history": (mark("History"), Qt.DockWidgetArea.BottomDockWidgetArea),
}

GUIDE_PX: Final = 184
"""Height of the guide with all steps closed."""


PAGES: Final = {
    "guide": "start", "map": "map", "layers": "map", "inspector": "figures", "scenarios": "plan", "assumptions": "plan",
    "table": "map", "findings": "trust", "charts": "charts", "tasks": "start", "history": "plan",
}  # fmt: skip
"""Page of the manual about a dock."""


class Room(QObject):
    """Canvas, panels and docks of a window."""

    def __init__(self, window: QMainWindow, operations: Operations, actions: Actions, status: Status) -> None:
        super().__init__(window)
        self._window, self._actions = window, actions
        self._document = document = operations.document
        if document.theme is None:
            document.set_theme(remembered.theme(operations.settings))
        self.canvas = MapCanvas()
        self.inspector, self.table = Inspector(document), TablePanel(document, operations.settings)
        self.findings, self.totals = FindingsPanel(document), TotalsStrip(document)
        self.legend = LegendPanel(document)
        self.scenarios = ScenariosPanel(document, operations)
        self.guide = GuidePanel(document, actions)
        self.charts = ChartsPanel(document, operations)
        self.presenter = MapPresenter(document, self.canvas)
        self.layers = LayersPanel(document, self.canvas, operations.settings)
        self.centre = Beside(document, self.canvas)
        self.picking = Picking(document, self.canvas)
        self.identifier = Identifier(document, self.canvas)
        self.desk = MapDesk(self.canvas, self.picking, self.identifier, actions, operations)
        self.presenter.legend_changed.connect(self.legend.set_legend)
        self.legend.class_picked.connect(lambda key, adds: self.presenter.pick_class(key, adds=adds))
        self.docks = {
            "guide": self._dock("guide", self.guide),
            "map": self._dock("map", Stack(ThemePanel(document, operations.settings), self.legend)),
            "layers": self._dock("layers", Stack(self.layers)),
            "inspector": self._dock("inspector", self.inspector),
            "scenarios": self._dock("scenarios", self.scenarios),
            "assumptions": self._dock("assumptions", AssumptionsPanel(document, operations)),
            "table": self._dock("table", self.table),
            "findings": self._dock("findings", self.findings),
            "charts": self._dock("charts", self.charts),
            "tasks": self._dock("tasks", TasksPanel(operations.runner)),
            "history": self._dock("history", HistoryPanel(document, operations)),
        }
        self.strip = self._strip()
        self._arrange()
        self._connect(operations)
        status.watch(self.canvas, operations.settings)
        self.desk.hinted.connect(status.hint)
        self.desk.place_wanted.connect(status.place.copy)
        self.canvas.warm()

    def fit(self) -> None:
        """Show the whole district."""
        self.canvas.fit()

    def zoom_in(self) -> None:
        """Magnify."""
        self.canvas.zoom_in()

    def zoom_out(self) -> None:
        """Show more."""
        self.canvas.zoom_out()

    def zoom_to_selection(self) -> None:
        """Show what is selected."""
        selection = self._document.selection
        self.zoom_to(selection.level, selection.rows)

    def zoom_to(self, level: Level, rows: tuple[int, ...]) -> None:
        """Show some rows of a level with their surroundings."""
        project = self._document.project
        if level in (Level.PARCEL, Level.ASSOCIATION) and project is not None and len(rows):
            frame = project.parcels if level is Level.PARCEL else project.associations
            self.canvas.zoom_to(frame.geometry.iloc[list(rows)].total_bounds)
        else:
            self.canvas.zoom_to_rows(level, rows)

    def explain(self, building_id: str) -> None:
        """Show where the figures of a building come from."""
        from app.ui.dialogs.explanation import ExplanationDialog

        if self._document.project is not None:
            ExplanationDialog(self._window, self._document.project, building_id).open()

    def deselect(self) -> None:
        """Select nothing."""
        self._document.select(self._document.selection.level)

    def pick_buildings(self) -> None:
        """Let a click pick a building."""
        self.picking.whole = None
        self.canvas.set_level(Level.BUILDING)

    def pick_blocks(self) -> None:
        """Let a click pick a block."""
        self.picking.whole = None
        self.canvas.set_level(Level.BLOCK)

    def pick_associations(self) -> None:
        """Let a click pick all buildings of an association."""
        self.canvas.set_level(Level.BUILDING)
        self.picking.whole = Level.ASSOCIATION

    def show_table(self) -> None:
        """Show or hide the table."""
        self._toggle(self.docks["table"])

    def restyle(self) -> None:
        """Draw again what holds colours of the look."""
        self.inspector.restyle()
        self.findings.restyle()
        self.charts.later()

    def show_layers(self) -> None:
        """Show or hide the layers."""
        self._toggle(self.docks["layers"])

    def twin_maps(self) -> None:
        """Show another scenario beside the map, or no longer."""
        self.centre.toggle(Mode.TWIN)

    def swipe_maps(self) -> None:
        """Show another scenario over the map, up to a border that moves, or no longer."""
        self.centre.toggle(Mode.SWIPE)

    def show_scenarios(self) -> None:
        """Show or hide the list of scenarios."""
        self._toggle(self.docks["scenarios"])

    def show_assumptions(self) -> None:
        """Show or hide the assumptions."""
        self._toggle(self.docks["assumptions"])

    def show_charts(self) -> None:
        """Show or hide the charts."""
        self._toggle(self.docks["charts"])

    def show_tasks(self) -> None:
        """Show or hide the tasks."""
        self._toggle(self.docks["tasks"])

    def show_history(self) -> None:
        """Show or hide the history."""
        self._toggle(self.docks["history"])

    def show_guide(self) -> None:
        """Show or hide the plan guide."""
        self._toggle(self.docks["guide"])

    def show_findings(self) -> None:
        """Show or hide the findings."""
        self._toggle(self.docks["findings"])

    def places(self) -> dict[str, Callable[[], QWidget]]:
        """What a walk around the window shows, by its key."""
        return {
            "guide": lambda: self.docks["guide"],
            "canvas": lambda: self.canvas,
            "inspector": lambda: self.docks["inspector"],
            "drawer": lambda: self.docks["table"] if self.docks["table"].isVisible() else self.canvas,
        }

    def set_open(self, opened: bool) -> None:
        """Show the docks that belong to a project, or none."""
        for name, dock in self.docks.items():
            dock.setVisible(opened and name != "findings")
            dock.toggleViewAction().setEnabled(opened)
        self.strip.setVisible(opened)
        if opened:
            self.docks["findings"].show()
            self.docks["table"].raise_()
            self.docks["inspector"].raise_()
            self.docks["map"].raise_()

    def close(self) -> None:
        """Stop drawing."""
        self.table.stop()
        self.desk.close()
        self.presenter.close()
        self.centre.close_down()
        self.layers.close_down()
        self.scenarios.close_down()
        self.charts.close_down()
        self.inspector.close_down()
        self.canvas.shutdown()

    def _dock(self, name: str, content: QWidget) -> QDockWidget:
        title, side = SIDES[name]
        dock = QDockWidget(_(title), self._window)
        dock.setObjectName(f"dock-{name}")
        dock.setWidget(content)
        dock.setProperty("manual", PAGES[name])
        if side is Qt.DockWidgetArea.BottomDockWidgetArea:
            dock.setTitleBarWidget(QWidget())  # its tab says the name
        self._window.addDockWidget(side, dock)
        dock.hide()
        return dock

    def _strip(self) -> QToolBar:
        strip = QToolBar(_("Totals"), self._window)
        strip.setObjectName("totals")
        strip.setMovable(False)
        self.totals.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        strip.addWidget(self.totals)
        self._window.addToolBarBreak()
        self._window.addToolBar(strip)
        strip.hide()
        return strip

    def _arrange(self) -> None:
        window, area = self._window, Qt.DockWidgetArea
        window.setCorner(Qt.Corner.BottomLeftCorner, area.LeftDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, area.RightDockWidgetArea)
        for before, name in pairwise(("table", "findings", "charts", "tasks", "history")):
            window.tabifyDockWidget(self.docks[before], self.docks[name])
        window.tabifyDockWidget(self.docks["map"], self.docks["layers"])
        for before, name in pairwise(("inspector", "scenarios", "assumptions")):
            window.tabifyDockWidget(self.docks[before], self.docks[name])

    def size_docks(self) -> None:
        """Give the docks the room they need; only sure after they were shown."""
        window = self._window
        window.resizeDocks(
            [self.docks["map"], self.docks["inspector"]], [270, 350], Qt.Orientation.Horizontal
        )
        window.resizeDocks([self.docks["table"]], [240], Qt.Orientation.Vertical)
        window.resizeDocks(
            [self.docks["guide"], self.docks["map"]], [GUIDE_PX, 4 * GUIDE_PX], Qt.Orientation.Vertical
        )

    def _connect(self, operations: Operations) -> None:
        self.inspector.package_requested.connect(operations.assign)
        self.inspector.explanation_requested.connect(self.explain)
        self.inspector.certainty_requested.connect(operations.ask_certainty)
        self.inspector.charts.set_open(operations.settings.charts_open)
        self.inspector.charts.folded.connect(operations.settings.keep_charts_open)
        self.inspector.charts.enlarged.connect(self._enlarge)
        self.inspector.notes.kept.connect(operations.keep_note)
        self.inspector.notes.photo_wanted.connect(operations.ask_photo)
        self.guide.action_requested.connect(self._from_guide)
        self.docks["charts"].visibilityChanged.connect(self.charts.later)
        self.table.zoom_requested.connect(self.zoom_to)
        self.table.edit_requested.connect(operations.set_values)
        self.findings.zoom_requested.connect(self.canvas.zoom_to)
        self.findings.correction_requested.connect(self._actions["edit-values"].trigger)
        operations.view_extent = lambda: self.canvas.view.extent
        operations.show_extent = self.canvas.show_extent
        BookmarkMenu(self._actions.menus["bookmarks"], operations)
        SelectionMenu(self._actions.menus["saved-selections"], operations)
        self._document.theme_changed.connect(self._pick_what_is_coloured)
        self._document.theme_changed.connect(lambda theme: remembered.keep(operations.settings, theme))

    def _pick_what_is_coloured(self, theme: Theme) -> None:
        """Let a click pick blocks or associations where they are coloured, else buildings."""
        named = {Level.BLOCK: "pick-blocks", Level.ASSOCIATION: "pick-associations"}
        self._actions[named.get(theme.level, "pick-buildings")].trigger()

    def _enlarge(self, key: str) -> None:
        """Show a chart of the inspector in the drawer."""
        self.charts.choose(key)
        self._from_guide("charts")

    def _from_guide(self, name: str) -> None:
        """Do what the guide proposes; a drawer is brought to the front, never hidden."""
        if name in self.docks:
            self.docks[name].show()
            self.docks[name].raise_()
        else:
            self._actions[name].trigger()

    def _toggle(self, dock: QDockWidget) -> None:
        """Hide a dock that is in sight, else bring it to the front."""
        if dock.isVisible() and not dock.visibleRegion().isEmpty():
            dock.hide()
        else:
            dock.show()
            dock.raise_()
