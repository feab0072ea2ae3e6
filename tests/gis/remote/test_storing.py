"""Columns that a server sends, as those of a GeoPackage."""

import geopandas as gpd
import pandas as pd
from shapely import Point

from gis.remote.storing import layer_name, storable


def test_names_and_types_fit_the_container() -> None:
    frame = gpd.GeoDataFrame(
        {
            "fid": [1, 2],
            "GEOM": ["a", None],
            "Name": ["x", "y"],
            "NAME": ["X", "Y"],
            "when": pd.to_datetime(["2020-01-02", None]),
            "list": [[1, 2], None],
            "area": [1.5, None],
        },
        geometry=[Point(0, 0), None],
        crs="EPSG:4326",
    )
    kept = storable(frame)
    assert list(kept.columns) == ["fid_1", "GEOM_1", "Name", "NAME_1", "when", "list", "area", "geometry"]
    assert kept["when"].tolist() == ["2020-01-02T00:00:00", None]
    assert kept["list"].tolist() == ["[1, 2]", None]
    assert kept["area"].isna().tolist() == [False, True]


def test_a_name_of_a_layer_is_a_plain_word() -> None:
    assert layer_name("bu-core2d:Building") == "Building"
    assert layer_name("a.b c") == "a_b_c"
    assert layer_name("::") == "layer"
