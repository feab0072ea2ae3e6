"""Own packages: put together, with what each would mean for the selection while it changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.services.package_preview import Preview, preview
from app.store.own_packages import read_packages, write_packages
from app.text.messages import sentence
from app.text.numbers import format_number
from app.text.package_words import package_word
from app.text.translate import _, ngettext
from app.ui.dialogs import ask
from app.ui.dialogs.package_form import PackageForm
from app.ui.dialogs.working import WorkingDialog
from app.ui.reading import Reader
from app.ui.theme import GAP
from app.ui.widgets.plain_table import scrolled
from app.ui.widgets.texts import heading, muted, number
from gis.errors import GisError
from retrofit.errors import EngineError
from retrofit.plan.package import STANDARD, Package, find_faults

if TYPE_CHECKING:
    from app.ui.operations import Operations

SIZE: Final = QSize(1120, 690)
LEAST_HIGH: Final = 600
WAIT_MS: Final = 60
FILTER: Final = "TOML (*.toml)"


class PackagesDialog(WorkingDialog):
    """The packages on the left, the form of one, and its preview below."""

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        super().__init__(parent, operations, "packages", _("Packages"))
        project = operations.document.project
        assert project is not None
        self._project = project
        self._rows = np.array(operations.selected_buildings() or range(len(project.buildings)), dtype=np.intp)
        self.own: list[Package] = list(project.packages[len(STANDARD) :])
        self.list, self.form = QListWidget(), PackageForm()
        self.reader = Reader(self)
        self.figures = {name: number("–") for name in FIGURES}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._lay_out()
        self.resize(SIZE)
        self.setMinimumHeight(LEAST_HIGH)
        self._connect()
        self._list(len(STANDARD) if self.own else 1)

    @property
    def packages(self) -> tuple[Package, ...]:
        """All packages as they are edited."""
        return (*STANDARD, *self.own)

    @property
    def place(self) -> int:
        """Position of the package that is shown."""
        return max(self.list.currentRow(), 0)

    def accept(self) -> None:
        """Offer the packages, as one change; the dialog closes when it went well."""
        if self._busy:
            return
        wrong = self._wrong
        if wrong:
            self._tell_fault(wrong)
            return
        self._begin(_("Reckoning again…"))
        self._operations.set_packages(tuple(self.own), self._failed, super().accept, self._end)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # the form scrolls where the screen is low, and only there
        self.resize(SIZE.boundedTo(self.screen().availableGeometry().size() * 0.95))

    def done(self, result: int) -> None:
        self.reader.close()
        super().done(result)

    def _list(self, shown: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for place, package in enumerate(self.packages):
            item = QListWidgetItem(package_word(package.key) or _("(no name)"))
            if place < len(STANDARD):
                item.setToolTip(_("Of the country's typology: make a copy to change it"))
                item.setForeground(self.palette().placeholderText())
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(shown, self.list.count() - 1))

    def _show(self, place: int) -> None:
        if place < 0:
            return
        own = place >= len(STANDARD)
        before = [one.key for one in self.packages[:place]]
        self.form.show_package(self.packages[place], before)
        self.form.setEnabled(own)
        self.remove.setEnabled(own)
        self._soon.start()

    def _edited(self) -> None:
        place = self.place - len(STANDARD)
        if place >= 0:
            old, new = self.own[place], self.form.package
            if not new.key or new.key in {one.key for one in self.packages if one is not old}:
                new = replace(
                    new, key=old.key
                )  # others build on it by name: it keeps its own until it has a new one
            self.own[place] = new
            if new.key != old.key:
                self.own = [
                    replace(one, builds_on=new.key) if one.builds_on == old.key else one for one in self.own
                ]
                self.list.currentItem().setText(new.key)
            self._soon.start()

    @property
    def _wrong(self) -> str:
        """What is wrong with the packages as they are edited, "" for nothing."""
        place = self.place
        if place >= len(STANDARD) and not self.form.name.text().strip():
            return _("The package has no name: give it one.")
        written = (
            replace(one, key=self.form.name.text().strip()) if row == place and row >= len(STANDARD) else one
            for row, one in enumerate(self.packages)
        )
        wrong = find_faults(tuple(written))
        return sentence(wrong[0].code, wrong[0].details) if wrong else ""

    def _look(self) -> None:
        """Reckon what is shown; only the latest answer counts."""
        project, own, key, rows = self._project, tuple(self.own), self.packages[self.place].key, self._rows

        def work() -> Preview | str:
            try:
                return preview(project, own, key, rows)
            except (UserError, GisError, EngineError) as fault:
                return sentence(fault.code, fault.details)

        self.reader.ask(work, self._preview)

    def _preview(self, found: Preview | str) -> None:
        """Show what the package would mean."""
        for label in self.figures.values():
            label.setText("–")
        if isinstance(found, str):
            self._tell_fault(found)
            return
        self._tell_fault(self._wrong)
        for name, text in _texts(found).items():
            self.figures[name].setText(text)
        for row in self.form.elements:
            now, after = found.u_now_w_m2k[row.element], found.u_after_w_m2k[row.element]
            told = f"U {format_number(now, 2)}" if np.isfinite(now) else ""
            row.show_u(f"{told} → {format_number(after, 2)}" if told and after < now - 1e-9 else told)

    def _tell_fault(self, text: str) -> None:
        self.fault.setText(text)
        self.fault.setVisible(bool(text))

    def _add(self, like: Package) -> None:
        taken = {name for one in self.packages for name in (one.key, package_word(one.key))}
        word = package_word(like.key)
        names = (word if n == 1 else f"{word} {n}" for n in range(1, 999))
        name = next(name for name in names if name not in taken)
        self.own.append(replace(like, key=name))
        self._list(len(self.packages) - 1)
        self.form.name.setFocus()
        self.form.name.selectAll()

    def _remove(self) -> None:
        place = self.place - len(STANDARD)
        gone = self.own.pop(place)
        self.own = [
            replace(one, builds_on=gone.builds_on) if one.builds_on == gone.key else one for one in self.own
        ]
        self._list(len(STANDARD) + place)

    def _read(self) -> None:
        path = ask.file_to_open(self, self._operations.settings, _("Packages of a file"), FILTER)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Take the packages of a file in; those of the same name are replaced."""
        try:
            found = read_packages(path)
        except UserError as fault:
            self._tell_fault(sentence(fault.code, fault.details))
            return
        names = {one.key for one in found}
        self.own = [*(one for one in self.own if one.key not in names), *found]
        self._list(len(self.packages) - 1)

    def _write(self) -> None:
        path = ask.file_to_save(self, self._operations.settings, _("Save packages"), FILTER, "packages.toml")
        if path is not None:
            try:
                write_packages(self.own, path)
            except UserError as fault:
                self._tell_fault(sentence(fault.code, fault.details))

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show)
        self.form.edited.connect(self._edited)
        self._soon.timeout.connect(self._look)
        self.new.clicked.connect(lambda: self._add(Package(_("Own package"), builds_on="usual")))
        self.copy.clicked.connect(lambda: self._add(self.packages[self.place]))
        self.remove.clicked.connect(self._remove)
        self.load.clicked.connect(self._read)
        self.store.clicked.connect(self._write)

    @property
    def following(self) -> bool:
        """Whether the preview is behind the form."""
        return self._soon.isActive() or self.reader.busy

    def _lay_out(self) -> None:
        self.new, self.copy, self.remove = (QPushButton(text) for text in (_("New"), _("Copy"), _("Delete")))
        self.load, self.store = QPushButton(_("From a file…")), QPushButton(_("To a file…"))
        self.list.setAccessibleName(_("Packages"))
        left, sides, grid = QVBoxLayout(), QHBoxLayout(), QGridLayout()
        left.addWidget(self.list, 1)
        buttons = QGridLayout()
        for place, button in enumerate((self.new, self.copy, self.remove, self.load, self.store)):
            buttons.addWidget(button, place // 2, place % 2)
        left.addLayout(buttons)
        sides.addLayout(left, 1)
        sides.addWidget(scrolled(self.form), 3)
        for place, (name, title) in enumerate(FIGURES.items()):
            label = muted(_(title))
            label.setWordWrap(False)
            grid.addWidget(label, 0, place, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(self.figures[name], 1, place, Qt.AlignmentFlag.AlignRight)
        box = self._frame()
        box.addLayout(sides, 1)
        count = len(self._rows)
        text = ngettext(
            "What it would mean for {count} building", "What it would mean for {count} buildings", count
        )
        box.addSpacing(GAP)
        box.addWidget(heading(text.format(count=format_number(count))))
        box.addLayout(grid)
        self.start = self._foot(box, _("Offer these packages"))
        assert isinstance(self.buttons, QDialogButtonBox)


FIGURES: Final = {
    "energy": "kWh/(m²a)",
    "saving": "saved, %",
    "co2": "t CO2 a year",
    "invest": "kEUR",
    "invest_m2": "EUR/m²",
    "saved": "kEUR saved a year",
    "payback": "payback, years",
    "npv": "NPV, kEUR",
}
"""What the preview shows, with its unit."""


def _texts(found: Preview) -> dict[str, str]:
    area = found.floor_area_ref_m2 or float("nan")
    return {
        "energy": f"{format_number(found.e_del_now_kwh / area, 0)} → {format_number(found.e_del_after_kwh / area, 0)}",
        "saving": format_number(found.saving_pct, 1),
        "co2": format_number(found.co2_saving_kg / 1e3, 1),
        "invest": format_number(found.invest_eur / 1e3, 0),
        "invest_m2": format_number(found.invest_eur / area, 0),
        "saved": format_number(found.energy_cost_saving_eur / 1e3, 1),
        "payback": format_number(found.payback_a, 1),
        "npv": format_number(found.npv_eur / 1e3, 0),
    }
