"""How sure the building type is, and why this one: for every building."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrofit.stock import codes
from retrofit.stock.pack import ArchetypeTable
from retrofit.stock.provenance import Provenance
from retrofit.stock.stock import FloatArray, IntArray, Stock

Mask = NDArray[np.bool_]

YEAR: Final = {Provenance.ARCHETYPE: 0.6, Provenance.ASSUMED: 0.4}
SIZE_CLASS: Final = {Provenance.ARCHETYPE: 0.8, Provenance.ASSUMED: 0.6}
USE: Final = {Provenance.ARCHETYPE: 0.9, Provenance.ASSUMED: 0.8}
OTHER_CLASS: Final = 0.8
OTHER_PERIOD: Final = 0.7
SIMPLE_TYPE: Final = 0.6
"""Assumptions: what remains of the trust in a type for each thing that is guessed, where the
typology has no type of the class or period, and for the simple non-residential types."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a type; ``code`` picks the sentence, ``args`` fill it."""

    code: str
    args: dict[str, object]


def confidence(stock: Stock, heated: Mask, own_class: Mask, in_period: Mask) -> FloatArray:
    """Trust in the building type, 0 to 1; 0 where not heated, shape (B,) [-]."""
    found = np.ones(len(stock))
    for name, weights in (("year_of_construction", YEAR), ("size_class", SIZE_CLASS), ("current_use", USE)):
        origin = stock.provenance[name]
        for provenance, weight in weights.items():
            found[origin == provenance] *= weight
    found[~own_class] *= OTHER_CLASS
    found[~in_period] *= OTHER_PERIOD
    found[stock.size_class == codes.NRES] *= SIMPLE_TYPE
    return np.where(heated, found, 0.0)


def reasons(
    row: int, stock: Stock, archetype_of: IntArray, types: ArchetypeTable, guessed_share: float
) -> tuple[Reason, ...]:
    """Say why a heated building has its type.

    Parameters
    ----------
    types : ArchetypeTable
        Of the pack; ``archetype_of`` are its rows.
    guessed_share : float
        Share of all inputs that is guessed [-].
    """
    kind = int(archetype_of[row])
    year = float(stock.year_of_construction[row])
    size_class, taken = int(stock.size_class[row]), int(types.size_class[kind])
    first, last = int(types.year_from[kind]), int(types.year_to[kind])
    found = [
        Reason(
            "reason_class",
            {
                "size_class": codes.SIZE_CLASSES[size_class],
                "dwellings": float(stock.number_of_dwellings[row]),
                "floors": float(stock.number_of_floors_above_ground[row]),
                "origin": _origin(stock, "size_class", row),
            },
        ),
        Reason(
            "reason_period",
            {
                "year": year,
                "first": first,
                "last": last,
                "origin": _origin(stock, "year_of_construction", row),
            },
        ),
    ]
    if taken != size_class:
        found.append(Reason("reason_other_class", {"taken": codes.SIZE_CLASSES[taken]}))
    if not first <= year <= last:
        found.append(Reason("reason_other_period", {"first": first, "last": last}))
    if size_class == codes.NRES:
        found.append(Reason("reason_simple", {"use": codes.USES[int(stock.current_use[row])]}))
    renewed = [codes.ELEMENTS[e] for e in np.flatnonzero(np.isfinite(stock.renewal_year[row])).tolist()]
    if renewed:
        found.append(Reason("reason_renewed", {"elements": renewed}))
    found.append(Reason("reason_guessed", {"share": guessed_share}))
    return tuple(found)


def _origin(stock: Stock, name: str, row: int) -> str:
    return Provenance(int(stock.provenance[name][row])).name.lower()
