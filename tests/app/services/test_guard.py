"""What a plan was made from is never written over."""

import hashlib

import geopandas as gpd
import pytest
from shapely.geometry import box

from app.errors import UserError
from app.services.exporting import ExportRequest, export_plan
from app.services.files import save_project
from app.services.intake import ImportRequest, import_district
from gis.footprints import DistrictFiles


def houses(path):
    shapes = [box(500_000 + 30 * i, 4_700_000, 500_012 + 30 * i, 4_700_010) for i in range(3)]
    gpd.GeoDataFrame({"id": ["a", "b", "c"], "year": [1950, 1970, 1990]}, geometry=shapes, crs=25830).to_file(
        path
    )
    return import_district(ImportRequest(DistrictFiles.by_role(buildings=path))).project


def digests(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_an_export_into_the_folder_of_the_source_leaves_it_alone(tmp_path):
    project = houses(tmp_path / "buildings.shp")
    before = digests(tmp_path)
    with pytest.raises(UserError) as fault:
        export_plan(project, ExportRequest(tmp_path, overwrite=True))
    assert fault.value.code == "target_is_source"
    assert digests(tmp_path) == before


def test_a_save_over_the_source_is_refused(tmp_path):
    source = tmp_path / "town.gpkg"
    project = houses(source)
    before = digests(tmp_path)
    with pytest.raises(UserError) as fault:
        save_project(project, source)
    assert fault.value.code == "target_is_source"
    assert digests(tmp_path) == before


def test_another_file_of_that_name_may_be_replaced(tmp_path):
    (tmp_path / "in").mkdir()
    project = houses(tmp_path / "in" / "buildings.shp")
    export_plan(project, ExportRequest(tmp_path / "out"))
    export_plan(project, ExportRequest(tmp_path / "out", overwrite=True))
    assert (tmp_path / "out" / "buildings.shp").is_file()
