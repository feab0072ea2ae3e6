"""Is this a file we promise to read, and is it whole? Checks before any driver opens it."""

import re
import shutil
import struct
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from xml.parsers import expat

import numpy as np

from gis.errors import SourceError
from gis.formats import ARCHIVE, GEODATABASE, READABLE, SHAPEFILE, format_of

SHAPEFILE_PARTS: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")

COMPANIONS: Final = {
    ".shp": SHAPEFILE_PARTS[1:],
    ".tab": (".dat", ".map", ".id", ".ind"),
    ".mif": (".mid",),
}
"""Endings of the other files that belong to one."""

SQLITE_ENDINGS: Final = (".gpkg", ".sqlite", ".sqlite3", ".spatialite", ".db")

_AWKWARD: Final = re.compile(r"[!#?%]|://|^/vsi")
"""Path texts that the reader would take for an archive, an address or a virtual file."""

_SQLITE_MAGIC: Final = b"SQLite format 3\x00"
_SHAPE_MAGIC: Final = b"\x00\x00\x27\x0a"


def check_source(path: Path) -> str:
    """Name the kind of a file after checking that it exists, is whole and is what it says.

    Returns
    -------
    str
        One of the values of `gis.formats.DRIVERS`.

    Raises
    ------
    SourceError
        With a code that says what is wrong with the file.
    """
    if not path.exists():
        raise SourceError("file_missing", source=str(path))
    if path.is_dir():
        return _check_folder(path)
    head = _first_bytes(path)
    kind = format_of(path, head)
    if kind is None or kind == GEODATABASE:
        raise SourceError("format_unknown", source=path.name, known=READABLE)
    if not head.strip():
        raise SourceError("file_empty", source=path.name)
    check = _CHECKS.get(kind)
    if check is not None:
        check(path, head)
    return kind


def _check_folder(path: Path) -> str:
    """Let a folder through that is a geodatabase."""
    if format_of(path, b"") != GEODATABASE:
        raise SourceError("format_unknown", source=path.name, known=READABLE)
    if not any(path.glob("*.gdbtable")):
        raise SourceError("format_mismatch", source=path.name, expected=GEODATABASE)
    return GEODATABASE


def sidecar(path: Path, ending: str) -> Path | None:
    """Find the file of the same name with another ending, in lower or upper case."""
    for name in (ending, ending.upper()):
        candidate = path.with_suffix(name)
        if candidate.exists():
            return candidate
    return None


@contextmanager
def readable(path: Path) -> Iterator[Path]:
    """Yield a path that can be opened without writing beside the user's file.

    A GeoPackage in WAL mode, a GML file with companions of other programs beside it
    and a path that reads like an archive or an address are opened as a copy.
    """
    if not _needs_copy(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="kvarter-read-") as folder:
        stem = re.sub(r"\W", "_", path.stem) or "layer"  # shapefile and GeoJSON layers are called after it
        copy = Path(folder) / f"{stem}{path.suffix.lower()}"
        for source, target in _companions(path, copy):
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(source, target)
        yield copy


def _needs_copy(path: Path) -> bool:
    if _AWKWARD.search(path.absolute().as_posix()):
        return True
    ending = path.suffix.lower()
    if ending in (".gml", ".xml"):
        return any(sidecar(path, other) for other in (".gfs", ".xsd"))
    if ending in SQLITE_ENDINGS:
        return 2 in _first_bytes(path)[18:20]  # write and read version 2: write-ahead log
    return False


def _companions(path: Path, copy: Path) -> list[tuple[Path, Path]]:
    if path.is_dir():
        return [(each, copy / each.name) for each in path.iterdir() if each.is_file()]
    pairs = [(path, copy)]
    beside = COMPANIONS.get(path.suffix.lower(), ())
    others = [(sidecar(path, ending), copy.with_suffix(ending)) for ending in beside]
    pairs += [(source, target) for source, target in others if source is not None]
    log = path.with_name(path.name + "-wal")
    if path.suffix.lower() in SQLITE_ENDINGS and log.exists():
        pairs.append((log, copy.with_name(copy.name + "-wal")))
    return pairs


def _first_bytes(path: Path, count: int = 4096) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(count)
    except OSError as error:
        raise SourceError("file_unreadable", source=str(path), reason=error.strerror or str(error)) from error


def _check_json(path: Path, head: bytes) -> None:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"["):
        raise SourceError("json_without_shapes", source=path.name)
    if not text.startswith((b"{", b"\x1e")):
        raise SourceError("format_mismatch", source=path.name, expected="GeoJSON")


def _check_sqlite(path: Path, head: bytes) -> None:
    if not head.startswith(_SQLITE_MAGIC):
        raise SourceError("format_mismatch", source=path.name, expected="SQLite")


def _check_archive(path: Path, head: bytes) -> None:
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise SourceError("format_mismatch", source=path.name, expected="ZIP")


