"""Fixtures of all tests."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of real data and published cases; the test is skipped where it is absent."""
    folder = Path(os.environ.get("KVARTER_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("real data absent: set KVARTER_SHARED to the folder that holds it")
    return folder
