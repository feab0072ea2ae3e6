"""Own packages go into a file and come back."""

import numpy as np
import pytest

from app.errors import UserError
from app.services.files import open_project, save_project
from app.services.planning import apply_default, package_position, set_packages
from app.store.own_packages import from_table, read_packages, to_table
from app.text.messages import sentence
from retrofit.plan.package import STANDARD, Insulation, Package, Replacement, Variant
from retrofit.stock import codes

FILE = """
[[package]]
name = "deep"
builds_on = "usual"
air_leakage = 0.1
thermal_bridges = 0.02
wall = { thickness_cm = 24, conductivity = 0.032 }
window = { u_value = 0.8, g_value = 0.5 }

[[package]]
name = "roof only"
roof = { variant = "advanced" }
"""


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "packages.toml"
    path.write_text(FILE, encoding="utf-8")
    return read_packages(path)


def test_a_file_of_packages_is_read(own):
    assert own == (
        Package(
            "deep",
            ((codes.WALL, Insulation(0.24, 0.032)), (codes.WINDOW, Replacement(0.8, 0.5))),
            "usual",
            0.1,
            0.02,
        ),
        Package("roof only", ((codes.ROOF, Variant(2)),)),
    )


def test_tables_are_a_round_trip(own):
    assert tuple(from_table(to_table(package)) for package in (*STANDARD, *own)) == (*STANDARD, *own)


def test_a_plan_with_own_packages_is_saved_and_opened(town, own, tmp_path):
    planned = set_packages(town, own).project
    planned = apply_default(planned, package_position("deep", planned.packages)).project
    save_project(planned, tmp_path / "plan.gpkg")
    opened = open_project(tmp_path / "plan.gpkg").project
    assert opened.packages == planned.packages
    assert np.array_equal(opened.scenario.package_of, planned.scenario.package_of)
    for name, values in planned.assessment.district.items():
        assert opened.assessment.district[name] == pytest.approx(values, nan_ok=True), name


def test_own_packages_save_more_than_what_they_build_on(town, own):
    planned = set_packages(town, own).project
    usual, deep = (apply_default(planned, place).project.assessment.district for place in (1, 3))
    assert deep["e_del_saving_kwh"][0] > usual["e_del_saving_kwh"][0]
    assert deep["invest_eur"][0] > 0


def test_taking_a_package_away_leaves_its_buildings_without(town, own):
    planned = apply_default(set_packages(town, own).project, 3).project
    without = set_packages(planned, own[1:]).project
    assert (without.scenario.package_of == 0).all()
    assert [package.key for package in without.packages[3:]] == ["roof only"]


X = '[[package]]\nname = "x"\n'


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("nonsense", "packages_file_bad", "Expected '='"),
        ("", "packages_file_empty", "[[package]]"),
        ("package = 3", "packages_file_empty", "[[package]]"),
        (X + "colour = 1", "packages_key_unknown", "x has the key colour"),
        (X + 'wall = { thickness_cm = "much" }', "packages_value_wrong", "wall thickness_cm = much: write a number"),
        (X + "wall = 20", "packages_value_wrong", "wall = 20: write a table"),
        (X + "wall = { width = 3 }", "packages_treatment_wrong", "the wall by width"),
        (X + "wall = { u_value = 0.2 }", "packages_treatment_wrong", "for wall give variant alone, or thickness_cm"),
        (X + "window = { thickness_cm = 3 }", "packages_treatment_wrong", "or u_value, g_value"),
        (X + 'wall = { variant = "best" }', "packages_word_unknown", "wall variant = best"),
        (X + 'wall = { thickness_cm = 3, method = "straw" }', "packages_word_unknown", "take one of exterior"),
        (X + "pv_share = 2", "packages_value_outside", "x has pv_share = 2, which is impossible: give a number from 0 to 1."),
        (X + 'pv_share = "half"', "packages_value_wrong", "pv_share = half: write a number"),
        (X + "air_leakage = 9", "packages_value_outside", "air_leakage = 9, which is impossible: give a number from 0 to 2 1/h."),
        (X + "thermal_bridges = 0.7", "packages_value_outside", "from 0 to 0.5 W/(m²K)"),
        (X + "window = { u_value = 0 }", "packages_value_outside", "window u_value = 0"),
        (X + "window = { u_value = 12 }", "packages_value_outside", "window u_value = 12"),
        (X + "window = { u_value = nan }", "packages_value_outside", "window u_value = nan"),
        (X + "window = { u_value = 1.0, g_value = 1.2 }", "packages_value_outside", "window g_value = 1.2"),
        (X + 'controls = "hydronic_balancing"', "packages_value_wrong", "write a list of words"),
        (X + 'controls = ["app"]', "packages_word_unknown", "controls = app"),
        (X + 'heating = "stove"', "packages_word_unknown", "heating = stove"),
        (X + "heating = 3", "packages_value_wrong", "write a word in quotes"),
        (X + 'ventilation = "fan"', "packages_word_unknown", "take one of exhaust, heat_recovery"),
        (X + 'solar_thermal = "no"', "packages_value_wrong", "write true or false"),
        (X + 'builds_on = "y"', "packages_order_wrong", "x builds on y"),
        ("[[package]]\nwall = { thickness_cm = 3 }", "packages_name_missing", "Package 1 of the file"),
        ('[[package]]\nname = "usual"', "packages_names_double", "called usual"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said_with_package_key_and_value(tmp_path, text, code, said):
    path = tmp_path / "packages.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as fault:
        read_packages(path)
    told = sentence(fault.value.code, fault.value.details)
    assert fault.value.code == code
    assert said in told
    assert "Error" not in told


def test_an_unknown_encoding_is_said(tmp_path):
    path = tmp_path / "packages.toml"
    path.write_bytes('[[package]]\nname = "für"'.encode("latin-1"))
    with pytest.raises(UserError) as fault:
        read_packages(path)
    assert fault.value.code == "packages_file_encoding"


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(UserError) as fault:
        read_packages(tmp_path / "none.toml")
    assert fault.value.code == "packages_file_missing"
