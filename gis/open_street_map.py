"""Tags of OpenStreetMap features as columns: a reader leaves most of them in one text."""

import re
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

OTHERS: Final = "other_tags"

TAGS: Final = (
    "building:levels", "building:flats", "building:use", "building:material", "height", "start_date", "roof:shape",
    "roof:levels", "heritage", "addr:street", "addr:housenumber", "addr:postcode", "addr:city", "ref", "levels",
    "building:part", "amenity", "office", "shop", "heating",
)  # fmt: skip
"""Tags that say something about buildings (OpenStreetMap wiki, Key:building and Simple 3D Buildings)."""

_PAIR: Final = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')


def with_tags(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the features with a column for each of `TAGS` that occurs, missing where a feature has none."""
    if OTHERS not in frame:
        return frame
    pairs = [{} if not isinstance(text, str) else dict(_PAIR.findall(text)) for text in frame[OTHERS]]
    tagged = frame.copy()
    for tag in TAGS:
        values = np.array([each.get(tag) for each in pairs], dtype=object)
        if tag not in frame and any(value is not None for value in values):
            tagged[tag] = values
    return tagged


def without_building_tag(table: pd.DataFrame) -> NDArray[np.bool_]:
    """Whether a feature is one of an OpenStreetMap extract and no building, shape (F,)."""
    if "building" not in table or not {"osm_id", "osm_way_id"} & set(table.columns):
        return np.zeros(len(table), dtype=bool)
    said = table["building"]
    return np.asarray(said.isna() | said.isin(("", "no")), dtype=bool)
