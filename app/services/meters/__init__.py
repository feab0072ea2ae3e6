"""Meter readings: read a table, know its columns, join it to the buildings of a plan."""
