"""`LegendLine`: one class of a legend, to be picked and hidden."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from app.mapimage.legend import LegendRow
from app.mapimage.theme import GUESSED
from app.text.numbers import format_number
from app.text.translate import _
from app.ui.theme import GAP
from app.ui.tones import tones
from app.ui.widgets.swatch import Swatch
from app.ui.widgets.texts import Elided, number


class LegendLine(QWidget):
    """A colour, what it stands for and how many there are; a click picks, the box hides."""

    picked = Signal(int, bool)
    """Key of the class, and whether Ctrl was held: it adds."""
    hidden_changed = Signal(int, bool)
    """Key of the class, and whether it is to be hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = 0
        self.box, self.swatch, self.label, self.count = QCheckBox(), Swatch(), Elided(), number()
        self.count.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        keep = self.box.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.box.setSizePolicy(keep)
        self.box.setToolTip(_("Show this class on the map; without, only outlines are left"))
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 1, 2, 1)
        row.setSpacing(GAP)
        for widget in (self.box, self.swatch, self.label, self.count):
            row.addWidget(widget)
        self.box.toggled.connect(self._toggled)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.box.setCursor(Qt.CursorShape.ArrowCursor)

    @property
    def key(self) -> int:
        """Key of the class shown."""
        return self._key

    def show_row(self, row: LegendRow, counted: str) -> None:
        """Show another class."""
        self._key = row.key
        self.swatch.set_colour(row.colour, row.hatch)
        self.label.setText(row.label)
        self.count.setText(format_number(row.count))
        self.box.blockSignals(True)
        self.box.setChecked(not row.hidden)
        self.box.blockSignals(False)
        self.box.setVisible(row.key != GUESSED)
        self.label.setEnabled(not row.hidden)
        self.count.setEnabled(not row.hidden)
        told = _("{label}: {count} {counted}").format(
            label=row.label, count=format_number(row.count), counted=counted
        )
        self.setToolTip(f"{told}\n{_('Click selects them, Ctrl+click adds them to the selection.')}")
        self.setAccessibleName(told)
        self.box.setAccessibleName(_("Show {label}").format(label=row.label))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.picked.emit(self._key, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # the release comes here as well

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self._key, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not (self.hasFocus() or self.underMouse()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(tones().accent_soft))
        painter.setPen(QPen(QColor(tones().accent)) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 3, 3)
        painter.end()

    def enterEvent(self, event: object) -> None:
        super().enterEvent(event)  # type: ignore[arg-type]
        self.update()

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)  # type: ignore[arg-type]
        self.update()

    def _toggled(self, shown: bool) -> None:
        self.hidden_changed.emit(self._key, not shown)
