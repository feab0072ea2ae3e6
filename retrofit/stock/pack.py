"""`CountryPack`: everything a country contributes, as data with sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retrofit.errors import PackError
from retrofit.stock.cited import Cited, Source, Status
from retrofit.stock.codes import CARRIERS
from retrofit.stock.heating import Control, Generator, GeneratorCost, HeatSource, Ventilation
from retrofit.stock.stock import CodeArray, FloatArray, TextArray

__all__ = [
    "ArchetypeTable",
    "CarrierFigures",
    "Cited",
    "Control",
    "CostFunction",
    "CountryPack",
    "EnergyClass",
    "FallbackVariant",
    "Generator",
    "GeneratorCost",
    "HeatSource",
    "Season",
    "Source",
    "Station",
    "Status",
    "UseConditions",
    "UseRule",
    "Ventilation",
]


@dataclass(frozen=True, slots=True, eq=False)
class ArchetypeTable:
    """Building types of a country: one row per size class and construction period.

    Attributes
    ----------
    code : ndarray of str, shape (A,)
        TABULA building type code without variant, ``ES.ME.MFH.03.Gen.ReEx.001``.
    size_class : ndarray, shape (A,)
        Position in `codes.SIZE_CLASSES`.
    year_from, year_to : ndarray, shape (A,)
        Construction period, both ends included; 0 and 9999 are open ends.
    is_general : ndarray of bool, shape (A,)
        False for special types (large panel, high-rise ...): never assigned by default.
    has_variant : ndarray of bool, shape (A, V)
        False where the source publishes no such variant.
    u_w_m2k : ndarray, shape (A, V, E)
        U-value of each element [W/(m²K)]; 0 where the type has no such element.
    b_transmission : ndarray, shape (A, V, E)
        Adjustment factor for soil and unheated spaces [-].
    thickness_m : ndarray, shape (A, V, E)
        Added insulation of the variant [m]; NaN where not stated.
    g_window : ndarray, shape (A, V)
        Total solar energy transmittance [-].
    delta_u_tb_w_m2k : ndarray, shape (A, V)
        Thermal bridging supplement over the whole envelope [W/(m²K)].
    n_infiltration_1h, n_use_1h : ndarray, shape (A, V)
        Air change by leakage and by use [1/h].
    area_m2 : ndarray, shape (A, E)
        Element areas of the example building [m²].
    window_area_m2 : ndarray, shape (A, O)
        Window areas of the example building by orientation [m²].
    floor_area_ref_m2 : ndarray, shape (A,)
        TABULA reference floor area of the example building [m²].
    number_of_dwellings, number_of_floors : ndarray, shape (A,)
        Of the example building; NaN where not stated.
    room_height_m, theta_i_c, phi_int_w_m2, c_m_wh_m2k : ndarray, shape (A,)
        Conditions of use [m], [°C], [W/m²], [Wh/(m²K)].
    q_w_nd_kwh_m2 : ndarray, shape (A,)
        Energy need for domestic hot water [kWh/(m²a)].
    f_red_htr1, f_red_htr4 : ndarray, shape (A,)
        Temperature reduction factors at h_tr = 1 and 4 W/(m²K) [-].
    f_sh_hor, f_sh_vert, f_frame, f_w : ndarray, shape (A,)
        Shading (horizontal, vertical), frame fraction, non-perpendicular incidence [-].
    status : ndarray of str, shape (A,)
        A `Status` value per row.
    source : ndarray of str, shape (A,)
        Key in `CountryPack.sources`.
    """

    code: TextArray
    size_class: CodeArray
    year_from: NDArray[np.int32]
    year_to: NDArray[np.int32]
    is_general: NDArray[np.bool_]
    has_variant: NDArray[np.bool_]
    u_w_m2k: FloatArray
    b_transmission: FloatArray
    thickness_m: FloatArray
    g_window: FloatArray
    delta_u_tb_w_m2k: FloatArray
    n_infiltration_1h: FloatArray
    n_use_1h: FloatArray
    area_m2: FloatArray
    window_area_m2: FloatArray
    floor_area_ref_m2: FloatArray
    number_of_dwellings: FloatArray
    number_of_floors: FloatArray
    room_height_m: FloatArray
    theta_i_c: FloatArray
    phi_int_w_m2: FloatArray
    c_m_wh_m2k: FloatArray
    q_w_nd_kwh_m2: FloatArray
    f_red_htr1: FloatArray
    f_red_htr4: FloatArray
    f_sh_hor: FloatArray
    f_sh_vert: FloatArray
    f_frame: FloatArray
    f_w: FloatArray
    status: TextArray
    source: TextArray

    def __len__(self) -> int:
        return len(self.code)

    def take(self, rows: NDArray[np.integer]) -> Self:
        """Return the table of the given rows, in that order."""
        return replace(self, **{column.name: getattr(self, column.name)[rows] for column in fields(self)})


@dataclass(frozen=True, slots=True, eq=False)
class Station:
    """Monthly climate of one place.

    ``theta_e_c`` has shape (M,) [°C]; ``i_sol_kwh_m2`` has shape (M, O), monthly
    irradiation on the plane, orientations N E S W horizontal [kWh/m²].
    """

    key: str
    name: str
    lat_deg: float
    lon_deg: float
    theta_e_c: FloatArray
    i_sol_kwh_m2: FloatArray
    source: str
    status: Status = Status.VERIFIED


@dataclass(frozen=True, slots=True, eq=False)
class Season:
    """TABULA heating season of a climate region; ``i_sol_kwh_m2`` has shape (O,).

    ``lat_deg`` and ``lon_deg`` are a representative place of the region, NaN for a
    national mean.
    """

    region: str
    heating_days: float
    theta_e_c: float
    i_sol_kwh_m2: FloatArray
    source: str
    name: str = ""
    lat_deg: float = float("nan")
    lon_deg: float = float("nan")
    status: Status = Status.VERIFIED


@dataclass(frozen=True, slots=True)
class CarrierFigures:
    """Price and weighting of one energy carrier."""

    price_eur_kwh: Cited
    """For households, all taxes and VAT included."""
    price_net_eur_kwh: Cited
    """The same without VAT."""
    f_p_nren: Cited
    """Non-renewable primary energy factor, or the national weighting factor where the
    rules publish no other [kWh/kWh]."""
    f_p_ren: Cited
    """Renewable primary energy factor [kWh/kWh]."""
    co2_kg_kwh: Cited


@dataclass(frozen=True, slots=True)
class CostFunction:
    """Investment of one element: ``fixed + per_cm x thickness``, per m² of the element.

    Level of prices: Germany, net of VAT; multiplied by the country's index.
    """

    element: int
    """Position in `codes.ELEMENTS`."""
    variant: int
    """Position in `codes.VARIANTS`; the function holds for that variant only."""
    fixed_eur_m2: Cited
    per_cm_eur_m2: Cited
    conductivity_w_mk: float
    lifetime_a: Cited


@dataclass(frozen=True, slots=True)
class UseRule:
    """What a `current_use` means: is it heated, and as which size class."""

    use: int
    heated: bool
    residential: bool


@dataclass(frozen=True, slots=True)
class UseConditions:
    """Conditions of a non-residential use, in the place of those of the building type."""

    use: int
    """Position in `codes.USES`."""
    theta_i_c: Cited
    phi_int_w_m2: Cited
    n_use_1h: Cited
    q_w_nd_kwh_m2: Cited


@dataclass(frozen=True, slots=True)
class FallbackVariant:
    """U-values of a package where the typology publishes no such variant, per element (E,)."""

    variant: int
    u_w_m2k: tuple[float, ...]
    g_window: float
    delta_u_tb_w_m2k: float
    n_infiltration_1h: float
    source: str
    status: Status


@dataclass(frozen=True, slots=True)
class EnergyClass:
    """A class of the national energy certificate and the most it may need.

    A building of floor area ``A`` [m²] is in the first class whose limit
    ``limit_kwh_m2 + limit_kwh / A`` [kWh/(m²a)] it does not exceed.
    """

    size_class: int
    """Position in `codes.SIZE_CLASSES`."""
    name: str
    quantity: str
    """What is limited: ``q_h_nd``, ``e_del``, ``e_p_nren`` or ``e_p_tot``."""
    limit_kwh_m2: float
    """Infinite for the last class."""
    limit_kwh: float
    floor_area: str
    """The certificate's own area: ``useful``, ``gross`` or the German ``a_n``."""
    source: str
    status: Status
    year: int


