"""The command line as a user or a script meets it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

ROOT = Path(__file__).resolve().parents[3]


def kvarter(*arguments, cwd=None):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        cwd=cwd,
        check=False,
    )


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    out = tmp_path_factory.mktemp("plan") / "out"
    return kvarter("demo", "--district", "synthetic", "--out", out, "--json"), out


def test_demo_prints_totals_with_units_and_names_every_file(planned):
    done, _ = planned
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["units"]["e_del_kwh"] == "kWh/a"
    assert answer["district"]["invest_eur"] > 0
    assert 0 < answer["district"]["saving_pct"] < 100
    assert all(Path(path).stat().st_size > 0 for path in answer["files"].values())


def test_the_plan_reads_back_equal_in_every_format(planned):
    answer, out = json.loads(planned[0].stdout), planned[1]
    blocks = gpd.read_file(out / "blocks.shp")
    buildings = gpd.read_file(out / "buildings.shp")
    twin = gpd.read_file(out / "plan.gpkg", layer="blocks")
    table = pd.read_csv(out / "blocks.csv")
    total = answer["district"]["e_del_kwh"]
    for found in (blocks["EDEL_KWH"], buildings["EDEL_KWH"], twin["e_del_kwh"], table["e_del_kwh"]):
        assert found.sum() == pytest.approx(total, rel=1e-9)
    assert len(blocks) == answer["blocks"] == len(twin)


def test_what_is_there_is_not_replaced_unasked(planned):
    _, out = planned
    before = (out / "plan.gpkg").read_bytes()
    again = kvarter("demo", "--district", "synthetic", "--out", out)
    assert again.returncode == 3
    assert "already there" in again.stderr
    assert (out / "plan.gpkg").read_bytes() == before
    assert kvarter("demo", "--district", "synthetic", "--out", out, "--overwrite").returncode == 0


def test_export_of_a_saved_project_gives_the_same_totals(planned, tmp_path):
    answer, out = json.loads(planned[0].stdout), planned[1]
    done = kvarter("export", out / "plan.gpkg", "--out", tmp_path / "again", "--json")
    assert done.returncode == 0, done.stderr
    again = json.loads(done.stdout)["district"]
    assert {name for name, value in again.items() if value is None} == {"payback_discounted_a"}
    for name, value in answer["district"].items():
        assert again[name] == (value if value is None else pytest.approx(value, rel=1e-9)), name


def _footprints(path: Path, crs="EPSG:25830", shapes=None):
    shapes = [box(x, 0, x + 10, 12) for x in (500000, 500010, 500040)] if shapes is None else shapes
    gpd.GeoDataFrame({"id": [f"h{i}" for i in range(len(shapes))]}, geometry=shapes, crs=crs).to_file(path)
    return path


def test_bare_footprints_are_enough_for_a_plan(tmp_path):
    source = _footprints(tmp_path / "in" / "x.gpkg") if (tmp_path / "in").mkdir() is None else None
    before = source.read_bytes()
    done = kvarter(
        "plan", source, "--country", "ES", "--package", "advanced", "--out", tmp_path / "out", "--json"
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["fates"]["buildings"] == {"accepted": 3, "repaired": 0, "rejected": 0}
    assert source.read_bytes() == before
    assert [item.name for item in (tmp_path / "in").iterdir()] == ["x.gpkg"]


@pytest.mark.parametrize(
    ("arguments", "says", "code"),
    [
        (("plan", "nowhere.gpkg", "--out", "out"), "nowhere.gpkg", 3),
        (("plan", "words.geojson", "--out", "out"), "words.geojson", 3),
        (("plan", "nocrs.shp", "--out", "out"), "nocrs.shp", 3),
        (("plan", "ok.gpkg", "--crs", "nonsense", "--out", "out"), "nonsense", 3),
        (("export", "ok.gpkg", "--out", "out"), "ok.gpkg", 3),
        (("plan", "ok.gpkg", "--package", "golden", "--out", "out"), "golden", 2),
        (("plan", "ok.gpkg", "--country", "XX", "--out", "out"), "XX", 2),
        (("demo", "--district", "atlantis", "--out", "out"), "atlantis", 2),
        (("validate", "nothing", "a", "b"), "nothing", 2),
    ],
)
def test_bad_input_is_one_sentence_an_exit_code_and_no_file(tmp_path, arguments, says, code):
    (tmp_path / "words.geojson").write_text("not json", encoding="utf-8")
    _footprints(tmp_path / "ok.gpkg")
    _footprints(tmp_path / "nocrs.shp")
    (tmp_path / "nocrs.prj").unlink()
    before = sorted(item.name for item in tmp_path.iterdir())
    done = kvarter(*arguments, cwd=tmp_path)
    assert done.returncode == code, (done.stdout, done.stderr)
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert sorted(item.name for item in tmp_path.iterdir()) == before


def test_usage_errors_exit_with_two():
    assert kvarter("plan").returncode == 2
    assert kvarter("no-such-command").returncode == 2


def test_the_command_line_starts_without_qt():
    code = "import sys, app.cli.commands; sys.exit(any(m.startswith('PySide6') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_selftest_proves_the_installation():
    done = kvarter("--selftest")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "FAILED" not in done.stdout


def test_a_fault_is_json_too_where_json_is_asked_for(tmp_path):
    done = kvarter("plan", "nowhere.gpkg", "--out", "out", "--json", cwd=tmp_path)
    assert done.returncode == 3
    assert json.loads(done.stdout)["error"]["code"] == "file_missing"


def test_assumptions_can_be_given(tmp_path):
    _footprints(tmp_path / "ok.gpkg")
    words = ("--method", "seasonal", "--no-vat", "--discount", "5", "--growth", "0", "--horizon", "20")
    done = kvarter("plan", "ok.gpkg", *words, "--price-factor", "2", "--out", "out", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    basis = json.loads(done.stdout)["money_basis"]
    assert "without VAT" in basis
    assert "times 2; 5 % discount, energy +0 % a year (real), 20 years" in basis


def test_a_climate_that_the_pack_lacks_is_a_wrong_word(tmp_path):
    _footprints(tmp_path / "ok.gpkg")
    done = kvarter("plan", "ok.gpkg", "--climate", "atlantis", "--out", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "atlantis" in done.stderr
    assert not (tmp_path / "out").exists()
