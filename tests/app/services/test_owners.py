"""Owners and associations: from tables of several makes, summed up, edited, saved."""

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import box

from app import bridge
from app.errors import UserError
from app.services.building_editing import merge_buildings
from app.services.files import open_project, save_project
from app.services.intake import ImportRequest, import_district
from app.services.owners import (
    OwnersRequest,
    edit_associations,
    forget_associations,
    preview_owners,
    set_associations,
)
from app.services.renewing import UpdateRequest, update_delivery
from app.text.messages import finding_sentence
from gis.associations import Association
from gis.errors import FieldError
from gis.footprints import detect_files
from gis.owner_table import OwnerColumns
from retrofit.stock.fields import SUMS, Level, columns_of

X, Y = 550_000, 6_080_000


def write(path, text, encoding="utf-8"):
    path.write_text(text, encoding=encoding)
    return path


def town(folder, **columns):
    shapes = [box(X + x, Y, X + x + 12, Y + 10) for x in (0, 12, 40, 200)]
    data = {"building_id": ["H1", "H2", "H3", "H4"], "floors": [2, 2, 3, 4], "dwellings": [4, 4, 6, 8]}
    parcels = [box(X + x, Y - 5, X + x + width, Y + 20) for x, width in ((-5, 30), (35, 20), (195, 30))]
    names = ["68134.905.1", "68134.905.2", "68134.905.3"]
    folder.mkdir(exist_ok=True)
    gpd.GeoDataFrame(data | columns, geometry=shapes, crs=25832).to_file(folder / "buildings.gpkg")
    gpd.GeoDataFrame({"parcel_id": names}, geometry=parcels, crs=25832).to_file(folder / "parcels.gpkg")
    return detect_files([folder / "buildings.gpkg", folder / "parcels.gpkg"])


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return import_district(ImportRequest(town(tmp_path_factory.mktemp("town") / "files"))).project


def names_of(project):
    return bridge.column(project, Level.BUILDING, "association_name").tolist()


def codes(project):
    return {finding.code: finding for finding in bridge.findings(project)}


def test_a_table_by_building_id(project, tmp_path):
    path = write(
        tmp_path / "o.csv", "building_id;owner\nh1;KÜ Kalda 4\nH2;KÜ Kalda 4\nH4;Tartu linn\nX9;Lost\n"
    )
    found = set_associations(project, OwnersRequest(path)).project
    assert names_of(found) == ["KÜ Kalda 4", "KÜ Kalda 4", "", "Tartu linn"]
    assert list(found.associations["kind"]) == ["housing_association", "municipality"]
    assert "3 of 4 rows" in finding_sentence(codes(found)["owners_taken"])
    assert "X9" in finding_sentence(codes(found)["owners_unmatched"])


def test_a_table_of_units_by_their_references(project, tmp_path):
    text = "идентификатор;собственик\n68134.905.1.1.2;ЕС бл. 1\n68134.905.2;Община Асеновград\n"
    path = write(tmp_path / "имоти.csv", text, "cp1251")
    found = set_associations(project, OwnersRequest(path)).project
    assert names_of(found) == ["ЕС бл. 1", "ЕС бл. 1", "Община Асеновград", ""]
    assert list(found.associations["kind"]) == ["owners_community", "municipality"]


def test_a_layer_serves_as_a_table(project, tmp_path):
    frame = gpd.GeoDataFrame(
        {"parcel_id": ["68134.905.3"], "boss": ["GmbH & Co"]}, geometry=[box(0, 0, 1, 1)], crs=25832
    )
    frame.to_file(tmp_path / "owners.gpkg")
    request = OwnersRequest(tmp_path / "owners.gpkg", columns=OwnerColumns(name="boss"))
    assert names_of(set_associations(project, request).project) == ["", "", "", "GmbH & Co"]


def test_the_one_named_most_often_is_taken_and_told(project, tmp_path):
    path = write(tmp_path / "o.csv", "building_id,owner\nH1,Ana\nH1,Bo\nH1,Bo\n")
    found = set_associations(project, OwnersRequest(path)).project
    assert names_of(found)[0] == "Bo"
    assert list(codes(found)["owners_several"].building_ids) == ["H1"]


def test_sums_are_equal_over_every_level(project, tmp_path):
    path = write(tmp_path / "o.csv", "building_id,owner\nH1,A\nH2,A\nH3,B\nH4,C\n")
    found = set_associations(project, OwnersRequest(path)).project
    assert found.assessment is not None
    for field in SUMS:
        whole = found.assessment.district[field.name][0]
        for level in (Level.BUILDING, Level.BLOCK, Level.PARCEL, Level.ASSOCIATION):
            values = bridge.column(found, level, field.name)
            assert values.sum() == pytest.approx(whole, rel=1e-12, abs=1e-9), (level, field.name)


