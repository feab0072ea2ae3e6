"""Carriers, measures and uses: tables that every pack inherits and may override."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from app.packs import plausible
from app.packs.table import Row, keyed, layered
from retrofit.errors import PackError
from retrofit.stock.codes import CARRIERS, COST_ROWS, ELEMENTS, USES, VARIANTS
from retrofit.stock.pack import CarrierFigures, Cited, CostFunction, UseConditions, UseRule

CARRIER_COLUMNS: Final = ("carrier", "quantity", "value", "unit", "year", "status", "source")
MEASURE_COLUMNS: Final = (
    "element", "variant", "fixed_eur_m2", "per_cm_eur_m2", "conductivity_w_mk", "lifetime_a", "price_year",
    "status", "source",
)  # fmt: skip
USE_COLUMNS: Final = ("use", "heated", "residential", "status", "source")
CONDITIONS_OF_USE: Final = {
    "theta_i_c": ("°C", 5.0, 30.0),
    "phi_int_w_m2": ("W/m²", 0.0, 100.0),
    "n_use_1h": ("1/h", 0.0, 20.0),
    "q_w_nd_kwh_m2": ("kWh/(m²a)", 0.0, 200.0),
}
"""Column of ``use_conditions.csv`` to its unit and bounds."""
QUANTITIES: Final = {
    "price_gross": "EUR/kWh",
    "price_net": "EUR/kWh",
    "f_p_nren": "kWh/kWh",
    "f_p_ren": "kWh/kWh",
    "co2": "kg/kWh",
}


def read_carriers(folders: Sequence[Path]) -> dict[int, CarrierFigures]:
    """Read ``carriers.csv``; only a carrier with all its figures is offered."""
    tables = layered(folders, "carriers.csv", CARRIER_COLUMNS)
    rows = keyed(tables, "carrier", "quantity")
    figures = {}
    for position, name in enumerate(CARRIERS):
        own = {quantity: rows.get((name, quantity)) for quantity in QUANTITIES}
        known = {quantity: _cited(row, quantity) for quantity, row in own.items() if row is not None}
        if len(known) == len(QUANTITIES):
            figures[position] = CarrierFigures(
                price_eur_kwh=known["price_gross"],
                price_net_eur_kwh=known["price_net"],
                f_p_nren=known["f_p_nren"],
                f_p_ren=known["f_p_ren"],
                co2_kg_kwh=known["co2"],
            )
    return figures


def _cited(row: Row, quantity: str) -> Cited:
    unit = QUANTITIES[quantity]
    if row.text("unit") != unit:
        raise row.refuse("unit")
    value, year = row.number("value", *plausible.CARRIER[quantity]), int(row.number("year", 0, 2100))
    return Cited(value, unit, row.text("source"), row.status(), year)


def read_measures(folders: Sequence[Path]) -> tuple[CostFunction, ...]:
    """Read ``measures.csv``: one cost function for each element and refurbished variant."""
    tables = layered(folders, "measures.csv", MEASURE_COLUMNS)
    rows = keyed(tables, "element", "variant")
    for element in ELEMENTS:
        for variant in VARIANTS[1:]:
            if (element, variant) not in rows:
                raise PackError("pack_row_missing", file=tables[-1].file, row=f"{element} {variant}")
    return tuple(_cost(row) for row in rows.values())


def _cost(row: Row) -> CostFunction:
    source, status, year = row.text("source"), row.status(), int(row.number("price_year", 1990, 2100))
    return CostFunction(
        element=row.position("element", ELEMENTS),
        variant=row.position("variant", COST_ROWS),
        fixed_eur_m2=Cited(
            row.number("fixed_eur_m2", *plausible.COST_EUR_M2), "EUR/m²", source, status, year
        ),
        per_cm_eur_m2=Cited(
            row.number("per_cm_eur_m2", *plausible.COST_EUR_M2_CM), "EUR/(m²cm)", source, status, year
        ),
        conductivity_w_mk=row.number("conductivity_w_mk", 0.001, 5),
        lifetime_a=Cited(row.number("lifetime_a", 1, 200), "a", source, status),
    )


def read_uses(folders: Sequence[Path]) -> dict[int, UseRule]:
    """Read ``uses.csv``: what each ``current_use`` means for heating."""
    tables = layered(folders, "uses.csv", USE_COLUMNS)
    rows: Mapping[tuple[str, ...], Row] = keyed(tables, "use")
    for use in USES:
        if (use,) not in rows:
            raise PackError("pack_row_missing", file=tables[-1].file, row=use)
    rules = [
        UseRule(row.position("use", USES), row.flag("heated"), row.flag("residential"))
        for row in rows.values()
    ]
    return {rule.use: rule for rule in rules}


def read_use_conditions(folders: Sequence[Path]) -> dict[int, UseConditions]:
    """Read ``use_conditions.csv``: how non-residential buildings are used."""
    columns = ("use", *CONDITIONS_OF_USE, "status", "source")
    found = {}
    for row in keyed(layered(folders, "use_conditions.csv", columns), "use").values():
        figures = {
            name: Cited(row.number(name, low, high), unit, row.text("source"), row.status())
            for name, (unit, low, high) in CONDITIONS_OF_USE.items()
        }
        use = row.position("use", USES)
        found[use] = UseConditions(use, **figures)
    return found
