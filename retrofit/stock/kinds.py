"""Kinds of buildings: a building type with its heating system, earlier works and protection.

What follows from a kind is reckoned once a kind and package, not once a building: a stock
of a million buildings has a few hundred kinds.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrofit.stock import codes
from retrofit.stock.pack import ArchetypeTable, CountryPack
from retrofit.stock.stock import CodeArray, FloatArray, IntArray, Stock, TextArray

AS_BUILT, RENEWED_EARLY, RENEWED_LATE = range(3)
RENEWED: Final = ("as built", "renewed before 2000", "renewed since 2000")
LATE_FROM: Final = 2000
"""Assumption: works since then reach the usual refurbished state of the typology, earlier ones
half of its added thermal resistance."""
EARLY_SHARE: Final = 0.5
TENTHS: Final = 11
"""Steps of the share of other uses, from none to all."""


@dataclass(frozen=True, slots=True, eq=False)
class Kinds:
    """What buildings have in common beyond geometry; the first A kinds are the plain building types.

    Attributes
    ----------
    archetype : ndarray, shape (N,)
        Row in the pack's `ArchetypeTable`.
    generator : ndarray of str, shape (N,)
        Code of today's heating system.
    renewed : ndarray, shape (N, E)
        `AS_BUILT`, `RENEWED_EARLY` or `RENEWED_LATE`.
    heritage : ndarray, shape (N,)
        Position in `codes.PROTECTIONS`.
    use, tenths : ndarray, shape (N,)
        Use whose conditions hold for so many tenths of the floor area, a position in
        `codes.USES`; 0 tenths where those of the building type hold.
    types : ArchetypeTable
        N rows; the existing state is what earlier works have made of it.
    """

    archetype: IntArray
    generator: TextArray
    renewed: CodeArray
    heritage: CodeArray
    use: CodeArray
    tenths: CodeArray
    types: ArchetypeTable

    def __len__(self) -> int:
        return len(self.archetype)


def plain_kinds(pack: CountryPack) -> Kinds:
    """One kind for every building type: as built, unprotected, with the usual heating system."""
    n = len(pack.archetypes)
    return _kinds(
        pack,
        np.arange(n, dtype=np.int32),
        np.array([pack.default_generator.get(c, "") for c in pack.archetypes.size_class.tolist()], dtype=np.str_),
        np.zeros((n, len(codes.ELEMENTS)), dtype=np.int8),
        *np.zeros((3, n), dtype=np.int8),
    )  # fmt: skip


def sort_kinds(
    pack: CountryPack, archetype_of: IntArray, system_of: NDArray[np.integer], stock: Stock
) -> tuple[Kinds, IntArray]:
    """Find the kinds in a stock and the kind of every building.

    Parameters
    ----------
    archetype_of : ndarray, shape (B,)
        -1 where not heated.
    system_of : ndarray, shape (B,)
        Heating system, a position in the sorted codes of the pack's generators.
    stock : Stock
        With uses; earlier works, protection and shares of other uses as far as they are known.

    Returns
    -------
    kinds : Kinds
    kind_of : ndarray, shape (B,)
        -1 where not heated.
    """
    plain = plain_kinds(pack)
    names = np.array(sorted(pack.generators), dtype=np.str_)
    heated = np.flatnonzero(archetype_of >= 0)
    works = renewed_of(stock.renewal_year[heated])
    use, tenths = _other_use(pack, stock, heated)
    heritage = np.maximum(stock.heritage[heated], 0)
    columns: tuple[tuple[NDArray[np.integer], int], ...] = (
        (archetype_of[heated], len(plain)),
        (system_of[heated], len(names)),
        *((works[:, e], len(RENEWED)) for e in range(len(codes.ELEMENTS))),
        (heritage, len(codes.PROTECTIONS)),
        (use, len(codes.USES)),
        (tenths, TENTHS),
    )
    key, size = np.zeros(len(heated), dtype=np.int64), 1
    for values, choices in columns:
        most = int(values.max(initial=0)) + 1  # most stocks have few of the choices
        key, size = key * min(most, choices) + values, size * min(most, choices)
    first, kind = _numbered(key, size)
    found = _kinds(
        pack,
        np.concatenate([plain.archetype, archetype_of[heated[first]]]).astype(np.int32),
        np.concatenate([plain.generator, names[system_of[heated[first]]]]),
        np.concatenate([plain.renewed, works[first]]),
        np.concatenate([plain.heritage, heritage[first]]).astype(np.int8),
        np.concatenate([plain.use, use[first]]).astype(np.int8),
        np.concatenate([plain.tenths, tenths[first]]).astype(np.int8),
    )
    kind_of = np.full(len(archetype_of), -1, dtype=np.int32)
    kind_of[heated] = _plain_first(found, len(plain))[kind + len(plain)]
    return found, kind_of


def _other_use(pack: CountryPack, stock: Stock, rows: NDArray[np.integer]) -> tuple[CodeArray, CodeArray]:
    """Use whose conditions count, and for how many tenths of the floor area."""
    own = stock.current_use[rows]
    known = np.isin(own, list(pack.use_conditions))
    share = np.nan_to_num(stock.nonresidential_share[rows])
    share = np.where(known, 1.0, np.where(codes.USE_TRADE in pack.use_conditions, share, 0.0))
    tenths = np.clip(np.round(share * (TENTHS - 1)), 0, TENTHS - 1).astype(np.int8)
    use = np.where(tenths > 0, np.where(known, own, codes.USE_TRADE), 0).astype(np.int8)
    return use, tenths


def renewed_of(renewal_year: FloatArray) -> CodeArray:
    """State of elements by the year of their renewal, same shape."""
    if not np.isfinite(renewal_year).any():
        return np.zeros(renewal_year.shape, dtype=np.int8)
    late = np.where(renewal_year >= LATE_FROM, RENEWED_LATE, RENEWED_EARLY)
    return np.where(np.isnan(renewal_year), AS_BUILT, late).astype(np.int8)


def _numbered(key: NDArray[np.int64], size: int) -> tuple[IntArray, IntArray]:
    """First row of each value, and each row's position among the values."""
    if size > 50_000_000:
        _values, first, kind = np.unique(key, return_index=True, return_inverse=True)
        return first.astype(np.int32), kind.astype(np.int32)
    place = np.full(size, -1, dtype=np.int32)
    place[key[::-1]] = np.arange(len(key), dtype=np.int32)[::-1]
    values = np.flatnonzero(place >= 0)
    rows: IntArray = place[values].copy()
    place[values] = np.arange(len(values), dtype=np.int32)
    return rows, np.asarray(place[key], dtype=np.int32)


