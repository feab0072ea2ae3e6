"""Tables of a PostGIS database: which there are, and some of them as a GeoPackage. Needs the extra ``postgis``."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError as UnknownCrs

from gis.beside import beside
from gis.crs import short_name
from gis.errors import LayerError, SourceError
from gis.geopackage import write_geopackage
from gis.remote.storing import TAKEN, Fetched, free_name, layer_name, storable

EXTRA: Final = "postgis"
PACKAGE: Final = "psycopg"
CONNECT_S: Final = 15
"""Longest wait for the server's first answer [s]."""
SILENCE_S: Final = 600
"""Longest time for one statement [s]."""
CHUNK: Final = 5000
"""Rows fetched at a time."""
MOST: Final = 2_000_000
MOST_NAMED: Final = 30
SHAPES: Final = ("geometry", "geography")
NOT_TAKEN: Final = (*SHAPES, "raster", "bytea", "box2d", "box3d")
"""Types of columns that a layer of a map does not carry."""

Box = tuple[float, float, float, float]
Progress = Callable[[float, str], None]

_TABLES: Final = """
SELECT g.f_table_schema, g.f_table_name, g.f_geometry_column, g.type, g.srid, greatest(c.reltuples, 0)::bigint
FROM (
    SELECT f_table_schema, f_table_name, f_geometry_column, type::text, srid FROM {home}.geometry_columns
    UNION ALL
    SELECT f_table_schema, f_table_name, f_geography_column, type::text, srid FROM {home}.geography_columns
) g
JOIN pg_namespace n ON n.nspname = g.f_table_schema
JOIN pg_class c ON c.relname = g.f_table_name AND c.relnamespace = n.oid
WHERE has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
ORDER BY 1, 2, 3
"""
_COLUMNS: Final = """
SELECT a.attname, t.typname FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
WHERE a.attrelid = to_regclass(%s) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""
_HOME: Final = """
SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relname = 'geometry_columns' AND c.relkind IN ('v', 'r') ORDER BY n.nspname = 'public' DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Table:
    """A column of shapes in a table or view."""

    schema: str
    name: str
    column: str
    kind: str
    """MULTIPOLYGON, POINT, GEOMETRY …"""
    crs: str
    """``EPSG:25830``; "" where the database does not say."""
    srid: int
    """Number of that system in the database."""
    rows: int
    """As the database estimates; 0 for views and what was never analysed."""

    @property
    def title(self) -> str:
        """What it is asked for by."""
        return f"{self.schema}.{self.name}.{self.column}"


@dataclass(frozen=True, slots=True)
class PostgisRequest:
    """Tables of a database, perhaps of a part of the world only."""

    connection: str
    """``postgresql://user@host:5432/name``, or ``host=… dbname=…``, or ``service=…``."""
    tables: tuple[str, ...] = ()
    """``schema.table.column``, or ``schema.table`` or ``table`` where that is clear."""
    bbox: Box | None = None
    """xmin, ymin, xmax, ymax."""
    bbox_crs: str = ""
    """System of the box; "" is that of each table."""
    user: str = ""
    """Where the connection names none."""
    password: str = field(default="", repr=False)
    """Kept nowhere; "" leaves it to the connection, the password file or the environment."""
    most: int = MOST
    """Rows of each table."""


def tables(request: PostgisRequest, progress: Progress | None = None) -> tuple[Table, ...]:
    """Tables of a database that have shapes and may be read.

    Raises
    ------
    SourceError
        If psycopg is absent, the database cannot be reached or has no PostGIS.
    """
    found: tuple[Table, ...] = _Session(request, progress or _silent).run(_listed)
    return found


