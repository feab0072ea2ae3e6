"""Energy prices of a plan: those of the pack, each of which the planner may know better."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QToolButton, QWidget

from app.text.labels import word
from app.text.steps import CARRIER_NAMES
from app.text.translate import _
from app.ui.icons import icon
from app.ui.panels import assumption_words as words
from app.ui.widgets.number_box import NumberBox
from retrofit.plan.own_prices import HIGHEST
from retrofit.stock.codes import CARRIERS

if TYPE_CHECKING:
    from retrofit.stock.pack import CountryPack

DECIMALS: Final = 4
STEP_EUR: Final = 0.005
SAME_EUR: Final = 0.5 * 10**-DECIMALS
"""Nearer than this to the pack's price is the pack's price."""


@dataclass(slots=True, eq=False)
class PriceRow:
    """Fields of one carrier."""

    carrier: str
    holder: QWidget
    price: NumberBox
    back: QToolButton
    of_pack: float = 0.0


class PriceRows(QObject):
    """Rows of a form, one for each carrier of the pack; all prices are shown with VAT."""

    edited = Signal()

    def __init__(self, form: QFormLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self.rows = {name: self._row(name) for name in CARRIERS}

    @property
    def own(self) -> tuple[tuple[str, float], ...]:
        """Carrier and price with VAT [EUR/kWh] of what differs from the pack."""
        return tuple((row.carrier, row.price.value()) for row in self._shown() if _is_own(row))

    def fill(self, pack: CountryPack, own: tuple[tuple[str, float], ...]) -> None:
        """Show the prices of a pack, and the planner's own in their place."""
        chosen = dict(own)
        for position, name in enumerate(CARRIERS):
            row, figures = self.rows[name], pack.carriers.get(position)
            self._form.setRowVisible(row.holder, figures is not None)
            if figures is None:
                continue
            row.of_pack = round(figures.price_eur_kwh.value, DECIMALS)
            row.price.blockSignals(True)
            row.price.setValue(chosen.get(name, row.of_pack))
            row.price.blockSignals(False)
            row.price.setToolTip(
                _("Pack: {figure}\n{source}").format(
                    figure=words.cited(figures.price_eur_kwh, DECIMALS),
                    source=words.source(pack, figures.price_eur_kwh.source),
                )
            )
            _mark(row)

    def back_to_pack(self) -> None:
        """Take every price of the pack again."""
        for row in self._shown():
            row.price.setValue(row.of_pack)

    def _shown(self) -> Iterator[PriceRow]:
        return (row for row in self.rows.values() if self._form.isRowVisible(row.holder))

    def _row(self, name: str) -> PriceRow:
        title = word(name, CARRIER_NAMES)
        title = title[:1].upper() + title[1:]
        row = PriceRow(name, QWidget(), NumberBox(), QToolButton())
        row.price.setDecimals(DECIMALS)
        row.price.setRange(SAME_EUR * 2, HIGHEST)
        row.price.setSingleStep(STEP_EUR)
        row.price.setSuffix(_(" EUR/kWh"))
        row.price.setKeyboardTracking(False)
        row.price.setAccessibleName(title)
        row.back.setIcon(icon("undo"))
        row.back.setAutoRaise(True)
        row.back.setToolTip(_("Back to the pack's price"))
        row.back.setAccessibleName(_("Pack's price of {carrier}").format(carrier=title))
        keep = row.back.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        row.back.setSizePolicy(keep)
        box = QHBoxLayout(row.holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(row.price, 1)
        box.addWidget(row.back)
        row.back.clicked.connect(lambda: row.price.setValue(row.of_pack))
        row.price.valueChanged.connect(lambda _value: self._changed(row))
        self._form.addRow(title, row.holder)
        return row

    def _changed(self, row: PriceRow) -> None:
        _mark(row)
        self.edited.emit()


def _is_own(row: PriceRow) -> bool:
    return abs(row.price.value() - row.of_pack) > SAME_EUR


def _mark(row: PriceRow) -> None:
    """Show at a glance that a price is the planner's own."""
    own = _is_own(row)
    row.back.setVisible(own)
    font = row.price.font()
    font.setBold(own)
    row.price.setFont(font)
