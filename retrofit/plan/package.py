"""`Package`: what is done to a building, as a set of treatments of its elements."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from retrofit.stock.codes import (
    CONTROLS,
    DOOR,
    ELEMENTS,
    FLOOR,
    HEATINGS,
    PACKAGES,
    ROOF,
    VARIANTS,
    VENTILATIONS,
    WALL,
    WINDOW,
)

MINERAL_WOOL_W_MK: Final = 0.035
"""Usual conductivity of insulation, as in the cost functions [W/(mK)]."""


@dataclass(frozen=True, slots=True)
class Variant:
    """The element becomes what the typology publishes for a variant."""

    variant: int
    """Position in `codes.VARIANTS`."""


@dataclass(frozen=True, slots=True)
class Insulation:
    """Insulation is added to the element as it is today.

    ``U = 1 / (1 / U_today + d / lambda)`` (EN ISO 6946).
    """

    thickness_m: float
    conductivity_w_mk: float = MINERAL_WOOL_W_MK
    method: str = "exterior"
    """One of `codes.METHODS`."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """The element gives way to a new one; ``g_window`` counts for windows."""

    u_w_m2k: float
    g_window: float = 0.5


Treatment = Variant | Insulation | Replacement


@dataclass(frozen=True, slots=True)
class Package:
    """Treatments applied together.

    Attributes
    ----------
    key : str
        Name, unique among the packages of a plan.
    elements : tuple of (int, Treatment)
        Position in `codes.ELEMENTS` and what is done to it; no element twice.
    builds_on : str
        Package whose state is the least that each element keeps; "" for today's.
    n_infiltration_1h, delta_u_tb_w_m2k : float or None
        Leakage [1/h] and thermal bridging [W/(m²K)] that are reached; None leaves them,
        but for what a `Variant` brings along.
    generator : str
        Family of the heating system that is put in (`codes.HEATINGS`); "" keeps today's.
    ventilation : str
        One of `codes.VENTILATIONS`; "" keeps airing by windows.
    controls : tuple of str
        Of `codes.CONTROLS`.
    solar_thermal : bool
        Whether collectors share in the hot water.
    pv_share : float
        Share of the suitable roof that is covered with photovoltaics [-].
    """

    key: str
    elements: tuple[tuple[int, Treatment], ...] = ()
    builds_on: str = ""
    n_infiltration_1h: float | None = None
    delta_u_tb_w_m2k: float | None = None
    generator: str = ""
    ventilation: str = ""
    controls: tuple[str, ...] = ()
    solar_thermal: bool = False
    pv_share: float = 0.0

    def treatment(self, element: int) -> Treatment | None:
        """What is done to an element."""
        return dict(self.elements).get(element)


def _of_variant(variant: int) -> tuple[tuple[int, Treatment], ...]:
    return tuple((element, Variant(variant)) for element in range(len(ELEMENTS)))


STANDARD: Final = (
    Package(PACKAGES[0]),
    Package(PACKAGES[1], _of_variant(VARIANTS.index("usual"))),
    Package(PACKAGES[2], _of_variant(VARIANTS.index("advanced")), builds_on=PACKAGES[1]),
)
"""Nothing, and TABULA's two; every plan has them, own packages follow."""

OPAQUE: Final = (ROOF, WALL, FLOOR)
GLAZED: Final = (WINDOW, DOOR)
PLACES_OF: Final = {
    ROOF: ("exterior", "top_ceiling"),
    WALL: ("exterior", "interior", "cavity", "prefabricated"),
    FLOOR: ("exterior",),
}
"""Methods that an element takes."""
MOST_M: Final = {"cavity": 0.10, "interior": 0.12}
"""Assumptions: a cavity is not wider, and inside more would be too moist or too narrow [m]."""


def faults(packages: Sequence[Package]) -> tuple[str, ...]:
    """Codes of what is wrong with a list of packages; empty when it can be used."""
    keys = [package.key for package in packages]
    found = []
    if tuple(packages[: len(STANDARD)]) != STANDARD:
        found.append("packages_standard_missing")
    if len(set(keys)) != len(keys) or not all(keys):
        found.append("packages_names_double")
    for place, package in enumerate(packages):
        if package.builds_on and package.builds_on not in keys[:place]:
            found.append("packages_order_wrong")
        found += [code for one in package.elements if (code := _fault(*one))]
        if not _equipment_known(package):
            found.append("packages_equipment_wrong")
    return tuple(dict.fromkeys(found))


def _equipment_known(package: Package) -> bool:
    return (
        package.generator in ("", *HEATINGS)
        and package.ventilation in ("", *VENTILATIONS)
        and set(package.controls) <= set(CONTROLS)
        and 0.0 <= package.pv_share <= 1.0
    )


def _fault(element: int, treatment: Treatment) -> str:
    if isinstance(treatment, Insulation):
        possible = 0.0 < treatment.thickness_m <= 1.0 and 0.005 <= treatment.conductivity_w_mk <= 0.3
        if not possible or element not in OPAQUE:
            return "packages_insulation_wrong"
        fits = treatment.method in PLACES_OF.get(element, ("exterior",))
        within = treatment.thickness_m <= MOST_M.get(treatment.method, 1.0)
        return "" if fits and within else "packages_method_wrong"
    if isinstance(treatment, Replacement):
        possible = 0.1 <= treatment.u_w_m2k <= 7.0 and 0.0 < treatment.g_window <= 1.0
        return "" if possible and element in GLAZED else "packages_replacement_wrong"
    return ""
