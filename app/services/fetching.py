"""Fetch layers from servers: each becomes a file of the user's, which is imported like any other."""

from pathlib import Path

from app.errors import UserError
from gis.remote.asking import Login
from gis.remote.postgis import PostgisRequest, Table, fetch_postgis, tables
from gis.remote.storing import Fetched
from gis.remote.wfs import Offer, WfsRequest, fetch_wfs, offers
from retrofit.progress import Progress, silent

__all__ = [
    "Fetched",
    "Offer",
    "PostgisRequest",
    "Table",
    "WfsRequest",
    "fetch_layers",
    "fetch_tables",
    "layers_of_service",
    "tables_of_database",
]


def layers_of_service(
    address: str, login: Login | None = None, progress: Progress = silent
) -> tuple[Offer, ...]:
    """Layers of a web feature service, by title.

    Raises
    ------
    SourceError
        If there is no such service.
    """
    return tuple(sorted(offers(address, login, progress), key=lambda each: each.title.casefold()))


def fetch_layers(
    request: WfsRequest, target: Path, progress: Progress = silent, *, overwrite: bool = False
) -> tuple[Fetched, ...]:
    """Fetch layers of a web feature service into a GeoPackage, all of them whole or nothing at all.

    Raises
    ------
    UserError
        If the file is already there and may not be replaced.
    SourceError
        As `gis.remote.wfs.fetch_wfs`.
    """
    if target.exists() and not overwrite:
        raise UserError("export_exists", path=target)
    return fetch_wfs(request, target, progress)


def tables_of_database(request: PostgisRequest, progress: Progress = silent) -> tuple[Table, ...]:
    """Tables of a PostGIS database that have shapes and may be read.

    Raises
    ------
    SourceError
        If there is no such database, or psycopg is absent.
    """
    return tables(request, progress)


def fetch_tables(
    request: PostgisRequest, target: Path, progress: Progress = silent, *, overwrite: bool = False
) -> tuple[Fetched, ...]:
    """Fetch tables of a PostGIS database into a GeoPackage, all of them whole or nothing at all.

    Raises
    ------
    UserError
        If the file is already there and may not be replaced.
    SourceError
        As `gis.remote.postgis.fetch_postgis`.
    """
    if target.exists() and not overwrite:
        raise UserError("export_exists", path=target)
    return fetch_postgis(request, target, progress)
