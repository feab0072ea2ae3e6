"""The compiled balance says what the plain one says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from retrofit.physics import heat
from retrofit.physics.kernels import monthly_needs, transfers

N, P = 3, 2
HOURS = heat.HOURS_PER_DAY_K * heat.DAYS_OF_MONTH


def rows(low, high, shape=(N, P)):
    return arrays(np.float64, shape, elements=st.floats(low, high))


@settings(deadline=None)
@given(
    rows(0.1, 8.0), rows(0.7, 1.1), rows(0.0, 0.9), rows(0.0, 60.0, (N, 12)),
    rows(0.0, 6.0, N), rows(-25.0, 35.0, 12), rows(10.0, 300.0, N),
)  # fmt: skip
def test_compiled_and_plain_months_agree(h, f_red, g, sun, phi_int, theta_e, c_m):
    theta_i = np.full(N, 20.0)
    a = heat.A_MONTH[0] + c_m[:, None] / h / heat.A_MONTH[1]
    need, months = np.empty((N, P)), np.empty((N, 12))
    monthly_needs(h, f_red, a, g, sun, phi_int, theta_i, theta_e, HOURS, need, months)
    for package in range(P):
        plain = heat.monthly_need(
            h[:, package], np.zeros(N), f_red[:, package], sun * g[:, package, None],
            theta_i=theta_i, theta_e=theta_e, phi_int=phi_int, c_m=c_m,
        )  # fmt: skip
        assert need[:, package] == pytest.approx(plain.sum(axis=1), rel=1e-12, abs=1e-12)
        if package == 0:
            assert months == pytest.approx(plain, rel=1e-12, abs=1e-12)


@settings(deadline=None)
@given(
    rows(0.0, 900.0, (N, 5)), rows(20.0, 900.0, N), rows(0.0, 6.0, (N, P, 5)), rows(0.0, 0.3), rows(0.0, 1.5),
    rows(0.7, 1.0, N),
)  # fmt: skip
def test_compiled_and_plain_transfer_agree(area, ref, u_b, bridges, air, f_red):
    kind, fourth = np.array([2, 0, 1], dtype=np.int32), f_red - 0.2
    h, reduced = np.empty((N, P)), np.empty((N, P))
    transfers(kind, area, ref, u_b, bridges, air, f_red, fourth, h, reduced)
    elements = (u_b[kind] * area[:, None, :]).sum(axis=2)
    h_tr = heat.transmission(elements, area.sum(axis=1)[:, None], bridges[kind], ref[:, None])
    assert h == pytest.approx(h_tr + air[kind], rel=1e-12, abs=1e-12)
    plain = heat.temperature_reduction(h_tr, f_red[kind, None], fourth[kind, None])
    assert reduced == pytest.approx(plain, rel=1e-9, abs=1e-9)
