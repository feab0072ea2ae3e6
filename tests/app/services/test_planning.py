"""A plan is changed by its services alone."""

from dataclasses import replace

import numpy as np

from app.services.planning import apply_default, assign_package, set_country
from gis.account import Account, Remark


def test_the_remark_on_a_substitute_goes_with_the_substitute(town):
    remark = Remark("pack_substituted", "doubts", args={"country": "CH", "pack": town.country})
    stood_in = town.replace(account=Account(town.account.fates, (remark,)))
    assert apply_default(stood_in, 2).project.account.remarks == (remark,)
    assert set_country(stood_in, "DE").project.account.remarks == ()


def test_a_package_for_what_is_not_heated_changes_nothing(town):
    cold = np.flatnonzero(~town.baseline.typed.heated).astype(np.int32)
    assert np.array_equal(assign_package(town, cold, 2).project.scenario.package_of, town.scenario.package_of)


def test_another_country_chooses_its_own_climate(town):
    fixed = town.replace(assumptions=replace(town.assumptions, station="sonderborg"))
    assert set_country(fixed, "DE").project.assumptions.station == ""
