"""Bands and calibration from the command line."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from app.cli.commands import main
from app.services.files import save_project

ROOT = Path(__file__).resolve().parents[3]
WORDS = [sys.executable, "-m", "app.cli"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"}


def kvarter(*arguments):
    return subprocess.run(
        [*WORDS, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=ENVIRONMENT,
        check=False,
    )


@pytest.fixture(scope="module")
def plan(town, tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "plan.gpkg"
    save_project(town, path)
    return path


@pytest.fixture(scope="module")
def meters(town, tmp_path_factory):
    energy = town.assessment.buildings["e_del_kwh"]
    rows = [
        f"{name};{0.8 * kwh:.1f};2023".replace(".", ",")
        for name, kwh in zip(town.buildings.index, energy, strict=True)
        if kwh > 0
    ]
    path = tmp_path_factory.mktemp("meters") / "meters.csv"
    path.write_text("\n".join(["building_id;kWh;year", *rows, "NOWHERE;5;2023"]))
    return path


def test_uncertainty_prints_band_drivers_and_surveys(plan, tmp_path):
    done = kvarter("uncertainty", plan, "--draws", 128, "--out", tmp_path / "bands")
    assert done.returncode == 0, done.stderr
    for words in ("band of 80 %", "MWh/a", "Room temperature", "energy audit", "blocks_bands.csv"):
        assert words in done.stdout
    blocks = pd.read_csv(tmp_path / "bands" / "blocks_bands.csv", encoding="utf-8-sig")
    assert (blocks["invest_low_eur"] <= blocks["invest_high_eur"]).all()
    again = kvarter("uncertainty", plan, "--draws", 128, "--out", tmp_path / "bands")
    assert again.returncode == 3
    assert "already there" in again.stderr


def test_the_same_seed_prints_the_same(plan, town):
    one, two, other = (
        kvarter("uncertainty", plan, "--draws", 64, "--seed", seed, "--json") for seed in (1, 1, 2)
    )
    assert one.stdout == two.stdout != other.stdout
    answer = json.loads(one.stdout)
    assert answer["plan"]["npv_eur"] == pytest.approx(town.assessment.district["npv_eur"][0], rel=1e-9)
    band = answer["district"]["e_del_kwh_m2"]
    assert band["low"] < band["median"] < band["high"]


def test_as_measured_says_by_which_factors(plan):
    done = kvarter("uncertainty", plan, "--draws", 64, "--measured", "--factors", "EU.M.01")
    assert done.returncode == 0, done.stderr
    assert "EU.M.01" in done.stdout


def test_calibrate_prints_raw_and_calibrated(plan, meters, tmp_path):
    done = kvarter("calibrate", plan, meters, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    for words in (
        "(99",
        "before",
        "held out",
        "as measured",
        "NOWHERE",
        "decimal commas",
        "buildings_calibrated.csv",
    ):
        assert words in done.stdout
    answer = json.loads(kvarter("calibrate", plan, meters, "--by", "archetype", "--json").stdout)
    assert answer["e_del_kwh"]["calibrated"] < answer["e_del_kwh"]["raw"]
    assert answer["unmatched"] == ["NOWHERE"]
    assert len(answer["fits"]) > 1
    parameter = answer["fits"][0]["parameters"][0]
    assert parameter["low"] < parameter["after"] < parameter["high"]


@pytest.mark.parametrize(
    "words, said, code",
    [
        (("uncertainty", "--draws", "3"), "make no sense", 2),
        (("uncertainty", "--measured", "--factors", "XX"), "no set of factors XX", 2),
        (("uncertainty", "--result", "beauty"), "no bands of beauty", 2),
        (("calibrate", "gone.csv"), "gone.csv does not exist", 3),
        (("calibrate", "gone.csv", "--by", "colour"), "fitted by colour", 2),
    ],
)
def test_a_wrong_word_is_one_sentence(plan, words, said, code):
    done = kvarter(words[0], plan, *words[1:])
    assert done.returncode == code
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="timers by signal")
def test_it_can_be_stopped_without_leaving_anything(plan, tmp_path, monkeypatch, capsys):
    words = ["uncertainty", str(plan), "--draws", "40000", "--out", str(tmp_path / "bands")]
    monkeypatch.setattr(sys, "argv", ["kvarter-cli", *words])
    former = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 1.0)
    try:
        code = main()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, former)
    assert code not in {0, 2, 3}
    assert "Traceback" not in capsys.readouterr().err
    assert not (tmp_path / "bands").exists()
