"""Where and how large: the place under the pointer and the scale, in the status bar."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtWidgets import QComboBox, QMenu, QToolButton, QWidget

from app.text import places
from app.text.numbers import format_number
from app.text.translate import _

USUAL_SCALES: Final = (500, 1000, 2000, 2500, 5000, 10_000, 25_000, 50_000, 100_000)
WIDEST: Final = "00 000 000  0 000 000  EPSG:00000"


class PlaceReadout(QToolButton):
    """Coordinates of the last place the pointer was at; a click changes the system."""

    wgs84_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._crs, self._place, self._wgs84 = "", (0.0, 0.0), False
        self.setAutoRaise(True)
        self.setToolTip(
            _("Coordinates under the pointer\nA click changes between the plan's system and WGS 84")
        )
        self.setAccessibleName(_("Coordinates under the pointer"))
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(WIDEST))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask)
        self.clicked.connect(lambda: self.set_wgs84(not self._wgs84))
        self.hide()

    def set_wgs84(self, wgs84: bool) -> None:
        """Show degrees of WGS 84, else metres of the plan's system."""
        if wgs84 != self._wgs84:
            self._wgs84 = wgs84
            self._write()
            self.wgs84_changed.emit(wgs84)

    def show_place(self, crs: str, x: float, y: float) -> None:
        """Show a place of a metric CRS."""
        self._crs, self._place = crs, (x, y)
        self._write()
        self.show()

    def clear(self) -> None:
        """There is no map."""
        self._crs = ""
        self.hide()

    def copy(self) -> None:
        """Put the coordinates on the clipboard, in plain digits that other programs read."""
        if self._crs:
            QGuiApplication.clipboard().setText(self.plain())

    def plain(self) -> str:
        """The coordinates with a full stop and without groups: ``y, x`` in degrees or ``x, y`` in metres."""
        if self._wgs84:
            latitude, longitude = self._position()
            return f"{latitude:.6f}, {longitude:.6f}"
        return f"{self._place[0]:.2f}, {self._place[1]:.2f}"

    def _write(self) -> None:
        if not self._crs:
            return
        if self._wgs84:
            self.setText(f"{places.position(*self._position())}  WGS 84")
        else:
            x, y = self._place
            system = self._crs if len(self._crs) < 20 else _("own system")
            self.setText(f"{format_number(x)}  {format_number(y)}  {system}")

    def _position(self) -> tuple[float, float]:
        from app.services.measuring import position  # pyproj: not before a map is there

        return position(self._crs, *self._place)

    def _ask(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Copy coordinates"), self.copy)
        word = _("Show in the plan's system") if self._wgs84 else _("Show in WGS 84")
        menu.addAction(word, lambda: self.set_wgs84(not self._wgs84))
        menu.popup(self.mapToGlobal(where))


class ScaleChoice(QComboBox):
    """The scale of the map: read, typed or chosen."""

    wanted = Signal(float)
    """The user wants this scale: the number after 1 to."""
    refused = Signal(str)
    """What was typed is no scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = 0.0
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for number in USUAL_SCALES:
            self.addItem(places.scale(number), float(number))
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("1 : 00 000 000") + 36)
        self.setToolTip(_("Scale of the map\nType one, such as 1:5000, or choose a usual one"))
        self.setAccessibleName(_("Scale of the map"))
        self.setCompleter(None)  # type: ignore[arg-type] - Qt takes none
        line = self.lineEdit()
        assert line is not None
        line.returnPressed.connect(self._typed)
        self.activated.connect(self._chosen)
        self.hide()

    def show_scale(self, number: float) -> None:
        """Show the scale of the map."""
        self._now = number
        line = self.lineEdit()
        assert line is not None
        if not (line.hasFocus() and line.isModified()):
            self.setEditText(places.scale(number))
        self.show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setEditText(places.scale(self._now))

    def _typed(self) -> None:
        line = self.lineEdit()
        if line is None or not line.isModified():
            return
        text = self.currentText()
        number = places.scale_number(text)
        if number is None:
            self.refused.emit(_("“{text}” is no scale: type a number such as 1:5000.").format(text=text))
            self.setEditText(places.scale(self._now))
        else:
            self._want(number)

    def _chosen(self, place: int) -> None:
        self._want(float(self.itemData(place)))

    def _want(self, number: float) -> None:
        line = self.lineEdit()
        assert line is not None
        line.setModified(False)
        self.wanted.emit(number)
        self.setEditText(places.scale(self._now))
