"""Which files and layers make up a district."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from gis.crs import parse
from gis.delivery import ROLES, DistrictFiles, LayerChoice
from gis.errors import LayerError, SourceError
from gis.formats import DRIVERS, GEODATABASE, READABLE
from gis.peek import LayerInfo, guess_role, peek, plays_no_role
from gis.sources import sidecar

SHAPEFILE_COMPANIONS: Final = frozenset(
    {".shx", ".dbf", ".prj", ".cpg", ".qpj", ".qix", ".sbn", ".sbx", ".qml", ".sld", ".xml", ".fix"}
)
"""Endings of files that come with a shapefile and are not opened by themselves."""

METADATA: Final = frozenset({".xml", ".gfs", ".qmd", ".txt", ".pdf"})
"""Endings of files that say nothing that is needed when there are other files."""

SAME_PLACE: Final = 0.5
"""Two layers that share more than this of the smaller one's extent are no tiles of one delivery [-]."""


ALIKE: Final = 0.5
"""Share of fields that tiles of one delivery have in common [-]."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A layer that was found; without a description where the user named the file."""

    path: Path
    info: LayerInfo | None

    @property
    def name(self) -> str:
        return "" if self.info is None else self.info.name


def detect_files(
    paths: Path | Sequence[Path],
    *,
    parts: Path | None = None,
    parcels: Path | None = None,
    streets: Path | None = None,
    layer: str = "",
    crs: str = "",
    named: Sequence[LayerChoice] = (),
) -> DistrictFiles:
    """Give each of some files, dropped in any order, its role.

    Parameters
    ----------
    paths : Path or sequence of Path
        Files; companions of a shapefile stand for it, and a folder for the files in it. Files
        beside them are never taken silently.
    parts, parcels, streets : Path, optional
        Files whose role the user named.
    layer : str
        Layer of the buildings.
    crs : str
        See `DistrictFiles.crs`.
    named : sequence of LayerChoice
        Layers whose role the user named, and whole files where they name none; a role of "" leaves out.

    Raises
    ------
    SourceError
        If a file cannot be used, two files claim the same role for one place, or none holds buildings.
    CrsError
        If nothing is known by the name of the reference system.
    """
    if crs:
        parse(crs)
    given = (("parts", parts), ("parcels", parcels), ("streets", streets))
    named = (*named, *(LayerChoice(path, role) for role, path in given if path is not None))
    apart = {each.path for each in named if not each.layer}
    some = (paths,) if isinstance(paths, Path) else paths
    files = _whole_files(some) if some or not named else []
    asked = [path for path in files if path not in apart]
    claimed = {each.role for each in named if each.role}
    found, unclear, bad = _found_in(asked, named, claimed, layer)
    if bad and (len(bad) == len(files) or len(files) == 1 or not (found or unclear or claimed)):
        raise next(iter(bad.values()))
    files = [path for path in files if path not in bad]
    if "buildings" in claimed:
        buildings: list[LayerChoice] = []
    elif layer and files:
        first = found["buildings"][0].path if found.get("buildings") else files[0]
        buildings = [LayerChoice(first, "buildings", layer)]
    else:
        those = found.get("buildings") or _tiles_of(unclear)
        those = those or [_only_polygons(unclear, files, set(found) | claimed)]
        buildings = [LayerChoice(each.path, "buildings", each.name) for each in those]
    layers = buildings + [
        LayerChoice(each.path, role, each.name)
        for role in ROLES
        if role != "buildings"
        for each in found.get(role, ())
    ]
    layers += [each for each in named if each.role]
    layers.sort(key=lambda each: ROLES.index(each.role))
    chosen = DistrictFiles(tuple(layers), crs)
    unreadable = tuple((path.name, fault.code, tuple(fault.details.items())) for path, fault in bad.items())
    return replace(chosen, unused=_unused(files, chosen), unreadable=unreadable)


def _found_in(
    files: Sequence[Path], named: Sequence[LayerChoice], claimed: set[str], layer: str
) -> tuple[dict[str, list[_Found]], list[_Found], dict[Path, SourceError]]:
    """What some files hold by role, what may be anything, and what cannot be read."""
    found: dict[str, list[_Found]] = {}
    unclear: list[_Found] = []
    bad: dict[Path, SourceError] = {}
    spoken_for = {(each.path, each.layer) for each in named}
    for path in files:
        try:
            roles = _roles_of(path)
        except SourceError as fault:
            bad[path] = fault
            continue
        for role, info in roles:
            if (path, info.name) in spoken_for or (role == "buildings" and layer and info.name != layer):
                continue
            if not role:
                unclear.append(_Found(path, info))
            elif role not in claimed:
                _take(found.setdefault(role, []), _Found(path, info), role)
    return found, unclear, bad