def fetch_postgis(
    request: PostgisRequest, target: Path, progress: Progress | None = None
) -> tuple[Fetched, ...]:
    """Fetch tables into a GeoPackage, all of them whole or nothing at all.

    Parameters
    ----------
    request : PostgisRequest
    target : Path
        Replaced in one step when everything has arrived.
    progress : callable, optional
        May raise to stop; nothing is written then.

    Raises
    ------
    SourceError
        As `tables`, or if the database refuses.
    LayerError
        If there is no such table, or nothing in it.
    WriteError
        If the target cannot be written.
    """
    session = _Session(request, progress or _silent)
    frames: dict[str, gpd.GeoDataFrame] = {}
    got: list[Fetched] = []
    for table, frame, left_out in session.run(lambda connection: _fetched(connection, session)):
        name = free_name(layer_name(table.name), {*TAKEN, *frames})
        frames[name] = storable(frame)
        got.append(Fetched(name, len(frame), None, left_out))
    write_geopackage(target, frames)
    return tuple(got)


class _Session:
    """A connection that is used in a thread, cancelled at once, and only reads."""

    def __init__(self, request: PostgisRequest, tell: Progress) -> None:
        self.request, self.tell = request, tell
        self.done, self.what = 0.0, "asking"
        self.connection: Any = None
        self.stopped = False
        if find_spec(PACKAGE) is None:
            raise SourceError("database_extra_missing", package=PACKAGE, extra=EXTRA)
        self.psycopg: Any = import_module(PACKAGE)

    def run(self, work: Callable[[Any], Any]) -> Any:
        """Do some work with a connection, its faults as ours."""
        return beside(lambda: self._connected(work), lambda: self.tell(self.done, self.what), self._stop)

    def _connected(self, work: Callable[[Any], Any]) -> Any:
        values: dict[str, Any] = {
            "application_name": "Kvarter",
            "options": f"-c statement_timeout={SILENCE_S}s",
        }
        own = {"user": self.request.user, "password": self.request.password}
        values |= {name: value for name, value in own.items() if value}
        try:
            told = self.psycopg.conninfo.conninfo_to_dict(self.request.connection)
            values.setdefault("connect_timeout", told.get("connect_timeout", CONNECT_S))
            with self.psycopg.connect(self.request.connection, **values) as connection:
                self.connection = connection
                connection.read_only = True
                return None if self.stopped else work(connection)
        except self.psycopg.Error as fault:
            raise self._fault(fault) from fault

    def _fault(self, fault: Any) -> SourceError:
        state = str(getattr(fault, "sqlstate", None) or "")
        # a refusal while the connection is made carries no state of its own
        said = " ".join(str(fault).split())[:300] or type(fault).__name__
        login = state in ("28P01", "28000") or "password" in said or "authentication" in said
        code = "database_login" if login else "database_rights" if state == "42501" else "database_fault"
        return SourceError(code, reason=said)

    def _stop(self) -> None:
        self.stopped = True
        if self.connection is not None:
            self.connection.cancel_safe(timeout=2.0)


def _listed(connection: Any) -> tuple[Table, ...]:
    psycopg = import_module(PACKAGE)
    home = connection.execute(_HOME).fetchone()
    if home is None:
        raise SourceError("database_without_postgis")
    # the functions of PostGIS may live in a schema of their own
    connection.execute(
        "SELECT set_config('search_path', current_setting('search_path') || ', ' || quote_ident(%s), true)",
        home,
    )
    sql = psycopg.sql.SQL(_TABLES).format(home=psycopg.sql.Identifier(home[0]))
    return tuple(
        Table(schema, name, column, kind, _system(connection, home[0], srid), srid, int(rows))
        for schema, name, column, kind, srid, rows in connection.execute(sql).fetchall()
    )


def _system(connection: Any, home: str, srid: int) -> str:
    """The reference system of a number: mostly that of the EPSG, else by its text."""
    if srid <= 0:
        return ""
    sql = import_module(PACKAGE).sql
    found = connection.execute(
        sql.SQL("SELECT auth_name, auth_srid, srtext FROM {}.spatial_ref_sys WHERE srid = %s").format(
            sql.Identifier(home)
        ),
        (srid,),
    ).fetchone()
    tries = (f"{found[0]}:{found[1]}", found[2]) if found else (f"EPSG:{srid}",)
    for text in tries:
        try:
            return short_name(CRS(text))
        except UnknownCrs:
            continue
    return ""


