"""Heights from rasters on the command line."""

import json

import geopandas as gpd
import pytest
from shapely.geometry import box
from typer.testing import CliRunner

from app.cli.commands import app
from app.services.files import open_project
from tests.elevation import LEFT, TOP, grid, ground, with_house, write

HOUSE = (LEFT + 60, TOP - 90, LEFT + 84, TOP - 78)


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def files(tmp_path):
    far = box(LEFT + 900, TOP - 90, LEFT + 912, TOP - 80)
    frame = gpd.GeoDataFrame({"building_id": ["near", "far"]}, geometry=[box(*HOUSE), far], crs=25832)
    frame.to_file(tmp_path / "town.gpkg")
    write(tmp_path / "dsm.tif", with_house(HOUSE, 9.0), grid())
    write(tmp_path / "dtm.tif", ground, grid())
    return tmp_path


def rasters(folder):
    return ("--dsm", folder / "dsm.tif", "--dtm", folder / "dtm.tif")


def test_heights_go_into_a_plan_and_what_is_outside_is_unknown(files):
    assert run("import", files / "town.gpkg", "--out", files / "plan.gpkg").exit_code == 0
    words = ("heights", files / "plan.gpkg", *rasters(files), "--out", files / "new.gpkg")
    done = run(*words, "--json")
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert answer["heights"] == {"measured": 1, "unknown": 1}
    codes = {one["code"]: one for one in answer["findings"]}
    assert codes["heights_measured"]["ids"] == ["near"]
    assert codes["heights_outside"]["ids"] == ["far"]
    found = open_project(files / "new.gpkg").project.buildings
    assert found["height_above_ground_m"].iloc[0] == pytest.approx(9.0)
    assert found["height_above_ground_m"].isna().tolist() == [False, True]
    assert run(*words).exit_code != 0  # the file is there already
    text = run(*words, "--overwrite")
    assert "Measured" in text.stdout


def test_plan_measures_on_the_way(files):
    done = run("plan", files / "town.gpkg", *rasters(files), "--out", files / "out", "--json")
    assert done.exit_code == 0, done.output
    found = open_project(files / "out" / "plan.gpkg").project
    assert found.buildings["provenance_height_above_ground_m"].tolist() == ["measured", ""]


@pytest.mark.parametrize(
    "words",
    [("--replace", "some"), ("--percentile", "nan"), ("--height-unit", "ell"), ("--least-coverage", "101")],
)
def test_wrong_words_are_refused(files, words):
    assert run("import", files / "town.gpkg", "--out", files / "plan.gpkg").exit_code == 0
    assert (
        run("heights", files / "plan.gpkg", *rasters(files), "--out", files / "n.gpkg", *words).exit_code != 0
    )
    assert not (files / "n.gpkg").exists()


def test_what_is_assumed_on_the_command_line_is_what_the_service_assumes():
    from app.cli import heights as command
    from app.services.heights import HeightRequest, Take

    request = HeightRequest(())
    assert request.percentile == command.PERCENTILE
    assert pytest.approx(100.0 * request.least_coverage) == command.COVERAGE
    assert request.differ_m == command.DIFFER_M
    assert tuple(Take) == command.TAKES
