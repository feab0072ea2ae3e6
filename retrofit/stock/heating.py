"""Heating systems, ventilation and controls as a country pack describes them."""

from dataclasses import dataclass

from retrofit.stock.cited import Cited


@dataclass(frozen=True, slots=True)
class HeatSource:
    """One of the generators of a heating system.

    ``share_h`` and ``share_w`` are its shares of the heat for rooms and for hot water;
    ``e_g_h`` and ``e_g_w`` the energy it takes per kWh of heat [kWh/kWh].
    """

    carrier: int
    """Position in `codes.CARRIERS`."""
    share_h: float
    e_g_h: Cited
    share_w: float
    e_g_w: Cited


@dataclass(frozen=True, slots=True)
class Generator:
    """A heating system: generators, storage and distribution, per m² of reference floor area.

    Attributes
    ----------
    code : str
        Unique; the family, with ``_multi`` for buildings with several dwellings.
    family : str
        A word of `codes.HEATINGS`.
    several : bool
        Whether it is the system of a building with several dwellings.
    sources : tuple of HeatSource
        One to three; the shares add up to 1.
    q_d_h, q_s_h, q_d_w, q_s_w : Cited
        Losses of distribution and storage, for heating and for hot water [kWh/(m²a)].
    q_d_w_h, q_s_w_h : Cited
        What of the losses of hot water warms the rooms in the heating season [kWh/(m²a)].
    aux_h, aux_w : Cited
        Auxiliary electricity [kWh/(m²a)].
    heat_pump : str
        ``air`` or ``ground``, where the expenditure follows temperatures; else "".

    References
    ----------
    TABULA tables System.H and System.W (IWU).
    """

    code: str
    family: str
    several: bool
    sources: tuple[HeatSource, ...]
    q_d_h: Cited
    q_s_h: Cited
    q_d_w: Cited
    q_s_w: Cited
    q_d_w_h: Cited
    q_s_w_h: Cited
    aux_h: Cited
    aux_w: Cited
    heat_pump: str = ""

    @property
    def carrier(self) -> int:
        """Carrier of the first source."""
        return self.sources[0].carrier


@dataclass(frozen=True, slots=True)
class GeneratorCost:
    """Investment of a heat generator: ``reference x (P / P_reference)^exponent`` [EUR].

    Net of VAT at the German level of prices, as the cost functions of elements.
    """

    reference_eur: Cited
    reference_kw: float
    exponent: float
    maintenance_share_1a: float
    """Yearly maintenance over the investment [1/a]."""
    lifetime_a: float


@dataclass(frozen=True, slots=True)
class Ventilation:
    """A ventilation system: air change, heat recovery, electricity and cost per reference floor area."""

    code: str
    n_mech_1h: Cited
    eta_recovery: Cited
    aux_kwh_m2: Cited
    invest_eur_m2: Cited
    lifetime_a: float
    maintenance_share_1a: float


@dataclass(frozen=True, slots=True)
class Control:
    """Balancing or controls: the share of the generated heat that remains, and the cost."""

    code: str
    remaining: Cited
    invest_eur_m2: Cited
    lifetime_a: float
