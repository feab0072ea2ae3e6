"""From a file of 100 000 buildings to a plan per block; no test asserts a time."""

import numpy as np
import pytest

from app.packs import load_pack
from app.services.exporting import ExportRequest, export_plan
from app.services.files import open_project, save_project
from app.services.intake import ImportRequest, import_district, stock_of
from app.services.planning import assign_package
from app.services.synthetic import write_synthetic
from gis.adjacency import shared_walls, wall_lengths
from gis.blocks import make_blocks
from gis.footprints import DistrictFiles, load_district
from retrofit import pipeline
from retrofit.plan.scenario import Assumptions

BLOCKS_FOR_100_000 = 6_650


@pytest.fixture(scope="module")
def files(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("town") / "town.gpkg"
    write_synthetic(path, blocks=BLOCKS_FOR_100_000 if request.config.getoption("benchmark_enable") else 4)
    layers = {role: (path, role) for role in ("buildings", "parcels", "streets")}
    return DistrictFiles.by_role(**layers)


@pytest.fixture(scope="module")
def project(files):
    return import_district(ImportRequest(files)).project


def _once(benchmark, aim_s, function, *arguments, rounds=1):
    benchmark.extra_info["aim_s"] = aim_s
    return benchmark.pedantic(function, arguments, rounds=rounds, iterations=1)


def test_read_clean_and_join(benchmark, files):
    intake = _once(benchmark, 5.0, load_district, files)
    assert len(intake.account.fates) == sum(source.features for source in intake.sources)


def test_party_walls_and_wall_lengths(benchmark, project):
    shapes = project.buildings.geometry.to_numpy()
    walls, lengths = _once(benchmark, 2.0, lambda: (shared_walls(shapes), wall_lengths(shapes)), rounds=3)
    assert len(walls.length_m) > 0
    assert len(lengths) == len(shapes)


def test_blocks_from_references_and_parcels(benchmark, project):
    found = _once(benchmark, 5.0, make_blocks, project.buildings, project.parcels, project.streets)
    assert len(np.unique(found.block_of)) == len(found.frame)


def test_engine_baseline_two_packages_and_sums(benchmark, project):
    pack, assumptions = load_pack("DK"), Assumptions()

    def engine():
        solved = pipeline.baseline(project.stock, pack, assumptions, project.place)
        scenario = pipeline.default_scenario(solved)
        return pipeline.assess(solved, scenario, assumptions, len(project.blocks), len(project.parcels))

    assessed = _once(benchmark, 1.0, engine, rounds=5)
    assert assessed.district["invest_eur"][0] > 0


def test_a_package_for_one_block(benchmark, project):
    rows = np.flatnonzero(project.stock.block_of == 0).astype(np.int32)
    outcome = _once(benchmark, 0.2, assign_package, project, rows, 2, rounds=5)
    assert (outcome.project.scenario.package_of[rows] != 1).all()


def test_frames_become_the_stock(benchmark, project):
    shapes = project.buildings.geometry.to_numpy()
    walls, lengths = shared_walls(shapes), wall_lengths(shapes)
    stock = _once(benchmark, 0.5, stock_of, project.buildings, project.stock.block_of, walls, lengths)
    assert len(stock) == len(project.buildings)


def test_save_and_open_the_project(benchmark, project, tmp_path):
    path = tmp_path / "plan.gpkg"

    def there_and_back():
        save_project(project, path)
        return open_project(path).project

    again = _once(benchmark, 15.0, there_and_back)
    assert len(again.buildings) == len(project.buildings)


def test_export_everything(benchmark, project, tmp_path):
    written = _once(benchmark, 25.0, export_plan, project, ExportRequest(tmp_path / "out"))
    assert all(path.stat().st_size for path in written.values())
