"""Verbs that concern the program, not the plan: its look, its help, finding what it can do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QMenu

from app.paths import locales
from app.text.languages import languages, speak
from app.text.translate import _
from app.ui import theme
from app.ui.dialogs import ask
from app.ui.theme import LookOf

if TYPE_CHECKING:
    from app.ui.actions import Actions
    from app.ui.settings import Settings
    from app.ui.window import MainWindow

PALETTE_BELOW_PX: Final = 110
"""How far below the window's top the list of actions opens."""
LOOK_ACTIONS: Final = {look: f"look-{look.value}" for look in LookOf}


class Shell(QObject):
    """The program around the plan."""

    def __init__(
        self, window: MainWindow, actions: Actions, settings: Settings, do: Callable[[str], object]
    ) -> None:
        super().__init__(window)
        self._do = do
        self._window, self._actions, self._settings = window, actions, settings
        actions[LOOK_ACTIONS[settings.look]].setChecked(True)
        self._offer_languages(actions.menus["view"].addMenu(_("Language")))
        self._application().styleHints().colorSchemeChanged.connect(self._system_changed)

    def palette(self) -> None:
        """Find what the program can do by typing."""
        from app.ui.dialogs.palette import PaletteDialog

        dialog = PaletteDialog(self._window, self._actions, self._do)
        middle = self._window.geometry().center()
        dialog.move(middle.x() - dialog.width() // 2, self._window.geometry().top() + PALETTE_BELOW_PX)
        dialog.open()

    def manual(self) -> None:
        """Open the manual at the page about what the user is at."""
        from app.ui.dialogs.manual import open_manual

        open_manual(self._window)

    def save_report(self) -> None:
        """Save what can be sent to those who look after the program."""
        from app.ui.dialogs.fault import FILE_NAME, save_report

        window = self._window
        path = ask.file_to_save(window, self._settings, _("Save report"), _("Text (*.txt)"), FILE_NAME)
        if path is not None:
            window.status.note(save_report(path, window.faults.report()))

    def tour(self) -> None:
        """Show the window in five steps."""
        from app.ui.tour import Tour, stops

        window = self._window
        if window.room is None or window.findChild(Tour) is not None:
            return
        places = window.room.places() | {"toolbar": lambda: window.toolbar}
        Tour(window, stops(places)).ended.connect(self._toured)

    def tour_once(self) -> None:
        """Show a new user around, the first time a plan is open."""
        if not self._settings.toured:
            self.tour()

    def _toured(self) -> None:
        self._settings.toured = True

    def look_system(self) -> None:
        """Follow the system, light or dark."""
        self.use_look(LookOf.SYSTEM)

    def look_light(self) -> None:
        """Take the light look."""
        self.use_look(LookOf.LIGHT)

    def look_dark(self) -> None:
        """Take the dark look."""
        self.use_look(LookOf.DARK)

    def use_look(self, look: LookOf) -> None:
        """Take a look, and remember it."""
        self._settings.look = look
        self._actions[LOOK_ACTIONS[look]].setChecked(True)
        theme.apply(self._application(), look)
        self._actions.redraw()
        if self._window.room is not None:
            self._window.room.restyle()

    def use_language(self, code: str) -> None:
        """Speak another language from now on, and remember it; the plan and its undo stay."""
        if self._window.runner.busy:
            self._window.runner.idle.connect(
                lambda: self.use_language(code), Qt.ConnectionType.SingleShotConnection
            )
            return
        self._settings.language = speak(code, locales())
        self._window.renew()

    def _offer_languages(self, menu: QMenu) -> None:
        """An entry for each language there is; with English alone there is nothing to choose."""
        found, group = languages(locales()), QActionGroup(menu)
        menu.menuAction().setVisible(len(found) > 1)
        for code, name in found.items():
            entry = menu.addAction(name)
            entry.setCheckable(True)
            entry.setChecked(code == self._settings.language)
            entry.setData(code)
            group.addAction(entry)
        group.triggered.connect(lambda entry: self.use_language(entry.data()))

    def _system_changed(self, _scheme: object) -> None:
        if self._settings.look is LookOf.SYSTEM:
            self.use_look(LookOf.SYSTEM)

    @staticmethod
    def _application() -> QApplication:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        return application
