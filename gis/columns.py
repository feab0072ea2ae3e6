"""From a source column to a canonical one: numbers, years, codes and ids, over whole columns."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gis.account import Remark
from gis.profiles import (
    BBR_USES,
    CONDITIONS,
    HEATING_WORDS,
    HERITAGE_WORDS,
    LIFESPAN_COLUMNS,
    SIZE_CLASSES,
    USE_VALUES,
    USE_WORDS,
    USES_WITHOUT_MEANING,
    plain,
)

Numbers = NDArray[np.float64]
Texts = NDArray[np.object_]

FIRST_YEAR: Final = 1000
LAST_YEAR: Final = 2100
PLACEHOLDER_YEARS: Final = (1900,)
"""Years that registers write when they know none."""
PLACEHOLDER_SHARE: Final = 0.2
"""A placeholder year is taken for one where more than this share of the known years is it."""
PLACEHOLDER_LEAST: Final = 10
"""Fewest known years of a layer for the share to mean anything."""

MOST_FLOORS: Final = 200.0
MOST_HEIGHT_M: Final = 1000.0
_SHOWN: Final = 12

_NUMBER: Final = re.compile(r"-?\d+(?:[.,]\d+)?")
_PERIOD: Final = re.compile(r"(?<!\d)(\d{4})(?!\d)\D{1,5}(\d{4})(?!\d)")
_YEAR: Final = re.compile(r"(?<!\d)(\d{1,4})(?!\d)")
_DATE: Final = re.compile(
    r"^\s*(\d{4})-(\d{2})(-(\d{2}).*)?$|^\s*(\d{4})(\d{2})(\d{2})\d*\s*$|^\s*\d{1,2}[./]\d{1,2}[./](\d{4})\s*$"
)
_BEFORE: Final = re.compile(r"before|until|prior|vor |bis |<|avant|antes|prima|før|enne|ante", re.IGNORECASE)


def pick(frame: pd.DataFrame, names: Sequence[str]) -> str | None:
    """Find the best column of a frame that has one of the plain names and is not wholly empty."""
    by_plain = {plain(str(column)): str(column) for column in reversed(frame.columns)}
    for name in names:
        column = by_plain.get(name)
        if column is not None and frame[column].notna().any():
            return column
    return None


def numbers(column: pd.Series) -> Numbers:
    """Read a column as numbers; the first number of a text counts, comma or point; NaN for none.

    Returns
    -------
    ndarray, shape (F,)
    """
    if pd.api.types.is_numeric_dtype(column.dtype):
        return column.to_numpy(dtype=np.float64, na_value=np.nan)
    return _by_value(column, _number).astype(np.float64)


def bounded(values: Numbers, most: float, code: str) -> tuple[Numbers, tuple[Remark, ...]]:
    """Take values that are not above zero for missing, and those above ``most`` with a remark."""
    with np.errstate(invalid="ignore"):
        wild = (values > most) | (values < 0)
        good = np.where((values > 0) & ~wild, values, np.nan)
    remarks = (Remark(code, "doubts", args={"count": int(wild.sum())}),) if wild.any() else ()
    return good, remarks


def years(column: pd.Series, latest: float = LAST_YEAR) -> tuple[Numbers, tuple[Remark, ...]]:
    """Read years from numbers, dates, texts and periods; placeholders become missing.

    Parameters
    ----------
    column : Series, shape (F,)
        Years, dates, or texts such as ``1971-1980`` (its middle) or ``before 1930`` (the year before).
    latest : float
        Last year that a building of the layer can have.

    Returns
    -------
    ndarray, shape (F,)
        NaN where unknown.
    tuple of Remark
    """
    remarks: list[Remark] = []
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        found = column.dt.year.to_numpy(dtype=np.float64, na_value=np.nan)
    elif pd.api.types.is_numeric_dtype(column.dtype):
        found = np.floor(numbers(column))
    else:
        found = _by_value(column, _year).astype(np.float64)
        periods = _by_value(column, _is_period).astype(bool)
        if periods.any():
            remarks.append(
                Remark("year_from_period", args={"count": int(periods.sum()), "field": column.name})
            )
    known = np.isfinite(found)
    with np.errstate(invalid="ignore"):
        impossible = known & ((found < FIRST_YEAR) | (found > latest))
    found = np.where(impossible, np.nan, found)
    if impossible.any():
        remarks.append(
            Remark("year_impossible", "doubts", args={"count": int(impossible.sum()), "field": column.name})
        )
    return _without_placeholders(found, str(column.name), remarks)


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


def uses(column: pd.Series) -> tuple[Texts, tuple[Remark, ...]]:
    """Map uses to the canonical ones; what is not known is left empty and listed."""
    return _coded(column, _use, "use_unknown")


def conditions(column: pd.Series) -> tuple[Texts, tuple[Remark, ...]]:
    """Map conditions of construction; what is not known is left empty and listed."""
    return _coded(column, lambda value: CONDITIONS.get(plain(_last_word(value)), ""), "condition_unknown")


def size_classes(column: pd.Series) -> tuple[Texts, tuple[Remark, ...]]:
    """Map building size classes; what is not known is left empty and listed."""
    return _coded(column, lambda value: SIZE_CLASSES.get(plain(value), ""), "size_class_unknown")


def heatings(column: pd.Series) -> tuple[Texts, tuple[Remark, ...]]:
    """Map heating systems; what is not known is left empty and listed."""
    return _coded(column, lambda value: _matched(value, HEATING_WORDS), "heating_unknown")


def protections(column: pd.Series) -> tuple[Texts, tuple[Remark, ...]]:
    """Map heritage protection; what is not known is left empty and listed."""
    return _coded(column, lambda value: _matched(value, HERITAGE_WORDS), "heritage_unknown")


def texts(column: pd.Series) -> Texts:
    """Read a column as trimmed text; whole numbers lose their ``.0``; "" for missing.

    Returns
    -------
    ndarray, shape (F,)
    """
    return _by_value(column, _text)


def _without_placeholders(
    found: Numbers, field: str, remarks: list[Remark]
) -> tuple[Numbers, tuple[Remark, ...]]:
    known = int(np.isfinite(found).sum())
    for year in PLACEHOLDER_YEARS:
        same = found == year
        count = int(same.sum())
        if known >= PLACEHOLDER_LEAST and count > PLACEHOLDER_SHARE * known:
            found = np.where(same, np.nan, found)
            remarks.append(
                Remark(
                    "year_placeholder",
                    "doubts",
                    args={"year": year, "count": count, "known": known, "field": field},
                )
            )
    return found, tuple(remarks)


def _by_value(column: pd.Series, read: Callable[[object], object]) -> Texts:
    """Apply a function once per distinct value."""
    codes, values = pd.factorize(column, use_na_sentinel=True)
    read_values = [read(value) for value in values] + [read(None)]
    found = np.empty(len(read_values), dtype=object)
    found[:] = read_values
    return np.asarray(found[codes], dtype=object)


def _coded(column: pd.Series, read: Callable[[str], str], code: str) -> tuple[Texts, tuple[Remark, ...]]:
    raw = texts(column)
    found = _by_value(pd.Series(raw), lambda value: read(str(value)) if value else "")
    silent = np.isin(
        np.array([str(value).casefold() for value in raw], dtype=str), list(USES_WITHOUT_MEANING)
    )
    unknown = (found == "") & ~silent
    if not unknown.any():
        return found, ()
    named = tuple(dict.fromkeys(raw[unknown]))
    args = {"count": int(unknown.sum()), "field": column.name, "values": listed(named)}
    return found, (Remark(code, "doubts", args=args),)


def listed(words: Sequence[str]) -> str:
    """Put the first few of some words into a sentence."""
    shown = ", ".join(str(word) for word in words[:_SHOWN])
    return shown + (", ..." if len(words) > _SHOWN else "")


def _text(value: object) -> str:
    if value is None or value is pd.NA:
        return ""
    if isinstance(value, float):
        return "" if np.isnan(value) else (str(int(value)) if value.is_integer() else repr(value))
    return str(value).strip()


def _number(value: object) -> float:
    match = _NUMBER.search(_text(value))
    return float(match.group().replace(",", ".")) if match else np.nan


def _last_word(value: str) -> str:
    # INSPIRE 4 gives the address of a code list entry
    return value.rstrip("/").rsplit("/", 1)[-1]


def _is_period(value: object) -> bool:
    text = _text(value)
    return not _DATE.match(text) and bool(
        _PERIOD.search(text) or (_BEFORE.search(text) and _YEAR.search(text))
    )


def _year(value: object) -> float:
    text = _text(value)
    date = _DATE.match(text)
    if date:
        return float(date.group(1) or date.group(5) or date.group(8))
    period = _PERIOD.search(text)
    if period:
        return float((int(period.group(1)) + int(period.group(2))) // 2)
    single = _YEAR.search(text)
    if not single:
        return np.nan
    return float(int(single.group(1)) - (1 if _BEFORE.search(text) else 0))


def _matched(value: str, words: Sequence[tuple[str, str]]) -> str:
    """First code whose words occur in the value."""
    return next((code for code, pattern in words if re.search(pattern, value.casefold())), "")


def _use(value: str) -> str:
    word = _last_word(value)
    if word.isdigit():
        code = int(word)
        return next((use for first, last, use in BBR_USES if first <= code <= last), "")
    exact: Mapping[str, str] = USE_VALUES
    if plain(word) in exact:
        return exact[plain(word)]
    folded = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", word).replace("_", " ").casefold()
    return next((use for use, pattern in USE_WORDS if re.search(pattern, folded)), "")
