"""Damage: bytes, numbers and words of any file, and the inside of those whose structure is known."""

import re
from collections.abc import Callable
from random import Random
from typing import Final

from tests.fuzz import mutate_trees, mutate_zips
from tests.fuzz.mutate_base import base_damage
from tests.fuzz.seeds import Files, Seed

NUMBER: Final = re.compile(rb"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
WORD: Final = re.compile(rb"[A-Za-z_]{3,}")

NUMBERS: Final = (
    b"0", b"-1", b"1e308", b"-1e308", b"1e400", b"nan", b"NaN", b"inf", b"-Infinity", b"2147483648", b"-2147483649",
    b"9223372036854775808", b"1e-320", b"", b"abc", b"1,5", b"0x10", b"9" * 400, b"1e15", b"-0.0", b"1 000", "１２".encode(), b"999999",
    b"true", b"null", b"3000", b"1e9",
)  # fmt: skip
WORDS: Final = (
    b"", b"null", b"Point", b"Polygon", b"MultiPolygon", b"LineString", b"GeometryCollection", b"EPSG:4326", b"EPSG:3857",
    b"EPSG:999999", b"EPSG:5783", b"EPSG:32760", b"geometry", b"type", b"id", b"year", b"floors", b"height", b"address", b"owner", b"fid", b"x",
    b"building_id", b"..", b"/vsicurl/", b"A" * 70_000, "ж\u202e\u0000\ud7ff".encode(), "Ñ".encode("latin-1"), b"%s{0}{x}", b"{", b"<", b"&lol;",
    b"ogc_fid", b"wkt", b"WKT", b"lat", b"lon", b"crs", b"3D", b"CURVEPOLYGON", b"source",
)  # fmt: skip
HUGE: Final = (0xFF, 0x7F, 0x80, 0x00, 0x01)
MOST_BYTES: Final = 3_000_000

TEXT_ENDINGS: Final = frozenset(
    {
        ".geojson", ".json", ".ndjson", ".gml", ".kml", ".dxf", ".osm", ".topojson", ".csv", ".tsv", ".toml", ".prj", ".cpg",
        ".asc", ".mif", ".mid", ".seq", ".citygml", ".cityjson", ".jsonl", ".geojsonl", ".geojsons",
    }
)  # fmt: skip


def damaged(seed: Seed, rng: Random) -> Files:
    """The files of a seed with one to four faults."""
    files = dict(seed.files)
    for _ in range(rng.choice((1, 1, 1, 2, 2, 4))):
        name = (
            seed.main
            if rng.random() < 0.6 and seed.main in files
            else rng.choice(sorted(files) or ["nothing"])
        )
        if len(files) > 1 and rng.random() < 0.02:
            files.pop(name, None)  # a part that got lost
            continue
        files[name] = _damaged(name, files.get(name, b""), rng)[:MOST_BYTES]
    return files


def _damaged(name: str, raw: bytes, rng: Random) -> bytes:
    ending = "." + name.rpartition(".")[2].lower()
    within = _INSIDE.get(ending)
    if within is not None and rng.random() < 0.75:
        found = within(raw, rng)
        if found is not None:
            return found
    if ending in TEXT_ENDINGS and rng.random() < 0.7:
        return rng.choice(_TEXT)(raw, rng)
    return rng.choice(_BYTES)(raw, rng)


def _span(raw: bytes, rng: Random, most: int = 400) -> tuple[int, int]:
    start = rng.randrange(len(raw) + 1)
    return start, min(len(raw), start + rng.randrange(1, most))


def flip(raw: bytes, rng: Random) -> bytes:
    found = bytearray(raw)
    for _ in range(rng.choice((1, 1, 2, 8, 50))):
        if found:
            found[_place(found, rng)] ^= 1 << rng.randrange(8)
    return bytes(found)


def _place(raw: bytearray, rng: Random) -> int:
    """A position; heads of files count more than their bodies."""
    return rng.randrange(min(len(raw), 128)) if rng.random() < 0.4 else rng.randrange(len(raw))


def overwrite(raw: bytes, rng: Random) -> bytes:
    """Numbers of one to eight bytes become huge, negative or nothing."""
    found = bytearray(raw)
    if found:
        place, width, value = _place(found, rng), rng.choice((1, 2, 4, 4, 8)), rng.choice(HUGE)
        found[place : place + width] = bytes([value] * width)[: len(found) - place]
    return bytes(found)


def small_number(raw: bytes, rng: Random) -> bytes:
    found = bytearray(raw)
    if len(found) > 4:
        place, value = _place(found, rng), rng.choice((0, 1, 2, 3, 5, 7, 13, 255, 256, 65_535, 100_000_000))
        coded = value.to_bytes(4, rng.choice(("little", "big")))
        found[place : place + 4] = coded[: len(found) - place]
    return bytes(found)


def cut(raw: bytes, rng: Random) -> bytes:
    return raw[: rng.randrange(len(raw) + 1)]


def cut_tail(raw: bytes, rng: Random) -> bytes:
    return raw[: max(len(raw) - rng.randrange(1, 40), 0)]


def drop(raw: bytes, rng: Random) -> bytes:
    start, end = _span(raw, rng)
    return raw[:start] + raw[end:]


def double(raw: bytes, rng: Random) -> bytes:
    start, end = _span(raw, rng, 3000)
    return raw[:end] + raw[start:end] * rng.choice((1, 1, 3, 20)) + raw[end:]


def swap(raw: bytes, rng: Random) -> bytes:
    (a, b), (c, d) = sorted((_span(raw, rng), _span(raw, rng)))
    return raw if b > c else raw[:a] + raw[c:d] + raw[b:c] + raw[a:b] + raw[d:]


def noise(raw: bytes, rng: Random) -> bytes:
    start, end = _span(raw, rng, 60)
    return raw[:start] + rng.randbytes(end - start) + raw[end:]


def zeros(raw: bytes, rng: Random) -> bytes:
    start, end = _span(raw, rng, 2000)
    return raw[:start] + bytes(end - start) + raw[end:]


def insert(raw: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(raw) + 1)
    return (
        raw[:start]
        + rng.choice((rng.randbytes(5), b"\0", b"\xff\xfe", b"\n", b'"', rng.choice(WORDS)))
        + raw[start:]
    )


def numbers(raw: bytes, rng: Random) -> bytes:
    """Some numbers of a text become others, or impossible."""
    found = list(NUMBER.finditer(raw))
    if not found:
        return insert(raw, rng)
    value = rng.choice(NUMBERS)
    for match in sorted(
        rng.sample(found, min(len(found), rng.choice((1, 1, 2, 10)))), key=lambda m: -m.start()
    ):
        raw = raw[: match.start()] + value + raw[match.end() :]
    return raw


def exchanged(raw: bytes, rng: Random) -> bytes:
    """Two numbers, or two words, change places."""
    found = list((NUMBER if rng.random() < 0.6 else WORD).finditer(raw))
    if len(found) < 2:
        return raw
    one, two = sorted(rng.sample(found, 2), key=lambda m: m.start())
    return raw[: one.start()] + two.group() + raw[one.end() : two.start()] + one.group() + raw[two.end() :]


def words(raw: bytes, rng: Random) -> bytes:
    found = list(WORD.finditer(raw))
    if not found:
        return insert(raw, rng)
    match = rng.choice(found)
    new = rng.choice(WORDS)
    if rng.random() < 0.2:  # everywhere
        return raw.replace(match.group(), new)
    return raw[: match.start()] + new + raw[match.end() :]


def rows(raw: bytes, rng: Random) -> bytes:
    """Lines are lost, doubled, or in another order."""
    lines = raw.split(b"\n")
    place = rng.randrange(len(lines))
    what = rng.randrange(5)
    if what == 0:
        del lines[place]
    elif what == 1:
        lines[place:place] = [lines[place]] * rng.choice((1, 5, 200))
    elif what == 2:
        rng.shuffle(lines)
    elif what == 3:
        lines[place] = lines[place] * rng.choice((2, 30))
    else:
        lines[place] = rng.choice(
            (b"", b";;;;;;;;;", b'"', b",", b"\t\t\t", b"\0", lines[place][: len(lines[place]) // 2])
        )
    return b"\n".join(lines)


def recoded(raw: bytes, rng: Random) -> bytes:
    """The same text in an encoding that nobody expects, or with the mark of one."""
    what = rng.randrange(6)
    if what == 0:
        return b"\xef\xbb\xbf" + raw
    if what == 1:
        return b"\xff\xfe" + raw
    if what == 2:
        return raw.decode("utf-8", "replace").encode("utf-16")
    if what == 3:
        return raw.decode("utf-8", "replace").encode(
            rng.choice(("cp1252", "cp1251", "iso-8859-2", "cp850")), "replace"
        )
    if what == 4:
        return raw.replace(b"\n", b"\r")
    return raw.replace(b"UTF-8", rng.choice((b"UTF-7", b"UTF-32", b"ISO-8859-15", b"EBCDIC", b"x")))


def nothing(raw: bytes, rng: Random) -> bytes:
    return rng.choice(
        (
            b"",
            b" ",
            b"\n",
            b"{}",
            b"[]",
            b"null",
            b"<a/>",
            raw[:100],
            bytes(200),
            b"PK\x05\x06" + bytes(18),
            b"\x1e",
        )
    )


def tail(raw: bytes, rng: Random) -> bytes:
    return raw + rng.choice((raw, rng.randbytes(300), bytes(1000), b"}", b"</x>", b"\x1a", b"\n\n\n"))


_BYTES: Final[tuple[Callable[[bytes, Random], bytes], ...]] = (
    flip, flip, flip, overwrite, overwrite, overwrite, small_number, small_number, cut, cut_tail, drop, double, swap, noise, zeros, insert,
    tail, nothing,
)  # fmt: skip
_TEXT: Final[tuple[Callable[[bytes, Random], bytes], ...]] = (
    numbers, numbers, numbers, exchanged, exchanged, words, words, rows, rows, recoded, insert, drop, double, cut, flip,
)  # fmt: skip


def _archive(raw: bytes, rng: Random) -> bytes | None:
    return mutate_zips.damaged(raw, rng, _damaged)


_INSIDE: Final[dict[str, Callable[[bytes, Random], bytes | None]]] = {
    **dict.fromkeys((".geojson", ".json", ".topojson", ".cityjson"), mutate_trees.json_damage),
    **dict.fromkeys((".ndjson", ".jsonl", ".seq", ".geojsonl", ".geojsons"), mutate_trees.lines_damage),
    **dict.fromkeys((".gml", ".kml", ".osm", ".citygml"), mutate_trees.xml_damage),
    **dict.fromkeys((".zip", ".kmz", ".xlsx", ".ods"), _archive),
    **dict.fromkeys((".gpkg", ".sqlite", ".spatialite", ".db"), base_damage),
    **dict.fromkeys((".csv", ".tsv"), mutate_trees.cells_damage),
}
