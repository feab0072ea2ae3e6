"""Ratios of calculated to published figures, in the same units and of the same things."""

import numpy as np
import pytest

from retrofit.evidence.plausible import (
    ALL_BAND,
    HEAT_BAND,
    LIVING_PER_REF,
    QUANTITIES,
    Statistic,
    Totals,
    compare,
    compare_own,
    findings_of,
)
from retrofit.stock.pack import Status

DISTRICT = Totals(
    buildings=10,
    dwellings=50.0,
    dwellings_guessed=0.0,
    floor_area_ref_m2=4400.0,
    floor_area_gross_m2=5000.0,
    e_del_heating_kwh=440_000.0,
    e_del_kwh=550_000.0,
    co2_kg=110_000.0,
    e_del_district_kwh=660_000.0,
)


def published(quantity: str, value: float, place: str = "", floor_area: str = "") -> Statistic:
    unit = QUANTITIES[quantity].unit
    return Statistic(
        quantity, value, unit, 2020, "somebody", Status.VERIFIED, place=place, floor_area=floor_area
    )


def one(quantity: str, value: float, **more: str) -> tuple[float, float]:
    (found,) = compare(DISTRICT, [published(quantity, value, **more)])
    return found.calculated, found.ratio


@pytest.mark.parametrize(
    ("quantity", "floor_area", "expected"),
    [
        ("e_del_heating_m2", "living", 110.0),
        ("e_del_heating_m2", "gross", 88.0),
        ("e_del_heat_m2", "living", 137.5),
        ("e_del_all_m2", "gross", 110.0),
        ("e_del_heating_dwelling", "", 8800.0),
        ("e_del_heat_dwelling", "", 11000.0),
        ("e_del_all_dwelling", "", 11000.0),
        ("co2_dwelling", "", 2200.0),
        ("floor_area_dwelling", "living", 80.0),
        ("floor_area_dwelling", "gross", 100.0),
    ],
)
def test_totals_are_divided_by_what_the_statistic_counts(
    quantity: str, floor_area: str, expected: float
) -> None:
    calculated, ratio = one(quantity, expected / 2, floor_area=floor_area)
    assert calculated == pytest.approx(expected)
    assert ratio == pytest.approx(2.0)


def test_living_area_is_tabula_s() -> None:
    assert pytest.approx(1.0 / 1.1) == LIVING_PER_REF
    assert DISTRICT.area_m2("living") == pytest.approx(4000.0)


def test_inhabitants_are_dwellings_times_persons() -> None:
    found = compare(DISTRICT, [published("persons_dwelling", 2.5), published("e_del_all_person", 4400.0)])
    assert [(c.quantity, c.calculated) for c in found] == [("e_del_all_person", 4400.0)]


def test_a_place_has_its_own_persons() -> None:
    statistics = [
        published("persons_dwelling", 2.5),
        published("persons_dwelling", 2.0, place="town"),
        published("floor_area_person", 40.0, place="town", floor_area="living"),
        published("floor_area_person", 32.0, floor_area="living"),
    ]
    assert [c.ratio for c in compare(DISTRICT, statistics)] == pytest.approx([1.0, 1.0])


def test_without_persons_nothing_is_compared_per_inhabitant() -> None:
    assert compare(DISTRICT, [published("e_del_all_person", 4400.0)]) == ()


def test_a_district_without_dwellings_is_not_compared() -> None:
    empty = Totals(0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert compare(empty, [published("e_del_heat_dwelling", 1.0)]) == ()


@pytest.mark.parametrize(("factor", "named"), [(0.59, 1), (0.61, 0), (1.59, 0), (1.61, 1)])
def test_beyond_the_band_is_a_finding(factor: float, named: int) -> None:
    found = compare(DISTRICT, [published("e_del_heat_dwelling", 11000.0 / factor)])
    assert len(findings_of(found)) == named


def test_all_uses_have_a_lower_band() -> None:
    assert np.divide(ALL_BAND, HEAT_BAND) == pytest.approx([0.789, 0.789])
    (whole,) = compare(DISTRICT, [published("e_del_all_dwelling", 11000.0 / 1.4)])
    assert not whole.plausible


def test_the_own_total_counts_every_heated_building() -> None:
    own = compare_own(DISTRICT, 330_000.0)
    assert own.ratio == pytest.approx(2.0)
    assert [finding.code for finding in findings_of([own])] == ["own_total_outside_band"]
