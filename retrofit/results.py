"""What the engine answers: frozen values of arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrofit.findings import Finding
from retrofit.plan.package import STANDARD, Package
from retrofit.stock.codes import CARRIERS
from retrofit.stock.stock import CodeArray, FloatArray, IntArray, Stock


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
    generator_of : ndarray of str, shape (B,)
        Generator code; empty where not heated.
    """

    stock: Stock
    archetype_of: IntArray
    heated: NDArray[np.bool_]
    renovated_by_default: NDArray[np.bool_]
    floor_area_ref_m2: FloatArray
    generator_of: NDArray[np.str_]
    findings: tuple[Finding, ...] = ()


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
class TypeTables:
    """What packages make of building types; the last row stands for "no type".

    Attributes
    ----------
    u_w_m2k : ndarray, shape (A + 1, P, E)
        U-values; never above those of package none; 0 without a type [W/(m²K)].
    thickness_m : ndarray, shape (A + 1, P, E)
        Added insulation; 0 for windows and doors that are replaced, NaN where the
        element is not touched [m].
    invest_eur_m2, outlay_eur_m2 : ndarray, shape (A + 1, P, E)
        Investment per m² of element, and its present value with replacements and
        residual value [EUR/m²].
    """

    u_w_m2k: FloatArray
    thickness_m: FloatArray
    invest_eur_m2: FloatArray
    outlay_eur_m2: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class States:
    """Energy and money of every building in every package; axis P is that of `Baseline.packages`.

    What follows from the type and the areas alone is kept by type and looked up: for a
    million buildings it would not fit into memory. The properties of shape (B, P, E) and
    (B, P, C) make it for all buildings, the methods for some.

    Attributes
    ----------
    tables : TypeTables
        Per type, package and element.
    type_of : ndarray, shape (B,)
        Row in the tables; -1 without a type.
    area_m2 : ndarray, shape (B, E)
        Element areas [m²].
    q_h_nd_kwh, q_w_nd_kwh : ndarray, shape (B, P)
        Energy need for heating and for hot water [kWh/a].
    q_h_nd_month_kwh : ndarray, shape (B, M)
        Energy need for heating by month, package none [kWh]. Zero-length second
        axis with the seasonal method.
    carrier_of : ndarray, shape (B,)
        Carrier of the heat generator, a position in `codes.CARRIERS`.
    aux_kwh : ndarray, shape (B,)
        Auxiliary electricity [kWh/a].
    e_del_total_kwh : ndarray, shape (B, P)
        Delivered energy of all carriers [kWh/a].
    e_p_nren_kwh, co2_kg, energy_cost_eur : ndarray, shape (B, P)
        Primary energy [kWh/a], emissions [kg/a], cost of delivered energy [EUR/a].
    invest_eur, npv_eur : ndarray, shape (B, P)
        Investment, and net present value against package none [EUR].
    """

    tables: TypeTables
    type_of: IntArray
    area_m2: FloatArray
    q_h_nd_kwh: FloatArray
    q_w_nd_kwh: FloatArray
    q_h_nd_month_kwh: FloatArray
    carrier_of: IntArray
    aux_kwh: FloatArray
    e_del_total_kwh: FloatArray
    e_p_nren_kwh: FloatArray
    co2_kg: FloatArray
    energy_cost_eur: FloatArray
    invest_eur: FloatArray
    npv_eur: FloatArray

    @property
    def u_w_m2k(self) -> FloatArray:
        """U-values of all buildings, shape (B, P, E) [W/(m²K)]."""
        return self.tables.u_w_m2k[self.type_of]

    @property
    def thickness_m(self) -> FloatArray:
        """Added insulation of all buildings, shape (B, P, E) [m]."""
        return self.tables.thickness_m[self.type_of]

    @property
    def invest_element_eur(self) -> FloatArray:
        """Investment by element of all buildings, shape (B, P, E) [EUR]."""
        return self.invest_elements(np.arange(len(self.type_of)))

    def invest_elements(self, rows: NDArray[np.integer]) -> FloatArray:
        """Investment by element of some buildings, shape (rows, P, E) [EUR]."""
        return np.asarray(self.tables.invest_eur_m2[self.type_of[rows]] * self.area_m2[rows][:, None, :])

    @property
    def e_del_kwh(self) -> FloatArray:
        """Delivered energy by carrier, shape (B, P, C) [kWh/a]."""
        found = np.zeros((*self.e_del_total_kwh.shape, len(CARRIERS)))
        fuel = self.e_del_total_kwh - self.aux_kwh[:, None]
        found[np.arange(len(fuel)), :, self.carrier_of] = fuel
        found[:, :, CARRIERS.index("electricity")] += self.aux_kwh[:, None]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """The district as it is, and what each package would make of each building."""

    typed: Typed
    envelope: Envelope
    states: States
    station: str
    """Key of the climate station or region that was used."""
    guessed_share: FloatArray
    """Share of guessed inputs per building, shape (B,)."""
    findings: tuple[Finding, ...] = ()
    packages: tuple[Package, ...] = STANDARD
    """What each position of the axis P is."""


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """A scenario's outcome; columns named by `retrofit.stock.fields`.

    Each mapping holds one array per result field: ``buildings`` (B,), ``blocks``
    (K,), ``parcels`` (parcels,), ``district`` (1,). Ratios are recomputed from
    sums at every level, never averaged.
    """

    buildings: dict[str, FloatArray]
    blocks: dict[str, FloatArray]
    parcels: dict[str, FloatArray]
    district: dict[str, FloatArray]
    package_of: CodeArray
