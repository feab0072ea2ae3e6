"""The monthly balance compiled: what `heat.monthly_need` says, for many packages at once.

Importing this module loads numba.
"""

import numpy as np

from retrofit.physics.powers import compiled, powers_less_one
from retrofit.physics.systems import NEGLIGIBLE_KWH_M2


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
    packages, m = h.shape[1], theta_e.shape[0]
    size = packages * m
    loss, gain, small, exponent, power, first, second = np.empty((7, size))
    for row in range(h.shape[0]):
        for package in range(packages):
            losing, at = h[row, package] * f_red[row, package], package * m
            glass, inner, outer = g[row, package], phi_int[row], theta_i[row]
            for month in range(m):
                loss[at + month] = losing * (outer - theta_e[month]) * hours[month]
                gain[at + month] = sun[row, month] * glass + inner * hours[month]
                exponent[at + month] = a[row, package]
        for i in range(size):  # where nothing is lost or gained any base will do
            low = loss[i] if loss[i] < gain[i] else gain[i]  # noqa: FURB136 (min keeps a branch)
            high = gain[i] if loss[i] < gain[i] else loss[i]  # noqa: FURB136
            small[i] = low / high if low > 0.0 else 0.5
        powers_less_one(small, exponent, power, first, second)
        month_needs(loss, gain, small, power, exponent, first)
        for package in range(packages):
            year = 0.0
            for i in range(package * m, (package + 1) * m):
                year += first[i]
            need[row, package] = year
        for month in range(m):
            months[row, month] = first[month]


@compiled
def transfers(kind, area, ref, u_b, bridges, h_air, f_red_1, f_red_4, h, f_red):  # type: ignore[no-untyped-def]
    """Write what `need.heat_transfer` says, for rows in all packages.

    Parameters
    ----------
    kind : ndarray, shape (n,)
        Row in the tables.
    area : ndarray, shape (n, E)
        Element areas [m²].
    ref : ndarray, shape (n,)
        Reference floor area [m²].
    u_b : ndarray, shape (N, P, E)
        U-value times adjustment factor [W/(m²K)].
    bridges, h_air : ndarray, shape (N, P)
        Thermal bridging, heat transfer by air change [W/(m²K)].
    f_red_1, f_red_4 : ndarray, shape (N,)
        Reduction factor at 1 and 4 W/(m²K) [-].
    h, f_red : ndarray, shape (n, P)
        Written: heat transfer per reference floor area [W/(m²K)], reduction factor [-].
    """
    for row in range(kind.shape[0]):
        at, envelope = kind[row], 0.0
        for element in range(area.shape[1]):
            envelope += area[row, element]
        first, fourth = f_red_1[at], f_red_4[at]
        for package in range(bridges.shape[1]):
            h_tr = bridges[at, package] * envelope
            for element in range(area.shape[1]):
                h_tr += u_b[at, package, element] * area[row, element]
            h_tr /= ref[row]
            if h_tr <= 1.0:
                f_red[row, package] = first + (1.0 - h_tr) / 0.5 * (1.0 - first)
            elif h_tr >= 4.0:
                f_red[row, package] = fourth
            else:
                f_red[row, package] = first + (h_tr - 1.0) * (fourth - first) / 3.0
            h[row, package] = h_tr + h_air[at, package]


@compiled
def month_needs(loss, gain, small, power, exponent, out):  # type: ignore[no-untyped-def]
    """Write losses less usable gains of months, as `heat.monthly_need` [kWh/m²].

    Parameters
    ----------
    loss, gain : ndarray, shape (n,)
        Heat transfer and gains [kWh/m²].
    small : ndarray, shape (n,)
        The smaller over the larger of both.
    power : ndarray, shape (n,)
        ``small^a - 1``.
    exponent : ndarray, shape (n,)
        Utilisation exponent ``a``.
    out : ndarray, shape (n,)
        Written.
    """
    for i in range(loss.shape[0]):
        e, x, a = power[i], small[i], exponent[i]
        below = e + (x - 1.0) * (1.0 + e)
        eta = a / (a + 1.0) if x == 1.0 else e / below
        eta = eta * x if gain[i] > loss[i] else eta
        left = loss[i] - eta * gain[i]
        left = left if left > 0.0 else 0.0  # noqa: FURB136
        left = loss[i] if gain[i] == 0.0 else left
        left = 0.0 if gain[i] < 0.0 else left
        out[i] = left if loss[i] > 0.0 else 0.0


