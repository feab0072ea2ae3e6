"""Prove an installation: every library that can be missing is used once, for real."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final

from app.identity import strangers, version

LIBRARIES: Final = (
    "PySide6-Essentials",
    "geopandas",
    "shapely",
    "pyproj",
    "pyogrio",
    "rasterio",
    "numpy",
    "numba",
    "matplotlib",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was tried."""

    name: str
    passed: bool
    detail: str


def selftest() -> Iterator[Step]:
    """Try each part of the installation; yields as it goes."""
    with tempfile.TemporaryDirectory(prefix="kvarter-") as name:
        folder = Path(name)
        for title, attempt in _attempts(folder):
            yield _try(title, attempt)


def _attempts(folder: Path) -> tuple[tuple[str, Callable[[], str]], ...]:
    return (
        ("program", _program),
        ("libraries", _libraries),
        ("country packs", _packs),
        ("reference systems", _projection),
        ("rasters", lambda: _raster(folder / "raster.tif")),
        ("plan, save, open", lambda: _plan(folder)),
        ("exports and map picture", lambda: _export(folder)),
    )


def _try(title: str, attempt: Callable[[], str]) -> Step:
    try:
        return Step(title, True, attempt())
    except Exception as fault:  # noqa: BLE001 - whatever is broken in an installation is the answer here
        return Step(title, False, f"{type(fault).__name__}: {fault}")


def _program() -> str:
    foreign = strangers()
    if foreign:
        raise ImportError("taken from another distribution: " + ", ".join(foreign))
    return version()


def _libraries() -> str:
    return ", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)


def _packs() -> str:
    from app.packs import available, load_pack

    return ", ".join(f"{load_pack(code).code} {load_pack(code).version}" for code in available())


def _projection() -> str:
    from pyproj import Transformer

    x, y = Transformer.from_crs(4326, 25830, always_xy=True).transform(-2.67, 42.85)
    if not (526_000 < x < 528_000 and 4_743_000 < y < 4_746_000):
        raise ValueError(f"Vitoria-Gasteiz came out at {x:.0f}, {y:.0f}")
    return f"EPSG:25830 {x:.0f} {y:.0f}"


def _raster(path: Path) -> str:
    import numpy as np
    import rasterio
    from rasterio.transform import from_origin

    heights = np.arange(12, dtype=np.float32).reshape(3, 4)
    place = {"crs": "EPSG:25830", "transform": from_origin(0, 3, 1, 1)}
    with rasterio.open(
        path, "w", driver="GTiff", height=3, width=4, count=1, dtype="float32", **place
    ) as target:
        target.write(heights, 1)
    with rasterio.open(path) as source:
        if not np.array_equal(source.read(1), heights):
            raise ValueError("a raster did not read back as written")
    return f"GDAL {rasterio.__gdal_version__}"


def _plan(folder: Path) -> str:
    from app.services.files import open_project, save_project
    from app.services.samples import sample_project

    path = folder / "synthetic.gpkg"
    project = sample_project("synthetic").project
    save_project(project, path)
    again = open_project(path).project
    assert project.assessment is not None and again.assessment is not None
    before, after = (float(p.assessment.district["e_del_kwh"][0]) for p in (project, again))  # type: ignore[union-attr]
    if abs(before - after) > 1e-9 * before:
        raise ValueError(f"{before} kWh became {after} kWh after save and open")
    return f"{len(project.buildings)} buildings, {before:.0f} kWh/a"


def _export(folder: Path) -> str:
    from app.services.exporting import ExportRequest, export_plan
    from app.services.files import open_project

    project = open_project(folder / "synthetic.gpkg").project
    written = export_plan(project, ExportRequest(folder / "out"))
    empty = [path.name for path in written.values() if path.stat().st_size == 0]
    if empty:
        raise ValueError("empty files: " + ", ".join(empty))
    return ", ".join(path.name for path in written.values())
