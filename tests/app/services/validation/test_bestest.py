"""Judging the hourly and the monthly method by ASHRAE 140."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from app.errors import UserError
from app.services.validation import bestest_case, validate
from app.weather import read_epw

GOLDEN = Path(__file__).parents[3] / "golden" / "bestest"
ELSEWHERE = {
    "610": ({"sha": 0.84}, 4.784, 4.602),
    "630": ({"AWin": [0, 6, 0, 6], "sha": 0.846 * 0.915}, 5.097, 2.954),
    "680": ({"UWal": 0.15, "URoo": 0.1}, 2.646, 6.764),
    "695": ({"UWal": 0.15, "URoo": 0.1, "th": "const19.9", "tc": "const20.1"}, 3.147, 9.323),
    "940": ({"heaC": 307750, "fm": 2.43, "th": "setback"}, 1.242, 2.251),
    "985": ({"heaC": 307750, "fm": 2.43, "th": "const19.9", "tc": "const20.1"}, 2.333, 5.905),
}
"""Further cases of the same source: changes of the base case, heating and cooling [MWh]."""


@pytest.fixture(scope="module")
def weather(tmp_path_factory):
    path = tmp_path_factory.mktemp("weather") / "denver.epw"
    path.write_bytes(gzip.decompress((GOLDEN / "denver.epw.gz").read_bytes()))
    return path


@pytest.fixture
def files(weather):
    return [GOLDEN / "cases.json", GOLDEN / "reference.csv", weather, GOLDEN / "monthly.csv"]


def test_published_cases(files):
    result = validate("bestest", files)
    assert result.passed
    errors = {q.name: q.maximum for q in result.quantities}
    assert errors["annual_heating_MWh"] < 0.03
    assert errors["annual_cooling_MWh"] < 0.04
    assert max(errors["T_max_C"], errors["T_min_C"]) < 1.0
    assert "monthly_heating_winter" in errors


def test_the_monthly_table_may_be_left_out(files):
    assert not [q for q in validate("bestest", files[:3]).quantities if q.name.startswith("monthly")]


def test_further_cases_of_the_same_source(files, weather, tmp_path):
    given = json.loads(files[0].read_text())
    given["cases"] = {name: changes for name, (changes, *_) in ELSEWHERE.items()}
    cases, reference = tmp_path / "cases.json", tmp_path / "reference.csv"
    cases.write_text(json.dumps(given))
    rows = [
        f"annual_{kind}_MWh,Case{name},{values[at]}"
        for at, kind in ((1, "heating"), (2, "cooling"))
        for name, values in ELSEWHERE.items()
    ]
    reference.write_text("\n".join(["quantity,case,ISO13790_5R1C_IBPSA", *rows]))
    result = validate("bestest", (cases, reference, weather))
    assert {q.rows for q in result.quantities} == {len(ELSEWHERE)}
    assert result.passed


@pytest.mark.shared
def test_the_full_files(shared):
    folder = shared / "validation" / "bestest"
    names = "cases_5r1c_parameters.json", "reference_140_2020.csv", "USA_CO_Denver.Intl.AP.725650_TMY3.epw"
    assert validate("bestest", [folder / name for name in (*names, "monthly_case600_kwh.csv")]).passed


def test_a_wrong_expectation_is_seen(files, tmp_path):
    wrong = tmp_path / "reference.csv"
    wrong.write_text(
        files[1].read_text().replace("annual_cooling_MWh,Case900,2.284", "annual_cooling_MWh,Case900,3")
    )
    result = validate("bestest", [files[0], wrong, files[2]])
    assert [q.name for q in result.quantities if not q.passed] == ["annual_cooling_MWh"]


def test_cases_without_parameters_are_named(files, tmp_path):
    given = json.loads(files[0].read_text())
    del given["cases"]["640"]
    fewer = tmp_path / "cases.json"
    fewer.write_text(json.dumps(given))
    result = validate("bestest", [fewer, *files[1:]])
    assert result.passed
    assert any("640" in note for note in result.notes)
    given["cases"] = {"1": {}}
    fewer.write_text(json.dumps(given))
    with pytest.raises(UserError, match="validation_case_missing"):
        validate("bestest", [fewer, *files[1:3]])


@pytest.mark.parametrize(
    "change",
    [
        {"th": "warm"},
        {"AWin": [1, 2]},
        {"fm": -1},
        {"AFlo": 0},
        {"coe": None},
        {"V": "large"},
        {"tc": "constx"},
    ],
)
def test_a_bad_case_is_named(files, tmp_path, change):
    given = json.loads(files[0].read_text())
    given["cases"]["620"].update(change)
    bad = tmp_path / "cases.json"
    bad.write_text(json.dumps(given))
    with pytest.raises(UserError) as fault:
        validate("bestest", [bad, *files[1:3]])
    assert fault.value.code == "validation_cases_bad"
    assert fault.value.details["case"] == "620"


def test_a_month_that_is_missing_is_named(files, tmp_path):
    fewer = tmp_path / "monthly.csv"
    fewer.write_text("\n".join(files[3].read_text().splitlines()[:6]))
    with pytest.raises(UserError, match="validation_row_missing"):
        validate("bestest", [*files[:3], fewer])


def test_the_balance_of_a_free_floating_case_stays_in_bounds(files, weather):
    given = json.loads(files[0].read_text())
    case = bestest_case.case_of({**given["base"], **given["cases"]["600FF"]})
    year = bestest_case.balance(case, bestest_case.Exposed.of(read_epw(weather)), course=True)
    assert year.theta_air_c.shape == (1, 8760)
    assert not year.phi_hc_w.any()
    assert year.theta_air_max_c[0] == np.max(year.theta_air_c)
