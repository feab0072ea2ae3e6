"""Damage to SQLite bases: shapes, rows and the tables that describe them."""

import sqlite3
import struct
from random import Random
from typing import Final

ODD: Final[tuple[object, ...]] = (
    None, 0, -1, 2**62, 1e308, float("inf"), "", "x", b"", b"GP\0\1", b"\0" * 60, "A" * 5000, "2024-02-30", "nan", "[", "{}",
    '{"a": ', "EPSG:3857", 4326, 25830, 999999, 32760, "POLYGON", "POINT", "GEOMETRYCOLLECTION", "geom", "buildings", "\ud7ff\u202e",
)  # fmt: skip


def base_damage(raw: bytes, rng: Random) -> bytes | None:
    """Change what is in a base by its own means; None for what is none."""
    base = sqlite3.connect(":memory:")
    try:
        base.deserialize(raw)
        base.execute("PRAGMA foreign_keys = OFF")
        _without_triggers(base)
        for _ in range(rng.choice((1, 1, 2))):
            _change(base, rng)
        base.commit()
        return bytes(base.serialize())
    except (sqlite3.Error, UnicodeError, OverflowError, MemoryError):
        return None
    finally:
        base.close()


def _without_triggers(base: sqlite3.Connection) -> None:
    """Drop what needs functions that only other programs have."""
    for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        base.execute(f'DROP TRIGGER "{name}"')


def _change(base: sqlite3.Connection, rng: Random) -> None:
    tables = [
        name
        for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith("sqlite_")
    ]
    if not tables:
        return
    table = rng.choice(tables)
    if rng.random() < 0.6:  # tables that hold data, and those that describe them
        table = rng.choice([name for name in tables if not name.startswith("rtree_")] or tables)
    columns = [row[1] for row in base.execute(f'PRAGMA table_info("{table}")')]
    if not columns:
        return
    column = rng.choice(columns)
    one = f'rowid = (SELECT rowid FROM "{table}" ORDER BY rowid LIMIT 1 OFFSET {rng.randrange(9)})'
    what = rng.randrange(10)
    if what <= 2:
        base.execute(
            f'UPDATE OR IGNORE "{table}" SET "{column}" = ? WHERE {one if what else "1"}', (rng.choice(ODD),)
        )
    elif what == 3:
        base.execute(f'DELETE FROM "{table}" WHERE {rng.choice((one, "1"))}')
    elif what == 4:
        base.execute(f'DROP TABLE "{table}"')
    elif what == 5:
        base.execute(f'ALTER TABLE "{table}" RENAME TO "{rng.choice(("x", "Peñón", "a b", "1", "blocks"))}"')
    elif what == 6:
        base.execute(
            f'ALTER TABLE "{table}" RENAME COLUMN "{column}" TO "{rng.choice(("x", "geometry", "year", "fid", "", "ñ"))}"'
        )
    elif what == 7:
        base.execute(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
    else:
        _change_blob(base, table, columns, one, rng)


def _change_blob(base: sqlite3.Connection, table: str, columns: list[str], one: str, rng: Random) -> None:
    """Damage a shape inside: its head, its counts, its coordinates."""
    for column in columns:
        row = base.execute(f'SELECT "{column}" FROM "{table}" WHERE {one}').fetchone()
        if row is None or not isinstance(row[0], bytes) or len(row[0]) < 20:
            continue
        blob = bytearray(row[0])
        place = rng.randrange(len(blob))
        what = rng.randrange(4)
        if what == 0:
            blob[place] ^= 1 << rng.randrange(8)
        elif what == 1:
            blob[place : place + 4] = rng.choice((b"\xff" * 4, b"\x7f\xff\xff\xff", b"\0" * 4))
        elif what == 2:
            blob[-16:-8] = struct.pack("<d", rng.choice((float("nan"), float("inf"), 1e300, 0.0, -1e7)))
        else:
            del blob[place:]
        base.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {one}', (bytes(blob),))
        return
