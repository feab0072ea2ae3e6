"""Which climate a place is reckoned with."""

import numpy as np
import pytest

from retrofit.errors import PackError
from retrofit.physics.climate import choose_climate, great_circle_km
from retrofit.plan.scenario import Assumptions, Method


def test_great_circle_of_a_quarter_of_the_globe():
    assert great_circle_km((0.0, 0.0), np.array([90.0]), np.array([0.0]))[0] == pytest.approx(
        10007.6, abs=0.1
    )


def test_the_nearest_station_is_taken(make_pack, make_station):
    pack = make_pack(stations=(make_station("milan"), make_station("turin", (45.07, 7.68))))
    climate, findings = choose_climate(pack, Assumptions(), (45.1, 7.9))
    assert (climate.key, findings) == ("turin", ())


def test_a_far_place_takes_the_nearest_region_and_says_so(make_pack):
    climate, findings = choose_climate(make_pack(), Assumptions(), (41.0, 10.0))
    assert climate.season is not None
    assert climate.key == "XX.S"
    assert [(f.code, f.args["station"]) for f in findings] == [("climate_far", "Milan")]


def test_a_season_lends_the_sun_of_the_nearest_station(make_pack, make_station):
    stations = (make_station("aosta", (45.74, 7.32)), make_station("milan"))
    climate, _ = choose_climate(make_pack(stations=stations), Assumptions(), (41.0, 10.0))
    assert climate.season is not None
    assert climate.sun is not None
    assert climate.sun.key == "milan"
    assert 490 < climate.sun_km < 510


def test_the_station_the_user_named_wins_over_distance_and_method(make_pack):
    assumptions = Assumptions(station="milan", method=Method.SEASONAL)
    climate, findings = choose_climate(make_pack(), assumptions, (60.0, 10.0))
    assert climate.station is not None
    assert findings == ()


def test_a_region_can_be_named_too(make_pack):
    climate, _ = choose_climate(make_pack(), Assumptions(station="XX.N"), (45.5, 9.2))
    assert climate.season is not None


def test_the_method_decides_between_a_station_and_a_region_of_one_name(make_pack, make_station):
    pack = make_pack(stations=(make_station("XX.N"),))
    monthly, _ = choose_climate(pack, Assumptions(station="XX.N"), (45.5, 9.2))
    seasonal, _ = choose_climate(pack, Assumptions(Method.SEASONAL, "XX.N"), (45.5, 9.2))
    assert (monthly.station is None, monthly.season is None) == (False, True)
    assert (seasonal.station is None, seasonal.season is None) == (True, False)


def test_an_unknown_station_is_refused(make_pack):
    with pytest.raises(PackError, match="pack_no_station"):
        choose_climate(make_pack(), Assumptions(station="oslo"), (45.5, 9.2))


def test_a_pack_without_stations_takes_its_season(make_pack):
    climate, findings = choose_climate(make_pack(stations=()), Assumptions(), (59.0, 10.0))
    assert climate.key == "XX.N"
    assert [f.code for f in findings] == ["climate_no_station"]