def _plain_first(found: Kinds, plain: int) -> IntArray:
    """Send kinds that equal a plain one to it, shape (N,)."""
    at = np.arange(len(found), dtype=np.int32)
    like = found.archetype
    same = (
        (found.generator == found.generator[like])
        & (found.renewed == AS_BUILT).all(axis=1)
        & (found.heritage == codes.UNPROTECTED)
        & (found.tenths == 0)
    )
    return np.where(same & (at >= plain), like, at).astype(np.int32)


def _kinds(
    pack: CountryPack,
    archetype: IntArray,
    generator: TextArray,
    renewed: CodeArray,
    heritage: CodeArray,
    use: CodeArray,
    tenths: CodeArray,
) -> Kinds:
    types = _after_works(pack.archetypes.take(archetype), renewed)
    types = _in_use(pack, types, use, tenths)
    return Kinds(archetype, generator, renewed, heritage, use, tenths, types)


def _in_use(pack: CountryPack, types: ArchetypeTable, use: CodeArray, tenths: CodeArray) -> ArchetypeTable:
    """Weight the conditions of the type with those of the other use, by floor area."""
    if not tenths.any():
        return types
    theta, phi, water = (
        getattr(types, name).copy() for name in ("theta_i_c", "phi_int_w_m2", "q_w_nd_kwh_m2")
    )
    air = types.n_use_1h.copy()
    share = tenths / (TENTHS - 1.0)
    for code, conditions in pack.use_conditions.items():
        rows = (use == code) & (tenths > 0)
        part = share[rows]
        for values, cited in (
            (theta, conditions.theta_i_c),
            (phi, conditions.phi_int_w_m2),
            (water, conditions.q_w_nd_kwh_m2),
        ):
            values[rows] = (1.0 - part) * values[rows] + part * cited.value
        air[rows] = (1.0 - part[:, None]) * air[rows] + part[:, None] * conditions.n_use_1h.value
    return replace(types, theta_i_c=theta, phi_int_w_m2=phi, q_w_nd_kwh_m2=water, n_use_1h=air)


def _after_works(types: ArchetypeTable, renewed: CodeArray) -> ArchetypeTable:
    """Put what earlier works reached in the place of the existing state."""
    if not renewed.any():
        return types
    usual = codes.VARIANTS.index("usual")
    built, aim = types.u_w_m2k[:, 0], types.u_w_m2k[:, usual]
    better = (aim > 0) & (aim < built) & types.has_variant[:, usual, None]
    with np.errstate(divide="ignore"):
        half = 1.0 / ((1.0 - EARLY_SHARE) / built + EARLY_SHARE / aim)
    reached = np.where(renewed == RENEWED_LATE, aim, np.where(renewed == RENEWED_EARLY, half, built))
    u, g = types.u_w_m2k.copy(), types.g_window.copy()
    u[:, 0] = np.where(better, reached, built)
    glazed = (renewed[:, codes.WINDOW] != AS_BUILT) & better[:, codes.WINDOW]
    g[:, 0] = np.where(glazed, g[:, usual], g[:, 0])
    return replace(types, u_w_m2k=u, g_window=g)
