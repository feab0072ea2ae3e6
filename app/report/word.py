"""Documents as DOCX, to be worked on: the same blocks in the styles of a plain text document."""

import io
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any, Final

from app.report.document import (
    Bars,
    Block,
    Box,
    Bullets,
    Document,
    Facts,
    Map,
    NewPage,
    Paragraph,
    Picture,
    Table,
    Vote,
)

FONT: Final = "Calibri"
"""Office programs have it, or one of the same width."""
MANY: Final = 7
"""Tables of more columns have smaller letters."""
TONE: Final = "1F5F6B"
QUIET: Final = "56636F"
SOFT: Final = "EEF3F4"
TEXT_CM: Final = 17.0
"""Width of the text of an upright A4 page."""
TICK: Final = "\u2610"


def docx(document: Document, _templates: Path | None = None) -> bytes:
    """Write a document as DOCX; the city's templates are for PDF only."""
    import docx as word

    paper = word.Document()
    _set_up(paper, document)
    title = paper.add_paragraph(style="Title")
    title.add_run(document.title)
    paper.add_paragraph(document.subtitle, style="Subtitle")
    for section in document.sections:
        if section.title:
            paper.add_heading(section.title, level=section.level)
        for block in section.blocks:
            _SETTERS[type(block)](paper, block)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _set_up(paper: Any, document: Document) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt, RGBColor

    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    if document.flipped:
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = Cm(29.7), Cm(21.0)
    page.left_margin = page.right_margin = Cm(2.0)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2.4)
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "List Bullet"):
        font = paper.styles[name].font
        font.name = FONT
        if name.startswith(("Title", "Heading")):
            font.color.rgb = RGBColor.from_string(TONE)
    paper.styles["Normal"].font.size = Pt(9.5)
    paper.styles["Title"].font.size = Pt(22)
    about = paper.core_properties
    about.title, about.subject, about.author = document.title, document.kind, document.author
    about.created = about.modified = datetime.combine(document.day, time(12))
    about.language, about.comments = document.language, ""
    head = page.header.paragraphs[0]
    head.text = f"{document.place} · {document.kind}"
    foot = page.footer.paragraphs[0]
    foot.text = document.credits
    for paragraph in (head, foot):
        for run in paragraph.runs:
            run.font.size = Pt(7)
            run.font.color.rgb = RGBColor.from_string(QUIET)
    _page_number(page.footer.add_paragraph(), document)


def _page_number(paragraph: Any, document: Document) -> None:
    """Fields of the word processor: page and pages."""
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    def field(instruction: str) -> None:
        for kind in ("begin", "", "end"):
            run = paragraph.add_run()
            run.font.size = Pt(7)
            element = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                element.set(_w("fldCharType"), kind)
            else:
                element.text = instruction
            run._r.append(element)

    def said(text: str) -> None:
        paragraph.add_run(text).font.size = Pt(7)

    said(document.labels.get("page", "") + " ")
    field("PAGE")
    said(f" {document.labels.get('of', '')} ")
    field("NUMPAGES")


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _paragraph(paper: Any, one: Paragraph) -> None:
    from docx.shared import Pt, RGBColor

    run = paper.add_paragraph().add_run(one.text)
    if one.manner == "lead":
        run.font.size = Pt(11)
    elif one.manner == "quiet":
        run.font.size = Pt(8)
        run.font.color.rgb = RGBColor.from_string(QUIET)


def _bullets(paper: Any, one: Bullets) -> None:
    from docx.shared import Pt

    for item in one.items:
        run = paper.add_paragraph(style="List Bullet").add_run(item)
        if one.small:
            run.font.size = Pt(7.5)


def _facts(paper: Any, one: Facts) -> None:
    from docx.shared import Pt, RGBColor

    rows = [one.facts[at : at + one.columns] for at in range(0, len(one.facts), one.columns)]
    table = paper.add_table(rows=len(rows), cols=one.columns)
    for line, facts in enumerate(rows):
        for place, fact in enumerate(facts):
            cell = table.cell(line, place)
            _shade(cell, SOFT)
            cell.paragraphs[0].add_run(fact.label).font.size = Pt(7.5)
            value = cell.add_paragraph().add_run(fact.value)
            value.bold, value.font.size = True, Pt(12)
            value.font.color.rgb = RGBColor.from_string(TONE)
            if fact.note:
                cell.add_paragraph().add_run(fact.note).font.size = Pt(7)
    paper.add_paragraph()


