"""Packages: what becomes of the envelope of each building type."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrofit.money.costs import conductivities
from retrofit.stock import codes
from retrofit.stock.pack import ArchetypeTable, CountryPack, FallbackVariant
from retrofit.stock.stock import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class PackageStates:
    """Thermal quality of each building type in each package.

    Attributes
    ----------
    u_w_m2k : ndarray, shape (A, P, E)
        U-value [W/(m²K)].
    b_transmission : ndarray, shape (A, E)
        Adjustment factor of the existing state [-].
    thickness_m : ndarray, shape (A, P, E)
        Added insulation; 0 for windows and doors that are replaced, NaN where the
        element is not touched [m].
    g_window, delta_u_tb_w_m2k, n_infiltration_1h : ndarray, shape (A, P)
        Solar transmittance [-], thermal bridging [W/(m²K)], leakage [1/h].
    fallback : ndarray of bool, shape (A, P)
        Whether the pack's fallback stands in for a variant nobody published.
    """

    u_w_m2k: FloatArray
    b_transmission: FloatArray
    thickness_m: FloatArray
    g_window: FloatArray
    delta_u_tb_w_m2k: FloatArray
    n_infiltration_1h: FloatArray
    fallback: NDArray[np.bool_]


def package_states(pack: CountryPack) -> PackageStates:
    """Derive the packages of every building type from the variants of the typology.

    An element is touched where the variant has the lower U-value, and then takes
    it; no element is ever made worse. The variant's g-value comes with new windows
    only; its thermal bridging and leakage, where lower, with any touched element.
    ``b`` stays that of the existing state.
    """
    types = pack.archetypes
    u, g, tb, leak = (
        np.repeat(values[:, :1], len(codes.PACKAGES), axis=1)
        for values in (types.u_w_m2k, types.g_window, types.delta_u_tb_w_m2k, types.n_infiltration_1h)
    )
    thickness = np.full(u.shape, np.nan)
    missing = np.zeros((len(types), len(codes.PACKAGES)), dtype=np.bool_)
    for package in range(1, len(codes.PACKAGES)):
        missing[:, package] = ~types.has_variant[:, package]
        target = _target(types, package, pack.fallbacks.get(package))
        touched = (target.u > 0) & (target.u < u[:, 0])
        any_touched = touched.any(axis=1)
        u[:, package] = np.where(touched, target.u, u[:, 0])
        thickness[:, package] = _thickness(u[:, 0], target, touched, conductivities(pack, package))
        g[:, package] = np.where(touched[:, codes.WINDOW], target.g, g[:, 0])
        tb[:, package] = np.where(any_touched, np.minimum(tb[:, 0], target.tb), tb[:, 0])
        leak[:, package] = np.where(any_touched, np.minimum(leak[:, 0], target.leak), leak[:, 0])
    return PackageStates(u, types.b_transmission[:, 0], thickness, g, tb, leak, missing)


@dataclass(frozen=True, slots=True, eq=False)
class _Target:
    u: FloatArray
    thickness: FloatArray
    g: FloatArray
    tb: FloatArray
    leak: FloatArray


def _target(types: ArchetypeTable, package: int, fallback: FallbackVariant | None) -> _Target:
    """Return the published variant; the fallback, or the existing state, where there is none."""
    has = types.has_variant[:, package]
    wide = has[:, None]
    if fallback is None:
        other = _Target(
            types.u_w_m2k[:, 0],
            types.thickness_m[:, 0],
            types.g_window[:, 0],
            types.delta_u_tb_w_m2k[:, 0],
            types.n_infiltration_1h[:, 0],
        )
    else:
        n = len(types)
        other = _Target(
            np.tile(fallback.u_w_m2k, (n, 1)),
            np.full((n, len(codes.ELEMENTS)), np.nan),
            np.full(n, fallback.g_window),
            np.full(n, fallback.delta_u_tb_w_m2k),
            np.full(n, fallback.n_infiltration_1h),
        )
    return _Target(
        np.where(wide, types.u_w_m2k[:, package], other.u),
        np.where(wide, types.thickness_m[:, package], other.thickness),
        np.where(has, types.g_window[:, package], other.g),
        np.where(has, types.delta_u_tb_w_m2k[:, package], other.tb),
        np.where(has, types.n_infiltration_1h[:, package], other.leak),
    )


def _thickness(
    existing_u: FloatArray, target: _Target, touched: NDArray[np.bool_], conductivity: FloatArray
) -> FloatArray:
    """Thickness of the source, else conductivity times added resistance, shape (A, E) [m]."""
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = conductivity * (1.0 / target.u - 1.0 / existing_u)
    thickness = np.where(target.thickness > 0, target.thickness, needed)
    thickness[:, [codes.WINDOW, codes.DOOR]] = 0.0
    return np.where(touched, thickness, np.nan)
