"""Packages: what becomes of the envelope of each building type."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from retrofit.plan.fittings import recovered_air
from retrofit.plan.package import STANDARD, Package
from retrofit.plan.target import Target, protected, target_of
from retrofit.stock import codes
from retrofit.stock.kinds import Kinds, plain_kinds
from retrofit.stock.pack import ArchetypeTable, CountryPack
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
    n_recovered_1h : ndarray, shape (A, P)
        Air change whose heat a ventilation system recovers [1/h].
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
    n_recovered_1h: FloatArray
    fallback: NDArray[np.bool_]
    kept_below: NDArray[np.bool_]

    @property
    def n_air_1h(self) -> FloatArray:
        """Leakage less what is recovered: with the air change of use, all that has to be heated [1/h]."""
        return self.n_infiltration_1h - self.n_recovered_1h


def package_states(
    pack: CountryPack, packages: Sequence[Package] = STANDARD, kinds: Kinds | None = None
) -> PackageStates:
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
    kinds : Kinds, optional
        Instead of the plain building types: with earlier works and heritage protection.
    """
    kinds = plain_kinds(pack) if kinds is None else kinds
    pack = replace(pack, archetypes=kinds.types)
    states = _untouched(kinds.types, recovered_air(pack, packages, kinds))
    places = {package.key: place for place, package in enumerate(packages)}
    for place, package in enumerate(packages):
        if package.elements or package.builds_on:
            below = places.get(package.builds_on, 0)
            _apply(states, (place, below), protected(target_of(pack, package), kinds))
    return states


def _untouched(types: ArchetypeTable, recovered: FloatArray) -> PackageStates:
    """Repeat the existing state for every package."""
    packages = recovered.shape[1]
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
        n_recovered_1h=recovered,
        fallback=np.zeros(g.shape, dtype=np.bool_),
        kept_below=np.zeros(g.shape, dtype=np.bool_),
    )


def _apply(states: PackageStates, places: tuple[int, int], target: Target) -> None:
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
