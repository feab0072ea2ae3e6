"""Styles of QGIS: categories for words, rules for everything else."""

from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import quoteattr

from gis.style import OUTLINE, OUTLINE_MM, Look, Rgb, Span, Test

DOCTYPE: Final = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
VERSION: Final = "3.22.0"
"""Oldest version that reads all of it."""


def qml(look: Look) -> str:
    """A style as a file beside a layer."""
    return (
        f'{DOCTYPE}<qgis version="{VERSION}" styleCategories="Symbology">{symbology(look)}'
        "<layerGeometryType>2</layerGeometryType></qgis>\n"
    )


def symbology(look: Look) -> str:
    """The part of a style that says how features are drawn."""
    drawn = categorised(look) if look.categories else ruled(look)
    return f"{drawn}<blendMode>0</blendMode><featureBlendMode>0</featureBlendMode>"


def plain(colour: Rgb | None, outline: Rgb, width_mm: float) -> str:
    """One symbol for all features; without a colour only their outline."""
    symbol = _symbol(0, colour, outline, width_mm)
    return (
        '<renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0" forceraster="0">'
        f"<symbols>{symbol}</symbols></renderer-v2><blendMode>0</blendMode><featureBlendMode>0</featureBlendMode>"
    )


def ruled(look: Look) -> str:
    """One rule a class, for the graduated renderer of QGIS leaves features without a value undrawn."""
    apart = "" if look.aside is None else f" AND NOT coalesce({_all(look.aside.tests)}, false)"
    rows = [(rule.label, rule.colour, _all(rule.tests) + apart, rule.drawn) for rule in look.rules]
    if look.aside is not None:
        rows.append((look.aside.label, look.aside.colour, _all(look.aside.tests), look.aside.drawn))
    rows.append((look.other, look.other_colour, "ELSE", look.other_drawn))
    named = "".join(f"{label}{test}" for label, _colour, test, _drawn in rows)
    rules = "".join(
        f'<rule key="{{{uuid5(NAMESPACE_URL, f"{named}{place}")}}}" symbol="{place}" filter={quoteattr(test)}'
        f" label={quoteattr(label)}{'' if drawn else _UNTICKED}/>"
        for place, (label, _colour, test, drawn) in enumerate(rows)
    )
    symbols = "".join(_symbol(place, row[1]) for place, row in enumerate(rows))
    return (
        '<renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">'
        f'<rules key="{{{uuid5(NAMESPACE_URL, named)}}}">{rules}</rules><symbols>{symbols}</symbols></renderer-v2>'
    )


_UNTICKED: Final = ' checkstate="0"'


def categorised(look: Look) -> str:
    """One category a class of words."""
    rows = [(_values(rule.tests[0].words), rule.label, rule.colour, rule.drawn) for rule in look.rules]  # type: ignore[union-attr]
    attribute = look.categories
    if look.aside is not None:
        test = f"coalesce({_all(look.aside.tests)}, false)"
        attribute = f"CASE WHEN {test} THEN {_text(look.aside.label)} ELSE {_column(attribute)} END"
        rows.append((_values((look.aside.label,)), look.aside.label, look.aside.colour, look.aside.drawn))
    # a category of no value takes all that no other one takes
    rows.append((' type="string" value=""', look.other, look.other_colour, look.other_drawn))
    categories = "".join(
        f'<category symbol="{place}" render="{"true" if drawn else "false"}" label={quoteattr(label)}'
        + (f"{values}/>" if values.startswith(" ") else f' type="List">{values}</category>')
        for place, (values, label, _colour, drawn) in enumerate(rows)
    )
    symbols = "".join(_symbol(place, row[2]) for place, row in enumerate(rows))
    return (
        f'<renderer-v2 type="categorizedSymbol" attr={quoteattr(attribute)} symbollevels="0" enableorderby="0"'
        f' forceraster="0"><categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2>'
    )


def _values(words: tuple[str, ...]) -> str:
    if len(words) == 1:
        return f' type="string" value={quoteattr(words[0])}'
    return "".join(f'<val type="string" value={quoteattr(word)}/>' for word in words)


def _all(tests: tuple[Test, ...]) -> str:
    return " AND ".join(_expression(test) for test in tests)


def _expression(test: Test) -> str:
    column = _column(test.field)
    if isinstance(test, Span):
        parts = [] if test.above is None else [f"{column} > {float(test.above)!r}"]
        parts += [] if test.upto is None else [f"{column} <= {float(test.upto)!r}"]
        return " AND ".join(parts) or f"{column} IS NOT NULL"
    if not test.words:
        return f"coalesce({column}, '') = ''"
    return f"{column} IN ({', '.join(map(_text, test.words))})"


def _column(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _symbol(place: int, colour: Rgb | None, outline: Rgb = OUTLINE, width_mm: float = OUTLINE_MM) -> str:
    options = {
        "color": _rgba(colour or (255, 255, 255)),
        "outline_color": _rgba(outline),
        "outline_style": "solid",
        "outline_width": str(width_mm),
        "outline_width_unit": "MM",
        "style": "no" if colour is None else "solid",
    }
    # versions before 3.20 read prop, later ones Option
    modern = "".join(
        f'<Option type="QString" name="{key}" value="{value}"/>' for key, value in options.items()
    )
    older = "".join(f'<prop k="{key}" v="{value}"/>' for key, value in options.items())
    return (
        f'<symbol type="fill" name="{place}" alpha="1" clip_to_extent="1" force_rhr="0">'
        '<layer class="SimpleFill" enabled="1" locked="0" pass="0">'
        f'<Option type="Map">{modern}</Option>{older}</layer></symbol>'
    )


def _rgba(colour: Rgb) -> str:
    return ",".join(str(int(value)) for value in colour) + ",255"
