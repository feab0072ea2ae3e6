"""Styles for other programs: the same classes and colours in every form."""

from xml.etree import ElementTree as ET

import pytest

from gis.handover.qml import qml
from gis.handover.sld import sld
from gis.handover.styling import layer_style
from gis.style import NO_VALUE, Look, Rule, Span, Words, spans

UPPER = (10.0, 20.5, 300.0)
COLOURS = ((255, 0, 0), (0, 255, 0), (0, 0, 255))
LABELS = ("up to 10 kWh/(m²a)", '10 - 20.5 "&<>', "over 20.5")
LOOK = Look(spans("e_del_kwh_m2", UPPER, COLOURS, LABELS))
SLD = {"se": "http://www.opengis.net/se", "ogc": "http://www.opengis.net/ogc"}


def test_qml_has_a_rule_for_each_class_and_one_for_the_rest() -> None:
    root = ET.fromstring(qml(LOOK))
    rules = root.findall("renderer-v2/rules/rule")
    assert [rule.get("label") for rule in rules] == [*LABELS, "No value"]
    assert [rule.get("filter") for rule in rules] == [
        '"e_del_kwh_m2" <= 10.0',
        '"e_del_kwh_m2" > 10.0 AND "e_del_kwh_m2" <= 20.5',
        '"e_del_kwh_m2" > 20.5',
        "ELSE",
    ]
    symbols = {symbol.get("name"): symbol for symbol in root.findall("renderer-v2/symbols/symbol")}
    fills = [
        symbols[rule.get("symbol", "")].find("layer/Option/Option[@name='color']").get("value")  # type: ignore[union-attr]
        for rule in rules
    ]
    assert fills == [f"{r},{g},{b},255" for r, g, b in (*COLOURS, NO_VALUE)]
    assert qml(LOOK) == qml(LOOK)


def test_sld_says_the_same() -> None:
    root = ET.fromstring(sld("Energy & more", LOOK).encode())
    rules = root.findall(".//se:Rule", SLD)
    assert [rule.findtext(".//se:Title", namespaces=SLD) for rule in rules] == [*LABELS, "No value"]
    bounds = [[float(one.text or "") for one in rule.findall(".//ogc:Literal", SLD)] for rule in rules]
    assert bounds == [[10.0], [10.0, 20.5], [20.5], []]
    assert rules[-1].find("se:ElseFilter", SLD) is not None
    assert rules[0].findtext(".//se:Fill/se:SvgParameter", namespaces=SLD) == "#ff0000"


def test_one_class_takes_every_value() -> None:
    only = Look(spans("a", (5.0,), COLOURS[:1], ("all",)))
    assert "IS NOT NULL" in qml(only)
    assert "ogc:Not" in sld("n", only)


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="zip"):
        spans("e", UPPER, COLOURS[:2], LABELS)


def test_words_are_categories_and_what_is_left_out_on_purpose_comes_first() -> None:
    look = Look(
        (
            Rule("Class A", COLOURS[0], (Words("class", ("A", "A+")),)),
            Rule("O'Hara \\ B", COLOURS[1], (Words("class", ("B",)),)),
        ),
        Rule("Not heated", (200, 200, 200), (Span("heated", None, 0.0),)),
    )
    assert look.categories == "class"
    root = ET.fromstring(qml(look))
    drawn = root.find("renderer-v2")
    assert drawn is not None
    assert drawn.get("type") == "categorizedSymbol"
    labels = [one.get("label") for one in drawn.findall("categories/category")]
    assert labels == ["Class A", "O'Hara \\ B", "Not heated", "No value"]
    assert [one.get("value") for one in drawn.findall("categories/category")[0]] == ["A", "A+"]
    titles = [one.text for one in ET.fromstring(sld("c", look).encode()).findall(".//se:Title", SLD)]
    assert titles == labels


def test_both_forms_together() -> None:
    style = layer_style("Energy", LOOK, is_default=True)
    assert (style.name, style.is_default) == ("Energy", True)
    assert (style.qml, style.sld) == (qml(LOOK), sld("Energy", LOOK))
