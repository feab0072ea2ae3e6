"""What a package aims at: the state of every element of every building type."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrofit.money.costs import conductivities
from retrofit.plan.package import Insulation, Package, Replacement, Variant
from retrofit.stock import codes
from retrofit.stock.kinds import Kinds
from retrofit.stock.pack import ArchetypeTable, CountryPack, FallbackVariant
from retrofit.stock.stock import CodeArray, FloatArray

COST_OF_OWN: Final = codes.VARIANTS.index("usual")
COST_OF_BEST: Final = codes.VARIANTS.index("advanced")
"""Variants whose cost functions hold for treatments of one's own."""
BEST_GLAZING_W_M2K: Final = 1.1
"""Below this a window is triple glazed, as the advanced cost function prices it [W/(m²K)]."""
INTERIOR_M: Final = 0.06
INTERIOR_W_MK: Final = 0.045
"""Assumption: insulation inside a protected facade, of capillary active boards."""


@dataclass(frozen=True, slots=True, eq=False)
class Target:
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


def target_of(pack: CountryPack, package: Package) -> Target:
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


def protected(target: Target, kinds: Kinds) -> Target:
    """Keep what heritage protection keeps.

    A protected facade is insulated inside, thinly; windows and doors of a building that is
    protected as a whole stay.
    """
    facade = kinds.heritage >= codes.PROTECTED_FACADE
    if not facade.any():
        return target
    types, wall, window = kinds.types, codes.WALL, codes.WINDOW
    u, thickness, variant = target.u.copy(), target.thickness.copy(), target.variant.copy()
    wanted, g = target.wanted.copy(), target.g.copy()
    today = types.u_w_m2k[:, 0, wall]
    resistance = np.divide(1.0, today, out=np.zeros(len(types)), where=today > 0)
    inside = 1.0 / (resistance + INTERIOR_M / INTERIOR_W_MK)
    limited = facade & (u[:, wall] < inside) & target.wanted[:, wall] & (today > 0)
    u[limited, wall] = inside[limited]
    thickness[limited, wall] = INTERIOR_M
    variant[limited, wall] = codes.COST_ROWS.index("interior")
    whole = kinds.heritage == codes.PROTECTED_WHOLE
    for element in (window, codes.DOOR):
        u[whole, element] = types.u_w_m2k[whole, 0, element]
        thickness[whole, element] = np.nan
        variant[whole, element] = 0
        wanted[whole, element] = False
    g[whole] = types.g_window[whole, 0]
    return replace(target, u=u, thickness=thickness, variant=variant, wanted=wanted, g=g)


def _aimless(types: ArchetypeTable) -> Target:
    """Return the existing state as the target: nothing is treated."""
    shape = types.u_w_m2k[:, 0].shape
    return Target(
        u=types.u_w_m2k[:, 0].copy(),
        thickness=np.full(shape, np.nan),
        variant=np.zeros(shape, dtype=np.int8),
        wanted=np.zeros(shape, dtype=np.bool_),
        fallback=np.zeros(shape, dtype=np.bool_),
        g=types.g_window[:, 0].copy(),
        tb=types.delta_u_tb_w_m2k[:, 0].copy(),
        leak=types.n_infiltration_1h[:, 0].copy(),
    )


def _aim_at_variant(found: Target, pack: CountryPack, package: Package, variant: int) -> None:
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


def _aim_at_insulation(found: Target, types: ArchetypeTable, element: int, treatment: Insulation) -> None:
    today = types.u_w_m2k[:, 0, element]
    resistance = np.divide(1.0, today, out=np.zeros(len(types)), where=today > 0)
    added = treatment.thickness_m / treatment.conductivity_w_mk
    found.u[:, element] = np.where(today > 0, 1.0 / (resistance + added), 0.0)
    found.thickness[:, element] = treatment.thickness_m
    method = codes.METHODS.index(treatment.method)
    found.variant[:, element] = COST_OF_OWN if method == 0 else len(codes.VARIANTS) - 1 + method
    found.wanted[:, element] = True


def _aim_at_replacement(found: Target, types: ArchetypeTable, element: int, treatment: Replacement) -> None:
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
