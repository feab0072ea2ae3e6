"""What is filled in, and where it says it came from."""

import numpy as np
import pytest

from retrofit.stock import codes
from retrofit.stock.provenance import Provenance
from retrofit.stock.stock import PartyWalls
from retrofit.stock.typology import complete

ONE_BESIDE_TWO = PartyWalls(
    np.array([0], dtype=np.int32),
    np.array([1], dtype=np.int32),
    np.array([12.0]),
    np.array([1], dtype=np.int8),
)


def completed(pack, stock):
    return complete(stock, pack).stock


@pytest.mark.parametrize(
    ("known", "floors", "height", "gross", "origin"),
    [
        ({"number_of_floors_above_ground": 2.4}, 2.4, 7.2, 288.0, Provenance.GIVEN),
        ({"height_above_ground_m": 10.0}, 3.0, 10.0, 360.0, Provenance.ARCHETYPE),
        ({"floor_area_gross_m2": 500.0}, 4.0, 12.0, 500.0, Provenance.MEASURED),
        ({"official_area_m2": 230.0}, 2.0, 6.0, 230.0, Provenance.MEASURED),
        ({}, 3.0, 9.0, 360.0, Provenance.ASSUMED),
    ],
)
def test_floors_height_and_area_fill_each_other(make_pack, make_stock, known, floors, height, gross, origin):
    stock = completed(make_pack(), make_stock(1, number_of_dwellings=5.0, **known))
    assert stock.number_of_floors_above_ground[0] == pytest.approx(floors)
    assert stock.height_above_ground_m[0] == pytest.approx(height)
    assert stock.floor_area_gross_m2[0] == pytest.approx(gross)
    assert stock.provenance["number_of_floors_above_ground"][0] == origin


def test_an_area_derived_from_guessed_floors_is_a_guess(make_pack, make_stock):
    stock = completed(make_pack(), make_stock())
    assert stock.provenance["floor_area_gross_m2"][0] == Provenance.ASSUMED
    stock = completed(make_pack(), make_stock(number_of_floors_above_ground=2.0))
    assert stock.provenance["floor_area_gross_m2"][0] == Provenance.MEASURED


@pytest.mark.parametrize(
    ("known", "size_class"),
    [
        ({"number_of_dwellings": 1.0}, codes.SFH),
        ({"number_of_dwellings": 2.0}, codes.SFH),
        ({"number_of_dwellings": 3.0}, codes.MFH),
        ({"number_of_dwellings": 12.0}, codes.MFH),
        ({"number_of_dwellings": 13.0}, codes.AB),
        ({"number_of_dwellings": 8.0, "number_of_floors_above_ground": 6.0}, codes.AB),
        ({"current_use": codes.USE_INDIVIDUAL, "number_of_floors_above_ground": 4.0}, codes.SFH),
        ({"current_use": codes.USE_COLLECTIVE, "number_of_floors_above_ground": 1.0}, codes.MFH),
        ({"current_use": codes.USE_OFFICE}, codes.NRES),
        ({"size_class": codes.AB, "number_of_dwellings": 1.0}, codes.AB),
        ({"number_of_floors_above_ground": 1.0}, codes.SFH),
        ({"number_of_floors_above_ground": 4.0}, codes.MFH),
    ],
)
def test_size_class(make_pack, make_stock, known, size_class):
    assert completed(make_pack(), make_stock(1, **known)).size_class[0] == size_class


def test_a_house_beside_a_house_is_terraced_but_not_beside_a_garage(make_pack, make_stock):
    houses = completed(make_pack(), make_stock(2, ONE_BESIDE_TWO, number_of_dwellings=1.0))
    np.testing.assert_array_equal(houses.size_class, codes.TH)
    use = [codes.USE_INDIVIDUAL, codes.USE_ANCILLARY]
    beside_garage = completed(make_pack(), make_stock(2, ONE_BESIDE_TWO, current_use=use))
    assert beside_garage.size_class[0] == codes.SFH


@pytest.mark.parametrize(
    ("known", "dwellings"),
    [
        ({"current_use": codes.USE_INDIVIDUAL}, 1.0),
        ({"number_of_floors_above_ground": 4.0}, 5.0),
        ({"current_use": codes.USE_COLLECTIVE, "number_of_floors_above_ground": 1.0}, 3.0),
        ({"current_use": codes.USE_OFFICE}, 0.0),
        ({"current_use": codes.USE_ANCILLARY}, 0.0),
    ],
)
def test_dwellings(make_pack, make_stock, known, dwellings):
    stock = completed(make_pack(), make_stock(1, **known))
    assert stock.number_of_dwellings[0] == dwellings
    assert stock.provenance["number_of_dwellings"][0] == Provenance.ARCHETYPE


def test_what_is_given_stays(make_pack, make_stock):
    given = {"year_of_construction": 1901.0, "number_of_dwellings": 7.0, "height_above_ground_m": 20.0}
    stock = completed(make_pack(), make_stock(1, **given))
    for name, value in given.items():
        assert getattr(stock, name)[0] == value
        assert stock.provenance[name][0] == Provenance.GIVEN


def test_a_missing_year_is_the_middle_of_the_default_period(make_pack, make_stock):
    stock = completed(make_pack(), make_stock())
    assert stock.year_of_construction[0] == 1969
    assert stock.provenance["year_of_construction"][0] == Provenance.ASSUMED


def test_a_height_from_a_typical_storey_is_never_more_than_an_archetypes_value(make_pack, make_stock):
    stock = completed(make_pack(), make_stock(1, number_of_floors_above_ground=2.0))
    assert stock.provenance["height_above_ground_m"][0] == Provenance.ARCHETYPE


def test_a_tiny_building_without_a_use_is_an_outbuilding_and_a_guess(make_pack, make_stock):
    stock = completed(make_pack(), make_stock(1, footprint_area_m2=12.0, current_use=-1))
    assert stock.current_use[0] == codes.USE_ANCILLARY
    assert stock.provenance["current_use"][0] == Provenance.ASSUMED
