"""Charts say what the plan says."""

import csv
import io

import numpy as np
import pytest

from app.charts import picture, table
from app.charts.chart import Form
from app.charts.money import front
from app.charts.spread import RESULTS, bins
from app.services.charting import CHARTS, blocks_around, chart_of, part, whole
from app.services.planning import apply_default, assign_package, set_assumptions
from app.services.portrait import figures, portrait
from retrofit.plan.scenario import Assumptions, Method
from retrofit.stock.fields import Level


@pytest.fixture(scope="module")
def mixed(town):
    """A plan in which some buildings take the advanced package."""
    return assign_package(town, np.arange(0, 60, 3, dtype=np.int32), 2).project


def series(chart, name):
    return next(one for one in chart.series if one.name == name)


def of_whole(project, key):
    return chart_of(project, key, whole(project))


def test_the_balance_per_area_times_the_area_is_the_need(mixed):
    block = part(mixed, "Block", Level.BLOCK, np.array([3]))
    chart, told = chart_of(mixed, "balance", block), figures(mixed, block.rows)
    need = np.array(series(chart, "Heating need").values) * told["floor_area_ref_m2"]
    assert need == pytest.approx([0, told["q_h_nd_kwh"], 0, told["q_h_nd_after_kwh"]])
    piles = np.array([one.values for one in chart.series]).sum(axis=0)
    assert piles[0] == pytest.approx(piles[1])
    assert piles[2] == pytest.approx(piles[3])
    assert chart.form is Form.STACKED
    assert "Heating need falls from" in chart.sentence


def test_months_add_up_to_the_year(mixed):
    chart, told = of_whole(mixed, "months"), figures(mixed, np.arange(len(mixed.buildings)))
    for name, field in (("Today", "q_h_nd_kwh"), ("Plan", "q_h_nd_after_kwh")):
        total = sum(series(chart, name).values) * told["floor_area_ref_m2"]
        assert total == pytest.approx(told[field])


def test_cost_parts_add_up_to_the_investment(mixed):
    project = set_assumptions(mixed, Assumptions(block_discount=0.2)).project
    chart = of_whole(project, "costs")
    assert sum(chart.series[0].values) == pytest.approx(project.assessment.district["invest_eur"][0])
    assert "Block discount" in chart.categories


def test_cash_flow_begins_with_the_investment_and_ends_at_the_present_value(mixed):
    chart, told = of_whole(mixed, "cash"), mixed.assessment.district
    plain, present = chart.series
    assert plain.values[0] == pytest.approx(-told["invest_eur"][0])
    assert plain.values[1] - plain.values[0] == pytest.approx(told["energy_cost_saving_eur"][0])
    assert present.values[-1] == pytest.approx(told["npv_eur"][0])


def test_the_emissions_of_all_years_differ_by_what_the_plan_avoids(mixed):
    without, with_plan = of_whole(mixed, "emissions").series
    avoided = sum(without.values) - sum(with_plan.values)
    assert avoided == pytest.approx(mixed.assessment.district["co2_saving_horizon_kg"][0])


def test_the_abatement_curve_is_sorted_and_as_wide_as_all_that_is_avoided(mixed):
    chart, blocks = of_whole(mixed, "abatement"), mixed.assessment.blocks
    heights = [value for one in chart.series for value in one.values]
    widths = [width for one in chart.series for width in one.width]
    lefts = [x for one in chart.series for x in one.x]
    names = [name for one in chart.series for name in one.names]
    assert heights == sorted(heights)
    assert lefts == pytest.approx(np.cumsum([0.0, *widths[:-1]]))
    for name, height, width in zip(names, heights, widths, strict=True):
        row = mixed.blocks.index.get_loc(name)
        assert height == pytest.approx(blocks["abatement_eur_t"][row])
        assert width == pytest.approx(blocks["co2_saving_horizon_kg"][row] / 1000)
    assert len(names) == int(np.isfinite(blocks["abatement_eur_t"]).sum())


def test_one_block_is_weighed_by_its_buildings(mixed):
    rows = np.array([3])
    chart = chart_of(mixed, "pareto", part(mixed, "Block", Level.BLOCK, rows))
    members = mixed.buildings.index[mixed.stock.block_of == 3]
    names = {name for one in chart.series for name in one.names}
    assert names and names <= set(members)
    assert "buildings" in chart.title


def test_packages_are_those_of_the_portrait(mixed, town):
    told = portrait(mixed, np.arange(len(mixed.buildings)))
    chart = of_whole(mixed, "packages")
    points = {
        name: (y, x) for one in chart.series for name, y, x in zip(one.names, one.values, one.x, strict=True)
    }
    assert points["The plan"] == pytest.approx((told.figures["invest_eur"], told.figures["co2_saving_kg"]))
    assert points["Usual renovation"][0] == pytest.approx(told.options[1].invest_eur)
    everywhere = {
        name for one in of_whole(apply_default(town, 0).project, "packages").series for name in one.names
    }
    assert "The plan" not in everywhere  # doing nothing is no point


def test_duration_and_histogram_hold_every_heated_building(mixed):
    heated = mixed.baseline.typed.heated
    told = mixed.assessment.buildings
    duration, histogram = of_whole(mixed, "duration"), of_whole(mixed, "histogram")
    today = series(duration, "Today")
    assert sorted(today.values) == pytest.approx(sorted(told["e_del_kwh_m2"][heated]))
    assert list(today.values) == sorted(today.values, reverse=True)
    assert today.x[-1] == pytest.approx(100.0)
    for one in histogram.series:
        assert sum(one.values) == heated.sum()
    assert histogram.marks[0].value == pytest.approx(np.median(told["e_del_kwh_m2"][heated]))
    assert histogram.marks[1].value == pytest.approx(mixed.assessment.district["e_del_kwh_m2"][0])


