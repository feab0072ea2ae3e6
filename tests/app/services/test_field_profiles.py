"""Profiles that come with the program fit the deliveries they were tried on; a user's are kept."""

import pytest

from app.errors import UserError
from app.services.field_profiles import all_profiles, built_in, read_profile, save_profile
from app.services.intake import ImportRequest, import_district
from gis.delivery import FieldChoice
from gis.district import detect_files
from gis.mapping.canonical import FIELDS
from gis.mapping.profile import best_profile
from gis.read import read_layer

TRIED_ON = {
    "Spanish cadastre (INSPIRE Buildings)": "es_catastro_melque/A.ES.SDGC.BU.40146.building.gml",
    "Danish building and dwelling register (BBR)": "dk_bbr_mini/Output.gpkg",
    "Estonian topographic database with the register of construction works (ETAK, EHR)": "ee_tartu_mini/hooned.geojson",
    "EUReCA district": "it_padova_eureca/ViaSarpi.geojson",
    "City Energy Analyst, zone geometry": "cea_zurich/zone.shp",
    "OpenStreetMap extract": "osm_pbf/test.osm.pbf:multipolygons",
    "Dutch large-scale topography (BGT pand)": "nl_bgt_delft/bgt_pand.sqlite",
    "German city model of the survey offices (LoD1, LoD2)": "de_lod1_niedersachsen/LoD1_24065862_2_2021-01-25.gml",
}


def test_a_profile_is_marked_tried_only_where_it_was(shared):
    assert {each.name for each in built_in() if each.tried} == set(TRIED_ON)
    for name, source in TRIED_ON.items():
        file, _, layer = source.partition(":")
        frame = read_layer(shared / "geodata" / file, layer or None).frame
        best = best_profile(built_in(), "buildings", frame.columns)
        assert best is not None and best.name == name
        for field, choice in best.fields.items():
            assert field in {each.name for each in FIELDS["buildings"]}
            if name != "OpenStreetMap extract":  # tags that nobody set are no columns
                assert choice.column in frame.columns, (name, choice.column)


def test_every_profile_says_where_its_meaning_comes_from():
    assert len({each.name for each in built_in()}) == len(built_in()) >= 11
    assert all(len(each.origin) > 10 for each in built_in())


def test_uses_of_a_german_city_model_are_understood(shared):
    path = shared / "geodata" / TRIED_ON["German city model of the survey offices (LoD1, LoD2)"]
    project = import_district(ImportRequest(detect_files(path))).project
    known = project.buildings["current_use"] != ""
    assert known.mean() > 0.9
    assert project.buildings["height_above_ground_m"].notna().all()


def test_a_saved_profile_is_found_again_and_bad_ones_disturb_nobody(tmp_path):
    fields = {"current_use": FieldChoice("kind", values=(("a", "office"),)), "heritage": FieldChoice("m", "")}
    saved = save_profile("Our town: 2026/1", "buildings", ("kind", "m", "other"), fields, tmp_path)
    (tmp_path / "broken.toml").write_text("name = ")
    own = [each for each in all_profiles(tmp_path) if each not in built_in()]
    assert own == [saved]
    assert own[0].signature == {"kind", "m"}
    with pytest.raises(UserError) as caught:
        read_profile(tmp_path / "broken.toml")
    assert caught.value.code == "profile_unreadable"
