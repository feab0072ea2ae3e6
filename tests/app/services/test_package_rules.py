"""The first rule that fits decides; the rest stays; what is written wrong is named."""

import numpy as np
import pytest

from app.errors import UserError
from app.project import PackageRule
from app.services.files import open_project, save_project
from app.services.package_rules import apply_rules, fit
from app.services.planning import apply_default

OLD = PackageRule("year_of_construction < 1930", "advanced")
MOST = PackageRule("year_of_construction < 1975", "none")


def test_the_first_rule_that_fits_decides(town):
    planned = apply_default(town, 1).project
    after = apply_rules(planned, (OLD, MOST)).project
    year, heated = planned.baseline.typed.stock.year_of_construction, planned.baseline.typed.heated
    expected = np.where(
        heated & (year < 1930), 2, np.where(heated & (year < 1975), 0, planned.scenario.package_of)
    )
    np.testing.assert_array_equal(after.scenario.package_of, expected)
    assert after.rules == (OLD, MOST)
    turned = apply_rules(planned, (MOST, OLD)).project
    assert not (turned.scenario.package_of[heated & (year < 1975)] == 2).any()


def test_counts_are_of_heated_buildings_and_add_up(town):
    found, heated = fit(town, (OLD, MOST)), town.baseline.typed.heated
    year = town.baseline.typed.stock.year_of_construction
    assert found.fits == ((heated & (year < 1930)).sum(), (heated & (year < 1975)).sum())
    assert found.decided(0) == found.fits[0]
    assert found.decided(0) + found.decided(1) == found.fits[1]
    assert (found.rule_of[~heated] == -1).all()


def test_no_rules_change_nothing(town):
    np.testing.assert_array_equal(apply_rules(town, ()).project.scenario.package_of, town.scenario.package_of)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (PackageRule("year_of_construction <", "usual"), "rule_unreadable"),
        (PackageRule("colour == 'red'", "usual"), "rule_column_unknown"),
        (PackageRule("year_of_construction < 1930", "golden"), "package_unknown"),
    ],
)
def test_what_is_wrong_is_named(town, rule, code):
    with pytest.raises(UserError) as fault:
        apply_rules(town, (OLD, rule))
    assert fault.value.code == code
    if code != "package_unknown":
        assert fault.value.details["number"] == 2


def test_rules_are_kept_in_the_plan(town, tmp_path):
    save_project(apply_rules(town, (OLD, MOST)).project, tmp_path / "plan.gpkg")
    assert open_project(tmp_path / "plan.gpkg").project.rules == (OLD, MOST)
