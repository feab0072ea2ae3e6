"""`Column`: a field with its values, read cell by cell as they are drawn, sorted and searched at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from app import bridge
from app.project import Project
from app.text import labels
from app.text.numbers import NO_VALUE, format_number
from app.text.translate import _, mark, ngettext
from retrofit.stock.fields import Field, Kind, Level, columns_of
from retrofit.stock.provenance import FIRST_GUESS, Provenance

Rows = NDArray[np.intp]

ADDED: Final = (Kind.SUM,)
"""Kinds of numbers whose sum means something."""

TEXTS: Final = (Kind.ID, Kind.TEXT)

YEARS: Final = frozenset({"year_of_construction"})
"""Numbers that are written without grouping."""

FLAGS: Final = frozenset({"heated"})
"""Numbers that mean yes or no."""

ORIGINS: Final = {
    Provenance.GIVEN: mark("Given in the building footprints"),
    Provenance.JOINED: mark("Joined from another source, such as building parts or parcels"),
    Provenance.MEASURED: mark("Measured from the shape"),
    Provenance.ARCHETYPE: mark("A guess: typical of this kind of building"),
    Provenance.ASSUMED: mark("A guess: the sources say nothing, a default is assumed"),
}
"""Where a value came from, in a sentence."""

SOURCES: Final = {
    "given": mark("Read from the files; guessed where they say nothing, then in italics."),
    "calculated": mark("Calculated."),
}

DIGITS: Final = re.compile(r"\d+")
WIDEST_NUMBER: Final = 20
LOOKED_AT: Final = 2000


@dataclass(frozen=True, eq=False)
class Column:
    """A field, its values, and where each came from.

    Attributes
    ----------
    field : Field
        What it is.
    values : ndarray, shape (n,)
        Numbers (NaN is no value), or words as objects ("" is no value).
    origins : ndarray, shape (n,), or None
        `Provenance` of each value, where it is known.
    """

    field: Field
    values: NDArray[np.generic]
    origins: NDArray[np.int8] | None = None

    @property
    def is_text(self) -> bool:
        """Whether it holds words."""
        return self.field.kind in TEXTS or self.field.name in FLAGS

    @property
    def is_searched(self) -> bool:
        """Whether the filter looks into it."""
        return self.field.kind in TEXTS

    @property
    def title(self) -> str:
        """Label and unit."""
        label, unit = _(self.field.label), self.field.unit
        return f"{label} [{unit}]" if unit else label

    @property
    def doc(self) -> str:
        """Definition and source of the field."""
        source = SOURCES.get(self.field.source, self.field.source)
        return _(self.field.doc) if self.field.kind is Kind.ID else f"{_(self.field.doc)}\n{_(source)}"

    def text(self, row: int) -> str:
        """One cell as it is read."""
        value: Any = self.values[row]
        if self.is_text:
            return self._word(value)
        if self.field.name in YEARS:
            return f"{value:.0f}" if np.isfinite(value) else NO_VALUE
        return format_number(float(value), self.field.decimals)

    def cells(self, rows: Rows) -> list[str]:
        """Some cells as a spreadsheet takes them: ungrouped numbers, empty where there is no value."""
        some: list[Any] = self.values[rows].tolist()
        if self.is_text:
            words = {value: self._word(value) for value in set(some)}
            return ["" if words[value] == NO_VALUE else words[value] for value in some]
        return ["" if not np.isfinite(value) else f"{value:.10g}" for value in some]

    def longest(self) -> str:
        """Longest word among the first rows; nothing where there are numbers."""
        if not self.is_text:
            return ""
        if self.field.kind is Kind.ID:
            return max((str(value) for value in self.values[:LOOKED_AT].tolist()), key=len, default="")
        return max(
            (self._word(value) for value in set(self.values[:LOOKED_AT].tolist())), key=len, default=""
        )

    def origin(self, row: int) -> Provenance | None:
        """Where a value came from; None where there is no value or nothing is known."""
        if self.origins is None or (self.is_text and not self.values[row]):
            return None
        return Provenance(int(self.origins[row]))

    def guessed(self, row: int) -> bool:
        """Whether a value is an archetype's or an assumption."""
        origin = self.origin(row)
        return origin is not None and origin >= FIRST_GUESS

    def having(self, text: str) -> NDArray[np.bool_]:
        """Rows whose word holds a lower-case text, shape (n,)."""
        places, words = self._words
        return np.array([text in word for word in words], dtype=bool)[places]

    @cached_property
    def keys(self) -> NDArray[np.float64]:
        """Numbers that sort as the cells do, NaN where there is no value, shape (n,)."""
        if not self.is_text:
            numbers = self.values.astype(np.float64)
            return np.where(np.isfinite(numbers), numbers, np.nan)
        places, words = self._words
        padded = [DIGITS.sub(lambda found: found[0].zfill(WIDEST_NUMBER), word) for word in words]
        ranks = np.unique(np.array(padded, dtype=np.str_), return_inverse=True)[1].astype(np.float64)
        ranks[[word == "" for word in words]] = np.nan
        return ranks[places]

    @property
    def sample(self) -> Column:
        """The same column without rows, to try something out."""
        return Column(self.field, np.zeros(0, dtype=object if self.field.kind in TEXTS else np.float64))

    @cached_property
    def span(self) -> tuple[float, float]:
        """Least and largest number, zero among them; NaN without any."""
        known = self.keys[np.isfinite(self.keys)]
        if self.is_text or not len(known):
            return np.nan, np.nan
        return min(float(known.min()), 0.0), max(float(known.max()), 0.0)

    def statistics(self, rows: Rows) -> str:
        """Count, sum, mean, least and largest of some cells; words are counted alone."""
        if self.is_text:
            said = sum(map(bool, self.values[rows].tolist()))
            return f"{self.title}: {_values(said)}"
        keys = self.keys[rows]
        known = keys[np.isfinite(keys)]
        count = _values(len(known))
        if not len(known):
            return f"{self.title}: {count}"
        if self.field.name in YEARS:
            return f"{self.title}: {count}   {_('min')} {known.min():.0f}   {_('max')} {known.max():.0f}"
        told = {_("mean"): known.mean(), _("min"): known.min(), _("max"): known.max()}
        if self.field.kind in ADDED:
            told = {_("sum"): known.sum(), **told}
        decimals = self.field.decimals
        return "   ".join(
            (
                f"{self.title}: {count}",
                *(f"{word} {format_number(float(value), decimals)}" for word, value in told.items()),
            )
        )

    @cached_property
    def _words(self) -> tuple[Rows, list[str]]:
        """Place of each row's word among the different ones; these in lower case, "" for no value."""
        places, different = pd.factorize(self.values)
        shown = (self._word(value) for value in different.tolist())
        return places, ["" if word == NO_VALUE else word.casefold() for word in shown]

    def _word(self, value: Any) -> str:
        if self.field.name in FLAGS:
            return _("yes") if value else _("no")
        return labels.field_word(self.field.name, str(value)) if value else NO_VALUE


