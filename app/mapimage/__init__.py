"""The map without Qt: id raster, classes, colours and pictures."""
