"""Published vectors of financial functions and of measured-to-calculated factors."""

from pathlib import Path

import pytest

from app.services.validation import validate

GOLDEN = Path(__file__).parent


def test_financial_functions_and_global_cost():
    folder = GOLDEN / "economics"
    result = validate("economics", (folder / "npv_irr_pmt.json", folder / "global_cost.json"))
    assert {q.name for q in result.quantities} == {"pv", "fv", "npv", "pmt", "irr", "global_cost"}
    assert result.passed


def test_one_file_of_cases_is_enough():
    assert validate("economics", (GOLDEN / "economics" / "global_cost.json",)).rows == 2


def test_factors_to_the_printed_digit():
    folder = GOLDEN / "factors"
    assert validate("factors", (folder / "factors.csv", folder / "pairs.csv")).passed


def test_a_wrong_factor_is_seen(tmp_path):
    folder = GOLDEN / "factors"
    wrong = tmp_path / "pairs.csv"
    wrong.write_text("Code_CalcAdapt,q_del_sum_generators,F_published\nDE.M.01,190.31,0.857\n")
    assert not validate("factors", (folder / "factors.csv", wrong)).passed


@pytest.mark.shared
def test_all_published_factors(shared):
    folder = shared / "validation" / "prebound"
    result = validate("factors", (folder / "tabula_calcadapt.csv", folder / "vectors.csv"))
    assert result.rows == 200
    assert result.passed
