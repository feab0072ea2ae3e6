"""What is handed over comes back as it was: every format, the letters of five languages, the systems of five places."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from pyproj import CRS

from gis.handover.cityjson import City, write_cityjson
from gis.handover.geopackage import write_layers
from gis.handover.geoparquet import write_geoparquet
from gis.handover.layer import Layer
from gis.handover.shapefile import write_shapefile
from gis.handover.vector import write_flatgeobuf, write_geojson
from gis.read import read_layer
from tests.gis.handover.conftest import ORIGIN, PLACES, TEXTS, layer

WRITERS = {
    "shp": write_shapefile,
    "gpkg": lambda one, path, origin: write_layers([one], path, origin),
    "geojson": write_geojson,
    "fgb": write_flatgeobuf,
    "parquet": write_geoparquet,
}


def _back(given: Layer, path: Path) -> gpd.GeoDataFrame:
    """What the product's own reader finds, rows in the order of the ids."""
    WRITERS[path.suffix[1:]](given, path, ORIGIN)
    found = read_layer(path, given.name if path.suffix == ".gpkg" else None).frame
    found = found.rename(columns={column.dbf: column.name for column in given.columns})
    return found.sort_values("building_id", ignore_index=True)


@pytest.mark.parametrize("code", PLACES)
@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("ending", WRITERS)
def test_values_nulls_letters_and_shapes_come_back(
    tmp_path: Path, ending: str, language: str, code: int
) -> None:
    given = layer(TEXTS[language], code)
    found = _back(given, tmp_path / f"buildings.{ending}")
    expected = given.frame
    assert found["building_id"].tolist() == expected["building_id"].tolist()
    assert [None if pd.isna(one) else one for one in found["name"]] == expected["name"].tolist()
    assert found["e_del_kwh"].to_numpy(dtype=float) == pytest.approx(
        [12_345.678_9, np.nan, -0.1], nan_ok=True
    )
    assert found["year_of_construction"].to_numpy(dtype=float) == pytest.approx(
        [1962, np.nan, 2001], nan_ok=True
    )
    here = found.geometry
    if ending == "geojson":
        assert found.crs == CRS(4326)
        here = found.to_crs(code).geometry
    else:
        assert found.crs.to_epsg() == code
    apart = shapely.hausdorff_distance(here.to_numpy(), expected.geometry.to_numpy())
    assert apart.max() < (0.002 if ending == "geojson" else 1e-6)
    assert shapely.area(here.to_numpy()) == pytest.approx(
        shapely.area(expected.geometry.to_numpy()), rel=1e-4
    )


@pytest.mark.parametrize("code", PLACES)
@pytest.mark.parametrize("language", TEXTS)
def test_city_models_come_back(tmp_path: Path, language: str, code: int) -> None:
    given = layer(TEXTS[language], code)
    frame = given.frame.set_index("building_id")[["geometry"]]
    told = [{"name": name} if name else {} for name in given.frame["name"]]
    write_cityjson(City(frame, np.array([6.5, 3.0, np.nan]), told), tmp_path / "b.city.json", ORIGIN)
    found = read_layer(tmp_path / "b.city.json").frame.set_index("gml_id")
    assert found.index.tolist() == ["A.1", "B/2", "C 3"]
    assert found.crs.to_epsg() == code
    assert [None if pd.isna(one) else one for one in found["name"]] == given.frame["name"].tolist()
    assert found["measuredHeight"].to_numpy() == pytest.approx([6.5, 3.0, np.nan], nan_ok=True)
    area = shapely.area(frame.geometry.to_numpy())
    assert found["volume_m3"].to_numpy()[:2] == pytest.approx(area[:2] * [6.5, 3.0], rel=1e-4)
    assert found["roof_form"].tolist() == ["flat", "flat", ""]
    assert shapely.hausdorff_distance(found.geometry.to_numpy(), frame.geometry.to_numpy()).max() < 0.002


def test_rows_without_a_shape_stay(tmp_path: Path) -> None:
    given = layer()
    given.frame.loc[1, "geometry"] = None
    for ending in WRITERS:
        found = _back(given, tmp_path / f"buildings.{ending}")
        assert len(found) == 3, ending
        assert shapely.is_missing(found.geometry.to_numpy()).tolist() == [False, True, False], ending


def test_whole_numbers_stay_whole(tmp_path: Path) -> None:
    for ending in ("shp", "gpkg", "geojson", "fgb"):
        path = tmp_path / f"buildings.{ending}"
        WRITERS[ending](layer(), path, ORIGIN)
        kinds = pyogrio.read_info(path)
        assert kinds["ogr_types"][3].startswith("OFTInteger"), ending
