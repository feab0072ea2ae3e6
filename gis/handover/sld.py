"""Styled Layer Descriptor 1.1: the same classes for GeoServer, ArcGIS and others."""

from typing import Final
from xml.sax.saxutils import escape

from gis.style import OUTLINE, Look, Rgb, Span, Test

HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<StyledLayerDescriptor version="1.1.0" xmlns="http://www.opengis.net/sld"'
    ' xmlns:se="http://www.opengis.net/se" xmlns:ogc="http://www.opengis.net/ogc">'
)


def sld(name: str, look: Look) -> str:
    """A style as a file beside a layer; classes that are not drawn are left out."""
    apart = "" if look.aside is None else _tag("Not", _all(look.aside.tests))
    rows = [
        (rule.label, rule.colour, _filter(_and(_all(rule.tests), apart))) for rule in look.rules if rule.drawn
    ]
    if look.aside is not None and look.aside.drawn:
        rows.append((look.aside.label, look.aside.colour, _filter(_all(look.aside.tests))))
    if look.other_drawn:
        rows.append((look.other, look.other_colour, "<se:ElseFilter/>"))
    return (
        f"{HEAD}<NamedLayer><se:Name>{escape(name)}</se:Name><UserStyle><se:Name>{escape(name)}</se:Name>"
        f"<se:FeatureTypeStyle>{''.join(_rule(*row) for row in rows)}</se:FeatureTypeStyle></UserStyle></NamedLayer>"
        "</StyledLayerDescriptor>\n"
    )


def _rule(label: str, colour: Rgb, test: str) -> str:
    title = escape(label)
    return (
        f"<se:Rule><se:Name>{title}</se:Name><se:Description><se:Title>{title}</se:Title></se:Description>{test}"
        f'<se:PolygonSymbolizer><se:Fill><se:SvgParameter name="fill">{_hex(colour)}</se:SvgParameter></se:Fill>'
        f'<se:Stroke><se:SvgParameter name="stroke">{_hex(OUTLINE)}</se:SvgParameter>'
        '<se:SvgParameter name="stroke-width">0.5</se:SvgParameter></se:Stroke>'
        "</se:PolygonSymbolizer></se:Rule>"
    )


def _filter(test: str) -> str:
    return f"<ogc:Filter>{test}</ogc:Filter>"


def _all(tests: tuple[Test, ...]) -> str:
    return _and(*(_test(test) for test in tests))


def _test(test: Test) -> str:
    if isinstance(test, Span):
        parts = [] if test.above is None else [_compared("PropertyIsGreaterThan", test.field, test.above)]
        if test.upto is not None:
            parts.append(_compared("PropertyIsLessThanOrEqualTo", test.field, test.upto))
        return _and(*parts) or _tag("Not", _tag("PropertyIsNull", _property(test.field)))
    if not test.words:
        nothing = _tag("PropertyIsNull", _property(test.field))
        return _tag("Or", nothing + _compared("PropertyIsEqualTo", test.field, ""))
    equal = [_compared("PropertyIsEqualTo", test.field, word) for word in test.words]
    return equal[0] if len(equal) == 1 else _tag("Or", "".join(equal))


def _and(*parts: str) -> str:
    told = [part for part in parts if part]
    return told[0] if len(told) == 1 else _tag("And", "".join(told)) if told else ""


def _compared(operator: str, field: str, value: float | str) -> str:
    text = value if isinstance(value, str) else repr(float(value))
    return _tag(operator, _property(field) + _tag("Literal", escape(text)))


def _property(field: str) -> str:
    return _tag("PropertyName", escape(field))


def _tag(name: str, inside: str) -> str:
    return f"<ogc:{name}>{inside}</ogc:{name}>"


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{int(value):02x}" for value in colour)
