"""Start the window: Qt first, everything heavy after the first paint."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from app.identity import DISTRIBUTION, NAME, strangers, version
from app.paths import locales
from app.text.languages import speak
from app.text.translate import _
from app.ui import theme
from app.ui.settings import Settings
from gis import worker
from gis.worker.child import READER, serve


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window, with a project or input files named on the command line."""
    if arguments is None:
        if sys.argv[1:2] == [READER]:
            return serve()
        worker.enable()
    paths = tuple(Path(word).absolute() for word in (sys.argv[1:] if arguments is None else arguments))
    application = QApplication([NAME])
    application.setApplicationName(NAME)
    application.setDesktopFileName(DISTRIBUTION)
    application.setApplicationVersion(version())
    settings = Settings()
    speak(settings.language, locales())
    theme.apply(application, settings.look)
    foreign = strangers()
    if foreign:
        QMessageBox.critical(None, NAME, _mixed_up(foreign))
        return 1
    from app.ui.window import MainWindow

    window = MainWindow(settings)
    window.faults.watch()
    window.show()
    if paths:
        QTimer.singleShot(0, window, lambda: window.open_paths(paths))
    return application.exec()


def _mixed_up(foreign: Sequence[str]) -> str:
    return _(
        "Another program's packages stand in the way: {names}. Install Kvarter into an environment of its own."
    ).format(names=", ".join(foreign))


if __name__ == "__main__":
    sys.exit(main())
