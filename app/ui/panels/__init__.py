"""Panels beside the map: each reads the document and emits what the user wants."""
