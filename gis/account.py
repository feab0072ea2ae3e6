"""The account of an import: exactly one fate per input feature, and remarks on the layer."""

from dataclasses import dataclass, field
from enum import StrEnum

import geopandas as gpd


class Fate(StrEnum):
    """What became of an input feature."""

    ACCEPTED = "accepted"
    REPAIRED = "repaired"
    REJECTED = "rejected"


ACCOUNT_COLUMNS = (
    "source",  # file name
    "layer",
    "role",  # buildings, parts, parcels, streets
    "feature_id",  # the feature's own id, or its 1-based position as text
    "fate",
    "reason",  # code, sentence in app.text.messages; "" when accepted
    "detail",  # text that fills the sentence
    "area_in_m2",
    "area_out_m2",
    "geometry",  # as read, in the metric CRS, so that the list can zoom to it
)
"""Columns of an account frame (a GeoDataFrame, one row per input feature)."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something noticed about a layer or some of its features."""

    code: str
    """Sentence in `app.text.messages`."""
    severity: str = "notes"
    """``blocks``, ``doubts`` or ``notes``."""
    feature_ids: tuple[str, ...] = ()
    args: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """Fates of all features of one import."""

    fates: gpd.GeoDataFrame
    remarks: tuple[Remark, ...] = ()

    def counts(self, role: str) -> dict[Fate, int]:
        """Number of features of a role by fate."""
        found = self.fates.loc[self.fates["role"] == role, "fate"].value_counts()
        return {fate: int(found.get(fate.value, 0)) for fate in Fate}