def _table(paper: Any, one: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    _caption(paper, one.title)
    table = paper.add_table(rows=1 + len(one.rows), cols=len(one.head))
    table.style = "Table Grid"
    table.autofit = False
    figures, shares = one.figures, one.shares
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Cm(TEXT_CM * share / sum(shares))
    for line, texts in enumerate((one.head, *one.rows)):
        cells = table.rows[line].cells
        for place, text in enumerate(texts):
            paragraph = cells[place].paragraphs[0]
            run = paragraph.add_run(text)
            run.font.size = Pt(7 if len(one.head) > MANY else 8)
            run.bold = line == 0 or (one.total and line == len(one.rows))
            if figures[place]:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            cells[place].width = Cm(TEXT_CM * shares[place] / sum(shares))
            if line == 0:
                _shade(cells[place], SOFT)
    _repeat_head(table.rows[0])
    _note(paper, one.note)


def _bars(paper: Any, one: Bars) -> None:
    lines = tuple((name, text) for name, _value, text in one.items)
    _table(paper, Table(("", ""), lines, title=one.title, note=one.note))


def _picture(paper: Any, one: Picture) -> None:
    from docx.shared import Cm

    _caption(paper, one.title)
    shape = paper.add_picture(io.BytesIO(one.png), width=Cm(TEXT_CM * one.share))
    _tell(shape, one.alt)
    _note(paper, one.note)


def _map(paper: Any, one: Map) -> None:
    from docx.shared import Cm, Pt, RGBColor

    _caption(paper, one.title)
    shape = paper.add_picture(io.BytesIO(one.png), width=Cm(TEXT_CM * one.share))
    _tell(shape, one.alt)
    legend = paper.add_paragraph()
    unit = f" [{one.legend_unit}]" if one.legend_unit else ""
    legend.add_run(f"{one.legend_title}{unit}: ").bold = True
    for key in one.keys:
        box = legend.add_run("\u2588\u2588 ")
        box.font.color.rgb = RGBColor.from_string(key.colour.removeprefix("#").upper())
        legend.add_run(f"{key.label} ({key.count})   " if key.count else f"{key.label}   ")
    for run in legend.runs:
        run.font.size = Pt(8)
    _note(paper, one.note)


def _box(paper: Any, one: Box) -> None:
    table = paper.add_table(rows=1, cols=1)
    table.style = "Table Grid"
    cell = table.cell(0, 0)
    cell.paragraphs[0].add_run(one.title).bold = True
    for line in one.lines:
        cell.add_paragraph(line)
    paper.add_paragraph()


def _vote(paper: Any, one: Vote) -> None:
    _box(paper, Box(one.question, tuple(f"{TICK}  {choice}" for choice in one.choices)))
    for name in one.signed:
        paper.add_paragraph(f"_______________________________  {name}")


def _new_page(paper: Any, _one: NewPage) -> None:
    paper.add_page_break()


def _caption(paper: Any, title: str) -> None:
    from docx.shared import Pt

    if title:
        paragraph = paper.add_paragraph()
        paragraph.add_run(title).bold = True
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(10)


def _note(paper: Any, note: str) -> None:
    if note:
        _paragraph(paper, Paragraph(note, "quiet"))


def _tell(shape: Any, alt: str) -> None:
    """Give a picture its words for those who cannot see it."""
    shape._inline.docPr.set("descr", alt)


def _shade(cell: Any, colour: str) -> None:
    from docx.oxml import OxmlElement

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(_w(name), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _repeat_head(row: Any) -> None:
    from docx.oxml import OxmlElement

    mark = OxmlElement("w:tblHeader")
    mark.set(_w("val"), "true")
    row._tr.get_or_add_trPr().append(mark)


_SETTERS: Final[dict[type[Block], Callable[[Any, Any], None]]] = {
    Paragraph: _paragraph,
    Bullets: _bullets,
    Facts: _facts,
    Table: _table,
    Bars: _bars,
    Picture: _picture,
    Map: _map,
    Box: _box,
    Vote: _vote,
    NewPage: _new_page,
}
