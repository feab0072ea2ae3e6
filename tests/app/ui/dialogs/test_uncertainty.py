"""How sure are these figures? The dialog, its pictures, and what the inspector then shows."""

import pytest

from app.services.planning import assign_package
from app.services.uncertainty import uncertainty_of
from app.ui.commands import Replace
from app.ui.dialogs.uncertainty import UncertaintyDialog
from app.ui.document import Selection
from app.ui.panels import inspector_rows
from app.ui.panels.inspector import Inspector
from app.ui.widgets.ranges import Range, RangeBar
from app.ui.widgets.tornado import Swing, Tornado
from retrofit.stock.fields import Level


@pytest.fixture(scope="module")
def found(town):
    return uncertainty_of(town, 64)


@pytest.fixture
def opened(make_window, town, qtbot):
    def make(*, bands=None):
        window = make_window(town)
        if bands is not None:
            window.document.keep_bands(town, bands)
        window.do("certainty")
        dialog = window.findChild(UncertaintyDialog)
        assert dialog.isVisible()
        return window, dialog

    return make


def pixels(widget, colour):
    picture = widget.grab().toImage()
    return sum(
        picture.pixelColor(x, y).name() == colour
        for x in range(0, picture.width(), 2)
        for y in range(picture.height())
    )


def test_it_reckons_when_nothing_is_known(opened, qtbot):
    window, dialog = opened()
    assert not dialog.empty.isHidden()
    assert dialog.tabs.isHidden()
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=60_000)
    assert window.document.bands is not None
    assert dialog.empty.isHidden()
    assert not dialog.tabs.isHidden()
    assert "in 8 of 10 draws" in dialog.headline.text()
    assert window.document.undo_stack.count() == 0
    assert not window.document.dirty
    dialog.reject()


def test_it_can_be_stopped_and_says_that_nothing_is_there(opened, qtbot):
    window, dialog = opened()
    dialog.reject()
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=60_000)
    assert dialog.isVisible()
    assert not dialog.empty.isHidden()
    assert window.document.bands is None
    assert dialog.reckon.isEnabled()
    dialog.reject()


def test_what_is_known_is_shown_at_once(opened, found):
    window, dialog = opened(bands=found)
    assert not window.runner.busy
    rows = dialog.ranges.texts()
    assert [row[0] for row in rows][:2] == [
        "Delivered energy today per heated floor area",
        "Delivered energy today",
    ]
    assert all(row[5] for row in rows)
    assert len(dialog.tornado.swings) > 3
    assert dialog.blocks.rowCount() == len(window.document.project.blocks)
    dialog.result.setCurrentIndex(dialog.result.findData("invest_eur"))
    dialog.result.activated.emit(dialog.result.currentIndex())
    assert [one.label for one in dialog.tornado.swings] == ["Price of the works"]
    assert dialog.surveys.bars[0].label == "Ask builders for quotes"
    dialog.reject()


def test_the_selection_has_its_bands(opened, found, town, make_window):
    window = make_window(town)
    window.document.keep_bands(town, found)
    window.document.select(Level.BLOCK, (1, 3))
    window.do("certainty")
    dialog = window.findChild(UncertaintyDialog)
    assert dialog.selected.rowCount() == 2
    assert dialog.selected.item(0, 0).text() == str(town.blocks.index[1])
    assert "–" in dialog.selected.item(0, 1).text()
    dialog.reject()


def test_as_measured_is_reckoned_anew(opened, found, qtbot):
    window, dialog = opened(bands=found)
    dialog.measured.setChecked(True)
    dialog.factors.set_code("EU.M.01")
    dialog.draws.setValue(64)
    dialog.reckon.click()
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=60_000)
    assert window.document.bands.factors.code == "EU.M.01"
    assert "EU.M.01" in dialog.how.text()
    dialog.reject()


def test_bands_belong_to_a_plan_and_come_back_with_it(document, found, town):
    import numpy as np

    document.keep_bands(town, found)
    assert document.bands is found
    outcome = assign_package(town, np.arange(40, dtype=np.int32), 2)
    document.undo_stack.push(Replace("advanced", document, outcome.project, outcome.changes))
    assert document.bands is None
    document.undo_stack.undo()
    assert document.bands is found


def test_the_inspector_shows_bands_beside_its_figures(document, found, town, qtbot):
    panel = Inspector(document)
    qtbot.addWidget(panel)
    before = panel._change.texts()
    document.keep_bands(town, found)
    after = panel._change.texts()
    assert after[0] == before[0]
    assert after[1][0] == "in 8 of 10 draws"
    low, high = (float(part) for part in after[1][1].split("–"))
    assert low < float(before[0][1]) < high
    assert after[2:] == before[1:]
    assert [row[0] for row in panel._money.texts()].count("in 8 of 10 draws") == 3
    with qtbot.waitSignal(panel.certainty_requested):
        panel.sure.click()


def test_a_group_of_buildings_has_no_band_of_its_own(found):
    assert inspector_rows.bands_here(Selection(Level.BUILDING, (1, 2)), found) == {}
    assert inspector_rows.bands_here(Selection(Level.PARCEL, (1,)), found) == {}
    assert inspector_rows.bands_here(Selection(), None) == {}
    assert inspector_rows.bands_here(Selection(Level.BLOCK, (1,)), found)["npv_eur"].low < 0


def test_the_tornado_is_readable_in_grey_and_aloud(qtbot):
    tornado = Tornado("What drives it")
    qtbot.addWidget(tornado)
    tornado.show_swings([Swing("Room temperature", 90.0, 110.0, "90", "110")], 100.0, "100 kWh/a")
    tornado.resize(tornado.sizeHint())
    light, dark = pixels(tornado, "#e3eff1"), pixels(tornado, "#1f5f6b")
    assert light > 200
    assert dark > 200
    assert "Room temperature: 90 – 110" in tornado.accessibleDescription()
    tornado.show_swings([], 0.0, "")
    tornado.grab()


def test_a_bar_goes_from_low_to_high(qtbot):
    bar = RangeBar()
    qtbot.addWidget(bar)
    bar.resize(300, 24)
    bar.show_range(Range("x", 5.0, 4.0, 5.0, 8.0, ("5", "4", "5", "8", "a")))
    wide = pixels(bar, "#e3eff1")
    bar.show_range(Range("x", 5.0, 4.9, 5.0, 5.1, ("5", "4.9", "5", "5.1", "a")))
    assert 0 < pixels(bar, "#e3eff1") < wide
