"""A planner writes papers from the window: report, passports of a selection, a map; and copies the equal command."""

import shlex

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QGuiApplication

from app.services.samples import sample_project
from app.ui.dialogs.papers import PapersDialog
from retrofit.stock.fields import Level


@pytest.fixture
def dialog(make_window, qtbot, tmp_path):
    window = make_window(sample_project("synthetic").project)
    window.document.select(Level.BLOCK, (0,))
    window.do("papers")
    found = window.findChild(PapersDialog)
    found.folder.setText(str(tmp_path / "papers"))
    return found


def choose(dialog, kind):
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))


def written(qtbot, dialog):
    dialog.start.click()
    qtbot.waitUntil(lambda: not dialog._busy, timeout=60_000)
    return dialog.request.folder


def test_one_paper_after_the_other(dialog, qtbot, tmp_path):
    choose(dialog, "summary")
    dialog.author.setText("Town of Tests")
    folder = written(qtbot, dialog)
    text = PdfReader(folder / "summary.pdf").pages[0].extract_text()
    assert "Town of Tests" in text
    assert "summary.pdf" in dialog.written.text()
    choose(dialog, "passport")
    assert dialog.scope.currentIndex() == 1  # the buildings of the selected block
    project = dialog._project
    heated = project.baseline.typed.heated & (project.stock.block_of == 0)
    written(qtbot, dialog)
    assert len(list(folder.glob("passport-*.pdf"))) == int(heated.sum())
    choose(dialog, "map")
    dialog.paper.setCurrentIndex(dialog.paper.findData("a3"))
    written(qtbot, dialog)
    assert (folder / "map.pdf").exists()
    assert dialog._operations.settings.word("author") == "Town of Tests"


def test_only_what_belongs_to_a_paper_is_shown(dialog):
    choose(dialog, "board")
    assert dialog.years.isVisibleTo(dialog)
    assert not dialog.paper.isVisibleTo(dialog)
    assert not dialog.start.isEnabled()  # no associations in this plan
    assert "associations" in dialog.lacking.text()
    choose(dialog, "map")
    assert dialog.paper.isVisibleTo(dialog)
    assert not dialog.years.isVisibleTo(dialog)
    assert dialog.start.isEnabled()


def test_the_copied_command_writes_the_same(dialog, qtbot, tmp_path):
    from typer.testing import CliRunner

    from app.cli.commands import app as command_line
    from app.services.files import save_project

    plan = tmp_path / "my plan.gpkg"
    save_project(dialog._project, plan)
    choose(dialog, "poster")
    dialog.grant.setValue(25)
    dialog.copy.click()
    words = shlex.split(QGuiApplication.clipboard().text())
    assert words[:2] == ["kvarter-cli", "poster"]
    words[words.index("PLAN.gpkg")] = str(plan)
    found = CliRunner().invoke(command_line, words[1:])
    assert found.exit_code == 0, found.output
    by_command = {path.name: path.read_bytes() for path in dialog.request.folder.glob("*.pdf")}
    assert len(by_command) == 1
    for path in dialog.request.folder.glob("*.pdf"):
        path.unlink()
    written(qtbot, dialog)
    assert {path.name: path.read_bytes() for path in dialog.request.folder.glob("*.pdf")} == by_command
