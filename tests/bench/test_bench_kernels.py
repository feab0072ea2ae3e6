"""The bare kernels beside the whole chain, and memory beside both."""

import numpy as np
import pytest

from retrofit.physics import heat
from retrofit.physics.kernels import monthly_needs, weigh_plan

ROWS, PACKAGES, KINDS, ELEMENTS = 8192, 10, 70, 5


@pytest.fixture(scope="module")
def draw():
    return np.random.default_rng(2)


def test_bare_monthly_balance(benchmark, draw):
    """Ten packages of 8192 buildings on one core: times 122 it is a million."""
    h = draw.uniform(0.3, 4.0, (ROWS, PACKAGES))
    a, g = 1.0 + 45.0 / h / 15.0, draw.uniform(0.4, 0.8, (ROWS, PACKAGES))
    sun, phi = draw.uniform(0.0, 8.0, (ROWS, 12)), np.full(ROWS, 3.0)
    theta = np.array([-5.0, -3, 2, 8, 14, 18, 22, 21, 15, 8, 2, -3])
    hours = heat.HOURS_PER_DAY_K * heat.DAYS_OF_MONTH
    need, months = np.empty((ROWS, PACKAGES)), np.empty((ROWS, 12))
    benchmark.extra_info["buildings"] = ROWS
    benchmark(
        monthly_needs,
        h,
        np.full_like(h, 0.9),
        a,
        g,
        sun,
        phi,
        np.full(ROWS, 20.0),
        theta,
        hours,
        need,
        months,
    )
    assert (need >= 0).all()


def test_bare_weighing(benchmark, draw):
    """Systems, weights and money of the same on one core."""
    shape, table = (ROWS, PACKAGES), (KINDS, PACKAGES)
    out = np.empty((7, *shape))
    benchmark.extra_info["buildings"] = ROWS
    benchmark(
        weigh_plan,
        draw.uniform(1e3, 1e5, shape),
        draw.uniform(100.0, 900.0, shape),
        draw.uniform(100.0, 900.0, ROWS),
        draw.integers(0, KINDS, ROWS).astype(np.int32),
        draw.uniform(0.0, 500.0, (ROWS, ELEMENTS)),
        heat.A_MONTH,
        np.full(KINDS, 45.0),
        np.full(KINDS, 25.0),
        draw.uniform(1.0, 5.0, (*table, 3)),
        draw.uniform(0.0, 1.0, (*table, 6)),
        draw.uniform(0.0, 20.0, (*table, 6)),
        draw.uniform(0.0, 100.0, (*table, ELEMENTS)),
        draw.uniform(0.0, 100.0, (*table, ELEMENTS)),
        np.zeros((*table, 8)),
        out,
    )
    assert np.isfinite(out).all()


def test_memory_for_ten_packages_of_8192_buildings(benchmark):
    """Writing what the chain keeps of them: nine arrays, freshly got from the system."""

    def fill():
        return np.full((9, ROWS * 16, PACKAGES), 1.0)

    benchmark.extra_info["buildings"] = ROWS * 16
    assert benchmark(fill).shape[0] == 9
