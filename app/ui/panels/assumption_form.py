"""The fields of the assumptions: what they hold is always a valid choice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QSizePolicy,
    QSlider,
    QSpacerItem,
    QWidget,
)

from app.packs import available, country_name, load_pack
from app.text.numbers import format_number
from app.text.translate import _, mark
from app.ui.panels import assumption_words as words
from app.ui.panels.price_rows import PriceRows
from app.ui.widgets.number_box import CountBox, NumberBox
from app.ui.widgets.texts import Elided, heading
from retrofit.plan.scenario import Assumptions, Method

if TYPE_CHECKING:
    from retrofit.stock.pack import CountryPack

METHODS: Final = {
    Method.MONTHLY: mark("Monthly balance, local climate"),
    Method.SEASONAL: mark("Seasonal balance of TABULA, regional heating season"),
    Method.HOURLY: mark("Hourly balance, own weather file"),
}
METHOD_TIPS: Final = {
    Method.MONTHLY: mark(
        "EN ISO 52016-1, monthly: heat balance of twelve months with the climate of a station"
    ),
    Method.SEASONAL: mark("TABULA calculation method: one balance over the heating season of a region"),
    Method.HOURLY: mark(
        "ISO 13790, 5R1C: 8760 hours with your weather file (Plan, Weather file); finer, and some seconds more"
    ),
}
NOWHERE: Final = (0.0, 0.0)
SLIDER_STEPS: Final = 4
"""Steps of a slider for each per cent."""


class AssumptionForm(QWidget):
    """Shows assumptions and country pack, and gives them back as changed."""

    edited = Signal()
    """The user chose something else."""

    def __init__(
        self, place: tuple[float, float] = NOWHERE, weather: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._place, self._weather, self._rest = place, weather, Assumptions()
        self.country, self.method, self.climate = QComboBox(), QComboBox(), QComboBox()
        self.vat, self.own_factor = QCheckBox(), QCheckBox(_("Own value"))
        self.carbon, self.block_discount = QCheckBox(_("Pay for emissions")), _percent()
        self.discount, self.growth = _percent(), _percent()
        self.horizon, self.factor = CountBox(), NumberBox()
        self.stands_in, self.climate_note, self.factor_note, self.year_of_prices = (
            _note() for _row in range(4)
        )
        self._set_up()
        self._lay_out()
        self._connect()

    @property
    def code(self) -> str:
        """Country pack that is chosen."""
        return str(self.country.currentData())

    @property
    def assumptions(self) -> Assumptions:
        """What the fields hold."""
        return replace(
            self._rest,
            method=self._method,
            station=self.climate.currentData() or "",
            vat_included=self.vat.isChecked(),
            discount_rate=round(self.discount.value() / 100, 6),
            energy_price_growth=round(self.growth.value() / 100, 6),
            horizon_a=self.horizon.value(),
            construction_price_factor=self.factor.value() if self.own_factor.isChecked() else None,
            carbon_priced=self.carbon.isChecked(),
            block_discount=round(self.block_discount.value() / 100, 6),
            own_prices=self.prices.own,
        )

    @property
    def is_usual(self) -> bool:
        """Whether all values are those that a new plan has."""
        return self.assumptions == replace(Assumptions(), start_year=self._rest.start_year)

    def place(self, place: tuple[float, float], weather: str) -> None:
        """Say where the district is, and which weather file it has."""
        if (place, weather) != (self._place, self._weather):
            self._place, self._weather = place, weather
            self._allow_hours()
            self._quietly(lambda: self._list_climates(""))

    def fill(self, assumptions: Assumptions, code: str) -> None:
        """Show assumptions and a country pack; nobody is told, nothing was edited."""
        self._quietly(lambda: self._show(assumptions, code))

    def back_to_pack(self) -> None:
        """Take the values a new plan has, with the chosen pack."""
        self.fill(replace(Assumptions(), start_year=self._rest.start_year), self.code)

    def _show(self, assumptions: Assumptions, code: str) -> None:
        self._rest = assumptions
        self.country.setCurrentIndex(self.country.findData(code))
        method = assumptions.method
        if assumptions.station and not words.is_station(self._pack, assumptions.station):
            method = Method.SEASONAL  # a region's season was named: its balance is what is reckoned
        self.method.setCurrentIndex(self.method.findData(method.value))
        self._list_climates(assumptions.station)
        self.vat.setChecked(assumptions.vat_included)
        self.discount.setValue(100 * assumptions.discount_rate)
        self.growth.setValue(100 * assumptions.energy_price_growth)
        self.horizon.setValue(assumptions.horizon_a)
        self.carbon.setChecked(assumptions.carbon_priced)
        self.block_discount.setValue(100 * assumptions.block_discount)
        own = assumptions.construction_price_factor
        self.own_factor.setChecked(own is not None)
        self.factor.setEnabled(own is not None)
        if own is not None:
            self.factor.setValue(own)
        self.prices.fill(self._pack, assumptions.own_prices)
        self._tell()

    def _quietly(self, change: Callable[[], None]) -> None:
        before = self.blockSignals(True)
        change()
        self.blockSignals(before)

    @property
    def _method(self) -> Method:
        return Method(self.method.currentData())

    @property
    def _pack(self) -> CountryPack:
        return load_pack(self.code)

    def _set_up(self) -> None:
        for code in available():
            self.country.addItem(f"{country_name(code)} ({code})", code)
        for method, text in METHODS.items():
            self.method.addItem(_(text), method.value)
            self.method.setItemData(
                self.method.count() - 1, _(METHOD_TIPS[method]), Qt.ItemDataRole.ToolTipRole
            )
        self.horizon.setRange(1, 100)
        self.horizon.setSuffix(_(" years"))
        self.factor.setRange(0.1, 10.0)
        self.factor.setDecimals(3)
        self.factor.setSingleStep(0.05)
        self.factor.setPrefix("× ")
        self.factor.setEnabled(False)
        self.vat.setText(_("Energy prices and investments with VAT"))
        for combo in (self.country, self.method, self.climate):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(24)
        self._allow_hours()
        self.block_discount.setRange(0.0, 50.0)
        self.block_discount.setSuffix(" %")
        for spin in (self.discount, self.growth, self.horizon, self.factor, self.block_discount):
            spin.setKeyboardTracking(False)
        self._explain()

    def _allow_hours(self) -> None:
        """Offer the hourly balance only where there are hours."""
        hourly = self.method.model().index(self.method.findData(Method.HOURLY.value), 0)
        allowed = None if self._weather else 0
        self.method.model().setData(hourly, allowed, Qt.ItemDataRole.UserRole - 1)

    def _connect(self) -> None:
        self.country.currentIndexChanged.connect(self._pack_changed)
        self.method.currentIndexChanged.connect(lambda _place: self._list_climates(""))
        self.climate.currentIndexChanged.connect(lambda _place: self._tell())
        self.vat.toggled.connect(lambda _on: self._tell())
        self.own_factor.toggled.connect(self._own_toggled)
        for combo in (self.country, self.method, self.climate):
            combo.activated.connect(self._edited)
        for box in (self.vat, self.carbon, self.own_factor):
            box.toggled.connect(self._edited)
        for spin in (self.discount, self.growth, self.horizon, self.factor, self.block_discount):
            spin.valueChanged.connect(self._edited)
        self.prices.edited.connect(self._edited)

    def _edited(self, _value: object = None) -> None:
        self.edited.emit()

    def _explain(self) -> None:
        """Say of every field where its value comes from."""
        self.discount.setToolTip(
            _("Real rate, without inflation. 3 % is an assumption: private owners often ask for more")
        )
        self.growth.setToolTip(
            _("Real rise of all energy prices a year, above inflation. 2 % is an assumption, not a forecast")
        )
        self.horizon.setToolTip(
            _(
                "Years over which NPV and discounted payback are reckoned. "
                "30 years is the period for dwellings in EU 244/2012, Annex I"
            )
        )

        self.block_discount.setToolTip(
            _(
                "What ordering the works of a whole block together takes off at most; half of it at 5 000 m² of "
                "works. Nothing unless you know better"
            )
        )
        self.carbon.setToolTip(
            _("Adds the least carbon price of the EU regulation (244/2012, annex II) to the energy cost")
        )

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(10)
        form.setVerticalSpacing(6)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(heading(_("Place and method")))
        self._row(form, _("Country pack"), self.country)
        form.addRow(self.stands_in)
        self._row(form, _("Method"), self.method)
        self._row(form, _("Climate"), self.climate)
        form.addRow(self.climate_note)
        form.addItem(QSpacerItem(0, 8))
        form.addRow(heading(_("Money")))
        self._row(form, _("Discount rate, real"), self.discount, _with_slider(self.discount, (0, 10)))
        self._row(form, _("Energy price rise, real"), self.growth, _with_slider(self.growth, (-5, 10)))
        self._row(form, _("Horizon"), self.horizon)
        self._row(form, _("Block discount, at most"), self.block_discount)
        self._row(form, _("Construction prices"), self.factor, _side_by_side(self.factor, self.own_factor))
        form.addRow(self.factor_note)
        form.addRow(self.vat)
        form.addRow(self.carbon)
        form.addItem(QSpacerItem(0, 8))
        form.addRow(heading(_("Energy prices, with VAT")))
        form.addRow(self.year_of_prices)
        self.prices = PriceRows(form, self)

    def _row(self, form: QFormLayout, title: str, field: QWidget, holder: QWidget | None = None) -> None:
        field.setAccessibleName(title)
        if (slider := field.property("slider")) is not None:
            slider.setAccessibleName(title)
        form.addRow(title, holder or field)

    def _pack_changed(self, _place: int) -> None:
        self.prices.fill(self._pack, ())
        self._list_climates("")

    def _own_toggled(self, own: bool) -> None:
        self.factor.setEnabled(own)
        self._tell()
        if own:
            self.factor.setFocus()

    def _list_climates(self, chosen: str) -> None:
        """Offer the climates of the pack that the method can use."""
        self.climate.blockSignals(True)
        self.climate.clear()
        for option in words.climates(self._pack, self._method, self._place, self._weather):
            self.climate.addItem(option.text, option.key)
            self.climate.setItemData(self.climate.count() - 1, option.source, Qt.ItemDataRole.ToolTipRole)
        self.climate.setCurrentIndex(max(self.climate.findData(chosen), 0))
        self.climate.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        """Say what the fields mean with the pack that is chosen."""
        pack = self._pack
        note = words.pack_note(self.code, self._place)
        self.stands_in.setText(note)
        self.stands_in.setToolTip(note)
        self.stands_in.setVisible(bool(note))
        self.country.setToolTip(
            _("{name} pack, version {version}").format(name=pack.name, version=pack.version)
        )
        self.method.setToolTip(_(METHOD_TIPS[self._method]))
        climate_source = self.climate.currentData(Qt.ItemDataRole.ToolTipRole) or ""
        self.climate.setToolTip(climate_source)
        self.climate_note.setText(climate_source.split("\n")[0])
        self.climate_note.setToolTip(climate_source)
        price = pack.construction_price
        if not self.own_factor.isChecked():
            self.factor.setValue(price.value)
        said = _("Today's over those of the cost functions; pack: {figure}")
        self.factor_note.setText(said.format(figure=words.cited(price)))
        self.factor.setToolTip(words.source(pack, price.source))
        self.factor_note.setToolTip(words.source(pack, price.source))
        self._tell_prices(pack)

    def _tell_prices(self, pack: CountryPack) -> None:
        with_vat = self.vat.isChecked()
        rate = format_number(100 * pack.vat_renovation.value, 0, "%")
        self.vat.setToolTip(
            _("VAT on renovation works: {rate}\n{source}").format(
                rate=rate, source=words.source(pack, pack.vat_renovation.source)
            )
        )
        self.year_of_prices.setText(_("Pack: households, {year}").format(year=pack.price_year))
        self.year_of_prices.setToolTip(words.prices(pack, with_vat=with_vat))


def _side_by_side(*fields: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    for field in fields:
        row.addWidget(field, 1)
    return holder


def _with_slider(spin: NumberBox, reach: tuple[int, int]) -> QWidget:
    """A slider that moves with its field; the field reaches further."""
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(reach[0] * SLIDER_STEPS, reach[1] * SLIDER_STEPS)
    slider.setPageStep(SLIDER_STEPS)
    slider.setMinimumWidth(60)

    def follow(value: float) -> None:
        slider.blockSignals(True)
        slider.setValue(round(value * SLIDER_STEPS))
        slider.blockSignals(False)

    slider.valueChanged.connect(lambda place: spin.setValue(place / SLIDER_STEPS))
    spin.valueChanged.connect(follow)
    spin.setProperty("slider", slider)
    return _side_by_side(slider, spin)


def _note() -> Elided:
    note = Elided()
    note.setTextFormat(Qt.TextFormat.PlainText)
    note.setProperty("rank", "muted")
    note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return note


def _percent() -> NumberBox:
    spin = NumberBox()
    spin.setRange(-20.0, 50.0)
    spin.setDecimals(2)
    spin.setSingleStep(0.25)
    spin.setSuffix(_(" % a year"))
    return spin
