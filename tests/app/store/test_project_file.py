"""Save and open is identity; a foreign, newer or damaged file gets one sentence."""

import json
import sqlite3
from dataclasses import asdict, replace

import numpy as np
import pytest

from app import bridge
from app.errors import UserError
from app.packs import load_pack
from app.services.files import open_project, save_project
from app.services.planning import assign_package, set_assumptions
from app.services.samples import sample_project
from app.text.messages import finding_sentence, sentence
from gis.errors import GisError
from retrofit.plan.tables import price_factor
from retrofit.stock.fields import Level


@pytest.fixture(scope="module")
def project():
    planned = sample_project("synthetic").project
    dear = replace(planned.assumptions, own_prices=(("district_heat", 0.2), ("wood", 0.11)))
    planned = set_assumptions(planned, dear).project
    return assign_package(planned, np.arange(5, dtype=np.int32), 2).project


@pytest.mark.parametrize("level", [Level.BUILDING, Level.BLOCK, Level.PARCEL, Level.DISTRICT])
def test_save_and_open_is_identity(project, tmp_path, level):
    path = tmp_path / "Peñacerrada ñ Õ.gpkg"
    save_project(project, path)
    again = open_project(path).project
    before, after = bridge.columns(project, level), bridge.columns(again, level)
    for name, values in before.items():
        if values.dtype.kind == "f":
            np.testing.assert_allclose(after[name], values, rtol=1e-9, err_msg=name)
        else:
            assert list(after[name]) == list(values), name


def test_everything_else_survives_too(project, tmp_path):
    path = tmp_path / "plan.gpkg"
    save_project(project, path)
    again = open_project(path).project
    assert again.name == project.name
    assert again.synthetic
    assert again.assumptions == project.assumptions
    assert again.sources == project.sources
    assert again.crs == project.crs
    assert list(again.scenario.package_of) == list(project.scenario.package_of)
    assert len(again.account.fates) == len(project.account.fates)
    assert [f.code for f in bridge.findings(again)] == [f.code for f in bridge.findings(project)]


def test_opening_does_not_touch_the_file(project, tmp_path):
    path = tmp_path / "plan.gpkg"
    save_project(project, path)
    before = path.read_bytes()
    open_project(path)
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["plan.gpkg"]


def _meta(path, key, value):
    with sqlite3.connect(path) as database:
        database.execute("update kvarter_meta set value = ? where key = ?", (value, key))
    database.close()


def test_a_newer_project_is_refused_with_a_sentence(project, tmp_path):
    path = tmp_path / "plan.gpkg"
    save_project(project, path)
    _meta(path, "format", "99")
    with pytest.raises(UserError) as refused:
        open_project(path)
    said = sentence(refused.value.code, refused.value.details)
    assert "newer" in said
    assert "plan.gpkg" in said


def test_a_foreign_geopackage_is_refused(tmp_path, project):
    path = tmp_path / "other.gpkg"
    project.buildings[["geometry"]].to_file(path, layer="roofs", engine="pyogrio")
    with pytest.raises(UserError, match="project_foreign"):
        open_project(path)


def test_a_truncated_project_is_refused(project, tmp_path):
    path = tmp_path / "plan.gpkg"
    save_project(project, path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises((UserError, GisError)) as refused:
        open_project(path)
    assert "plan.gpkg" in sentence(refused.value.code, refused.value.details)


def test_another_pack_version_is_said(project, tmp_path):
    path = tmp_path / "plan.gpkg"
    save_project(project, path)
    _meta(path, "pack_version", "0.0")
    factor = price_factor(load_pack(project.country), project.assumptions)
    dearer = replace(project.assumptions, construction_price_factor=2 * factor)
    _meta(path, "assumptions", json.dumps(asdict(dearer)))
    found = [f for f in bridge.findings(open_project(path).project) if f.code == "pack_changed"]
    told = finding_sentence(found[0])
    assert "Investment" in told
    assert "+100.0 %" in told
    assert "+0.0 %" in told


def _told(shares):
    return [
        values.tolist() for values in (shares.building, shares.parcel, shares.of_building, shares.of_parcel)
    ]


def test_pieces_on_parcels_are_kept(project, tmp_path):
    path = tmp_path / "plan.gpkg"
    save_project(project, path)
    assert len(project.shares) >= (project.stock.parcel_of >= 0).sum() > 0
    assert _told(open_project(path).project.shares) == _told(project.shares)


def test_an_older_file_without_pieces_gets_them_measured(project, tmp_path):
    path = tmp_path / "plan.gpkg"
    save_project(project, path)
    with sqlite3.connect(path) as database:
        database.execute("drop table kvarter_parcel_share")
        database.execute("delete from gpkg_contents where table_name = 'kvarter_parcel_share'")
    database.close()
    again = open_project(path).project.shares
    assert len(again) == len(project.shares)
    np.testing.assert_allclose(again.of_building, project.shares.of_building)
