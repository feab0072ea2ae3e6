"""Heights from rasters in a plan: what is taken, what is kept, what is told."""

import numpy as np
import pytest
import rasterio

from app import bridge
from app.errors import UserError
from app.services.editing import set_values
from app.services.files import open_project, save_project
from app.services.heights import HeightRequest, Take, heights_from_rasters, measure
from app.text.messages import finding_sentence
from gis.errors import SourceError
from retrofit.errors import Cancelled
from retrofit.stock.provenance import Provenance
from tests.elevation import grid, of_town, write

NAME = "height_above_ground_m"
BASE_M = 12.0


def flat(east, north):
    return np.full(east.shape, BASE_M) + 0 * north


@pytest.fixture(scope="module")
def without(town):
    """The town with heights of every second building alone."""
    frame, stock = town.buildings.copy(), town.stock
    heights, said = (
        frame[NAME].to_numpy(copy=True),
        frame[f"provenance_{NAME}"].to_numpy(dtype=object, copy=True),
    )
    heights[::2], said[::2] = np.nan, ""
    codes = stock.provenance[NAME].copy()
    codes[::2] = Provenance.ASSUMED
    frame = frame.assign(**{NAME: heights, f"provenance_{NAME}": said})
    return town.replace(buildings=frame, stock=stock.with_column(NAME, heights, codes))


@pytest.fixture(scope="module")
def rasters(town, tmp_path_factory):
    return of_town(town, tmp_path_factory.mktemp("rasters"))


def request(rasters, **more):
    return HeightRequest((rasters[0],), (rasters[1],), **more)


def remarks(project):
    return {one.code: one for one in project.account.remarks}


def test_unknown_heights_are_measured_and_given_ones_stay(without, rasters):
    found = heights_from_rasters(without, request(rasters)).project
    before, after = (one.stock.height_above_ground_m for one in (without, found))
    covered = remarks(found)["heights_measured"]
    rows = found.buildings.index.get_indexer(list(covered.feature_ids))
    assert len(rows) > 10
    assert (rows % 2 == 0).all(), "only where nobody knew"
    np.testing.assert_allclose(after[rows], 5.0 + rows / 10.0, atol=0.01)
    np.testing.assert_array_equal(after[1::2], before[1::2])
    assert (found.stock.provenance[NAME][rows] == Provenance.MEASURED).all()
    assert (found.buildings[f"provenance_{NAME}"].iloc[rows] == "measured").all()
    outside = remarks(found)["heights_outside"]
    at = found.buildings.index.get_indexer(list(outside.feature_ids))
    np.testing.assert_array_equal(after[at], before[at])
    np.testing.assert_array_equal(found.buildings[NAME].to_numpy(), after)


def test_measured_heights_reach_walls_and_floors(without, rasters):
    found = heights_from_rasters(without, request(rasters)).project
    rows = found.buildings.index.get_indexer(list(remarks(found)["heights_measured"].feature_ids))
    typed = found.baseline.typed.stock
    np.testing.assert_allclose(typed.height_above_ground_m[rows], 5.0 + rows / 10.0, atol=0.01)
    assert (typed.provenance[NAME][rows] == Provenance.MEASURED).all()
    assert found.assessment.district["e_del_kwh"] != without.assessment.district["e_del_kwh"]
    bare = found.stock.with_column(
        "number_of_floors_above_ground",
        np.full(len(found.stock), np.nan),
        np.full(len(found.stock), Provenance.ASSUMED, dtype=np.int8),
    )
    from app.packs import load_pack
    from app.services.planning import replan

    floors = replan(found.replace(stock=bare)).project.baseline.typed.stock
    storey = load_pack(found.country).storey_height_m.value
    np.testing.assert_array_equal(
        floors.number_of_floors_above_ground[rows], np.maximum(np.round((5.0 + rows / 10.0) / storey), 1.0)
    )