def _check_map(path: Path, head: bytes) -> None:  # noqa: ARG001 - one signature for all checks
    parts = (".dat",) if path.suffix.lower() == ".tab" else (".mid",)
    for part in parts:
        if sidecar(path, part) is None and path.suffix.lower() == ".tab":
            raise SourceError("shapefile_part_missing", source=path.name, part=path.with_suffix(part).name)


def _check_open_street_map(path: Path, head: bytes) -> None:
    if path.suffix.lower() == ".osm":
        _check_xml(path, head)
    elif b"OSMHeader" not in head[:100]:
        raise SourceError("format_mismatch", source=path.name, expected="OpenStreetMap")


def _check_geopackage(path: Path, head: bytes) -> None:
    if not head.startswith(_SQLITE_MAGIC) or len(head) < 100:
        raise SourceError("format_mismatch", source=path.name, expected="GeoPackage")
    (page_size,) = struct.unpack(">H", head[16:18])
    (pages,) = struct.unpack(">I", head[28:32])
    if head[24:28] != head[92:96]:
        return  # the page count is only valid when both change counters agree
    expected = (65536 if page_size == 1 else page_size) * pages
    if path.stat().st_size < expected and not path.with_name(path.name + "-wal").exists():
        raise SourceError("file_truncated", source=path.name, found=path.stat().st_size, expected=expected)


def _check_xml(path: Path, head: bytes) -> None:  # noqa: ARG001 - one signature for all checks
    """Parse the whole file: a reader takes the first half of a cut one for all there is."""
    parser = expat.ParserCreate()
    roots: list[str] = []

    def doctype(*_: object) -> None:
        raise SourceError("xml_doctype", source=path.name)

    def root(name: str, _: object) -> None:
        if "VRT" in name.upper():
            raise SourceError("format_mismatch", source=path.name, expected="GML")
        roots.append(name)
        parser.StartElementHandler = None

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = root
    try:
        with path.open("rb") as stream:
            parser.ParseFile(stream)
    except (expat.ExpatError, LookupError, ValueError) as error:  # an encoding may be unknown
        if roots:
            raise SourceError("file_damaged", source=path.name, reason=str(error)) from error
        raise SourceError("format_mismatch", source=path.name, expected="GML") from error


def _check_drawing(path: Path, head: bytes) -> None:  # noqa: ARG001 - one signature for all checks
    """Refuse zeros among the lines of a drawing: its reader would wait for the end of the line for ever."""
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            if b"\0" in chunk:
                raise SourceError("format_mismatch", source=path.name, expected="DXF")


def _check_shapefile(path: Path, head: bytes) -> None:
    if not head.startswith(_SHAPE_MAGIC):
        raise SourceError("format_mismatch", source=path.name, expected="shapefile")
    index, table = sidecar(path, ".shx"), sidecar(path, ".dbf")
    for found, ending in ((index, ".shx"), (table, ".dbf")):
        if found is None:
            raise SourceError("shapefile_part_missing", source=path.name, part=path.with_suffix(ending).name)
    assert index is not None
    assert table is not None
    shapes = _shape_count(path, index)
    rows = row_count(table)
    if shapes != rows:
        raise SourceError("shapefile_inconsistent", source=path.name, shapes=shapes, rows=rows)


def _shape_count(path: Path, index: Path) -> int:
    """Count shapes by the index and make sure that the last one lies inside the file."""
    raw = _first_bytes(index, -1)
    count, rest = divmod(len(raw) - 100, 8)
    (declared,) = struct.unpack(">i", raw[24:28]) if len(raw) >= 100 else (0,)
    if count < 0 or rest or declared * 2 > len(raw):
        raise SourceError(
            "file_truncated", source=index.name, found=len(raw), expected=max(declared * 2, 100)
        )
    if count == 0:
        return 0
    offset_and_length = np.frombuffer(raw, dtype=">i4", offset=100).astype(np.int64).reshape(-1, 2)
    end = 8 + 2 * int(offset_and_length.sum(axis=1).max())
    size = path.stat().st_size
    if end > size:
        raise SourceError("file_truncated", source=path.name, found=size, expected=end)
    return count


def row_count(table: Path) -> int:
    """Rows of a dBASE table, after making sure that they are there.

    Raises
    ------
    SourceError
        If the file is shorter than it says.
    """
    head = _first_bytes(table, 32)
    if len(head) < 32:
        raise SourceError("file_truncated", source=table.name, found=len(head), expected=32)
    rows, start, width = struct.unpack("<IHH", head[4:12])
    size, expected = table.stat().st_size, start + rows * max(width, 1)  # each row has a mark at least
    if size < expected:
        raise SourceError("file_truncated", source=table.name, found=size, expected=expected)
    return int(rows)


_CHECKS: Final[dict[str, Callable[[Path, bytes], None]]] = {
    SHAPEFILE: _check_shapefile,
    "GPKG": _check_geopackage,
    "GeoJSON": _check_json,
    "TopoJSON": _check_json,
    "GML": _check_xml,
    "LIBKML": _check_xml,
    "OSM": _check_open_street_map,
    "SQLite": _check_sqlite,
    "MapInfo File": _check_map,
    "DXF": _check_drawing,
    ARCHIVE: _check_archive,
}
