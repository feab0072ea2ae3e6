"""Own packages are offered as far as the country has figures for them."""

from dataclasses import replace

import geopandas as gpd
import pytest
from shapely.geometry import box

from app import bridge
from app.errors import UserError
from app.services.intake import ImportRequest, import_district
from app.services.offering import offer_packages
from app.text.messages import finding_sentence
from gis.footprints import detect_files
from retrofit.errors import PackError
from retrofit.plan.package import Package

SUNNY = Package("sunny", builds_on="usual", pv_share=0.5)
ABOVE = Package("above", builds_on="sunny")
PLAIN = Package("plain", builds_on="usual", generator="district_heat")


@pytest.fixture(scope="module")
def french(tmp_path_factory):
    """Six houses in a country whose pack has no climate station, so no sun."""
    path = tmp_path_factory.mktemp("fr") / "houses.gpkg"
    shapes = [box(652000 + 30 * n, 6862000, 652010 + 30 * n, 6862010) for n in range(6)]
    rows = [{"building_id": f"b{n}", "year": 1970, "floors": 2, "use": "residential"} for n in range(6)]
    gpd.GeoDataFrame(rows, geometry=shapes, crs=2154).to_file(path)
    return import_district(ImportRequest(detect_files(path))).project


def told(project):
    return [one for one in bridge.findings(project) if one.code == "packages_without_pv"]


def test_a_package_that_is_only_offered_is_planned_without_photovoltaics_and_it_is_said(french):
    offered = offer_packages(french, (SUNNY, ABOVE, PLAIN), "usual").project
    assert [one.pv_share for one in offered.packages] == [0.0] * 6
    assert offered.packages[3:] == (replace(SUNNY, pv_share=0.0), ABOVE, PLAIN)
    assert "France" in finding_sentence(told(offered)[0])
    assert "sunny, above" in finding_sentence(told(offered)[0])


def test_it_is_said_once_and_no_longer_when_other_packages_come(french):
    offered = offer_packages(french, (SUNNY,)).project
    assert len(told(offer_packages(offered, (SUNNY,)).project)) == 1
    assert not told(offer_packages(offered, (PLAIN,)).project)


@pytest.mark.parametrize("chosen", ["sunny", "above"])
def test_the_chosen_package_is_refused_where_the_sun_is_not_known(french, chosen):
    with pytest.raises(PackError) as fault:
        offer_packages(french, (SUNNY, ABOVE, PLAIN), chosen)
    assert fault.value.code in ("pack_no_sun", "pack_no_photovoltaics")


def test_photovoltaics_stay_where_the_pack_has_figures(town):
    offered = offer_packages(town, (SUNNY,), "sunny").project
    assert offered.packages[3] == SUNNY
    assert not told(offered)


def test_an_impossible_package_is_refused_with_its_name(town):
    with pytest.raises(UserError) as fault:
        offer_packages(town, (Package("leaky", n_infiltration_1h=9.0),))
    assert fault.value.code == "packages_value_outside"
    assert fault.value.details["package"] == "leaky"
