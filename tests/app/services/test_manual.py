"""The pages of the manual that the program writes."""

from app.paths import resources
from app.services.validation import SETS

MANUAL = resources() / "manual"


def test_every_set_of_published_cases_is_on_the_page_and_passes():
    page = (MANUAL / "validation" / "validation.md").read_text(encoding="utf-8")
    for name in SETS:
        assert f'<a id="{name}"></a>' in page
        assert (MANUAL / "validation" / f"validation-{name}.png").is_file()
    assert "| failed |" not in page


def test_every_link_of_the_manual_leads_somewhere():
    index = (MANUAL / "README.md").read_text(encoding="utf-8")
    for part in index.split("](")[1:]:
        assert (MANUAL / part.partition(")")[0]).is_file()


def test_five_cities_are_explained():
    page = (MANUAL / "five-cities.md").read_text(encoding="utf-8")
    for city in ("Vitoria-Gasteiz", "Tartu", "Sønderborg", "Lecce", "Asenovgrad"):
        assert f"## {city} (" in page
