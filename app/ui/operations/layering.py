"""Verbs of the map's layers: files over and under it; nothing of them becomes part of the plan."""

from __future__ import annotations

from app.ui.operations.planning import Planning


class Layering(Planning):
    """Ask for layers of the user's own and for basemaps."""

    def ask_layer(self) -> None:
        """Ask for a file that is drawn over the map."""
        self._window.room.layers.ask_layer()

    def ask_basemap_file(self) -> None:
        """Ask for a picture that lies under the map."""
        self._window.room.layers.ask_file()

    def ask_web_map(self) -> None:
        """Ask for a server of maps."""
        self._window.room.layers.ask_address()
