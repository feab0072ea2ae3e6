"""From a source column to numbers and years: what is possible, what is not, and what cannot be read."""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gis.account import Remark
from gis.columns import by_value, text_of
from gis.profiles import LIFESPAN_COLUMNS, USES_WITHOUT_MEANING, plain

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]

FIRST_YEAR: Final = 1000
LAST_YEAR: Final = 2035
PLACEHOLDER_YEARS: Final = (1900,)
"""Years that registers write when they know none."""
PLACEHOLDER_SHARE: Final = 0.2
"""A placeholder year is taken for one where more than this share of the known years is it."""
PLACEHOLDER_LEAST: Final = 10
"""Fewest known years of a layer for the share to mean anything."""

MOST: Final[dict[str, float]] = {
    "number_of_floors_above_ground": 100.0,
    "height_above_ground_m": 1000.0,
    "number_of_dwellings": 10_000.0,
    "official_area_m2": 2e6,
    "floor_area_gross_m2": 2e6,
}
"""More is impossible: the tallest building has 163 floors and 828 m, the largest 1.76 million m²."""

_NUMBER: Final = re.compile(r"-?\d+(?:[.,]\d+)?")
_GROUPED: Final = re.compile(
    r"^-?\d{1,3}(?:(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d+)?|(?:\.\d{3})+,\d+|(?:,\d{3})+\.\d+)(?!\d)"
)
"""Numbers whose thousands are set apart; a single point or comma is a decimal one."""
_LOOKALIKE: Final = re.compile(r"\d[^\W\d_]+\d|(?<![^\W\d_])[OoIlОоЗзБб]\d|\d[OoОоЗзБб](?![^\W\d_])")
"""A letter in the place of a digit, Latin or Cyrillic: the rest of the digits is not the number."""
_POWER: Final = re.compile(r"^-?\d+(?:[.,]\d+)?[eE][+-]?\d+$")
_PERIOD: Final = re.compile(r"(?<!\d)(\d{4})(?!\d)\D{1,5}(\d{4})(?!\d)")
_SHORT_PERIOD: Final = re.compile(r"(?<!\d)(\d{2})(\d{2})\s*[-–/]\s*(\d{2})(?![\d-])")
_YEAR: Final = re.compile(r"(?<!\d)(\d{1,4})(?!\d)")
_DATE: Final = re.compile(
    r"^\s*(\d{4})-(0\d|1[0-2])(-(\d{2}).*)?$|^\s*(\d{4})(\d{2})(\d{2})\d*\s*$|^\s*\d{1,2}[./]\d{1,2}[./](\d{4})\s*$"
)
_BEFORE: Final = re.compile(r"before|until|prior|vor |bis |<|avant|antes|prima|før|enne|ante", re.IGNORECASE)
_SILENT: Final = USES_WITHOUT_MEANING | {"n/a", "na", "nil", "<null>", "-", "–", "?", "unbekannt", "ukendt"}
"""Words in a column of numbers that say that nothing is known."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A column as numbers, and the rows whose value was not taken as it stands; all of shape (F,).

    ``values`` is NaN where nothing is known or was taken; of a ``period`` it is the middle.
    """

    values: Numbers
    impossible: Mask
    unreadable: Mask
    zero: Mask
    period: Mask
    remarks: tuple[Remark, ...] = ()


def numbers(column: pd.Series) -> Numbers:
    """Read a column as numbers; the first number of a text counts, comma or point; NaN for none.

    Returns
    -------
    ndarray, shape (F,)
    """
    if pd.api.types.is_numeric_dtype(column.dtype):
        return column.to_numpy(dtype=np.float64, na_value=np.nan)
    return by_value(column, _number).astype(np.float64)


def quantities(column: pd.Series, most: float, *, zero_counts: bool = False) -> Reading:
    """Read numbers above zero, ``most`` at the utmost; ``zero_counts`` where none is an answer too."""
    found = numbers(column)
    with np.errstate(invalid="ignore"):
        impossible = (found < 0) | (found > most)
        zero = (found == 0) & (not zero_counts)
    values = np.where(impossible | zero, np.nan, found)
    return Reading(values, impossible, _unreadable(column, found), zero, _nowhere(column))


def shares(column: pd.Series) -> Reading:
    """Read shares from 0 to 1, given as such or in per cent."""
    found = numbers(column)
    positive = found[np.isfinite(found) & (found > 0)]
    # most of a column in per cent lies above 1; a single stray value does not make it one
    if len(positive) and np.median(positive) > 1.0:
        found = found / 100.0
    with np.errstate(invalid="ignore"):
        impossible = (found < 0) | (found > 1)
    values = np.where(impossible, np.nan, found)
    return Reading(values, impossible, _unreadable(column, found), _nowhere(column), _nowhere(column))


