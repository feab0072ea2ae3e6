"""The table with 100 000 and 1 000 000 rows; no test asserts a time. Run with ``--benchmark-enable``.

Every case notes the longest stall of the window's thread in ``extra_info``.
"""

import importlib.util
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.services.samples import sample_project
from app.ui.document import Document
from app.ui.tables.table_panel import TablePanel

ROWS = {"100k": 100_000, "1M": 1_000_000}


def sibling(name, folder):
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HERE = Path(__file__).parent
Ticks = sibling("stall", HERE).Ticks
cities = sibling("conftest", HERE.parent / "app" / "ui" / "tables")


def until(happened):
    ends = time.monotonic() + 120
    while not happened():
        assert time.monotonic() < ends
        QApplication.processEvents()
        time.sleep(0.001)


@pytest.fixture(scope="module", params=ROWS)
def city(request):
    town = sample_project("synthetic").project
    wanted = ROWS[request.param] if request.config.getoption("benchmark_enable") else 30_000
    return cities.city_of(town, -(-wanted // len(town.buildings)))


@pytest.fixture
def panel(city, qapp):
    document = Document()
    document.open(city, None, saved=True)
    panel = TablePanel(document)
    panel.resize(1200, 400)
    panel.show()
    settle(panel)
    yield panel
    panel.stop()
    panel.close()
    panel.deleteLater()


def settle(panel):
    until(lambda: not panel.model.busy and not panel.sums_busy)
    panel.view.grab()


def column_of(panel, name):
    return next(c for c in range(panel.model.columnCount()) if panel.model.field(c).name == name)


def noted(benchmark, ticks):
    benchmark.extra_info.update(stall_ms=round(ticks.wall_ms, 1), own_stall_ms=round(ticks.own_ms, 1))


def test_open(benchmark, city, qapp):
    made = []

    def open_it():
        document = Document()
        document.open(city, None, saved=True)
        panel = TablePanel(document)
        panel.resize(1200, 400)
        panel.show()
        panel.view.grab()
        made.append(panel)

    benchmark.pedantic(open_it, rounds=2)
    for panel in made:
        panel.stop()
        panel.close()
        panel.deleteLater()


@pytest.mark.parametrize("name", ["e_del_kwh_m2", "current_use", "building_id"])
def test_sort(benchmark, panel, name):
    orders = iter([Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder] * 2)

    def sort():
        panel.model.sort(column_of(panel, name), next(orders))
        settle(panel)

    with Ticks() as ticks:
        benchmark.pedantic(sort, rounds=2)
    noted(benchmark, ticks)


@pytest.mark.parametrize(
    ("name", "texts"), [("e_del_kwh_m2", (">200", "100..150")), ("current_use", ("house", "off"))]
)
def test_filter(benchmark, panel, name, texts):
    words = iter(texts * 2)

    def filter_it():
        panel.model.filter_column(column_of(panel, name), next(words))
        settle(panel)

    with Ticks() as ticks:
        benchmark.pedantic(filter_it, rounds=2)
    noted(benchmark, ticks)
