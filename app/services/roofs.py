"""What is known of roofs beside the height of a building: eaves, top, form, slope and direction."""

import math
from typing import Final

import geopandas as gpd
import numpy as np

from app.text.numbers import format_number
from app.text.translate import _, mark
from gis.heights import Heights
from gis.measured_roofs import AREAS

FORMS: Final = {
    "flat": mark("flat"),
    "gabled": mark("gabled"),
    "hipped": mark("hipped"),
    "shed": mark("shed"),
    "other": mark("of another form"),
    "": mark("not told"),
}
"""Words for `gis.roof_form.FORMS`."""
SIDES: Final = (
    mark("north"), mark("north-east"), mark("east"), mark("south-east"), mark("south"), mark("south-west"),
    mark("west"), mark("north-west"),
)  # fmt: skip


def with_roofs(frame: gpd.GeoDataFrame, heights: Heights) -> gpd.GeoDataFrame:
    """Return the buildings with what a measurement says of their roofs; what it says nothing of stays."""
    known = heights.measured & ~heights.is_point
    found = {
        "eaves_height_m": np.round(heights.eaves_m, 2),
        "ridge_height_m": np.round(heights.top_m, 2),
        "roof_slope_deg": np.round(heights.roofs.slope_deg, 1),
        "roof_azimuth_deg": np.round(heights.roofs.azimuth_deg, 0),
    }
    columns: dict[str, object] = {}
    for name, values in found.items():
        before = frame[name].to_numpy(dtype=np.float64) if name in frame else np.full(len(frame), np.nan)
        columns[name] = np.where(known, values, before)
    before = (
        frame["roof_form"].to_numpy(dtype=object) if "roof_form" in frame else np.full(len(frame), "", object)
    )
    columns["roof_form"] = np.where(known, heights.roofs.form, before)
    return frame.assign(**columns)


def surface_of(frame: gpd.GeoDataFrame, row: int) -> str:
    """Surface of a roof that a city model holds, with its largest directions; "" where none does."""
    if not set(AREAS) <= set(frame.columns):
        return ""
    total, *sides = (float(value) for value in frame[list(AREAS)].iloc[row])
    if not math.isfinite(total):
        return ""
    words = (_("north"), _("east"), _("south"), _("west"), _("level"))
    told = sorted(zip(sides, words, strict=True), reverse=True)
    shown = ", ".join(
        f"{word} {format_number(100 * side / total, 0, '%')}" for side, word in told if side > 0.05 * total
    )
    return f"{format_number(total, 0, 'm²')}: {shown}"


def roof_words(frame: gpd.GeoDataFrame, row: int) -> tuple[str, str]:
    """Form of a building's roof, and its eaves and top, in words; "" for what is not known."""
    if "roof_form" not in frame:
        return "", ""
    values = frame.iloc[row]
    form, low, high = (
        str(values["roof_form"]),
        float(values["eaves_height_m"]),
        float(values["ridge_height_m"]),
    )
    heights = ""
    if math.isfinite(low) and math.isfinite(high):
        heights = f"{format_number(low, 1)} \N{EN DASH} {format_number(high, 1, 'm')}"
    slope, azimuth = float(values["roof_slope_deg"]), float(values.get("roof_azimuth_deg", math.nan))
    if form and surface_of(frame, row):
        return ", ".join((_(FORMS[form]), *([format_number(slope) + "°"] if slope > 0 else []))), heights
    if not form or not (math.isfinite(slope) and math.isfinite(azimuth)):
        return _(FORMS[form]) if form else "", heights
    side = _(SIDES[round(azimuth / 45.0) % 8])
    told = _("{form}, {slope}° to the {side}")
    return told.format(form=_(FORMS[form]), slope=format_number(slope), side=side), heights
