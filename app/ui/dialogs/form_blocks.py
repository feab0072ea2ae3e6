"""Form the blocks anew: which way, perhaps by an own layer, and whether those drawn by hand stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from app.text.labels import BLOCK_WAYS, word
from app.text.numbers import format_number
from app.text.translate import _
from app.ui.dialogs import ask
from app.ui.dialogs.file_row import FileRow
from app.ui.dialogs.working import WorkingDialog, form_layout
from app.ui.widgets.texts import muted

if TYPE_CHECKING:
    from app.services.blocking import BlockRequest
    from app.ui.operations import Operations

KINDS = "(*.gpkg *.shp *.geojson *.json *.gml *.fgb *.kml *.zip)"


class FormBlocksDialog(WorkingDialog):
    """One choice and an optional file; one change that can be undone."""

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        from gis.blocks import WAYS

        super().__init__(parent, operations, "form-blocks", _("Form blocks anew"))
        project = operations.document.project
        assert project is not None
        self.way, self.keep = (
            QComboBox(),
            QCheckBox(_("Blocks drawn, cut or merged by hand stay as they are")),
        )
        self.file = FileRow(_("Own blocks"), _("Optional: a layer of polygons, whose blocks come first"))
        for each in WAYS:
            if each != "streets" or len(project.streets):
                self.way.addItem(word(each, BLOCK_WAYS), each)
        self.way.setAccessibleName(_("Blocks are formed by"))
        self.keep.setChecked(True)
        self.setMinimumWidth(620)
        box, form = self._frame(), form_layout()
        form.addRow(_("Formed by"), self.way)
        form.addRow(_("Own blocks"), self.file)
        form.addRow("", self.keep)
        box.addLayout(form)
        said = muted()
        said.setText(
            _(
                "The plan has {count} blocks. Packages stay with their buildings; notes on blocks that go are kept."
            ).format(count=format_number(len(project.blocks)))
        )
        box.addWidget(said)
        self.start = self._foot(box, _("Form blocks"))
        self.file.browse_wanted.connect(self._browse)

    @property
    def request(self) -> BlockRequest:
        """What was chosen."""
        from app.services.blocking import BlockRequest

        return BlockRequest(
            self.way.currentData(), self.file.path, self.file.layer, "", self.keep.isChecked()
        )

    def accept(self) -> None:
        """Form them; the dialog closes when it went well."""
        if not self._busy:
            self._begin(_("Forming blocks…"))
            self._operations.form_blocks(self.request, self._failed, super().accept, self._end)

    def _browse(self) -> None:
        path = ask.file_to_open(
            self, self._operations.settings, _("Own blocks"), f"{_('Map layers')} {KINDS}"
        )
        if path is not None:
            self.file.set(path)

    def _allow(self) -> None:
        for widget in (self.way, self.file, self.keep):
            widget.setEnabled(not self._busy)
        self.start.setEnabled(not self._busy)
