"""The dialog of summer heat: empty, working, stopped, with figures."""

import numpy as np
import pytest

from app.services.planning import set_weather
from app.ui.dialogs.summer import SummerDialog
from retrofit.physics.solar import Weather
from retrofit.stock.fields import Level


@pytest.fixture(scope="module")
def hot(town):
    hour = np.arange(8760)
    season, day = -np.cos(2 * np.pi * (hour - 480) / 8760), np.sin(2 * np.pi * (hour % 24 - 9) / 24)
    sun = np.maximum(np.sin(2 * np.pi * (hour % 24 - 6) / 24), 0.0) * (0.65 + 0.35 * season)
    theta, light = 13.0 + 11.0 * season + 5.0 * day, (750.0 * sun, 450.0 * sun, 250.0 * sun)
    return set_weather(town, Weather("Hot", *town.place, 10.0, 1.0, theta, *light, synthetic=True)).project


@pytest.fixture
def ask(make_window, qtbot):
    def show(project, rows=(), level=Level.BUILDING, *, wait=True):
        window = make_window(project)
        window.document.select(level, tuple(rows))
        window.operations.ask_summer()
        if wait:
            qtbot.waitUntil(lambda: not window.runner.busy, timeout=30_000)
        return window, window.findChild(SummerDialog)

    return show


def test_without_weather_it_offers_a_file(town, ask):
    _window, dialog = ask(town)
    assert dialog.offer.isVisible() and dialog.offer.isEnabled()
    assert "EPW" in dialog.empty.text()
    assert dialog.tabs.isHidden() and dialog.reckon.isHidden()
    dialog.accept()
    assert dialog.doing.isHidden()
    dialog.reject()


def test_a_file_that_is_no_weather_is_said_inside(town, ask, tmp_path, qtbot):
    window, dialog = ask(town)
    wrong = tmp_path / "wrong.epw"
    wrong.write_text("no weather")
    dialog.read_weather(wrong)
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=30_000)
    assert "wrong.epw" in dialog.fault.text()
    assert not dialog.fault.isHidden()
    assert dialog.offer.isEnabled()
    dialog.reject()


def test_it_shows_district_blocks_and_the_building(hot, ask):
    row = int(np.flatnonzero(hot.baseline.typed.heated)[0])
    window, dialog = ask(hot, [row])
    found = window.document.summer
    assert found is not None
    assert "warmer than 26 °C" in dialog.headline.text()
    assert "made up" in dialog.doubts.text()
    assert "makes it warmer" in dialog.warning.text()
    assert [round(bar.value) for bar in dialog.bars.bars] == [
        round(float(values[0])) for values in found.district.hours.values()
    ]
    assert dialog.cooling.rowCount() == 3
    assert dialog.blocks.rowCount() == len(hot.blocks)
    assert dialog.selected.rowCount() == 1
    assert dialog.own.bars[0].value == found.buildings.hours["today"][row]
    assert dialog.own_name.text() == hot.buildings.index[row]
    dialog.reject()
    window.operations.ask_summer()
    again = [one for one in window.findChildren(SummerDialog) if one.isVisible()][-1]
    assert not window.runner.busy and again.headline.text()
    again.reject()


def test_a_selection_without_heat_says_so(hot, ask):
    _window, dialog = ask(hot, [int(np.flatnonzero(~hot.baseline.typed.heated)[0])])
    assert "not reckoned" in dialog.nothing.text()
    assert dialog.own.isHidden()
    dialog.reject()


def test_a_block_and_no_selection(hot, ask):
    window, dialog = ask(hot, [1], Level.BLOCK)
    assert dialog.own.bars[0].value == window.document.summer.blocks.hours["today"][1]
    assert "of the buildings" in dialog.own.bars[0].shown
    dialog.reject()
    window.document.select(Level.PARCEL, (0,))
    window.operations.ask_summer()
    again = [one for one in window.findChildren(SummerDialog) if one.isVisible()][-1]
    assert "Select buildings or blocks" in again.nothing.text()
    again.reject()


def test_it_can_be_stopped_and_started_again(hot, ask, qtbot):
    window, dialog = ask(hot, wait=False)
    assert window.runner.busy and not dialog.reckon.isEnabled()
    dialog.reject()
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=30_000)
    assert dialog.isVisible()
    assert window.document.summer is None
    assert "press Reckon" in dialog.empty.text()
    dialog.reckon.click()
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=30_000)
    assert window.document.summer is not None
    assert dialog.reckon.isHidden()
    dialog.reject()
