"""`Layer` and `Origin`: what is handed over, whatever the format."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.style import LayerStyle
from gis.write import Column


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the figures come from: the same words stand in every file that has room for them."""

    title: str
    line: str
    """Sources of shapes and figures, and what amounts mean, in one line."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """The same by name."""

    @property
    def text(self) -> str:
        """All of it as JSON."""
        return json.dumps({"title": self.title, "sources": self.line, **self.facts}, ensure_ascii=False)


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A layer with its dictionary and its styles."""

    name: str
    """Of the file or table: plain letters."""
    title: str
    frame: gpd.GeoDataFrame
    """In a known CRS; texts are None, numbers NaN or NA where nothing is known."""
    columns: tuple[Column, ...]
    """Those of the frame that are written; the first one is the key."""
    styles: tuple[LayerStyle, ...] = ()
    doc: str = ""

    @property
    def table(self) -> pd.DataFrame:
        """The columns that are written, without shapes."""
        return pd.DataFrame(self.frame[[column.name for column in self.columns]])

    @property
    def shaped(self) -> gpd.GeoDataFrame:
        """The columns that are written and the shapes, which are called ``geometry``."""
        return gpd.GeoDataFrame(self.table, geometry=self.frame.geometry.to_numpy(), crs=self.frame.crs)


def with_nulls(columns: Mapping[str, np.ndarray], whole: Sequence[str] = ()) -> pd.DataFrame:
    """Columns as other programs understand them: no text is NULL, and so is no number.

    Parameters
    ----------
    columns : mapping of str to ndarray
        Texts ("" is nothing) and numbers (NaN is nothing).
    whole : sequence of str
        Columns of whole numbers.
    """
    found: dict[str, pd.Series[Any]] = {}
    for name, values in columns.items():
        if values.dtype.kind in "OUS":
            texts = np.array(values, dtype=object)
            texts[texts == ""] = None
            found[name] = pd.Series(texts, dtype="object")
        elif name in whole:
            found[name] = pd.Series(np.asarray(values, dtype=np.float64)).round().astype("Int64")
        else:
            found[name] = pd.Series(values)
    return pd.DataFrame(found)