def _take(taken: list[_Found], found: _Found, role: str) -> None:
    """Take one more layer of a role: a tile beside the others, never the same place twice."""
    for each in taken:
        if not _are_tiles(each.info, found.info):
            raise SourceError("role_twice", role=role, first=each.path.name, second=found.path.name)
    taken.append(found)


def _are_tiles(one: LayerInfo | None, two: LayerInfo | None) -> bool:
    """Whether two layers are of one kind and lie beside each other."""
    if one is None or two is None or one.bounds is None or two.bounds is None:
        return False
    mine, theirs = set(one.fields), set(two.fields)
    # formats that leave out what is empty have other fields in every tile
    if len(mine & theirs) < ALIKE * len(mine | theirs) or one.crs != two.crs:
        return False
    first, second = one.bounds, two.bounds
    low, high = np.maximum(first[:2], second[:2]), np.minimum(first[2:], second[2:])
    shared = float(np.prod(np.maximum(high - low, 0.0)))
    sizes = [float(np.prod(np.subtract(box[2:], box[:2]))) for box in (first, second)]
    return shared <= SAME_PLACE * min(sizes)


def _unused(files: Sequence[Path], chosen: DistrictFiles) -> tuple[str, ...]:
    """What was given and serves nothing."""
    found: list[str] = []
    for path in files:
        layers = [layer.layer for layer in chosen.layers if layer.path == path]
        if not layers:
            found.append(path.name)
        elif "" not in layers:
            found += [f"{path.name}: {one.name}" for one in peek(path).layers if one.name not in layers]
    return tuple(found)


def _whole_files(paths: Iterable[Path]) -> list[Path]:
    files: dict[Path, None] = {}
    given = [file for each in paths for file in _inside(Path(each))]
    for path in given:
        alone = len(given) == 1 or sidecar(path, ".shp") is not None
        if path.suffix.lower() in METADATA and not alone:
            continue
        if path.suffix.lower() in SHAPEFILE_COMPANIONS:
            main = sidecar(path, ".shp")
            if main is None:
                raise SourceError(
                    "shapefile_part_missing", source=path.name, part=path.with_suffix(".shp").name
                )
            files[main] = None
        else:
            files[path] = None
    if not files:
        raise SourceError("no_files")
    return list(files)


def _inside(path: Path) -> list[Path]:
    """A folder stands for the files in it that can be read; any other path for itself."""
    if not path.is_dir() or DRIVERS.get(path.suffix.lower()) == GEODATABASE:
        return [path]
    found = sorted(file for file in path.iterdir() if file.suffix.lower() in DRIVERS)
    if not found:
        raise SourceError("folder_without_files", source=path.name, known=READABLE)
    return found


def _roles_of(path: Path) -> list[tuple[str, LayerInfo]]:
    """Role and layer of a file, each role once: the first layer of a role has it."""
    taken: set[str] = set()
    roles: list[tuple[str, LayerInfo]] = []
    for info in peek(path).layers:
        role = guess_role(info, path.name)
        if role not in taken or not role:
            roles.append((role, info))
            taken.add(role)
    return roles


def _tiles_of(unclear: Sequence[_Found]) -> list[_Found]:
    """Layers of polygons of one kind that lie beside each other; none where one is of another kind or place."""
    polygons = [
        each
        for each in unclear
        if each.info is not None
        and each.info.may_be_polygons
        and not plays_no_role(each.info, each.path.name)
    ]
    pairs = [(a, b) for place, a in enumerate(polygons) for b in polygons[place + 1 :]]
    return polygons if pairs and all(_are_tiles(a.info, b.info) for a, b in pairs) else []


def _only_polygons(unclear: Sequence[_Found], files: Sequence[Path], roles: set[str]) -> _Found:
    polygons = [
        each
        for each in unclear
        if each.info is not None
        and each.info.may_be_polygons
        and not plays_no_role(each.info, each.path.name)
    ]
    if len(polygons) == 1:
        return polygons[0]
    if len(files) == 1 and not roles and not any(each.info and each.info.may_be_polygons for each in unclear):
        return _Found(files[0], None)  # reading it will say what is wrong with it
    if len(polygons) > 1:
        said = ", ".join(f"{each.path.name}: {each.name}" for each in polygons)
        raise LayerError("buildings_unclear", layers=said)
    names = ", ".join(path.name for path in files)
    raise LayerError("buildings_not_found", sources=names)
