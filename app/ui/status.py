"""The status bar and the bar of messages: where, how large, how many, what is being done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from app.text.labels import progress_label
from app.text.translate import _, ngettext
from app.ui.icons import icon
from app.ui.map.readout import PlaceReadout, ScaleChoice
from retrofit.stock.fields import Level

if TYPE_CHECKING:
    from app.ui.document import Document, Selection
    from app.ui.map.canvas import MapCanvas
    from app.ui.settings import Settings
    from app.ui.tasks import Runner

INCH_M = 0.0254


class Status(QObject):
    """Fills the status bar of a window."""

    def __init__(self, bar: QStatusBar, document: Document, runner: Runner) -> None:
        super().__init__(bar)
        self._bar, self._document, self._runner = bar, document, runner
        self._canvas: MapCanvas | None = None
        self._title = ""
        self._doing, self._progress, self._cancel = QLabel(), QProgressBar(), QToolButton()
        self._selected, self.place, self.scale = QLabel(), PlaceReadout(), ScaleChoice()
        self._progress.setFixedWidth(160)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(_("Progress"))
        self._cancel.setIcon(icon("cancel"))
        self._cancel.setAutoRaise(True)
        self._cancel.setToolTip(_("Cancel"))
        self._cancel.setAccessibleName(_("Cancel"))
        self._cancel.clicked.connect(runner.cancel)
        self._doing.setContentsMargins(8, 0, 4, 0)
        for widget in (self._doing, self._progress, self._cancel):
            bar.addWidget(widget)
            widget.hide()
        self._selected.setContentsMargins(8, 0, 8, 0)
        self.public = QLabel()
        self.public.setContentsMargins(8, 0, 8, 0)
        self.public.setToolTip(
            _("Exports leave out owners and figures of fewer dwellings (File > For the public)")
        )
        bar.addPermanentWidget(self.public)
        self.public.hide()
        document.changed.connect(self._tell_public)
        for shown in (self._selected, self.place, self.scale):
            bar.addPermanentWidget(shown)
        self.scale.refused.connect(self.note)
        # what comes and goes in the bar must not move the map
        bar.setFixedHeight(max(shown.sizeHint().height() for shown in (self.scale, self._progress)) + 8)
        runner.began.connect(self._began)
        runner.progressed.connect(self._progressed)
        runner.idle.connect(self._idle)
        document.selection_changed.connect(self._count)

    def watch(self, canvas: MapCanvas, settings: Settings) -> None:
        """Follow the pointer and the scale of a map."""
        self._canvas = canvas
        self.place.set_wgs84(settings.place_in_wgs84)
        self.place.wgs84_changed.connect(lambda wgs84: setattr(settings, "place_in_wgs84", wgs84))
        canvas.pointed.connect(self._show_place)
        canvas.view_changed.connect(self._show_scale)
        self.scale.wanted.connect(self._zoom_to_scale)

    def note(self, text: str) -> None:
        """Show a sentence for a while."""
        self._bar.showMessage(text, 8000)

    def hint(self, text: str) -> None:
        """Show what to do next for as long as nothing else is said; "" shows nothing."""
        self._bar.showMessage(text) if text else self._bar.clearMessage()

    def forget(self) -> None:
        """Show nothing about a map."""
        self.place.clear()
        self.scale.hide()
        self._bar.clearMessage()

    def _show_place(self, x: float, y: float) -> None:
        if self._document.project is not None:
            self.place.show_place(self._document.project.crs, x, y)

    def _show_scale(self, _view: object) -> None:
        if self._canvas is not None and self._document.project is not None:
            self.scale.show_scale(self._canvas.metres_per_pixel * _dots_per_metre())

    def _zoom_to_scale(self, number: float) -> None:
        if self._canvas is not None:
            self._canvas.set_metres_per_pixel(number / _dots_per_metre())
            self._canvas.setFocus()

    def _tell_public(self, _changes: object) -> None:
        project = self._document.project
        on = project is not None and project.privacy.on
        if project is not None and on:
            self.public.setText(_("Public: {least} or more").format(least=project.privacy.least))
        self.public.setVisible(on)

    def _count(self, selection: Selection) -> None:
        count = len(selection.rows)
        words = {
            Level.BUILDING: ngettext("{n} building selected", "{n} buildings selected", count),
            Level.BLOCK: ngettext("{n} block selected", "{n} blocks selected", count),
            Level.PARCEL: ngettext("{n} parcel selected", "{n} parcels selected", count),
            Level.ASSOCIATION: ngettext("{n} association selected", "{n} associations selected", count),
        }
        self._selected.setText(words.get(selection.level, "").format(n=count) if count else "")

    def _began(self, title: str) -> None:
        self._title = title
        self._bar.clearMessage()
        self._doing.setText(f"{title}…")
        self._progress.setRange(0, 0)
        self._cancel.setVisible(self._runner.cancellable)
        self._doing.show()
        self._progress.show()

    def _progressed(self, fraction: float, what: str) -> None:
        self._progress.setRange(0, 100)
        self._progress.setValue(round(100 * fraction))
        self._doing.setText(f"{self._title}: {progress_label(what).lower()}…")

    def _idle(self) -> None:
        for widget in (self._doing, self._progress, self._cancel):
            widget.hide()


class MessageBar(QFrame):
    """A sentence over the map that stays until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLabel()
        self.text.setProperty("rank", "fault")
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy, close = QToolButton(), QToolButton()
        for button, name, picture in ((copy, _("Copy"), "copy"), (close, _("Close"), "cancel")):
            button.setIcon(icon(picture))
            button.setAutoRaise(True)
            button.setToolTip(name)
            button.setAccessibleName(name)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.text()))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.addWidget(self.text, 1)
        row.addWidget(copy)
        row.addWidget(close)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Show a sentence."""
        self.text.setText(sentence)
        self.show()


def _dots_per_metre() -> float:
    """Logical pixels of the screen along a metre."""
    return QGuiApplication.primaryScreen().logicalDotsPerInch() / INCH_M
