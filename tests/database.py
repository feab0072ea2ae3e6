"""A PostgreSQL server with PostGIS of its own on this machine, for tests; none where its programs are absent."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

PLACES: Final = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
USER: Final = "kvarter"
UNPRIVILEGED: Final = ("postgres", "nobody")
"""The server refuses to run as root."""


def program(name: str) -> Path | None:
    """A program of PostgreSQL, the newest one; None where there is none."""
    found = [path for place in PLACES for path in Path("/").glob(f"{place[1:]}/{name}")]
    on_path = shutil.which(name)
    return max(found, default=Path(on_path) if on_path else None)


def lacking() -> str:
    """Why there can be no server; "" where there can."""
    if os.name != "posix":
        return "a server of its own is only started on Linux and macOS"
    if program("initdb") is None or program("postgres") is None:
        return "PostgreSQL is not installed"
    if os.geteuid() == 0 and (_somebody() is None or shutil.which("setpriv") is None):
        return "PostgreSQL does not run as root, and nobody else can be found"
    return ""


@contextmanager
def server() -> Iterator[str]:
    """The connection text of a fresh server, until the end of the block."""
    folder = Path(tempfile.mkdtemp(prefix="kvarter-pg-"))
    somebody = _somebody() if os.geteuid() == 0 else None
    before: list[str] = []
    if somebody is not None:
        os.chown(folder, *somebody)
        uid, gid = somebody
        before = ["setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups"]
    port = _free_port()
    data = folder / "data"
    try:
        subprocess.run(
            [*before, program("initdb"), "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
            check=True, capture_output=True, cwd="/",
        )  # fmt: skip
        rules = data / "pg_hba.conf"
        rules.write_text(
            "host all guest 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n", encoding="utf-8"
        )
        running = subprocess.Popen(
            [*before, program("postgres"), "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder,
             "-c", "fsync=off", "-c", "max_connections=20"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/",
        )  # fmt: skip
        try:
            yield f"postgresql://{USER}@127.0.0.1:{port}/postgres"
        finally:
            running.terminate()
            running.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _somebody() -> tuple[int, int] | None:
    import pwd

    for name in UNPRIVILEGED:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    return None


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


TOWN: Final = '''
CREATE EXTENSION postgis;
CREATE SCHEMA town;
CREATE TABLE town.buildings (
    gid serial PRIMARY KEY, name text, levels integer, area numeric(10, 2), built date, listed boolean,
    tags jsonb, rooms integer[], picture bytea, middle geometry(Point, 25830), geom geometry(MultiPolygon, 25830)
);
INSERT INTO town.buildings (name, levels, area, built, listed, tags, rooms, picture, middle, geom)
SELECT 'Õie ' || n, CASE WHEN n > 1 THEN n END, n + 0.25, DATE '1950-01-01' + n, n % 2 = 0,
    jsonb_build_object('n', n), ARRAY[n, n + 1], '\\x00ff', ST_SetSRID(ST_MakePoint(540005 + 20 * n, 4740005), 25830),
    ST_Multi(ST_MakeEnvelope(540000 + 20 * n, 4740000, 540010 + 20 * n, 4740010, 25830))
FROM generate_series(1, 12) AS n;
INSERT INTO town.buildings (name, geom) VALUES ('nowhere', NULL);
CREATE VIEW town.tall AS SELECT gid, name, geom FROM town.buildings WHERE levels > 6;
CREATE TABLE town.round (id integer, geom geometry(CurvePolygon, 25830));
INSERT INTO town.round VALUES
    (1, ST_GeomFromEWKT('SRID=25830;CURVEPOLYGON(CIRCULARSTRING(0 0, 4 0, 4 4, 0 4, 0 0))'));
CREATE TABLE town.everywhere (id integer, place geography(Polygon, 4326));
INSERT INTO town.everywhere VALUES (1, ST_GeogFromText('POLYGON((25 58, 25.001 58, 25.001 58.001, 25 58))'));
CREATE TABLE town.unplaced (id integer, geom geometry(Polygon));
INSERT INTO town.unplaced VALUES (1, ST_MakeEnvelope(0, 0, 1, 1));
CREATE TABLE town.empty (id integer, geom geometry(Polygon, 25830));
CREATE TABLE town."Ünï ""quoted""" (id integer, "Sp alte" text, "Ge om" geometry(Polygon, 3006));
INSERT INTO town."Ünï ""quoted""" VALUES (1, 'ä', ST_MakeEnvelope(0, 0, 9, 9, 3006));
CREATE TABLE town.hidden (id integer, geom geometry(Polygon, 25830));
CREATE ROLE guest LOGIN PASSWORD 'secret';
GRANT USAGE ON SCHEMA town TO guest;
GRANT SELECT ON town.buildings TO guest;
ANALYZE;
'''


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A server without PostGIS."""
    why = lacking()
    if why:
        pytest.skip(why)
    psycopg = pytest.importorskip("psycopg")
    with server() as connection:
        for _ in range(100):
            try:
                psycopg.connect(connection, connect_timeout=2).close()
                break
            except psycopg.OperationalError:
                time.sleep(0.1)
        yield connection


@pytest.fixture(scope="session")
def postgis(postgres: str) -> str:
    """A database with the tables of the town."""
    import psycopg

    with psycopg.connect(postgres, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'").fetchone()
        if known is None:
            pytest.skip("PostgreSQL is installed without PostGIS")
        connection.execute("CREATE DATABASE town")
    town = postgres.removesuffix("/postgres") + "/town"
    with psycopg.connect(town, autocommit=True) as connection:
        connection.execute(TOWN)
    return town