def _fetched(connection: Any, session: _Session) -> list[tuple[Table, gpd.GeoDataFrame, tuple[str, ...]]]:
    request = session.request
    known = _listed(connection)
    wanted = [_named(each, known) for each in request.tables]
    session.what = "fetching"
    found = []
    for number, table in enumerate(wanted):
        if not table.crs:
            raise SourceError("database_no_crs", table=table.title)
        share = (number / len(wanted), 1 / len(wanted))
        found.append((table, *_rows(connection, session, table, share)))
    return found


def _named(word: str, known: tuple[Table, ...]) -> Table:
    """The table that a word means.

    Raises
    ------
    LayerError
        If none is meant, or several may be.
    """
    meant = [
        each
        for each in known
        if word in (each.title, f"{each.schema}.{each.name}", f"{each.name}.{each.column}", each.name)
    ]
    if len(meant) != 1:
        said = ", ".join(each.title for each in (meant or known)[:MOST_NAMED])
        raise LayerError("layer_missing", source="PostGIS", layer=word, layers=said or "-")
    return meant[0]


def _rows(
    connection: Any, session: _Session, table: Table, share: tuple[float, float]
) -> tuple[gpd.GeoDataFrame, tuple[str, ...]]:
    """All rows of a table, shape (F,), and the columns that were left out."""
    sql = import_module(PACKAGE).sql
    where = sql.Identifier(table.schema, table.name)
    columns = connection.execute(_COLUMNS, (where.as_string(connection),)).fetchall()
    names = [name for name, kind in columns if kind not in NOT_TAKEN]
    left_out = tuple(name for name, kind in columns if kind in NOT_TAKEN and name != table.column)
    shape = sql.Identifier(table.column)
    query = sql.SQL("SELECT {columns} FROM {table}").format(
        columns=sql.SQL(", ").join(
            [sql.SQL("ST_AsBinary(ST_CurveToLine(ST_Force2D({}::geometry)))").format(shape)]
            + [sql.Identifier(name) for name in names]
        ),
        table=where,
    )
    values: list[Any] = []
    box = _box(session.request, table)
    if box is not None:
        query += sql.SQL(" WHERE {}::geometry && ST_MakeEnvelope(%s, %s, %s, %s, %s)").format(shape)
        values += [*box, table.srid]
    query += sql.SQL(" LIMIT %s")
    values.append(session.request.most)
    rows: list[tuple[Any, ...]] = []
    with connection.cursor(name="kvarter") as cursor:
        cursor.execute(query, values)
        while chunk := cursor.fetchmany(CHUNK):
            rows += chunk
            expected = max(min(table.rows, session.request.most), len(rows) + CHUNK)
            session.done = share[0] + share[1] * min(0.95, len(rows) / expected)
            if session.stopped:
                break
    if not rows:
        raise LayerError(
            "layer_empty" if box is None else "server_nothing_there", source="PostGIS", layer=table.title
        )
    shapes = shapely.from_wkb([row[0] for row in rows], on_invalid="ignore")
    cells = {name: pd.Series([row[place] for row in rows]) for place, name in enumerate(names, 1)}
    return gpd.GeoDataFrame(cells, geometry=shapes, crs=table.crs), left_out


def _box(request: PostgisRequest, table: Table) -> Box | None:
    if request.bbox is None or not request.bbox_crs:
        return request.bbox
    reckon = Transformer.from_crs(request.bbox_crs, table.crs, always_xy=True)
    xmin, ymin, xmax, ymax = reckon.transform_bounds(*request.bbox)
    return float(xmin), float(ymin), float(xmax), float(ymax)


def _silent(_fraction: float, _what: str) -> None:
    """Ignore progress."""
