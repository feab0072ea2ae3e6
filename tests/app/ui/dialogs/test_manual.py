"""The manual in the window: pages, links, the page about what the user is at."""

import re

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QWidget

from app.paths import resources
from app.ui.actions import ACTIONS
from app.ui.dialogs.manual import PAGES, ManualDialog, page_of

FOLDER = resources() / "manual"


@pytest.mark.parametrize("name", [name for name, _title in PAGES])
def test_every_page_is_there_and_its_links_lead_somewhere(name):
    path = FOLDER / f"{name}.md"
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    for target in re.findall(r"\]\(([^)#\s]+)\)", text):
        if not target.startswith("http"):
            assert (path.parent / target).is_file(), target


def test_keys_in_the_manual_are_those_of_the_actions():
    keys = {row.shortcut for row in ACTIONS if row.shortcut}
    told = re.findall(r"^\| (.+?) \|", (FOLDER / "keys.md").read_text(encoding="utf-8"), re.MULTILINE)[2:]
    single = {
        key for line in told for key in line.split(", ") if re.fullmatch(r"(Ctrl\+(Shift\+)?\w|F\d+)", key)
    }
    assert single - keys == set()


def test_help_opens_the_page_about_what_the_user_is_at(make_window, qtbot):
    window = make_window()
    window.do("manual")
    dialog = window.findChild(ManualDialog)
    assert dialog.page == "start"
    around = QWidget()
    inside = QWidget(around)
    around.setProperty("manual", "trust")
    assert page_of(inside) == "trust"
    assert page_of(None) == "start"
    dialog.show_page("trust")
    dialog.text.anchorClicked.emit(QUrl("validation/validation.md"))
    assert dialog.page == "validation/validation"
    assert "TABULA" in dialog.text.toPlainText()
    dialog.back()
    dialog.back()
    assert dialog.page == "start"
    dialog.forward()
    assert dialog.page == "trust"
    dialog.close()
