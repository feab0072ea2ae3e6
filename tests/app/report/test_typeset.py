"""Documents set as PDF and DOCX: nothing of a text is taken for a command, faults of templates are told."""

import io
from datetime import date

import pytest
from PIL import Image
from pypdf import PdfReader

from app.errors import UserError
from app.report.document import (
    Box,
    Bullets,
    Document,
    Fact,
    Facts,
    Key,
    Map,
    NewPage,
    Paragraph,
    Picture,
    Section,
    Table,
    Vote,
)
from app.report.typeset import pdf
from app.report.word import docx

NASTY = '#panic("x") \\ $a$ *b* _c_ <d> @e [f] {g} "h" `i` // j Ørsted Õunapuu Peñacerrada Пловдив'
LABELS = {"contents": "Contents", "page": "Page", "of": "of"}


def png(colour="red"):
    out = io.BytesIO()
    Image.new("RGB", (40, 20), colour).save(out, "PNG")
    return out.getvalue()


def every_block():
    return (
        Paragraph(NASTY),
        Paragraph("Large", "lead"),
        Paragraph("Small", "quiet"),
        Bullets((NASTY, "two")),
        Facts((Fact("Energy", "204 kWh/(m²a)", NASTY), Fact("CO2", "3 t/a"))),
        Table(
            ("Block", "Area [m²]"),
            ((NASTY, "12\u202f345"), ("Sum", "\u22121.5")),
            title="T",
            note="N",
            total=True,
        ),
        Picture("Chart", "told", png(), note="n", share=0.5),
        Map(
            "Map", "told", png(), 40, 20, 3.0, "Energy", "kWh", (Key("#ff0000", "0 – 5", "3", hatched=True),)
        ),
        NewPage(),
        Box("Note", ("line", NASTY)),
        Vote("Shall we?", ("yes", "no"), ("chair", "date")),
    )


def document(template="report", blocks=None, **more):
    sections = (
        Section("First", blocks or every_block()),
        Section(NASTY, (Paragraph("x"),)),
        Section("Deep", (), 2),
    )
    given = dict.fromkeys(("title", "subtitle", "kind", "place", "credits"), NASTY) | more
    return Document(template=template, day=date(2026, 11, 24), sections=sections, labels=LABELS, **given)


def text_of(content):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize("template", ["report", "sheet"])
def test_every_block_is_set_and_no_text_is_a_command(template):
    content = pdf(document(template))
    found = PdfReader(io.BytesIO(content))
    said = "".join(text_of(content).split())
    for word in ('#panic("x")', "Ørsted", "Õunapuu", "Peñacerrada", "Пловдив", "12345", "Shallwe?"):
        assert word in said, word
    assert found.metadata.title == NASTY
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert found.trailer["/Root"]["/Lang"] == "en"


def test_fonts_are_inside_and_the_same_document_gives_the_same_file():
    content = pdf(document())
    assert content == pdf(document())
    fonts = {}
    for page in PdfReader(io.BytesIO(content)).pages:
        for one in page["/Resources"]["/Font"].values():
            inside = one.get_object()["/DescendantFonts"][0]["/FontDescriptor"].get_object()
            fonts[str(one.get_object()["/BaseFont"])] = "/FontFile2" in inside or "/FontFile3" in inside
    assert fonts
    assert all(fonts.values())
    assert all("OpenSans" in name for name in fonts)


def test_a_city_puts_its_own_template_in_the_place_of_the_programs(tmp_path):
    own = '#import "kvarter.typ": *\n#show: paper.with(title: {{ doc.title | typ }}, labels: {{ doc.labels | typ }})\nOur own head'
    (tmp_path / "report.typ.j2").write_text(own, encoding="utf-8")
    assert "Our own head" in text_of(pdf(document(), tmp_path))
    assert "Our own head" not in text_of(pdf(document("sheet"), tmp_path))


@pytest.mark.parametrize(
    ("wrong", "code", "told"),
    [
        ("{% for x in %}", "template_wrong", "1"),
        ("{{ doc.nothing_such }}", "template_wrong", "nothing_such"),
        ("line\n{% include 'absent.j2' %}", "template_wrong", "absent.j2"),
        ("#no-such-function()", "template_unset", "no-such-function"),
        ('#read("/outside.txt")', "template_unset", "read"),
    ],
)
def test_a_template_with_an_error_is_told(tmp_path, wrong, code, told):
    (tmp_path / "report.typ.j2").write_text(wrong, encoding="utf-8")
    with pytest.raises(UserError) as found:
        pdf(document(), tmp_path)
    assert found.value.code == code
    assert told in str(found.value.details)


def test_a_template_that_is_no_text_and_a_missing_folder_are_told(tmp_path):
    (tmp_path / "report.typ.j2").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match="template_wrong"):
        pdf(document(), tmp_path)
    with pytest.raises(UserError, match="templates_missing"):
        pdf(document(), tmp_path / "absent")


def test_a_template_cannot_reach_into_the_program(tmp_path):
    (tmp_path / "report.typ.j2").write_text("{{ ''.__class__.__mro__ }}", encoding="utf-8")
    with pytest.raises(UserError, match="template_wrong"):
        pdf(document(), tmp_path)


def test_the_same_blocks_stand_in_a_text_document():
    import docx as word

    found = word.Document(io.BytesIO(docx(document())))
    texts = [one.text for one in found.paragraphs]
    assert NASTY in texts
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    assert "12\u202f345" in cells
    assert "204 kWh/(m²a)" in "\n".join(cells)
    assert [shape._inline.docPr.get("descr") for shape in found.inline_shapes] == ["told", "told"]
    assert found.core_properties.title == NASTY
    assert NASTY in found.sections[0].footer.paragraphs[0].text


def test_columns_of_figures_are_told_from_columns_of_words():
    table = Table(
        ("a", "b", "c", "d"),
        (
            ("x", "1\u202f000", "at least 16 %", "\u22123.5 %"),
            ("1", "\u2013", "3", "100\u202f%"),
        ),
    )
    assert table.figures == (False, True, False, True)
