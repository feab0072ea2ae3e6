"""Deliveries of 100 000 and 1 000 000 buildings with as many parcels; no test asserts a time.

Seconds of each step and the most memory stand in ``extra_info`` (build/bench.json) and are printed.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.services.synthetic import synthetic_district

HERE = Path(__file__).parent
PARCELS_PER_BLOCK = 10.6
SIZES = {"100k": 100_000, "1M": 1_000_000}


def written(folder, count):
    """A town of so many buildings, on at least as many parcels."""
    path = folder / f"town_{count}.gpkg"
    town = synthetic_district(blocks=int(count / PARCELS_PER_BLOCK) + 1)
    for layer, frame in (
        ("buildings", town.buildings.iloc[:count]),
        ("parcels", town.parcels),
        ("streets", town.streets),
    ):
        frame.to_file(path, layer=layer, driver="GPKG")
    return path


@pytest.fixture(scope="module", params=SIZES)
def delivery(request, tmp_path_factory):
    measured = request.config.getoption("benchmark_enable")
    count = SIZES[request.param] if measured else 60
    if measured and count > 100_000 and os.environ.get("KVARTER_BENCH_SMALL"):
        pytest.skip("KVARTER_BENCH_SMALL is set: only 100 000 buildings")
    return written(tmp_path_factory.mktemp("town"), count), count


def run(*words):
    done = subprocess.run(
        [sys.executable, HERE / "delivery.py", *map(str, words)],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(HERE.parents[1])},
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def test_a_delivery_from_peek_to_blocks(benchmark, delivery):
    path, count = delivery
    found = benchmark.pedantic(run, (path,), rounds=1, iterations=1)
    benchmark.extra_info.update(found, aim_s=10.0 * count / 100_000)
    sys.stdout.write("\n" + json.dumps(found, indent=1) + "\n")
    assert found["buildings"] == count
    assert found["parcels"] >= count or count < 1000
    assert 0 < found["blocks"] < count


def test_a_delivery_that_is_cancelled(benchmark, delivery):
    path, _count = delivery
    found = benchmark.pedantic(run, (path, 0.0), rounds=1, iterations=1)
    benchmark.extra_info.update(found)
    assert "cancelled_after" in found["steps"]
