"""Lengths, areas, scales and positions as a map reader writes them."""

import re

from app.text.numbers import THIN_SPACE, format_number


def length(metres: float) -> str:
    """A length in metres, from 10 km in kilometres."""
    if abs(metres) >= 10_000:
        return format_number(metres / 1000, 3, "km")
    return format_number(metres, 1 if abs(metres) >= 100 else 2, "m")


def area(square_metres: float) -> str:
    """An area in square metres, with hectares from one hectare on."""
    plain = format_number(square_metres, 0 if square_metres >= 100 else 1, "m²")
    if square_metres >= 1e6:
        return format_number(square_metres / 1e6, 3, "km²")
    if square_metres >= 1e4:
        return f"{plain} ({format_number(square_metres / 1e4, 2, 'ha')})"
    return plain


def position(latitude: float, longitude: float) -> str:
    """A position in degrees; six digits are a decimetre."""
    return f"{latitude:.6f}°{THIN_SPACE}{longitude:.6f}°"


def scale(number: float) -> str:
    """A scale, rounded to three figures: it is no measurement."""
    return f"1 : {format_number(float(f'{number:.3g}'))}"


def scale_number(text: str) -> float | None:
    """Read a scale as it is typed ("5000", "1:5 000", "1 : 2,500", "1:10.000"); None if it is none."""
    _one, colon, after = text.strip().rpartition(":")
    if colon and _one.strip() != "1":
        return None
    digits = re.sub(r"[\s\u202f\u00a0'.,]", "", after)
    return float(digits) if digits.isascii() and digits.isdigit() and 0 < int(digits) < 10**9 else None
