"""`TotalsStrip`: the whole district in one line of figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.services.mapping import money_basis
from app.text.numbers import compact, format_number
from app.text.translate import _, mark
from app.ui.document import Document
from app.ui.theme import GAP
from app.ui.widgets.texts import muted, scaled
from retrofit.stock.fields import FIELDS

SHOWN: Final = (
    ("heated_count", mark("Heated buildings"), False),
    ("floor_area_ref_m2", mark("Heated floor area"), False),
    ("e_del_kwh_m2", mark("Delivered energy today"), False),
    ("e_del_after_kwh_m2", mark("with the plan"), False),
    ("saving_pct", mark("Energy saving"), False),
    ("co2_saving_kg", mark("CO2 saving"), False),
    ("invest_eur", mark("Investment"), True),
    ("npv_eur", mark("Net present value"), True),
    ("payback_simple_a", mark("Simple payback"), True),
    ("guessed_pct", mark("Guessed inputs"), False),
)
"""Field, short label, and whether its tooltip tells VAT and price years."""

SCALED: Final = frozenset({"co2_saving_kg", "invest_eur", "npv_eur"})


class TotalsStrip(QWidget):
    """Key figures of the plan; they follow every change."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._values: dict[str, QLabel] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(GAP, 2, GAP, 2)
        line.setSpacing(20)
        for name, label, _money in SHOWN:
            line.addLayout(self._figure(name, _(label)))
        line.addStretch(1)
        self.setAccessibleName(_("Totals of the district"))
        document.changed.connect(self._show)
        self._show()

    def texts(self) -> dict[str, str]:
        """What is shown, by field."""
        return {name: label.text() for name, label in self._values.items()}

    def _figure(self, name: str, text: str) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(0)
        label, value = muted(text), QLabel()
        label.setWordWrap(False)
        label.setFont(scaled(label.font(), 0.9))
        value.setFont(scaled(value.font(), 1.1, QFont.Weight.DemiBold))
        value.setAccessibleName(text)
        label.setToolTip(_(FIELDS[name].doc))
        self._values[name] = value
        box.addWidget(label)
        box.addWidget(value)
        return box

    def _show(self, _changes: object = None) -> None:
        project = self._document.project
        if project is None or project.assessment is None:
            for label in self._values.values():
                label.setText("")
            return
        figures = {name: float(values[0]) for name, values in project.assessment.district.items()}
        basis = money_basis(project)
        for name, _label, money in SHOWN:
            doc = _(FIELDS[name].doc)
            self._values[name].setText(_told(figures, name))
            self._values[name].setToolTip(f"{doc}\n{basis}" if money else doc)


def _told(figures: Mapping[str, float], name: str) -> str:
    field, value = FIELDS[name], figures[name]
    if name in SCALED:
        (text,), unit = compact([value], field.unit)
        return f"{text} {unit}"
    if name == "heated_count":
        return _("{heated} of {all}").format(
            heated=format_number(value), all=format_number(figures["buildings_count"])
        )
    decimals = 1 if name == "payback_simple_a" else 0
    return format_number(value, decimals, _("years") if field.unit == "a" else field.unit)
