"""What is done to one element, and other parts of the form of a package."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSlider,
    QWidget,
)

from app.text.labels import ELEMENTS as ELEMENT_WORDS
from app.text.labels import word
from app.text.package_words import METHOD_WORDS
from app.text.translate import _, mark
from app.ui.widgets.number_box import NumberBox
from retrofit.plan.package import (
    MINERAL_WOOL_W_MK,
    MOST_M,
    OPAQUE,
    PLACES_OF,
    Insulation,
    Replacement,
    Treatment,
    Variant,
)
from retrofit.stock.codes import ELEMENTS, VARIANTS

KEEP, USUAL, ADVANCED, OWN = range(4)
WAYS: Final = (mark("Keep"), mark("As usual"), mark("As advanced"))
MOST_CM: Final = 40
THICK_CM: Final = 16
GLASS: Final = (0.9, 0.5)
"""U-value [W/(m²K)] and solar transmittance [-] that a new window starts with."""


class ElementRow(QObject):
    """What is done to one element: a way, its measure, and the U-value that follows."""

    edited = Signal()

    def __init__(self, element: int, parent: QObject) -> None:
        super().__init__(parent)
        self.element = element
        name = word(ELEMENTS[element], ELEMENT_WORDS)
        self.title, self.u_value = QLabel(name), QLabel()
        self.u_value.setProperty("rank", "muted")
        self.way = QComboBox()
        for text in (*WAYS, mark("Insulate") if element in OPAQUE else mark("Replace")):
            self.way.addItem(_(text))
        self.way.setAccessibleName(name)
        self.way.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._insulates = element in OPAQUE
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.thickness = spin_box(1, MOST_CM, 1, 1, "cm")
        self.slider.setRange(1, MOST_CM)
        self.slider.setAccessibleName(_("{element}: thickness").format(element=name))
        self.method = combo_box(PLACES_OF.get(element, ("exterior",)), lambda code: _(METHOD_WORDS[code]))
        self.conductivity = spin_box(0.005, 0.3, 0.001, 3, "W/(mK)")
        self.u_new, self.g_new = spin_box(0.1, 7, 0.1, 2, "W/(m²K)"), spin_box(0.01, 1, 0.05, 2, "g")
        self.method.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.method.setMinimumContentsLength(8)
        self.slider.setMinimumWidth(80)
        self._details = QWidget()
        for part in (self.slider, self.thickness, self.method, self.conductivity, self.u_new, self.g_new):
            part.setParent(self._details)
            part.hide()
        self._lay_out()
        self._connect()
        self.show_treatment(None)

    @property
    def treatment(self) -> Treatment | None:
        """What is done; None keeps the element."""
        way = self.way.currentIndex()
        if way == KEEP:
            return None
        if way in (USUAL, ADVANCED):
            return Variant(VARIANTS.index("usual" if way == USUAL else "advanced"))
        if self._insulates:
            return Insulation(
                self.thickness.value() / 100.0, self.conductivity.value(), str(self.method.currentData())
            )
        return Replacement(self.u_new.value(), self.g_new.value())

    def show_treatment(self, treatment: Treatment | None) -> None:
        """Fill the row."""
        self.thickness.setValue(THICK_CM)
        self.conductivity.setValue(MINERAL_WOOL_W_MK)
        self.u_new.setValue(GLASS[0])
        self.g_new.setValue(GLASS[1])
        self.method.setCurrentIndex(0)
        way = KEEP
        if isinstance(treatment, Variant):
            way = USUAL if VARIANTS[treatment.variant] == "usual" else ADVANCED
        elif isinstance(treatment, Insulation):
            way = OWN
            self.thickness.setValue(100.0 * treatment.thickness_m)
            self.conductivity.setValue(treatment.conductivity_w_mk)
            self.method.setCurrentIndex(max(self.method.findData(treatment.method), 0))
        elif isinstance(treatment, Replacement):
            way = OWN
            self.u_new.setValue(treatment.u_w_m2k)
            self.g_new.setValue(treatment.g_window)
        self.way.setCurrentIndex(way)
        self._details.setVisible(way == OWN)

    def show_u(self, text: str) -> None:
        """Show the U-value before and after."""
        self.u_value.setText(text)

    def put_into(self, grid: QGridLayout, row: int) -> None:
        """Lay the parts out in a line of a grid."""
        grid.addWidget(self.title, row, 0)
        grid.addWidget(self.way, row, 1)
        grid.addWidget(self._details, row, 2)
        grid.addWidget(self.u_value, row, 3, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _lay_out(self) -> None:
        line = QHBoxLayout(self._details)
        line.setContentsMargins(0, 0, 0, 0)
        parts: Sequence[QWidget] = (self.u_new, self.g_new)
        if self._insulates:
            parts = (self.slider, self.thickness, self.method, self.conductivity)
        for part in parts:
            line.addWidget(part, 1 if part is self.slider else 0)
            part.show()
        self.method.setVisible(self.method.count() > 1)

    def _connect(self) -> None:
        self.way.activated.connect(self._turned)
        self.slider.valueChanged.connect(self._slide)
        self.thickness.valueChanged.connect(lambda value: self.slider.setValue(round(value)))
        self.method.activated.connect(self._limit)
        for spin in (self.thickness, self.conductivity, self.u_new, self.g_new):
            spin.valueChanged.connect(lambda _value: self.edited.emit())

    def _turned(self, way: int) -> None:
        self._details.setVisible(way == OWN)
        self.edited.emit()

    def _limit(self, _place: int) -> None:
        """Some methods take no more than so much."""
        most = round(100.0 * MOST_M.get(str(self.method.currentData()), MOST_CM / 100.0))
        self.thickness.setMaximum(most)
        self.slider.setMaximum(most)
        self.edited.emit()

    def _slide(self, value: int) -> None:
        if round(self.thickness.value()) != value:  # half a centimetre is more than the slider knows
            self.thickness.setValue(float(value))


class Optional(QWidget):
    """A number that may be left as it is."""

    edited = Signal()

    def __init__(self, spin: NumberBox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box, self.spin = QCheckBox(_("reaches")), spin
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.box)
        line.addWidget(self.spin, 1)
        self.spin.setEnabled(False)
        self.box.toggled.connect(self.spin.setEnabled)
        self.box.toggled.connect(lambda _on: self.edited.emit())
        self.spin.valueChanged.connect(lambda _value: self.edited.emit())

    @property
    def value(self) -> float | None:
        """The number, or None where it is left as it is."""
        return self.spin.value() if self.box.isChecked() else None

    def set_value(self, value: float | None) -> None:
        """Show a number, or that it is left as it is."""
        self.box.setChecked(value is not None)
        if value is not None:
            self.spin.setValue(value)


def optional(low: float, high: float, start: float, unit: str) -> Optional:
    """Make a number that may be left as it is."""
    spin = spin_box(low, high, 0.01, 2, unit)
    spin.setValue(start)
    return Optional(spin)


def spin_box(low: float, high: float, step: float, decimals: int, unit: str) -> NumberBox:
    """Make a number with its unit, told when it is typed to the end."""
    made = NumberBox(trimmed=unit == "cm")
    made.setDecimals(decimals)
    made.setRange(low, high)
    made.setSingleStep(step)
    made.setSuffix(f" {unit}")
    made.setKeyboardTracking(False)
    return made


def combo_box(keys: Sequence[str], words: Callable[[str], str]) -> QComboBox:
    """Make a choice of codes by their words."""
    made = QComboBox()
    for key in keys:
        made.addItem(words(key), key)
    return made
