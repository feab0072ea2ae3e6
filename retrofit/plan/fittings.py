"""Equipment that packages add: what they take over, and figures of their ventilation."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from retrofit.errors import PackError
from retrofit.plan.package import Package
from retrofit.stock.kinds import Kinds
from retrofit.stock.pack import CountryPack, Ventilation
from retrofit.stock.stock import FloatArray


def resolved(packages: Sequence[Package]) -> tuple[Package, ...]:
    """Give every package the equipment of the one it builds on, unless it has its own."""
    found: dict[str, Package] = {}
    for package in packages:
        below = found.get(package.builds_on)
        if below is not None:
            package = replace(  # noqa: PLW2901
                package,
                generator=package.generator or below.generator,
                ventilation=package.ventilation or below.ventilation,
                controls=tuple(dict.fromkeys((*below.controls, *package.controls))),
                solar_thermal=package.solar_thermal or below.solar_thermal,
                pv_share=max(package.pv_share, below.pv_share),
                battery_kwh_kwp=max(package.battery_kwh_kwp, below.battery_kwh_kwp),
            )
        found[package.key] = package
    return tuple(found.values())


def recovered_air(pack: CountryPack, packages: Sequence[Package], kinds: Kinds) -> FloatArray:
    """Air change whose heat is recovered, shape (N, P) [1/h]."""
    moved = per_size(pack, kinds, resolved(packages), "n_mech_1h")
    eta = per_size(pack, kinds, resolved(packages), "eta_recovery")
    return np.asarray(np.minimum(moved, kinds.types.n_use_1h[:, :1]) * eta)


def per_size(pack: CountryPack, kinds: Kinds, full: Sequence[Package], name: str) -> FloatArray:
    """A figure of the ventilation of every kind and package, shape (N, P)."""
    several = several_dwellings(pack, kinds)
    found = np.zeros((len(kinds), len(full)))
    for place, package in enumerate(full):
        if package.ventilation:
            pair = [
                float(getattr(ventilation(pack, package.ventilation, several=size), name).value)
                for size in (False, True)
            ]
            found[:, place] = np.where(several, pair[1], pair[0])
    return found


def ventilation(pack: CountryPack, code: str, *, several: bool) -> Ventilation:
    """Figures of a ventilation system.

    Raises
    ------
    PackError
        If the pack has none.
    """
    if (code, several) not in pack.ventilations:
        raise PackError("pack_no_ventilation", pack=pack.code, ventilation=code)
    return pack.ventilations[code, several]


def several_dwellings(pack: CountryPack, kinds: Kinds) -> NDArray[np.bool_]:
    """Whether each kind has the systems of a building with several dwellings, shape (N,)."""
    return np.array([bool(code) and pack.generators[code].several for code in kinds.generator.tolist()])
