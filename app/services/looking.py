"""Look through files: what each layer is, what would become of its features, and why when nothing would."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from app.services.field_profiles import all_profiles
from app.text.messages import sentence
from app.text.translate import mark
from gis.account import Fate
from gis.crs import metric_crs, short_name
from gis.errors import GisError
from gis.features import features_of
from gis.formats import DRIVERS, FORMATS, GEODATABASE
from gis.layers import load_layer
from gis.peek import LayerInfo, guess_role, peek
from retrofit.progress import Progress, silent

ENCODINGS: Final = ("encoding_guessed", "encoding_not_as_said")


RASTERS: Final = frozenset({".tif", ".tiff", ".asc", ".img", ".hgt"})

TITLES: Final = (
    mark("File"), mark("Layer"), mark("Kind"), mark("Taken for"), mark("Features"), mark("Accepted"), mark("Repaired"),
    mark("Rejected"), mark("Coordinate system"), mark("Encoding"), mark("Seconds"), mark("What is said"),
)  # fmt: skip
"""Titles of the fields of `Look`, in their order."""


@dataclass(frozen=True, slots=True)
class Look:
    """One layer of a file, or a file that cannot be read."""

    file: str
    layer: str
    kind: str
    role: str
    """What it was taken for; "" where it has no shapes for a district."""
    features: int
    accepted: int
    repaired: int
    rejected: int
    crs: str
    encoding: str
    """Where it was not as the file says, or the file does not say it."""
    seconds: float
    said: str
    """The sentence, where the layer cannot be used."""
    sure: bool = True
    """Whether its name or its columns tell what it is for; else it is only tried."""

    @property
    def cells(self) -> tuple[str, ...]:
        """What a table shows, in the order of `TITLES`."""
        values = (getattr(self, each.name) for each in fields(self)[: len(TITLES)])
        return tuple(f"{value:.2f}" if isinstance(value, float) else str(value) for value in values)

    @property
    def is_explained(self) -> bool:
        """Whether every feature has a fate, or a sentence says why none has."""
        fates = self.accepted + self.repaired + self.rejected
        return bool(self.said) if not self.role or not fates else fates == self.features


def look_through(folder: Path, progress: Progress = silent) -> tuple[Look, ...]:
    """Look through all files of a folder and those in it.

    Parameters
    ----------
    folder : Path
        A folder, or a single file.
    """
    files = [folder] if folder.is_file() or not folder.is_dir() else sorted(_files(folder))
    found: list[Look] = []
    for place, path in enumerate(files):
        progress(place / len(files), "reading")
        found += _looks(path, folder)
    return tuple(found)


def _files(folder: Path) -> Iterator[Path]:
    """Files with an ending that promises something; what belongs to a shapefile stands for it."""
    endings = {ending for each in FORMATS for ending in each.endings}
    for path in folder.rglob("*"):
        is_base = DRIVERS.get(path.suffix.lower()) == GEODATABASE
        if any(parent.suffix.lower() == ".gdb" for parent in path.relative_to(folder).parents):
            continue
        alone = path.suffix.lower() == ".dbf" and not path.with_suffix(".shp").exists()
        if (path.suffix.lower() in endings | RASTERS and (path.is_file() or is_base)) or alone:
            yield path


def _looks(path: Path, folder: Path) -> Iterator[Look]:
    name = path.relative_to(folder).as_posix() if path != folder else path.name
    began = time.perf_counter()
    other = {**dict.fromkeys(RASTERS, "look_raster"), ".dbf": "look_table"}.get(path.suffix.lower())
    if other is not None:
        said = sentence(other, {"source": path.name})
        yield Look(name, "", "", "", 0, 0, 0, 0, "", "", _since(began), said)
        return
    try:
        source = peek(path)
    except GisError as fault:
        yield Look(name, "", "", "", 0, 0, 0, 0, "", "", _since(began), sentence(fault.code, fault.details))
        return
    if not source.layers:
        said = sentence("layer_empty", {"source": path.name, "layer": path.stem})
        yield Look(name, "", source.driver, "", 0, 0, 0, 0, "", "", _since(began), said)
    for layer in source.layers:
        yield _look(name, path, source.driver, layer)


def _look(name: str, path: Path, kind: str, layer: LayerInfo) -> Look:
    began = time.perf_counter()
    role = _role(layer, path.name)
    features = max(layer.features, 0)
    try:
        read = load_layer(path, role or "register", layer.name)
        features = len(read.frame)
        encoding = next((str(r.args["encoding"]) for r in read.remarks if r.code in ENCODINGS), "")
        crs = short_name(read.crs)
        if not role:
            kinds = ", ".join(sorted(set(read.frame.geom_type.dropna())))
            args = {"source": path.name, "layer": layer.name, "found": kinds}
            said = sentence("layer_no_role", args)
            return Look(name, layer.name, kind, "", features, 0, 0, 0, crs, encoding, _since(began), said)
        metric = metric_crs(read.crs, (*read.middle, *read.middle))
        fates = features_of(role, [read], metric, all_profiles()).fates["fate"].value_counts()
    except GisError as fault:
        said = sentence(fault.code, fault.details)
        return Look(name, layer.name, kind, role, features, 0, 0, 0, layer.crs or "", "", _since(began), said)
    kept, mended, lost = (int(fates.get(fate.value, 0)) for fate in Fate)
    sure = bool(guess_role(layer, path.name))
    return Look(
        name, layer.name, kind, role, features, kept, mended, lost, crs, encoding, _since(began), "", sure
    )


def _role(layer: LayerInfo, file_name: str) -> str:
    """What a layer would serve: its own role, else buildings of polygons and streets of lines."""
    found = guess_role(layer, file_name)
    if found or "Point" in layer.geometry_type:
        return found
    return "streets" if layer.is_lines else "buildings" if layer.may_be_polygons else ""


def _since(began: float) -> float:
    return time.perf_counter() - began
