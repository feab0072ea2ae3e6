"""Every real file ends in data with a complete account, or in one clear sentence."""

import hashlib
from collections import defaultdict
from pathlib import Path

import pytest

from app.services.looking import TITLES, look_through

TABLE = Path(__file__).resolve().parents[2] / "build" / "intake" / "every-file.md"


def state(folder):
    """Names, sizes and first bytes of everything in a folder."""
    return {
        path: (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def looks(shared):
    folder = shared / "geodata"
    before = state(folder)
    found = look_through(folder)
    assert state(folder) == before, "nothing is written beside the files of the user"
    return found


@pytest.fixture(scope="module")
def by_file(looks):
    found = defaultdict(list)
    for each in looks:
        found[each.file].append(each)
    return found


def test_a_table_of_every_file_has_no_unexplained_loss(looks):
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    lines = ["| " + " | ".join(TITLES) + " |", "|" + "---|" * len(TITLES)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in each.cells) + " |" for each in looks]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert len(looks) > 200
    assert not [each for each in looks if not each.is_explained]
    said = [each.said for each in looks if each.said]
    assert all(each.endswith(".") and ": source" not in each for each in said)


@pytest.mark.parametrize(
    ("file", "features", "crs"),
    [
        ("es_catastro_melque/A.ES.SDGC.BU.40146.building.gml", 246, "EPSG:25830"),
        ("es_catastro_melque/A.ES.SDGC.BU.40146.buildingpart.gml", 496, "EPSG:25830"),
        ("es_catastro_melque/A.ES.SDGC.CP.40146.cadastralparcel.gml", 1443, "EPSG:25830"),
        ("it_udine/Udine_bound_bldgs.shp", 725, "EPSG:7794"),
        ("it_padova_eureca/ViaSarpi.geojson", 134, "EPSG:32632"),
        ("it_padova_eureca/BelzoniDaNEST_ideal.geojson", 540, "EPSG:32632"),
        ("dk_tversted/bygning.geojson", 222, "EPSG:4326"),
        ("cea_zurich/zone.shp", 15, "EPSG:32732"),
        ("cea_zurich/surroundings.shp", 184, "EPSG:32732"),
        ("nl_bgt_delft/bgt_pand.sqlite", 160, "EPSG:28992"),
        ("fr_cadastre/cadastre-91216-parcelles.json", 4241, "EPSG:4326"),
        ("dsm_goteborg/buildings.shp", 137, "EPSG:3007"),
        ("citygml_energy_ade/SimpleDistrict_16.gml", 16, ""),
        ("de_lod1_niedersachsen/LoD1_24065862_2_2021-01-25.gml", 80, "EPSG:25832"),
    ],
)
def test_known_numbers_of_features_and_systems(by_file, file, features, crs):
    (look,) = by_file[file]
    assert (look.features, look.crs) == (features, crs)


def test_an_extract_of_a_street_map_keeps_what_is_a_building(by_file):
    found = {each.layer: each for each in by_file["osm_pbf/test.osm.pbf"]}
    assert found["multipolygons"].features == 2302
    assert found["multipolygons"].rejected > 0
    assert found["lines"].role == "streets"


def test_archives_with_subfolders_and_several_files_are_opened(by_file):
    assert by_file["nasty/pyshp/REL.zip"][0].accepted == 1
    names = {each.layer for each in by_file["nasty/pyshp/blockgroups_multishapefile.zip"]}
    assert names == {"blockgroups.shp", "blockgroups2.shp"}
