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
    battery_kwh_kwp : float
        Usable capacity of a battery over the power of the modules [kWh/kWp].
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
    battery_kwh_kwp: float = 0.0

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


AIR_LEAKAGE_1H: Final = (0.0, 2.0)
"""Leakage of the envelope that a package may reach; the typologies have 0.05 to 0.4 [1/h]."""
THERMAL_BRIDGES_W_M2K: Final = (0.0, 0.5)
"""Thermal bridging that a package may reach; the typologies have 0 to 0.15 [W/(m²K)]."""
THICKNESS_M: Final = (0.001, 1.0)
CONDUCTIVITY_W_MK: Final = (0.005, 0.3)
U_NEW_W_M2K: Final = (0.1, 7.0)
G_NEW: Final = (0.01, 1.0)
BATTERY_KWH_KWP: Final = (0.0, 3.0)
"""More is of no use: no day has that much sun left over [kWh/kWp]."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a package: a code, and the details of its sentence."""

    code: str
    details: dict[str, object]


def find_faults(packages: Sequence[Package]) -> tuple[Fault, ...]:
    """What is wrong with a list of packages: which package, which key, its value and what is allowed."""
    keys = [package.key for package in packages]
    found = []
    if tuple(packages[: len(STANDARD)]) != STANDARD:
        found.append(Fault("packages_standard_missing", {}))
    for place, package in enumerate(packages):
        if not package.key:
            found.append(Fault("packages_name_missing", {"place": place + 1 - len(STANDARD)}))
        elif package.key in keys[:place]:
            found.append(Fault("packages_names_double", {"package": package.key}))
        if package.builds_on and package.builds_on not in keys[:place]:
            details: dict[str, object] = {"package": package.key, "below": package.builds_on}
            found.append(Fault("packages_order_wrong", details))
        found += _fitting_faults(package)
        for element, treatment in package.elements:
            found += _treatment_faults(package.key, element, treatment)
    return tuple(found)


def _fitting_faults(package: Package) -> list[Fault]:
    name = package.key
    leakage, bridges = package.n_infiltration_1h, package.delta_u_tb_w_m2k
    return [
        *_outside(name, "air_leakage", leakage, AIR_LEAKAGE_1H, "1/h"),
        *_outside(name, "thermal_bridges", bridges, THERMAL_BRIDGES_W_M2K, "W/(m²K)"),
        *_outside(name, "pv_share", package.pv_share, (0.0, 1.0)),
        *_outside(name, "battery_kwh_per_kwp", package.battery_kwh_kwp, BATTERY_KWH_KWP, "kWh/kWp"),
        *_unknown(name, "heating", package.generator, ("", *HEATINGS)),
        *_unknown(name, "ventilation", package.ventilation, ("", *VENTILATIONS)),
        *(fault for word in package.controls for fault in _unknown(name, "controls", word, CONTROLS)),
    ]


def _treatment_faults(name: str, element: int, treatment: Treatment) -> list[Fault]:
    word = ELEMENTS[element]
    if isinstance(treatment, Variant):
        return []
    if isinstance(treatment, Insulation) != (element in OPAQUE):
        given = "thickness_cm" if isinstance(treatment, Insulation) else "u_value"
        return [treatment_wrong(name, element, given)]
    if isinstance(treatment, Replacement):
        return [
            *_outside(name, f"{word} u_value", treatment.u_w_m2k, U_NEW_W_M2K, "W/(m²K)"),
            *_outside(name, f"{word} g_value", treatment.g_window, G_NEW),
        ]
    method, thickness_cm = treatment.method, 100.0 * treatment.thickness_m
    wrong = _unknown(name, f"{word} method", method, PLACES_OF[element])
    low, high = (100.0 * one for one in (THICKNESS_M[0], MOST_M.get(method, THICKNESS_M[1])))
    key = f"{word} thickness_cm" + (f" ({method})" if method in MOST_M else "")
    return [
        *wrong,
        *([] if wrong else _outside(name, key, thickness_cm, (low, high), "cm")),
        *_outside(name, f"{word} conductivity", treatment.conductivity_w_mk, CONDUCTIVITY_W_MK, "W/(mK)"),
    ]


def treatment_wrong(name: str, element: int, given: str) -> Fault:
    """The fault of an element that is treated in a way it cannot be."""
    takes = "thickness_cm, conductivity, method" if element in OPAQUE else "u_value, g_value"
    details: dict[str, object] = {
        "package": name,
        "element": ELEMENTS[element],
        "given": given,
        "takes": takes,
    }
    return Fault("packages_treatment_wrong", details)


def _outside(
    name: str, key: str, value: float | None, bounds: tuple[float, float], unit: str = ""
) -> list[Fault]:
    low, high = bounds
    # a value that is no number lies nowhere
    if value is None or low <= value <= high:
        return []
    details: dict[str, object] = {
        "package": name,
        "key": key,
        "value": f"{value:g}",
        "low": f"{low:g}",
        "high": f"{high:g} {unit}".strip(),
    }
    return [Fault("packages_value_outside", details)]


def _unknown(name: str, key: str, word: str, known: Sequence[str]) -> list[Fault]:
    if word in known:
        return []
    listed = ", ".join(one for one in known if one)
    return [Fault("packages_word_unknown", {"package": name, "key": key, "value": word, "known": listed})]
