"""Files and shapes: geopandas, shapely, pyproj, rasterio, pyogrio and sqlite live here and nowhere else.

No Qt; no energy, no money. A reader never writes beside the user's file and never
drops a feature in silence: `gis.account` holds one fate per feature.
"""

import os
import sys

FOREIGN_SETTINGS = (
    "PROJ_DATA",
    "PROJ_LIB",
    "GDAL_DATA",
    "GDAL_DRIVER_PATH",
    "SHAPE_RESTORE_SHX",
    "SHAPE_ENCODING",
)
"""Environment variables of other installations (OSGeo4W, PostGIS) that lead the wheels'
own GDAL and PROJ to foreign databases, or make a reader write into the user's folder."""

if not getattr(sys, "frozen", False):  # a frozen bundle sets its own folders
    for _name in FOREIGN_SETTINGS:
        os.environ.pop(_name, None)
