"""Own packages: treatments of elements, on top of today's state or of another package."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrofit.money.costs import cost_table, unit_costs
from retrofit.plan.measures import package_states
from retrofit.plan.package import STANDARD, Insulation, Package, Replacement, Variant, find_faults
from retrofit.stock import codes

DEEP = Package(
    "deep",
    ((codes.WALL, Insulation(0.20)), (codes.WINDOW, Replacement(0.8, 0.45))),
    n_infiltration_1h=0.05,
    delta_u_tb_w_m2k=0.02,
)


def states_of(pack, *own):
    return package_states(pack, (*STANDARD, *own))


def test_insulation_adds_its_resistance(make_pack):
    pack = make_pack()
    u = states_of(pack, DEEP).u_w_m2k
    today = pack.archetypes.u_w_m2k[:, 0, codes.WALL]
    assert u[:, 3, codes.WALL] == pytest.approx(1 / (1 / today + 0.20 / 0.035))


def test_new_windows_bring_their_g_value_and_a_thickness_of_nothing(make_pack):
    states = states_of(make_pack(), DEEP)
    assert (states.u_w_m2k[:, 3, codes.WINDOW] == 0.8).all()
    assert (states.g_window[:, 3] == 0.45).all()
    assert (states.thickness_m[:, 3, codes.WINDOW] == 0.0).all()
    assert (states.variant_of[:, 3, codes.WINDOW] == 2).all()


def test_what_a_package_leaves_alone_stays(make_pack):
    states = states_of(make_pack(), DEEP)
    assert np.array_equal(states.u_w_m2k[:, 3, codes.ROOF], states.u_w_m2k[:, 0, codes.ROOF])
    assert np.isnan(states.thickness_m[:, 3, codes.ROOF]).all()
    assert (states.n_infiltration_1h[:, 3] <= 0.05).all()


def test_a_package_keeps_what_it_builds_on(make_pack):
    more = Package("more", ((codes.WALL, Insulation(0.3)),), builds_on="usual")
    states = states_of(make_pack(), more)
    assert (states.u_w_m2k[:, 3] <= states.u_w_m2k[:, 1]).all()
    assert np.array_equal(states.u_w_m2k[:, 3, codes.ROOF], states.u_w_m2k[:, 1, codes.ROOF])


def test_own_packages_leave_the_standard_ones_alone(make_pack):
    pack = make_pack()
    alone, beside = package_states(pack), states_of(pack, DEEP)
    for name in ("u_w_m2k", "g_window", "thickness_m", "variant_of", "n_infiltration_1h", "delta_u_tb_w_m2k"):
        assert np.array_equal(getattr(alone, name), getattr(beside, name)[:, :3], equal_nan=True), name


@given(st.floats(0.01, 0.5), st.floats(0.0, 0.5))
def test_more_insulation_never_raises_a_u_value(make_pack, thickness, more):
    thin, thick = (
        Package(name, ((codes.ROOF, Insulation(d)),))
        for name, d in (("thin", thickness), ("thick", min(thickness + more, 1.0)))
    )
    u = states_of(make_pack(), thin, thick).u_w_m2k[:, :, codes.ROOF]
    assert (u[:, 4] <= u[:, 3]).all()
    assert (u[:, 3] <= u[:, 0]).all()


@pytest.mark.parametrize(
    ("own", "code"),
    [
        (Package("usual"), "packages_names_double"),
        (Package(""), "packages_name_missing"),
        (Package("x", builds_on="y"), "packages_order_wrong"),
        (Package("x", ((codes.WALL, Insulation(-0.1)),)), "packages_value_outside"),
        (Package("x", ((codes.WALL, Insulation(0.1, 3.5)),)), "packages_value_outside"),
        (Package("x", ((codes.WINDOW, Insulation(0.1)),)), "packages_treatment_wrong"),
        (Package("x", ((codes.WINDOW, Replacement(0.0)),)), "packages_value_outside"),
        (Package("x", ((codes.WINDOW, Replacement(12.0)),)), "packages_value_outside"),
        (Package("x", ((codes.WINDOW, Replacement(1.0, 1.2)),)), "packages_value_outside"),
        (Package("x", ((codes.WINDOW, Replacement(float("nan"))),)), "packages_value_outside"),
        (Package("x", ((codes.ROOF, Replacement(0.3)),)), "packages_treatment_wrong"),
        (Package("x", n_infiltration_1h=9.0), "packages_value_outside"),
        (Package("x", n_infiltration_1h=-0.1), "packages_value_outside"),
        (Package("x", delta_u_tb_w_m2k=0.6), "packages_value_outside"),
        (Package("x", pv_share=2.0), "packages_value_outside"),
        (Package("x", generator="perpetuum_mobile"), "packages_word_unknown"),
        (Package("x", ventilation="fan"), "packages_word_unknown"),
        (Package("x", controls=("app",)), "packages_word_unknown"),
    ],
)
def test_impossible_packages_are_named(own, code):
    assert [one.code for one in find_faults((*STANDARD, own))] == [code]


def test_a_fault_names_package_key_value_and_what_is_allowed():
    own = Package("x", ((codes.WALL, Insulation(0.2, method="cavity")),), n_infiltration_1h=9.0)
    found = [fault.details for fault in find_faults((*STANDARD, own))]
    assert found == [
        {"package": "x", "key": "air_leakage", "value": "9", "low": "0", "high": "2 1/h"},
        {"package": "x", "key": "wall thickness_cm (cavity)", "value": "20", "low": "0.1", "high": "10 cm"},
    ]


def test_poor_windows_are_possible():
    assert find_faults((*STANDARD, Package("x", ((codes.WINDOW, Replacement(5.0, 0.9)),)))) == ()


def test_possible_packages_have_no_fault():
    assert find_faults((*STANDARD, DEEP, Package("x", ((codes.DOOR, Variant(2)),), builds_on="deep"))) == ()
    assert [one.code for one in find_faults((DEEP,))] == ["packages_standard_missing"]


def test_methods_have_their_own_cost(make_pack):
    inside = Package("inside", ((codes.WALL, Insulation(0.06, method="interior")),))
    outside = Package("outside", ((codes.WALL, Insulation(0.06)),))
    pack = make_pack()
    dear = replace(pack.costs[0], element=codes.WALL, variant=codes.COST_ROWS.index("interior"))
    pack = replace(
        pack, costs=(*pack.costs, replace(dear, fixed_eur_m2=replace(dear.fixed_eur_m2, value=999.0)))
    )
    states = states_of(pack, inside, outside)
    table = cost_table(pack, vat_included=False)
    per_m2 = unit_costs(states.thickness_m, states.variant_of, table)[:, 3:, codes.WALL]
    touched = states.variant_of[:, 3, codes.WALL] > 0
    assert touched.any()
    assert (per_m2[touched, 0] > per_m2[touched, 1]).all()
    np.testing.assert_array_equal(states.u_w_m2k[:, 3], states.u_w_m2k[:, 4])


@pytest.mark.parametrize(
    ("element", "treatment", "code"),
    [
        (codes.ROOF, Insulation(0.1, method="cavity"), "packages_word_unknown"),
        (codes.WALL, Insulation(0.2, method="cavity"), "packages_value_outside"),
        (codes.WALL, Insulation(0.1, method="straw"), "packages_word_unknown"),
        (codes.FLOOR, Insulation(0.1, method="top_ceiling"), "packages_word_unknown"),
    ],
)
def test_a_method_that_does_not_fit_is_refused(element, treatment, code):
    assert [one.code for one in find_faults((*STANDARD, Package("x", ((element, treatment),))))] == [code]
