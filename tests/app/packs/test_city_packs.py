"""A city lays its own figures over its country's pack; everything else stays the country's."""

from pathlib import Path

import pytest

from app import bridge
from app.packs import available, country_name, known_or_base, load_pack, read_pack
from app.services.files import open_project, save_project
from app.services.planning import set_assumptions
from app.services.samples import sample_project
from app.text.messages import sentence
from retrofit.errors import PackError
from retrofit.progress import silent
from retrofit.stock.codes import CARRIERS, WALL

CODE = "CZ.PRAHA"
HEAD = """
code = "CZ.PRAHA"
base = "CZ"
name = "Prague"
version = "3"

[default_generator]
MFH = "district_heat_multi"

[dwelling_area]
value = 80
unit = "m²"
status = "verified"
source = "survey"
"""
SOURCES = """
[survey]
title = "Survey of the city"
licence = "CC0"
url = ""
year = "2025"
"""
CARRIER = """carrier,quantity,value,unit,year,status,source,note
district_heat,price_gross,0.2,EUR/kWh,2025,verified,survey,
district_heat,price_net,0.18,EUR/kWh,2025,verified,survey,
"""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A city's folder, away from the program's packs."""
    folder = tmp_path / "own" / "cz.praha"
    folder.mkdir(parents=True)
    (folder / "pack.toml").write_text(HEAD, encoding="utf-8")
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    (folder / "carriers.csv").write_text(CARRIER, encoding="utf-8")
    return folder


@pytest.fixture
def offered(city: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same folder where the program looks for the user's own packs."""
    monkeypatch.setenv("KVARTER_PACKS", str(city.parent))
    return CODE


def test_only_what_the_city_states_differs(city: Path) -> None:
    own, country = read_pack(city), load_pack("CZ")
    heat = CARRIERS.index("district_heat")
    assert own.carrier(heat).price_eur_kwh.value == 0.2
    assert own.carrier(heat).f_p_nren == country.carrier(heat).f_p_nren
    assert own.carriers[0] == country.carriers[0]
    assert own.dwelling_area_m2.value == 80
    assert own.default_generator[2] == "district_heat_multi"
    assert own.default_generator[0] == country.default_generator[0]
    assert own.archetypes.code.tolist() == country.archetypes.code.tolist()
    assert own.sources["survey"].licence == "CC0"


def test_the_version_holds_both(city: Path) -> None:
    assert read_pack(city).version == f"{load_pack('CZ').version}+3"


def test_one_building_type_can_be_replaced_in_its_place(city: Path) -> None:
    country = load_pack("CZ").archetypes
    head = "code,variant,u_roof_w_m2k,u_wall_w_m2k,u_floor_w_m2k,u_window_w_m2k,u_door_w_m2k,b_roof,b_wall,b_floor,b_window,b_door,thickness_roof_m,thickness_wall_m,thickness_floor_m,g_window,delta_u_tb_w_m2k,n_infiltration_1h"
    row = f"{country.code[3]},existing,0.8,1.11,1.2,2.7,2.6,1,1,0.5,1,1,0,0,0,0.75,0.15,0.4"
    (city / "archetype_variants.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    types = read_pack(city).archetypes
    assert types.u_w_m2k[3, 0, WALL] == 1.11
    assert (types.u_w_m2k[:3] == country.u_w_m2k[:3]).all()
    assert (types.u_w_m2k[3, 1:] == country.u_w_m2k[3, 1:]).all()


def test_a_station_of_the_city_is_added(city: Path) -> None:
    columns = "station,name,lat_deg,lon_deg,month,theta_e_c,i_sol_north_kwh_m2,i_sol_east_kwh_m2,i_sol_south_kwh_m2,i_sol_west_kwh_m2,i_sol_horizontal_kwh_m2,status,source"
    months = [f"karlov,Karlov,50.07,14.43,{m},5,10,20,40,20,50,verified,survey" for m in range(1, 13)]
    (city / "climate_monthly.csv").write_text("\n".join([columns, *months, ""]), encoding="utf-8")
    assert [station.key for station in read_pack(city).stations] == ["prague", "karlov"]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("pack.toml", 'base = "CZ"', 'base = "QQ"', ("cz.praha/pack.toml", "QQ")),
        ("pack.toml", 'code = "CZ.PRAHA"', 'code = "DE.PRAHA"', ("cz.praha/pack.toml", "DE.PRAHA")),
        ("pack.toml", 'source = "survey"', "", ("cz.praha/pack.toml", "source")),
        ("carriers.csv", "verified,survey", "verified,hearsay", ("cz.praha/carriers.csv row 2", "hearsay")),
        ("carriers.csv", "verified,survey", "verified,", ("cz.praha/carriers.csv", "row 2", "source")),
        ("carriers.csv", "EUR/kWh", "CZK/kWh", ("cz.praha/carriers.csv", "unit", "CZK/kWh")),
    ],
)
def test_a_broken_city_pack_is_refused_naming_the_place(
    city: Path, file: str, old: str, new: str, said: tuple[str, ...]
) -> None:
    path = city / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        read_pack(city)
    words = sentence(caught.value.code, caught.value.details)
    assert all(part in words for part in said), words


def test_it_is_offered_beside_the_countries(offered: str) -> None:
    assert offered in available()
    assert load_pack(offered).base == "CZ"
    assert country_name(offered) == "Czechia"


def test_a_folder_of_another_name_is_refused(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KVARTER_PACKS", str(city.parent))
    city.rename(city.with_name("cz.brno"))
    with pytest.raises(PackError, match="pack_value_bad"):
        load_pack("CZ.BRNO")


def test_the_programs_own_packs_cannot_be_replaced(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (city.parent / "es").mkdir()
    (city.parent / "es" / "pack.toml").write_text('code = "ES"', encoding="utf-8")
    monkeypatch.setenv("KVARTER_PACKS", str(city.parent))
    assert load_pack("ES").name == "Spain"


def test_without_the_citys_pack_its_country_stands_in_and_says_so(
    offered: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = sample_project("synthetic", silent).project.replace(country=offered)
    project = set_assumptions(sample, sample.assumptions, silent).project
    save_project(project, tmp_path / "plan.gpkg")
    assert open_project(tmp_path / "plan.gpkg").project.country == offered
    monkeypatch.delenv("KVARTER_PACKS")
    assert known_or_base(offered) == "CZ"
    opened = open_project(tmp_path / "plan.gpkg").project
    assert opened.country == "CZ"
    found = [finding for finding in bridge.findings(opened) if finding.code == "pack_changed"]
    assert [finding.args["saved"] for finding in found] == [f"{load_pack('CZ').version}+3"]
