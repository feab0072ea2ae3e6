"""The form of one package: what is done to each element, and what is fitted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.text.numbers import shortened
from app.text.package_words import CONTROL_WORDS, VENTILATION_WORDS, heating_word, package_word
from app.text.translate import _
from app.ui.dialogs.package_parts import KEEP, ElementRow, combo_box, optional, spin_box
from app.ui.theme import GAP
from app.ui.widgets.texts import heading
from retrofit.plan.package import (
    Package,
)
from retrofit.stock.codes import CONTROLS, ELEMENTS, HEATINGS, VENTILATIONS


class PackageForm(QWidget):
    """Shows a package and tells each change of it."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self.name = QLineEdit()
        self.below = QComboBox()
        self.elements = [ElementRow(element, self) for element in range(len(ELEMENTS))]
        self.leakage, self.bridges = optional(0.0, 2.0, 0.1, "1/h"), optional(0.0, 0.5, 0.05, "W/(m²K)")
        self.heating = combo_box(("", *HEATINGS), heating_word)
        self.ventilation = combo_box(("", *VENTILATIONS), lambda code: _(VENTILATION_WORDS[code]))
        self.controls = {code: QCheckBox(_(CONTROL_WORDS[code])) for code in CONTROLS}
        self.collectors = QCheckBox(_("Solar collectors for hot water"))
        self.roof = spin_box(0, 100, 5, 0, "%")
        self.battery = spin_box(0, 3, 0.5, 1, "kWh/kWp")
        self._lay_out()
        self._connect()

    @property
    def package(self) -> Package:
        """The package as the form has it."""
        treated = [(row.element, row.treatment) for row in self.elements]
        return Package(
            key=self.name.text().strip(),
            elements=tuple((element, one) for element, one in treated if one is not None),
            builds_on=str(self.below.currentData() or ""),
            n_infiltration_1h=self.leakage.value,
            delta_u_tb_w_m2k=self.bridges.value,
            generator=str(self.heating.currentData()),
            ventilation=str(self.ventilation.currentData()),
            controls=tuple(code for code, box in self.controls.items() if box.isChecked()),
            solar_thermal=self.collectors.isChecked(),
            pv_share=self.roof.value() / 100.0,
            battery_kwh_kwp=self.battery.value(),
        )

    def show_package(self, package: Package, before: Sequence[str]) -> None:
        """Fill the form; ``before`` names the packages that it may build on."""
        self._filling = True
        self.name.setText(package.key)
        self.below.clear()
        self.below.addItem(package_word(""), "")
        for key in before:
            if key != "none":
                self.below.addItem(package_word(key), key)
        self.below.setCurrentIndex(max(self.below.findData(package.builds_on), 0))
        self._name_base()
        for row in self.elements:
            row.show_treatment(package.treatment(row.element))
        self.leakage.set_value(package.n_infiltration_1h)
        self.bridges.set_value(package.delta_u_tb_w_m2k)
        self.heating.setCurrentIndex(self.heating.findData(package.generator))
        self.ventilation.setCurrentIndex(self.ventilation.findData(package.ventilation))
        for code, box in self.controls.items():
            box.setChecked(code in package.controls)
        self.collectors.setChecked(package.solar_thermal)
        self.roof.setValue(100.0 * package.pv_share)
        self.battery.setValue(package.battery_kwh_kwp)
        self._filling = False

    def _name_base(self, *_news: object) -> None:
        """What is not done here is as in the package below."""
        below = str(self.below.currentData() or "")
        kept = _("As in {package}").format(package=shortened(package_word(below), 18)) if below else _("Keep")
        for row in self.elements:
            row.way.setItemText(KEEP, kept)

    def _tell(self, *_news: object) -> None:
        if not self._filling:
            self.edited.emit()

    def _connect(self) -> None:
        self.name.textEdited.connect(self._tell)
        self.below.activated.connect(self._name_base)
        for combo in (self.below, self.heating, self.ventilation):
            combo.activated.connect(self._tell)
        for row in self.elements:
            row.edited.connect(self._tell)
        for number in (self.leakage, self.bridges):
            number.edited.connect(self._tell)
        for box in (*self.controls.values(), self.collectors):
            box.toggled.connect(self._tell)
        for spin in (self.roof, self.battery):
            spin.valueChanged.connect(self._tell)

    def _lay_out(self) -> None:
        head, fitted = QFormLayout(), QFormLayout()
        head.addRow(_("Name"), self.name)
        head.addRow(_("Builds on"), self.below)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        for place, row in enumerate(self.elements):
            row.put_into(grid, place)
        grid.setColumnStretch(2, 1)
        fitted.addRow(_("Air leakage"), self.leakage)
        fitted.addRow(_("Thermal bridges"), self.bridges)
        fitted.addRow(_("Heating system"), self.heating)
        fitted.addRow(_("Ventilation"), self.ventilation)
        for box in (*self.controls.values(), self.collectors):
            fitted.addRow("", box)
        fitted.addRow(_("Photovoltaics on the roof"), self.roof)
        fitted.addRow(_("Battery"), self.battery)
        for text, widget in ((_("Name"), self.name), (_("Builds on"), self.below),
                             (_("Heating system"), self.heating), (_("Ventilation"), self.ventilation),
                             (_("Photovoltaics on the roof"), self.roof), (_("Battery"), self.battery)):  # fmt: skip
            widget.setAccessibleName(text)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.addLayout(head)
        box.addSpacing(GAP)
        box.addWidget(heading(_("Building elements")))
        box.addLayout(grid)
        box.addSpacing(GAP)
        box.addWidget(heading(_("Air, heat and sun")))
        box.addLayout(fitted)
        box.addStretch(1)
