"""The address of a web map: squares by level, column and row, or a layer of a WMS."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.errors import UserError
from app.paths import user_cache
from app.services.basemap import OSM, OSM_CREDIT, PLACES, Basemap, backdrop_of
from app.text.messages import sentence
from app.text.translate import _
from app.ui.dialogs.manual import helped
from app.ui.widgets.texts import muted


class WebMapDialog(QDialog):
    """Asks for address, layer and credit; nothing is asked on the network before it is accepted."""

    def __init__(self, parent: QWidget, take: Callable[[Basemap], object]) -> None:
        super().__init__(parent)
        self._take = take
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("web-map")
        helped(self, "map")
        self.setWindowTitle(_("Web map"))
        self.setMinimumWidth(560)
        self.address, self.layer, self.credit = QLineEdit(OSM), QLineEdit(), QLineEdit(OSM_CREDIT)
        self.fault = QLabel()
        self.fault.setProperty("rank", "fault")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.layer.setPlaceholderText(_("only for a WMS"))
        form = QFormLayout()
        for text, field in (
            (_("Address"), self.address),
            (_("Layer"), self.layer),
            (_("Credit on the map"), self.credit),
        ):
            form.addRow(text, field)
            field.setAccessibleName(text)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = buttons.addButton(_("Show"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.start.setProperty("primary", True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 18, 20, 16)
        box.setSpacing(12)
        box.addWidget(
            muted(
                _("Squares have {z}, {x} and {y} in their address; a WMS has a layer. ")
                + _("What you look at is then asked from that server: mind its terms of use.")
            )
        )
        box.addLayout(form)
        box.addWidget(self.fault)
        box.addWidget(buttons)

    def accept(self) -> None:
        """Show the map, unless the address is none."""
        chosen = Basemap(self.address.text().strip(), self.layer.text().strip(), self.credit.text().strip())
        try:
            if not chosen.online:
                raise UserError("backdrop_address", address=chosen.source, places=PLACES)
            backdrop_of(chosen, user_cache() / "basemap").close()
        except UserError as fault:
            self.fault.setText(sentence(fault.code, fault.details))
            self.fault.show()
            return
        self._take(chosen)
        super().accept()