@dataclass(frozen=True, slots=True, eq=False)
class CountryPack:
    """All data of one country."""

    code: str
    """ISO 3166-1 alpha-2, upper case."""
    name: str
    version: str
    archetypes: ArchetypeTable
    stations: tuple[Station, ...]
    """May be empty: then a regional season stands in."""
    seasons: tuple[Season, ...]
    """At least one; the first is taken where no region is near."""
    generators: Mapping[str, Generator]
    default_generator: Mapping[int, str]
    """Size class to generator code: today's most common system, an assumption."""
    carriers: Mapping[int, CarrierFigures]
    costs: tuple[CostFunction, ...]
    cost_index: Cited
    """Price level of construction relative to Germany [-]."""
    construction_price: Cited
    """Construction prices of its year over those of the cost functions' price year [-]."""
    vat_renovation: Cited
    """VAT rate on renovation works [-]."""
    uses: Mapping[int, UseRule]
    fallbacks: Mapping[int, FallbackVariant]
    default_size_class: int
    default_period: tuple[int, int]
    """Construction period assumed where the year is missing."""
    default_floors: Mapping[int, float]
    """Size class to number of floors where nothing else is known."""
    storey_height_m: Cited
    dwelling_area_m2: Cited
    """Gross floor area per dwelling, to impute the number of dwellings."""
    sources: Mapping[str, Source]
    price_year: int
    """Year of the energy prices."""
    class_substitute: Mapping[int, int] = field(default_factory=dict)
    """Size class to the class whose type is taken where a period has none of its own."""
    energy_classes: tuple[EnergyClass, ...] = ()
    """Best class first; empty where no figures with a source are known."""
    paths: Mapping[tuple[int, str], tuple[Cited, ...]] = field(default_factory=dict)
    """Carrier and quantity (``price_gross``, ``price_net``, ``f_p_nren``, ``co2``) to figures by year."""
    generator_costs: Mapping[tuple[str, bool], GeneratorCost] = field(default_factory=dict)
    """Family and ``several`` to cost; a family without one is not offered as a measure."""
    ventilations: Mapping[tuple[str, bool], Ventilation] = field(default_factory=dict)
    """Code and ``several`` to ventilation system."""
    controls: Mapping[str, Control] = field(default_factory=dict)
    embodied: Mapping[tuple[int, int], tuple[Cited, Cited]] = field(default_factory=dict)
    """Variant and element to the greenhouse gas of making it: per m², and per m² and cm of
    insulation [kg/m²], [kg/(m²cm)]."""
    anyway: Mapping[tuple[int, int], Cited] = field(default_factory=dict)
    """Variant and element to the share of its cost that falls due anyway at the end of its life [-]."""
    photovoltaics: Mapping[str, Cited] = field(default_factory=dict)
    """Figures of modules, their cost, what is paid for exports, and household electricity."""
    minimum_u: Mapping[int, Cited] = field(default_factory=dict)
    """Element to the highest U-value that national rules allow after works [W/(m²K)]."""
    use_conditions: Mapping[int, UseConditions] = field(default_factory=dict)
    """Non-residential use to its conditions; uses without one keep those of the type."""
    base: str = ""
    """Code of the country's pack that a city's pack is laid over; "" for a country's own."""

    def carrier(self, position: int) -> CarrierFigures:
        """Figures of a carrier.

        Raises
        ------
        PackError
            If the pack has no row for the carrier.
        """
        if position not in self.carriers:
            raise PackError("pack_no_carrier", pack=self.code, carrier=CARRIERS[position])
        return self.carriers[position]
