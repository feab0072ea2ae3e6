import geopandas as gpd
import numpy as np
import pytest
from pyproj import CRS
from shapely.geometry import box

from gis.crs import horizontal, is_plausible, metric_crs, parse, place, reprojected
from gis.errors import CrsError


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        (42.85, -2.67, 25830),  # Vitoria-Gasteiz
        (43.36, -8.41, 25829),  # A Coruña
        (41.39, 2.17, 25831),  # Barcelona
        (28.12, -15.43, 4083),  # Las Palmas
        (58.38, 26.72, 3301),  # Tartu
        (54.91, 9.79, 25832),  # Sønderborg
        (55.10, 14.70, 25833),  # Bornholm
        (40.35, 18.17, 7793),  # Lecce
        (45.41, 11.88, 7791),  # Padova
        (42.02, 24.87, 7801),  # Asenovgrad
        (50.10, 14.40, 5514),  # Prague
        (52.52, 13.40, 25833),  # Berlin
        (47.37, 8.54, 25832),  # Zürich
        (-33.87, 151.21, 32756),  # Sydney
    ],
)
def test_degrees_get_the_metric_system_of_the_place(lat, lon, code):
    assert metric_crs(CRS(4326), (lon, lat, lon, lat)).to_epsg() == code


@pytest.mark.parametrize(
    ("code", "x", "y", "kept"),
    [
        (25830, 376612, 4546605, True),
        (32732, 463000, 15225000, True),  # UTM South on the northern half: strange, and correct
        (3857, 1603000, 6464000, False),
        (3035, 3000000, 2100000, False),  # equal area, yet lengths are bent
        (2263, 985000, 205000, False),  # US feet
    ],
)
def test_a_true_system_in_metres_is_kept(code, x, y, kept):
    chosen = metric_crs(CRS(code), (x, y, x, y))
    assert (chosen == CRS(code)) == kept
    assert all(axis.unit_conversion_factor == 1.0 for axis in chosen.axis_info)


def test_of_a_compound_system_the_horizontal_part_counts():
    assert metric_crs(CRS(7416), (544519, 6325560, 544519, 6325560)).to_epsg() == 25832
    assert horizontal(CRS(4979)).to_epsg() == 4326


def test_metres_that_cannot_be_degrees_and_the_reverse():
    assert not is_plausible(CRS(4326), (500000, 4500000, 500100, 4500100))
    assert not is_plausible(CRS(25830), (-3.7, 40.4, -3.6, 40.5))
    assert is_plausible(CRS(25830), (376612, 4546605, 376700, 4546700))
    assert not is_plausible(CRS(25830), (np.nan, np.nan, np.nan, np.nan))


def test_shapes_are_flattened_and_moved():
    frame = gpd.GeoDataFrame({"a": [1]}, geometry=[box(-2.68, 42.84, -2.67, 42.85)], crs=4326)
    moved, accuracy = reprojected(frame, CRS(25830))
    assert moved.crs.to_epsg() == 25830
    assert accuracy >= 0
    # 0.01 degrees at 42.845 degrees north on the GRS 80 ellipsoid: 817.2 m by 1110.8 m
    assert moved.area.iloc[0] == pytest.approx(817.2 * 1110.8, rel=2e-3)
    assert place(moved) == pytest.approx((42.845, -2.675), abs=1e-4)


def test_an_unknown_name_is_refused():
    with pytest.raises(CrsError):
        parse("EPSG:0815")
