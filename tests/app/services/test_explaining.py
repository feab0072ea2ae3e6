"""An explanation reads from the result down to its sources."""

import numpy as np
import pytest

from app.errors import UserError
from app.services.explaining import explain_result, explainable, lines, numbered
from app.text.steps import QUANTITIES


def heated_id(town):
    return str(town.buildings.index[int(np.flatnonzero(town.baseline.typed.heated)[0])])


def test_every_step_has_a_word(town):
    for result in explainable():
        for _depth, step in explain_result(town, heated_id(town), result).walk():
            assert step.quantity in QUANTITIES, step.symbol


def test_formulas_show_figures_and_no_symbols(town):
    told = list(lines(explain_result(town, heated_id(town), "payback_simple_a"), town.country))
    assert told[0].depth == 0
    assert told[0].label == "Simple payback"
    assert all("__" not in line.formula for line in told)


def test_what_is_told_once_is_not_told_again(town):
    told = list(lines(explain_result(town, heated_id(town), "e_del_kwh_m2"), town.country))
    assert len({(line.label, line.value) for line in told}) == len(told)
    assert len(list(lines(explain_result(town, heated_id(town), "e_del_kwh_m2"), town.country, most=1))) == 3


def test_figures_of_the_pack_name_their_source(town):
    told = list(lines(explain_result(town, heated_id(town), "energy_cost_eur"), town.country))
    prices = [line for line in told if line.label.startswith("Energy price")]
    assert prices
    assert all(line.source and line.origin == "country pack" for line in prices)


@pytest.mark.parametrize(
    ("building", "result", "code"),
    [
        ("nobody", "e_del_kwh_m2", "building_unknown"),
        (None, "nonsense", "result_unknown"),
    ],
)
def test_wrong_questions_are_answered_with_a_sentence(town, building, result, code):
    with pytest.raises(UserError) as fault:
        explain_result(town, building or heated_id(town), result)
    assert fault.value.code == code


def test_what_is_not_heated_is_said(town):
    cold = str(town.buildings.index[int(np.flatnonzero(~town.baseline.typed.heated)[0])])
    with pytest.raises(UserError) as fault:
        explain_result(town, cold, "e_del_kwh_m2")
    assert fault.value.code == "building_not_heated"


def test_columns_mean_what_they_mean_in_the_tables(town):
    building = heated_id(town)
    row = int(town.buildings.index.get_indexer([building])[0])
    for column in ("energy_cost_eur", "energy_cost_after_eur", "npv_eur", "heat_load_after_kw"):
        found = explain_result(town, building, column)
        assert found.value == pytest.approx(town.assessment.buildings[column][row], rel=1e-9)
    named = explain_result(town, building, "energy_cost_eur", 2)
    assert named.value == pytest.approx(town.baseline.states.energy_cost_eur[row, 2], rel=1e-9)


def test_sources_are_told_once(town):
    told, sources = numbered(
        lines(explain_result(town, heated_id(town), "npv_eur"), town.country), town.country
    )
    assert len({source.key for source in sources}) == len(sources)
    assert {line.source for line in told} == {"", *(f"[{n}]" for n in range(1, len(sources) + 1))}