def _values(count: int) -> str:
    return ngettext("{count} value", "{count} values", count).format(count=format_number(count))


class LateColumn(Column):
    """A column whose values are read when somebody looks at them."""

    def __init__(
        self, field: Field, read: Callable[[], NDArray[np.generic]], origins: NDArray[np.int8] | None
    ) -> None:
        object.__setattr__(self, "field", field)
        object.__setattr__(self, "origins", origins)
        object.__setattr__(self, "_read", read)

    @cached_property
    def values(self) -> NDArray[np.generic]:  # type: ignore[override]
        """Numbers or words, read once."""
        return self._read()  # type: ignore[attr-defined, no-any-return]


def columns_for(project: Project, level: Level) -> tuple[Column, ...]:
    """Every column of a level that the table can show; none before the plan is reckoned."""
    if project.baseline is None or project.assessment is None:
        return ()
    origins = project.baseline.typed.stock.provenance if level is Level.BUILDING else {}
    fields = [field for field in columns_of(level) if not field.name.startswith("provenance_")]
    return tuple(
        LateColumn(field, partial(bridge.column, project, level, field.name), _origin(origins, field.name))
        for field in fields
    )


def _origin(origins: Mapping[str, NDArray[np.int8]], name: str) -> NDArray[np.int8] | None:
    return origins.get("heating" if name == "generator" else name)


def order_of(keys: NDArray[np.float64], *, descending: bool) -> Rows:
    """Permutation that sorts; rows alike stay in their order, what has no value comes last either way."""
    last = np.where(np.isnan(keys), np.inf, -keys if descending else keys)
    return np.argsort(last, kind="stable")
