"""Examples of EN ISO 52000-1 in the files of cteepbd: read whole or refused with the reason."""

import json
import shutil
from pathlib import Path

import pytest

from app.errors import UserError
from app.services.validation import validate

GOLDEN = Path(__file__).parents[3] / "golden" / "weighting"
FACTORS = ["-f", "factors.csv"]


def example(folder, components, expected, args=FACTORS):
    (folder / "one.csv").write_text(components, encoding="utf-8")
    shutil.copy(GOLDEN / "factors.csv", folder / "factors.csv")
    test = {"name": "one", "args": ["-c", "x/one.csv", *args], "expect_stdout_contains": expected}
    path = folder / "cases.json"
    path.write_text(json.dumps({"tests": [test]}), encoding="utf-8")
    return path


def printed(ren, nren):
    return [f"C_ep [kWh/m2.an]: ren = {ren:.1f}, nren = {nren:.1f}, tot = {ren + nren:.1f}"]


def test_examples_of_every_version_of_the_format():
    result = validate("weighting", (GOLDEN / "cases.json",))
    assert result.passed
    assert result.rows == 14
    assert {q.name for q in result.quantities} >= {
        "E_P_ren",
        "E_P_nren",
        "E_P_tot",
        "RER",
        "RER_nrb",
        "EL_INSITU",
    }


def test_files_may_lie_elsewhere(tmp_path):
    cases = shutil.copy(GOLDEN / "cases.json", tmp_path / "cases.json")
    with pytest.raises(UserError, match="validation_file_missing"):
        validate("weighting", (cases,))
    assert validate("weighting", (cases, *sorted(GOLDEN.glob("*.csv")))).passed


def test_a_wrong_figure_is_seen(tmp_path):
    assert validate(
        "weighting", (example(tmp_path, "CONSUMO,CAL,ELECTRICIDAD,100", printed(50, 200)),)
    ).passed
    wrong = example(tmp_path, "CONSUMO,CAL,ELECTRICIDAD,100", printed(50, 200.2))
    assert not validate("weighting", (wrong,)).passed


@pytest.mark.parametrize(
    ("components", "ren", "nren"),
    [
        ("CONSUMO,CAL,BIOMASA,100\nCONSUMO,ACS,TERMOSOLAR,10", 110, 10),
        ("CONSUMO,CAL,RED1,100", 0, 130),
        ("#META CTE_RED1: 0.5, 0.5, 0.1\nCONSUMO,CAL,RED1,100", 50, 50),
        ("#META CTE_AREAREF: 10\nCONSUMO,CAL,GASNATURAL,100", 0, 11),
        ("CONSUMO,NEPB,ELECTRICIDAD,100\nPRODUCCION,EL_INSITU,150", 0, 0),
        (
            "1,CONSUMO,ACS,EAMBIENTE,20\n1,PRODUCCION,EAMBIENTE,5\n2,CONSUMO,CAL,EAMBIENTE,20\n2,AUX,1",
            40.5,
            2,
        ),
    ],
)
def test_components(tmp_path, components, ren, nren):
    assert validate("weighting", (example(tmp_path, components, printed(ren, nren)),)).passed


@pytest.mark.parametrize(
    "components",
    [
        "",
        "CONSUMO,CAL,ELECTRICIDAD",
        "CONSUMO,CAL,ELECTRICIDAD,-1",
        "CONSUMO,CAL,ELECTRICIDAD,1,x",
        "CONSUMO,CAL,ELECTRICIDAD,1\nCONSUMO,CAL,GASNATURAL,1,2",
        "CONSUMO,CAL,URANIO,1",
        "CONSUMO,BAÑO,ELECTRICIDAD,1",
        "PRODUCCION,EL_MOLINO,1",
        "BATERIA,ELECTRICIDAD,1",
    ],
)
def test_a_line_that_is_not_understood_is_named(tmp_path, components):
    with pytest.raises(UserError, match="validation_line_bad"):
        validate("weighting", (example(tmp_path, components, printed(1, 1)),))


def test_a_missing_factor_is_named(tmp_path):
    with pytest.raises(UserError, match="validation_factor_missing") as raised:
        validate("weighting", (example(tmp_path, "CONSUMO,CAL,GLP,1", printed(1, 1)),))
    assert raised.value.details["carrier"] == "GLP"


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["--acs_nearby", *FACTORS], printed(1, 1)),
        (["-l", "ATLANTIS"], printed(1, 1)),
        ([], printed(1, 1)),
        ([*FACTORS, "--kexp", "2"], printed(1, 1)),
        ([*FACTORS, "-a", "0"], printed(1, 1)),
        ([*FACTORS, "-a"], printed(1, 1)),
        (FACTORS, ["nothing that is known"]),
    ],
)
def test_an_example_that_cannot_be_judged_is_refused(tmp_path, args, expected):
    with pytest.raises(UserError, match=r"validation_(example|content)_bad"):
        validate("weighting", (example(tmp_path, "CONSUMO,CAL,ELECTRICIDAD,1", expected, args),))


@pytest.mark.shared
def test_published_examples(shared):
    result = validate("weighting", (shared / "validation" / "primary_energy" / "annex_j.json",))
    assert result.rows >= 4
    assert result.passed
