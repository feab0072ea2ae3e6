"""The district report says what the window says, names its sources, and keeps what is private."""

import io
from datetime import date

import numpy as np
import pytest
from pypdf import PdfReader

from app.errors import UserError
from app.project import Privacy
from app.report.document import Facts, Map, Table
from app.services.mapping import sources_line
from app.services.papers.figures import told
from app.services.papers.frame import Sender
from app.services.papers.report import (
    council_summary,
    district_report,
    write_report,
    write_summary_page,
)
from app.services.portrait import figures
from app.services.privacy import set_privacy
from retrofit.errors import Cancelled

SENDER = Sender("Town of Tests", day=date(2026, 11, 24))


@pytest.fixture(scope="module")
def report(town):
    return district_report(town, SENDER)


def blocks(document, kind):
    return [one for section in document.sections for one in section.blocks if isinstance(one, kind)]


def text_of(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def plain(text):
    return "".join(text.replace("\u2060", "").split())


def test_every_figure_is_that_of_the_window(town, report):
    district = figures(town, np.arange(len(town.buildings)))
    said = {fact.label: fact.value for one in blocks(report, Facts) for fact in one.facts}
    assert said["Investment"] == told(district, "invest_eur")
    assert said["Delivered energy per m²"] == told(district, "e_del_kwh_m2")
    assert said["CO2 saving"] == told(district, "co2_saving_kg")


def test_chapters_maps_and_sources_are_there(town, report, tmp_path):
    chapters = [section.title for section in report.sections]
    for word in ("Situation", "Method", "Scenarios", "The plan by year", "Money", "CO2", "Law", "Sources"):
        assert word in chapters
    assert len(blocks(report, Map)) >= 3
    assert sources_line(town) in report.credits
    assert "SYNTHETIC" in report.credits
    path = tmp_path / "report.pdf"
    write_report(town, path, SENDER)
    pages = PdfReader(path).pages
    assert 8 <= len(pages) <= 20
    for page in pages:
        assert "EURwithVAT" in plain(page.extract_text())
    assert "Town of Tests" in text_of(path)


def test_the_sum_of_the_blocks_is_the_district(town, report):
    table = next(one for one in blocks(report, Table) if one.title.startswith("The plan by"))
    assert table.total
    heated = [int(row[1].replace("\u202f", "")) for row in table.rows]
    assert sum(heated[:-1]) == heated[-1] == int(town.baseline.typed.heated.sum())


def test_the_summary_is_one_page_and_both_papers_are_text_documents_too(town, tmp_path):
    path = tmp_path / "summary.pdf"
    write_summary_page(town, path, SENDER)
    assert len(PdfReader(path).pages) == 1
    for write, name in ((write_report, "report.docx"), (write_summary_page, "summary.docx")):
        write(town, tmp_path / name, SENDER)
        assert (tmp_path / name).read_bytes()[:2] == b"PK"


def test_a_public_report_holds_no_small_cell_and_no_building(town):
    private = set_privacy(town, Privacy(on=True, least=60)).project
    report = district_report(private, SENDER)
    table = next(one for one in blocks(report, Table) if one.title.startswith("The plan by"))
    hidden = [row for row in table.rows if row[1] == "\u2013"]
    assert hidden
    assert all(set(row[1:]) == {"\u2013"} for row in hidden)
    said = str(list(report.sections))
    names = [str(name) for name in town.buildings.index]
    assert not [name for name in names if f"'{name}'" in said or f" {name} " in said]


def test_an_existing_file_stays_and_a_wrong_ending_is_told(town, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(b"mine")
    with pytest.raises(UserError, match="export_exists"):
        write_summary_page(town, path, SENDER)
    assert path.read_bytes() == b"mine"
    write_summary_page(town, path, SENDER, overwrite=True)
    assert path.read_bytes()[:4] == b"%PDF"
    with pytest.raises(UserError, match="paper_ending"):
        write_summary_page(town, tmp_path / "report.odt", SENDER)
    assert [one.name for one in tmp_path.iterdir()] == ["report.pdf"]


def test_a_report_can_be_cancelled_and_leaves_nothing(town, tmp_path):
    def stop(fraction, _what):
        if fraction > 0.4:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_report(town, tmp_path / "report.pdf", SENDER, stop)
    assert not list(tmp_path.iterdir())


def test_a_logo_that_is_no_picture_is_told(town, tmp_path):
    wrong = tmp_path / "logo.png"
    wrong.write_text("no picture", encoding="utf-8")
    for path in (wrong, tmp_path / "absent.png"):
        with pytest.raises(UserError, match="logo_wrong"):
            council_summary(town, Sender(logo=path))


def test_a_plan_without_results_has_no_report(town):
    with pytest.raises(UserError, match="export_nothing"):
        district_report(town.replace(assessment=None), SENDER)


def test_the_report_of_the_same_day_is_the_same_file(town, tmp_path):
    for name in ("a.pdf", "b.pdf"):
        write_summary_page(town, tmp_path / name, SENDER)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert io.BytesIO((tmp_path / "a.pdf").read_bytes()).read(5) == b"%PDF-"
