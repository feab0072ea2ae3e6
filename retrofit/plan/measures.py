"""Packages: what becomes of the envelope of each building type."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrofit.money.costs import conductivities
from retrofit.stock import codes
from retrofit.stock.pack import ArchetypeTable, CountryPack, FallbackVariant
from retrofit.stock.stock import CodeArray, FloatArray


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
    variant_of : ndarray, shape (A, P, E)
        Variant whose construction an element takes, and whose cost function holds; 0
        where it is not touched.
    g_window, delta_u_tb_w_m2k, n_infiltration_1h : ndarray, shape (A, P)
        Solar transmittance [-], thermal bridging [W/(m²K)], leakage [1/h].
    fallback : ndarray of bool, shape (A, P)
        Whether the pack's fallback stands in for a variant that nobody published or
        that improves nothing.
    kept_below : ndarray of bool, shape (A, P)
        Whether an element keeps the package below, because the variant is poorer.
    """

    u_w_m2k: FloatArray
    b_transmission: FloatArray
    thickness_m: FloatArray
    variant_of: CodeArray
    g_window: FloatArray
    delta_u_tb_w_m2k: FloatArray
    n_infiltration_1h: FloatArray
    fallback: NDArray[np.bool_]
    kept_below: NDArray[np.bool_]


def package_states(pack: CountryPack) -> PackageStates:
    """Derive the packages of every building type from the variants of the typology.

    An element is touched where a variant has a lower U-value than today and the
    lower package, and then takes it. So no element is ever made worse, and the
    advanced package keeps what the usual one does wherever the published advanced
    variant is the poorer. The variant's g-value comes with new windows only; its
    thermal bridging and leakage, where lower, with any touched element. ``b``
    stays that of the existing state.

    Where no such variant is published, or the published one improves nothing, the
    pack's fallback stands in.
    """
    types = pack.archetypes
    states = _untouched(types)
    for package in range(1, len(codes.PACKAGES)):
        _apply(states, package, _target(types, package, pack), conductivities(pack, package))
    return states


def _untouched(types: ArchetypeTable) -> PackageStates:
    """Repeat the existing state for every package."""
    u, g, tb, leak = (
        np.repeat(values[:, :1], len(codes.PACKAGES), axis=1)
        for values in (types.u_w_m2k, types.g_window, types.delta_u_tb_w_m2k, types.n_infiltration_1h)
    )
    return PackageStates(
        u_w_m2k=u,
        b_transmission=types.b_transmission[:, 0],
        thickness_m=np.full(u.shape, np.nan),
        variant_of=np.zeros(u.shape, dtype=np.int8),
        g_window=g,
        delta_u_tb_w_m2k=tb,
        n_infiltration_1h=leak,
        fallback=np.zeros(g.shape, dtype=np.bool_),
        kept_below=np.zeros(g.shape, dtype=np.bool_),
    )


def _apply(states: PackageStates, package: int, target: "_Target", conductivity: FloatArray) -> None:
    """Write a package into the states: the better of the package below and the target."""
    below, u = package - 1, states.u_w_m2k
    better = (target.u > 0) & (target.u < u[:, below])
    states.fallback[:, package] = target.fallback & better.any(axis=1)
    poorer = (target.u > u[:, below]) & (states.variant_of[:, below] > 0)
    states.kept_below[:, package] = poorer.any(axis=1)
    thickness = _thickness(u[:, 0], target, conductivity)
    u[:, package] = np.where(better, target.u, u[:, below])
    states.thickness_m[:, package] = np.where(better, thickness, states.thickness_m[:, below])
    states.variant_of[:, package] = np.where(better, package, states.variant_of[:, below])
    glazed = better[:, codes.WINDOW]
    states.g_window[:, package] = np.where(glazed, target.g, states.g_window[:, below])
    touched = (states.variant_of[:, package] > 0).any(axis=1)
    for values, wanted in ((states.delta_u_tb_w_m2k, target.tb), (states.n_infiltration_1h, target.leak)):
        values[:, package] = np.where(touched, np.minimum(values[:, below], wanted), values[:, below])


@dataclass(frozen=True, slots=True, eq=False)
class _Target:
    u: FloatArray
    thickness: FloatArray
    g: FloatArray
    tb: FloatArray
    leak: FloatArray
    fallback: NDArray[np.bool_]


def _target(types: ArchetypeTable, package: int, pack: CountryPack) -> _Target:
    """Return the published variant, or the fallback where there is none or it improves nothing."""
    published = _Target(
        types.u_w_m2k[:, package],
        types.thickness_m[:, package],
        types.g_window[:, package],
        types.delta_u_tb_w_m2k[:, package],
        types.n_infiltration_1h[:, package],
        np.zeros(len(types), dtype=np.bool_),
    )
    improves = (published.u > 0) & (published.u < types.u_w_m2k[:, 0])
    useful = types.has_variant[:, package] & improves.any(axis=1)
    other = _fallback(types, pack.fallbacks.get(package))
    return _Target(
        np.where(useful[:, None], published.u, other.u),
        np.where(useful[:, None], published.thickness, other.thickness),
        np.where(useful, published.g, other.g),
        np.where(useful, published.tb, other.tb),
        np.where(useful, published.leak, other.leak),
        ~useful & other.fallback,
    )


def _fallback(types: ArchetypeTable, variant: FallbackVariant | None) -> _Target:
    """Return the pack's fallback for every type; the existing state where the pack has none."""
    if variant is None:
        return _Target(
            types.u_w_m2k[:, 0],
            types.thickness_m[:, 0],
            types.g_window[:, 0],
            types.delta_u_tb_w_m2k[:, 0],
            types.n_infiltration_1h[:, 0],
            np.zeros(len(types), dtype=np.bool_),
        )
    n = len(types)
    return _Target(
        np.tile(variant.u_w_m2k, (n, 1)),
        np.full((n, len(codes.ELEMENTS)), np.nan),
        np.full(n, variant.g_window),
        np.full(n, variant.delta_u_tb_w_m2k),
        np.full(n, variant.n_infiltration_1h),
        np.ones(n, dtype=np.bool_),
    )


def _thickness(existing_u: FloatArray, target: _Target, conductivity: FloatArray) -> FloatArray:
    """Thickness of the source, else conductivity times added resistance, shape (A, E) [m]."""
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = conductivity * (1.0 / target.u - 1.0 / existing_u)
    thickness = np.where(target.thickness > 0, target.thickness, needed)
    thickness[:, [codes.WINDOW, codes.DOOR]] = 0.0
    return thickness
