"""Papers of the plan: which one, of what, from whom, and where to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from app.project import Project
from app.services.mapping import DEFAULT_THEME
from app.services.papers.layout import PAPERS, Layout
from app.services.papers.requests import KINDS, OF_LEVEL, WITH_LOAN, WITH_TEXT, PaperRequest, command_of
from app.services.papers.sender import Sender
from app.text.translate import _, mark, ngettext
from app.ui.dialogs import ask
from app.ui.dialogs.export_dialog import _path
from app.ui.dialogs.working import WorkingDialog, form_layout
from app.ui.tasks import Fault
from app.ui.widgets.texts import muted, show
from retrofit.money.owners import Loan
from retrofit.stock.fields import Level

if TYPE_CHECKING:
    from app.ui.operations import Operations

ABOUT: Final = {
    "report": mark("Situation, data, method, energy, scenarios, plan, money, CO2, law, certainty and sources, with maps and charts."),
    "summary": mark("The plan in figures with one map."),
    "passport": mark("Two pages and a JSON file a building: what is done in which order, cost, energy, class and comfort after each stage."),
    "board": mark("Two pages an association: three options in plain words and one decision to vote on."),
    "poster": mark("An A3 page a block for its people: before, after, what it costs me. No figure of a single building."),
    "atlas": mark("An overview and a page for every block."),
    "map": mark("The map as it is coloured now, with legend, scale bar, north arrow and sources."),
}  # fmt: skip
PICTURES: Final = "PNG, JPEG, SVG (*.png *.jpg *.jpeg *.svg)"


class PapersDialog(WorkingDialog):
    """Asks for a paper and what belongs to it; says where it lies."""

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        super().__init__(parent, operations, "papers", _("Papers of the plan"))
        settings, project = operations.settings, self._project
        self.kind, self.about = QComboBox(), muted()
        self.scope, self.text = QComboBox(), QCheckBox(_("As a text document to be edited (DOCX)"))
        self.author, self.logo = QLineEdit(settings.word("author")), QLineEdit(settings.word("logo"))
        self.templates = QLineEdit(settings.word("templates"))
        start = settings.folder("export")
        self.folder = QLineEdit(str(start / ask.file_name(f"{project.name} papers")))
        self.years, self.interest, self.grant = QSpinBox(), QDoubleSpinBox(), QDoubleSpinBox()
        self.paper, self.upright, self.scale = QComboBox(), QCheckBox(_("On its short side")), QSpinBox()
        self.written, self.lacking = QLabel(), muted()
        self._fill()
        self._lay_out()
        self.kind.setCurrentIndex(max(self.kind.findData(settings.word("paper")), 0))
        self._show_kind()

    @property
    def _project(self) -> Project:
        project = self._operations.document.project
        assert project is not None
        return project

    @property
    def request(self) -> PaperRequest:
        """What is asked for."""
        kind = str(self.kind.currentData())
        theme = self._operations.document.theme or DEFAULT_THEME
        logo, templates = self.logo.text().strip(), self.templates.text().strip()
        return PaperRequest(
            kind,
            _path(self.folder.text()) or Path(),
            Sender(
                self.author.text().strip(),
                Path(logo) if logo else None,
                Path(templates) if templates else None,
            ),
            rows=self._chosen(kind) if self.scope.currentIndex() > 0 else (),
            text=self.text.isChecked() and kind in WITH_TEXT,
            loan=Loan(self.years.value(), self.interest.value() / 100, self.grant.value() / 100),
            layout=Layout(str(self.paper.currentData()), self.upright.isChecked(), self.scale.value()),
            theme=theme,
        )

    def accept(self) -> None:
        """Write the papers."""
        if not self._busy and self.start.isEnabled():
            self._write(overwrite=False)

    def _fill(self) -> None:
        for code, name in KINDS.items():
            self.kind.addItem(_(name), code)
        for page in PAPERS:
            self.paper.addItem(page.upper(), page)
        self.paper.setCurrentIndex(1)
        self.years.setRange(1, 60)
        self.years.setSuffix(" a")
        self.years.setValue(Loan().years)
        for spin, most, value in ((self.interest, 30.0, 4.0), (self.grant, 100.0, 0.0)):
            spin.setRange(0.0, most)
            spin.setDecimals(1)
            spin.setSuffix(" %")
            spin.setValue(value)
        self.scale.setRange(0, 1_000_000)
        self.scale.setSingleStep(500)
        self.scale.setPrefix("1 : ")
        self.scale.setSpecialValueText(_("Whole district"))

    def _lay_out(self) -> None:
        self.setMinimumWidth(620)
        box, self.form, first = self._frame(), form_layout(), form_layout()
        first.addRow(_("Paper"), self.kind)
        box.addLayout(first)
        box.addWidget(self.about)
        self.form.addRow(_("Of"), self.scope)
        self.form.addRow("", self.text)
        self.form.addRow(_("Years of the loan"), self.years)
        self.form.addRow(_("Interest a year"), self.interest)
        self.form.addRow(_("Grant"), self.grant)
        self.form.addRow(_("Size"), self.paper)
        self.form.addRow("", self.upright)
        self.form.addRow(_("Scale"), self.scale)
        self.form.addRow(_("Sender"), self.author)
        self.form.addRow(_("Logo"), self._with_button(self.logo, _("Choose…"), self._choose_logo))
        self.form.addRow(_("Own templates"), self._with_button(self.templates, _("Choose…"), self._choose_templates))  # fmt: skip
        self.form.addRow(_("Folder"), self._with_button(self.folder, _("Choose…"), self._choose_folder))
        self.author.setPlaceholderText(_("Office or association that sends the paper"))
        self.logo.setPlaceholderText(_("None"))
        self.templates.setPlaceholderText(_("Those of the program"))
        self.grant.setToolTip(_("Share of the cost that nobody pays back"))
        self.interest.setToolTip(_("An assumption until the bank has said its word"))
        box.addLayout(self.form)
        self.written.setWordWrap(True)
        self.written.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self.lacking, self.written):
            box.addWidget(label)
            label.hide()
        self.start = self._foot(box, _("Write"))
        self.copy = self.buttons.addButton(_("Copy as command"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.setToolTip(_("The call of kvarter-cli that writes the same"))
        self.show_folder = self.buttons.addButton(_("Open folder"), QDialogButtonBox.ButtonRole.ActionRole)
        self.show_folder.hide()
        self.kind.currentIndexChanged.connect(self._show_kind)
        self.folder.textChanged.connect(self._edited)
        self.scope.currentIndexChanged.connect(self._edited)
        self.copy.clicked.connect(self._copy_command)
        self.show_folder.clicked.connect(self._open_folder)

    def _with_button(self, field: QLineEdit, word: str, then: object) -> QHBoxLayout:
        line, button = QHBoxLayout(), QPushButton(word)
        line.addWidget(field, 1)
        line.addWidget(button)
        button.clicked.connect(then)
        return line

    def _show_kind(self, _index: int = 0) -> None:
        """Show what belongs to the chosen paper."""
        kind = str(self.kind.currentData())
        self.about.setText(_(ABOUT[kind]))
        rows = {
            self.scope: kind in OF_LEVEL,
            self.text: kind in WITH_TEXT,
            **dict.fromkeys((self.years, self.interest, self.grant), kind in WITH_LOAN),
            **dict.fromkeys((self.paper, self.upright, self.scale), kind == "map"),
        }
        for widget, visible in rows.items():
            self.form.setRowVisible(widget, visible)
        self._fill_scope(kind)
        self._edited()
        self._fit()

    def _fill_scope(self, kind: str) -> None:
        self.scope.clear()
        if kind not in OF_LEVEL:
            return
        chosen = len(self._chosen(kind))
        every, some = {
            "passport": (_("All heated buildings"), ngettext("The selected building", "The {count} selected buildings", chosen)),
            "board": (_("All owners and associations"), ngettext("The selected one", "The {count} selected ones", chosen)),
            "poster": (_("All blocks"), ngettext("The selected block", "The {count} selected blocks", chosen)),
        }[kind]  # fmt: skip
        self.scope.addItem(every)
        if chosen:
            self.scope.addItem(some.format(count=chosen))
            self.scope.setCurrentIndex(1)

    def _chosen(self, kind: str) -> tuple[int, ...]:
        """Rows of what the paper is of, from the selection of the map."""
        import numpy as np

        from app import bridge

        if kind not in OF_LEVEL:
            return ()
        selection, project, level = self._operations.document.selection, self._project, OF_LEVEL[kind]
        if not selection.rows:
            return ()
        if selection.level is level:
            return selection.rows
        rows = np.asarray(selection.rows, dtype=np.int64)
        if selection.level is not Level.BUILDING:
            rows = np.flatnonzero(np.isin(bridge.groups_of(project, selection.level), rows))
        if level is Level.BUILDING:
            return tuple(rows.tolist())
        groups = np.unique(bridge.groups_of(project, level)[rows])
        return tuple(groups[groups >= 0].tolist())

    def _choose_logo(self) -> None:
        chosen = ask.file_to_open(self, self._operations.settings, _("Logo"), PICTURES)
        if chosen is not None:
            self.logo.setText(str(chosen))

    def _choose_templates(self) -> None:
        chosen = ask.folder(self, _("Folder of own templates"), self._operations.settings.folder("export"))
        if chosen is not None:
            self.templates.setText(str(chosen))

    def _choose_folder(self) -> None:
        chosen = ask.folder(self, _("Folder for the papers"), self._operations.settings.folder("export"))
        if chosen is not None:
            self.folder.setText(str(chosen))

    def _copy_command(self) -> None:
        saved = self._operations.document.path
        QGuiApplication.clipboard().setText(command_of(self._project, self.request, saved))
        self._operations.noted.emit(_("The command is on the clipboard"))

    def _write(self, *, overwrite: bool) -> None:
        self.written.hide()
        self._begin(_("Writing papers…"))
        request = replace(self.request, overwrite=overwrite)
        settings = self._operations.settings
        for name, value in (
            ("paper", request.kind), ("author", self.author.text().strip()), ("logo", self.logo.text().strip()), ("templates", self.templates.text().strip()),
        ):  # fmt: skip
            settings.set_word(name, value)
        self._operations.write_papers(request, self._done, self._failed, self._end)

    def _done(self, files: dict[str, Path]) -> None:
        folder = self.request.folder
        self._operations.settings.set_folder("export", folder.parent)
        names = ", ".join(path.name for path in list(files.values())[:6] if path != folder)
        count = len(list(folder.iterdir()))
        said = names or ngettext("{count} file", "{count} files", count).format(count=count)
        self.written.setText(_("Written to {folder}:\n{names}").format(folder=folder, names=said))
        self.written.show()
        self.show_folder.show()
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Close"))

    def _failed(self, fault: Fault) -> None:
        if fault.code != "export_exists":
            super()._failed(fault)
            return
        ask.confirm(
            self,
            _("There are papers of the same names in this folder."),
            _("They are replaced by the papers of this plan. Other files stay."),
            _("Replace"),
            lambda: self._write(overwrite=True),
        )

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.request.folder)))

    def _edited(self, _what: object = None) -> None:
        self.fault.hide()
        self._allow()

    def _allow(self) -> None:
        kind = str(self.kind.currentData())
        lacking = "" if _path(self.folder.text()) else _("Give the whole path of the folder for the papers.")
        if kind == "board" and not len(self._project.associations):
            lacking = _("The plan has no owners or associations yet: Edit > Owners and associations.")
        if kind in ("board", "passport") and self._project.privacy.on:
            lacking = _("The privacy switch is on, and these papers tell of single buildings (File > For the public).")  # fmt: skip
        self.lacking.setText(lacking)
        show(self.lacking, visible=bool(lacking))
        self.start.setEnabled(not self._busy and not lacking)
        self.copy.setEnabled(not lacking)
