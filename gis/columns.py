"""From a source column to a canonical one: codes and texts, over whole columns."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gis.account import Remark
from gis.profiles import (
    ALKIS_USES,
    BBR_USES,
    CC_USES,
    CONDITIONS,
    EHR_USES,
    HEATING_WORDS,
    HERITAGE_WORDS,
    SIZE_CLASSES,
    USE_VALUES,
    USE_WORDS,
    USES_WITHOUT_MEANING,
    by_spelling,
    plain,
)

Numbers = NDArray[np.float64]
Texts = NDArray[np.object_]

_SHOWN: Final = 12
_LONGEST: Final = 80
"""Letters of a word in a sentence; a damaged table has titles of thousands."""

_STRUCTURE: Final = re.compile(r"5100[1-9]_\d{3,4}")
"""Structures among the buildings of German city models: towers, silos, carports (GeoInfoDok, 51001 to 51009)."""
_NATIONAL_CODE: Final = re.compile(r"(?:31001_)?(\d{3,5})")
"""Uses as registers number them: three digits in Denmark, four in Germany, five in Estonia."""


def pick(frame: pd.DataFrame, names: Sequence[str]) -> str | None:
    """Find the best column of a frame that has one of the plain names and is not wholly empty."""
    by_plain = by_spelling(frame.columns)
    for name in names:
        column = by_plain.get(name)
        if column is not None and frame[column].notna().any():
            return column
    return None


def uses(column: pd.Series) -> tuple[Texts, tuple[Remark, ...]]:
    """Map uses to the canonical ones; what is not known is left empty and listed."""
    numbers_said = {int(text) for text in texts(column) if text.isdigit() and len(text) == 4}
    known = {code for first, last, _ in CC_USES for code in range(first, last + 1)}
    if numbers_said and numbers_said <= known:
        return _coded(column, _construction, "use_unknown")
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
    return by_value(column, text_of)


def by_value(column: pd.Series, read: Callable[[object], object]) -> Texts:
    """Apply a function once per distinct value of a column; shape (F,)."""
    try:
        codes, values = pd.factorize(column, use_na_sentinel=True)
    except TypeError:  # a cell may hold a list, as GeoJSON allows
        listed_out = [", ".join(map(str, v)) if isinstance(v, (list, np.ndarray)) else v for v in column]
        codes, values = pd.factorize(pd.Series(listed_out, dtype=object).map(_hashable), use_na_sentinel=True)
    read_values = [read(value) for value in values] + [read(None)]
    found = np.empty(len(read_values), dtype=object)
    found[:] = read_values
    return np.asarray(found[codes], dtype=object)


def _hashable(value: object) -> object:
    return str(value) if isinstance(value, (dict, set)) else value


def _coded(column: pd.Series, read: Callable[[str], str], code: str) -> tuple[Texts, tuple[Remark, ...]]:
    raw = texts(column)
    found = by_value(pd.Series(raw), lambda value: read(str(value)) if value else "")
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
    shown = ", ".join(_short(str(word)) for word in words[:_SHOWN])
    return shown + (", ..." if len(words) > _SHOWN else "")


def _short(word: str) -> str:
    return word if len(word) <= _LONGEST else f"{word[:_LONGEST]} ..."


def text_of(value: object) -> str:
    """Trim a value as text; whole numbers lose their ``.0``; "" for missing."""
    if value is None or value is pd.NA:
        return ""
    if isinstance(value, float):
        return "" if np.isnan(value) else (str(int(value)) if value.is_integer() else repr(value))
    return str(value).strip()


def _last_word(value: str) -> str:
    # INSPIRE 4 gives the address of a code list entry
    return value.rstrip("/").rsplit("/", 1)[-1]


def _matched(value: str, words: Sequence[tuple[str, str]]) -> str:
    """First code whose words occur in the value."""
    return next((code for code, pattern in words if re.search(pattern, value.casefold())), "")


def _construction(value: str) -> str:
    """Use by Eurostat's classification of types of constructions."""
    if not value.isdigit():
        return _use(value)
    return next((use for first, last, use in CC_USES if first <= int(value) <= last), "")


def _use(value: str) -> str:
    word = _last_word(value)
    if _STRUCTURE.fullmatch(word):
        return "ancillary"
    number = _NATIONAL_CODE.fullmatch(word)
    if number:
        code = int(number.group(1))
        codes = ALKIS_USES if len(number.group(1)) == 4 else EHR_USES if code > 9999 else BBR_USES
        return next((use for first, last, use in codes if first <= code <= last), "")
    exact: Mapping[str, str] = USE_VALUES
    if plain(word) in exact:
        return exact[plain(word)]
    folded = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", word).replace("_", " ").casefold()
    return next((use for use, pattern in USE_WORDS if re.search(pattern, folded)), "")
