"""The footer sums up rows of any level."""

import numpy as np
import pytest

from app.text.numbers import NO_VALUE, compact
from app.ui.tables.footer import footer_text
from retrofit.stock.fields import Level


@pytest.mark.parametrize("level", [Level.BUILDING, Level.BLOCK])
def test_all_rows_come_to_the_district(town, level):
    rows = np.arange(len(town.buildings if level is Level.BUILDING else town.blocks))
    told = footer_text(town, rows, level)
    district = town.assessment.district
    for name, unit in (("floor_area_ref_m2", "m²"), ("e_del_kwh", "kWh/a"), ("invest_eur", "EUR")):
        (text,), written = compact([float(district[name][0])], unit)
        assert f"{text}\u202f{written}" in told


def test_what_is_not_heated_has_no_ratios(town):
    rows = np.flatnonzero(~town.baseline.typed.heated)[:2]
    assert f"saving {NO_VALUE}" in footer_text(town, rows, Level.BUILDING)
