"""Join a register: how its rows find their buildings, what they bring, and what stays open."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QWidget,
)

from app.text.labels import FIELD_NAMES, JOIN_RULES, word
from app.text.numbers import format_number
from app.text.translate import _
from app.ui.dialogs import ask
from app.ui.dialogs.file_row import FileRow
from app.ui.dialogs.working import WorkingDialog, form_layout
from app.ui.tasks import Fault, Task
from app.ui.theme import GAP
from app.ui.widgets.plain_table import PlainTable
from app.ui.widgets.texts import heading, muted, plain

if TYPE_CHECKING:
    from app.project import Join, Project
    from app.services.joining import JoinPreview
    from app.ui.operations import Operations
    from gis.delivery import FieldChoice

KINDS: Final = "(*.csv *.tsv *.txt *.xlsx *.ods *.dbf *.json *.gpkg *.geojson *.shp *.zip *.parquet)"
RULES: Final = ("id", "reference", "address", "place")
HEIGHT_PX: Final = 660
MOST_SHOWN: Final = 500


class JoinDialog(WorkingDialog):
    """A table in; keys and columns recognised, changed by hand; a look at the match before anything is taken."""

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        super().__init__(parent, operations, "join-register", _("Join a register"))
        self.preview: JoinPreview | None = None
        self.file = FileRow(_("Register"), _("CSV, spreadsheet, DBF, JSON or a map layer"))
        self.keys = {rule: QComboBox() for rule in RULES if rule != "place"}
        self.replace = QCheckBox(_("Take its values also where the plan has some"))
        self.headline, self.told = heading(factor=1.1), muted()
        self.empty = plain()
        self.tabs = QTabWidget()
        self.columns, self.unclear = QTableWidget(0, 4), QTableWidget(0, 2)
        self.unmatched = PlainTable(_("Rows without a building"))
        self._take: dict[str, FieldChoice] = {}
        self._choices: dict[str, str] = {}
        self._lay_out()
        self.setMinimumWidth(820)
        self.file.browse_wanted.connect(self._browse)
        self.file.changed.connect(self._new_file)
        for box in self.keys.values():
            box.activated.connect(self._key_chosen)
        self.replace.toggled.connect(self._again)
        self._allow()

    @property
    def join(self) -> Join:
        """How the register is joined by what was chosen."""
        from app.project import Join

        if self.preview is None:
            return Join()
        keys = tuple((rule, box.currentData()) for rule, box in self.keys.items() if box.currentData())
        mode = "replace" if self.replace.isChecked() else "unknown"
        return replace(
            self.preview.join, keys=keys, take=self._take, mode=mode, choices=tuple(self._choices.items())
        )

    def accept(self) -> None:
        """Take what the register says into the plan."""
        if self._busy or self.preview is None or self.file.path is None:
            return
        self._begin(_("Joining the register…"))
        self._operations.join_register(
            self.preview, self.file.path.name, self._failed, super().accept, self._end
        )

    def choose(self, row: str, building: str) -> None:
        """Decide an unclear row."""
        self._choices[row] = building
        self._again()

    def _lay_out(self) -> None:
        box, form = self._frame(), form_layout()
        form.addRow(_("Register"), self.file)
        for rule, combo in self.keys.items():
            combo.setAccessibleName(word(rule, JOIN_RULES))
            form.addRow(word(rule, JOIN_RULES), combo)
        box.addLayout(form)
        box.addWidget(self.replace)
        self.empty.setText(
            _(
                "Choose a table of energy certificates, boilers, surveys or a census. Its rows find their buildings "
                "by id, cadastral reference, address or place, tried in this order; nothing is taken before you "
                "have seen the match."
            )
        )
        box.addWidget(self.empty)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self.headline)
        line.addWidget(self.told, 1)
        box.addLayout(line)
        self._lay_out_tables()
        box.addWidget(self.tabs, 1)
        self.take = self._foot(box, _("Join"))
        self.save = QPushButton(_("Save the open rows…"))
        self.save.setAutoDefault(False)
        self.save.setToolTip(
            _("Two tables: rows that found no building, and unclear ones with their candidates")
        )
        self.save.clicked.connect(self._save)
        self.buttons.addButton(self.save, QDialogButtonBox.ButtonRole.ActionRole)

    def _lay_out_tables(self) -> None:
        for table, titles in (
            (
                self.columns,
                (_("Field of the plan"), _("Column of the register"), _("Buildings"), _("As read")),
            ),
            (self.unclear, (_("Row of the register"), _("Building that is meant"))),
        ):
            table.setHorizontalHeaderLabels(list(titles))
            table.verticalHeader().hide()
            table.setAlternatingRowColors(True)
            table.setColumnWidth(0, 240)
            table.setColumnWidth(1, 240)
            table.horizontalHeader().setStretchLastSection(True)
        self.columns.setAccessibleName(_("Columns that are taken"))
        self.unclear.setAccessibleName(_("Unclear rows"))
        for page, title in (
            (self.columns, _("Columns")), (self.unclear, _("Unclear")), (self.unmatched, _("Not found")),
        ):  # fmt: skip
            self.tabs.addTab(page, title)

    def _browse(self) -> None:
        kinds = f"{_('Tables and layers')} {KINDS}"
        path = ask.file_to_open(self, self._operations.settings, _("Register"), kinds)
        if path is not None:
            self.file.set(path)

    def _new_file(self) -> None:
        self.preview = None
        self._take, self._choices = {}, {}
        for box in self.keys.values():
            box.clear()
        if self.file.path is not None:
            before = {each.source: each for each in self._project().joins}
            self._look(before.get(self.file.path.name))
        self._allow()

    def _again(self) -> None:
        if self.preview is not None and not self._busy:
            self._look(self.join)

    def _key_chosen(self, _place: int) -> None:
        self._again()

    def _look(self, join: Join | None) -> None:
        """Match the rows without changing the plan."""
        project, path = self._project(), self.file.path

        def work(progress: object) -> JoinPreview:
            from app.project import Join as Plain
            from app.services.joining import JoinRequest, preview_join

            return preview_join(project, JoinRequest(path, join or Plain()), progress)  # type: ignore[arg-type]

        self._begin(_("Looking for the buildings…"))
        self._runner.run(Task(_("Looking for the buildings"), work, self._show, self._failed, self._end))

    def _show(self, preview: JoinPreview) -> None:
        self.preview = preview
        self._take = dict(preview.join.take)
        self._choices = dict(preview.join.choices)
        columns = [str(name) for name in preview.register.frame.columns if name != "geometry"]
        said = dict(preview.join.keys)
        for rule, box in self.keys.items():
            box.clear()
            box.addItem(_("(none)"), "")
            chosen = said.get(rule, "")
            for name in dict.fromkeys([*([chosen] if chosen else []), *columns]):
                box.addItem(name, name)
            box.setCurrentIndex(max(box.findData(chosen), 0))
        self.headline.setText(
            _("{share:.0%} of the rows found their building").format(share=preview.match.rate)
        )
        counts = [preview.count(status) for status in ("matched", "ambiguous", "unmatched")]
        text = _("{matched} found, {ambiguous} unclear, {unmatched} not found")
        numbers = [format_number(count) for count in counts]
        self.told.setText(text.format(matched=numbers[0], ambiguous=numbers[1], unmatched=numbers[2]))
        self._show_columns(preview, columns)
        self._show_unclear(preview)
        left = preview.names[preview.match.status == "unmatched"]
        self.unmatched.show_rows((_("Row of the register"),), [(str(name),) for name in left[:MOST_SHOWN]])
        self.tabs.setTabText(1, _("Unclear ({count})").format(count=numbers[1]))
        self.tabs.setTabText(2, _("Not found ({count})").format(count=numbers[2]))

    def _show_columns(self, preview: JoinPreview, columns: list[str]) -> None:
        from app.services.joining import JOINABLE

        self.columns.setRowCount(len(JOINABLE))
        for row, name in enumerate(JOINABLE):
            self.columns.setItem(row, 0, QTableWidgetItem(word(name, FIELD_NAMES)))
            box = QComboBox()
            box.setAccessibleName(word(name, FIELD_NAMES))
            box.addItem(_("(not taken)"), "")
            for column in columns:
                box.addItem(column, column)
            choice = self._take.get(name)
            box.setCurrentIndex(max(box.findData(choice.column), 0) if choice else 0)
            box.activated.connect(partial(self._column_chosen, name, box))
            self.columns.setCellWidget(row, 1, box)
            values = preview.values.get(name)
            known = values[(values.notna()) & (values.astype(str) != "")] if values is not None else []
            self.columns.setItem(row, 2, QTableWidgetItem(format_number(len(known)) if choice else "–"))
            shown = dict.fromkeys(str(each) for each in list(known)[:20])
            self.columns.setItem(row, 3, QTableWidgetItem(", ".join(list(shown)[:5])))

    def _show_unclear(self, preview: JoinPreview) -> None:
        project = self._project()
        ids, addresses = project.buildings.index, project.buildings["address"]
        rows = list(preview.match.candidates.items())[:MOST_SHOWN]
        self.unclear.setRowCount(len(rows))
        for place, (row, candidates) in enumerate(rows):
            name = str(preview.names[row])
            self.unclear.setItem(place, 0, QTableWidgetItem(name))
            box = QComboBox()
            box.setAccessibleName(name)
            box.addItem(_("(leave open)"), "")
            for each in candidates:
                box.addItem(f"{ids[each]}, {addresses.iloc[each]}", str(ids[each]))
            box.activated.connect(partial(self._unclear_chosen, name, box))
            self.unclear.setCellWidget(place, 1, box)

    def _column_chosen(self, name: str, box: QComboBox, _place: int) -> None:
        from gis.delivery import FieldChoice

        if box.currentData():
            self._take[name] = FieldChoice(box.currentData())
        else:
            self._take.pop(name, None)
        self._again()

    def _unclear_chosen(self, name: str, box: QComboBox, _place: int) -> None:
        if box.currentData():
            self.choose(name, box.currentData())

    def _save(self) -> None:
        from app.services.joining import lists_of

        start = self.file.path.parent if self.file.path is not None else Path.home()
        folder = ask.folder(self, _("Folder for the open rows"), start)
        if folder is None or self.preview is None:
            return
        for status, table in lists_of(self.preview, self._project()).items():
            table.to_csv(Path(folder) / f"{status}.csv", index=False, encoding="utf-8-sig")

    def _end(self) -> None:
        super()._end()
        if self.preview is not None:
            self._grow(HEIGHT_PX)

    def _failed(self, fault: Fault) -> None:
        super()._failed(fault)
        self._fit()

    def _allow(self) -> None:
        there = self.preview is not None
        for widget in (self.file, self.replace, *self.keys.values(), self.columns, self.unclear):
            widget.setEnabled(not self._busy)
        for widget in (self.tabs, self.headline, self.told, self.replace):
            widget.setVisible(there)
        self.empty.setVisible(not there)
        self.take.setEnabled(not self._busy and there)
        self.save.setEnabled(not self._busy and there)

    def _project(self) -> Project:
        assert self._operations.document.project is not None
        return self._operations.document.project
