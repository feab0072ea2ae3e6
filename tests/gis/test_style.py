"""Styles for other programs."""

from xml.etree import ElementTree as ET

import pytest

from gis.style import NO_VALUE, graduated_qml, graduated_sld, graduated_style, style_classes

UPPER = (10.0, 20.5, 300.0)
COLOURS = ((255, 0, 0), (0, 255, 0), (0, 0, 255))
LABELS = ("up to 10 kWh/(m²a)", '10 - 20.5 "&<>', "over 20.5")
CLASSES = style_classes(UPPER, COLOURS, LABELS)
SLD = {"se": "http://www.opengis.net/se", "ogc": "http://www.opengis.net/ogc"}


def test_qml_has_a_rule_for_each_class_and_one_for_the_rest() -> None:
    text = graduated_qml("e_del_kwh_m2", CLASSES, "No value")
    root = ET.fromstring(text)
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
    assert text == graduated_qml("e_del_kwh_m2", CLASSES, "No value")


def test_sld_says_the_same() -> None:
    root = ET.fromstring(graduated_sld("Energy & more", "E", CLASSES).encode())
    rules = root.findall(".//se:Rule", SLD)
    assert [rule.findtext(".//se:Title", namespaces=SLD) for rule in rules] == [*LABELS, "No value"]
    bounds = [[float(one.text or "") for one in rule.findall(".//ogc:Literal", SLD)] for rule in rules]
    assert bounds == [[10.0], [10.0, 20.5], [20.5], []]
    assert rules[-1].find("se:ElseFilter", SLD) is not None
    assert rules[0].findtext(".//se:Fill/se:SvgParameter", namespaces=SLD) == "#ff0000"


def test_one_class_takes_every_value() -> None:
    only = style_classes((5.0,), COLOURS[:1], ("all",))
    assert "IS NOT NULL" in graduated_qml("a", only)
    assert "ogc:Not" in graduated_sld("n", "a", only)


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="zip"):
        style_classes(UPPER, COLOURS[:2], LABELS)


def test_both_forms_together() -> None:
    style = graduated_style("Energy", "E", UPPER, COLOURS, LABELS, is_default=True)
    assert (style.name, style.is_default) == ("Energy", True)
    assert style.qml == graduated_qml("E", CLASSES)
    assert style.sld == graduated_sld("Energy", "E", CLASSES)
