"""Tables that a pack may lack: figures over the years and classes of the national certificate."""

import math
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from app.packs import plausible
from app.packs.economy import QUANTITIES
from app.packs.table import Row, keyed, layered
from retrofit.stock.codes import CARRIERS, COST_ROWS, ELEMENTS, SIZE_CLASSES
from retrofit.stock.pack import Cited, EnergyClass

PATH_COLUMNS: Final = ("carrier", "quantity", "year", "value", "unit", "status", "source")
CLASS_COLUMNS: Final = (
    "size_class", "class", "quantity", "limit_kwh_m2", "limit_kwh", "floor_area", "year", "status", "source",
)  # fmt: skip
EMBODIED_COLUMNS: Final = ("element", "variant", "fixed_kg_m2", "per_cm_kg_m2", "status", "source")
ANYWAY_COLUMNS: Final = ("element", "variant", "share", "status", "source")
MINIMUM_COLUMNS: Final = ("element", "u_max_w_m2k", "year", "status", "source")
PV_COLUMNS: Final = ("quantity", "value", "unit", "year", "status", "source")
FLOOR_AREAS: Final = ("useful", "gross", "a_n")
CLASS_QUANTITIES: Final = ("q_h_nd", "e_del", "e_p_nren", "e_p_tot")


def _rows(
    folders: Sequence[Path], name: str, columns: Sequence[str], *keys: str
) -> dict[tuple[str, ...], Row]:
    having = [folder for folder in folders if (folder / name).is_file()]
    return keyed(layered(having, name, columns), *keys) if having else {}


def read_paths(folders: Sequence[Path]) -> dict[tuple[int, str], tuple[Cited, ...]]:
    """Read ``paths.csv``: prices and emissions of a carrier over the years, in their order."""
    rows = _rows(folders, "paths.csv", PATH_COLUMNS, "carrier", "quantity", "year")
    found: dict[tuple[int, str], list[Cited]] = {}
    for row in rows.values():
        quantity = tuple(QUANTITIES)[row.position("quantity", tuple(QUANTITIES))]
        if row.text("unit") != QUANTITIES[quantity]:
            raise row.refuse("unit")
        point = Cited(
            row.number("value", *plausible.CARRIER[quantity]), row.text("unit"), row.text("source"), row.status(),
            int(row.number("year", 1990, 2100)),
        )  # fmt: skip
        found.setdefault((row.position("carrier", CARRIERS), quantity), []).append(point)
    return {key: tuple(sorted(points, key=lambda point: point.year)) for key, points in found.items()}


def read_embodied(folders: Sequence[Path]) -> dict[tuple[int, int], tuple[Cited, Cited]]:
    """Read ``embodied.csv``: greenhouse gas of the making of elements."""
    rows = _rows(folders, "embodied.csv", EMBODIED_COLUMNS, "element", "variant")
    return {
        _element_of(row): (
            _figure(row, "fixed_kg_m2", "kg/m²", 1000.0),
            _figure(row, "per_cm_kg_m2", "kg/(m²cm)", 100.0),
        )
        for row in rows.values()
    }


def read_anyway(folders: Sequence[Path]) -> dict[tuple[int, int], Cited]:
    """Read ``anyway.csv``: share of cost that falls due at the end of an element's life."""
    rows = _rows(folders, "anyway.csv", ANYWAY_COLUMNS, "element", "variant")
    return {_element_of(row): _figure(row, "share", "-", 1.0) for row in rows.values()}


def read_minimum_u(folders: Sequence[Path]) -> dict[int, Cited]:
    """Read ``minimum_u.csv``: highest U-values after works; empty where none with a source is known."""
    rows = _rows(folders, "minimum_u.csv", MINIMUM_COLUMNS, "element")
    return {
        row.position("element", ELEMENTS): _figure(row, "u_max_w_m2k", "W/(m²K)", 10.0)
        for row in rows.values()
    }


def read_photovoltaics(folders: Sequence[Path]) -> dict[str, Cited]:
    """Read ``photovoltaics.csv``: modules, their cost, exports, household electricity."""
    rows = _rows(folders, "photovoltaics.csv", PV_COLUMNS, "quantity")
    return {
        key[0]: Cited(
            row.number("value", *plausible.PHOTOVOLTAICS.get(key[0], (0.0, math.inf))), row.text("unit"), row.text("source"), row.status(),
            int(row.number("year", 1990, 2100)),
        )
        for key, row in rows.items()
    }  # fmt: skip


def _element_of(row: Row) -> tuple[int, int]:
    return row.position("variant", COST_ROWS), row.position("element", ELEMENTS)


def _figure(row: Row, column: str, unit: str, high: float) -> Cited:
    return Cited(row.number(column, 0.0, high), unit, row.text("source"), row.status())


def read_classes(folders: Sequence[Path]) -> tuple[EnergyClass, ...]:
    """Read ``energy_classes.csv``, best class first; empty where the country has none in figures."""
    rows = _rows(folders, "energy_classes.csv", CLASS_COLUMNS, "size_class", "class")
    found = tuple(_energy_class(row) for row in rows.values())
    for (left, right), row in zip(pairwise(found), list(rows.values())[1:], strict=True):
        same = (left.size_class, left.quantity) == (right.size_class, right.quantity)
        if same and not left.limit_kwh_m2 < right.limit_kwh_m2:
            raise row.refuse("limit_kwh_m2")
    return found


def _energy_class(row: Row) -> EnergyClass:
    open_end = not row.text("limit_kwh_m2")
    return EnergyClass(
        size_class=row.position("size_class", SIZE_CLASSES),
        name=row.text("class"),
        quantity=CLASS_QUANTITIES[row.position("quantity", CLASS_QUANTITIES)],
        limit_kwh_m2=math.inf if open_end else row.number("limit_kwh_m2", -500, 5000),
        limit_kwh=0.0 if open_end or not row.text("limit_kwh") else row.number("limit_kwh", 0),
        floor_area=FLOOR_AREAS[row.position("floor_area", FLOOR_AREAS)],
        source=row.text("source"),
        status=row.status(),
        year=int(row.number("year", 1990, 2100)),
    )
