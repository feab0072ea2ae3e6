"""Light and dark: what can be read, what is remembered, what follows at once."""

import pytest
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from app.ui import theme
from app.ui.icons import icon
from app.ui.theme import LookOf
from app.ui.tones import DARK, LIGHT, tones


@pytest.fixture(autouse=True)
def light_again(qapp):
    yield
    theme.apply(qapp, LookOf.LIGHT)


def luminance(colour):
    """WCAG 2.2 relative luminance."""
    parts = [channel / 255 for channel in QColor(colour).toTuple()[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("t", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read(t):
    """WCAG AA: 4.5:1 for text, 3:1 for icons and for the line of what is focused."""
    grounds = (t.paper, t.ground, t.row, t.button)
    for ground in grounds:
        for text in (t.text, t.muted, t.accent, t.fault, t.doubt):
            assert contrast(text, ground) >= 4.5, (text, ground)
        assert contrast(t.icon, ground) >= 3
        assert contrast(t.today, ground) >= 3
    for text, ground in (
        (t.on_fill, t.fill),
        (t.text, t.accent_soft),
        (t.fault, t.fault_soft),
    ):
        assert contrast(text, ground) >= 4.5, (text, ground)
    assert contrast(t.on_fill, t.fill_hover) >= 3
    assert contrast(t.placeholder, t.paper) >= 4.5
    assert contrast(t.ring, t.fill) >= 1.8


def test_a_look_is_taken_at_once_and_remembered(make_window, qapp):
    window = make_window()
    window.do("look-dark")
    assert tones() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.ground)
    assert window.settings.look is LookOf.DARK
    assert window.actions_table["look-dark"].isChecked()
    shown = window.actions_table["save"].icon().pixmap(24, 24, QIcon.Mode.Normal).toImage()
    colours = {shown.pixelColor(x, y).name() for x in range(24) for y in range(24)
               if shown.pixelColor(x, y).alpha() > 250}  # fmt: skip
    assert DARK.icon in colours
    window.do("look-light")
    assert tones() is LIGHT


def test_icons_of_a_look_are_drawn_once(qapp):
    assert isinstance(QApplication.instance(), QApplication)
    assert icon("save").cacheKey() == icon("save").cacheKey()
