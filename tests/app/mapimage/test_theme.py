import numpy as np
import pytest

from app.mapimage.classify import METHODS
from app.mapimage.colours import NO_VALUE, NOT_HEATED, RAMPS, diverging_colours, pack, ramp_colours
from app.mapimage.legend import legend
from app.mapimage.theme import Theme, classes_of, colours_of, default_ramp
from retrofit.stock.fields import FIELDS, THEMES, Level

VALUES = np.array([50.0, 100.0, 150.0, 200.0, np.nan, np.nan])
HEATED = np.array([True, True, True, True, True, False])
BLOCK_OF = np.array([0, 0, 1, 1, 1, 1])


def test_legend_counts_every_building_once():
    theme = Theme("e_del_kwh_m2", n=4)
    classes = classes_of(theme, VALUES, HEATED)
    made = legend(theme, classes)
    assert made.title == FIELDS["e_del_kwh_m2"].label
    assert made.unit == "kWh/(m²a)"
    assert sum(row.count for row in made.rows) == 6
    assert [row.colour for row in made.rows[-2:]] == [NO_VALUE, NOT_HEATED]
    assert made.counted == "buildings"


def test_buildings_have_the_colours_of_the_legend():
    theme = Theme("e_del_kwh_m2", n=4)
    classes = classes_of(theme, VALUES, HEATED)
    tables = colours_of(theme, classes, BLOCK_OF, 2, heated=HEATED)
    rows = legend(theme, classes).rows
    assert tables.buildings[0] == 0
    assert tables.buildings[1:].tolist() == [pack(row.colour) for row in rows]


def test_blocks_colour_their_buildings_and_leave_unheated_ones_grey():
    theme = Theme("saving_pct", Level.BLOCK, n=2)
    classes = classes_of(theme, np.array([10.0, 60.0]))
    tables = colours_of(theme, classes, BLOCK_OF, 2, heated=HEATED)
    assert tables.buildings[1] == tables.buildings[2] != tables.buildings[3]
    assert tables.buildings[6] == pack(NOT_HEATED)
    assert len(set(tables.blocks[1:])) == 2


def test_a_building_without_parcel_has_no_value():
    theme = Theme("invest_eur", Level.PARCEL, n=2)
    classes = classes_of(theme, np.array([10.0, 60.0]))
    tables = colours_of(theme, classes, BLOCK_OF, 2, group_of=np.array([0, 1, -1, 0, 0, 0]))
    assert tables.buildings[3] == pack(NO_VALUE)


@pytest.mark.parametrize("field", THEMES)
@pytest.mark.parametrize("method", [method for method in METHODS if method != "pack"])
def test_every_theme_has_distinct_colours_and_labels(field, method):
    values = np.random.default_rng(2).normal(10, 100, 200)
    theme = Theme(field, method=method, breaks=(-20.0, 0.0, 50.0))
    made = legend(theme, classes_of(theme, values))
    assert len({row.label for row in made.rows}) == len(made.rows) > 2
    assert len({row.colour for row in made.rows}) == len(made.rows)
    assert "nan" not in " ".join(row.label for row in made.rows)


def test_losses_are_red_and_gains_blue():
    theme = Theme("npv_eur")
    values = np.array([-100.0, -50.0, 0.0, 70.0, 90.0])
    rows = legend(theme, classes_of(theme, values)).rows
    assert rows[0].colour[0] > rows[0].colour[2]
    assert rows[-1].colour[2] > rows[-1].colour[0]
    assert "0" in [row.label for row in rows]


@pytest.mark.parametrize("name", RAMPS)
def test_sequential_ramps_change_lightness_in_one_direction(name):
    if RAMPS[name].diverging:
        assert len(np.unique(diverging_colours(name, 3, 1, 3), axis=0)) == 7
    else:
        lightness = ramp_colours(name, 9) @ np.array([0.2126, 0.7152, 0.0722])
        assert (np.diff(lightness) > 0).all() or (np.diff(lightness) < 0).all()


def test_default_ramps_exist():
    assert {default_ramp(field) for field in THEMES} <= set(RAMPS)


def test_no_value_at_all_is_a_legend_of_one_row():
    theme = Theme("payback_simple_a")
    classes = classes_of(theme, np.full(4, np.nan), np.array([True, True, False, True]))
    shown = legend(theme, classes)
    assert [(row.label, row.count) for row in shown.rows] == [("No value", 3), ("Not heated", 1)]


def test_a_zero_of_what_is_not_heated_is_no_result():
    theme = Theme("npv_eur")
    classes = classes_of(theme, np.array([-5.0, 0.0, 0.0, 7.0]), np.array([True, True, False, True]))
    assert classes.counts.sum() == 3
    assert legend(theme, classes).rows[-1].label == "Not heated"


def test_a_break_below_all_values_is_said():
    theme = Theme("e_del_kwh_m2", method="own", breaks=(10.0, 200.0))
    rows = legend(theme, classes_of(theme, np.array([108.0, 150.0, 300.0]))).rows
    assert rows[0].label == "up to 10"
    assert rows[0].count == 0
