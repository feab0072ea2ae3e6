"""Layers of a map service (WFS)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.text.translate import _, mark
from app.ui.dialogs.fetching import FetchingDialog

if TYPE_CHECKING:
    from app.services.fetching import Fetched, Offer
    from app.ui.operations import Operations


class MapServiceDialog(FetchingDialog["Offer"]):
    """Asks a web feature service for its layers and fetches some."""

    titles = (mark("Layer"), mark("Name"), mark("Coordinate system"))

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        hint = _(
            "Give the address of a web feature service (WFS) of your cadastre, region or city, and list its layers. "
            "What you choose is fetched into a GeoPackage of yours, whole or not at all, and then loaded like any file."
        )
        super().__init__(parent, operations, "map-service", _("New plan from a map service"), hint)
        self.address.lineEdit().setPlaceholderText("https://…/wfs")

    @property
    def login(self) -> tuple[str, str] | None:
        """User and password, where a user is given."""
        user = self.user.text().strip()
        return (user, self.password.text()) if user else None

    def _remembered(self) -> Sequence[str]:
        return self._operations.settings.servers

    def _remember(self, address: str) -> None:
        self._operations.settings.add_server(address)

    def _row(self, offer: Offer) -> tuple[str, ...]:
        return offer.title, offer.name, offer.crs or "–"

    def _name(self, offer: Offer) -> str:
        return offer.name

    def _file_name(self, name: str) -> str:
        return name.rpartition(":")[2]

    def _list(self, address: str, done: Callable[[tuple[Offer, ...]], None]) -> None:
        self._operations.layers_of_service(address, self.login, done, self._failed, self._end)

    def _fetch(self, target: Path, done: Callable[[tuple[Fetched, ...]], None]) -> None:
        from app.services.fetching import WfsRequest

        request = WfsRequest(self._asked, self.chosen, *self.around, self.login)
        self._operations.fetch_layers(request, target, done, self._failed, self._end)
