"""Summer heat from the command line."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from app.cli.commands import main
from app.services.files import save_project

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"}


def kvarter(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *map(str, arguments)],
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
def hours(town, tmp_path_factory):
    """A typical year as PVGIS writes it."""
    hour = np.arange(8760)
    season, day = -np.cos(2 * np.pi * (hour - 480) / 8760), np.sin(2 * np.pi * (hour % 24 - 9) / 24)
    sun = np.maximum(np.sin(2 * np.pi * (hour % 24 - 6) / 24), 0.0) * (0.65 + 0.35 * season)
    columns = 13.0 + 11.0 * season + 5.0 * day, 750.0 * sun, 450.0 * sun, 250.0 * sun
    names = "T2m", "G(h)", "Gb(n)", "Gd(h)"
    rows = [dict(zip(names, map(float, row), strict=True)) for row in zip(*columns, strict=True)]
    place = {"latitude": town.place[0], "longitude": town.place[1], "elevation": 5.0}
    path = tmp_path_factory.mktemp("hours") / "hot.json"
    path.write_text(json.dumps({"inputs": {"location": place}, "outputs": {"tmy_hourly": rows}}))
    return path


def test_it_prints_measures_cooling_and_what_they_rest_on(plan, hours, tmp_path):
    out = tmp_path / "summer"
    done = kvarter("summer", plan, "--weather", hours, "--out", out)
    assert done.returncode == 0, done.stderr
    for words in (
        "Outside blinds", "hours a year above 26 °C", "buildings above 100 h", "kWh/(m²a)", "indicative",
        "206/2012", "Warmest blocks", "PVGIS TMY", "blocks_summer.csv",
    ):  # fmt: skip
        assert words in done.stdout
    blocks = pd.read_csv(out / "blocks_summer.csv", encoding="utf-8-sig")
    assert (blocks["overheating_all_h"] <= blocks["overheating_today_h"]).all()
    again = kvarter("summer", plan, "--weather", hours, "--out", out)
    assert (again.returncode, "already there" in again.stderr) == (3, True)
    assert kvarter("summer", plan, "--weather", hours, "--out", out, "--overwrite").returncode == 0


def test_programs_get_units_and_blocks(plan, hours, town):
    answer = json.loads(kvarter("summer", plan, "--weather", hours, "--package", "advanced", "--json").stdout)
    assert answer["package"] == "advanced"
    assert answer["weather"] == {"name": "hot", "source": "PVGIS TMY", "synthetic": False}
    assert answer["units"]["hours"] == "h/a"
    assert list(answer["blocks"]) == list(town.blocks.index)
    district = answer["district"]
    assert district["hours"]["today"] > district["hours"]["shading"]
    cooling = district["q_c_nd_kwh_m2"]["today"]
    assert district["electricity_kwh_m2"]["today"] == pytest.approx(cooling / answer["seasonal_efficiency"])


@pytest.mark.parametrize(
    "words, said, code",
    [
        ((), "name a weather file with --weather", 2),
        (("--weather", "gone.epw"), "gone.epw does not exist", 3),
        (("--weather", "{plan}"), "no weather file the program reads", 3),
        (("--weather", "{hours}", "--package", "gold"), "no package called gold", 2),
    ],
)
def test_what_is_wrong_is_one_sentence(plan, hours, words, said, code):
    done = kvarter("summer", plan, *(word.format(plan=plan, hours=hours) for word in words))
    assert done.returncode == code
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="timers by signal")
def test_it_can_be_stopped_without_leaving_anything(plan, hours, tmp_path, monkeypatch, capsys):
    words = ["summer", str(plan), "--weather", str(hours), "--out", str(tmp_path / "summer")]
    monkeypatch.setattr(sys, "argv", ["kvarter-cli", *words])
    former = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        code = main()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, former)
    assert code not in {0, 2, 3}
    assert "Traceback" not in capsys.readouterr().err
    assert not (tmp_path / "summer").exists()
