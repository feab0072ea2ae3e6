"""A portrait of some buildings equals what the plan says of them."""

import numpy as np
import pytest

from app.services.planning import assign_package
from app.services.portrait import MIXED, figures, inputs, portrait, remarks
from retrofit.stock.codes import ELEMENTS


def rows_of(*rows):
    return np.array(rows, dtype=np.intp)


def test_the_whole_town_equals_the_district(town):
    found = figures(town, np.arange(len(town.buildings)))
    for name, values in town.assessment.district.items():
        assert found[name] == pytest.approx(values[0], rel=1e-12, nan_ok=True), name


def test_a_block_equals_its_row(town):
    members = np.flatnonzero(town.stock.block_of == 2)
    found = figures(town, members)
    for name, values in town.assessment.blocks.items():
        assert found[name] == pytest.approx(values[2], rel=1e-12, nan_ok=True), name


def test_the_chosen_option_is_what_the_figures_say(town):
    heated = np.flatnonzero(town.baseline.typed.heated & (town.scenario.package_of == 1))
    told = portrait(town, heated)
    chosen = told.options[told.package]
    assert told.package == 1
    assert chosen.invest_eur == pytest.approx(told.figures["invest_eur"])
    assert chosen.npv_eur == pytest.approx(told.figures["npv_eur"])
    assert chosen.saving_pct == pytest.approx(told.figures["saving_pct"])
    assert chosen.payback_simple_a == pytest.approx(told.figures["payback_simple_a"])
    assert sum(element.invest_eur for element in told.elements) == pytest.approx(chosen.invest_eur)


def test_doing_nothing_costs_and_saves_nothing(town):
    nothing = portrait(town, np.arange(len(town.buildings))).options[0]
    assert nothing.invest_eur == nothing.npv_eur == nothing.saving_pct == 0.0
    assert np.isnan(nothing.payback_simple_a)


def test_different_packages_are_mixed(town):
    first, second = np.flatnonzero(town.baseline.typed.heated)[:2]
    changed = assign_package(town, np.array([first], dtype=np.int32), 2).project
    told = portrait(changed, rows_of(first, second))
    assert told.package == MIXED
    assert [option.buildings for option in told.options] == [0, 1, 1]


def test_u_values_are_means_by_area(town):
    rows = np.flatnonzero(town.baseline.typed.heated)[:5]
    wall = ELEMENTS.index("wall")
    area = town.baseline.envelope.area_m2[rows, wall]
    expected = (area * town.baseline.states.u_w_m2k[rows, 0, wall]).sum() / area.sum()
    told = {element.element: element for element in portrait(town, rows).elements}
    assert told["wall"].u_now_w_m2k == pytest.approx(expected)
    assert told["wall"].u_after_w_m2k <= told["wall"].u_now_w_m2k


def test_nothing_heated_has_no_elements(town):
    cold = np.flatnonzero(~town.baseline.typed.heated)[:3]
    told = portrait(town, cold)
    assert not told.heated
    assert told.elements == ()


def test_inputs_tell_where_they_come_from(town):
    found = {one.field.name: one for one in inputs(town, 0)}
    assert found["year_of_construction"].text == f"{town.stock.year_of_construction[0]:.0f}"
    assert found["year_of_construction"].origin == "given"
    assert not found["year_of_construction"].guessed


def test_remarks_speak_of_the_building(town):
    cold = int(np.flatnonzero(~town.baseline.typed.heated)[0])
    assert "not_heated" in [finding.code for finding in remarks(town, cold)]
