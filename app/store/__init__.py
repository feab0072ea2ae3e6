"""The project file: one GeoPackage that QGIS opens as it is."""
