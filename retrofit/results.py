"""What the engine answers: frozen values of arrays."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from retrofit.findings import Finding
from retrofit.physics.climate import Climate
from retrofit.physics.heat import ratio
from retrofit.physics.systems import heat_output
from retrofit.plan.measures import PackageStates
from retrofit.plan.package import STANDARD, Package
from retrofit.stock.kinds import Kinds
from retrofit.stock.pack import ArchetypeTable
from retrofit.stock.stock import CodeArray, FloatArray, IntArray, Stock, TextArray


@dataclass(frozen=True, slots=True, eq=False)
class Typed:
    """A stock in which every needed value is filled, with its archetype.

    Attributes
    ----------
    stock : Stock
        Floors, height, year, use, class, dwellings, gross floor area complete;
        guesses carry their provenance.
    archetype_of : ndarray, shape (B,)
        Row in the pack's `ArchetypeTable`; -1 where the building is not heated.
    heated : ndarray of bool, shape (B,)
        Whether the building takes part in the balance.
    renovated_by_default : ndarray of bool, shape (B,)
        False for what packages leave out unless the user asks (declined, not heated).
    floor_area_ref_m2 : ndarray, shape (B,)
        TABULA reference floor area; 0 where not heated [m²].
    kinds : Kinds
        Kinds of buildings in the stock.
    kind_of : ndarray, shape (B,)
        Row in ``kinds``; -1 where not heated.
    confidence : ndarray, shape (B,)
        Trust in the building type, 0 to 1 [-].
    """

    stock: Stock
    archetype_of: IntArray
    heated: NDArray[np.bool_]
    renovated_by_default: NDArray[np.bool_]
    floor_area_ref_m2: FloatArray
    kinds: Kinds
    kind_of: IntArray
    confidence: FloatArray
    findings: tuple[Finding, ...] = ()

    @property
    def generator_of(self) -> NDArray[np.str_]:
        """Code of each building's heating system; empty where not heated, shape (B,)."""
        return np.append(self.kinds.generator, "")[self.kind_of]

    @property
    def types(self) -> ArchetypeTable:
        """Building types of the kinds, N rows."""
        return self.kinds.types


