"""Heating, ventilation and controls: tables that every pack inherits and may override."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from app.packs import plausible
from app.packs.table import Row, keyed, layered
from retrofit.stock.codes import CARRIERS, HEATINGS
from retrofit.stock.pack import Cited, Control, Generator, GeneratorCost, HeatSource, Ventilation

GENERATOR_COLUMNS: Final = (
    "code", "family", "size", "carrier", "e_g_h", "e_g_w", "q_d_h_kwh_m2", "q_s_h_kwh_m2", "q_d_w_kwh_m2",
    "q_s_w_kwh_m2", "q_d_w_h_kwh_m2", "q_s_w_h_kwh_m2", "aux_h_kwh_m2", "aux_w_kwh_m2", "heat_pump",
    "carrier_2", "share_h_2", "e_g_h_2", "share_w_2", "e_g_w_2", "status", "source",
)  # fmt: skip
COST_COLUMNS: Final = (
    "family", "size", "reference_eur", "reference_kw", "exponent", "maintenance_share_1a", "lifetime_a",
    "price_level", "price_year", "status", "source",
)  # fmt: skip
VENTILATION_COLUMNS: Final = (
    "code", "size", "n_mech_1h", "eta_recovery", "aux_kwh_m2", "invest_eur_m2", "lifetime_a",
    "maintenance_share_1a", "price_level", "price_year", "status", "source",
)  # fmt: skip
CONTROL_COLUMNS: Final = (
    "code", "remaining", "invest_eur_m2", "lifetime_a", "price_level", "price_year", "status", "source",
)  # fmt: skip
SIZES: Final = ("one", "several")
"""Dwellings in the building."""
HEAT_PUMPS: Final = ("", "air", "ground")


def read_generators(folders: Sequence[Path]) -> dict[str, Generator]:
    """Read ``generators.csv``: losses of distribution and storage, and up to two generators."""
    rows = keyed(layered(folders, "generators.csv", GENERATOR_COLUMNS), "code")
    return {key[0]: _generator(row) for key, row in rows.items()}


def read_generator_costs(folders: Sequence[Path]) -> dict[tuple[str, bool], GeneratorCost]:
    """Read ``generator_costs.csv``, brought to the German level of prices."""
    rows = keyed(layered(folders, "generator_costs.csv", COST_COLUMNS), "family", "size")
    return {(HEATINGS[row.position("family", HEATINGS)], _several(row)): _cost(row) for row in rows.values()}


def read_ventilations(folders: Sequence[Path]) -> dict[tuple[str, bool], Ventilation]:
    """Read ``ventilation.csv``."""
    rows = keyed(layered(folders, "ventilation.csv", VENTILATION_COLUMNS), "code", "size")
    return {(row.text("code"), _several(row)): _ventilation(row) for row in rows.values()}


def read_controls(folders: Sequence[Path]) -> dict[str, Control]:
    """Read ``controls.csv``."""
    rows = keyed(layered(folders, "controls.csv", CONTROL_COLUMNS), "code")
    return {
        key[0]: Control(
            key[0], _figure(row, "remaining", "-", 0.5, 1.0), _per_m2(row), row.number("lifetime_a", 1, 100)
        )
        for key, row in rows.items()
    }


def _generator(row: Row) -> Generator:
    per_m2 = {
        name: _figure(row, f"{name}_kwh_m2", "kWh/(m²a)", 0.0, 100.0)
        for name in ("q_d_h", "q_s_h", "q_d_w", "q_s_w", "q_d_w_h", "q_s_w_h", "aux_h", "aux_w")
    }
    if row.text("heat_pump") not in HEAT_PUMPS:
        raise row.refuse("heat_pump")
    return Generator(
        code=row.text("code"),
        family=HEATINGS[row.position("family", HEATINGS)],
        several=_several(row),
        sources=_sources(row),
        heat_pump=row.text("heat_pump"),
        **per_m2,
    )


def _sources(row: Row) -> tuple[HeatSource, ...]:
    second = bool(row.text("carrier_2"))
    heat, water = (row.number(name, 0, 1) if second else 0.0 for name in ("share_h_2", "share_w_2"))
    first = HeatSource(
        row.position("carrier", CARRIERS),
        1.0 - heat,
        _figure(row, "e_g_h", "kWh/kWh", 0.1, 5.0),
        1.0 - water,
        _figure(row, "e_g_w", "kWh/kWh", 0.1, 5.0),
    )
    if not second:
        return (first,)
    factors = (_figure(row, name, "kWh/kWh", 0.1, 5.0) for name in ("e_g_h_2", "e_g_w_2"))
    e_h, e_w = factors
    return (first, HeatSource(row.position("carrier_2", CARRIERS), heat, e_h, water, e_w))


def _cost(row: Row) -> GeneratorCost:
    level = row.number("price_level", 0.1, 3.0)
    size = row.number("reference_kw", *plausible.GENERATOR_KW)
    least, most = (size * bound for bound in plausible.GENERATOR_EUR_KW)
    reference = Cited(
        row.number("reference_eur", least, most) / level, "EUR", row.text("source"), row.status(), _year(row)
    )
    return GeneratorCost(
        reference,
        size,
        row.number("exponent", 0.0, 1.0),
        row.number("maintenance_share_1a", 0.0, 0.5),
        row.number("lifetime_a", 1, 100),
    )


def _ventilation(row: Row) -> Ventilation:
    return Ventilation(
        row.text("code"),
        _figure(row, "n_mech_1h", "1/h", 0.0, 2.0),
        _figure(row, "eta_recovery", "-", 0.0, 1.0),
        _figure(row, "aux_kwh_m2", "kWh/(m²a)", 0.0, 20.0),
        _per_m2(row),
        row.number("lifetime_a", 1, 100),
        row.number("maintenance_share_1a", 0.0, 0.5),
    )


def _several(row: Row) -> bool:
    return SIZES[row.position("size", SIZES)] == "several"


def _figure(row: Row, column: str, unit: str, low: float, high: float) -> Cited:
    return Cited(row.number(column, low, high), unit, row.text("source"), row.status())


def _per_m2(row: Row) -> Cited:
    value = row.number("invest_eur_m2", *plausible.EQUIPMENT_EUR_M2) / row.number("price_level", 0.1, 3.0)
    return Cited(value, "EUR/m²", row.text("source"), row.status(), _year(row))


def _year(row: Row) -> int:
    return int(row.number("price_year", 1990, 2100))
