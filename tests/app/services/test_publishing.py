"""What leaves the program with the privacy switch on tells of nobody."""

import csv
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pyogrio
import pytest

from app import bridge
from app.cli.commands import app as commands
from app.errors import UserError
from app.project import Privacy
from app.services.exporting import ExportRequest, export_plan
from app.services.files import open_project, save_project
from app.services.owners import associations_by_names
from app.services.planning import replan
from app.services.privacy import set_privacy
from app.services.publishing import published, shown_cells
from app.services.samples import sample_project
from app.services.scenario_tables import write_comparison
from app.services.scenarios import compare
from app.text.messages import finding_sentence
from retrofit.stock.fields import Level, columns_of


@pytest.fixture(scope="module")
def owned():
    town = sample_project("synthetic").project
    names = ["Maria Garcia" if row < 2 else f"KÜ {row // 12}" for row in range(len(town.buildings))]
    return replan(associations_by_names(town, names, "owners.csv")).project


def public(project, level=Level.BLOCK, least=5):
    return set_privacy(project, Privacy(on=True, least=least, level=level)).project


@pytest.mark.parametrize("level", [Level.BLOCK, Level.PARCEL, Level.ASSOCIATION])
@pytest.mark.parametrize("least", [2, 5, 40])
def test_no_published_cell_and_no_rest_is_below_the_least(owned, level, least):
    project = public(owned, level, least)
    shown, typed = shown_cells(project), project.baseline.typed
    of, heated = bridge.groups_of(project, level), typed.heated
    dwellings = np.nan_to_num(typed.stock.number_of_dwellings)
    seen = np.append(shown, False)[of]

    def enough(rows):
        return not rows.any() or max(dwellings[rows].sum(), rows.sum()) >= least

    assert all(enough(heated & (of == row)) for row in np.flatnonzero(shown))
    assert enough(heated & ~seen)


def test_only_the_chosen_grouping_has_figures(owned):
    project = published(public(owned))
    assert np.isnan(project.assessment.buildings["e_del_kwh"]).all()
    assert np.isnan(project.assessment.parcels["e_del_kwh"]).all()
    assert np.isnan(project.assessment.associations["e_del_kwh"]).all()
    blocks, shown = project.assessment.blocks["e_del_kwh"], shown_cells(public(owned))
    assert np.isfinite(blocks[shown]).all()
    assert np.isnan(blocks[~shown]).all()
    total = project.assessment.district["e_del_kwh"][0]
    assert total == owned.assessment.district["e_del_kwh"][0]


def test_nothing_that_is_written_names_an_owner_or_a_single_result(owned, tmp_path):
    files = export_plan(public(owned, Level.ASSOCIATION), ExportRequest(tmp_path))
    assert "plan.gpkg" not in {path.name for path in files.values()}
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        assert b"Maria" not in content, path.name
        assert "KÜ 3".encode() not in content, path.name
    layers = {str(name) for name, _kind in pyogrio.list_layers(tmp_path / "published.gpkg")}
    assert layers == {"buildings", "associations"}
    results = {field.name for field in columns_of(Level.BLOCK)} - {"block_id"}
    assert not results & set(gpd.read_file(tmp_path / "published.gpkg", layer="buildings").columns)
    with (tmp_path / "associations.csv").open(encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    hidden = [row for row in rows if not row["e_del_kwh"]]
    assert len(rows) == len(owned.associations)
    assert len(hidden) == (~shown_cells(public(owned, Level.ASSOCIATION))).sum()


def test_a_finding_tells_how_much_is_left_out_and_goes_with_the_switch(owned):
    project = public(owned, Level.PARCEL, 20)
    found = {one.code: one for one in bridge.findings(project)}["privacy_on"]
    assert "20 dwellings" in finding_sentence(found)
    off = set_privacy(project, Privacy()).project
    assert "privacy_on" not in {one.code for one in bridge.findings(off)}


def test_the_switch_is_kept_in_the_plan(owned, tmp_path):
    project = public(owned, Level.PARCEL, 7)
    save_project(project, tmp_path / "plan.gpkg")
    again = open_project(tmp_path / "plan.gpkg").project
    assert again.privacy == Privacy(on=True, least=7, level=Level.PARCEL)


def test_other_tables_and_tiny_districts_are_refused(owned, tmp_path):
    project = public(owned)
    with pytest.raises(UserError, match="privacy_refused"):
        write_comparison(project, compare(project), tmp_path)
    with pytest.raises(UserError, match="privacy_district_small"):
        export_plan(public(owned, least=10_000), ExportRequest(tmp_path / "none"))
    with pytest.raises(UserError, match="privacy_least_wrong"):
        public(owned, least=1)
    with pytest.raises(UserError, match="privacy_level_unknown"):
        public(owned, Level.BUILDING)
    assert not (tmp_path / "none").exists()


def test_the_command_line_publishes(owned, tmp_path):
    from typer.testing import CliRunner

    save_project(replace(owned), tmp_path / "plan.gpkg")
    words = [
        "export",
        tmp_path / "plan.gpkg",
        "--out",
        tmp_path / "out",
        "--public",
        "--least",
        "9",
        "--json",
    ]
    done = CliRunner().invoke(commands, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    assert "privacy_on" in done.stdout
    assert (tmp_path / "out" / "published.gpkg").is_file()
    assert not (tmp_path / "out" / "plan.gpkg").exists()
    assert not (tmp_path / "out" / "parcels.csv").exists()
