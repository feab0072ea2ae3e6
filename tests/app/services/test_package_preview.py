"""A package is previewed as it would be reckoned."""

import numpy as np
import pytest

from app.errors import UserError
from app.services.package_preview import preview
from app.services.planning import apply_default, package_position, set_country, set_packages
from retrofit.plan.package import Insulation, Package
from retrofit.stock import codes

DEEP = Package(
    "deep", ((codes.WALL, Insulation(0.2)),), builds_on="usual", generator="heat_pump_air", pv_share=0.4
)
OTHER = Package("other", ((codes.ROOF, Insulation(0.3)),))


@pytest.fixture(scope="module")
def danish(town):
    return set_country(town, "DK").project


def test_the_preview_is_what_the_plan_says_afterwards(danish):
    everyone = np.arange(len(danish.stock))
    found = preview(danish, (OTHER, DEEP), "deep", everyone)
    planned = set_packages(danish, (OTHER, DEEP)).project
    planned = apply_default(planned, package_position("deep", planned.packages)).project
    states, heated = planned.baseline.states, planned.baseline.typed.heated
    place = package_position("deep", planned.packages)
    assert found.buildings == heated.sum()
    assert found.invest_eur == pytest.approx(states.invest_eur[heated, place].sum())
    assert found.npv_eur == pytest.approx(states.npv_eur[heated, place].sum())
    assert found.e_del_after_kwh == pytest.approx(states.e_del_total_kwh[heated, place].sum())
    again = preview(planned, (OTHER, DEEP), "deep", everyone)
    assert again.npv_eur == pytest.approx(found.npv_eur)


def test_some_buildings_are_summed_alone(danish):
    heated = np.flatnonzero(danish.baseline.typed.heated)
    parts = [preview(danish, (DEEP,), "deep", rows).invest_eur for rows in (heated[:5], heated[5:])]
    assert sum(parts) == pytest.approx(preview(danish, (DEEP,), "deep", heated).invest_eur)


def test_insulation_lowers_the_u_value_of_its_element_alone(danish):
    heated = np.flatnonzero(danish.baseline.typed.heated)
    found = preview(danish, (OTHER,), "other", heated)
    lower = found.u_after_w_m2k < found.u_now_w_m2k - 1e-9
    assert lower.tolist() == [element == codes.ROOF for element in range(5)]


def test_an_impossible_package_is_named(danish):
    thick = Package("thick", ((codes.WALL, Insulation(3.0)),))
    with pytest.raises(UserError) as fault:
        preview(danish, (thick,), "thick", np.arange(3))
    assert fault.value.code == "packages_value_outside"
