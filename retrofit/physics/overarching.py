"""The overarching weighting: delivered, on-site and exported energy to primary energy and emissions.

Carriers ``C``, time steps ``T`` (a year, 12 months, 8760 hours), any leading axes such
as buildings. A carrier that is never delivered, such as ambient or solar heat, is one
whose use is covered by its own on-site production.

References
----------
EN ISO 52000-1:2017, 9.6 and 11.6.2, annexes B (B.32) and J.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrofit.stock.stock import FloatArray

ON_SITE, COGENERATION = range(2)
"""Sources of produced energy, in the order they cover the use (9.6.6.2.4)."""
GRID: Final = 2
"""Third source that has weights, besides those that produce."""
SUPPLY, TO_GRID, TO_OTHER = range(3)
"""Uses of energy that have weights: supply, export to the grid, and to other than EPB uses."""
STEP_A, STEP_B = range(2)
"""Weights by the resources used (A) and by those that an export saves the grid (B)."""
REN, NREN, CO2 = range(3)
"""Results: renewable and non-renewable primary energy [kWh/kWh], emissions [kg/kWh]."""


@dataclass(frozen=True, slots=True, eq=False)
class Energies:
    """Energy used and produced, by carrier and time step [kWh].

    Attributes
    ----------
    used, used_other : ndarray, shape (..., C, T)
        Used by EPB services and by all others.
    produced : ndarray, shape (..., C, 2, T)
        Produced on site and by cogeneration.
    cogeneration_input : ndarray, shape (..., C, T)
        Fuel of a cogeneration unit that stands for its electricity.
    """

    used: FloatArray
    used_other: FloatArray
    produced: FloatArray
    cogeneration_input: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """Where the energy comes from and goes to [kWh].

    Attributes
    ----------
    matching : ndarray, shape (..., C, T)
        Load matching factor [-].
    covered, exported : ndarray, shape (..., C, 2, T)
        Production that EPB services use, and the rest of it.
    delivered, to_other, to_grid : ndarray, shape (..., C, T)
        Delivered from the grid; exported to other uses and to the grid.
    """

    matching: FloatArray
    covered: FloatArray
    exported: FloatArray
    delivered: FloatArray
    to_other: FloatArray
    to_grid: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Performance:
    """Weighted energy over the year by carrier, shapes (..., C, 3): REN, NREN, CO2.

    Attributes
    ----------
    delivered, on_site, cogeneration : ndarray
        From the grid, produced on site (exports included), and fuel for cogenerated electricity.
    exported_a, exported_b : ndarray
        Exports by the resources used and by the resources saved (formulas 23 and 26).
    k_exp : float
        Share of what exports save the grid that counts [-].
    """

    delivered: FloatArray
    on_site: FloatArray
    cogeneration: FloatArray
    exported_a: FloatArray
    exported_b: FloatArray
    k_exp: float

    @property
    def by_carrier(self) -> FloatArray:
        """Weighted energy of each carrier, shape (..., C, 3) (formulas 2 and 20)."""
        supplied = self.delivered + self.on_site + self.cogeneration
        return supplied - self.exported_a - self.k_exp * (self.exported_b - self.exported_a)

    @property
    def total(self) -> FloatArray:
        """Weighted energy, shape (..., 3)."""
        return np.asarray(self.by_carrier.sum(axis=-2))

    @property
    def e_p_tot(self) -> FloatArray:
        """Total primary energy [kWh]."""
        return np.asarray(self.total[..., REN] + self.total[..., NREN])

    @property
    def rer(self) -> FloatArray:
        """Renewable energy ratio [-]; 0 without primary energy."""
        return self._ratio(self.total[..., REN])

    def rer_within(self, local: NDArray[np.bool_]) -> FloatArray:
        """Renewable energy ratio that counts only ``local`` carriers and own production [-].

        Parameters
        ----------
        local : ndarray of bool, shape (C,)
            Carriers from nearby; solid biomass, district heat, ambient and solar heat (B.23).
        """
        here = self.by_carrier[..., REN][..., local].sum(axis=-1)
        own = (self.on_site - (1.0 - self.k_exp) * self.exported_a)[..., REN]
        return self._ratio(here + own[..., ~local].sum(axis=-1))

    def _ratio(self, renewable: FloatArray) -> FloatArray:
        total = self.e_p_tot
        known = np.where(np.isnan(total), np.nan, 0.0)
        return np.asarray(np.divide(renewable, total, out=known, where=total > 0))


def no_weights(carriers: int) -> FloatArray:
    """Unknown weights (NaN) of so many carriers, shape (C, 3, 3, 2, 3)."""
    return np.full((carriers, 3, 3, 2, 3), np.nan)


def with_defaults(weights: FloatArray) -> FloatArray:
    """Unknown weights of exports: as the on-site supply (step A) and as the grid's (step B)."""
    filled = weights.copy()
    for use in (TO_GRID, TO_OTHER):
        for source in (ON_SITE, COGENERATION):
            _fill(filled[:, source, use, STEP_B], filled[:, GRID, SUPPLY, STEP_A])
        _fill(filled[:, ON_SITE, use, STEP_A], filled[:, ON_SITE, SUPPLY, STEP_A])
    return filled


