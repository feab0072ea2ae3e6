"""A large city for tables: the town, over and over."""

from dataclasses import fields, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

TIMES = 700


def repeated(value, rows, times):
    """An array with a value a building, or a mapping of such, many times over; anything else as it is."""
    if isinstance(value, dict):
        return {key: repeated(part, rows, times) for key, part in value.items()}
    whole = isinstance(value, np.ndarray) and value.ndim > 0 and len(value) == rows
    return np.concatenate([value] * times) if whole else value


def repeat_fields(thing, rows, times, **more):
    """A dataclass all of whose columns of buildings are many times over."""
    parts = {field.name: repeated(getattr(thing, field.name), rows, times) for field in fields(thing)}
    return replace(thing, **{**parts, **more})


@pytest.fixture(scope="session")
def city(town):
    """Over 100 000 buildings with results."""
    return city_of(town, TIMES)


def city_of(town, times):
    """The town many times over, with results."""
    rows = len(town.buildings)
    ids = np.array([f"{name}-{time}" for time in range(times) for name in town.buildings.index])
    shapes = np.concatenate([town.buildings.geometry.to_numpy()] * times)
    stock = repeat_fields(town.baseline.typed.stock, rows, times, building_id=ids)
    typed = repeat_fields(town.baseline.typed, rows, times, stock=stock)
    return town.replace(
        buildings=gpd.GeoDataFrame(
            geometry=shapes, index=pd.Index(ids, name="building_id"), crs=town.buildings.crs
        ),
        stock=stock,
        baseline=replace(town.baseline, typed=typed),
        scenario=repeat_fields(town.scenario, rows, times),
        assessment=replace(town.assessment, buildings=repeated(town.assessment.buildings, rows, times)),
    )
