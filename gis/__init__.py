"""Files and shapes: geopandas, shapely, pyproj, rasterio, pyogrio and sqlite live here and nowhere else.

No Qt; no energy, no money. A reader never writes beside the user's file and never
drops a feature in silence: `gis.account` holds one fate per feature.
"""
