"""Take pictures of the real window: `make screenshots [ARGS="--only map"]`.

Runs inside the environment, on a virtual screen. Every size and scale is a process of its
own, because Qt reads the scale when it starts.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import shots_dialogs
import shots_panels
from screen import virtual_screen

ROOT = Path(__file__).resolve().parent.parent

VARIANTS = (
    ("1600x1000", "1", "light"),
    ("1600x1000", "1", "dark"),
    ("1280x720", "1", "light"),
    ("1280x720", "1", "dark"),
    ("1600x1000", "2", "light"),
    ("1600x1000", "2", "dark"),
)
"""Size of the window in logical pixels, scale, and look."""

PATIENCE_S = 120.0
SETTLING_S = 0.4


def main() -> int:
    """Take all pictures, or those of one size and scale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="pictures whose name holds this word")
    parser.add_argument("--size", default="", help="one size, such as 1280x720")
    parser.add_argument("--scale", default="", help="one scale, such as 2")
    parser.add_argument("--look", default="", help="light or dark; both when left out")
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    if wanted.size:
        sys.path.insert(0, str(ROOT))
        variant = wanted.size, wanted.scale or "1", wanted.look or "light"
        return Session(wanted.folder, variant, wanted.only).take_all()
    chosen = [variant for variant in VARIANTS if wanted.look in ("", variant[2])]
    with virtual_screen() as screen:
        return max(_take_variant(wanted, variant, screen) for variant in chosen)


def _take_variant(wanted: argparse.Namespace, variant: tuple[str, str, str], screen: dict[str, str]) -> int:
    size, scale, look = variant
    words = [sys.executable, __file__, wanted.folder, "--size", size, "--scale", scale, "--look", look,
             "--only", wanted.only]  # fmt: skip
    environment = {**os.environ, **screen, "QT_SCALE_FACTOR": scale}
    return subprocess.run([str(word) for word in words], env=environment, check=False, cwd=ROOT).returncode


