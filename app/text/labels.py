"""Words for codes: progress steps, packages, provenance, classes, uses, heating systems."""

from collections.abc import Mapping
from typing import Final

from app.text.translate import _, mark

PROGRESS: Final[Mapping[str, str]] = {
    "reading": mark("Reading files"),
    "asking": mark("Waiting for the server"),
    "fetching": mark("Fetching features from the server"),
    "cleaning": mark("Checking and repairing shapes"),
    "joining": mark("Joining parcels"),
    "comparing": mark("Comparing with the plan"),
    "blocks": mark("Forming blocks"),
    "party_walls": mark("Finding party walls"),
    "typology": mark("Assigning building types"),
    "hours": mark("Solving the hours of a year"),
    "balance": mark("Solving the energy balance"),
    "economics": mark("Reckoning costs"),
    "rasters": mark("Measuring heights in the rasters"),
    "writing": mark("Writing files"),
    "map": mark("Drawing the map"),
    "report": mark("Writing the report"),
    "passports": mark("Writing renovation passports"),
    "atlas": mark("Drawing the atlas"),
    "boards": mark("Writing papers of associations"),
    "posters": mark("Drawing posters"),
    "setting": mark("Setting the pages"),
    "draws": mark("Drawing assumptions"),
    "surveys": mark("Weighing surveys"),
    "fitting": mark("Learning from the meters"),
    "validation": mark("Comparing with published cases"),
}

PACKAGES: Final[Mapping[str, str]] = {
    "none": mark("No renovation"),
    "usual": mark("Usual renovation"),
    "advanced": mark("Advanced renovation"),
}

PROVENANCE: Final[Mapping[str, str]] = {
    "given": mark("given"),
    "joined": mark("joined"),
    "measured": mark("measured"),
    "archetype": mark("archetype"),
    "assumed": mark("assumed"),
}

SIZE_CLASSES: Final[Mapping[str, str]] = {
    "SFH": mark("Single-family house"),
    "TH": mark("Terraced house"),
    "MFH": mark("Multi-family house"),
    "AB": mark("Apartment block"),
    "NRES": mark("Non-residential"),
}

ASSOCIATION_KINDS: Final[Mapping[str, str]] = {
    "housing_association": mark("Housing association"),
    "owners_community": mark("Owners' community"),
    "company": mark("Company"),
    "municipality": mark("Municipality"),
    "private": mark("Private owner"),
}

USES: Final[Mapping[str, str]] = {
    "residential": mark("Residential"),
    "residential_individual": mark("Residential, house"),
    "residential_collective": mark("Residential, flats"),
    "office": mark("Office"),
    "trade": mark("Trade"),
    "public_services": mark("Public services"),
    "industrial": mark("Industrial"),
    "agriculture": mark("Agriculture"),
    "ancillary": mark("Garage, shed or outbuilding"),
    "mixed": mark("Mixed use"),
}

CONDITIONS: Final[Mapping[str, str]] = {
    "functional": mark("In use"),
    "declined": mark("Declined"),
    "ruin": mark("Ruin"),
    "under_construction": mark("Under construction"),
    "projected": mark("Planned"),
    "demolished": mark("Demolished"),
}

GENERATORS: Final[Mapping[str, str]] = {
    "gas_boiler": mark("Gas boiler"),
    "gas_condensing": mark("Gas condensing boiler"),
    "oil_boiler": mark("Oil boiler"),
    "lpg_boiler": mark("LPG boiler"),
    "coal_boiler": mark("Coal boiler"),
    "wood_boiler": mark("Wood boiler"),
    "district_heat": mark("District heat"),
    "electric_direct": mark("Direct electric heating"),
    "heat_pump_air": mark("Air-source heat pump"),
    "heat_pump_ground": mark("Ground-source heat pump"),
}
"""A code may end in ``_multi``: the same generator with the losses of a multi-family building."""

PROTECTIONS: Final[Mapping[str, str]] = {
    "none": mark("None"),
    "facade": mark("Facade protected"),
    "whole": mark("Whole building protected"),
}

ELEMENTS: Final[Mapping[str, str]] = {
    "roof": mark("Roof"),
    "wall": mark("Outer wall"),
    "floor": mark("Floor"),
    "window": mark("Windows"),
    "door": mark("Doors"),
}

BLOCK_METHODS: Final[Mapping[str, str]] = {
    "reference": mark("from cadastral references"),
    "streets": mark("from the street layer"),
    "drawn": mark("drawn by hand"),
    "land": mark("from parcels that hang together"),
    "proximity": mark("from touching buildings and near parcels"),
    "own": mark("from your own layer of blocks"),
}

ROLES: Final[Mapping[str, str]] = {
    "buildings": mark("Buildings"),
    "parts": mark("Building parts"),
    "parcels": mark("Parcels"),
    "streets": mark("Streets"),
    "blocks": mark("Blocks"),
}

