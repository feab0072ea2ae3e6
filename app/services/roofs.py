"""What is known of roofs beside the height of a building: eaves, top, form, slope and direction."""

import geopandas as gpd
import numpy as np

from gis.heights import Heights


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
