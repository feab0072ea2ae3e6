"""Scenarios side by side: made, changed, kept, compared."""

import sqlite3
from dataclasses import replace

import numpy as np
import pytest

from app.errors import UserError
from app.mapimage.theme import Theme
from app.services.files import open_project, save_project
from app.services.mapping import themed
from app.services.planning import apply_default, assign_package, set_packages
from app.services.scenario_tables import rows, write_comparison
from app.services.scenarios import (
    activate_scenario,
    add_scenario,
    all_scenarios,
    assessment_of,
    compare,
    delete_scenario,
    rename_scenario,
)
from retrofit.plan.package import Package
from retrofit.plan.scenario import DO_NOTHING
from retrofit.stock.fields import Level


@pytest.fixture(scope="module")
def deep(town):
    """The plan and a second one that is advanced everywhere; the second is planned."""
    return apply_default(add_scenario(town, "Deep").project, 2).project


def names(project):
    return [one.name for one in all_scenarios(project)]


def test_a_new_scenario_is_planned_and_the_old_one_waits_unchanged(town, deep):
    assert names(deep) == ["Do nothing", town.scenario.name, "Deep"]
    assert deep.scenario.name == "Deep"
    back = activate_scenario(deep, town.scenario.number).project
    np.testing.assert_array_equal(back.scenario.package_of, town.scenario.package_of)
    assert back.assessment.district["invest_eur"] == pytest.approx(town.assessment.district["invest_eur"])
    assert names(back) == names(deep)


def test_packages_go_to_the_planned_scenario_alone(deep):
    changed = assign_package(deep, np.arange(5, dtype=np.int32), 0).project
    np.testing.assert_array_equal(changed.shelf[0].package_of, deep.shelf[0].package_of)
    assert (changed.scenario.package_of[:5] == 0).all()


def test_comparison_is_what_each_scenario_gives(town, deep):
    found = compare(deep)
    assert [one.name for one in found.scenarios] == names(deep)
    invest = found.district[[field.name for field in found.fields].index("invest_eur")]
    assert invest[0] == 0
    assert invest[1] == pytest.approx(town.assessment.district["invest_eur"][0])
    assert invest[2] == pytest.approx(deep.assessment.district["invest_eur"][0])
    np.testing.assert_allclose(found.blocks["invest_eur"].sum(axis=0), invest)
    differences = {label: cells for label, *cells in rows(found, against=0)}
    assert {label for label, *_cells in rows(found)} == set(differences)


def test_names_are_held_apart_and_doing_nothing_cannot_be_changed(deep):
    for act, code in (
        (lambda: add_scenario(deep, " "), "scenario_nameless"),
        (lambda: add_scenario(deep, "Deep"), "scenario_name_taken"),
        (lambda: rename_scenario(deep, 1, "Deep"), "scenario_name_taken"),
        (lambda: delete_scenario(deep, DO_NOTHING), "scenario_fixed"),
        (lambda: activate_scenario(deep, 77), "scenario_unknown"),
    ):
        with pytest.raises(UserError) as fault:
            act()
        assert fault.value.code == code


def test_renaming_keeps_the_choice_and_deleting_plans_the_next(town, deep):
    renamed = rename_scenario(deep, deep.scenario.number, "Deeper", "for the council").project
    assert (renamed.scenario.name, renamed.scenario.note) == ("Deeper", "for the council")
    left = delete_scenario(renamed, renamed.scenario.number).project
    assert names(left) == ["Do nothing", town.scenario.name]
    with pytest.raises(UserError) as fault:
        delete_scenario(left, left.scenario.number)
    assert fault.value.code == "scenario_last"


def test_scenarios_survive_save_and_open(deep, tmp_path):
    noted = rename_scenario(deep, 1, "Plan", "the first").project
    save_project(noted, tmp_path / "two.gpkg")
    again = open_project(tmp_path / "two.gpkg").project
    assert names(again) == names(noted)
    assert again.scenario.name == "Deep"
    assert again.shelf[0].note == "the first"
    for before, after in zip(all_scenarios(noted), all_scenarios(again), strict=True):
        np.testing.assert_array_equal(before.package_of, after.package_of)
        assert before.number == after.number


def test_a_file_from_before_scenarios_opens_with_one(town, tmp_path):
    path = tmp_path / "old.gpkg"
    save_project(town, path)
    with sqlite3.connect(path) as base:
        base.execute("DELETE FROM kvarter_meta WHERE key = 'scenarios'")
    again = open_project(path).project
    assert names(again) == names(town)
    assert "scenarios" not in again.extra


def test_own_packages_move_in_every_scenario(deep):
    more = set_packages(deep, (Package("mine", builds_on="usual"),)).project
    own = assign_package(more, np.arange(3, dtype=np.int32), 3).project
    other = activate_scenario(own, 1).project
    fewer = set_packages(other, ()).project
    waiting = next(one for one in fewer.shelf if one.name == "Deep")
    assert (waiting.package_of[:3] == 0).all()
    assert waiting.package_of.max() == 2


def test_a_map_of_differences_parts_at_zero(town, deep):
    theme = Theme("e_del_after_kwh_m2", Level.BLOCK, against=1)
    found = themed(deep, theme)
    assert "Deep less" in found.legend.title
    values = (
        deep.assessment.blocks["e_del_after_kwh_m2"] - assessment_of(deep, 1).blocks["e_del_after_kwh_m2"]
    )
    assert np.nanmax(values) <= 1e-9
    assert found.classes.diverging
    gone = replace(theme, against=99)
    assert themed(deep, gone).legend.title == themed(deep, replace(theme, against=None)).legend.title


def test_tables_of_district_and_blocks_are_written(deep, tmp_path):
    files = write_comparison(deep, compare(deep), tmp_path / "out")
    text = files["scenarios"].read_text(encoding="utf-8-sig")
    assert "Deep" in text
    assert (
        len(files["scenarios by block"].read_text(encoding="utf-8-sig").splitlines()) == len(deep.blocks) + 1
    )
