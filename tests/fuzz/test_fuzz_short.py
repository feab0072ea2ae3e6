"""A few hundred damaged inputs of every kind: data with a whole account, or one clear sentence; `make fuzz` brings more."""

import tempfile
import warnings

import pytest

from tests.fuzz.inputs import CLEANING, Inputs

EACH, BATCHES = 3, 3


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    base = tmp_path_factory.mktemp("fuzz")
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        warnings.simplefilter("ignore")
        found = Inputs(base / "cell", "short")
        found.by_kind.pop("real", None)
        patch.setattr(tempfile, "tempdir", str(found.cell.temporary))
        yield found


def failures(inputs, kind, count):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        told = [(number, inputs.outcome(kind, number)["failure"]) for number in range(count)]
    return [(number, failure) for number, failure in told if failure]


def test_every_damaged_file_ends_in_data_or_a_sentence_and_leaves_no_trace(inputs):
    found = {kind: failures(inputs, kind, EACH) for kind in inputs.by_kind}
    assert len(found) > 25
    assert not {kind: failed for kind, failed in found.items() if failed}


def test_every_strange_shape_has_its_fate(inputs):
    assert not failures(inputs, CLEANING, BATCHES)


def test_the_same_number_is_the_same_input(inputs):
    for kind in ("geojson", "zip", "project"):
        assert inputs.files(kind, 7)[1] == inputs.files(kind, 7)[1]


def test_what_the_fuzzer_watches_for_is_seen(inputs):
    """A reader that throws, leaves a file behind or writes beside the input is a failure."""
    from tests.fuzz.child import watched

    def throws():
        raise KeyError("x")

    def litters():
        (inputs.cell.temporary / "left.txt").write_text("x")
        return ""

    def scribbles():
        (inputs.cell.input / "houses.gfs").write_text("x")
        return ""

    def failure(run):
        return str(watched(inputs.cell, run, inputs.cell.put({"houses.gml": b""}))["failure"])

    assert failure(throws).startswith("KeyError")
    assert "left.txt" in failure(litters)
    assert "houses.gfs" in failure(scribbles)
    assert not failure(str)
