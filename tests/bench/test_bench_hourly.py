"""How long a year of hours takes; no test asserts a time. Run with ``--benchmark-enable``."""

import numpy as np
import pytest

from retrofit.physics import hourly, hourly_kernel, solar
from retrofit.physics.hourly_step import Zones, coefficients
from retrofit.physics.solar import HOURS, Weather


@pytest.fixture(scope="module")
def buildings(request):
    n = 10_000 if request.config.getoption("benchmark_enable") else 20
    draw = np.random.default_rng(1)
    area = draw.uniform(80, 1000, n)
    zones = Zones(
        h_op=area * draw.uniform(0.3, 1.5, n),
        h_w=area * draw.uniform(0.2, 0.6, n),
        h_ve=area * 0.5,
        mass_area_m2=area * 2.5,
        surface_m2=area * 4.5,
        c_m_j_k=area * 162e3,
    )
    nothing = np.zeros(n)
    conditions = hourly.Conditions(
        phi_int_w=3 * area,
        aperture_m2=draw.uniform(0, 0.03, (n, 5)) * area[:, None],
        heating_set_c=nothing + 20,
        cooling_set_c=nothing + 26,
        heating_limit_w=nothing + np.inf,
        cooling_limit_w=nothing + np.inf,
        profile_of=np.zeros(n, dtype=np.int32),
        sky_w=nothing,
        h_ve_airing=area * 2.0,
        airing_above_c=nothing + 23,
    )
    return zones, conditions


@pytest.fixture
def weather():
    hour = np.arange(HOURS)
    theta = 10 - 10 * np.cos(hour / HOURS * 2 * np.pi) + 5 * np.sin((hour - 9) / 24 * 2 * np.pi)
    light = np.maximum(np.sin((hour % 24 - 6) / 12 * np.pi), 0.0)
    return Weather(
        "bench", 45.0, 9.0, 100.0, 1.0, theta, 500 * light, 400 * light, 150 * light, synthetic=True
    )


def test_year_with_solar(benchmark, buildings, weather):
    zones, conditions = buildings
    benchmark.extra_info["aim_s"] = 3.0
    use = hourly.profile(3.0, (22, 23, 0, 1, 2, 3, 4, 5), airing_hours=(22, 23, 0, 1, 2, 3, 4, 5))

    def year():
        sun = solar.on_orientations(weather)
        return hourly.hourly_balance(zones, conditions, weather.theta_e_c, sun, (use,))

    found = benchmark.pedantic(year, rounds=3, iterations=1, warmup_rounds=1)
    assert (found.q_h_nd_kwh > 0).all()


@hourly_kernel.compiled
def bare(solved, gains, theta_e, out):
    """The recurrence of the mass alone, with heating to 20 °C and nothing kept but its sum."""
    for row in range(solved.shape[0]):
        c, mass, total = solved[row], 20.0, 0.0
        inverse = 1.0 / c[1, 3]
        for hour in range(theta_e.shape[0]):
            te, inside = theta_e[hour], gains[hour]
            free = c[1, 0] * mass + c[1, 1] * te + c[1, 2] * inside
            power = max((20.0 - free) * inverse, 0.0)
            mass = c[0, 0] * mass + c[0, 1] * te + c[0, 2] * inside + c[0, 3] * power
            total += power
        out[row] = total


def test_bare_kernel(benchmark, buildings, weather):
    """What no implementation of the recurrence on these threads can undercut by much."""
    solved, out = coefficients(buildings[0]), np.empty(len(buildings[0].h_op))

    def work(part):
        bare(solved[part], weather.ghi_w_m2, weather.theta_e_c, out[part])

    benchmark.pedantic(
        hourly.in_chunks, (work, len(out), hourly.silent), rounds=3, iterations=1, warmup_rounds=1
    )
    assert (out > 0).all()
