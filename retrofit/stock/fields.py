"""The field table: the one birthplace of every column's name, unit, label and shapefile alias."""

from collections.abc import Iterable
from typing import Final

from retrofit.stock.field import Field, Kind, Level
from retrofit.stock.result_fields import PAYBACKS, RATIOS, SUMS

__all__ = [
    "ASSOCIATION",
    "FIELDS",
    "IDENTITY",
    "INPUTS",
    "PAYBACKS",
    "PROVENANCES",
    "PROVENANCE_OF",
    "RATIOS",
    "RESULTS",
    "SUMS",
    "THEMES",
    "Field",
    "Kind",
    "Level",
    "by_dbf",
    "columns_of",
]

IDENTITY: Final = (
    Field("building_id", "Building", "", Kind.ID, "BLDG_ID", "Stable id of the building."),
    Field("block_id", "Block", "", Kind.ID, "BLOCK_ID", "Block the building belongs to."),
    Field("parcel_id", "Parcel", "", Kind.ID, "PARCEL_ID", "Cadastral reference of the parcel."),
    Field("association_id", "Association", "", Kind.ID, "ASSOC_ID", "Body that decides and pays for the building."),
    Field("association_name", "Association's name", "", Kind.TEXT, "ASSOC_NAME", "Name of the body that decides and pays.", source="given"),
)

ASSOCIATION: Final = (
    IDENTITY[-2],
    IDENTITY[-1],
    Field("association_kind", "Kind of association", "", Kind.TEXT, "ASSOC_KIND", "Housing association, owners' community, company, municipality or private; empty where the name does not tell.", source="given"),
)
"""What an association is, beside its results."""

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
    Field("energy_class", "Energy class", "", Kind.TEXT, "CLASS", "Class of the national energy certificate, an estimate; empty where its limits are not known."),
    Field("energy_class_after", "Energy class after", "", Kind.TEXT, "CLASS_AFT", "Class of the national energy certificate with the chosen package, an estimate."),
    Field("heated", "Heated", "", Kind.INPUT, "HEATED", "1 where the building is heated, else 0."),
    Field("package", "Package", "", Kind.TEXT, "PACKAGE", "Renovation package chosen in the scenario."),
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

FIELDS: Final = {field.name: field for field in (*IDENTITY, *ASSOCIATION, *INPUTS, *RESULTS, *PROVENANCES)}

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
    "co2_saving_horizon_kg",
    "abatement_eur_t",
    "invest_extra_eur",
    "rer_after_pct",
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
    if level is Level.ASSOCIATION:
        return (*ASSOCIATION, *RESULTS)
    return RESULTS


def by_dbf(fields: Iterable[Field]) -> dict[str, Field]:
    """Fields by their shapefile alias."""
    return {field.dbf: field for field in fields}
