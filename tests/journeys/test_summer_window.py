"""A planner asks whether the renovation makes summers worse, without a weather file at first."""

import json

import numpy as np

from app.ui.dialogs.summer import SummerDialog


def hot_year(path, place):
    """A typical year as PVGIS writes it."""
    hour = np.arange(8760)
    season, day = -np.cos(2 * np.pi * (hour - 480) / 8760), np.sin(2 * np.pi * (hour % 24 - 9) / 24)
    sun = np.maximum(np.sin(2 * np.pi * (hour % 24 - 6) / 24), 0.0) * (0.65 + 0.35 * season)
    columns = 13.0 + 11.0 * season + 5.0 * day, 750.0 * sun, 450.0 * sun, 250.0 * sun
    names = "T2m", "G(h)", "Gb(n)", "Gd(h)"
    rows = [dict(zip(names, map(float, row), strict=True)) for row in zip(*columns, strict=True)]
    where = {"latitude": place[0], "longitude": place[1], "elevation": 5.0}
    path.write_text(json.dumps({"inputs": {"location": where}, "outputs": {"tmy_hourly": rows}}))


def test_from_no_weather_to_a_plan_without_the_heat(make_window, qtbot, tmp_path):
    window = make_window()

    def wait():
        qtbot.waitUntil(lambda: not window.runner.busy, timeout=60_000)

    def shown():
        return next(one for one in window.findChildren(SummerDialog) if one.isVisible())

    window.operations.open_synthetic()
    wait()
    hot_year(tmp_path / "hot.json", window.document.project.place)
    window.do("summer")
    dialog = shown()
    assert dialog.offer.isVisible() and dialog.tabs.isHidden()
    dialog.read_weather(tmp_path / "hot.json")
    wait()
    assert dialog.offer.isHidden() and dialog.tabs.isVisible()
    assert "makes it warmer" in dialog.warning.text()
    assert dialog.doubts.isHidden()
    renovated = dialog.bars.bars[3].value
    assert renovated > dialog.bars.bars[0].value > dialog.bars.bars[4].value
    dialog.reject()

    window.do("all-none")
    wait()
    window.do("summer")
    wait()
    assert shown().bars.bars[3].value == shown().bars.bars[0].value < renovated
    assert shown().warning.isHidden()
    shown().reject()
    window.do("undo")
    window.do("undo")
    assert window.document.project.weather is None
    window.do("summer")
    assert shown().offer.isVisible()
    shown().reject()
