"""Packs are looked over before anybody plans with them: from a script, with exit codes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.packs import available
from app.paths import resources
from app.services.pack_check import check_pack
from app.text.messages import sentence
from retrofit.errors import PackError
from retrofit.findings import Severity

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def be(tmp_path: Path) -> Path:
    """A pack that may be broken; the common folder is the program's."""
    return Path(shutil.copytree(resources() / "packs" / "be", tmp_path / "be"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def cell(folder: Path, file: str, row: int, column: str, value: str) -> None:
    """Write one cell of a table without quotes; ``row`` counts as an editor does."""
    path = folder / file
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = lines[row - 1].split(",")
    cells[lines[0].split(",").index(column)] = value
    lines[row - 1] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def drop_column(path: Path, column: str) -> None:
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    place = rows[0].index(column)
    path.write_text("\n".join(",".join(r[:place] + r[place + 1 :]) for r in rows) + "\n", encoding="utf-8")


def told(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-m", "app.cli", "check-pack", str(folder), *options],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


def refusal(folder: Path) -> str:
    """The sentence a pack is refused with."""
    with pytest.raises(PackError) as caught:
        check_pack(folder)
    return sentence(caught.value.code, caught.value.details)


@pytest.mark.parametrize("code", available())
def test_every_pack_of_the_program_passes(code: str) -> None:
    report = check_pack(resources() / "packs" / code.lower())
    assert report.passed, report.findings


def test_a_sound_pack_ends_with_0_and_says_what_it_lacks(be: Path) -> None:
    done = told(be, "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert answer["passed"]
    assert answer["quantities"]["q_h_nd"]["rows"] == 99
    assert any("energy_classes.csv" in finding["sentence"] for finding in answer["findings"])


def test_a_need_that_is_not_met_ends_with_1(be: Path) -> None:
    cell(be, "expected.csv", 2, "q_h_nd_kwh_m2", "99")
    done = told(be)
    assert done.returncode == 1
    assert "failed" in done.stdout


@pytest.mark.parametrize(
    ("file", "row", "column", "value"),
    [
        ("archetype_variants.csv", 2, "u_wall_w_m2k", "0"),
        ("archetype_variants.csv", 2, "u_wall_w_m2k", "12"),
        ("archetype_variants.csv", 2, "u_wall_w_m2k", "nan"),
        ("archetype_variants.csv", 2, "u_wall_w_m2k", "1.2.3"),
        ("archetype_variants.csv", 2, "g_window", "1.1"),
        ("archetype_variants.csv", 2, "g_window", "0"),
        ("archetype_variants.csv", 3, "b_floor", "1.5"),
        ("archetype_variants.csv", 3, "thickness_wall_m", "12"),
        ("fallbacks.csv", 2, "u_roof_w_m2k", "-0.2"),
        ("climate_season.csv", 2, "heating_days", "400"),
        ("climate_season.csv", 2, "theta_e_c", "inf"),
        ("climate_season.csv", 2, "status", "sure"),
        ("climate_season.csv", 2, "source", ""),
        ("carriers.csv", 2, "value", "240.8"),
        ("carriers.csv", 2, "value", "nan"),
        ("climate_season.csv", 2, "i_sol_south_kwh_m2", "39400"),
        ("climate_season.csv", 2, "i_sol_south_kwh_m2", "inf"),
        ("carriers.csv", 2, "unit", ""),
        ("carriers.csv", 2, "value", "0.3 EUR"),
        ("carriers.csv", 2, "source", ""),
        ("expected.csv", 2, "code", "BE.N.HUT.01"),
        ("expected.csv", 2, "region", "BE.S"),
        ("expected.csv", 2, "q_h_nd_kwh_m2", "-1"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_is_refused_with_its_place(
    be: Path, file: str, row: int, column: str, value: str
) -> None:
    cell(be, file, row, column, value)
    words = refusal(be)
    assert all(word in words for word in (f"be/{file}", f"row {row}", column)), words


def test_a_price_in_another_unit_is_refused_with_what_is_possible(be: Path) -> None:
    cell(be, "carriers.csv", 2, "value", "240.8")
    words = refusal(be)
    assert "240.8 in row 2, column value, which must lie between 0.005 and 2" in words


@pytest.mark.parametrize(
    ("key", "wrong", "says"),
    [
        ("cost_index", "112.0", "between 0.1 and 3"),
        ("construction_price", "162", "between 0.2 and 10"),
        ("vat_renovation", "21", "between 0 and 0.5"),
        ("storey_height", "nan", "between 2 and 6"),
        ("dwelling_area", "-90", "between 20 and 500"),
    ],
)
def test_a_figure_of_the_head_beyond_all_sense_is_refused(be: Path, key: str, wrong: str, says: str) -> None:
    path = be / "pack.toml"
    text = path.read_text(encoding="utf-8")
    before, after = text.split(f"[{key}]\n", 1)
    path.write_text(f"{before}[{key}]\nvalue = {wrong}\n{after.split(chr(10), 1)[1]}", encoding="utf-8")
    words = refusal(be)
    assert all(word in words for word in ("be/pack.toml", key, says)), words


def test_a_negative_area_is_refused(be: Path) -> None:
    edit(be / "archetypes.csv", '"real example, basic type of the period",', "a house,-")
    assert "floor_area_ref_m2" in refusal(be)


def test_a_period_that_ends_before_it_begins_is_refused(be: Path) -> None:
    edit(be / "archetypes.csv", "SFH,1946,1970", "SFH,1970,1946")
    assert "year_to" in refusal(be)


@pytest.mark.parametrize("column", ["unit", "source", "quantity"])
def test_a_missing_column_is_refused(be: Path, column: str) -> None:
    drop_column(be / "carriers.csv", column)
    words = refusal(be)
    assert "be/carriers.csv" in words
    assert column in words


def test_a_source_that_nobody_describes_is_refused(be: Path) -> None:
    cell(be, "climate_season.csv", 2, "source", "hearsay")
    words = refusal(be)
    assert all(word in words for word in ("be/climate_season.csv row 2", "hearsay"))


def test_a_refused_pack_ends_with_3_and_one_sentence(be: Path) -> None:
    cell(be, "archetype_variants.csv", 2, "u_wall_w_m2k", "12")
    done = told(be)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert all(word in done.stderr for word in ("be/archetype_variants.csv", "row 2", "u_wall_w_m2k", "12"))


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    done = told(tmp_path)
    assert done.returncode == 3
    assert "pack.toml" in done.stderr


def test_two_general_types_of_one_year_are_doubted(be: Path) -> None:
    edit(be / "archetypes.csv", "SFH,1946,1970", "SFH,1940,1970")
    report = check_pack(be)
    assert not report.passed
    assert [f.code for f in report.findings if f.severity is Severity.DOUBTS] == ["pack_periods_overlap"]


def test_a_price_with_vat_below_the_one_without_is_doubted(be: Path) -> None:
    cell(be, "carriers.csv", 2, "value", "0.01")
    found = [f for f in check_pack(be).findings if f.severity is Severity.DOUBTS]
    assert [(f.code, f.args["carrier"]) for f in found] == [("pack_price_net_above", "electricity")]


def test_a_gap_between_periods_is_noted(be: Path) -> None:
    edit(be / "archetypes.csv", "SFH,1946,1970", "SFH,1951,1970")
    edit(be / "archetypes.csv", "TH,1946,1970", "TH,1951,1970")
    gaps = [f.args for f in check_pack(be).findings if f.code == "pack_period_gap"]
    assert {"size_class": "SFH", "first": 1946, "last": 1950} in gaps


def test_a_pack_without_published_needs_says_so(be: Path) -> None:
    (be / "expected.csv").unlink()
    report = check_pack(be)
    assert report.judgement is None
    assert "expected.csv" in [f.args.get("file") for f in report.findings]