def _fill(into: FloatArray, value: FloatArray) -> None:
    into[...] = np.where(np.isnan(into), value, into)


def load_matching(used: FloatArray, produced: FloatArray) -> FloatArray:
    """Share of simultaneous use and production within a month, same shape (B.32, k = n = 1) [-]."""
    both = (used > 0) & (produced > 0)
    x = np.divide(produced, used, out=np.ones_like(used), where=both)
    return np.asarray(np.where(both, 1.0 - 1.0 / (x + 1.0 / x), 1.0))


def flows(energies: Energies, *, matched: bool = False) -> Flows:
    """Balance use and production in every time step.

    Parameters
    ----------
    matched : bool
        Use `load_matching`; otherwise the factor is 1.

    Notes
    -----
    On-site production covers the use before cogeneration does (9.6.6.2.4, formulas 9 to 12).
    """
    produced = energies.produced
    everything = produced.sum(axis=-2)
    matching = load_matching(energies.used, everything) if matched else np.ones_like(everything)
    on_site = np.minimum(produced[..., ON_SITE, :], energies.used)
    cogenerated = np.minimum(produced[..., COGENERATION, :], energies.used - on_site)
    covered = np.stack([on_site, cogenerated], axis=-2) * matching[..., None, :]
    exported = produced - covered
    surplus = exported.sum(axis=-2)
    to_other = np.minimum(surplus, energies.used_other)
    return Flows(
        matching=matching,
        covered=covered,
        exported=exported,
        delivered=energies.used - covered.sum(axis=-2),
        to_other=to_other,
        to_grid=surplus - to_other,
    )


def cogeneration_weight(energies: Energies, weights: FloatArray) -> FloatArray:
    """Resources used per cogenerated energy, shape (..., 3); NaN where no fuel is stated."""
    fuel = _times(energies.cogeneration_input.sum(axis=-1), weights[:, GRID, SUPPLY, STEP_A]).sum(axis=-2)
    made = energies.produced[..., COGENERATION, :].sum(axis=(-1, -2))[..., None]
    stated = (energies.cogeneration_input.sum(axis=(-1, -2)) > 0)[..., None] & (made > 0)
    return np.asarray(np.divide(fuel, made, out=np.full(fuel.shape, np.nan), where=stated))


def performance(
    energies: Energies, weights: FloatArray, k_exp: float = 0.0, *, matched: bool = False
) -> Performance:
    """Weigh the energy of a year.

    Parameters
    ----------
    weights : ndarray, shape (C, 3, 3, 2, 3)
        By source, use, step and result; NaN where unknown. What no energy needs may be
        unknown; what is needed and unknown makes the result NaN.
    k_exp : float
        0 counts the resources used (step A), 1 what exports save the grid as well (step B).
    matched : bool
        Use the load matching factor.
    """
    found = flows(energies, matched=matched)
    own = energies.produced[..., ON_SITE, :].sum(axis=-1)
    by_step = _exported(found, weights, cogeneration_weight(energies, weights))
    grid = weights[:, GRID, SUPPLY, STEP_A]
    return Performance(
        delivered=_times(found.delivered.sum(axis=-1), grid),
        on_site=_times(own, weights[:, ON_SITE, SUPPLY, STEP_A]),
        cogeneration=_times(energies.cogeneration_input.sum(axis=-1), grid),
        exported_a=by_step[STEP_A],
        exported_b=by_step[STEP_B],
        k_exp=k_exp,
    )


def _exported(found: Flows, weights: FloatArray, cogenerated: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Weighted export by step, each (..., C, 3); sources mix over the year (formulas 8, 24 and 25)."""
    by_source = found.exported.sum(axis=-1)
    all_sources = by_source.sum(axis=-1, keepdims=True)
    share = np.divide(by_source, all_sources, out=np.zeros_like(by_source), where=all_sources > 0)
    steps = []
    for step in (STEP_A, STEP_B):
        weighted = np.zeros((*by_source.shape[:-1], 3))
        for use, amount in ((TO_GRID, found.to_grid), (TO_OTHER, found.to_other)):
            for source in (ON_SITE, COGENERATION):
                weight = weights[:, source, use, step]
                if source == COGENERATION and step == STEP_A:
                    own = cogenerated[..., None, :]
                    weight = np.where(np.isnan(own), weight, own)
                weighted += _times(share[..., source] * amount.sum(axis=-1), weight)
        steps.append(weighted)
    return steps[STEP_A], steps[STEP_B]


def _times(energy: FloatArray, weight: FloatArray) -> FloatArray:
    """Energy (..., C) times weight (..., C, 3); nothing weighs nothing, whatever its weight."""
    amount = energy[..., None]
    return np.asarray(np.where(amount == 0, 0.0, amount * weight))