def test_regrouping_changes_no_building(project, tmp_path):
    path = write(tmp_path / "o.csv", "building_id,owner\nH1,A\nH2,B\n")
    found = set_associations(project, OwnersRequest(path)).project
    assert found.assessment is not None and project.assessment is not None
    for name, values in project.assessment.buildings.items():
        np.testing.assert_array_equal(found.assessment.buildings[name], values)


def test_a_second_table_keeps_what_it_does_not_name(project, tmp_path):
    first = write(tmp_path / "1.csv", "building_id,owner\nH1,A\nH2,B\n")
    second = write(tmp_path / "2.csv", "building_id,owner\nH2,C\nH3,A\n")
    found = set_associations(project, OwnersRequest(first)).project
    again = set_associations(found, OwnersRequest(second)).project
    assert names_of(again) == ["A", "C", "A", ""]
    assert again.associations.index[0] == found.associations.index[0]
    alone = set_associations(found, OwnersRequest(second, keep=False)).project
    assert names_of(alone) == ["", "C", "A", ""]


def test_names_and_kinds_are_edited(project, tmp_path):
    path = write(tmp_path / "o.csv", "building_id,owner\nH1,A\n")
    found = set_associations(project, OwnersRequest(path)).project
    edited = edit_associations(found, {"a1": Association("a1", "Zora", "company")}).project
    assert names_of(edited)[0] == "Zora"
    assert bridge.column(edited, Level.ASSOCIATION, "association_kind").tolist() == ["company"]
    with pytest.raises(UserError, match="association_unknown"):
        edit_associations(found, {"a9": Association("a9", "Zora")})
    with pytest.raises(UserError, match="association_kind_unknown"):
        edit_associations(found, {"a1": Association("a1", "Zora", "club")})
    with pytest.raises(UserError, match="association_unnamed"):
        edit_associations(found, {"a1": Association("a1", " ")})
    assert not len(forget_associations(found).project.associations)


def test_saved_and_opened_they_are_the_same(project, tmp_path):
    path = write(tmp_path / "o.csv", "building_id,owner\nH1,KÜ Õ\nH3,Maria\n")
    found = set_associations(project, OwnersRequest(path)).project
    save_project(found, tmp_path / "plan.gpkg")
    again = open_project(tmp_path / "plan.gpkg").project
    assert names_of(again) == names_of(found)
    for field in columns_of(Level.ASSOCIATION):
        before, after = (bridge.column(one, Level.ASSOCIATION, field.name) for one in (found, again))
        if before.dtype.kind == "f":
            np.testing.assert_allclose(after, before, rtol=1e-9, err_msg=field.name)
        else:
            assert list(after) == list(before)
    assert again.associations.geometry.area.tolist() == pytest.approx(
        found.associations.geometry.area.tolist()
    )


def test_a_plan_without_associations_is_saved_without_them(project, tmp_path):
    save_project(project, tmp_path / "plan.gpkg")
    assert not len(open_project(tmp_path / "plan.gpkg").project.associations)


def test_columns_of_the_files_themselves_name_owners(tmp_path):
    files = town(tmp_path / "files", ejerforening=["E/F Nord", "E/F Nord", None, "Sønderborg Kommune"])
    found = import_district(ImportRequest(files)).project
    assert names_of(found) == ["E/F Nord", "E/F Nord", "", "Sønderborg Kommune"]
    assert "personal data" in finding_sentence(codes(found)["owners_read"])


def test_they_survive_a_newer_delivery_and_merged_buildings(project, tmp_path):
    path = write(tmp_path / "o.csv", "building_id,owner\nH1,A\nH2,B\nH4,C\n")
    found = set_associations(project, OwnersRequest(path)).project
    newer = update_delivery(found, UpdateRequest(town(tmp_path / "newer"))).project
    assert sorted(names_of(newer)) == sorted(names_of(found))
    merged = merge_buildings(found, [0, 1]).project
    assert sorted(merged.associations["name"]) == ["A", "C"]
    assert merged.assessment is not None
    assert merged.assessment.associations["buildings_count"].tolist() == [1.0, 1.0]


def test_what_cannot_be_read_is_said(project, tmp_path):
    nowhere = write(tmp_path / "n.csv", "building_id,owner\nQ1,A\n")
    with pytest.raises(UserError, match="owners_nowhere"):
        set_associations(project, OwnersRequest(nowhere))
    with pytest.raises(FieldError, match="owners_no_name"):
        preview_owners(project, OwnersRequest(write(tmp_path / "a.csv", "building_id,x\nH1,A\n")))
    with pytest.raises(FieldError, match="owners_no_key"):
        preview_owners(project, OwnersRequest(write(tmp_path / "b.csv", "x,owner\nH1,A\n")))
    with pytest.raises(FieldError, match="owners_column_unknown"):
        request = OwnersRequest(tmp_path / "b.csv", columns=OwnerColumns(name="nobody"))
        preview_owners(project, request)
