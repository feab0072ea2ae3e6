"""Which files and layers make up a district."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from gis.crs import parse
from gis.errors import LayerError, SourceError
from gis.peek import LayerInfo, guess_role, peek, plays_no_role
from gis.sources import DRIVERS, sidecar

SHAPEFILE_COMPANIONS: Final = frozenset(
    {".shx", ".dbf", ".prj", ".cpg", ".qpj", ".qix", ".sbn", ".sbx", ".qml", ".sld", ".xml", ".fix"}
)
"""Endings of files that come with a shapefile and are not opened by themselves."""

METADATA: Final = frozenset({".xml", ".gfs", ".qmd", ".txt", ".pdf"})
"""Endings of files that say nothing that is needed when there are other files."""

ROLES: Final = ("buildings", "parts", "parcels", "streets")


@dataclass(frozen=True, slots=True)
class DistrictFiles:
    """Files and layers by role; an empty layer name is guessed."""

    buildings: Path
    parts: Path | None = None
    parcels: Path | None = None
    streets: Path | None = None
    buildings_layer: str = ""
    parts_layer: str = ""
    parcels_layer: str = ""
    streets_layer: str = ""
    crs: str = ""
    """The user's choice for files that name no reference system, or an impossible one."""
    unused: tuple[str, ...] = ()
    """Files, and layers of used files as ``file: layer``, that were given and have no role."""

    def of(self, role: str) -> tuple[Path | None, str]:
        """File and layer of a role."""
        path: Path | None = getattr(self, role)
        layer: str = getattr(self, f"{role}_layer")
        return path, layer


def detect_files(
    paths: Path | Sequence[Path],
    *,
    parts: Path | None = None,
    parcels: Path | None = None,
    streets: Path | None = None,
    layer: str = "",
    crs: str = "",
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

    Raises
    ------
    SourceError
        If a file cannot be used, two files have the same role, or none holds buildings.
    CrsError
        If nothing is known by the name of the reference system.
    """
    if crs:
        parse(crs)
    named = {"parts": parts, "parcels": parcels, "streets": streets}
    files = _whole_files((paths,) if isinstance(paths, Path) else paths)
    found: dict[str, tuple[Path, str]] = {
        role: (path, "") for role, path in named.items() if path is not None
    }
    unclear: list[tuple[Path, LayerInfo]] = []
    for path in files:
        for role, info in _roles_of(path):
            if role == "buildings" and layer and info.name != layer:
                continue
            if not role:
                unclear.append((path, info))
            elif role in found and found[role][0] != path and role not in {r for r, p in named.items() if p}:
                raise SourceError("role_twice", role=role, first=found[role][0].name, second=path.name)
            else:
                found.setdefault(role, (path, info.name))
    if layer and files:
        found["buildings"] = (found.get("buildings", (files[0], ""))[0], layer)
    buildings = found.pop("buildings", None) or _only_polygons(unclear, files, set(found))
    chosen = DistrictFiles(buildings[0], buildings_layer=buildings[1], crs=crs)
    for role, (path, name) in found.items():
        chosen = replace(chosen, **{role: path, f"{role}_layer": name})  # type: ignore[arg-type]
    return replace(chosen, unused=_unused(files, chosen))


def _unused(files: Sequence[Path], chosen: DistrictFiles) -> tuple[str, ...]:
    """What was given and serves nothing."""
    taken = {chosen.of(role) for role in ROLES}
    found: list[str] = []
    for path in files:
        layers = [layer for of, layer in taken if of == path]
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
    if not path.is_dir() or path.suffix.lower() in DRIVERS:
        return [path]
    found = sorted(file for file in path.iterdir() if file.suffix.lower() in DRIVERS)
    if not found:
        raise SourceError("folder_without_files", source=path.name, known=", ".join(DRIVERS))
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


def _only_polygons(
    unclear: Sequence[tuple[Path, LayerInfo]], files: Sequence[Path], roles: set[str]
) -> tuple[Path, str]:
    polygons = [
        (path, info.name)
        for path, info in unclear
        if info.may_be_polygons and not plays_no_role(info, path.name)
    ]
    if len(polygons) == 1:
        return polygons[0]
    if len(files) == 1 and not roles and not any(info.may_be_polygons for _, info in unclear):
        return files[0], ""  # reading it will say what is wrong with it
    names = ", ".join(path.name for path in files)
    raise LayerError("buildings_not_found", sources=names)
