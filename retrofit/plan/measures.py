"""Packages: what becomes of the envelope of each building type."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrofit.money.costs import conductivities
from retrofit.plan.package import STANDARD, Insulation, Package, Replacement, Variant
from retrofit.stock import codes
from retrofit.stock.pack import ArchetypeTable, CountryPack, FallbackVariant
from retrofit.stock.stock import CodeArray, FloatArray

COST_OF_OWN: Final = codes.VARIANTS.index("usual")
COST_OF_BEST: Final = codes.VARIANTS.index("advanced")
"""Variants whose cost functions hold for treatments of one's own."""
BEST_GLAZING_W_M2K: Final = 1.1
"""Below this a window is triple glazed, as the advanced cost function prices it [W/(m²K)]."""


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


def package_states(pack: CountryPack, packages: Sequence[Package] = STANDARD) -> PackageStates:
    """Derive what the packages make of every building type.

    An element is touched where its treatment has a lower U-value than today and than
    the package it builds on, and then takes it. So no element is ever made worse, and
    the advanced package keeps what the usual one does wherever the published advanced
    variant is the poorer. The g-value comes with new windows only; thermal bridging and
    leakage, where lower, with any touched element. ``b`` stays that of the existing state.

    Where no such variant is published, or the published one improves nothing, the
    pack's fallback stands in.

    Parameters
    ----------
    packages : sequence of Package
        The first one is nothing; a package stands after the one it builds on.
    """
    states = _untouched(pack.archetypes, len(packages))
    places = {package.key: place for place, package in enumerate(packages)}
    for place, package in enumerate(packages):
        if package.elements:
            below = places.get(package.builds_on, 0)
            _apply(states, (place, below), _target(pack, package))
    return states