def test_differences_are_listed_and_replaced_only_when_asked(without, rasters):
    plain = heights_from_rasters(without, request(rasters)).project
    differ = remarks(plain)["heights_differ"]
    assert differ.args["replaced"] == 0
    report = measure(without, request(rasters))
    rows = plain.buildings.index.get_indexer(list(differ.feature_ids))
    off = np.abs(report.difference_m[rows])
    assert (off > 2.0).all()
    assert (np.diff(off) <= 0).all(), "the largest first"
    some = heights_from_rasters(without, request(rasters, take=Take.DIFFERING)).project
    np.testing.assert_allclose(some.stock.height_above_ground_m[rows], 5.0 + rows / 10.0, atol=0.01)
    near = report.heights.measured & ~report.differing & ~np.isnan(report.before_m)
    np.testing.assert_array_equal(some.stock.height_above_ground_m[near], report.before_m[near])
    every = heights_from_rasters(without, request(rasters, take=Take.ALL)).project
    there = np.flatnonzero(report.heights.measured)
    np.testing.assert_allclose(every.stock.height_above_ground_m[there], 5.0 + there / 10.0, atol=0.01)


def test_what_was_corrected_by_hand_always_stays(without, rasters):
    row = int(np.flatnonzero(measure(without, request(rasters)).heights.measured)[0])
    edited = set_values(without, np.array([row], dtype=np.int32), {NAME: "33"}).project
    found = heights_from_rasters(edited, request(rasters, take=Take.ALL)).project
    assert found.stock.height_above_ground_m[row] == 33.0
    assert found.buildings.index[row] in remarks(found)["heights_corrected_kept"].feature_ids


def test_measuring_again_replaces_what_was_measured_and_its_findings(without, rasters):
    once = heights_from_rasters(without, request(rasters)).project
    twice = heights_from_rasters(once, request(rasters)).project
    np.testing.assert_array_equal(twice.stock.height_above_ground_m, once.stock.height_above_ground_m)
    assert remarks(twice)["heights_measured"].feature_ids == remarks(once)["heights_measured"].feature_ids
    codes = [one.code for one in twice.account.remarks]
    assert len(codes) == len(set(codes)) or codes.count("heights_measured") == 1


def test_roofs_and_heights_outlive_saving(without, rasters, tmp_path):
    found = heights_from_rasters(without, request(rasters)).project
    assert (found.buildings["roof_form"] == "flat").sum() > 10
    save_project(found, tmp_path / "plan.gpkg")
    again = open_project(tmp_path / "plan.gpkg").project
    kept = [name for name in bridge.ROOF_NUMBERS if name in found.buildings]
    assert {"eaves_height_m", "roof_azimuth_deg"} <= set(kept)
    for name in (NAME, *kept):
        np.testing.assert_allclose(again.buildings[name], found.buildings[name])
    assert again.buildings["roof_form"].tolist() == found.buildings["roof_form"].tolist()
    save_project(without, tmp_path / "bare.gpkg")
    assert "roof_form" not in open_project(tmp_path / "bare.gpkg").project.buildings


def test_findings_are_sentences(without, rasters):
    found = heights_from_rasters(without, request(rasters)).project
    told = {
        one.code: finding_sentence(one) for one in bridge.findings(found) if one.code.startswith("heights_")
    }
    assert {"heights_measured", "heights_outside", "heights_differ"} <= set(told)
    assert "dsm.tif" in told["heights_measured"]
    assert not [text for text in told.values() if "{" in text or "nan" in text]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"percentile": 120.0}, "heights_request_wrong"),
        ({"least_coverage": float("nan")}, "heights_request_wrong"),
        ({"differ_m": -1.0}, "heights_request_wrong"),
        ({"unit": "furlong"}, "heights_unit_unknown"),
    ],
)
def test_impossible_requests_are_refused(without, rasters, more, code):
    with pytest.raises(UserError) as fault:
        heights_from_rasters(without, request(rasters, **more))
    assert fault.value.code == code


def test_a_raster_of_elsewhere_changes_nothing(without, tmp_path):
    far = write(tmp_path / "far.tif", flat, grid(), crs=without.buildings.crs.to_string())
    with pytest.raises(SourceError) as fault:
        heights_from_rasters(without, HeightRequest((far,)))
    assert fault.value.code == "heights_nowhere"


def test_it_can_be_stopped(without, rasters):
    def stop(fraction, what):
        if what == "rasters" and fraction > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        heights_from_rasters(without, request(rasters), stop)


def test_nothing_is_written_beside_the_rasters(without, rasters):
    before = {path: path.stat().st_mtime_ns for path in rasters[0].parent.iterdir()}
    heights_from_rasters(without, request(rasters))
    assert {path: path.stat().st_mtime_ns for path in rasters[0].parent.iterdir()} == before
    with rasterio.open(rasters[0]) as source:
        assert source.count == 1
