"""How long bands take: 1000 draws for 1000 buildings; no test asserts a time."""

import numpy as np
import pytest

from app.packs import load_pack
from app.services.intake import ImportRequest, import_district
from app.services.synthetic import write_synthetic
from gis.footprints import DistrictFiles
from retrofit.evidence.perturb import coefficients
from retrofit.evidence.uncertain import uncertainty
from retrofit.physics.climate import choose_climate

BLOCKS_FOR_1000 = 66


@pytest.fixture(scope="module")
def project(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("town") / "town.gpkg"
    write_synthetic(path, blocks=BLOCKS_FOR_1000 if request.config.getoption("benchmark_enable") else 4)
    layers = {role: (path, role) for role in ("buildings", "parcels", "streets")}
    files = DistrictFiles.by_role(**layers)
    return import_district(ImportRequest(files)).project


def test_bands_of_a_thousand_buildings(benchmark, project):
    pack = load_pack(project.country)
    climate, _findings = choose_climate(pack, project.assumptions, project.place)
    solved = coefficients(
        project.baseline, project.scenario.package_of, climate,
        project.assumptions,
    )  # fmt: skip
    benchmark.extra_info["aim_s"] = 10.0
    found = benchmark.pedantic(
        lambda: uncertainty(
            solved, project.stock.block_of, len(project.blocks), 1000, np.random.default_rng(1)
        ),
        rounds=1,
    )
    assert found.draws == 1000
