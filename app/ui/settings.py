"""What the window remembers between two runs."""

from __future__ import annotations

import getpass
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QByteArray, QSettings

from app.paths import user_config, user_state
from app.text.languages import ENGLISH
from app.ui.theme import LookOf

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

MOST_RECENT: Final = 8
MOST_RULES: Final = 12
MOST_BASEMAPS: Final = 8
LAYOUT: Final = 4
"""Counts up when docks change: an old layout is then forgotten."""


class Settings:
    """Recent projects, folders and the layout, in one ini file."""

    def __init__(self, path: Path | None = None) -> None:
        self._store = QSettings(str(path or user_config() / "window.ini"), QSettings.Format.IniFormat)

    @property
    def recent(self) -> tuple[Path, ...]:
        """Recent projects, the last one first; some may be gone."""
        try:
            names = json.loads(str(self._store.value("recent", "[]")))
        except ValueError:
            names = []
        return tuple(Path(name) for name in names if isinstance(name, str))

    def add_recent(self, path: Path) -> None:
        """Put a project first in the list."""
        others = [each for each in self.recent if each != path]
        self._keep_recent([path, *others][:MOST_RECENT])

    def forget_recent(self, path: Path) -> None:
        """Take a project off the list."""
        self._keep_recent([each for each in self.recent if each != path])

    @property
    def rules(self) -> tuple[str, ...]:
        """Expressions used before, the last one first."""
        try:
            found = json.loads(str(self._store.value("rules", "[]")))
        except ValueError:
            return ()
        return tuple(rule for rule in found if isinstance(rule, str))

    def add_rule(self, rule: str) -> None:
        """Put an expression first in the list."""
        others = [each for each in self.rules if each != rule]
        self._store.setValue("rules", json.dumps([rule, *others][:MOST_RULES]))

    @property
    def servers(self) -> tuple[str, ...]:
        """Addresses of map services used before, the last one first; never a login."""
        found = self._json("servers", [])
        return tuple(each for each in found if isinstance(each, str))

    def add_server(self, address: str) -> None:
        """Put an address first in the list."""
        others = [each for each in self.servers if each != address]
        self._store.setValue("servers", json.dumps([address, *others][:MOST_RULES]))

    @property
    def databases(self) -> tuple[str, ...]:
        """Places of databases used before, the last one first; never a password."""
        found = self._json("databases", [])
        return tuple(each for each in found if isinstance(each, str))

    def add_database(self, place: str) -> None:
        """Put a database first in the list, unless a password stands in its address."""
        if "password" in place or re.search(r"//[^/@]*:[^/@]*@", place):
            return
        others = [each for each in self.databases if each != place]
        self._store.setValue("databases", json.dumps([place, *others][:MOST_RULES]))

    @property
    def user(self) -> str:
        """Who works here, as the log of a plan names them: the name of the account on this computer."""
        try:
            return str(self._store.value("user", "")) or getpass.getuser()
        except (OSError, KeyError):  # an account without a name
            return ""

    @property
    def toured(self) -> bool:
        """Whether the user has been shown around, or did not want to be."""
        return str(self._store.value("toured", "false")) == "true"

    @toured.setter
    def toured(self, seen: bool) -> None:
        self._store.setValue("toured", "true" if seen else "false")

    @property
    def journals(self) -> Path:
        """Folder of the side files of open plans."""
        own = Path(self._store.fileName()).parent
        return user_state() / "journal" if own == user_config() else own / "journal"

    @property
    def thumbnails(self) -> Path:
        """Folder of small pictures of recent projects."""
        return Path(self._store.fileName()).parent / "thumbnails"

    def folder(self, purpose: str) -> Path:
        """Folder used last for a purpose ("open", "save", "export"), else the home folder."""
        found = Path(str(self._store.value(f"folders/{purpose}", "")) or Path.home())
        return found if found.is_dir() else Path.home()

    def set_folder(self, purpose: str, folder: Path) -> None:
        """Remember a folder."""
        self._store.setValue(f"folders/{purpose}", str(folder))

    def word(self, name: str) -> str:
        """A word that was typed or chosen before, such as the sender of papers; "" for none."""
        return str(self._store.value(f"words/{name}", ""))

    def set_word(self, name: str, value: str) -> None:
        """Remember a word."""
        self._store.setValue(f"words/{name}", value)

    @property
    def look(self) -> LookOf:
        """Light, dark, or that of the system."""
        try:
            return LookOf(str(self._store.value("look", LookOf.SYSTEM.value)))
        except ValueError:
            return LookOf.SYSTEM

    @look.setter
    def look(self, look: LookOf) -> None:
        self._store.setValue("look", look.value)

    @property
    def layers(self) -> dict[str, dict[str, Any]]:
        """How the layers of the map are shown, by layer."""
        found = self._json("layers", {})
        return found if isinstance(found, dict) else {}

    @layers.setter
    def layers(self, kept: dict[str, dict[str, Any]]) -> None:
        self._store.setValue("layers", json.dumps(kept))

    @property
    def classes_open(self) -> bool | None:
        """Whether the form of the map's classes is open; None while nobody has said."""
        found = self._json("classes-open", {"none": True})
        return found == "yes" if isinstance(found, str) else None

    @classes_open.setter
    def classes_open(self, opened: bool) -> None:
        self._store.setValue("classes-open", json.dumps("yes" if opened else "no"))

    @property
    def basemap(self) -> str:
        """File or address of the basemap that is shown; "" for none."""
        return str(self._store.value("basemap", ""))

    @basemap.setter
    def basemap(self, source: str) -> None:
        self._store.setValue("basemap", source)

    @property
    def basemaps(self) -> list[dict[str, str]]:
        """Basemaps used before, the last one first."""
        found = self._json("basemaps", [])
        known = {"source", "layer", "attribution"}
        return (
            [one for one in found if isinstance(one, dict) and set(one) == known]
            if isinstance(found, list)
            else []
        )

    @basemaps.setter
    def basemaps(self, kept: list[dict[str, str]]) -> None:
        self._store.setValue("basemaps", json.dumps(kept[:MOST_BASEMAPS]))

    @property
    def own_layers(self) -> list[dict[str, Any]]:
        """Layers of the user's own over the map, from below to above."""
        found = self._json("own-layers", [])
        return found if isinstance(found, list) else []

    @own_layers.setter
    def own_layers(self, kept: list[dict[str, Any]]) -> None:
        self._store.setValue("own-layers", json.dumps(kept))

    def _json(self, name: str, otherwise: Any) -> Any:
        try:
            return json.loads(str(self._store.value(name, "null"))) or otherwise
        except ValueError:
            return otherwise

    @property
    def language(self) -> str:
        """Code of the language of the interface."""
        return str(self._store.value("language", ENGLISH))

    @language.setter
    def language(self, code: str) -> None:
        self._store.setValue("language", code)

    @property
    def shape_rule(self) -> str:
        """What a shape drawn on the map selects: "centre", "touched" or "whole"."""
        found = str(self._store.value("shape_rule", "centre"))
        return found if found in {"centre", "touched", "whole"} else "centre"

    @shape_rule.setter
    def shape_rule(self, rule: str) -> None:
        self._store.setValue("shape_rule", rule)

    @property
    def chart(self) -> tuple[str, ...]:
        """Keys of the chart looked at last, of the part of the plan that it spoke of, and of the result."""
        return tuple(str(self._store.value("chart", "balance selection e_del")).split())

    @chart.setter
    def chart(self, keys: tuple[str, ...]) -> None:
        self._store.setValue("chart", " ".join(keys))

    @property
    def charts_open(self) -> bool:
        """Whether the inspector shows its charts."""
        return str(self._store.value("charts_open", "true")) == "true"

    def keep_charts_open(self, opened: bool) -> None:
        """Remember whether the inspector shows its charts."""
        self._store.setValue("charts_open", "true" if opened else "false")

    @property
    def place_in_wgs84(self) -> bool:
        """Whether the status bar shows degrees."""
        return str(self._store.value("place_in_wgs84", "false")) == "true"

    @place_in_wgs84.setter
    def place_in_wgs84(self, degrees: bool) -> None:
        self._store.setValue("place_in_wgs84", "true" if degrees else "false")

    @property
    def theme(self) -> dict[str, Any]:
        """Parts of the theme of the map; empty when none was kept."""
        try:
            found = json.loads(str(self._store.value("theme", "{}")))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @theme.setter
    def theme(self, parts: dict[str, Any]) -> None:
        self._store.setValue("theme", json.dumps(parts))

    @property
    def table(self) -> dict[str, Any]:
        """Columns, bars and lines to filter by of the table; empty when nothing was kept."""
        try:
            found = json.loads(str(self._store.value("table", "{}")))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @table.setter
    def table(self, parts: dict[str, Any]) -> None:
        self._store.setValue("table", json.dumps(parts))

    def restore_size(self, window: QMainWindow) -> None:
        """Give a window its place and size back."""
        geometry = self._store.value("window/geometry")
        if isinstance(geometry, QByteArray):
            window.restoreGeometry(geometry)

    def restore_docks(self, window: QMainWindow) -> bool:
        """Give a window its docks back; False where none were kept."""
        state = self._store.value("window/state")
        return isinstance(state, QByteArray) and window.restoreState(state, LAYOUT)

    def keep(self, window: QMainWindow, *, docks: bool) -> None:
        """Remember size and, when they have been shown, the docks of a window."""
        self._store.setValue("window/geometry", window.saveGeometry())
        if docks:
            self._store.setValue("window/state", window.saveState(LAYOUT))
        self._store.sync()

    def _keep_recent(self, paths: list[Path]) -> None:
        self._store.setValue("recent", json.dumps([str(path) for path in paths]))