@dataclass(frozen=True, slots=True, eq=False)
class Envelope:
    """Element areas, before any package.

    Attributes
    ----------
    area_m2 : ndarray, shape (B, E)
        Roof, wall (net of windows and doors, party walls excluded), floor,
        window, door [m²].
    window_area_m2 : ndarray, shape (B, O)
        Windows by orientation; horizontal is 0 [m²].
    wall_area_m2 : ndarray, shape (B, 4)
        Exposed gross wall facing N, E, S, W [m²].
    party_wall_area_m2 : ndarray, shape (B,)
        Adiabatic wall towards neighbours [m²].
    """

    area_m2: FloatArray
    window_area_m2: FloatArray
    wall_area_m2: FloatArray
    party_wall_area_m2: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class KindTables:
    """What packages make of kinds of buildings; the last row stands for "not heated".

    Attributes
    ----------
    u_w_m2k : ndarray, shape (N + 1, P, E)
        U-values; never above those of package none; 0 without a kind [W/(m²K)].
    thickness_m : ndarray, shape (N + 1, P, E)
        Added insulation; 0 for windows and doors that are replaced, NaN where the
        element is not touched [m].
    invest_eur_m2, outlay_eur_m2 : ndarray, shape (N + 1, P, E)
        Investment per m² of element, and its present value with replacements and
        residual value [EUR/m²].
    embodied_kg_m2 : ndarray, shape (N + 1, P, E)
        Greenhouse gas of the making, per m² of element [kg/m²].
    anyway_share : ndarray, shape (N + 1, P, E)
        Share of the investment that falls due anyway at the end of an element's life [-].
    element_life_a : ndarray, shape (E,)
        Lifetime of elements [a].
    life_eur, life_kg : ndarray, shape (C + 1,)
        Present value of the cost [EUR/(kWh/a)] and emissions [kg/(kWh/a)] of a yearly
        delivery of 1 kWh over the horizon.
    generator : ndarray of str, shape (N + 1, P)
        Code of the heating system.
    flow_c : ndarray, shape (N + 1, P)
        Flow temperature that today's radiators need on the coldest day [°C].
    per_heat, per_m2 : ndarray, shape (N + 1, P, C + 1)
        Delivered energy by carrier, ambient heat last: per kWh of heat generated for the
        rooms [kWh/kWh], and for hot water and auxiliaries [kWh/(m²a)].
    chain, slope, fixed, install : ndarray
        As `retrofit.physics.kernels.weigh_plan` takes them.
    c_m_wh_m2k, cold_k : ndarray, shape (N + 1,)
        Heat capacity [Wh/(m²K)]; room temperature less that of the coldest day [K].
    """

    u_w_m2k: FloatArray
    thickness_m: FloatArray
    invest_eur_m2: FloatArray
    outlay_eur_m2: FloatArray
    embodied_kg_m2: FloatArray
    anyway_share: FloatArray
    element_life_a: FloatArray
    life_eur: FloatArray
    life_kg: FloatArray
    generator: TextArray
    flow_c: FloatArray
    per_heat: FloatArray
    per_m2: FloatArray
    chain: FloatArray
    slope: FloatArray
    fixed: FloatArray
    install: FloatArray
    c_m_wh_m2k: FloatArray
    cold_k: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class States:
    """Energy and money of every building in every package; axis P is that of `Baseline.packages`.

    What follows from the kind and the areas alone is kept by kind and looked up: for a
    million buildings it would not fit into memory. The properties of shape (B, P, E) and
    (B, P, C) make it for all buildings, the methods for some.

    Attributes
    ----------
    tables : KindTables
        Per kind, package and element.
    kind_of : ndarray, shape (B,)
        Row in the tables; -1 where not heated.
    area_m2 : ndarray, shape (B, E)
        Element areas [m²].
    floor_area_ref_m2 : ndarray, shape (B,)
        Reference floor area; 0 where not heated [m²].
    exponent : tuple of float
        ``a_H0`` and ``tau_H0`` of the method [-], [h].
    q_h_nd_kwh, q_w_nd_kwh : ndarray, shape (B, P)
        Energy need for heating and for hot water [kWh/a].
    q_h_nd_month_kwh : ndarray, shape (B, M)
        Energy need for heating by month, package none [kWh]. Zero-length second
        axis with the seasonal method.
    h_w_k : ndarray, shape (B, P)
        Heat transfer coefficient of transmission and ventilation [W/K].
    e_del_total_kwh : ndarray, shape (B, P)
        Delivered energy of all carriers [kWh/a].
    e_p_nren_kwh, e_p_ren_kwh, co2_kg, energy_cost_eur : ndarray, shape (B, P)
        Non-renewable and renewable primary energy [kWh/a], emissions [kg/a], cost of
        delivered energy in the first year [EUR/a].
    invest_eur, npv_eur : ndarray, shape (B, P)
        Investment, and net present value against package none [EUR].
    """

    tables: KindTables
    kind_of: IntArray
    area_m2: FloatArray
    floor_area_ref_m2: FloatArray
    exponent: tuple[float, float]
    q_h_nd_kwh: FloatArray
    q_w_nd_kwh: FloatArray
    q_h_nd_month_kwh: FloatArray
    h_w_k: FloatArray
    e_del_total_kwh: FloatArray
    e_p_nren_kwh: FloatArray
    e_p_ren_kwh: FloatArray
    co2_kg: FloatArray
    energy_cost_eur: FloatArray
    invest_eur: FloatArray
    npv_eur: FloatArray

    @property
    def u_w_m2k(self) -> FloatArray:
        """U-values of all buildings, shape (B, P, E) [W/(m²K)]."""
        return self.tables.u_w_m2k[self.kind_of]

    @property
    def thickness_m(self) -> FloatArray:
        """Added insulation of all buildings, shape (B, P, E) [m]."""
        return self.tables.thickness_m[self.kind_of]

    @property
    def invest_element_eur(self) -> FloatArray:
        """Investment by element of all buildings, shape (B, P, E) [EUR]."""
        return self.invest_elements(np.arange(len(self.kind_of)))

    def invest_elements(self, rows: NDArray[np.integer]) -> FloatArray:
        """Investment by element of some buildings, shape (rows, P, E) [EUR]."""
        return np.asarray(self.tables.invest_eur_m2[self.kind_of[rows]] * self.area_m2[rows][:, None, :])

    @property
    def heat_load_kw(self) -> FloatArray:
        """Heat load on the coldest day, shape (B, P) [kW]."""
        return np.asarray(self.h_w_k * self.tables.cold_k[self.kind_of][:, None] / 1000.0)

    @property
    def q_g_h_kwh(self) -> FloatArray:
        """Heat that the generators bring for the rooms, shape (B, P) [kWh/a]."""
        ref = self.floor_area_ref_m2[:, None]
        a = (
            self.exponent[0]
            + ratio(self.tables.c_m_wh_m2k[self.kind_of][:, None] * ref, self.h_w_k) / (self.exponent[1])
        )
        chain = self.tables.chain[self.kind_of]
        per_m2 = heat_output(ratio(self.q_h_nd_kwh, ref), a, *(chain[:, :, part] for part in range(3)))
        return np.asarray(per_m2 * ref)

    @property
    def e_del_kwh(self) -> FloatArray:
        """Delivered energy by carrier, shape (B, P, C) [kWh/a]."""
        return self.energy_kwh()[:, :, :-1]

    def chosen_energy_kwh(self, package_of: NDArray[np.integer]) -> FloatArray:
        """Energy by carrier in each building's package, ambient heat last, shape (B, C + 1) [kWh/a]."""
        rows, place = np.arange(len(package_of)), package_of.astype(np.intp)
        ref, h = self.floor_area_ref_m2, self.h_w_k[rows, place]
        a = self.exponent[0] + ratio(self.tables.c_m_wh_m2k[self.kind_of] * ref, h) / self.exponent[1]
        chain = self.tables.chain[self.kind_of, place]
        need = ratio(self.q_h_nd_kwh[rows, place], ref)
        heat = heat_output(need, a, *(chain[:, part] for part in range(3))) * ref
        per_heat, per_m2 = (t[self.kind_of, place] for t in (self.tables.per_heat, self.tables.per_m2))
        return np.asarray(heat[:, None] * per_heat + ref[:, None] * per_m2)

    def energy_kwh(self) -> FloatArray:
        """Energy by carrier, ambient heat last, shape (B, P, C + 1) [kWh/a]."""
        heat, ref = self.q_g_h_kwh[:, :, None], self.floor_area_ref_m2[:, None, None]
        return np.asarray(heat * self.tables.per_heat[self.kind_of] + ref * self.tables.per_m2[self.kind_of])


