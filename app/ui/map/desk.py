"""`MapDesk`: the verbs of the map's tools, called by the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.text.translate import _
from app.ui.map.tools.base import Tool
from app.ui.map.tools.blocks import CutBlockTool, CutBuildingTool, DrawBlockTool
from app.ui.map.tools.enclose import LassoTool, PolygonTool, RectangleTool
from app.ui.map.tools.identify import IdentifyTool
from app.ui.map.tools.measure import AreaTool, DistanceTool
from app.ui.map.tools.zoom import BoxZoomTool
from gis.enclosed import Rule

if TYPE_CHECKING:
    from app.ui.actions import Actions
    from app.ui.map.canvas import MapCanvas
    from app.ui.map.identifier import Identifier
    from app.ui.map.picking import Picking
    from app.ui.operations import Operations


class MapDesk(QObject):
    """Puts tools into the user's hand and keeps the menus in step."""

    hinted = Signal(str)
    """What to do with the tool that was just taken; "" for the plain pointer."""

    place_wanted = Signal()
    """The coordinates under the pointer are wanted on the clipboard."""

    def __init__(
        self,
        canvas: MapCanvas,
        picking: Picking,
        identifier: Identifier,
        actions: Actions,
        operations: Operations,
    ) -> None:
        super().__init__(canvas)
        self._canvas, self._picking, self._actions = canvas, picking, actions
        self._operations, self._settings = operations, operations.settings
        self._identifier = identifier
        self._tools: dict[type[Tool], Tool] = {IdentifyTool: IdentifyTool(canvas, identifier.ask)}
        for kind, drawn in (
            (DrawBlockTool, operations.draw_block),
            (CutBlockTool, operations.cut_blocks),
            (CutBuildingTool, operations.cut_buildings),
        ):
            self._tools[kind] = kind(canvas, drawn)
        canvas.tool_changed.connect(self._show)
        self._set_rule(Rule(self._settings.shape_rule))

    def pick(self) -> None:
        """Move the map and pick single things."""
        self._canvas.set_tool(None)

    def select_rectangle(self) -> None:
        """Select by a rectangle."""
        self._take(RectangleTool)

    def select_lasso(self) -> None:
        """Select by a free line."""
        self._take(LassoTool)

    def select_polygon(self) -> None:
        """Select by a polygon."""
        self._take(PolygonTool)

    def zoom_box(self) -> None:
        """Magnify a rectangle."""
        self._take(BoxZoomTool)

    def measure_distance(self) -> None:
        """Measure along a line."""
        self._take(DistanceTool)

    def measure_area(self) -> None:
        """Measure an area."""
        self._take(AreaTool)

    def identify(self) -> None:
        """Name what lies under the pointer."""
        self._take(IdentifyTool)

    def zoom_buildings(self) -> None:
        """Show all buildings."""
        self._zoom_to_layer("buildings", _("There are no buildings in this plan."))

    def zoom_blocks(self) -> None:
        """Show all blocks."""
        self._zoom_to_layer("blocks", _("There are no blocks in this plan."))

    def zoom_parcels(self) -> None:
        """Show all parcels."""
        self._zoom_to_layer("parcels", _("There are no parcels in this plan."))

    def zoom_streets(self) -> None:
        """Show all streets."""
        self._zoom_to_layer("streets", _("There are no streets in this plan."))

    def close(self) -> None:
        """Look nothing up any more."""
        self._picking.close()
        self._identifier.close()

    def draw_block(self) -> None:
        """Draw a new block."""
        self._take(DrawBlockTool)

    def cut_block(self) -> None:
        """Cut blocks by a line."""
        self._take(CutBlockTool)

    def cut_building(self) -> None:
        """Cut buildings into sections."""
        self._take(CutBuildingTool)

    def copy_place(self) -> None:
        """Copy the coordinates under the pointer."""
        self.place_wanted.emit()

    def rule_centre(self) -> None:
        """Let shapes take what has its centre inside."""
        self._set_rule(Rule.CENTRE)

    def rule_touched(self) -> None:
        """Let shapes take what they touch."""
        self._set_rule(Rule.TOUCHED)

    def rule_whole(self) -> None:
        """Let shapes take what lies wholly inside."""
        self._set_rule(Rule.WHOLE)

    def back(self) -> None:
        """Show the previous view."""
        self._canvas.navigator.back()

    def forward(self) -> None:
        """Show the next view."""
        self._canvas.navigator.forward()

    def _zoom_to_layer(self, name: str, none: str) -> None:
        if not self._canvas.zoom_to_layer(name):
            self._operations.noted.emit(none)

    def _take(self, kind: type[Tool]) -> None:
        if kind not in self._tools:
            self._tools[kind] = kind(self._canvas)
        self._canvas.set_tool(self._tools[kind])
        self._canvas.setFocus()

    def _set_rule(self, rule: Rule) -> None:
        self._picking.rule = rule
        self._settings.shape_rule = rule.value
        self._actions[f"rule-{rule.value}"].setChecked(True)

    def _show(self, tool: Tool) -> None:
        if tool.name:
            self._actions[tool.name].setChecked(True)
        self.hinted.emit(tool.hint)