@compiled
def generated_heat(need, a, loss, usable):  # type: ignore[no-untyped-def]
    """Heat that generators bring for the rooms, as `systems.heat_output` [kWh/(m²a)].

    Parameters
    ----------
    need, loss, usable : float
        Energy need, losses of heating, losses of hot water that warm the rooms [kWh/(m²a)].
    a : float
        Utilisation exponent.
    """
    if usable <= 0.0:
        return need + loss
    gamma = usable / need
    if gamma == 1.0:
        return max(need + loss - a / (a + 1.0) * usable, 0.0)
    small = gamma if gamma < 1.0 else 1.0 / gamma
    e = np.expm1(a * np.log(small))
    eta = e / (e + (small - 1.0) * (1.0 + e))
    if gamma > 1.0:
        eta *= small
    return max(need + loss - eta * usable, 0.0)


@compiled
def weigh_plan(  # type: ignore[no-untyped-def]
    need, h, ref, kind, area, exponent, capacity, cold, chain, slope, fixed, invest, outlay, install, out
):  # fmt: skip
    """Write delivered and primary energy, emissions, cost, investment and net present value.

    Parameters
    ----------
    need, h : ndarray, shape (n, P)
        Energy need for heating [kWh/a], heat transfer coefficient [W/K].
    ref : ndarray, shape (n,)
        Reference floor area [m²].
    kind : ndarray, shape (n,)
        Row in the tables.
    area : ndarray, shape (n, E)
        Element areas [m²].
    exponent : tuple of float
        ``a_H0`` and ``tau_H0`` of the utilisation factor [-], [h].
    capacity, cold : ndarray, shape (N + 1,)
        Heat capacity [Wh/(m²K)], room temperature less that of the coldest day [K].
    chain : ndarray, shape (N + 1, P, 3)
        Losses of heating, usable losses of hot water [kWh/(m²a)], remaining share [-].
    slope, fixed : ndarray, shape (N + 1, P, Q)
        Weighted energy per kWh of heat, and per m² for all else.
    invest, outlay : ndarray, shape (N + 1, P, E)
        Investment and its present value per m² of element [EUR/m²].
    install : ndarray, shape (N + 1, P, 8)
        Equipment: factor and exponent of the new generator's cost over its power, its
        present value per EUR, the same of the old one that is saved; investment and its
        present value per m² of reference floor area.
    out : ndarray, shape (7, n, P)
        Written: e_del, e_p_nren, co2, cost, e_p_ren, investment, net present value.
    """
    for row in range(need.shape[0]):
        at, size = kind[row], ref[row]
        first = 0.0
        for package in range(need.shape[1]):
            generated = 0.0
            if size > 0.0 and need[row, package] > NEGLIGIBLE_KWH_M2 * size:
                a = exponent[0] + capacity[at] * size / h[row, package] / exponent[1]
                generated = size * generated_heat(
                    need[row, package] / size, a, chain[at, package, 0], chain[at, package, 1]
                )
                generated *= chain[at, package, 2]
            for quantity in range(5):
                out[quantity, row, package] = (
                    generated * slope[at, package, quantity] + size * fixed[at, package, quantity]
                )
            cost = generated * slope[at, package, 5] + size * fixed[at, package, 5]
            if package == 0:
                first = cost
            works, paid = size * install[at, package, 6], size * install[at, package, 7]
            if install[at, package, 0] > 0.0:
                power = h[row, package] * cold[at] / 1000.0
                price = install[at, package, 0] * power ** install[at, package, 1]
                works += price
                paid += price * install[at, package, 2]
                power = h[row, 0] * cold[at] / 1000.0
                paid -= install[at, package, 3] * power ** install[at, package, 4] * install[at, package, 5]
            for element in range(area.shape[1]):
                works += area[row, element] * invest[at, package, element]
                paid += area[row, element] * outlay[at, package, element]
            out[5, row, package] = works
            out[6, row, package] = first - cost - paid
