"""Correct values of the selected buildings; the plan is reckoned again as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QWidget

from app import bridge
from app.text.labels import ELEMENTS, field_word, word
from app.text.translate import _, mark, ngettext
from app.ui.dialogs.working import WorkingDialog

if TYPE_CHECKING:
    from app.project import Project
    from app.ui.operations import Operations

UNCHANGED: Final = None
CODED: Final = {
    "heating": mark("Heating system"),
    "heritage": mark("Heritage protection"),
    "current_use": mark("Use"),
    "size_class": mark("Building class"),
    "condition_of_construction": mark("Condition"),
}
NUMBERED: Final = {
    "year_of_construction": mark("Year built"),
    "number_of_floors_above_ground": mark("Floors"),
    "floor_area_gross_m2": mark("Gross floor area, m²"),
    "number_of_dwellings": mark("Dwellings"),
    "nonresidential_share": mark("Share of shops and offices (0 to 1)"),
}


FIGURES: Final = {"number_of_floors_above_ground": 1, "nonresidential_share": 2}
"""Decimals that are shown."""


class EditValuesDialog(WorkingDialog):
    """One value for many buildings; what is left as it is stays as it is."""

    def __init__(self, parent: QWidget, operations: Operations, rows: tuple[int, ...]) -> None:
        super().__init__(parent, operations, "edit-values", _("Correct values"))
        self._rows = rows
        project = operations.document.project
        assert project is not None
        self.coded = {name: _choice(name, now(project, name, rows)) for name in CODED}
        self.numbered = {name: _line(now(project, name, rows)) for name in (*NUMBERED, *bridge.RENEWALS)}
        self.setMinimumWidth(520)
        self._lay_out()

    @property
    def values(self) -> dict[str, str]:
        """What was filled in: column to value; "" or "?" where a value is to be unknown again."""
        chosen = {name: combo.currentData() for name, combo in self.coded.items()}
        found = {name: str(value) for name, value in chosen.items() if value is not UNCHANGED}
        written = {name: line.text().strip() for name, line in self.numbered.items()}
        return found | {name: text for name, text in written.items() if text}

    def accept(self) -> None:
        """Reckon with the values; the dialog closes when it went well."""
        if self._busy:
            return
        if not self.values:
            super().accept()
            return
        self._begin(_("Reckoning again…"))
        self._operations.set_values(self._rows, self.values, self._failed, super().accept, self._end)

    def _lay_out(self) -> None:
        box = self._frame()
        said = ngettext("{count} building is selected.", "{count} buildings are selected.", len(self._rows))
        about = QLabel(
            said.format(count=len(self._rows))
            + " "
            + _("Fields left empty stay as they are; a question mark makes a value unknown again.")
        )
        about.setWordWrap(True)
        about.setProperty("rank", "muted")
        box.addWidget(about)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, combo in self.coded.items():
            _row(form, _(CODED[name]), combo)
        for name in NUMBERED:
            _row(form, _(NUMBERED[name]), self.numbered[name])
        for name in bridge.RENEWALS:
            element = word(name.removeprefix("renewal_"), ELEMENTS)
            _row(form, _("{element}, year renewed").format(element=element), self.numbered[name])
        box.addLayout(form)
        box.addStretch(1)
        self.start = self._foot(box, _("Reckon again"))

    def _allow(self) -> None:
        for widget in (*self.coded.values(), *self.numbered.values(), self.start):
            widget.setEnabled(not self._busy)


def _row(form: QFormLayout, title: str, field: QWidget) -> None:
    field.setAccessibleName(title)
    form.addRow(title, field)


def now(project: Project, name: str, rows: tuple[int, ...]) -> str:
    """What some buildings have now, in words: one value, a span, or several."""
    import numpy as np

    raw = name in bridge.RENEWALS
    values = project.buildings[name].to_numpy() if raw else bridge.building_input(project, name)
    values = values[list(rows)]
    if name in CODED:
        words = {field_word(name, str(code)) for code in values if code}
        return words.pop() if len(words) == 1 else _("several") if words else ""
    known = np.unique(values[np.isfinite(values.astype(np.float64))].astype(np.float64))
    if not len(known):
        return ""
    digits = FIGURES.get(name, 0)
    low, high = (f"{edge:.{digits}f}" for edge in (known[0], known[-1]))
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


def _as_it_is(value: str) -> str:
    return _("as it is: {value}").format(value=value) if value else _("as it is: not known")


def _choice(name: str, value: str) -> QComboBox:
    combo = QComboBox()
    combo.addItem(_as_it_is(value), UNCHANGED)
    for code in bridge.CODE_LISTS[name]:
        combo.addItem(field_word(name, code), code)
    combo.addItem(_("not known"), "")
    return combo


def _line(value: str) -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText(_as_it_is(value))
    return line
