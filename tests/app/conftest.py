"""A small planned town for everything that shows one."""

import pytest

from app.project import Project
from app.services.samples import sample_project


@pytest.fixture(scope="session")
def town() -> Project:
    """The synthetic district, reckoned; a frozen value, so that tests may share it."""
    return sample_project("synthetic").project


@pytest.fixture
def document(town, qapp):
    """A document that holds the town."""
    from app.ui.document import Document

    document = Document()
    document.open(town, None, saved=True)
    return document
