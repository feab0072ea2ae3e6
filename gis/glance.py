"""A look at a layer before it is loaded: its first rows, its system, its encoding, its place on the map."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd

from gis.account import Remark
from gis.archives import find_in, unpacked
from gis.delivery import LayerChoice
from gis.encodings import UTF_8, Guess, guesses, named, preview
from gis.formats import ARCHIVE, SHAPEFILE, SHEET
from gis.layers import CrsSense, Point, pick_layer, sense_of
from gis.peek import peek
from gis.read import first_rows
from gis.sources import check_source, sidecar

ROWS: Final = 3000
TEXTS: Final = 6
"""Texts that a preview shows."""
ALWAYS: Final = ("CP1252", "CP1250", "CP1251", "CP1257", "ISO-8859-1", "ISO-8859-15", UTF_8)
"""Encodings that are always offered."""


@dataclass(frozen=True, slots=True, eq=False)
class Glance:
    """What is known of a layer after a look.

    Attributes
    ----------
    choice : LayerChoice
        With the name of the layer filled in.
    features : int
        -1 where the format does not say without reading all.
    frame : GeoDataFrame
        The first rows as read.
    sense : CrsSense
    encodings : tuple of Guess
        Best first; empty where the format leaves no doubt.
    previews : dict
        A few texts in each encoding.
    said : str
        Encoding that the file names; "" for none.
    """

    choice: LayerChoice
    features: int
    geometry_type: str
    frame: gpd.GeoDataFrame
    sense: CrsSense
    encodings: tuple[Guess, ...] = ()
    previews: dict[str, tuple[str, ...]] | None = None
    said: str = ""
    remarks: tuple[Remark, ...] = ()


def glance(choice: LayerChoice, near: Point | None = None) -> Glance:
    """Look at a layer.

    Parameters
    ----------
    choice : LayerChoice
    near : tuple of float, optional
        Latitude and longitude of another layer of the delivery [°].

    Raises
    ------
    gis.errors.SourceError
        If the layer cannot be read.
    """
    path = Path(choice.path)
    name = choice.layer or pick_layer(path, choice.role)
    source = peek(path)
    info = next((each for each in source.layers if each.name == name), None)
    raw = first_rows(path, name, choice.encoding, ROWS)
    with _inside(path, source.driver, name) as (inner, kind):
        texts, said = _bytes_of(inner, kind), _said(inner, kind)
    found = guesses(texts) if texts else _as_noticed(raw.remarks)
    shown = preview(_cells(texts), list(dict.fromkeys((*(each.encoding for each in found), *ALWAYS))), TEXTS)
    return Glance(
        choice=LayerChoice(path, choice.role, name, choice.crs, choice.encoding, choice.fields),
        features=info.features if info is not None else -1,
        geometry_type=info.geometry_type if info is not None else "",
        frame=raw.frame,
        sense=sense_of(raw, choice.role, near),
        encodings=found,
        previews=shown if texts else None,
        said=said,
        remarks=raw.remarks,
    )


def _as_noticed(remarks: tuple[Remark, ...]) -> tuple[Guess, ...]:
    """The encoding of a layer in an archive, as the reader remarked it."""
    return tuple(Guess(str(r.args["encoding"]), 1.0) for r in remarks if r.code.startswith("encoding_"))[:1]


@contextmanager
def _inside(path: Path, kind: str, layer: str) -> Iterator[tuple[Path, str]]:
    """The file that holds a layer, and its kind: one of those in an archive, else the file itself."""
    if kind != ARCHIVE:
        yield path, kind
        return
    with unpacked(path) as folder:
        inner, _name = find_in(folder, layer, path.name)
        yield inner, check_source(inner)


def _bytes_of(path: Path, kind: str) -> bytes:
    """Texts of formats that do not lay down an encoding, where they are not plain ASCII."""
    if kind == SHAPEFILE:
        table = sidecar(path, ".dbf")
        raw = b"" if table is None else table.read_bytes()
        raw = raw[int.from_bytes(raw[8:10], "little") :]
    elif kind == SHEET and path.suffix.lower() in (".csv", ".tsv", ".txt"):
        raw = path.read_bytes()
        raw = b"" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else raw
    else:
        return b""
    return b"" if raw.isascii() else raw


def _cells(raw: bytes) -> list[bytes]:
    """Some texts beyond ASCII: the cells around them."""
    for mark in (b"\0", b"\n", b"\r", b";", b"\t", b'"'):
        raw = raw.replace(mark, b"   ")
    pieces = [piece.strip() for piece in raw[:2_000_000].split(b"  ")]
    return list(dict.fromkeys(piece for piece in pieces if not piece.isascii()))[:TEXTS]


def _said(path: Path, kind: str) -> str:
    page = sidecar(path, ".cpg") if kind == SHAPEFILE else None
    return named(page.read_text(encoding="ascii", errors="replace")) if page else ""
