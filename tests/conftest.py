"""Fixtures of all tests."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.database import postgis, postgres

__all__ = ["postgis", "postgres"]
"""Fixtures of other modules."""

# the same examples at every run, so that what passed here passes there; `make fuzz` and
# HYPOTHESIS_PROFILE=explore look for new ones
settings.register_profile("steady", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of real data and published cases; the test is skipped where it is absent."""
    folder = Path(os.environ.get("KVARTER_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("real data absent: set KVARTER_SHARED to the folder that holds it")
    return folder


@pytest.fixture
def make_window(qtbot, tmp_path):
    """Make real windows with settings of their own; none may leave a task behind.

    ``make_window(project)`` opens a window that is ready, with a saved project in it
    when one is given.
    """
    from app.ui.settings import Settings
    from app.ui.window import MainWindow

    made = []

    def make(project=None, *, toured=True):
        settings = Settings(tmp_path / "settings.ini")
        settings.toured = toured
        window = MainWindow(settings)
        made.append(window)
        with qtbot.waitSignal(window.ready, timeout=30_000):
            window.show()
        if project is not None:
            window.document.open(project, None, saved=True)
        return window

    yield make
    for opened in made:
        window = opened.twin or opened
        qtbot.waitUntil(lambda window=window: not window.runner.busy, timeout=30_000)
        window.document.undo_stack.setClean()
        assert window.close()
        window.deleteLater()
