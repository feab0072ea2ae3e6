"""Why a building has its type."""

import numpy as np

from app.services.editing import set_values
from app.services.typing_reasons import why_this_type


def test_class_and_period_are_named_with_their_origin(town):
    row = int(np.flatnonzero(town.baseline.typed.heated)[0])
    told = why_this_type(town, row)
    year = town.baseline.typed.stock.year_of_construction[row]
    assert f"Built {year:.0f}" in told
    assert "dwellings" in told
    assert "{" not in told


def test_earlier_works_are_told(town):
    row = np.flatnonzero(town.baseline.typed.heated)[:1].astype(np.int32)
    edited = set_values(town, row, {"renewal_roof": "2004"}).project
    assert "Renewed since: roof" in why_this_type(edited, int(row[0]))


def test_what_is_not_heated_has_no_type(town):
    cold = int(np.flatnonzero(~town.baseline.typed.heated)[0])
    assert why_this_type(town, cold) == ""
