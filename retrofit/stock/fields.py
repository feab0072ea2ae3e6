"""The field table: the one birthplace of every column's name, unit, label and shapefile alias."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """How a column behaves when buildings are put together."""

    ID = "id"
    TEXT = "text"
    INPUT = "input"
    """A number of one building that is not summed (year, floors, height)."""
    SUM = "sum"
    """Extensive: a block has the sum of its buildings."""
    RATIO = "ratio"
    """Recomputed from sums at every level: ``100 or 1 x numerator / denominator``."""
    PAYBACK = "payback"
    """Recomputed from summed investment and summed saving."""


class Level(StrEnum):
    """Rows a column can describe."""

    BUILDING = "building"
    BLOCK = "block"
    PARCEL = "parcel"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class Field:
    """One column.

    ``dbf`` is its alias in a shapefile: upper case ASCII, at most ten characters.
    ``scale`` multiplies a ratio (100 for shares in per cent).
    """

    name: str
    label: str
    unit: str
    kind: Kind
    dbf: str
    doc: str
    decimals: int = 0
    numerator: str = ""
    denominator: str = ""
    scale: float = 1.0
    source: str = "calculated"
    diverging: bool = False
    """True when zero is a meaningful middle (NPV)."""


def _sum(name: str, label: str, unit: str, dbf: str, doc: str, **more: object) -> Field:
    return Field(name, label, unit, Kind.SUM, dbf, doc, **more)  # type: ignore[arg-type]


def _ratio(
    name: str, label: str, unit: str, dbf: str, doc: str, over: tuple[str, str], **more: object
) -> Field:
    return Field(name, label, unit, Kind.RATIO, dbf, doc, numerator=over[0], denominator=over[1], **more)  # type: ignore[arg-type]


IDENTITY: Final = (
    Field("building_id", "Building", "", Kind.ID, "BLDG_ID", "Stable id of the building."),
    Field("block_id", "Block", "", Kind.ID, "BLOCK_ID", "Block the building belongs to."),
    Field("parcel_id", "Parcel", "", Kind.ID, "PARCEL_ID", "Cadastral reference of the parcel."),
)

INPUTS: Final = (
    Field("current_use", "Use", "", Kind.TEXT, "USE", "INSPIRE current use.", source="given"),
    Field(
        "condition_of_construction",
        "Condition",
        "",
        Kind.TEXT,
        "CONDITION",
        "INSPIRE condition of construction.",
        source="given",
    ),
    Field(
        "size_class",
        "Building class",
        "",
        Kind.TEXT,
        "SIZE_CLASS",
        "TABULA size class: SFH, TH, MFH, AB; NRES is non-residential.",
        source="given",
    ),
    Field("archetype", "Archetype", "", Kind.TEXT, "ARCHETYPE", "Building type of the country pack."),
    Field("generator", "Heating system", "", Kind.TEXT, "HEATGEN", "Heating system today; where nothing is known the most common one of the class, assumed."),
    Field("generator_after", "Heating system after", "", Kind.TEXT, "HEATGEN_AF", "Heating system with the chosen package."),
    Field("heritage", "Heritage protection", "", Kind.TEXT, "HERITAGE", "none, facade or whole: what works must leave as it is.", source="given"),
    Field("renewed", "Renewed elements", "", Kind.TEXT, "RENEWED", "Elements renewed since the building was built, with the year.", source="given"),
    Field(
        "year_of_construction",
        "Year built",
        "",
        Kind.INPUT,
        "YEAR_BUILT",
        "Year of construction.",
        source="given",
    ),
    Field(
        "number_of_floors_above_ground",
        "Floors",
        "",
        Kind.INPUT,
        "FLOORS_AG",
        "Floors above ground, area-weighted over building parts.",
        1,
        source="given",
    ),
    Field(
        "height_above_ground_m",
        "Height",
        "m",
        Kind.INPUT,
        "HEIGHT_M",
        "Height above ground.",
        1,
        source="given",
    ),
    Field("heated", "Heated", "", Kind.INPUT, "HEATED", "1 where the building is heated, else 0."),
    Field("package", "Package", "", Kind.TEXT, "PACKAGE", "Renovation package chosen in the scenario."),
)

SUMS: Final = (
    _sum("buildings_count", "Buildings", "", "N_BLDG", "Number of buildings."),
    _sum("heated_count", "Heated buildings", "", "N_HEATED", "Number of heated buildings."),
    _sum(
        "renovated_count", "Renovated buildings", "", "N_RENOV", "Buildings with a package other than none."
    ),
    _sum("number_of_dwellings", "Dwellings", "", "N_DWELL", "Number of dwellings.", source="given"),
    _sum(
        "footprint_area_m2",
        "Footprint area",
        "m²",
        "FOOTPR_M2",
        "Footprint area, measured in the metric CRS.",
    ),
    _sum("floor_area_gross_m2", "Gross floor area", "m²", "GFA_M2", "Gross floor area above ground."),
    _sum("floor_area_ref_m2", "Heated floor area", "m²", "REF_M2", "TABULA reference floor area (heated)."),
    _sum(
        "trusted_area_m2",
        "Floor area with a sure type",
        "m²",
        "TRUST_M2",
        "Heated floor area times the trust in the building type.",
    ),
    _sum("party_wall_area_m2", "Party wall area", "m²", "PARTY_M2", "Wall area shared with neighbours."),
    _sum("q_h_nd_kwh", "Heating need", "kWh/a", "QHND_KWH", "Energy need for heating, today."),
    _sum("q_w_nd_kwh", "Hot water need", "kWh/a", "QWND_KWH", "Energy need for domestic hot water."),
    _sum(
        "e_del_kwh",
        "Delivered energy",
        "kWh/a",
        "EDEL_KWH",
        "Delivered energy for heating and hot water, today.",
    ),
    _sum(
        "e_p_nren_kwh",
        "Primary energy",
        "kWh/a",
        "EP_KWH",
        "Primary energy as the national rules weight it, today.",
    ),
    _sum("co2_kg", "CO2 emissions", "kg/a", "CO2_KG", "Emissions of heating and hot water, today."),
    _sum("energy_cost_eur", "Energy cost", "EUR/a", "COST_EUR", "Cost of delivered energy, today."),
    _sum(
        "q_h_nd_after_kwh",
        "Heating need after",
        "kWh/a",
        "QHND_AFT",
        "Energy need for heating with the chosen packages.",
    ),
    _sum(
        "e_del_after_kwh",
        "Delivered energy after",
        "kWh/a",
        "EDEL_AFT",
        "Delivered energy with the chosen packages.",
    ),
    _sum(
        "e_p_nren_after_kwh",
        "Primary energy after",
        "kWh/a",
        "EP_AFT",
        "Primary energy with the chosen packages.",
    ),
    _sum("co2_after_kg", "CO2 emissions after", "kg/a", "CO2_AFT", "Emissions with the chosen packages."),
    _sum(
        "energy_cost_after_eur",
        "Energy cost after",
        "EUR/a",
        "COST_AFT",
        "Cost of delivered energy with the chosen packages.",
    ),
    _sum(
        "e_del_saving_kwh", "Energy saving", "kWh/a", "SAV_KWH", "Delivered energy saved; positive is less."
    ),
    _sum("co2_saving_kg", "CO2 saving", "kg/a", "SAV_CO2", "Emissions saved; positive is less."),
    _sum(
        "energy_cost_saving_eur",
        "Energy-cost saving",
        "EUR/a",
        "SAV_EUR",
        "Energy cost saved in the first year; positive is less.",
    ),
    _sum("invest_eur", "Investment", "EUR", "INVEST_EUR", "Investment of the chosen packages."),
    _sum(
        "npv_eur",
        "Net present value",
        "EUR",
        "NPV_EUR",
        "Net present value of the chosen packages against doing nothing.",
        diverging=True,
    ),
    _sum(
        "inputs_guessed", "Guessed inputs", "", "N_GUESS", "Inputs that are an archetype's or an assumption."
    ),
    _sum("inputs_count", "Inputs", "", "N_INPUT", "Inputs looked at for the share of guesses."),
)

RATIOS: Final = (
    _ratio(
        "q_h_nd_kwh_m2",
        "Heating need per m²",
        "kWh/(m²a)",
        "QHND_M2",
        "Energy need for heating per heated floor area, today.",
        ("q_h_nd_kwh", "floor_area_ref_m2"),
        decimals=1,
    ),
    _ratio(
        "e_del_kwh_m2",
        "Delivered energy per m²",
        "kWh/(m²a)",
        "EDEL_M2",
        "Delivered energy per heated floor area, today.",
        ("e_del_kwh", "floor_area_ref_m2"),
        decimals=1,
    ),
    _ratio(
        "e_p_nren_kwh_m2",
        "Primary energy per m²",
        "kWh/(m²a)",
        "EP_M2",
        "Primary energy per heated floor area, today.",
        ("e_p_nren_kwh", "floor_area_ref_m2"),
        decimals=1,
    ),
    _ratio(
        "co2_kg_m2",
        "CO2 emissions per m²",
        "kg/(m²a)",
        "CO2_M2",
        "Emissions per heated floor area, today.",
        ("co2_kg", "floor_area_ref_m2"),
        decimals=1,
    ),
    _ratio(
        "e_del_after_kwh_m2",
        "Delivered energy per m² after",
        "kWh/(m²a)",
        "EDELAFT_M2",
        "Delivered energy per heated floor area with the chosen packages.",
        ("e_del_after_kwh", "floor_area_ref_m2"),
        decimals=1,
    ),
    _ratio(
        "saving_pct",
        "Energy saving share",
        "%",
        "SAV_PCT",
        "Saved share of today's delivered energy.",
        ("e_del_saving_kwh", "e_del_kwh"),
        scale=100.0,
        decimals=1,
    ),
    _ratio(
        "invest_eur_m2",
        "Investment per m²",
        "EUR/m²",
        "INVEST_M2",
        "Investment per heated floor area.",
        ("invest_eur", "floor_area_ref_m2"),
    ),
    _ratio(
        "guessed_pct",
        "Share of guessed inputs",
        "%",
        "GUESS_PCT",
        "Share of inputs that are an archetype's or an assumption.",
        ("inputs_guessed", "inputs_count"),
        scale=100.0,
        decimals=1,
    ),
    _ratio(
        "type_confidence_pct",
        "Trust in the building type",
        "%",
        "TYPE_TRUST",
        "How sure the building type is: 100 with year, class and use given and a type of that class and period.",
        ("trusted_area_m2", "floor_area_ref_m2"),
        scale=100.0,
    ),
)

PAYBACKS: Final = (
    Field(
        "payback_simple_a",
        "Simple payback",
        "a",
        Kind.PAYBACK,
        "PAYBK_A",
        "Investment over first-year saving; empty where nothing is saved.",
        1,
    ),
    Field(
        "payback_discounted_a",
        "Discounted payback",
        "a",
        Kind.PAYBACK,
        "DPAYBK_A",
        "Year in which the discounted savings reach the investment; empty when not within the horizon.",
        1,
    ),
)

RESULTS: Final = SUMS + RATIOS + PAYBACKS
"""Fields of every level of an `Assessment`."""

PROVENANCE_OF: Final = (
    "year_of_construction",
    "number_of_floors_above_ground",
    "height_above_ground_m",
    "current_use",
    "size_class",
    "number_of_dwellings",
    "floor_area_gross_m2",
    "condition_of_construction",
    "heating",
)
"""Inputs whose provenance is counted in the share of guesses and shown to the user."""

_PROVENANCE_DBF: Final = (
    "PV_YEAR",
    "PV_FLOORS",
    "PV_HEIGHT",
    "PV_USE",
    "PV_CLASS",
    "PV_DWELL",
    "PV_GFA",
    "PV_COND",
    "PV_HEAT",
)

PROVENANCES: Final = tuple(
    Field(
        f"provenance_{name}",
        f"Origin of {name}",
        "",
        Kind.TEXT,
        dbf,
        "given, joined, measured, archetype or assumed.",
    )
    for name, dbf in zip(PROVENANCE_OF, _PROVENANCE_DBF, strict=True)
)

FIELDS: Final = {field.name: field for field in (*IDENTITY, *INPUTS, *RESULTS, *PROVENANCES)}

THEMES: Final = (
    "e_del_kwh_m2",
    "q_h_nd_kwh_m2",
    "e_p_nren_kwh_m2",
    "saving_pct",
    "invest_eur",
    "invest_eur_m2",
    "npv_eur",
    "payback_simple_a",
    "co2_kg_m2",
    "co2_saving_kg",
    "guessed_pct",
    "type_confidence_pct",
)
"""Results offered as a map theme, most asked for first."""


def columns_of(level: Level) -> tuple[Field, ...]:
    """Columns of an exported or shown table, in their order."""
    if level is Level.BUILDING:
        return (*IDENTITY, *INPUTS, *RESULTS, *PROVENANCES)
    if level is Level.BLOCK:
        return (FIELDS["block_id"], *RESULTS)
    if level is Level.PARCEL:
        return (FIELDS["parcel_id"], *RESULTS)
    return RESULTS


def by_dbf(fields: Iterable[Field]) -> dict[str, Field]:
    """Fields by their shapefile alias."""
    return {field.dbf: field for field in fields}
