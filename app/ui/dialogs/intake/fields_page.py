"""Which column of a layer fills which field, how well, and what its values mean."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.text.labels import FIELD_NAMES, FIELD_REASONS, ROLES, word
from app.text.translate import _
from app.ui.theme import GAP
from app.ui.widgets.texts import muted

if TYPE_CHECKING:
    from gis.delivery import FieldChoice
    from gis.glance import Glance
    from gis.mapping.propose import FieldProposal

FIELD, COLUMN, UNIT, FILLED, SAMPLES, VALUES = range(6)


class FieldsPage(QWidget):
    """One row a field: column, unit, share of rows, examples, meaning of values."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glances: list[Glance] = []
        self._given: list[dict[str, FieldChoice]] = []
        self.proposals: tuple[FieldProposal, ...] = ()
        self.layer, self.profile = QComboBox(), QComboBox()
        self.save = QPushButton(_("Save as profile…"))
        self.table, self.unused = QTableWidget(0, 6), muted()
        self._lay_out()
        self.layer.currentIndexChanged.connect(self._show)
        self.profile.activated.connect(self._take_profile)
        self.save.clicked.connect(self._save)

    def show_layers(self, glances: list[Glance]) -> None:
        """Show the layers that were looked at; what the user chose before stays."""
        self._glances = glances
        self._given = [dict(one.choice.fields) for one in glances]
        self.layer.blockSignals(True)
        self.layer.clear()
        for one in glances:
            self.layer.addItem(f"{_(ROLES[one.choice.role])}: {one.choice.path.name}, {one.choice.layer}")
        self.layer.blockSignals(False)
        self._show()

    def fields_of(self, place: int) -> dict[str, FieldChoice]:
        """Choices of the user for a layer, by canonical field."""
        return self._given[place]

    def choose(self, name: str, choice: FieldChoice) -> None:
        """Fill a field otherwise."""
        self._given[self.layer.currentIndex()][name] = choice
        self._show()
        self.changed.emit()

    def _lay_out(self) -> None:
        self.table.setHorizontalHeaderLabels(
            [
                _("Field"),
                _("Column of the file"),
                _("Unit"),
                _("Rows"),
                _("As read and understood"),
                _("Values"),
            ]
        )
        self.table.verticalHeader().hide()
        self.table.setAlternatingRowColors(True)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setAccessibleName(_("Columns and fields"))
        head = self.table.horizontalHeader()
        for column, width in ((FIELD, 190), (COLUMN, 210), (UNIT, 70), (FILLED, 110), (VALUES, 110)):
            self.table.setColumnWidth(column, width)
        head.setSectionResizeMode(SAMPLES, QHeaderView.ResizeMode.Stretch)
        self.layer.setAccessibleName(_("Layer"))
        self.layer.setMinimumWidth(300)
        self.profile.setMinimumWidth(240)
        self.profile.setAccessibleName(_("Profile"))
        self.profile.setToolTip(_("How this kind of source is understood; own profiles come first"))
        self.save.setToolTip(_("Keep these choices for the next delivery of the same source"))
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(QLabel(_("Layer")))
        line.addWidget(self.layer, 1)
        line.addWidget(QLabel(_("Profile")))
        line.addWidget(self.profile)
        line.addWidget(self.save)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP, 0, 0)
        box.addLayout(line)
        box.addWidget(self.table, 1)
        box.addWidget(self.unused)

    def _show(self) -> None:
        from app.services.field_profiles import all_profiles
        from gis.mapping.profile import best_profile
        from gis.mapping.propose import propose, unused

        place = self.layer.currentIndex()
        if not 0 <= place < len(self._glances):
            self.table.setRowCount(0)
            return
        one = self._glances[place]
        profiles = [each for each in all_profiles() if each.role == one.choice.role]
        best = best_profile(profiles, one.choice.role, map(str, one.frame.columns))
        self._fill_profiles(profiles, best.name if best else "")
        self.proposals = propose(one.frame, one.choice.role, profiles, self._given[place])
        columns = [str(name) for name in one.frame.columns if name != "geometry"]
        self.table.setRowCount(len(self.proposals))
        for row, each in enumerate(self.proposals):
            self._fill(row, each, columns)
        left = unused(one.frame, self.proposals)
        self.unused.setText(
            _("Columns that fill no field: {names}").format(names=", ".join(left)) if left else ""
        )

    def _fill_profiles(self, profiles: list[Any], best: str) -> None:
        self.profile.clear()
        self.profile.addItem(_("By names and values"), None)
        for each in profiles:
            title = (
                each.name if each.tried else _("{name} (not tried on a real delivery)").format(name=each.name)
            )
            self.profile.addItem(title, each)
            if each.name == best:
                self.profile.setCurrentIndex(self.profile.count() - 1)

    def _fill(self, row: int, each: FieldProposal, columns: list[str]) -> None:
        title = QTableWidgetItem(word(each.field.name, FIELD_NAMES))
        title.setToolTip(word(each.reason or "none", FIELD_REASONS))
        self.table.setItem(row, FIELD, title)
        self.table.setCellWidget(row, COLUMN, self._columns(each, columns))
        self.table.setCellWidget(row, UNIT, self._units(each))
        share = _("{understood:.0%} of {filled:.0%}").format(understood=each.understood, filled=each.filled)
        filled = QTableWidgetItem(share if each.choice.column else "–")
        filled.setToolTip(_("Rows whose value is understood, of those that have one"))
        self.table.setItem(row, FILLED, filled)
        told = "; ".join(
            read if read == meant else f"{read} → {meant or '?'}" for read, meant in each.samples
        )
        samples = QTableWidgetItem(told)
        samples.setToolTip(told)
        self.table.setItem(row, SAMPLES, samples)
        self.table.setCellWidget(row, VALUES, self._values(each))

    def _columns(self, each: FieldProposal, columns: list[str]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(_("Column for {field}").format(field=word(each.field.name, FIELD_NAMES)))
        box.addItem(_("(none)"), "")
        for name in columns:
            box.addItem(name, name)
        box.setCurrentIndex(max(box.findData(each.choice.column), 0))
        box.activated.connect(partial(self._column_chosen, each.field.name, box))
        return box

    def _units(self, each: FieldProposal) -> QWidget:
        if not each.field.units or not each.choice.column:
            return QWidget()
        box = QComboBox()
        box.setAccessibleName(_("Unit of {field}").format(field=word(each.field.name, FIELD_NAMES)))
        for unit in each.field.units:
            box.addItem(unit, unit)
        box.setCurrentIndex(max(box.findData(each.choice.unit), 0))
        box.activated.connect(partial(self._unit_chosen, each, box))
        return box

    def _values(self, each: FieldProposal) -> QWidget:
        if each.field.kind != "code" or not each.choice.column:
            return QWidget()
        unknown = sum(not value.code for value in each.values)
        text = _("{count} unknown…").format(count=unknown) if unknown else _("Values…")
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.setToolTip(_("What the values of the column mean"))
        button.clicked.connect(partial(self.map_values, each))
        return button

    def _column_chosen(self, name: str, box: QComboBox, _place: int) -> None:
        from gis.delivery import FieldChoice

        self.choose(name, FieldChoice(box.currentData()))

    def _unit_chosen(self, each: FieldProposal, box: QComboBox, _place: int) -> None:
        self.choose(each.field.name, replace(each.choice, unit=box.currentData()))

    def map_values(self, each: FieldProposal) -> None:
        """Ask what the values of a column mean."""
        from app.ui.dialogs.intake.value_map import ValueMap

        dialog = ValueMap(self, each)
        dialog.decided.connect(partial(self.choose, each.field.name))
        dialog.open()

    def _take_profile(self, _place: int) -> None:
        chosen = self.profile.currentData()
        given = self._given[self.layer.currentIndex()]
        given.clear()
        if chosen is not None:
            given.update(chosen.fields)
        self._show()
        self.changed.emit()

    def _save(self) -> None:
        name, said = QInputDialog.getText(self, _("Save as profile"), _("Name of the source"))
        if said and name.strip():
            self.keep(name.strip())

    def keep(self, name: str) -> None:
        """Save the choices of the layer that is shown under a name."""
        from app.services.field_profiles import save_profile

        one = self._glances[self.layer.currentIndex()]
        fields = {each.field.name: each.choice for each in self.proposals if each.choice.column}
        save_profile(name, one.choice.role, tuple(map(str, one.frame.columns)), fields)
        self._show()
