"""Element areas from footprints, party walls and heights."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrofit.physics.envelope import envelope, party_walls
from retrofit.stock import codes
from retrofit.stock.stock import PartyWalls
from retrofit.stock.typology import complete


def two_touching(length=12.0):
    one = np.array([0], dtype=np.int32)
    return PartyWalls(one, one + 1, np.array([length]), np.array([codes.EAST], dtype=np.int8))


def areas_of(stock, pack):
    typed = complete(stock, pack)
    return typed, envelope(typed, pack.archetypes)


def test_a_detached_house_by_hand(make_pack, make_stock):
    pack = make_pack()
    stock = make_stock(
        1, number_of_floors_above_ground=2.0, year_of_construction=1970.0, number_of_dwellings=1.0
    )
    typed, found = areas_of(stock, pack)
    ref = 0.85 * 240.0
    window, door = 30 / 170 * ref, 0.01 * ref + 1.5
    assert typed.floor_area_ref_m2[0] == pytest.approx(ref)
    expected = [120 * 1.2, 44 * 6 - window - door, 120, window, door]
    np.testing.assert_allclose(found.area_m2[0], expected)
    np.testing.assert_allclose(found.window_area_m2[0, :4], window * np.array([10, 12, 10, 12]) / 44)
    assert found.party_wall_area_m2[0] == 0


def test_a_party_wall_is_as_high_as_the_lower_building(make_pack, make_stock):
    stock = make_stock(2, two_touching(), number_of_floors_above_ground=[2.0, 4.0])
    _, found = areas_of(stock, make_pack())
    np.testing.assert_allclose(found.party_wall_area_m2, 12 * 6)
    np.testing.assert_allclose(found.wall_area_m2[0], [60, 0, 60, 72])
    np.testing.assert_allclose(found.wall_area_m2[1], [120, 144, 120, 144 - 72])


@pytest.mark.parametrize("condition", [codes.RUIN, codes.DEMOLISHED, codes.PROJECTED])
def test_a_wall_towards_nothing_that_stands_is_exposed(make_pack, make_stock, condition):
    stock = make_stock(2, two_touching(), condition_of_construction=[0, condition])
    _, found = areas_of(stock, make_pack())
    assert found.party_wall_area_m2[0] == 0
    assert (found.wall_area_m2[0] > 0).all()


def test_a_building_enclosed_on_all_sides_has_no_window(make_pack, make_stock):
    four = np.arange(4, dtype=np.int8)
    zero = np.zeros(4, dtype=np.int32)
    walls = PartyWalls(zero, zero + 1, np.array([10.0, 12, 10, 12]), four)
    _, found = areas_of(make_stock(2, walls, number_of_floors_above_ground=2.0), make_pack())
    assert found.area_m2[0, codes.WINDOW] == found.area_m2[0, codes.WALL] == found.area_m2[0, codes.DOOR] == 0


def test_windows_without_an_example_building_follow_the_estimate(make_pack, make_stock, make_archetypes):
    types = make_archetypes()
    types.area_m2[:] = np.nan
    types.floor_area_ref_m2[:] = np.nan
    pack = make_pack(archetypes=types)
    typed, found = areas_of(make_stock(1, number_of_floors_above_ground=2.0), pack)
    ref = typed.floor_area_ref_m2[0]
    assert found.area_m2[0, [codes.WINDOW, codes.DOOR]].sum() == pytest.approx(0.18 * ref)
    assert found.area_m2[0, codes.ROOF] == 120.0


@given(st.integers(0, 1000))
def test_wall_parts_add_up_and_nothing_is_negative(make_pack, random_stock, seed):
    stock = random_stock(40, seed)
    typed, found = areas_of(stock, make_pack())
    assert (found.area_m2 >= -1e-9).all()
    vertical = found.area_m2[:, [codes.WALL, codes.WINDOW, codes.DOOR]].sum(axis=1)
    np.testing.assert_allclose(vertical, found.wall_area_m2.sum(axis=1), atol=1e-9)
    gross = typed.stock.wall_length_m.sum(axis=1) * typed.stock.height_above_ground_m
    np.testing.assert_allclose(vertical + found.party_wall_area_m2, gross, rtol=1e-9)


def test_both_sides_of_a_party_wall_face_each_other(make_pack, make_stock):
    typed = complete(make_stock(2, two_touching(), number_of_floors_above_ground=1.0), make_pack())
    area = party_walls(typed.stock)
    assert area[0, codes.EAST] == area[1, codes.WEST] == pytest.approx(36.0)
    assert area.sum() == pytest.approx(72.0)
