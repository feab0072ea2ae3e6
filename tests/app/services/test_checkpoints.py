"""A checkpoint is the plan as it was, through save and open too."""

from dataclasses import replace

import numpy as np
import pytest

from app.errors import UserError
from app.project import LogEntry
from app.services.checkpoints import add_checkpoint, delete_checkpoint, free_name, restore_checkpoint
from app.services.files import open_project, save_project
from app.services.logbook import MOST, logged
from app.services.planning import apply_default, set_assumptions


@pytest.fixture(scope="module")
def changed(town):
    """A town with a checkpoint, and much that is different since."""
    kept = add_checkpoint(town, " before ", "Anna", 1000.0).project
    dear = set_assumptions(kept, replace(kept.assumptions, discount_rate=0.07)).project
    return apply_default(dear, 2).project


def same_plan(one, other):
    return one.assumptions == other.assumptions and np.array_equal(
        one.scenario.package_of, other.scenario.package_of
    )


def test_going_back_gives_the_plan_as_it_was(town, changed):
    assert not same_plan(changed, town)
    again = restore_checkpoint(changed, "before").project
    assert same_plan(again, town)
    assert again.assessment is town.assessment
    assert [one.name for one in again.checkpoints] == ["before"]


def test_a_checkpoint_survives_save_and_open(town, changed, tmp_path):
    path = tmp_path / "plan.gpkg"
    save_project(changed, path)
    opened = open_project(path).project
    (kept,) = opened.checkpoints
    assert (kept.name, kept.who, kept.when, kept.project) == ("before", "Anna", 1000.0, None)
    assert kept.totals["invest_eur"] == pytest.approx(town.assessment.district["invest_eur"][0])
    again = restore_checkpoint(opened, "before").project
    assert same_plan(again, town)
    np.testing.assert_allclose(
        again.assessment.district["npv_eur"], town.assessment.district["npv_eur"], rtol=1e-9
    )
    save_project(opened, tmp_path / "second.gpkg")
    assert open_project(tmp_path / "second.gpkg").project.checkpoints[0].packed == kept.packed


def test_a_damaged_checkpoint_is_said_and_nothing_else_is_lost(changed, tmp_path):
    broken = replace(changed.checkpoints[0], project=None, packed=b"no plan")
    hurt = changed.replace(checkpoints=(broken,))
    with pytest.raises(UserError) as fault:
        restore_checkpoint(hurt, "before")
    assert fault.value.code == "checkpoint_damaged"
    save_project(hurt, tmp_path / "plan.gpkg")
    assert same_plan(open_project(tmp_path / "plan.gpkg").project, changed)


@pytest.mark.parametrize(("name", "code"), [("  ", "checkpoint_unnamed"), ("before", "checkpoint_taken")])
def test_names_are_unique_and_not_empty(changed, name, code):
    with pytest.raises(UserError) as fault:
        add_checkpoint(changed, name, "")
    assert fault.value.code == code


def test_what_is_gone_is_said(changed):
    left = delete_checkpoint(changed, "before").project
    assert left.checkpoints == ()
    for verb in (delete_checkpoint, restore_checkpoint):
        with pytest.raises(UserError) as fault:
            verb(left, "before")
        assert fault.value.code == "checkpoint_gone"


def test_a_free_name_is_free(changed):
    name = free_name(changed)
    assert free_name(add_checkpoint(changed, name, "").project) != name


def test_the_log_grows_and_a_slider_is_one_line(town):
    once = logged(town, "Other discount rate", "Anna", merge=True, now=1.0)
    twice = logged(once, "Other discount rate", "Anna", merge=True, now=2.0)
    third = logged(twice, "Other discount rate", "Ben", merge=True, now=3.0)
    assert third.log == (
        LogEntry(2.0, "Anna", "Other discount rate"),
        LogEntry(3.0, "Ben", "Other discount rate"),
    )
    many = town.replace(log=tuple(LogEntry(0.0, "", str(n)) for n in range(MOST)))
    assert len(logged(many, "more", "").log) == MOST


def test_the_log_survives_save_and_open(town, tmp_path):
    path = tmp_path / "plan.gpkg"
    save_project(logged(town, "Ärger, ñandú, ябълка", "Ана", now=12.5), path)
    assert open_project(path).project.log == (LogEntry(12.5, "Ана", "Ärger, ñandú, ябълка"),)
