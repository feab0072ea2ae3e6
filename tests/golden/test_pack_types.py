"""The engine meets the published need of each pack's building types, with their own geometry."""

import pytest

from app.paths import resources
from app.services.pack_check import check_pack

PUBLISHED = ("AT", "BE", "CY", "DE", "FR", "GB", "HU", "IE", "IT", "NL", "PL", "RS", "SE")
"""Countries whose published needs come with the program."""


@pytest.mark.parametrize("country", PUBLISHED)
def test_published_needs_are_met(country: str) -> None:
    report = check_pack(resources() / "packs" / country.lower(), tolerance=3e-5)
    assert report.judgement is not None
    assert report.judgement.rows > 30
    assert report.judgement.passed, report.judgement
