"""`Choice`: a row of buttons of which one is down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QToolButton, QWidget

from app.text.numbers import shortened

BESIDE: Final = 3
MOST_LETTERS: Final = 38


class Choice(QWidget):
    """One of a few; arrow keys walk along."""

    chosen = Signal(object)
    """Key that the user chose."""

    def __init__(
        self,
        options: Sequence[tuple[object, str]],
        name: str,
        parent: QWidget | None = None,
        *,
        beside: int = BESIDE,
    ) -> None:
        super().__init__(parent)
        self._beside = beside
        self._keys: list[object] = []
        self._group = QButtonGroup(self)
        self._row = QGridLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.offer(options)
        self._group.idClicked.connect(self._clicked)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def offer(self, options: Sequence[tuple[object, str]]) -> None:
        """Offer other options; the first one is down."""
        if [key for key, _text in options] == self._keys:
            return
        for old in self._group.buttons():
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.deleteLater()
        self._keys = [key for key, _text in options]
        for place, (_key, text) in enumerate(options):
            button = QToolButton(self)
            button.setText(text if place < self._beside else shortened(text, MOST_LETTERS))
            button.setToolTip(text if place >= self._beside else "")
            button.setAccessibleName(text)
            button.setCheckable(True)
            self._group.addButton(button, place)
            self._place(button, place)
        self._group.button(0).setChecked(True)

    def _place(self, button: QToolButton, place: int) -> None:
        """The first few beside each other; what else is offered has a line of its own."""
        fixed = QSizePolicy.Policy.Fixed
        if place < self._beside:
            button.setSizePolicy(QSizePolicy.Policy.Preferred, fixed)
            self._row.addWidget(button, 0, place)
        else:
            button.setSizePolicy(QSizePolicy.Policy.Ignored, fixed)
            self._row.addWidget(button, place - self._beside + 1, 0, 1, self._beside)

    @property
    def value(self) -> object:
        """Key of the button that is down; None where none is."""
        place = self._group.checkedId()
        return self._keys[place] if place >= 0 else None

    def set_value(self, key: object) -> None:
        """Press a button down without telling anyone; a key that is not offered presses none."""
        self._group.setExclusive(key in self._keys)
        for place, offered in enumerate(self._keys):
            self._group.button(place).setChecked(offered == key)
        self._group.setExclusive(True)

    def set_text(self, key: object, text: str) -> None:
        """Change the text of a button."""
        self._group.button(self._keys.index(key)).setText(text)

    def button(self, key: object) -> QToolButton:
        """The button of a key."""
        button = self._group.button(self._keys.index(key))
        assert isinstance(button, QToolButton)
        return button

    def _clicked(self, place: int) -> None:
        self.chosen.emit(self._keys[place])
