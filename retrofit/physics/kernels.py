"""The monthly balance compiled: what `heat.monthly_need` says, for many packages at once.

Importing this module loads numba.
"""

from collections.abc import Callable
from typing import Any, cast

import numba
import numpy as np


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile for the machine, without the interpreter's lock, and keep the result on disk."""
    return cast(Callable[..., Any], numba.njit(nogil=True, cache=True, error_model="numpy")(function))


@compiled
def monthly_needs(h, f_red, a, g, sun, phi_int, theta_i, theta_e, hours, need, months):  # type: ignore[no-untyped-def]
    """Write the energy need per reference floor area of rows in all packages.

    Parameters
    ----------
    h, f_red, a, g : ndarray, shape (n, P)
        Heat transfer coefficient [W/(m²K)], reduction factor, utilisation exponent, g-value.
    sun : ndarray, shape (n, M)
        Solar gains at ``g = 1`` [kWh/m²].
    phi_int, theta_i : ndarray, shape (n,)
    theta_e, hours : ndarray, shape (M,)
        Outdoor temperature [°C], thousands of hours.
    need : ndarray, shape (n, P)
        Written: need of the year [kWh/m²].
    months : ndarray, shape (n, M)
        Written: need of each month in the first package [kWh/m²].
    """
    for row in range(h.shape[0]):
        for package in range(h.shape[1]):
            losing, exponent = h[row, package] * f_red[row, package], a[row, package]
            year = 0.0
            for month in range(theta_e.shape[0]):
                q_ht = losing * (theta_i[row] - theta_e[month]) * hours[month]
                q_gn = sun[row, month] * g[row, package] + phi_int[row] * hours[month]
                found = 0.0
                if q_ht > 0.0:
                    gamma = q_gn / q_ht
                    if gamma <= 0.0:
                        eta = 1.0 if gamma == 0.0 else 1.0 / gamma
                    elif gamma == 1.0:
                        eta = exponent / (exponent + 1.0)
                    else:
                        # as heat.utilisation: exact also where gains and losses are close
                        small = gamma if gamma < 1.0 else 1.0 / gamma
                        e = np.expm1(exponent * np.log(small))
                        eta = e / (e + (small - 1.0) * (1.0 + e))
                        if gamma > 1.0:
                            eta *= small
                    found = max(q_ht - eta * q_gn, 0.0)
                year += found
                if package == 0:
                    months[row, month] = found
            need[row, package] = year


@compiled
def weigh_plan(need, water, generator, weights, type_of, area, invest, outlay, value, out):  # type: ignore[no-untyped-def]
    """Write delivered and primary energy, emissions, cost, investment and net present value.

    Parameters
    ----------
    need : ndarray, shape (n, P)
        Energy need for heating [kWh/a].
    water : ndarray, shape (n,)
        Energy need for hot water [kWh/a].
    generator : ndarray, shape (n, 3)
        Expenditure factors of heating and hot water [-], auxiliary electricity [kWh/a].
    weights : ndarray, shape (n, 3, 2)
        Primary energy factor, emission factor and price of the generator's carrier and of
        electricity.
    type_of : ndarray, shape (n,)
        Row in the tables.
    area : ndarray, shape (n, E)
        Element areas [m²].
    invest, outlay : ndarray, shape (A + 1, P, E)
        Investment and its present value per m² of element [EUR/m²].
    value : float
        Present value of a yearly saving of 1 [a].
    out : ndarray, shape (6, n, P)
        Written: e_del, e_p, co2, cost, investment, net present value.
    """
    for row in range(need.shape[0]):
        aux, first = generator[row, 2], 0.0
        for package in range(need.shape[1]):
            fuel = need[row, package] * generator[row, 0] + water[row] * generator[row, 1]
            out[0, row, package] = fuel + aux
            for kind in range(3):
                weighed = fuel * weights[row, kind, 0] + aux * weights[row, kind, 1]
                out[1 + kind, row, package] = weighed
            cost = out[3, row, package]
            if package == 0:
                first = cost
            works, paid = 0.0, 0.0
            for element in range(area.shape[1]):
                works += area[row, element] * invest[type_of[row], package, element]
                paid += area[row, element] * outlay[type_of[row], package, element]
            out[4, row, package] = works
            out[5, row, package] = (first - cost) * value - paid
