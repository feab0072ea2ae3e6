"""Styles for other programs: classes with colours as QML (QGIS) and SLD (GeoServer, ArcGIS)."""

from collections.abc import Sequence
from typing import Final, NamedTuple
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

Rgb = tuple[int, int, int]

NO_VALUE: Final[Rgb] = (208, 208, 208)
"""Grey of features without a value."""

OUTLINE: Final[Rgb] = (90, 90, 90)
OUTLINE_MM: Final = 0.1


class LayerStyle(NamedTuple):
    """A style as a GeoPackage keeps it."""

    name: str
    qml: str
    sld: str
    is_default: bool = False


class StyleClass(NamedTuple):
    """One class: values over ``above`` and up to ``upto``; None is open."""

    label: str
    colour: Rgb
    above: float | None
    upto: float | None


def graduated_style(
    name: str,
    attribute: str,
    upper: Sequence[float],
    colours: Sequence[Rgb],
    labels: Sequence[str],
    *,
    no_value_label: str = "No value",
    is_default: bool = False,
) -> LayerStyle:
    """Make both forms of one style; arguments as in `style_classes`."""
    classes = style_classes(upper, colours, labels)
    return LayerStyle(
        name,
        graduated_qml(attribute, classes, no_value_label),
        graduated_sld(name, attribute, classes, no_value_label),
        is_default,
    )


def style_classes(
    upper: Sequence[float], colours: Sequence[Rgb], labels: Sequence[str]
) -> tuple[StyleClass, ...]:
    """Put classes together.

    Parameters
    ----------
    upper : sequence of float, length k
        Upper bound of each class, ascending. The first class is open below and the last
        above, so that a value rounded by a file format falls into a class all the same.
    colours : sequence of (r, g, b), length k
    labels : sequence of str, length k
        With unit, as the legend shows them.
    """
    lower = [None, *upper[:-1]]
    higher = [*upper[:-1], None]
    return tuple(
        StyleClass(label, colour, low, high)
        for label, colour, low, high in zip(labels, colours, lower, higher, strict=True)
    )


def graduated_qml(attribute: str, classes: Sequence[StyleClass], no_value_label: str = "No value") -> str:
    """Style of QGIS with one rule per class and a grey one for features without a value.

    Rules, since the graduated renderer of QGIS leaves features without a value undrawn.
    """
    column = '"' + attribute.replace('"', '""') + '"'
    filters = [_expression(column, one) for one in classes] + ["ELSE"]
    labels = [one.label for one in classes] + [no_value_label]
    colours = [one.colour for one in classes] + [NO_VALUE]
    rules = "".join(
        f'<rule key="{{{uuid5(NAMESPACE_URL, f"{attribute}{place}")}}}" symbol="{place}"'
        f" filter={quoteattr(test)} label={quoteattr(label)}/>"
        for place, (test, label) in enumerate(zip(filters, labels, strict=True))
    )
    symbols = "".join(_qml_symbol(place, colour) for place, colour in enumerate(colours))
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        '<qgis version="3.22.0" styleCategories="Symbology">'
        '<renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">'
        f'<rules key="{{{uuid5(NAMESPACE_URL, attribute)}}}">{rules}</rules>'
        f"<symbols>{symbols}</symbols>"
        "</renderer-v2><blendMode>0</blendMode><featureBlendMode>0</featureBlendMode>"
        "<layerGeometryType>2</layerGeometryType></qgis>\n"
    )


def graduated_sld(
    name: str, attribute: str, classes: Sequence[StyleClass], no_value_label: str = "No value"
) -> str:
    """Styled Layer Descriptor 1.1 with the same rules."""
    rules = "".join(_sld_rule(one.label, one.colour, _sld_filter(attribute, one)) for one in classes)
    rules += _sld_rule(no_value_label, NO_VALUE, "<se:ElseFilter/>")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<StyledLayerDescriptor version="1.1.0" xmlns="http://www.opengis.net/sld"'
        ' xmlns:se="http://www.opengis.net/se" xmlns:ogc="http://www.opengis.net/ogc">'
        f"<NamedLayer><se:Name>{escape(name)}</se:Name><UserStyle><se:Name>{escape(name)}</se:Name>"
        f"<se:FeatureTypeStyle>{rules}</se:FeatureTypeStyle></UserStyle></NamedLayer>"
        "</StyledLayerDescriptor>\n"
    )


def _expression(column: str, one: StyleClass) -> str:
    tests = []
    if one.above is not None:
        tests.append(f"{column} > {float(one.above)!r}")
    if one.upto is not None:
        tests.append(f"{column} <= {float(one.upto)!r}")
    return " AND ".join(tests) or f"{column} IS NOT NULL"


def _qml_symbol(place: int, colour: Rgb) -> str:
    options = {
        "color": _rgba(colour),
        "outline_color": _rgba(OUTLINE),
        "outline_style": "solid",
        "outline_width": str(OUTLINE_MM),
        "outline_width_unit": "MM",
        "style": "solid",
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


def _sld_rule(label: str, colour: Rgb, test: str) -> str:
    title = escape(label)
    return (
        f"<se:Rule><se:Name>{title}</se:Name><se:Description><se:Title>{title}</se:Title></se:Description>{test}"
        f'<se:PolygonSymbolizer><se:Fill><se:SvgParameter name="fill">{_hex(colour)}</se:SvgParameter></se:Fill>'
        f'<se:Stroke><se:SvgParameter name="stroke">{_hex(OUTLINE)}</se:SvgParameter>'
        '<se:SvgParameter name="stroke-width">0.5</se:SvgParameter></se:Stroke>'
        "</se:PolygonSymbolizer></se:Rule>"
    )


def _sld_filter(attribute: str, one: StyleClass) -> str:
    tests = ""
    if one.above is not None:
        tests += _sld_test("PropertyIsGreaterThan", attribute, one.above)
    if one.upto is not None:
        tests += _sld_test("PropertyIsLessThanOrEqualTo", attribute, one.upto)
    if one.above is not None and one.upto is not None:
        tests = f"<ogc:And>{tests}</ogc:And>"
    if not tests:
        null = f"<ogc:PropertyIsNull><ogc:PropertyName>{escape(attribute)}</ogc:PropertyName></ogc:PropertyIsNull>"
        tests = f"<ogc:Not>{null}</ogc:Not>"
    return f"<ogc:Filter>{tests}</ogc:Filter>"


def _sld_test(operator: str, attribute: str, value: float) -> str:
    return (
        f"<ogc:{operator}><ogc:PropertyName>{escape(attribute)}</ogc:PropertyName>"
        f"<ogc:Literal>{float(value)!r}</ogc:Literal></ogc:{operator}>"
    )


def _rgba(colour: Rgb) -> str:
    return ",".join(str(int(value)) for value in colour) + ",255"


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{int(value):02x}" for value in colour)
