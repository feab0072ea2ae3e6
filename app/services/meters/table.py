"""A table of meter readings: which column is what, and what each row says."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from app.errors import UserError
from app.services.meters.figures import Figures, read_day, read_figures
from gis.sheets import Sheet, read_sheet

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "building": ("building_id", "building", "id", "gebaeude", "gebäude", "edificio", "bu_id"),
    "reference": (
        "national_cadastral_reference", "cadastral_reference", "reference", "refcat", "referencia_catastral",
        "cadastral_ref", "parcel_id", "parcel",
    ),
    "address": (
        "address", "adresse", "direccion", "dirección", "indirizzo", "aadress", "адрес", "anschrift", "site_address",
        "adressebetegnelse",
    ),
    "meter": ("meter_id", "meter", "meter_number", "meter_no", "zaehler", "zähler", "contador", "cups"),
    "carrier": ("carrier", "energy_carrier", "fuel", "energy_source", "energietraeger", "energieträger"),
    "kwh": (
        "kwh", "energy_kwh", "metered_kwh", "consumption_kwh", "use_kwh", "e_del_kwh", "kwh_a", "energy_kwh_a",
        "consumption_kwh_a", "verbrauch_kwh", "consumo_kwh",
    ),
    "mwh": ("mwh", "energy_mwh", "consumption_mwh", "metered_mwh", "mwh_a", "verbrauch_mwh", "consumo_mwh"),
    "year": ("year", "jahr", "año", "ano", "anno"),
    "from": ("from", "start", "date_from", "start_date", "von", "desde"),
    "to": ("to", "end", "date_to", "end_date", "until", "bis", "hasta"),
    "degree_days": ("degree_days", "hdd", "heating_degree_days", "degree_days_k_d", "gradtagzahl"),
}  # fmt: skip
"""Names that a column may have, after `gis.sheets.plain_name`."""

CARRIERS: Final[Mapping[str, str]] = {
    "natural_gas": "natural_gas", "natural gas": "natural_gas", "gas": "natural_gas", "erdgas": "natural_gas",
    "electricity": "electricity", "power": "electricity", "strom": "electricity", "electric": "electricity",
    "district_heat": "district_heat", "district heat": "district_heat", "district heating": "district_heat",
    "heat": "district_heat", "fernwärme": "district_heat",
    "heating_oil": "heating_oil", "heating oil": "heating_oil", "oil": "heating_oil", "heizöl": "heating_oil",
    "lpg": "lpg", "propane": "lpg", "coal": "coal", "wood": "wood", "pellets": "wood", "biomass": "wood",
}  # fmt: skip

YEAR_DAYS: Final = 365
FIRST_YEAR, LAST_YEAR = 1970, 2100


@dataclass(frozen=True, slots=True)
class Reading:
    """One row of the table: what was counted, where, when."""

    line: int
    buildings: tuple[str, ...]
    reference: str
    address: str
    meter: str
    carrier: str
    """A code of `CARRIERS`; empty where nothing is said, "?" for a word that is not known."""
    kwh: float
    number: bool
    """Whether the energy is a number."""
    days: float
    """Days that were counted; NaN for a period that cannot be [d]."""
    period: str
    degree_days: float

    @property
    def name(self) -> str:
        """What the row calls its place."""
        return ";".join(self.buildings) or self.reference or self.address or self.meter


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """All rows of a table."""

    source: str
    rows: tuple[Reading, ...]
    decimal_comma: bool
    with_degree_days: bool


def read_readings(path: Path) -> Readings:
    """Read a table of meters from CSV or a spreadsheet.

    Raises
    ------
    gis.errors.SourceError
        If the file cannot be read.
    app.errors.UserError
        If a column that is needed is missing, or stands there twice.
    """
    sheet = read_sheet(path)
    places = _places(sheet)
    if "kwh" not in places and "mwh" not in places:
        raise UserError("meters_no_energy", source=sheet.source, columns=", ".join(sheet.titles))
    if not {"building", "reference", "address"} & set(places):
        raise UserError("meters_no_place", source=sheet.source, columns=", ".join(sheet.titles))
    energy = _figures(sheet, places, "kwh" if "kwh" in places else "mwh")
    scale = 1.0 if "kwh" in places else 1000.0
    days = _figures(sheet, places, "degree_days")
    years = _figures(sheet, places, "year")
    rows = tuple(
        _reading(sheet, places, row, scale * energy.values[row], days.values[row], years.values[row])
        for row in range(len(sheet.rows))
        if any(sheet.rows[row])
    )
    return Readings(sheet.source, rows, energy.decimal_comma, bool(np.isfinite(days.values).any()))


def _places(sheet: Sheet) -> dict[str, int]:
    """Position of each known column."""
    found: dict[str, int] = {}
    for what, names in COLUMNS.items():
        here = [name for name in names if name in sheet.columns]
        if here and sheet.columns.count(here[0]) > 1:
            raise UserError("meters_column_twice", source=sheet.source, column=here[0])
        if here:
            found[what] = sheet.columns.index(here[0])
    return found


def _figures(sheet: Sheet, places: Mapping[str, int], what: str) -> Figures:
    if what not in places:
        nothing = np.full(len(sheet.rows), np.nan)
        return Figures(nothing, np.zeros(len(nothing), dtype=np.bool_), decimal_comma=False)
    return read_figures([row[places[what]] for row in sheet.rows], sheet.delimiter)


def _reading(
    sheet: Sheet, places: Mapping[str, int], row: int, kwh: float, degree_days: float, year: float
) -> Reading:
    def cell(what: str) -> str:
        return sheet.rows[row][places[what]] if what in places else ""

    word = cell("carrier").casefold()
    days, period = _period(cell("from"), cell("to"), year, cell("year"))
    return Reading(
        line=sheet.first_line + row,
        buildings=tuple(part.strip() for part in cell("building").split(";") if part.strip()),
        reference=cell("reference"),
        address=cell("address"),
        meter=cell("meter"),
        carrier=CARRIERS.get(word, "?") if word else "",
        kwh=kwh,
        number=bool(np.isfinite(kwh)),
        days=days,
        period=period,
        degree_days=degree_days,
    )


def _period(start: str, end: str, year: float, written: str) -> tuple[float, str]:
    """Days of a row and the name of its period; NaN days for one that cannot be."""
    if start or end:
        first, last = read_day(start), read_day(end)
        if first is None or last is None or last < first:
            return float("nan"), f"{start} {end}"
        days = (last - first).days
        return float(days if days in {YEAR_DAYS, YEAR_DAYS + 1} else days + 1), f"{first} {last}"
    if written:
        fits = np.isfinite(year) and FIRST_YEAR <= year <= LAST_YEAR
        return (float(YEAR_DAYS) if fits else float("nan")), written
    return float(YEAR_DAYS), ""
