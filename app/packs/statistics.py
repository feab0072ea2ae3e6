"""``statistics.csv``: what is published about the dwellings of a country and its cities."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from app.packs.load import folder_of, layers
from app.packs.table import Row, keyed, read_table
from retrofit.evidence.plausible import QUANTITIES, Statistic

FILE: Final = "statistics.csv"
STATISTIC_COLUMNS: Final = (
    "quantity", "place", "value", "unit", "floor_area", "climate", "year", "status", "source", "note",
)  # fmt: skip
CLIMATES: Final = ("", "normal", "actual")
FLOOR_AREAS: Final = ("", "living", "gross")
_HIGHEST: Final = 1e6


def statistics_of(code: str) -> tuple[Statistic, ...]:
    """Return the statistics of a pack by its code; none where nothing is known.

    Raises
    ------
    retrofit.errors.PackError
        If there is no such pack, or its table is not as it must be.
    """
    return read_statistics(layers(folder_of(code))[1:])


def read_statistics(folders: Sequence[Path]) -> tuple[Statistic, ...]:
    """Read ``statistics.csv``, a city's rows over its country's.

    Raises
    ------
    retrofit.errors.PackError
        Naming file, row and column of what is missing or cannot be.
    """
    having = [folder / FILE for folder in folders if (folder / FILE).is_file()]
    tables = [read_table(path, STATISTIC_COLUMNS) for path in having]
    rows = keyed(tables, "quantity", "place")
    return tuple(_statistic(row) for row in rows.values())


def _statistic(row: Row) -> Statistic:
    names = tuple(QUANTITIES)
    quantity = names[row.position("quantity", names)]
    if row.text("unit") != QUANTITIES[quantity].unit:
        raise row.refuse("unit")
    value = row.number("value", 0.0, _HIGHEST)
    if value == 0.0:
        raise row.refuse("value")
    if not row.text("source"):
        raise row.refuse("source")
    return Statistic(
        quantity=quantity,
        value=value,
        unit=row.text("unit"),
        year=int(row.number("year", 1990, 2100)) if row.text("year") else 0,
        source=row.text("source"),
        status=row.status(),
        note=row.text("note"),
        place=row.text("place"),
        climate=CLIMATES[row.position("climate", CLIMATES)],
        floor_area=_floor_area(row, quantity),
    )


def _floor_area(row: Row, quantity: str) -> str:
    """Return how a figure counts floor area; what has to do with area must say it."""
    found = FLOOR_AREAS[row.position("floor_area", FLOOR_AREAS)]
    if bool(found) != QUANTITIES[quantity].counts_area:
        raise row.refuse("floor_area")
    return found
