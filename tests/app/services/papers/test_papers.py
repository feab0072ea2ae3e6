"""Board papers, posters, atlas and map sheets: plan's figures, right sizes, nothing private."""

import re

import numpy as np
import pytest
from pypdf import PdfReader

from app.errors import UserError
from app.project import Privacy
from app.report.document import Map, Table, Vote
from app.report.typeset import pdf
from app.services.owners import associations_by_names
from app.services.papers.atlas import atlas, block_rows
from app.services.papers.board import associations_of, board_paper, choices
from app.services.papers.layout import PAPERS, Layout, map_sheet, map_size_mm
from app.services.papers.many import write_each
from app.services.papers.poster import poster
from app.services.papers.report import write_paper
from app.services.papers.sender import Sender
from app.services.planning import replan
from app.services.portrait import portrait
from app.services.privacy import set_privacy
from retrofit.money.owners import Loan

SENDER = Sender("Town of Tests")


@pytest.fixture(scope="module")
def owned(town):
    names = np.where(np.arange(len(town.buildings)) % 2 == 0, "Kungla 5 KÜ", "Harbour & Co")
    return replan(associations_by_names(town, names, "owners.csv")).project


def pages_of(document, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(document))
    return PdfReader(path).pages


def blocks(document, kind):
    return [one for section in document.sections for one in section.blocks if isinstance(one, kind)]


def test_a_board_paper_has_three_options_one_decision_and_two_pages(owned, tmp_path):
    row = associations_of(owned, ("Kungla 5 KÜ",))[0]
    document = board_paper(owned, row, SENDER)
    (table,) = blocks(document, Table)
    assert len(table.head) == 4
    assert len(blocks(document, Vote)) == 1
    assert len(pages_of(document, tmp_path)) <= 2
    rows = np.flatnonzero(owned.stock.association_of == row)
    about = portrait(owned, rows)
    nothing, plan, _other = choices(owned, about, Loan())
    assert plan.invest_eur == pytest.approx(about.figures["invest_eur"])
    assert plan.e_del_kwh_m2 == pytest.approx(about.figures["e_del_after_kwh_m2"])
    assert nothing.burden.change == 0.0
    assert nothing.burden.energy_now == pytest.approx(
        about.figures["energy_cost_eur"] / about.figures["floor_area_ref_m2"] / 12
    )


def test_a_grant_of_the_share_named_leaves_nobody_worse_off(owned):
    about = portrait(owned, np.flatnonzero(owned.stock.association_of == 0))
    plan = choices(owned, about, Loan())[1]
    with_grant = choices(owned, about, Loan(grant=plan.grant))[1]
    assert with_grant.burden.change <= 1e-9


def test_papers_are_readable_in_grey(owned):
    """Colours of text and lines keep their contrast to white when printed without colour."""
    from app.report.templates import look

    tones = re.findall(r'#let (\w+) = rgb\("#(\w{6})"\)', look().decode())
    dark = {name: value for name, value in tones if name in ("ink", "quiet", "tone")}
    assert set(dark) == {"ink", "quiet", "tone"}
    for value in dark.values():
        parts = [int(value[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert 1.05 / (light + 0.05) >= 4.5


def test_unknown_and_missing_associations_are_told(town, owned):
    with pytest.raises(UserError, match="associations_none"):
        associations_of(town)
    with pytest.raises(UserError, match="association_unknown"):
        associations_of(owned, ("nobody",))
    private = set_privacy(owned, Privacy(on=True)).project
    with pytest.raises(UserError, match="privacy_refused"):
        board_paper(private, 0, SENDER)


def test_a_poster_is_one_a3_page_without_single_buildings(town, tmp_path):
    row = int(block_rows(town)[0])
    pages = pages_of(poster(town, row, SENDER), tmp_path)
    assert len(pages) == 1
    box = pages[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (297, 420)
    text = pages[0].extract_text()
    inside = town.buildings.index[town.stock.block_of == row]
    assert not [name for name in inside if re.search(rf"\b{re.escape(str(name))}\b", text)]


def test_blocks_too_small_for_the_public_have_neither_poster_nor_page(town):
    private = set_privacy(town, Privacy(on=True, least=60)).project
    shown = block_rows(private)
    hidden = np.setdiff1d(block_rows(town), shown)
    assert len(hidden)
    with pytest.raises(UserError, match="block_not_shown"):
        poster(private, int(hidden[0]), SENDER)
    titles = {section.title for section in atlas(private, SENDER).sections}
    assert f"Block {town.blocks.index[hidden[0]]}" not in titles
    assert len(titles) == len(shown) + 1


def test_the_atlas_has_a_page_for_every_block(town, tmp_path):
    document = atlas(town, SENDER)
    assert len(pages_of(document, tmp_path)) == 1 + len(block_rows(town))


@pytest.mark.parametrize("page", PAPERS)
def test_a_map_sheet_fills_its_paper_once(town, page, tmp_path):
    pages = pages_of(map_sheet(town, SENDER, layout=Layout(page)), tmp_path)
    assert len(pages) == 1
    box = pages[0].mediabox
    size = tuple(round(float(side) / 72 * 25.4) for side in (box.width, box.height))
    assert size == PAPERS[page]


def test_a_map_at_a_scale_is_at_that_scale(town):
    layout = Layout("a2", scale=2500)
    (found,) = blocks(map_sheet(town, SENDER, layout=layout), Map)
    wide_mm, _high = map_size_mm(layout)
    metres = found.width * found.metres_per_px
    assert metres * 1000 / wide_mm == pytest.approx(2500, rel=0.005)


def test_unknown_paper_and_scale_are_told(town):
    with pytest.raises(UserError, match="paper_unknown"):
        map_sheet(town, SENDER, layout=Layout("a9"))
    with pytest.raises(UserError, match="scale_wrong"):
        map_sheet(town, SENDER, layout=Layout(scale=-5))


def test_several_papers_are_refused_as_a_whole_before_any_is_written(town, tmp_path):
    rows = block_rows(town)[:2].tolist()
    papers = {str(town.blocks.index[row]): lambda row=row: poster(town, row, SENDER) for row in rows}
    files = write_each(town, tmp_path, papers, "poster", SENDER)
    assert all(path.read_bytes()[:4] == b"%PDF" for path in files.values())
    second = files[str(town.blocks.index[rows[1]])]
    kept = second.read_bytes()
    next(iter(files.values())).unlink()
    with pytest.raises(UserError, match="export_exists"):
        write_each(town, tmp_path, papers, "poster", SENDER)
    assert [path.name for path in tmp_path.iterdir()] == [second.name]
    assert second.read_bytes() == kept


def test_a_source_of_the_plan_is_never_overwritten(town, tmp_path):
    with pytest.raises(UserError, match="paper_ending"):
        write_paper(town, atlas(town, SENDER), tmp_path / "plan.gpkg", overwrite=True)
