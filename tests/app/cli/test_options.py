"""Options that make no sense are refused, in one sentence and with the code for wrong usage."""

import json
import string
import sys

import pytest

from app.cli.commands import main
from app.cli.options import own_prices
from app.services.files import save_project
from app.text.messages import MESSAGES, sentence
from app.text.messages_command import COMMAND_MESSAGES

PLAN = ["plan", "none.gpkg", "--out", "none"]


@pytest.fixture(scope="module")
def plan(town, tmp_path_factory):
    path = tmp_path_factory.mktemp("options") / "plan.gpkg"
    save_project(town, path)
    return path


@pytest.fixture
def run(monkeypatch, capsys):
    def kvarter(*words):
        monkeypatch.setattr(sys, "argv", ["kvarter-cli", *map(str, words)])
        return main(), capsys.readouterr()

    return kvarter


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ([*PLAN, "--price-factor", "0"], "--price-factor"),
        ([*PLAN, "--price-factor", "-1"], "--price-factor"),
        ([*PLAN, "--price-factor", "6"], "--price-factor"),
        ([*PLAN, "--price-factor", "nan"], "--price-factor"),
        ([*PLAN, "--start-year", "1999"], "--start-year"),
        ([*PLAN, "--start-year", "2101"], "--start-year"),
        ([*PLAN, "--discount", "-100"], "--discount"),
        ([*PLAN, "--discount", "nan"], "--discount"),
        ([*PLAN, "--growth", "inf"], "--growth"),
        ([*PLAN, "--horizon", "0"], "--horizon"),
        ([*PLAN, "--block-discount", "60"], "--block-discount"),
        (["validate", "tabula", "a", "b", "--tolerance", "-1"], "--tolerance"),
        (["validate", "tabula", "a", "b", "--tolerance", "nan"], "--tolerance"),
        (["check-pack", "resources/packs/es", "--tolerance", "-1"], "--tolerance"),
        (["explain", "none.gpkg", "b1", "--depth", "-1"], "--depth"),
        (["calibrate", "none.gpkg", "m.csv", "--degree-days", "0"], "--degree-days"),
    ],
)
def test_a_number_out_of_range_is_wrong_usage(run, words, option):
    code, said = run(*words)
    assert code == 2
    assert option in said.err
    assert "Traceback" not in said.err


def test_the_hourly_method_asks_for_weather(run):
    code, said = run(*PLAN, "--method", "hourly")
    assert code == 2
    assert "--weather" in said.err


def test_factors_ask_for_measured(run, plan):
    code, said = run("uncertainty", plan, "--factors", "DE.M.01")
    assert code == 2
    assert "--measured" in said.err


def test_a_rule_that_matches_nothing_writes_nothing(run, plan, tmp_path):
    code, said = run(
        "set", plan, "heating=district_heat", "--where", "block_id == '12'", "-o", tmp_path / "n.gpkg"
    )
    assert code == 1
    assert "No building matches block_id == '12'" in said.err
    assert not list(tmp_path.iterdir())


def test_what_is_there_is_replaced_with_an_option_and_not_with_a_dialog(run, plan):
    code, said = run("set", plan, "heating=district_heat", "--where", "floors > 0", "-o", plan)
    assert code == 3
    assert "--overwrite" in said.err
    assert "confirm" not in said.err


def test_findings_name_options(run, plan, tmp_path):
    code, said = run("export", plan, "--out", tmp_path / "out", "--json")
    assert code == 0, said.err
    told = {one["code"]: one["sentence"] for one in json.loads(said.out)["findings"]}
    assert "--price-factor" in told["price_years"]
    assert not [line for line in told.values() if "Plan >" in line]


def placeholders(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("code", sorted(COMMAND_MESSAGES))
def test_a_sentence_for_the_command_line_takes_the_same_details(code):
    details = dict.fromkeys(placeholders(MESSAGES[code]), 1962)
    assert placeholders(COMMAND_MESSAGES[code]) <= set(details)
    assert "Plan >" not in sentence(code, details, command=True)
    assert sentence(code, details) != sentence(code, details, command=True)


def test_no_sentence_for_a_menu_reaches_the_command_line():
    menus = {code for code, text in MESSAGES.items() if "Plan >" in text or "confirm that it may" in text}
    assert menus <= set(COMMAND_MESSAGES)


@pytest.mark.parametrize("word", ["gas", "natural_gas=", "natural_gas=cheap"])
def test_a_price_that_is_not_understood_is_refused(run, word):
    code, said = run(*PLAN, "--energy-price", word)
    assert code == 2
    assert "natural_gas=0.12" in said.err


def test_own_prices_are_read():
    assert own_prices(["wood=0.1", "natural_gas=0.12"]) == (("natural_gas", 0.12), ("wood", 0.1))
