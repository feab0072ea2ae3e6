"""A plan beside what is published, in words."""

import numpy as np
import pytest

from app.errors import UserError
from app.services.planning import set_country
from app.services.plausibility import compare_with_statistics
from app.text.messages import finding_sentence
from app.text.plausible import QUANTITY_WORDS
from retrofit.evidence.plausible import OWN_TOTAL, QUANTITIES, totals_of


def test_every_quantity_has_a_word() -> None:
    assert {*QUANTITIES, OWN_TOTAL} == set(QUANTITY_WORDS)


def test_totals_are_those_of_the_heated_dwellings(town) -> None:
    totals = totals_of(town.baseline)
    district = town.assessment.district
    assert totals.e_del_district_kwh == pytest.approx(district["e_del_kwh"][0])
    assert 0 < totals.e_del_heating_kwh < totals.e_del_kwh < totals.e_del_district_kwh
    assert 0 < totals.floor_area_ref_m2 < totals.floor_area_gross_m2
    homes = town.baseline.typed.heated & (town.baseline.typed.stock.size_class != 4)
    assert totals.buildings == int(np.count_nonzero(homes))


def test_every_row_names_its_source_and_year(town) -> None:
    found = compare_with_statistics(town)
    assert found.rows
    for row in found.rows:
        assert row.source and row.year and row.remark
        assert row.ratio == pytest.approx(row.calculated / row.published)
    assert not any(row.quantity == OWN_TOTAL for row in found.rows)


def test_the_own_total_comes_first(town) -> None:
    energy = town.assessment.district["e_del_kwh"][0]
    found = compare_with_statistics(town, own_total_kwh=energy / 1.2)
    assert found.rows[0].quantity == OWN_TOTAL
    assert found.rows[0].ratio == pytest.approx(1.2)
    assert not any(finding.code == "own_total_outside_band" for finding in found.findings)


def test_an_own_total_far_off_is_said(town) -> None:
    told = [finding_sentence(one) for one in compare_with_statistics(town, own_total_kwh=1.0).findings]
    assert any("your own total, outside 0.60 to 1.60" in sentence for sentence in told)


@pytest.mark.parametrize("value", [0.0, -5.0, float("nan"), float("inf")])
def test_an_impossible_own_total_is_refused(town, value: float) -> None:
    with pytest.raises(UserError) as fault:
        compare_with_statistics(town, own_total_kwh=value)
    assert fault.value.code == "own_total_wrong"


def test_a_country_without_figures_says_so(town) -> None:
    found = compare_with_statistics(set_country(town, "RS").project)
    assert found.rows == ()
    assert "no data for Serbia" in finding_sentence(found.findings[0])


def test_a_country_without_energy_figures_says_so(town) -> None:
    found = compare_with_statistics(set_country(town, "BG").project)
    assert [finding.code for finding in found.findings] == ["statistics_no_energy"]
