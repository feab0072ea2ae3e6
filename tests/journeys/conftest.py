"""Fixtures of journeys."""

import pytest

from app.project import Project
from app.services.samples import sample_project


@pytest.fixture(scope="session")
def town() -> Project:
    """The synthetic district, reckoned and planned."""
    return sample_project("synthetic").project
