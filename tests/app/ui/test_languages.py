"""The language changes while the program runs; the plan, its undo and its file stay."""

import gettext

import pytest

from app.paths import locales
from app.text import translate
from app.text.languages import languages, speak


@pytest.fixture(autouse=True)
def english():
    yield
    translate.use(gettext.NullTranslations())


def mo(texts):
    """A catalogue as gettext reads it."""
    import struct

    pairs = sorted({"": "Content-Type: text/plain; charset=UTF-8\n", **texts}.items())
    keys, values = ([word.encode() for word in words] for words in zip(*pairs, strict=True))
    begin, table, body = 28 + 16 * len(pairs), [], b""
    for words in (keys, values):
        for word in words:
            table += [len(word), begin + len(body)]
            body += word + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, begin)
    return head + struct.pack(f"<{len(table)}I", *table) + body


@pytest.fixture
def danish(monkeypatch, tmp_path):
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_words, **_more: tmp_path)
    place = locales()[0] / "da" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "kvarter.mo").write_bytes(mo({"Inspector": "Detaljer", "Undo": "Fortryd", "Language": "Sprog"}))


def test_the_languages_that_are_there_are_offered(danish):
    assert languages(locales()) == {"en": "English", "da": "Dansk"}
    assert speak("da", locales()) == "da"
    assert translate._("Inspector") == "Detaljer"
    assert translate._("Not in the catalogue") == "Not in the catalogue"


def test_a_language_that_is_gone_or_damaged_is_english(danish):
    assert speak("et", locales()) == "en"
    (locales()[0] / "da" / "LC_MESSAGES" / "kvarter.mo").write_bytes(b"nothing")
    assert speak("da", locales()) == "en"
    assert translate._("Inspector") == "Inspector"


def test_with_english_alone_there_is_nothing_to_choose(make_window):
    window = make_window()
    assert not [entry for entry in window.actions_table.menus["view"].actions()
                if entry.text() == "Language" and entry.isVisible()]  # fmt: skip


def test_the_window_speaks_another_language_at_once(danish, make_window, town, qtbot):
    window = make_window(town)
    window.do("all-advanced")
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=20_000)
    planned, document = window.document.project, window.document
    menu = next(entry for entry in window.actions_table.menus["view"].actions() if entry.text() == "Language")
    danish_entry = next(entry for entry in menu.menu().actions() if entry.text() == "Dansk")
    danish_entry.trigger()
    twin = window.twin
    qtbot.waitUntil(lambda: twin.room is not None, timeout=20_000)
    assert twin.document is document
    assert twin.document.project is planned
    assert twin.room.docks["inspector"].windowTitle() == "Detaljer"
    assert twin.actions_table["undo"].text().startswith("Fortryd")
    assert twin.settings.language == "da"
    assert twin.document.dirty
    qtbot.waitUntil(lambda: twin.room.canvas.ready, timeout=20_000)
    twin.do("undo")
    assert twin.document.project is town