@pytest.mark.parametrize("result", RESULTS)
def test_every_result_spreads_as_the_plan_says(mixed, result):
    of, told = RESULTS[result], mixed.assessment.buildings
    heated = mixed.baseline.typed.heated
    over = told["floor_area_ref_m2"][heated] if of.per_area else 1.0
    chart = chart_of(mixed, "duration", whole(mixed), result)
    for name, field in (("Today", of.now), ("Plan", of.after)):
        assert sorted(series(chart, name).values) == pytest.approx(sorted(told[field][heated] / over))
    bars = chart_of(mixed, "histogram", whole(mixed), result)
    assert bars.x.unit == chart.y.unit == of.unit
    district = mixed.assessment.district
    if of.per_area:
        mean = district[of.now][0] / district["floor_area_ref_m2"][0]
    else:
        mean = district[of.now][0] / heated.sum()
    assert bars.marks[1].value == pytest.approx(mean)


@pytest.mark.parametrize("key", CHARTS)
def test_without_works_a_chart_says_so_or_shows_today(town, key):
    chart = of_whole(apply_default(town, 0).project, key)
    assert chart.sentence
    assert chart.empty == (key in {"costs", "cash", "pareto", "abatement"})
    assert picture.draw(chart, (500, 200)).width == 500


@pytest.mark.parametrize("key", CHARTS)
def test_what_is_not_heated_has_no_chart(town, key):
    cold = np.flatnonzero(~town.baseline.typed.heated)[:1]
    chart = chart_of(town, key, part(town, "Shed", Level.BUILDING, cold))
    assert chart.empty
    assert "Nothing here is heated" in chart.sentence


def test_the_seasonal_method_has_no_months(town):
    project = set_assumptions(town, Assumptions(method=Method.SEASONAL)).project
    assert "heating season" in of_whole(project, "months").sentence
    assert not of_whole(project, "balance").empty


@pytest.mark.parametrize("key", CHARTS)
def test_the_table_holds_every_figure_in_full(mixed, key):
    chart = of_whole(mixed, key)
    lines = list(csv.reader(io.StringIO(table.text(chart))))
    head = {line[0]: line[1] for line in lines[:5]}
    assert head["Chart"] == chart.title
    assert head["Source"] == chart.source and "Typology" in chart.source
    body = lines[7:]
    if chart.categories:
        read = [[float(line[1 + place]) for line in body] for place in range(len(chart.series))]
    else:
        read = [[float(line[-1]) for line in body if line[0] == one.name] for one in chart.series]
    assert read == [list(one.values) for one in chart.series]
    assert chart.y.unit in ",".join(lines[6])


@pytest.mark.parametrize("key", CHARTS)
@pytest.mark.parametrize("dark", [False, True])
def test_files_hold_title_unit_and_source(mixed, tmp_path, key, dark):
    chart = of_whole(mixed, key)
    target = tmp_path / "chart.svg"
    picture.save(chart, target, dark=dark)
    told = target.read_text(encoding="utf-8")
    assert chart.title in told
    assert chart.scope in told
    assert "SYNTHETIC DATA" in told
    assert f"[{chart.y.unit}]" in told or not chart.y.unit or "[k" in told or "[M" in told or "[t/a]" in told


def test_a_png_is_a_picture(mixed, tmp_path):
    from matplotlib.image import imread

    target = tmp_path / "chart.png"
    picture.save(of_whole(mixed, "balance"), target)
    assert imread(target).shape[:2] == (2 * picture.FILE_PX[1], 2 * picture.FILE_PX[0])


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_pointer_finds_columns(mixed, scale):
    chart = of_whole(mixed, "costs")
    drawn = picture.draw(chart, (600, 240), scale)
    assert (drawn.width, drawn.height) == (600 * scale, 240 * scale)
    assert len(drawn.hits) == len(chart.categories)
    for hit in drawn.hits:
        left, top, right, bottom = hit.box
        assert 0 <= left < right <= 600
        assert 0 <= top < bottom <= 240
    assert chart.categories[0] in drawn.hits[0].text


def test_blocks_around_some_buildings(town):
    rows = np.flatnonzero(np.isin(town.stock.block_of, [2, 5]))
    assert set(blocks_around(town, Level.BUILDING, rows)) == {2, 5}
    assert list(blocks_around(town, Level.BLOCK, np.array([4]))) == [4]


def test_nothing_on_the_front_is_beaten():
    rng = np.random.default_rng(3)
    points = [tuple(pair) for pair in rng.integers(0, 20, (200, 2)).tolist()]
    kept = front(points)
    for place, (cost, saving) in enumerate(points):
        beaten = any(points[k][0] <= cost and points[k][1] >= saving for k in kept)
        assert beaten
        if place in kept:
            assert not any((c < cost and s >= saving) or (c <= cost and s > saving) for c, s in points)


@pytest.mark.parametrize("values", [[5.0], [0.0, 0.0], [0.1, 930.0], [-3.0, 12.0, 12.0]])
def test_bins_hold_all_values(values):
    edges = bins(np.array(values))
    assert edges[0] <= min(values) and max(values) <= edges[-1]
    assert len(edges) <= 27
    assert np.histogram(values, edges)[0].sum() == len(values)
