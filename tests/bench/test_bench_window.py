"""The whole window with 10 000 and 100 000 buildings; no test asserts a time. Run with ``--benchmark-enable``.

Every case notes the longest stall of the window's thread in ``extra_info``.
"""

import importlib.util
import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from app.mapimage.theme import Theme
from app.services.files import save_project
from app.services.intake import ImportRequest, import_district
from app.services.synthetic import write_synthetic
from app.ui.settings import Settings
from app.ui.window import MainWindow
from gis.footprints import DistrictFiles
from retrofit.stock.fields import Level

BLOCKS = {"10k": 665, "100k": 6_650}
SLIDER_STEPS = 12
STEPS_OF_A_DRAG = 40
MOST_S = 120.0


def sibling(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


Ticks = sibling("stall").Ticks


def until(happened):
    ends = time.monotonic() + MOST_S
    while not happened():
        assert time.monotonic() < ends
        QApplication.processEvents()
        time.sleep(0.001)


def calm(window, seconds=0.3):
    """Wait until nothing works and nothing is drawn any more."""
    until(lambda: not window.runner.busy)
    ends = time.monotonic() + seconds
    until(lambda: time.monotonic() > ends)


@pytest.fixture(scope="module", params=BLOCKS)
def plan(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("town")
    path = folder / "town.gpkg"
    write_synthetic(path, blocks=BLOCKS[request.param] if request.config.getoption("benchmark_enable") else 4)
    layers = {role: (path, role) for role in ("buildings", "parcels", "streets")}
    files = DistrictFiles.by_role(**layers)
    save_project(import_district(ImportRequest(files)).project, folder / "plan.gpkg")
    return folder / "plan.gpkg"


@pytest.fixture(scope="module")
def window(plan, qapp):
    settings = Settings(plan.parent / "settings.ini")
    settings.toured = True
    window = MainWindow(settings)
    window.resize(1600, 1000)
    window.show()
    until(lambda: window.room is not None)
    window.operations.open_project(plan)
    until(lambda: window.document.project is not None and not window.runner.busy)
    calm(window, 1.0)
    yield window
    calm(window)
    window.document.undo_stack.setClean()
    window.close()
    window.deleteLater()


def noted(benchmark, ticks, aim_s):
    benchmark.extra_info.update(
        stall_ms=round(ticks.wall_ms, 1), own_stall_ms=round(ticks.own_ms, 1), aim_s=aim_s
    )


def test_open_a_plan_to_its_picture(benchmark, window, plan):
    def open_it():
        before = window.document.project
        window.operations.open_project(plan)
        until(lambda: window.document.project is not before and not window.runner.busy)
        until(lambda: window.room.canvas.ready)

    with Ticks() as ticks:
        benchmark.pedantic(open_it, rounds=1)
    noted(benchmark, ticks, 5.0)
    calm(window)


def test_a_step_of_a_slider(benchmark, window):
    window.room.docks["assumptions"].raise_()
    panel = window.room.docks["assumptions"].widget()
    slider, places = panel.form.discount.property("slider"), iter(range(10, 10 + 2 * SLIDER_STEPS))
    calm(window)

    def step():
        """From the hand that rests to figures and map that have followed."""
        before = window.document.project
        slider.setValue(next(places))
        until(lambda: window.document.project is not before and not window.runner.busy)

    with Ticks() as ticks:
        benchmark.pedantic(step, rounds=SLIDER_STEPS)
        calm(window)
    noted(benchmark, ticks, 0.4)


def test_a_package_for_the_selected_block(benchmark, window):
    window.room.docks["inspector"].raise_()
    window.document.select(Level.BLOCK, (1,))
    calm(window)
    wanted = iter(["all-none", *(["give-advanced", "give-usual"] * 4)])

    def give():
        before = window.document.project
        window.do(next(wanted))
        until(lambda: window.document.project is not before and not window.runner.busy)

    give()
    with Ticks() as ticks:
        benchmark.pedantic(give, rounds=4)
        calm(window)
    noted(benchmark, ticks, 0.2)


def test_select_a_third(benchmark, window):
    rows = tuple(np.arange(0, len(window.document.project.buildings), 3).tolist())
    sets = iter([rows, (), rows[1:], (), rows[2:], ()])

    def select():
        window.document.select(Level.BUILDING, next(sets))
        QApplication.processEvents()

    with Ticks() as ticks:
        benchmark.pedantic(select, rounds=4)
        calm(window)
    noted(benchmark, ticks, 0.05)
    window.document.select(Level.BUILDING)


def test_another_result_on_the_map(benchmark, window):
    themes = iter(
        Theme(name) for name in ("invest_eur", "npv_eur", "co2_kg_m2", "saving_pct", "e_del_kwh_m2")
    )

    stage, canvas = window.room.canvas.stage, window.room.canvas

    def change():
        before = stage.look.colours
        window.document.set_theme(next(themes))
        until(lambda: stage.look.colours is not before and stage.is_final(canvas.view))

    with Ticks() as ticks:
        benchmark.pedantic(change, rounds=4)
        calm(window)
    noted(benchmark, ticks, 0.1)


def test_break_of_the_legend_dragged(benchmark, window):
    """A break moves 40 times; the map follows whenever it can, the last place always."""
    document, presenter, histogram = window.document, window.room.presenter, window.room.legend.histogram
    document.set_theme(Theme("e_del_kwh_m2"))
    calm(window)
    histogram.begun.emit()

    def drag():
        breaks = list(histogram.breaks)
        step = (breaks[-1] - breaks[-2]) / 100
        for _move in range(STEPS_OF_A_DRAG):
            breaks[-1] -= step
            histogram.breaks_moved.emit(tuple(breaks))
            QApplication.processEvents()
        until(lambda: not presenter.busy and presenter.legend.spread.breaks == tuple(breaks))

    with Ticks() as ticks:
        benchmark.pedantic(drag, rounds=2)
    noted(benchmark, ticks, 0.05 * STEPS_OF_A_DRAG)
    window.room.legend.back.click()
    calm(window)
