"""Whatever a file does to the process that reads it, the program goes on with one sentence."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import Point, box

from app.text.messages import sentence
from gis import worker
from gis.errors import CrsError, LayerError, SourceError
from gis.peek import peek
from gis.read import read_layer
from gis.worker import limits, parent, wire
from retrofit.errors import Cancelled
from tests.gis.worker import misdeeds

ROOT = Path(__file__).resolve().parents[3]
FILE = Path("town.shp")


@pytest.fixture(autouse=True)
def readers():
    worker.enable()
    yield
    worker.stop()


def refusal(work, *args):
    with pytest.raises(SourceError) as told:
        worker.guarded(work, FILE, *args)
    said = sentence(told.value.code, told.value.details)
    assert "town.shp" in said and said.endswith(".")
    return told.value.code


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


def gone(pid, within=10):
    ends = time.monotonic() + within
    while alive(pid):
        assert time.monotonic() < ends
        time.sleep(0.05)
    return True


@pytest.mark.parametrize("work", [misdeeds.crash, misdeeds.leave])
def test_a_crash_is_one_sentence_and_the_next_file_is_read(work):
    assert refusal(work) == "reader_stopped"
    assert worker.guarded(misdeeds.big, FILE, 3) == b"\0\0\0"


@pytest.mark.parametrize("work", [misdeeds.sleep, misdeeds.spin])
def test_what_never_ends_is_ended(work, monkeypatch):
    worker.guarded(misdeeds.big, FILE, 1)
    monkeypatch.setattr(limits, "BASE_S", 0.5)
    began = time.monotonic()
    assert refusal(work) == "reader_too_slow"
    assert time.monotonic() - began < 10


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is limited on Linux only")
def test_a_file_that_wants_all_memory_gets_a_share(monkeypatch):
    monkeypatch.setattr(limits, "memory_bytes", lambda: 1_500_000_000)
    assert refusal(misdeeds.swallow) in ("reader_memory", "reader_stopped")
    assert worker.guarded(misdeeds.big, FILE, 1) == b"\0"


def test_a_refusal_arrives_as_it_was_made():
    with pytest.raises(CrsError) as told:
        worker.guarded(misdeeds.refuse, FILE)
    assert told.value.code == "crs_missing"
    assert told.value.details == {"source": "town.shp", "layer": "a", "proposals": ("EPSG:1",)}


def test_a_bug_is_not_hidden():
    with pytest.raises(RuntimeError, match="KeyError"):
        worker.guarded(misdeeds.bug, FILE)


def test_a_process_is_used_again_and_by_nobody_after_a_fault():
    first, folder = worker.guarded(misdeeds.who, FILE)
    second, _folder = worker.guarded(misdeeds.who, FILE)
    assert first == second != os.getpid()
    refusal(misdeeds.leave)
    assert gone(first)
    assert not Path(folder).exists(), "what it left in its own folder goes with it"
    assert worker.guarded(misdeeds.who, FILE)[0] != first


def test_a_cancel_stops_the_reading_at_once():
    pid, _folder = worker.guarded(misdeeds.who, FILE)
    began = time.monotonic()

    def told():
        if time.monotonic() - began > 0.3:
            raise Cancelled

    with worker.listening(told), pytest.raises(Cancelled):
        worker.guarded(misdeeds.sleep, FILE)
    assert time.monotonic() - began < 3
    assert gone(pid)


def test_who_leaves_while_a_process_starts_leaves_it_for_the_next():
    def told():
        raise Cancelled

    with worker.listening(told), pytest.raises(Cancelled):
        worker.guarded(misdeeds.big, FILE, 1)
    parent._readers.coming.join()
    (reader,) = parent._readers.idle
    assert worker.guarded(misdeeds.who, FILE)[0] == reader.process.pid


def test_two_may_read_at_the_same_time():
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as pool:
        one, two = (pool.submit(worker.guarded, misdeeds.sleep, FILE, 0.5) for _ in range(2))
        assert one.result() is two.result() is None
    assert len(parent._readers.idle) == 2


def test_a_process_that_was_started_early_is_the_one_that_reads():
    worker.start()
    parent._readers.coming.join()
    (reader,) = parent._readers.idle
    assert worker.guarded(misdeeds.who, FILE)[0] == reader.process.pid


SCRIPT = """
import os, sys, time
from pathlib import Path
from gis import worker
from tests.gis.worker import misdeeds
worker.enable()
print(*worker.guarded(misdeeds.who, Path("a")), flush=True)
if sys.argv[1] == "hang":
    worker.guarded(misdeeds.sleep, Path("a"))
"""


@pytest.mark.skipif(os.name != "posix", reason="asks the system for processes")
@pytest.mark.parametrize("how", ["ends", "killed", "killed while it reads"])
def test_no_process_outlives_the_program(how):
    words = [sys.executable, "-c", SCRIPT, "hang" if how != "ends" else "end"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as one:
        number, folder = one.stdout.readline().split()
        pid = int(number)
        if how != "ends":
            assert alive(pid)
            time.sleep(0.3 if how == "killed while it reads" else 0)
            one.send_signal(signal.SIGKILL)
        one.wait(20)
    assert gone(pid)
    assert not Path(folder).exists()


def test_shapes_and_texts_come_back_as_they_were():
    shapes = [
        box(0, 0, 1, 1),
        None,
        Point(1, 2, 3),
        shapely.MultiPolygon([box(0, 0, 1, 1), box(2, 2, 3, 3)]),
        shapely.Polygon(),
    ]
    frame = gpd.GeoDataFrame(
        {"name": ["Õie", None, "", "ж", "x"], "n": [1, 2, 3, 4, 5], "f": [0.5, np.nan, 1, 2, 3]},
        geometry=shapes,
        crs=25832,
    )
    back = wire.unpacked(wire.packed((frame, "rest")))[0]
    assert back.drop(columns="geometry").equals(frame.drop(columns="geometry"))
    assert back.crs == frame.crs
    assert shapely.equals_exact(
        back.geometry.to_numpy()[[0, 2, 3]], frame.geometry.to_numpy()[[0, 2, 3]]
    ).all()
    assert back.geometry.iloc[1] is None and back.geometry.iloc[4].is_empty
    assert back.geometry.iloc[2].z == 3


def test_a_layer_is_the_same_whoever_reads_it(shared):
    for file in (
        "it_udine/Udine_bound_bldgs.shp",
        "nl_cityjson/delft_1b.json",
        "es_catastro_melque/A.ES.SDGC.BU.40146.building.gml",
    ):
        path = shared / "geodata" / file
        apart, known = read_layer(path), peek(path)
        worker.stop()
        here = read_layer(path)
        assert apart.frame.equals(here.frame) and apart.remarks == here.remarks
        assert known == peek(path)
        worker.enable()


def test_a_layer_that_is_not_there_is_told_as_ever(tmp_path):
    path = tmp_path / "a.gpkg"
    gpd.GeoDataFrame({"a": [1]}, geometry=[Point(1, 1)], crs=4326).to_file(path, layer="one")
    with pytest.raises(LayerError) as told:
        read_layer(path, "two")
    assert told.value.code == "layer_missing"
