"""A complete Spanish municipality, from the Catastro's files to a plan per block."""

import numpy as np
import pytest

from app import bridge
from app.services.intake import ImportRequest, import_district
from gis.account import Fate
from gis.footprints import detect_files
from retrofit.stock.codes import CONDITIONS, RUIN
from retrofit.stock.fields import Level


@pytest.fixture(scope="module")
def melque(shared):
    folder = shared / "geodata" / "es_catastro_melque"
    names = ("BU.40146.building", "BU.40146.buildingpart", "CP.40146.cadastralparcel")
    files = detect_files([folder / f"A.ES.SDGC.{name}.gml" for name in names])
    return import_district(ImportRequest(files)).project


def test_every_building_has_one_fate_and_its_parcel(melque):
    assert melque.account.counts("buildings") == {Fate.ACCEPTED: 246, Fate.REPAIRED: 0, Fate.REJECTED: 0}
    assert sum(melque.account.counts("parts").values()) == 496
    assert sum(melque.account.counts("parcels").values()) == 1443
    references = melque.parcels.index.to_numpy()[melque.stock.parcel_of]
    assert (melque.stock.parcel_of >= 0).all()
    assert list(references) == list(melque.buildings["national_cadastral_reference"])


def test_ruins_are_kept_and_not_heated(melque):
    condition = melque.baseline.typed.stock.condition_of_construction
    ruins = condition == RUIN
    assert ruins.sum() == 9, CONDITIONS[RUIN]
    assert not melque.baseline.typed.heated[ruins].any()
    assert not melque.assessment.buildings["e_del_kwh"][ruins].any()
    assert not melque.assessment.buildings["invest_eur"][ruins].any()


def test_floors_come_from_parts_and_meet_the_official_area(melque):
    official = melque.buildings["official_area_m2"].to_numpy()
    gross = melque.buildings["floor_area_gross_m2"].to_numpy()
    known = (official > 0) & (gross > 0)
    assert gross[known].sum() / official[known].sum() == pytest.approx(0.96, abs=0.02)
    assert (melque.buildings.loc[known, "provenance_floor_area_gross_m2"] == "joined").all()


def test_urban_blocks_are_the_manzanas_of_the_references(melque):
    reference = melque.buildings["national_cadastral_reference"]
    urban = reference.str.match(r"^\d{7}[A-Z]{2}\d{4}[A-Z]$") & ~reference.str.startswith("00")
    manzana = (reference.str[:5] + reference.str[7:14])[urban]
    blocks = melque.blocks.index.to_numpy()[melque.stock.block_of][urban.to_numpy()]
    assert (melque.blocks.loc[np.unique(blocks), "method"] == "reference").all()
    together = {(block, key) for block, key in zip(blocks, manzana, strict=True)}
    assert len(together) == len(set(blocks)) == manzana.nunique()


def test_no_block_is_wider_than_five_hundred_metres(melque):
    boxes = melque.buildings.geometry.bounds.groupby(melque.stock.block_of)
    wide = boxes["maxx"].max() - boxes["minx"].min()
    high = boxes["maxy"].max() - boxes["miny"].min()
    assert max(wide.max(), high.max()) <= 500


def test_blocks_parcels_and_district_add_up(melque):
    found = melque.assessment
    for name in ("e_del_kwh", "e_del_saving_kwh", "invest_eur", "npv_eur", "co2_kg"):
        total = found.district[name][0]
        for level in (found.buildings, found.blocks, found.parcels):
            assert level[name].sum() == pytest.approx(total, rel=1e-9)


def test_placeholder_years_are_guesses_and_said(melque):
    columns = bridge.columns(melque, Level.BUILDING)
    assumed = columns["provenance_year_of_construction"] == "assumed"
    assert assumed.sum() == 140
    assert "year_placeholder" in [finding.code for finding in bridge.findings(melque)]


@pytest.mark.parametrize(
    ("source", "country", "buildings"),
    [
        ("it_padova_eureca/ViaSarpi.geojson", "IT", 134),
        ("cea_zurich/zone.shp", "AT", 15),
        ("cz_bubenec_momepy/bubenec.gpkg", "CZ", 144),
        ("it_udine/Udine_bound_bldgs.shp", "IT", 725),
        ("dk_tversted/bygning.geojson", "DK", 222),
    ],
)
def test_other_places_become_a_plan_too(shared, source, country, buildings):
    project = import_district(ImportRequest(detect_files([shared / "geodata" / source]))).project
    assert project.country == country
    assert len(project.buildings) == buildings == sum(project.account.counts("buildings").values())
    assert project.assessment.district["invest_eur"][0] > 0
    assert 0 < project.assessment.district["saving_pct"][0] < 100


def test_bubenec_is_measured_in_metres_of_the_place(shared):
    files = detect_files([shared / "geodata" / "cz_bubenec_momepy" / "bubenec.gpkg"])
    project = import_district(ImportRequest(files)).project
    assert project.stock.footprint_area_m2.sum() == pytest.approx(43176, rel=1e-3)
    # a shared wall belongs to both its buildings
    assert 2 * project.stock.party.length_m.sum() == pytest.approx(3407.49, rel=1e-3)
