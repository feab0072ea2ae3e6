"""Roofs of a city model count for heat and sun, and can be looked at."""

import numpy as np
import pytest

from app.packs import load_pack
from app.services.explaining import explain_result
from app.services.files import open_project, save_project
from app.services.intake import ImportRequest, import_district
from app.services.renewing import UpdateRequest, update_delivery
from app.services.roofs import roof_words, surface_of
from gis.delivery import DistrictFiles, FieldChoice, LayerChoice
from retrofit.physics.envelope import ALONG_SLOPES, roof_area, roof_factor
from retrofit.stock import codes
from tests.gis.citymodel.test_citymodel import beside, citygml, house, member, solid, surfaces


def delivery(path):
    return DistrictFiles((LayerChoice(path, "buildings"),))


def model(path, shift=0.0):
    """A gabled house of two slopes, a block that only has a lid, and a roof that lacks a side."""
    year = "<bldg:yearOfConstruction>1955</bldg:yearOfConstruction><bldg:function>1000</bldg:function>"
    gabled = member(surfaces(beside(house(10, 12, 6, 4, 90), shift)), "gabled", year)
    block = member(solid(beside(house(10, 12, 6, 0, 0), 40 + shift)), "block", year)
    torn = [face for face in house(10, 12, 6, 9, 0) if face[0] != "RoofSurface"]
    torn.append(("RoofSurface", house(3, 3, 6, 0, 0)[-1][1]))
    return citygml(path, gabled + block + member(surfaces(beside(torn, 80 + shift)), "torn", year))


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    path = model(tmp_path_factory.mktemp("roofs") / "m.gml")
    return import_district(ImportRequest(delivery(path), country="NL")).project


def row_of(plan, name):
    return int(np.flatnonzero(plan.buildings.index == name)[0])


def test_a_modelled_roof_is_that_of_the_envelope_where_heat_is_kept_along_it(plan):
    row = row_of(plan, "gabled")
    surface = 2 * 12 * np.hypot(5, 4)
    assert plan.stock.roof_area_m2[row] == pytest.approx(surface, rel=1e-6)
    assert plan.stock.roof_slope_deg[row] == pytest.approx(np.degrees(np.arctan2(4, 5)), abs=0.01)
    factor = roof_factor(load_pack("NL").archetypes)[plan.baseline.typed.archetype_of[row]]
    assert factor > ALONG_SLOPES, "houses of this country and time keep their heat along the roof"
    assert plan.baseline.envelope.area_m2[row, codes.ROOF] == pytest.approx(surface)


def test_a_type_with_a_cold_attic_loses_heat_through_its_ceiling(plan):
    stock = plan.stock
    assert roof_area(stock, np.ones(len(stock))) == pytest.approx(stock.footprint_area_m2)


def test_the_roof_is_explained_by_the_city_model(plan):
    def leaves(step):
        yield step.symbol
        for each in step.inputs:
            yield from leaves(each)

    said = {name: set(leaves(explain_result(plan, name, "invest_eur", 1))) for name in ("gabled", "block")}
    assert "roof_measured" in said["gabled"]
    assert "roof_measured" not in said["block"]


def test_a_lid_and_an_impossible_roof_are_not_taken_for_measured_ones(plan):
    assert np.isnan(plan.stock.roof_area_m2[[row_of(plan, "block"), row_of(plan, "torn")]]).all()
    said = {each.code: each for each in plan.account.remarks}
    assert said["roofs_measured"].args["count"] == 1
    assert said["roofs_impossible"].feature_ids == ("torn",)


def test_the_roof_is_told_in_words(plan):
    row = row_of(plan, "gabled")
    assert roof_words(plan.buildings, row) == ("gabled, 39°", "6.0 – 10.0\u202fm")
    assert surface_of(plan.buildings, row).startswith("154\u202fm²: ")
    assert surface_of(plan.buildings, row_of(plan, "block")) == ""


def test_roofs_outlive_saving_and_a_newer_delivery(plan, tmp_path):
    save_project(plan, tmp_path / "p.gpkg")
    again = open_project(tmp_path / "p.gpkg").project
    for name in ("roof_area_m2", "roof_facing_m2", "roof_slope_deg"):
        np.testing.assert_allclose(getattr(again.stock, name), getattr(plan.stock, name))
    newer = update_delivery(again, UpdateRequest(delivery(model(tmp_path / "newer.gml", 0.05)))).project
    assert newer.stock.roof_area_m2[row_of(newer, "gabled")] == pytest.approx(
        2 * 12 * np.hypot(5, 4), rel=1e-6
    )


def test_sections_of_a_modelled_building_add_their_roofs_up(tmp_path):
    one = member(surfaces(house(10, 12, 6, 4, 0)), "one", "<bldg:class>x</bldg:class>")
    two = member(surfaces(beside(house(10, 12, 6, 4, 0), 10)), "two", "<bldg:class>x</bldg:class>")
    path = citygml(tmp_path / "m.gml", one + two)
    choice = LayerChoice(path, "buildings", fields={"building_group": FieldChoice("class")})
    plan = import_district(ImportRequest(DistrictFiles((choice,)), country="NL")).project
    assert plan.stock.roof_area_m2.tolist() == pytest.approx([4 * 12 * np.hypot(5, 4)])
