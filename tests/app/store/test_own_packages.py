"""Own packages go into a file and come back."""

import numpy as np
import pytest

from app.errors import UserError
from app.services.files import open_project, save_project
from app.services.planning import apply_default, package_position, set_packages
from app.store.own_packages import from_table, read_packages, to_table
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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nonsense", "packages_file_bad"),
        ("", "packages_file_bad"),
        ('[[package]]\nname = "x"\ncolour = 1', "packages_key_unknown"),
        ('[[package]]\nname = "x"\nwall = { thickness_cm = "much" }', "packages_value_wrong"),
        ('[[package]]\nname = "x"\nwall = { width = 3 }', "packages_value_wrong"),
        ("[[package]]\nwall = { thickness_cm = 3 }", "packages_value_wrong"),
        ('[[package]]\nname = "usual"', "packages_names_double"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path, text, code):
    path = tmp_path / "packages.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as fault:
        read_packages(path)
    assert fault.value.code == code


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(UserError) as fault:
        read_packages(tmp_path / "none.toml")
    assert fault.value.code == "packages_file_missing"