def years(column: pd.Series, latest: float = LAST_YEAR) -> Reading:
    """Read years from numbers, dates, texts and periods; placeholders become missing.

    Parameters
    ----------
    column : Series, shape (F,)
        Years, dates, or texts such as ``1971-1980`` (its middle) or ``before 1930`` (the year before).
    latest : float
        Last year that a building of the layer can have.
    """
    period = _nowhere(column)
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        found = column.dt.year.to_numpy(dtype=np.float64, na_value=np.nan)
    elif pd.api.types.is_numeric_dtype(column.dtype):
        found = np.floor(numbers(column))
    else:
        found = by_value(column, _year).astype(np.float64)
        period = by_value(column, _is_period).astype(np.bool_)
    unreadable, zero = _unreadable(column, found), found == 0
    with np.errstate(invalid="ignore"):
        impossible = ((found < FIRST_YEAR) | (found > latest)) & ~zero
    found = np.where(impossible | zero, np.nan, found)
    period = period & np.isfinite(found)
    found, remarks = _without_placeholders(found, str(column.name))
    return Reading(found, impossible, unreadable, zero, period, remarks)


def latest_year(frame: pd.DataFrame) -> float:
    """Last year in the register's own dates, else `LAST_YEAR`."""
    found = [LAST_YEAR]
    for column in frame.columns:
        if plain(str(column)) in LIFESPAN_COLUMNS and pd.api.types.is_datetime64_any_dtype(
            frame[column].dtype
        ):
            last = frame[column].dt.year.max()
            if pd.notna(last) and FIRST_YEAR < last < LAST_YEAR:
                found.append(int(last))
    return float(max(found[1:], default=LAST_YEAR))


def _without_placeholders(found: Numbers, field: str) -> tuple[Numbers, tuple[Remark, ...]]:
    known = int(np.isfinite(found).sum())
    remarks: list[Remark] = []
    for year in PLACEHOLDER_YEARS:
        same = found == year
        count = int(same.sum())
        if known >= PLACEHOLDER_LEAST and count > PLACEHOLDER_SHARE * known:
            found = np.where(same, np.nan, found)
            args: dict[str, object] = {"year": year, "count": count, "known": known, "field": field}
            remarks.append(Remark("year_placeholder", "doubts", args=args))
    return found, tuple(remarks)


def _nowhere(column: pd.Series) -> Mask:
    return np.zeros(len(column), dtype=np.bool_)


def _unreadable(column: pd.Series, found: Numbers) -> Mask:
    """Whether a text says something that is no number."""
    if pd.api.types.is_numeric_dtype(column.dtype) or pd.api.types.is_datetime64_any_dtype(column.dtype):
        return _nowhere(column)
    says = by_value(column, lambda value: text_of(value).casefold() not in _SILENT).astype(np.bool_)
    return np.asarray(says & np.isnan(found))


def _number(value: object) -> float:
    text = text_of(value).replace("\u2212", "-")
    if _POWER.match(text) or text.casefold() in ("inf", "-inf"):
        return float(text.replace(",", "."))
    grouped = _GROUPED.match(text)
    if grouped:
        digits = re.sub(r"[ \u00a0\u202f'’]", "", grouped.group())
        decimal = max(digits.rfind("."), digits.rfind(","))
        whole, part = (digits, "") if decimal < 0 else (digits[:decimal], digits[decimal + 1 :])
        return float(f"{re.sub(r'[.,]', '', whole)}.{part or 0}")
    match = None if _LOOKALIKE.search(text) else _NUMBER.search(text)
    return float(match.group().replace(",", ".")) if match else np.nan


def _is_period(value: object) -> bool:
    text = text_of(value)
    return not _DATE.match(text) and bool(
        _PERIOD.search(text) or _SHORT_PERIOD.search(text) or (_BEFORE.search(text) and _YEAR.search(text))
    )


def _year(value: object) -> float:
    text = text_of(value)
    date = _DATE.match(text)
    if date:
        return float(date.group(1) or date.group(5) or date.group(8))
    period = _PERIOD.search(text)
    if period:
        return float((int(period.group(1)) + int(period.group(2))) // 2)
    short = _SHORT_PERIOD.search(text)
    if short and short.group(3) > short.group(2):
        century, first, last = short.groups()
        return float((int(century + first) + int(century + last)) // 2)
    single = _YEAR.search(text)
    if not single:
        return np.nan
    return float(int(single.group(1)) - (1 if _BEFORE.search(text) else 0))
