"""Fields for numbers: decimal point or comma, and nothing is taken that was not meant.

What cannot be read, could be read in two ways or is out of range leaves the field as it was, and a word beside it says why.
"""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox, QToolTip, QWidget

from app.text.numbers import MINUS, format_number
from app.text.translate import _

KNOWN: Final = re.compile(r"[-+]?[0-9.,]*")
THOUSANDS: Final = re.compile(r"[-+]?[0-9]{1,3}[.,][0-9]{3}")
BLANKS: Final = dict.fromkeys(map(ord, " \u00a0\u2009\u202f'"), "") | {ord(MINUS): "-"}
UNCLEAR_BELOW: Final = 3
"""With fewer decimals, three figures after one comma may be thousands."""


def read_number(text: str, decimals: int = UNCLEAR_BELOW) -> float | None:
    """Read a number as anybody in Europe writes it; None where that is unclear.

    Parameters
    ----------
    text : str
        With decimal point or comma, groups of thousands of any kind.
    decimals : int
        Decimals that make sense: with fewer than three, 12,500 might be either.
    """
    bare = text.strip().translate(BLANKS)
    if not KNOWN.fullmatch(bare) or (decimals < UNCLEAR_BELOW and THOUSANDS.fullmatch(bare)):
        return None
    last = max(bare.rfind("."), bare.rfind(","))
    if last >= 0 and (bare.count(bare[last]) > 1):
        last = len(bare)  # a mark that comes twice parts thousands
    whole, rest = (
        re.sub("[.,]", "", bare[:last] if last >= 0 else bare),
        bare[last + 1 :] if last >= 0 else "",
    )
    try:
        return float(f"{whole}.{rest}" if rest else whole)
    except ValueError:
        return None


class _Told:
    """What both kinds of fields do with a text."""

    _before: float | None = None
    """The value before somebody began to type."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ends = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        typed = self._before is not None
        if not typed and not ends and event.text():
            self._before = self.value()  # type: ignore[attr-defined]
        super().keyPressEvent(event)  # type: ignore[misc]
        if ends and typed:
            event.accept()  # the number is taken; the dialog around it goes on with the next one

    def event(self, event: QEvent) -> bool:
        """Leave undo to the window while nothing is being typed: the field's own steps are none of the plan."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and self._before is None
            and isinstance(event, QKeyEvent)
        ):
            undoes = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            if any(event.matches(kind) for kind in undoes):
                event.ignore()
                return True
        return bool(super().event(event))  # type: ignore[misc]

    def _settle(self) -> None:
        self._before = None

    def fixup(self, text: str) -> str:
        """Leave what cannot be taken as it was before, and say why."""
        kept = self.textFromValue(self.value() if self._before is None else self._before)  # type: ignore[attr-defined]
        self._say(text, kept)
        return f"{self.prefix()}{kept}{self.suffix()}"  # type: ignore[attr-defined]

    def _read(self, text: str) -> float | None:
        bare = text.removeprefix(self.prefix()).strip()  # type: ignore[attr-defined]
        return read_number(bare.removesuffix(self.suffix().strip()), self._decimals())  # type: ignore[attr-defined]

    def _decimals(self) -> int:
        return 0

    def _state(self, text: str) -> QValidator.State:
        special = self.specialValueText()  # type: ignore[attr-defined]
        if special and text == special:
            return QValidator.State.Acceptable
        bare = text.removeprefix(self.prefix()).strip().removesuffix(self.suffix().strip())  # type: ignore[attr-defined]
        if not KNOWN.fullmatch(bare.strip().translate(BLANKS)):
            return QValidator.State.Invalid
        value = self._read(text)
        low, high = self.minimum(), self.maximum()  # type: ignore[attr-defined]
        if value is None or not low <= value <= high:
            return QValidator.State.Intermediate
        return QValidator.State.Acceptable

    def _say(self, text: str, kept: str) -> None:
        """Say beside the field why what was typed is not taken."""
        assert isinstance(self, QSpinBox | QDoubleSpinBox)
        decimals = self._decimals()
        typed = text.removesuffix(self.suffix()).strip()
        if not typed:
            return
        if THOUSANDS.fullmatch(typed.translate(BLANKS)) and decimals < UNCLEAR_BELOW:
            said = _("“{text}” can be read in two ways: write it without a mark for thousands. {kept} stays.")
        else:
            said = _("“{text}” is not between {low} and {high}: {kept} stays.")
        low, high = (format_number(edge, decimals) for edge in (self.minimum(), self.maximum()))
        words = said.format(text=typed, low=low, high=high, kept=kept)
        QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), words, self)


class NumberBox(_Told, QDoubleSpinBox):
    """A number with decimals."""

    def __init__(self, parent: QWidget | None = None, *, trimmed: bool = False) -> None:
        super().__init__(parent)
        self._trimmed = trimmed
        self.editingFinished.connect(self._settle)

    def _decimals(self) -> int:
        return self.decimals()

    def validate(self, text: str, place: int) -> object:
        """Say whether a text is a number in range, or may become one."""
        return self._state(text), text, place

    def valueFromText(self, text: str) -> float:
        """Read what was typed."""
        value = self._read(text)
        return self.value() if value is None else value

    def textFromValue(self, value: float) -> str:
        """Write a number."""
        text = f"{value:.{self.decimals()}f}"
        if self._trimmed and "." in text:
            text = text.rstrip("0").rstrip(".")
        if self.isGroupSeparatorShown():
            text = format_number(value, len(text.partition(".")[2]))
        return text


class CountBox(_Told, QSpinBox):
    """A whole number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editingFinished.connect(self._settle)

    def textFromValue(self, value: float) -> str:
        """Write a number."""
        return f"{value:.0f}"

    def validate(self, text: str, place: int) -> object:
        """Say whether a text is a number in range, or may become one."""
        return self._state(text), text, place

    def valueFromText(self, text: str) -> int:
        """Read what was typed."""
        value = self._read(text)
        return self.value() if value is None else round(value)