class Session:
    """One window that is led through the pictures."""

    def __init__(self, folder: Path, variant: tuple[str, str, str], only: str) -> None:
        from PySide6.QtWidgets import QApplication

        from app.ui import theme
        from app.ui.settings import Settings
        from app.ui.window import MainWindow

        size, scale, look = variant
        self._folder, self._only = folder, only
        self.seen: set[str] = set()
        """Modules of everything that was on a picture."""
        self._suffix = f"{size}@{scale}x" + ("" if look == "light" else f"-{look}")
        self.application = QApplication.instance() or QApplication(["Kvarter"])
        theme.apply(self.application, theme.LookOf(look))
        self.place = tempfile.TemporaryDirectory(prefix="kvarter-look-")
        settings = Settings(Path(self.place.name) / "settings.ini")
        settings.look = theme.LookOf(look)
        settings.toured = True
        self.window = MainWindow(settings)
        self.window.resize(*(int(number) for number in size.split("x")))
        self.window.show()
        self.until(lambda: self.window.room is not None)

    def take_all(self) -> int:
        """Take the pictures of every district that is at hand."""
        self.take("start", self.window)
        shared = Path(os.environ.get("KVARTER_SHARED", ROOT.parent / "shared"))
        melque = shared / "geodata" / "es_catastro_melque"
        needed = {"bubenec": ROOT / "resources" / "samples" / "local" / "bubenec.gpkg", "melque": melque}
        for name, load in (
            ("bubenec", lambda: self.window.operations.open_sample("bubenec")),
            ("harbour", lambda: self.window.operations.open_sample("synthetic")),
            ("melque", lambda: self._import(melque)),
        ):
            if name in needed and not needed[name].exists():
                print(f"{needed[name].name} is not there: no pictures of it")
                continue
            self._load(load)
            self._district(name)
            if name == "harbour":
                shots_panels.take_all(self)
                shots_dialogs.take_all(self)
        self._dialogs(melque if melque.is_dir() else None)
        self.window.operations.document.undo_stack.setClean()
        self.window.close()
        return self._tell_missing()

    def _tell_missing(self) -> int:
        """A panel or dialog that no picture shows is a gap, so that a new one is not forgotten."""
        missing = [] if self._only else sorted(with_widgets() - self.seen)
        for module in missing:
            print(f"no picture shows anything of {module}", file=sys.stderr)
        return 1 if missing else 0

    def _district(self, name: str) -> None:
        from retrofit.stock.fields import Level

        window, document, room = self.window, self.window.document, self.window.room
        assert room is not None and document.project is not None and document.project.baseline is not None
        self.take(f"{name}-map", window)
        view = room.canvas.view.extent
        heated = document.project.baseline.typed.heated.nonzero()[0]
        document.select(Level.BUILDING, (int(heated[len(heated) // 2]),))
        room.zoom_to_selection()
        self.take(f"{name}-building", window)
        block = int(document.project.stock.block_of[heated[len(heated) // 2]])
        document.select(Level.BLOCK, (block,))
        room.zoom_to_selection()
        room.inspector.verticalScrollBar().setValue(room.inspector.verticalScrollBar().maximum())
        self.take(f"{name}-block", window)
        room.inspector.verticalScrollBar().setValue(0)
        document.select(Level.BUILDING)
        room.canvas.zoom_to(view)
        room.show_findings()
        self.take(f"{name}-findings", window)
        room.show_charts()
        self.until(lambda: room.charts.chart is not None and not room.charts.busy)
        self.take(f"{name}-charts", window)
        room.show_table()

    def _dialogs(self, folder: Path | None) -> None:
        """Take every dialog, the export also with what it wrote and the import with a fault."""
        from retrofit.stock.fields import Level

        self.window.document.select(Level.BUILDING, (0, 2, 4))
        operations, missing = self.window.operations, Path(self.place.name) / "gone.gpkg"
        for name, show in (
            ("import", lambda: operations.open_files(sorted(folder.iterdir()) if folder else ())),
            ("fault", lambda: operations.open_files((missing,))),
            ("edit-values", operations.ask_values),
            ("export", operations.ask_export),
            ("papers", operations.ask_papers),
            ("uncertainty", operations.ask_certainty),
            ("calibration", operations.ask_meters),
            ("statistics", operations.ask_statistics),
            ("summer-empty", operations.ask_summer),
            ("summer", self._ask_summer),
            ("about", operations.about),
        ):
            show()
            dialog = self.application.activeModalWidget()
            assert dialog is not None
            self.until(lambda: not self.window.runner.busy)
            self.take(f"dialog-{name}", dialog)
            if name == "export":
                self._written(dialog)
            if name == "calibration":
                self._compare(dialog)
            if name == "statistics":
                dialog.own.setValue(1000.0)
                self.take("dialog-statistics-own", dialog)
            if name in {"uncertainty", "calibration", "summer"}:
                self._pages(name, dialog)
            dialog.close()

    def _written(self, dialog: Any) -> None:
        dialog.folder.setText(str(Path(self.place.name) / "plan"))
        dialog.accept()
        self.until(lambda: not self.window.runner.busy)
        self.take("dialog-exported", dialog)

    def _pages(self, name: str, dialog: Any) -> None:
        """Every page of a dialog, and the inspector with what it found."""
        for place in range(1, dialog.tabs.count()):
            dialog.tabs.setCurrentIndex(place)
            self.take(f"dialog-{name}-{place}", dialog)
        self.window.document.select(self.window.document.selection.level, (0,))
        self.take(f"dialog-{name}-window", self.window)

    def _ask_summer(self) -> None:
        """Ask with hours that are made up, which the dialog has to say."""
        from app.changes import Changes
        from app.services.planning import set_weather
        from retrofit.stock.fields import Level

        project = self.window.document.project
        assert project is not None
        planned = set_weather(project, _made_up(project.place)).project
        assert planned.baseline is not None
        self.window.document.replace(planned, Changes.EVERYTHING)
        self.window.document.select(Level.BUILDING, (int(planned.baseline.typed.heated.argmax()),))
        self.window.operations.ask_summer()

    def _compare(self, dialog: Any) -> None:
        """Compare with meters that were made up around the plan's own figures."""
        project = self.window.document.project
        assert project is not None and project.assessment is not None
        energy = project.assessment.buildings["e_del_kwh"]
        lines = [
            f"{name},{0.85 * (0.8 + 0.05 * (row % 9)) * kwh:.0f},2023"
            for row, (name, kwh) in enumerate(zip(project.buildings.index, energy, strict=True))
            if kwh > 0
        ]
        lines[4] = lines[4].replace(",", ",-", 1)
        table = Path(self.place.name) / "meters.csv"
        table.write_text("\n".join(["building_id,kwh,year", *lines, "no-such-house,12000,2023"]))
        dialog.file.set(table)
        dialog.by.setCurrentIndex(1)
        dialog.accept()
        self.until(lambda: not self.window.runner.busy)
        self.take("dialog-calibration-0", dialog)

    def _import(self, folder: Path) -> None:
        from app.services.intake import ImportRequest
        from gis.district import detect_files

        files = detect_files(sorted(folder.iterdir()))
        self.window.operations.import_district(ImportRequest(files, "", "Melque"))

    def _load(self, load: Callable[[], object]) -> None:
        before = self.window.document.project
        self.window.document.undo_stack.setClean()  # nobody is asked whether to save
        load()
        self.until(lambda: self.window.document.project is not before and not self.window.runner.busy)

    def take(self, name: str, widget: Any) -> None:
        """Take a picture of a widget, and note what it shows."""
        from PySide6.QtWidgets import QWidget

        if self._only not in name:
            return
        self.settle()
        for one in (widget, *widget.findChildren(QWidget)):
            if one.isVisible():
                self.seen |= {kind.__module__ for kind in type(one).__mro__}
        target = self._folder / f"{name}-{self._suffix}.png"
        widget.grab().save(str(target))
        print(target, flush=True)

    def until(self, happened: Callable[[], bool]) -> None:
        """Let the window work until something has happened."""
        ends = time.monotonic() + PATIENCE_S
        while not happened():
            if time.monotonic() > ends:
                raise TimeoutError("the window does not answer")
            self.application.processEvents()
            time.sleep(0.01)

    def settle(self) -> None:
        """Let the window come to rest."""
        ends = time.monotonic() + SETTLING_S
        while time.monotonic() < ends:
            self.application.processEvents()
            time.sleep(0.01)


def with_widgets() -> set[str]:
    """Modules of panels and dialogs that define something to look at."""
    from importlib import import_module
    from pkgutil import iter_modules

    from PySide6.QtWidgets import QWidget

    found = set()
    for package in ("app.ui.dialogs", "app.ui.panels"):
        for module in iter_modules(import_module(package).__path__):
            name = f"{package}.{module.name}"
            kinds = (one for one in vars(import_module(name)).values() if isinstance(one, type))
            if any(issubclass(one, QWidget) and one.__module__ == name for one in kinds):
                found.add(name)
    return found


def _made_up(place: tuple[float, float]) -> Any:
    """A year of hours with a cold and a hot season, of no real place."""
    import numpy as np

    from retrofit.physics.solar import Weather

    hour = np.arange(8760)
    season, day = -np.cos(2 * np.pi * (hour - 480) / 8760), np.sin(2 * np.pi * (hour % 24 - 9) / 24)
    sun = np.maximum(np.sin(2 * np.pi * (hour % 24 - 6) / 24), 0.0) * (0.65 + 0.35 * season)
    light = 750.0 * sun, 450.0 * sun, 250.0 * sun
    return Weather("Hot summer", *place, 10.0, 1.0, 13.0 + 11.0 * season + 5.0 * day, *light, synthetic=True)


if __name__ == "__main__":
    sys.exit(main())
