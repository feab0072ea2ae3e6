"""What colours the map: values, names, guesses."""

from dataclasses import replace

import numpy as np
import pytest

from app import bridge
from app.mapimage.theme import GUESSED, MUTED, Theme
from app.services.mapping import themed
from app.services.theming import (
    CATEGORIES,
    INPUT_NUMBERS,
    RESULTS_OFFERED,
    band_fault,
    categories,
    column_of,
    fitting,
    guessed_rows,
    pack_fault,
    periods,
)
from app.services.uncertainty import uncertainty_of
from retrofit.stock.fields import Level


@pytest.mark.parametrize("level", [Level.BUILDING, Level.BLOCK, Level.PARCEL])
def test_columns_are_those_of_the_tables(town, level):
    whole = bridge.columns(town, level)
    for name in RESULTS_OFFERED:
        np.testing.assert_array_equal(column_of(town, level, name), whole[name].astype(float))


def test_inputs_and_words_are_those_of_the_tables(town):
    whole = bridge.columns(town, Level.BUILDING)
    for name in INPUT_NUMBERS:
        np.testing.assert_array_equal(column_of(town, Level.BUILDING, name), whole[name])
    for name in CATEGORIES:
        assert bridge.building_words(town, name).tolist() == whole[name].tolist()


@pytest.mark.parametrize("name", CATEGORIES)
def test_every_building_is_in_one_line_of_the_legend(town, name):
    made = themed(town, Theme(name))
    rows = [row for row in made.legend.rows if row.key != GUESSED]
    assert sum(row.count for row in rows) == len(town.buildings)
    assert len({row.label for row in rows}) == len(rows)
    for row in made.legend.rows:
        assert len(made.rows_of(row.key)) == row.count


def test_a_use_has_its_colour_whatever_else_is_there(town):
    classes = categories(town, "current_use")
    heated = town.baseline.typed.heated
    words = bridge.building_words(town, "current_use")
    for word in set(words.tolist()):
        assert len(set(classes.index[words == word].tolist())) == 1
    assert (classes.index[~heated] >= 0).any()


def test_certificate_classes_are_those_of_the_table(town):
    theme = Theme("e_p_tot_kwh", method="pack")
    assert pack_fault(town, theme) == ""
    made = themed(town, theme)
    words = bridge.building_words(town, "energy_class")
    for row in made.legend.rows:
        if row.key >= 0:
            assert set(words[made.rows_of(row.key)].tolist()) == {row.label}
    names = [row.label for row in made.legend.rows if row.key >= 0]
    assert names == sorted(names)


def test_without_certificate_classes_the_next_best_is_shown(town):
    spanish = replace(town, country="ES")
    theme = Theme("e_p_tot_kwh", method="pack")
    assert "Spain" in pack_fault(spanish, theme)
    assert fitting(spanish, theme).method == "quantile"
    assert "buildings" in pack_fault(town, replace(theme, level=Level.BLOCK))


def test_periods_are_those_of_the_country(town):
    years = periods(town)
    assert list(years) == sorted(set(years))
    made = themed(town, Theme("year_of_construction", method="pack"))
    built = town.baseline.typed.stock.year_of_construction
    for row in made.legend.rows:
        if row.key >= 0 and row.count:
            first, *last = (int(year) for year in row.label.split(" – "))
            found = built[made.rows_of(row.key)]
            assert first <= found.min() <= found.max() <= (last[0] if last else first)


def test_what_blocks_do_not_have_is_shown_by_buildings(town):
    assert fitting(town, Theme("current_use", Level.BLOCK, against=1)) == Theme("current_use")


def test_pairs_have_three_classes_each(town):
    made = themed(town, Theme("e_del_kwh_m2", second="invest_eur_m2"))
    heated = town.baseline.typed.heated
    assert (made.classes.index[~heated] == MUTED).all()
    values = column_of(town, Level.BUILDING, "e_del_kwh_m2")
    means = [values[(made.classes.index >= 0) & (made.classes.index % 3 == k)].mean() for k in range(3)]
    assert means == sorted(means)
    assert made.legend.axes[1].unit == "EUR/m²"
    assert sum(row.count for row in made.legend.rows if row.key >= 0) == heated.sum()


def test_guesses_are_hatched_unless_everything_is_one(town):
    stock = town.baseline.typed.stock
    guessed = guessed_rows(town, "generator", Level.BUILDING)
    assert guessed[town.baseline.typed.heated].all()
    made = themed(town, Theme("generator"))
    assert not (made.colours.hatch == 1).any()
    assert any(row.label == "All guessed" for row in made.legend.rows)
    provenance = dict(stock.provenance)
    some = provenance["current_use"].copy()
    some[:5] = 4
    provenance["current_use"] = some
    typed = replace(town.baseline.typed, stock=replace(stock, provenance=provenance))
    doubtful = town.replace(baseline=replace(town.baseline, typed=typed))
    made = themed(doubtful, Theme("current_use"))
    assert made.colours.hatch[1:6].tolist() == [1] * 5
    assert made.rows_of(GUESSED).tolist() == [0, 1, 2, 3, 4]
    assert not (themed(doubtful, Theme("current_use", hatched=False)).colours.hatch == 1).any()


def test_a_hidden_class_has_no_colour(town):
    made = themed(town, Theme("e_del_kwh_m2", hidden=(0, MUTED)))
    shown = made.colours.buildings[1:] != 0
    np.testing.assert_array_equal(shown, (made.classes.index != 0) & (made.classes.index != MUTED))
    assert [row.hidden for row in made.legend.rows if row.key in (0, MUTED)] == [True, True]


def test_the_histogram_counts_what_has_a_class(town):
    made = themed(town, Theme("npv_eur"))
    spread = made.legend.spread
    assert sum(spread.counts) == (made.classes.index >= 0).sum()
    assert 0.0 in spread.breaks
    assert all(spread.low <= value <= spread.high for value in spread.breaks)


@pytest.fixture(scope="module")
def sure(town):
    return uncertainty_of(town, draws=64, seed=1)


@pytest.mark.parametrize("level", [Level.BUILDING, Level.BLOCK])
def test_wide_bands_are_hatched(town, sure, level):
    theme = Theme("npv_eur", level, by_bands=True)
    made = themed(town, theme, sure)
    low, middle, high = (sure.bands.buildings if level is Level.BUILDING else sure.bands.blocks)["npv_eur"]
    wide = (high - low) / 2 > 0.3 * np.abs(middle)
    known = made.classes.index >= 0
    np.testing.assert_array_equal(made.guessed[known], wide[known])
    every = wide[known].all()
    assert (made.colours.hatch == 1).any() == (wide[known].any() and not every)
    assert made.legend.rows[-1].label == ("All bands wider than ±30 %" if every else "Band wider than ±30 %")
    assert len(made.rows_of(GUESSED)) == made.legend.rows[-1].count


def test_without_bands_nothing_is_hatched_and_it_is_said_why(town, sure):
    theme = Theme("npv_eur", by_bands=True)
    assert not (themed(town, theme).colours.hatch == 1).any()
    assert "how sure" in band_fault(theme, None)
    assert "blocks" in band_fault(replace(theme, level=Level.PARCEL), sure)
    assert "net present value" in band_fault(Theme("co2_kg_m2"), sure)
