"""Side files of open plans, and locks beside them."""

import json
import os
import time

import pytest

from app.store import lock
from app.store.journal import Journal, left_behind, remove

GONE = 2**22 - 3
"""No process has this number."""


def write(target):
    target.write_bytes(b"plan")


@pytest.fixture
def crashed(tmp_path):
    """A side file whose window is gone."""

    def crashed(**changes):
        journal = Journal(tmp_path)
        journal.keep("Old town", "/share/old.gpkg", ("Usual renovation", "Other year"), write)
        note = journal.file.with_suffix(".json")
        note.write_text(json.dumps({**json.loads(note.read_text()), "pid": GONE, **changes}))
        return journal

    return crashed


def test_what_a_window_leaves_behind_is_found(crashed, tmp_path):
    crashed()
    (found,) = left_behind(tmp_path)
    assert (found.note.name, found.note.path, found.note.count) == ("Old town", "/share/old.gpkg", 2)
    assert found.note.changes[-1] == "Other year"
    assert (found.file.read_bytes(), found.size) == (b"plan", 4)
    remove(found.file)
    assert list(tmp_path.iterdir()) == []


def test_a_window_that_lives_is_left_alone(tmp_path):
    Journal(tmp_path).keep("Mine", "", (), write)
    assert left_behind(tmp_path) == ()


def test_half_written_and_damaged_ones_are_passed_over(crashed, tmp_path):
    crashed()
    (tmp_path / "half.gpkg").write_bytes(b"x")
    (tmp_path / "bad.gpkg").write_bytes(b"x")
    (tmp_path / "bad.json").write_text("{nonsense")
    assert len(left_behind(tmp_path)) == 1


def test_what_nobody_wanted_for_a_month_goes(crashed, tmp_path):
    crashed(when=time.time() - 40 * 86400)
    assert left_behind(tmp_path) == ()
    assert list(tmp_path.glob("*.gpkg")) == []


def test_a_failed_write_leaves_what_was_there(tmp_path):
    journal = Journal(tmp_path)
    journal.keep("Plan", "", ("one",), write)

    def fail(_target):
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        journal.keep("Plan", "", ("one", "two"), fail)
    assert journal.file.read_bytes() == b"plan"
    journal.forget()
    assert list(tmp_path.iterdir()) == []


def test_a_lock_says_who_and_goes_with_its_owner(tmp_path):
    plan = tmp_path / "plan.gpkg"
    assert lock.held_by(plan) is None
    mine = lock.take(plan)
    held = lock.held_by(plan)
    assert (held.key, held.pid) == (mine.key, os.getpid())
    lock.release(plan, mine)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("change", [{"pid": GONE}, {"since": time.time() - 2 * 86400}])
def test_left_over_locks_do_not_hold(tmp_path, change):
    plan = tmp_path / "plan.gpkg"
    lock.take(plan)
    file = lock.lock_file(plan)
    file.write_text(json.dumps({**json.loads(file.read_text()), **change}))
    assert lock.held_by(plan) is None


def test_a_lock_that_was_taken_over_is_not_released(tmp_path):
    plan = tmp_path / "plan.gpkg"
    mine = lock.take(plan)
    other = lock.take(plan)
    lock.release(plan, mine)
    assert lock.held_by(plan).key == other.key
    lock.lock_file(plan).write_text("nonsense")
    assert lock.held_by(plan) is None
    lock.release(plan, other)


def test_no_lock_where_nothing_can_be_written(tmp_path):
    assert lock.take(tmp_path / "no such folder" / "plan.gpkg") is None
