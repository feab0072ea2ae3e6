"""What went wrong in reading is said without names of exceptions."""

import json
from pathlib import Path

import pytest

from app.text.plain_words import plain_words


def fault_of(deed):
    try:
        deed()
    except Exception as fault:  # noqa: BLE001 - whatever it is, it must be said plainly
        return fault
    raise AssertionError


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        (lambda: json.loads("nonsense"), "line 1, column 1: that is no JSON"),
        (lambda: {}["inputs"], "the field inputs is missing"),
        (lambda: float("1O5"), "'1O5' is no number"),
        (lambda: int("three"), "'three' is no number"),
        (lambda: [0][1:][0], "a line or list is too short"),
        (lambda: next(iter(())), "a line or list is too short"),
        (lambda: None + 1, "a value is of the wrong kind, such as a list where a number is due"),
        (lambda: object().keys(), "a value is of the wrong kind, such as a list where a number is due"),
        (lambda: 1 / 0, "a value that divides is zero"),
        (lambda: "ü".encode("latin-1").decode(), "its texts are not in UTF-8"),
        (lambda: Path("/nowhere/at/all").read_text(), "No such file or directory"),
    ],
)
def test_faults_are_said_plainly(deed, said):
    assert plain_words(fault_of(deed)) == said


def test_a_sentence_of_our_own_stays():
    assert plain_words(ValueError("an area is not positive")) == "an area is not positive"


def test_a_ragged_table_names_line_and_cells():
    fault = ValueError("Error tokenizing data. C error: Expected 3 fields in line 4, saw 5\n")
    assert plain_words(fault) == "line 4 has 5 cells where 3 are due"
