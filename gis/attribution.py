"""Whose data a layer is, where the layer itself tells."""

from typing import Final

import pandas as pd

_BY_NAMESPACE: Final = {
    "ES.SDGC": "© Dirección General del Catastro",
}
"""INSPIRE namespace prefix to the credit that the publisher asks for.

References
----------
Catastro: https://www.catastro.hacienda.gob.es/webinspire/index_eng.html
"""

_BY_COLUMN: Final = {
    "osm_id": "© OpenStreetMap contributors, ODbL",
    "osm_way_id": "© OpenStreetMap contributors, ODbL",
}
"""Column that only one publisher writes to its credit (https://www.openstreetmap.org/copyright)."""


def attribution_of(table: pd.DataFrame) -> str:
    """Name the publisher of a layer; empty where nothing tells."""
    for column in ("namespace", "gml_id"):
        if column in table and len(table):
            first = str(table[column].iloc[0])
            for prefix, credit in _BY_NAMESPACE.items():
                if first.startswith(prefix):
                    return credit
    return next((credit for column, credit in _BY_COLUMN.items() if column in table), "")
