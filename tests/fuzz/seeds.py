"""Small good files of every kind that is read, made here: what the fuzzer damages."""

import csv
import io
import json
import os
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from shapely.geometry import LineString, box

from tests.fuzz import seed_texts

Files = dict[str, bytes]
CRS_NAME, EAST, NORTH = "EPSG:25830", 525_000, 4_743_000
MOST_SHARED_BYTES = 130_000
"""Larger real files would only make the mutations rarer and slower."""


@dataclass(frozen=True)
class Seed:
    """Files by name, the one that is opened, and how."""

    kind: str
    files: Files
    main: str
    door: str = "map"


def houses(count: int = 9) -> gpd.GeoDataFrame:
    """A street of houses: one with a court, one of two parts, one bow-tie, one that overlaps."""
    shapes = [box(EAST + 20 * i, NORTH, EAST + 20 * i + 12, NORTH + 10 + i % 3) for i in range(count)]
    shapes[1] = shapes[1].difference(box(EAST + 24, NORTH + 3, EAST + 28, NORTH + 6))
    shapes[2] = shapely.union(shapes[2], box(EAST + 40, NORTH + 30, EAST + 45, NORTH + 38))
    x = EAST + 60
    shapes[3] = shapely.Polygon([(x, NORTH), (x + 10, NORTH + 10), (x + 10, NORTH), (x, NORTH + 10)])
    shapes[5] = shapely.union(shapes[5], box(EAST + 110, NORTH, EAST + 122, NORTH + 4))
    return gpd.GeoDataFrame(
        {
            "id": [f"B{i}" for i in range(count)],
            "address": [f"Calle Peñón {i + 1}" for i in range(count)],
            "year": [1900 + 9 * i for i in range(count)],
            "floors": [1 + i % 5 for i in range(count)],
            "height": [3.5 + i for i in range(count)],
            "use": ["residential", "1_residential", "oficina"] * (count // 3),
            "refcat": [f"95311{i:02d}VK0193B" for i in range(count)],
            "owner": ["Ayuntamiento", "C.P. Peñón 2", ""] * (count // 3),
        },
        geometry=shapes,
        crs=CRS_NAME,
    )


def lots() -> gpd.GeoDataFrame:
    shapes = [box(EAST - 2 + 20 * i, NORTH - 5, EAST + 18 + 20 * i, NORTH + 40) for i in range(9)]
    return gpd.GeoDataFrame(
        {"parcel_id": [f"95311{i:02d}VK0193B" for i in range(9)]}, geometry=shapes, crs=CRS_NAME
    )


def streets() -> gpd.GeoDataFrame:
    lines = [
        LineString([(EAST - 50, NORTH - 8 + 60 * i), (EAST + 250, NORTH - 8 + 60 * i)]) for i in range(2)
    ]
    return gpd.GeoDataFrame({"name": ["Peñón", "Norte"]}, geometry=lines, crs=CRS_NAME)


def written(name: str, write: Callable[[Path], object], *, only: str = "") -> Files:
    """The files that a writer leaves in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        write(Path(folder) / name)
        found = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(Path(folder).rglob("*"))
            if path.is_file()
        }
    return {name: found[name]} if only else found


def zipped(files: Files) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return target.getvalue()


def all_seeds() -> tuple[Seed, ...]:
    """Every seed; those of real files where their folder is present."""
    made = [*_maps(), *_texts(), *_tables(), *_rasters(), *_archives(), *_own(), *_shared()]
    return tuple(made)


def _maps() -> Iterator[Seed]:
    frame = houses()
    degrees = frame.to_crs(4326)
    for kind, name, layer, options in (
        ("shapefile", "houses.shp", frame, {"encoding": "UTF-8"}),
        ("flatgeobuf", "houses.fgb", frame, {}),
        ("geojson", "houses.geojson", frame, {}),
        ("geojson", "world.geojson", degrees, {}),
        ("ndjson", "houses.ndjson", degrees, {"driver": "GeoJSONSeq"}),
        ("gml", "houses.gml", frame, {}),
        ("dxf", "houses.dxf", frame[["geometry"]], {}),
        ("kml", "houses.kml", degrees[degrees.is_valid], {"driver": "LIBKML"}),
        ("spatialite", "houses.sqlite", frame, {"driver": "SQLite"}),
        ("mapinfo", "houses.tab", frame, {}),
        ("mapinfo", "houses.mif", frame, {"driver": "MapInfo File"}),
    ):
        found = written(
            name, lambda path, one=layer, more=options: pyogrio.write_dataframe(one, path, **more)
        )
        yield Seed(kind, {n: raw for n, raw in found.items() if not n.endswith(".xsd")}, name)
    latin = written("latin.shp", lambda path: pyogrio.write_dataframe(frame, path, encoding="CP1252"))
    latin.pop("latin.cpg", None)
    yield Seed("shapefile", latin, "latin.shp")
    yield Seed("geopackage", written("town.gpkg", _package), "town.gpkg")
    yield Seed("geodatabase", written("town.gdb", _geodatabase), "town.gdb")
    try:
        yield Seed("parquet", written("houses.parquet", frame.to_parquet), "houses.parquet")
        yield Seed("parquet", written("houses.feather", frame.to_feather), "houses.feather")
    except ImportError:
        return


def _package(path: Path) -> None:
    for name, layer in (("buildings", houses()), ("parcels", lots()), ("streets", streets())):
        pyogrio.write_dataframe(layer, path, layer=name)


def _geodatabase(path: Path) -> None:
    frame, kind = houses()[["id", "year", "geometry"]], "MultiPolygon"
    pyogrio.write_dataframe(frame, path, driver="OpenFileGDB", geometry_type=kind, promote_to_multi=True)


def _texts() -> Iterator[Seed]:
    for kind, name, text in (
        ("inspire", "A.ES.SDGC.BU.building.gml", seed_texts.inspire(houses())),
        ("citygml", "lod2.gml", seed_texts.citygml()),
        ("cityjson", "town.city.json", seed_texts.cityjson()),
        ("cityjson", "parts.city.json", seed_texts.cityjson(parts=True)),
        ("topojson", "houses.topojson", seed_texts.topojson()),
        ("osm", "town.osm", seed_texts.street_map()),
    ):
        yield Seed(kind, {name: text.encode()}, name)
    yield Seed("pbf", {"town.osm.pbf": seed_texts.packed_street_map()}, "town.osm.pbf")


def _tables() -> Iterator[Seed]:
    frame = houses()
    table = pd.DataFrame(frame.drop(columns="geometry"))
    placed = table.assign(x=frame.centroid.x, y=frame.centroid.y)
    words = table.assign(wkt=frame.geometry.to_wkt())
    for name, one, separator, encoding in (
        ("epc.csv", table, ";", "utf-8"),
        ("points.csv", placed, ",", "cp1252"),
        ("shapes.csv", words, ";", "utf-8-sig"),
        ("tabs.tsv", table, "\t", "utf-16"),
    ):
        text = one.to_csv(index=False, sep=separator, quoting=csv.QUOTE_MINIMAL)
        yield Seed("csv", {name: text.encode(encoding)}, name, "table")
    for name in ("epc.xlsx", "epc.ods"):
        # spreadsheets of a few rows: the archive around them is most of it
        made = written(name, lambda path: pyogrio.write_dataframe(words, path))
        yield Seed(name[4:], made, name, "table")
    made = written("epc.dbf", lambda path: pyogrio.write_dataframe(table, path, driver="ESRI Shapefile"))
    yield Seed("dbf", {"epc.dbf": made["epc.dbf"]}, "epc.dbf", "table")
    rows = table.assign(
        husnummer=[{"adresse": a, "flats": [{"n": i}]} for i, a in enumerate(table["address"])]
    )
    yield Seed("json", {"bbr.json": json.dumps(rows.to_dict("records")).encode()}, "bbr.json", "table")
    lines = ["address,start,end,energy_kwh,carrier"]
    lines += [f"Calle Peñón {i},2023-01-01,2023-12-31,{9000 + i},gas" for i in range(1, 9)]
    yield Seed("meters", {"meters.csv": "\n".join(lines).encode()}, "meters.csv", "meters")


def _rasters() -> Iterator[Seed]:
    import rasterio
    from affine import Affine

    step = Affine.translation(EAST - 10, NORTH + 40) @ Affine.scale(4.0, -4.0)
    values = np.full((16, 60), 20.0)
    values[7:11, 2:] += 6.0 + np.arange(58) % 5  # roofs stand on a plain
    size = {"width": 60, "height": 16, "count": 1, "crs": CRS_NAME, "transform": step}

    def write(path: Path, **more: object) -> None:
        with rasterio.open(path, "w", **{**size, "dtype": "float32", **more}) as target:
            target.write(values.astype(str(more.get("dtype", "float32"))), 1)

    tiled = {"tiled": True, "blockxsize": 16, "blockysize": 16, "compress": "deflate", "nodata": -9999.0}
    for name, more in (
        ("strips.tif", {"driver": "GTiff"}),
        ("tiles.tif", {"driver": "GTiff", **tiled}),
        ("short.tif", {"driver": "GTiff", "dtype": "int16", "compress": "lzw"}),
        ("grid.asc", {"driver": "AAIGrid"}),
    ):
        made = written(name, lambda path, more=more: write(path, **more))
        made = {key: raw for key, raw in made.items() if not key.endswith(".aux.xml")}
        yield Seed("raster", made, name, "raster")


def _archives() -> Iterator[Seed]:
    shape = next(seed.files for seed in _maps() if seed.kind == "shapefile")
    yield Seed("zip", {"houses.zip": zipped(shape)}, "houses.zip")
    deep = {f"delivery/ñ/{name}": raw for name, raw in shape.items()}
    deep["delivery/lots.geojson"] = written("lots.geojson", lots().to_file)["lots.geojson"]
    yield Seed("zip", {"town.zip": zipped(deep)}, "town.zip")
    table = next(seed for seed in _tables() if seed.main == "shapes.csv")
    yield Seed("zip", {"table.zip": zipped(table.files)}, "table.zip", "table")
    page = next(seed.files for seed in _maps() if seed.kind == "kml")["houses.kml"]
    yield Seed("zip", {"houses.kmz": zipped({"doc.kml": page})}, "houses.kmz")


def _own() -> Iterator[Seed]:
    """Files of the program itself: plans, packages, recipes, profiles, country packs."""
    from app.paths import resources
    from app.services.files import save_project
    from app.services.intake import ImportRequest, import_district
    from gis.district import detect_files

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "town.gpkg"
        _package(source)
        plan = import_district(ImportRequest(detect_files(source))).project
        save_project(plan, Path(folder) / "plan.gpkg")
        yield Seed(
            "project", {"plan.gpkg": (Path(folder) / "plan.gpkg").read_bytes()}, "plan.gpkg", "project"
        )
    for kind, text in (
        ("recipe", seed_texts.RECIPE), ("packages", seed_texts.PACKAGES), ("profile", seed_texts.PROFILE),
    ):  # fmt: skip
        files = {f"{kind}.toml": text.encode()}
        if kind == "recipe":
            files |= {"town.geojson": written("town.geojson", houses().to_file)["town.geojson"]}
        yield Seed(kind, files, f"{kind}.toml", kind)
    folder = resources() / "packs" / "es"
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    yield Seed("pack", files, "pack.toml", "pack")


def _shared() -> Iterator[Seed]:
    """Real and nasty files that are small."""
    folder = (
        Path(os.environ.get("KVARTER_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "geodata"
    )
    if not folder.is_dir():
        return
    from gis.formats import DRIVERS

    for path in sorted(folder.rglob("*")):
        ending = path.suffix.lower()
        beside = [one for one in path.parent.glob(f"{path.stem}.*") if one.is_file()]
        if not path.is_file() or ending not in {*DRIVERS, ".tif", ".asc"} or ending == ".shx":
            continue
        if sum(one.stat().st_size for one in beside) > MOST_SHARED_BYTES:
            continue
        mine = beside if ending in (".shp", ".tab", ".mif") else [path]
        door = (
            "raster"
            if ending in (".tif", ".asc")
            else "table"
            if ending in (".csv", ".tsv", ".xlsx", ".ods")
            else "map"
        )
        yield Seed("real", {one.name: one.read_bytes() for one in mine}, path.name, door)
