"""Tables of a PostGIS database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.text.numbers import format_number
from app.text.translate import _, mark
from app.ui.dialogs.fetching import FetchingDialog

if TYPE_CHECKING:
    from app.services.fetching import Fetched, PostgisRequest, Table
    from app.ui.operations import Operations


class DatabaseDialog(FetchingDialog["Table"]):
    """Asks a database for its tables with shapes and fetches some."""

    titles = (mark("Table"), mark("Shapes"), mark("Coordinate system"), mark("Rows, about"))

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        hint = _(
            "Give the place of a PostGIS database and list its tables. What you choose is only read: it is fetched into "
            "a GeoPackage of yours, whole or not at all, and then loaded like any file."
        )
        super().__init__(parent, operations, "database", _("New plan from a PostGIS database"), hint)
        self.address.lineEdit().setPlaceholderText(_("postgresql://host:5432/database, or service=name"))
        self.user.setPlaceholderText(_("where the address names none"))
        self.list_layers.setText(_("List tables"))

    def _request(self, address: str) -> PostgisRequest:
        from app.services.fetching import PostgisRequest

        box, crs = self.around
        return PostgisRequest(
            address,
            self.chosen,
            box,
            crs,
            user=self.user.text().strip(),
            password=self.password.text(),
        )

    def _remembered(self) -> Sequence[str]:
        return self._operations.settings.databases

    def _remember(self, address: str) -> None:
        self._operations.settings.add_database(address)

    def _row(self, offer: Table) -> tuple[str, ...]:
        return offer.title, offer.kind, offer.crs or "–", format_number(offer.rows) if offer.rows else "–"

    def _name(self, offer: Table) -> str:
        return offer.title

    def _file_name(self, name: str) -> str:
        return name.split(".")[1]

    def _list(self, address: str, done: Callable[[tuple[Table, ...]], None]) -> None:
        self._operations.tables_of_database(self._request(address), done, self._failed, self._end)

    def _fetch(self, target: Path, done: Callable[[tuple[Fetched, ...]], None]) -> None:
        self._operations.fetch_tables(self._request(self._asked), target, done, self._failed, self._end)
