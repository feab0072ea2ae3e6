"""Factors from calculated to measured use, by country."""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from app.packs.table import read_table
from app.paths import resources
from retrofit.evidence.prebound import NODES_KWH_M2
from retrofit.stock.stock import FloatArray

NODE_COLUMNS: Final = tuple(f"f_{node:03.0f}" for node in NODES_KWH_M2)
COLUMNS: Final = ("code", "country", "name", "region", "dwellings", *NODE_COLUMNS, "accuracy")
EVERYWHERE: Final = "EU"
"""Country of the set that stands in where a country has none."""
SOURCE: Final = "TABULA / EPISCOPE calculator workbook, calibration factors, IWU Darmstadt, CC BY 4.0"


@dataclass(frozen=True, slots=True, eq=False)
class FactorSet:
    """Factors of a country at `retrofit.evidence.prebound.NODES_KWH_M2`, shape (6,) [-]."""

    code: str
    country: str
    name: str
    region: str
    dwellings: str
    """``several`` or ``single`` where a set speaks of such houses only; "" of all."""
    factors: FloatArray
    accuracy: str
    """A good, B middling, C estimate."""

    @property
    def stands_in(self) -> bool:
        """Whether it is no country's own."""
        return self.country == EVERYWHERE


@cache
def factor_sets() -> tuple[FactorSet, ...]:
    """All sets, in the order of their table.

    Raises
    ------
    retrofit.errors.PackError
        If the table is missing or has a value that cannot be.
    """
    table = read_table(resources() / "evidence" / "measured_to_calculated.csv", COLUMNS)
    return tuple(
        FactorSet(
            row.text("code"),
            row.text("country"),
            row.text("name"),
            row.text("region"),
            row.text("dwellings"),
            np.array([row.number(column, 0.0, 5.0) for column in NODE_COLUMNS]),
            row.text("accuracy"),
        )
        for row in table
    )


def sets_of(country: str) -> tuple[FactorSet, ...]:
    """Sets of a country, or of a city's country; the European average where it has none."""
    own = country.partition(".")[0]
    found = tuple(one for one in factor_sets() if one.country == own)
    return found or tuple(one for one in factor_sets() if one.stands_in)