def _untouched(types: ArchetypeTable, packages: int) -> PackageStates:
    """Repeat the existing state for every package."""
    u, g, tb, leak = (
        np.repeat(values[:, :1], packages, axis=1)
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


def _apply(states: PackageStates, places: tuple[int, int], target: "_Target") -> None:
    """Write a package into the states: the better of the package it builds on and the target."""
    place, below = places
    u = states.u_w_m2k
    better = (target.u > 0) & (target.u < u[:, below])
    states.fallback[:, place] = (target.fallback & better).any(axis=1)
    poorer = target.wanted & (target.u > u[:, below]) & (states.variant_of[:, below] > 0)
    states.kept_below[:, place] = poorer.any(axis=1)
    u[:, place] = np.where(better, target.u, u[:, below])
    states.thickness_m[:, place] = np.where(better, target.thickness, states.thickness_m[:, below])
    states.variant_of[:, place] = np.where(better, target.variant, states.variant_of[:, below])
    glazed = better[:, codes.WINDOW]
    states.g_window[:, place] = np.where(glazed, target.g, states.g_window[:, below])
    touched = (states.variant_of[:, place] > 0).any(axis=1)
    for values, wanted in ((states.delta_u_tb_w_m2k, target.tb), (states.n_infiltration_1h, target.leak)):
        values[:, place] = np.where(touched, np.minimum(values[:, below], wanted), values[:, below])


@dataclass(frozen=True, slots=True, eq=False)
class _Target:
    """What a package aims at, by type and element (A, E) or by type (A,)."""

    u: FloatArray
    thickness: FloatArray
    variant: CodeArray
    """Variant whose cost function holds."""
    wanted: NDArray[np.bool_]
    """Elements that the package treats."""
    fallback: NDArray[np.bool_]
    g: FloatArray
    tb: FloatArray
    leak: FloatArray


def _target(pack: CountryPack, package: Package) -> _Target:
    """Put the treatments of a package together for every type."""
    types = pack.archetypes
    found = _aimless(types)
    variants = {t.variant for _e, t in package.elements if isinstance(t, Variant)}
    for variant in sorted(variants):
        _aim_at_variant(found, pack, package, variant)
    for element, treatment in package.elements:
        if isinstance(treatment, Insulation):
            _aim_at_insulation(found, types, element, treatment)
        elif isinstance(treatment, Replacement):
            _aim_at_replacement(found, types, element, treatment)
    if package.delta_u_tb_w_m2k is not None:
        found.tb[:] = package.delta_u_tb_w_m2k
    if package.n_infiltration_1h is not None:
        found.leak[:] = package.n_infiltration_1h
    return found


def _aimless(types: ArchetypeTable) -> _Target:
    """Return the existing state as the target: nothing is treated."""
    shape = types.u_w_m2k[:, 0].shape
    return _Target(
        u=types.u_w_m2k[:, 0].copy(),
        thickness=np.full(shape, np.nan),
        variant=np.zeros(shape, dtype=np.int8),
        wanted=np.zeros(shape, dtype=np.bool_),
        fallback=np.zeros(shape, dtype=np.bool_),
        g=types.g_window[:, 0].copy(),
        tb=types.delta_u_tb_w_m2k[:, 0].copy(),
        leak=types.n_infiltration_1h[:, 0].copy(),
    )


def _aim_at_variant(found: _Target, pack: CountryPack, package: Package, variant: int) -> None:
    """Take the published variant, or the fallback where there is none or it improves nothing."""
    types = pack.archetypes
    elements = [e for e, t in package.elements if t == Variant(variant)]
    improves = (types.u_w_m2k[:, variant] > 0) & (types.u_w_m2k[:, variant] < types.u_w_m2k[:, 0])
    useful = types.has_variant[:, variant] & improves.any(axis=1)
    other = pack.fallbacks.get(variant)
    u, thickness, g, tb, leak = _fallback(types, other)
    target_u = np.where(useful[:, None], types.u_w_m2k[:, variant], u)
    stated = np.where(useful[:, None], types.thickness_m[:, variant], thickness)
    needed = _thickness(types.u_w_m2k[:, 0], target_u, stated, conductivities(pack, variant))
    found.u[:, elements] = target_u[:, elements]
    found.thickness[:, elements] = needed[:, elements]
    found.variant[:, elements] = variant
    found.wanted[:, elements] = True
    found.fallback[:, elements] = (~useful & (other is not None))[:, None]
    for values, published, stands_in in (
        (found.g, types.g_window, g),
        (found.tb, types.delta_u_tb_w_m2k, tb),
        (found.leak, types.n_infiltration_1h, leak),
    ):
        values[:] = np.where(useful, published[:, variant], stands_in)


def _aim_at_insulation(found: _Target, types: ArchetypeTable, element: int, treatment: Insulation) -> None:
    today = types.u_w_m2k[:, 0, element]
    resistance = np.divide(1.0, today, out=np.zeros(len(types)), where=today > 0)
    added = treatment.thickness_m / treatment.conductivity_w_mk
    found.u[:, element] = np.where(today > 0, 1.0 / (resistance + added), 0.0)
    found.thickness[:, element] = treatment.thickness_m
    found.variant[:, element] = COST_OF_OWN
    found.wanted[:, element] = True


def _aim_at_replacement(found: _Target, types: ArchetypeTable, element: int, treatment: Replacement) -> None:
    found.u[:, element] = np.where(types.u_w_m2k[:, 0, element] > 0, treatment.u_w_m2k, 0.0)
    found.thickness[:, element] = 0.0
    found.variant[:, element] = COST_OF_BEST if treatment.u_w_m2k < BEST_GLAZING_W_M2K else COST_OF_OWN
    found.wanted[:, element] = True
    if element == codes.WINDOW:
        found.g[:] = treatment.g_window


def _fallback(
    types: ArchetypeTable, variant: FallbackVariant | None
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return U, thickness, g, thermal bridging and leakage of the pack's fallback, or of the existing state."""
    shape = types.u_w_m2k[:, 0].shape
    if variant is None:
        same = types.g_window[:, 0], types.delta_u_tb_w_m2k[:, 0], types.n_infiltration_1h[:, 0]
        return types.u_w_m2k[:, 0], types.thickness_m[:, 0], *same
    n = len(types)
    return (
        np.tile(variant.u_w_m2k, (n, 1)),
        np.full(shape, np.nan),
        np.full(n, variant.g_window),
        np.full(n, variant.delta_u_tb_w_m2k),
        np.full(n, variant.n_infiltration_1h),
    )


def _thickness(
    existing_u: FloatArray, target_u: FloatArray, stated: FloatArray, conductivity: FloatArray
) -> FloatArray:
    """Thickness of the source, else conductivity times added resistance, shape (A, E) [m]."""
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = conductivity * (1.0 / target_u - 1.0 / existing_u)
    thickness = np.where(stated > 0, stated, needed)
    thickness[:, [codes.WINDOW, codes.DOOR]] = 0.0
    return thickness
