"""Sentences of heights from elevation rasters, by code."""

from typing import Final

from app.text.translate import mark

HEIGHT_MESSAGES: Final[dict[str, str]] = {
    "raster_format_unknown": mark(
        "The raster {source} is of a kind that is not read: save it as GeoTIFF, or use one of {known}."
    ),
    "raster_unreadable": mark(
        "The raster {source} cannot be opened ({reason}): copy it again, or save it anew as GeoTIFF."
    ),
    "raster_damaged": mark(
        "The raster {source} is damaged inside ({reason}): copy or download it again. Nothing was changed."
    ),
    "raster_no_heights": mark(
        "The raster {source} holds no plain numbers: give a raster of heights, one number a pixel."
    ),
    "raster_is_picture": mark(
        "The raster {source} is a picture of {bands} colour bands, not heights: give the elevation model "
        "itself, not a picture of it."
    ),
    "raster_placeless": mark(
        "The raster {source} does not say where it lies: save it as GeoTIFF with its position, or add its "
        "world file."
    ),
    "raster_blocks_too_large": mark(
        "The raster {source} can only be read in pieces of {rows} by {columns} pixels, which is more than 1 GB: "
        "save it anew as a tiled GeoTIFF."
    ),
    "raster_crs_unknown": mark(
        "The coordinate system of the raster {source} is not known: save it with a system that has an EPSG "
        "code."
    ),
    "heights_without_surface": mark(
        "No surface model was given: choose a raster (DSM) that shows the roofs."
    ),
    "heights_nowhere": mark(
        "None of the buildings lies where {sources} has heights (reference system: {crs}): check that it is of "
        "this place and not empty."
    ),
    "heights_below_ground": mark(
        "The surface {sources} lies below the terrain, in the middle {height} m at the buildings: give the "
        "surface model (DSM) and the terrain model (DTM) the other way round, or check that they are of one "
        "unit."
    ),
    "heights_without_buildings": mark(
        "No building stands out from the ground in {sources}: it is a terrain model. Give the surface model "
        "(DSM) that shows the roofs."
    ),
    "heights_crs_assumed": mark(
        "{sources} does not name a coordinate system: it was taken to be in the plan's, {crs}. Look at some "
        "heights on the map to see that they fit."
    ),
    "heights_unit_guessed": mark(
        "{sources} holds whole numbers without a unit, too large for metres: they were taken as {unit}. Name the "
        "unit if that is wrong."
    ),
    "heights_first_band": mark("{sources} has several bands: the first one was taken as height."),
    "heights_without_terrain": mark(
        "No terrain model was given: the ground was taken from the surface around each building in {sources}. "
        "Heights are less sure on slopes, among trees and in closed yards; give a terrain model (DTM) if there is one."
    ),
    "heights_implausible": mark(
        "The middle height of the buildings by the rasters is {height} m: check that their unit is metres, or "
        "name the unit."
    ),
    "heights_coarse": mark(
        "{share} % of the buildings are smaller than a pixel of the raster and took the pixel they lie in: use a "
        "raster of 2 m or finer."
    ),
    "heights_measured": mark(
        "{count} buildings have their height from {sources}, in the middle {height} m. Of {buildings} buildings "
        "{covered} are covered by at least {coverage} %, in the middle {all_height} m."
    ),
    "heights_outside": mark(
        "{count} buildings lie outside the rasters ({ids}): their height is what it was. Add the missing tiles."
    ),
    "heights_partly": mark(
        "{count} buildings are covered by less than {coverage} % ({ids}): their height is what it was. Add the "
        "neighbouring tiles, or accept a lower coverage."
    ),
    "heights_nothing_there": mark(
        "{count} buildings are lower than {least} m in the rasters ({ids}): they were built later, are gone, or "
        "lie beside their roof. Their height is what it was; check them."
    ),
    "heights_groundless": mark(
        "{count} buildings have no terrain below or beside them ({ids}): their height is what it was. Add the "
        "missing tiles of the terrain."
    ),
    "heights_differ": mark(
        "{count} buildings have a height that differs by more than {differ} m from the rasters ({ids}): "
        "{replaced} of them were replaced, the others kept. Check the largest differences."
    ),
    "heights_corrected_kept": mark("{count} heights that were corrected by hand were kept ({ids})."),
    "heights_request_wrong": mark(
        "{what} must lie between {low} and {high}, {value} does not: enter another number."
    ),
    "heights_take_unknown": mark("Heights are exchanged where they are one of {known}, not {take!r}."),
    "heights_unit_unknown": mark("There is no unit of height {unit}: give one of {known}."),
}
