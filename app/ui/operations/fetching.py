"""Verbs of data on servers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.text.translate import _
from app.ui.operations.base import Failed, Then, Verbs
from app.ui.tasks import Task

if TYPE_CHECKING:
    from app.services.fetching import Fetched, Offer, PostgisRequest, Table, WfsRequest
    from retrofit.progress import Progress

    Login = tuple[str, str]


class Fetching(Verbs):
    """Ask a server what it has, fetch it into a file."""

    def ask_service(self) -> None:
        """Let the user name a map service and choose layers of it."""
        from app.ui.dialogs.map_service import MapServiceDialog

        MapServiceDialog(self._window, self).open()  # type: ignore[arg-type]

    def ask_database(self) -> None:
        """Let the user name a PostGIS database and choose tables of it."""
        from app.ui.dialogs.database import DatabaseDialog

        DatabaseDialog(self._window, self).open()  # type: ignore[arg-type]

    def layers_of_service(
        self,
        address: str,
        login: Login | None,
        done: Callable[[tuple[Offer, ...]], None],
        failed: Failed | None = None,
        ended: Then | None = None,
    ) -> None:
        """Ask a service for its layers; the plan is not changed."""

        def work(progress: Progress) -> tuple[Offer, ...]:
            from app.services.fetching import layers_of_service

            return layers_of_service(address, login, progress)

        self.runner.run(Task(_("Asking the server"), work, done, failed, ended))

    def fetch_layers(
        self,
        request: WfsRequest,
        target: Path,
        done: Callable[[tuple[Fetched, ...]], None],
        failed: Failed | None = None,
        ended: Then | None = None,
    ) -> None:
        """Fetch layers into a file that the user agreed to replace; the plan is not changed."""

        def work(progress: Progress) -> tuple[Fetched, ...]:
            from app.services.fetching import fetch_layers

            return fetch_layers(request, target, progress, overwrite=True)

        self.runner.run(Task(_("Fetching layers"), work, done, failed, ended))

    def tables_of_database(
        self,
        request: PostgisRequest,
        done: Callable[[tuple[Table, ...]], None],
        failed: Failed | None = None,
        ended: Then | None = None,
    ) -> None:
        """Ask a database for its tables; the plan is not changed."""

        def work(progress: Progress) -> tuple[Table, ...]:
            from app.services.fetching import tables_of_database

            return tables_of_database(request, progress)

        self.runner.run(Task(_("Asking the server"), work, done, failed, ended))

    def fetch_tables(
        self,
        request: PostgisRequest,
        target: Path,
        done: Callable[[tuple[Fetched, ...]], None],
        failed: Failed | None = None,
        ended: Then | None = None,
    ) -> None:
        """Fetch tables into a file that the user agreed to replace; the plan is not changed."""

        def work(progress: Progress) -> tuple[Fetched, ...]:
            from app.services.fetching import fetch_tables

            return fetch_tables(request, target, progress, overwrite=True)

        self.runner.run(Task(_("Fetching layers"), work, done, failed, ended))
