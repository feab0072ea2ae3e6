"""Against figures that are known by other means."""

import numpy as np
import pytest

from gis.geodesy import Geodesy

UTM30 = "EPSG:25830"


def test_the_central_meridian_of_utm_is_shortened_by_its_scale_factor():
    line = np.array([[500_000.0, 4_500_000.0], [500_000.0, 4_501_000.0], [500_000.0, 4_503_000.0]])
    lengths = Geodesy.of(UTM30).lengths(line)
    np.testing.assert_allclose(lengths.plane_m, [1000.0, 2000.0])
    np.testing.assert_allclose(lengths.ellipsoid_m, [1000.0 / 0.9996, 2000.0 / 0.9996], rtol=1e-6)


def test_an_area_grows_by_the_square_of_the_scale_factor_whichever_way_round():
    ring = np.array(
        [[499_950, 4_500_000], [500_050, 4_500_000], [500_050, 4_500_100], [499_950, 4_500_100.0]]
    )
    for one in (ring, ring[::-1]):
        plane, ellipsoid = Geodesy.of(UTM30).areas(one)
        assert plane == pytest.approx(10_000.0)
        assert ellipsoid == pytest.approx(10_000.0 / 0.9996**2, rel=1e-6)


def test_too_few_corners_have_no_size():
    geodesy = Geodesy.of(UTM30)
    assert geodesy.areas(np.zeros((2, 2))) == (0.0, 0.0)
    assert len(geodesy.lengths(np.zeros((1, 2))).plane_m) == 0


def test_latitude_comes_first_and_the_origin_of_a_zone_lies_on_its_meridian():
    latitude, longitude = Geodesy.of(UTM30).latitude_longitude(500_000.0, 0.0)
    assert (latitude, longitude) == pytest.approx((0.0, -3.0), abs=1e-6)
    latitude, longitude = Geodesy.of("EPSG:5514").latitude_longitude(-742_000.0, -1_042_000.0)
    assert latitude == pytest.approx(50.1, abs=0.1)
    assert longitude == pytest.approx(14.4, abs=0.2)