FIELD_NAMES: Final[Mapping[str, str]] = {
    "building_id": mark("Id of the building"),
    "national_cadastral_reference": mark("Cadastral reference"),
    "year_of_construction": mark("Year built"),
    "number_of_floors_above_ground": mark("Floors above ground"),
    "height_above_ground_m": mark("Height"),
    "number_of_dwellings": mark("Dwellings"),
    "current_use": mark("Use"),
    "condition_of_construction": mark("Condition"),
    "size_class": mark("Building class"),
    "heating": mark("Heating system"),
    "floor_area_gross_m2": mark("Gross floor area"),
    "official_area_m2": mark("Official area"),
    "nonresidential_share": mark("Share of other uses"),
    "heritage": mark("Heritage protection"),
    "renewal_roof": mark("Roof renewed"),
    "renewal_wall": mark("Walls renewed"),
    "renewal_floor": mark("Floor renewed"),
    "renewal_window": mark("Windows renewed"),
    "renewal_door": mark("Doors renewed"),
    "part_id": mark("Id of the part"),
    "floors": mark("Floors above ground"),
    "parcel_id": mark("Id of the parcel"),
    "label": mark("Number of the parcel"),
    "area_value_m2": mark("Official area"),
    "street_id": mark("Id of the street"),
    "block_id": mark("Id of the block"),
    "address": mark("Address"),
    "building_group": mark("Sections of one building"),
}
"""Fields that an import can fill."""

BLOCK_WAYS: Final[Mapping[str, str]] = {
    "automatic": mark("References, else streets, else nearness"),
    "reference": mark("Cadastral references, else nearness"),
    "streets": mark("Streets around them"),
    "land": mark("Parcels that hang together"),
    "proximity": mark("Touching buildings and near parcels"),
}

JOIN_RULES: Final[Mapping[str, str]] = {
    "id": mark("Id of the building"),
    "reference": mark("Cadastral reference"),
    "address": mark("Address"),
    "place": mark("Place"),
}

FIELD_REASONS: Final[Mapping[str, str]] = {
    "user": mark("as you chose"),
    "profile": mark("by the profile of the source"),
    "name": mark("by the name of the column"),
    "values": mark("by what the column holds: a guess"),
    "none": mark("no column of the file fills it"),
}

CRS_VERDICTS: Final[Mapping[str, str]] = {
    "sure": mark("The file says {crs}, which leads to {place}."),
    "doubtful": mark(
        "The file says {crs}, which leads to {place}; its attributes speak for another place. Choose what is right."
    ),
    "impossible": mark(
        "The file says {crs}, but its coordinates cannot be in it. Choose the one they are in."
    ),
    "missing": mark("The file does not say in which system its coordinates are. Choose one."),
}

CRS_REASONS: Final[Mapping[str, str]] = {
    "near": mark("beside your other layers"),
    "country": mark("fits the attributes"),
    "current": mark("used in that country today"),
    "possible": mark("possible"),
}

FATES: Final[Mapping[str, str]] = {
    "accepted": mark("accepted"),
    "repaired": mark("repaired"),
    "rejected": mark("rejected"),
}

SEVERITIES: Final[Mapping[str, str]] = {
    "blocks": mark("Must be fixed"),
    "doubts": mark("To confirm"),
    "notes": mark("Note"),
}

ALL_WORDS: Final[tuple[Mapping[str, str], ...]] = (
    PACKAGES,
    PROVENANCE,
    SIZE_CLASSES,
    USES,
    CONDITIONS,
    GENERATORS,
    PROTECTIONS,
)


def word(code: str, words: Mapping[str, str]) -> str:
    """Translate a code by one list; an unknown code is shown as it is."""
    return _(words[code]) if code in words else code


def progress_label(what: str) -> str:
    """Say what a long task is doing."""
    return word(what, PROGRESS)


def field_title(name: str) -> str:
    """Title of a column, translated; the name itself where there is none."""
    from retrofit.stock.fields import FIELDS

    known = FIELDS.get(name)
    if known is not None:
        return _(known.label)
    if name.startswith("renewal_"):
        return _("{element}, year renewed").format(element=word(name.removeprefix("renewal_"), ELEMENTS))
    return name


def field_word(field: str, code: str) -> str:
    """Translate the code that a text column holds."""
    lists = {
        "package": PACKAGES,
        "size_class": SIZE_CLASSES,
        "current_use": USES,
        "condition_of_construction": CONDITIONS,
        "generator": GENERATORS,
        "generator_after": GENERATORS,
        "heating": GENERATORS,
        "heritage": PROTECTIONS,
        "association_kind": ASSOCIATION_KINDS,
    }
    code = code.removesuffix("_multi") if field.startswith("generator") else code
    return word(code, PROVENANCE if field.startswith("provenance_") else lists.get(field, {}))