@dataclass(frozen=True, slots=True, eq=False)
class RoofPart:
    """What the modules of one package do, each of shape (B,).

    Attributes
    ----------
    produced_kwh, used_kwh, used_in_balance_kwh, exported_kwh : ndarray
        Production, what is used in the building, of it for heating and hot water, and what
        is sold [kWh/a].
    battery_kwh : ndarray
        Usable capacity of the battery [kWh].
    avoided_other_kg : ndarray
        Emissions of the electricity that it replaces in households and the grid [kg/a].
    income_eur : ndarray
        Saved and earned in the first year [EUR/a].
    invest_eur, worth_eur, outlay_eur : ndarray
        Investment; present values of the income, and of modules with replacement and upkeep
        [EUR].
    """

    produced_kwh: FloatArray
    used_kwh: FloatArray
    used_in_balance_kwh: FloatArray
    exported_kwh: FloatArray
    battery_kwh: FloatArray
    avoided_other_kg: FloatArray
    income_eur: FloatArray
    invest_eur: FloatArray
    worth_eur: FloatArray
    outlay_eur: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class PvRoofs:
    """Suitable roofs, each of shape (B,): power [kWp], production, household electricity [kWh/a]."""

    kwp: FloatArray
    production_kwh: FloatArray
    household_kwh: FloatArray
    parts: Mapping[int, RoofPart]
    """By the position of the package."""


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """The district as it is, and what each package would make of each building."""

    typed: Typed
    envelope: Envelope
    made: PackageStates
    """Thermal quality of kinds in packages."""
    states: States
    climate: Climate
    pack: str
    """Code and version of the country pack."""
    guessed_share: FloatArray
    """Share of guessed inputs per building, shape (B,)."""
    findings: tuple[Finding, ...] = ()
    packages: tuple[Package, ...] = STANDARD
    """What each position of the axis P is."""
    pv: PvRoofs | None = None
    """Roofs for photovoltaics, where a package has any."""

    @property
    def station(self) -> str:
        """Key of the climate station or region that was used."""
        return self.climate.key


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """A scenario's outcome; columns named by `retrofit.stock.fields`.

    Each mapping holds one array per result field: ``buildings`` (B,), ``blocks``
    (K,), ``parcels`` (parcels,), ``district`` (1,), ``associations`` (associations,). Ratios are recomputed from
    sums at every level, never averaged.
    """

    buildings: dict[str, FloatArray]
    blocks: dict[str, FloatArray]
    parcels: dict[str, FloatArray]
    district: dict[str, FloatArray]
    package_of: CodeArray
    findings: tuple[Finding, ...] = ()
    associations: dict[str, FloatArray] = field(default_factory=dict)
