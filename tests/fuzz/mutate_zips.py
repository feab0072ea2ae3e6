"""Damage to archives: names that lead outside, bombs, doubles, members that are damaged themselves."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Final

NAMES: Final = (
    "../../escaped.shp", "/escaped.geojson", "C:/escaped.geojson", "..\\escaped.geojson", "a/../../../escaped.csv", "a" * 300 + ".geojson",
    "CON.geojson", "a\x00b.geojson", "ñ/\u202e.geojson", ".geojson", "a//b.geojson", "./c.geojson", "x.zip", "x.gdb/a.gdbtable", "a/b/c/d/e/f.geojson",
    "~/.bashrc", "a/", "a|b.geojson", "houses.shp", "houses.dbf", "..", " ", "a.geojson/b.geojson", "HOUSES.SHP", "x.gdb",
)  # fmt: skip

BOMB_BYTES: Final = 60_000_000


@cache
def _bomb() -> bytes:
    return zlib.compress(bytes(BOMB_BYTES), 9)[2:-4]


def damaged(raw: bytes, rng: Random, inner: Callable[[str, bytes, Random], bytes]) -> bytes | None:
    """Pack an archive anew with a fault; None for what is no archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = [(each.filename, archive.read(each)) for each in archive.infolist()]
    except Exception:  # noqa: BLE001 - damaged before: then bytes are damaged again
        return None
    if not members:
        return None
    place = rng.randrange(len(members))
    name, text = members[place]
    what = rng.randrange(12)
    if what <= 5:
        members[place] = (name, inner(name if "." in name else f"{name}.xml", text, rng))
    elif what == 6:
        members[place] = (rng.choice(NAMES), text)
    elif what == 7:
        members.append((rng.choice(NAMES), text))
    elif what == 8:
        del members[place]
    elif what == 9:
        members.append((rng.choice((name, "inner.zip", "x.geojson", "a.csv")), rng.choice((raw, text, b""))))
    elif what == 10:
        members += [(f"many/{number}.geojson", b"{}") for number in range(rng.choice((20, 100)))]
    packed = _packed(members, rng)
    if what == 11:
        packed = rng.choice((_with_bomb, _linked, _lying))(packed, rng)
    return packed


def _packed(members: list[tuple[str, bytes]], rng: Random) -> bytes:
    target = io.BytesIO()
    method = rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2))
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, text in members:
            entry = zipfile.ZipInfo(name)
            entry.filename = name  # as it is: the class would cut at a zero
            entry.compress_type = method
            if name not in archive.namelist():
                archive.writestr(entry, text)
    return target.getvalue()


def _with_bomb(raw: bytes, rng: Random) -> bytes:
    """One member that grows by a thousand when it is unpacked."""
    bomb, name = _bomb(), rng.choice((b"bomb.geojson", b"bomb.csv", b"bomb.bin"))
    size = rng.choice((BOMB_BYTES, BOMB_BYTES, 100, 2_000_000_000))
    fields = (0, 8, 0, 0x21, zlib.crc32(b""), len(bomb), size, len(name))
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, *fields, 0) + name + bomb
    central = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, *fields, 0, 0, 0, 0, 0, 0) + name
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def _linked(raw: bytes, rng: Random) -> bytes:
    """A member that is a link to elsewhere."""
    target = io.BytesIO(raw)
    with zipfile.ZipFile(target, "a") as archive:
        entry = zipfile.ZipInfo("link.geojson")
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        archive.writestr(entry, rng.choice(("/etc/passwd", "../../x", "houses.shp")))
    return target.getvalue()


def _lying(raw: bytes, rng: Random) -> bytes:
    """A directory whose sizes, methods, flags or check sums are not those of its members."""
    found = bytearray(raw)
    starts = [place for place in range(len(found) - 46) if found[place : place + 4] in (b"PK\1\2", b"PK\3\4")]
    if starts:
        start = rng.choice(starts)
        place = start + rng.choice((6, 8, 10, 14, 16, 18, 20, 22, 24, 26, 28, 30, 42))
        found[place : place + 2] = rng.choice((b"\xff\xff", b"\x01\x00", b"\x00\x00", b"\x09\x08"))
    return bytes(found)
