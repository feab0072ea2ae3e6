"""Small layers in the letters and systems of the places that plans are made for."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from gis.handover.layer import Layer, Origin, with_nulls
from gis.write import Column

TEXTS = {
    "ascii": "Main street 1",
    "danish": "Åløkke Allé, Sønderborg",
    "estonian": "Tähe tänav, Õpetaja põik, Tartu",
    "spanish": "Peñacerrada, señor Núñez ¿?",
    "bulgarian": "ул. Цар Иван Асен II, Асеновград",
}
PLACES = {
    # EPSG code -> a point of the town [m]
    25830: (515_000.0, 4_728_000.0),
    25832: (530_000.0, 6_080_000.0),
    3301: (659_000.0, 6_474_000.0),
    7791: (690_000.0, 4_930_000.0),
    32633: (262_000.0, 4_470_000.0),
    7801: (340_000.0, 4_650_000.0),
}
COLUMNS = (
    Column("building_id", "BLDG_ID", "", "Building", "Stable id."),
    Column("name", "NAME", "", "Name", "What people call it."),
    Column("e_del_kwh", "EDEL_KWH", "kWh/a", "Delivered energy", "Today.", "calculated", 0),
    Column("year_of_construction", "YEAR_BUILT", "", "Year built", "Year.", "given"),
)
ORIGIN = Origin("Ärileht & “Peña”", 'Geometry: © Catastro · EUR with VAT, "2026"', {"vat": "with VAT"})


def layer(text: str = "x", code: int = 25830, **changes: object) -> Layer:
    """Three buildings: a plain one, one of two pieces with a hole of which nothing is known, one more."""
    x, y = PLACES[code]
    two = shapely.multipolygons(
        [
            shapely.box(x + 20, y, x + 32, y + 14).difference(shapely.box(x + 24, y + 4, x + 27, y + 8)),
            shapely.box(x + 40, y, x + 50, y + 9),
        ]
    )
    columns = {
        "building_id": np.array(["A.1", "B/2", "C 3"], dtype=object),
        "name": np.array([text, "", f"{text} 🏠"], dtype=object),
        "e_del_kwh": np.array([12_345.678_9, np.nan, -0.1]),
        "year_of_construction": np.array([1962.0, np.nan, 2001.0]),
    }
    frame = gpd.GeoDataFrame(
        with_nulls(columns, ("year_of_construction",)),
        geometry=[shapely.box(x, y, x + 10.25, y + 12.5), two, shapely.box(x + 60, y, x + 70, y + 9)],
        crs=code,
    )
    given = {"name": "buildings", "title": "Buildings", "frame": frame, "columns": COLUMNS, **changes}
    return Layer(**given)


@pytest.fixture
def origin() -> Origin:
    return ORIGIN
