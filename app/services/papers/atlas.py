"""The atlas: an overview, then one page for every block."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from app import bridge
from app.mapimage.theme import Theme
from app.project import Project
from app.report.document import Block, Bullets, Document, Fact, Facts, Section
from app.services.papers.figures import before_after, told
from app.services.papers.frame import Sender, framed
from app.services.papers.pictures import MapDesk, block_extent
from app.services.papers.report import check_reckoned
from app.services.portrait import figures
from app.services.public_view import public_view
from app.services.publishing import shown_cells
from app.text import labels
from app.text.numbers import format_number
from app.text.translate import _
from retrofit.progress import Progress, silent
from retrofit.stock.fields import Level

PAGE_PX: Final = (1500, 720)
OVERVIEW_PX: Final = (1500, 800)


def atlas(
    project: Project, sender: Sender, field: str = "e_del_kwh_m2", rows: NDArray[np.integer] | None = None, progress: Progress = silent
) -> Document:  # fmt: skip
    """Lay out one page for each of some blocks, all with heated buildings when none is named.

    With the privacy switch on, blocks are coloured as wholes and small ones are left out.
    """
    check_reckoned(project)
    level = Level.BLOCK if project.privacy.on else Level.BUILDING
    shown, theme = public_view(project, Theme(field, level))
    chosen = block_rows(project) if rows is None else rows
    sections = []
    with MapDesk(shown, theme) as desk:
        overview = desk.block(size_px=OVERVIEW_PX)
        sections.append(Section(_("Overview"), (overview,)))
        for at, row in enumerate(chosen.tolist()):
            progress(at / max(len(chosen), 1), "atlas")
            sections.append(
                Section(_("Block {name}").format(name=project.blocks.index[row]), _page(project, row, desk))
            )
    words = (project.name, f"{project.scenario.name} · {sender.day.isoformat()}", _("Atlas of blocks"))
    return framed(project, "atlas", words, sections, sender, flipped=True)


def block_rows(project: Project) -> NDArray[np.intp]:
    """Rows of the blocks with heated buildings that may be shown, by their ids."""
    assert project.assessment is not None
    heated = project.assessment.blocks["heated_count"] > 0
    if project.privacy.on:
        heated &= (
            shown_cells(project) if project.privacy.level is Level.BLOCK else np.zeros(len(heated), bool)
        )
    rows = np.flatnonzero(heated)
    return rows[np.argsort(project.blocks.index.to_numpy(dtype=str)[rows], kind="stable")]


def _page(project: Project, row: int, desk: MapDesk) -> tuple[Block, ...]:
    of = figures(project, np.array([row], dtype=np.intp), Level.BLOCK)
    facts = Facts((
        Fact(_("Heated buildings"), format_number(of["heated_count"]), _("{count} dwellings").format(count=format_number(of["number_of_dwellings"]))),
        Fact(_("Delivered energy"), before_after(of, "e_del_kwh_m2", "e_del_after_kwh_m2"), told(of, "e_del_saving_kwh")),
        Fact(_("CO2"), before_after(of, "co2_kg", "co2_after_kg")),
        Fact(_("Investment"), told(of, "invest_eur"), told(of, "invest_eur_m2")),
        Fact(_("Simple payback"), told(of, "payback_simple_a")),
        Fact(_("Guessed inputs"), told(of, "guessed_pct")),
    ), columns=6)  # fmt: skip
    extent = block_extent(project, row)
    found = desk.block(extent=extent, size_px=PAGE_PX, marked=(np.array([row]), np.empty(0, np.int64)))
    return facts, found, *_packages(project, row)


def _packages(project: Project, row: int) -> tuple[Block, ...]:
    """Which packages the buildings of the block have in the plan."""
    assert project.baseline is not None
    rows = np.flatnonzero((project.stock.block_of == row) & project.baseline.typed.heated)
    words = bridge.building_words(project, "package")[rows]
    names, counts = np.unique(words.astype(str), return_counts=True)
    said = [
        _("{package}: {count} of {all} heated buildings").format(
            package=labels.word(name, labels.PACKAGES),
            count=format_number(count),
            all=format_number(len(rows)),
        )
        for name, count in zip(names.tolist(), counts.tolist(), strict=True)
    ]
    return (Bullets(tuple(said), small=True),)
