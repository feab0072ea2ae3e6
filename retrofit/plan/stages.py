"""A package in stages that do not shut the way for each other.

Order: what lies above and below first, then the walls together with windows and the fresh
air that tight windows need, then a heating system for the heat load that is left, then
modules on the roof that was insulated before.

References
----------
Directive (EU) 2024/1275, Article 12 and Annex VIII (renovation passport: an optimal
sequencing of steps).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from retrofit.plan.fittings import resolved
from retrofit.plan.package import Package
from retrofit.stock.codes import DOOR, FLOOR, ROOF, WALL, WINDOW
from retrofit.stock.stock import IntArray


@dataclass(frozen=True, slots=True)
class Stage:
    """What is done together.

    Attributes
    ----------
    elements : tuple of int
        Positions in `codes.ELEMENTS`.
    parts : tuple of str
        Other fields of `Package` that belong to it.
    """

    key: str
    elements: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()


STAGES: Final = (
    Stage("cover", (ROOF, FLOOR)),
    Stage("shell", (WALL, WINDOW, DOOR), ("n_infiltration_1h", "delta_u_tb_w_m2k", "ventilation")),
    Stage("heating", parts=("generator", "controls", "solar_thermal")),
    Stage("sun", parts=("pv_share", "battery_kwh_kwp")),
)
"""In the order in which they are done."""
SEPARATOR: Final = " / "


def staged(packages: Sequence[Package]) -> tuple[tuple[Package, ...], IntArray]:
    """Packages, and what each of them is after each of its stages.

    Parameters
    ----------
    packages : sequence of Package
        The first one nothing.

    Returns
    -------
    all : tuple of Package
        ``packages``, then the unfinished ones.
    place : ndarray of int, shape (P, S + 1)
        Position in ``all`` of each package before the first stage and after each; the last
        column is the package itself.
    """
    found = list(packages)
    place = np.zeros((len(packages), len(STAGES) + 1), dtype=np.int32)
    place[:, -1] = np.arange(len(packages))
    full = resolved(packages)
    for done in range(1, len(STAGES)):
        names = {"": ""}
        for row, package in enumerate(packages):
            if row == 0:
                names[package.key] = package.key
                continue
            key = f"{package.key}{SEPARATOR}{done}"
            names[package.key] = key
            place[row, done] = len(found)
            found.append(_unfinished(package, full[row], key, names[package.builds_on], done))
    return tuple(found), place


def _unfinished(package: Package, full: Package, key: str, below: str, done: int) -> Package:
    """The package with nothing but its first stages; equipment of what it builds on is its own."""
    kept = {element for stage in STAGES[:done] for element in stage.elements}
    left = {part for stage in STAGES[done:] for part in stage.parts}
    nothing = Package("")
    parts = {part: getattr(nothing, part) for part in left}
    parts |= {part: getattr(full, part) for stage in STAGES[:done] for part in stage.parts}
    elements = tuple((element, treatment) for element, treatment in package.elements if element in kept)
    return replace(package, key=key, builds_on=below, elements=elements, **parts)
