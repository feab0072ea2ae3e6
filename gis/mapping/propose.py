"""Propose which column is which field: by a profile, by its name, by its values."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gis.columns import conditions, heatings, protections, size_classes, texts, uses
from gis.delivery import FieldChoice
from gis.mapping.canonical import FIELDS, NAMES, Canonical
from gis.mapping.profile import Profile, best_profile
from gis.measured_roofs import FORM, MODELLED, NUMBERS
from gis.profiles import ONLY_WHEN_UNIQUE, by_spelling, plain
from gis.quantities import numbers, years
from gis.references import normalise

SAMPLE: Final = 3000
"""Rows that are looked at."""
SHOWN: Final = 5
MOSTLY: Final = 0.8
TELLING: Final = 0.7
"""Share of words that must be known uses for a column to be taken for them."""
YEARS: Final = (1700, 2030)
CODED: Final = 40
"""A column of codes has no more different values than this, or than a tenth of the rows."""

READERS: Final[Mapping[str, Callable[[pd.Series], tuple[NDArray[np.object_], object]]]] = {
    "current_use": uses, "condition_of_construction": conditions, "size_class": size_classes,
    "heating": heatings, "heritage": protections,
}  # fmt: skip

STEMS: Final = {
    # parts of column names, where no whole name is known
    "year_of_construction": r"year|baujahr|anno|a[nñ]o|aasta|godina|година|opf.r|built|constr",
    "number_of_floors_above_ground": r"floor|storey|level|etag|gescho|plant|pian|korrus|етаж|etaj|nivel|bouwlag",
    "height_above_ground_m": r"height|h[oö]he|h.jde|altezza|altura|k[oõ]rgus|височ|hoogte|zmax|z_max",
    "number_of_dwellings": r"dwell|flat|apart|wohnung|bolig|vivienda|korter|abitaz|жилищ|unit",
    "current_use": r"use|usage|funk|anvend|nutz|otstarve|uso|destin|предназ|purpose|type",
    "heating": r"heat|heiz|varme|k[uü]tte|riscald|calef|отопл|fuel|brandstof",
    "floor_area_gross_m2": r"gross|gfa|bgf|floor_?area|areal|superficie|РЗП|брутна",
    "heritage": r"herit|denkm|monument|listed|fred|vincol|protec|паметник",
}  # fmt: skip

UNIT_NAMES: Final = (("cm", r"_cm$|\bcm\b"), ("mm", r"_mm$"), ("ft", r"_ft$|feet|foot"), ("ha", r"_ha$|hectare|hektar"),
                     ("ft²", r"sq_?ft|sqft|ft2"), ("km²", r"km2|sqkm"), ("dm", r"_dm$"))  # fmt: skip


_ID_NAME: Final = re.compile(
    r"(^|[_\W])(\w*id|ref|code|kood|nr|num|key|kad|кад|identif\w*)([_\W]|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Meant:
    """How often a value of the source occurs and what it is taken for."""

    value: str
    count: int
    code: str
    """Canonical code; "" where it is not understood."""


@dataclass(frozen=True, slots=True)
class FieldProposal:
    """A canonical field and what would fill it."""

    field: Canonical
    choice: FieldChoice
    """Column "" where none is known."""
    reason: str
    """profile, name, values, or "" for none."""
    filled: float
    """Share of rows in which the column says anything."""
    understood: float
    """Share of rows whose value can be used."""
    samples: tuple[tuple[str, str], ...] = ()
    """As read and as understood."""
    values: tuple[Meant, ...] = ()
    """Of a field of codes, the least understood first."""


def propose(
    frame: pd.DataFrame,
    role: str,
    profiles: Iterable[Profile] = (),
    given: Mapping[str, FieldChoice] | None = None,
) -> tuple[FieldProposal, ...]:
    """Propose a column for every field of a role.

    Parameters
    ----------
    frame : DataFrame, shape (F,)
        A layer, or its first rows.
    role : str
    profiles : iterable of Profile
    given : mapping, optional
        Choices of the user, which stand.
    """
    sample = frame.drop(columns=[name for name in ("geometry",) if name in frame]).head(SAMPLE)
    profile = best_profile(profiles, role, sample.columns)
    chosen: dict[str, tuple[FieldChoice, str]] = {
        name: (choice, "user") for name, choice in (given or {}).items()
    }
    for each in FIELDS.get(role, ()):
        if each.name not in chosen:
            chosen[each.name] = _found(each, sample, role, profile)
    taken = {choice.column for choice, _ in chosen.values() if choice.column}
    for each in FIELDS.get(role, ()):
        if not chosen[each.name][0].column and chosen[each.name][1] != "user":
            chosen[each.name] = _by_values(each, sample, taken)
            taken.add(chosen[each.name][0].column)
    return tuple(judged(each, sample, *chosen[each.name]) for each in FIELDS.get(role, ()))


def fields_of(proposals: Iterable[FieldProposal]) -> dict[str, FieldChoice]:
    """Choices that have to be made for the proposals to hold: those which no name would lead to."""
    return {
        each.field.name: each.choice
        for each in proposals
        if each.reason in ("values", "profile", "user") or each.choice.unit or each.choice.values
    }


def judged(field: Canonical, sample: pd.DataFrame, choice: FieldChoice, reason: str) -> FieldProposal:
    """How well a choice fills a field."""
    if not choice.column or choice.column not in sample:
        return FieldProposal(field, FieldChoice("") if not choice.column else choice, reason, 0.0, 0.0)
    column = sample[choice.column]
    said = texts(column)
    filled = said != ""
    understood, told = _understood(field, column, choice)
    read = [text.removesuffix(" 00:00:00") for text in said[filled].tolist()]
    pairs = dict.fromkeys(zip(read, told[filled].tolist(), strict=True))
    rows = max(len(sample), 1)
    return FieldProposal(
        field,
        choice,
        reason,
        float(filled.sum()) / rows,
        float((filled & understood).sum()) / rows,
        tuple(pairs)[:SHOWN],
        _values(said[filled], told[filled]) if field.kind == "code" else (),
    )


def _understood(
    field: Canonical, column: pd.Series, choice: FieldChoice
) -> tuple[NDArray[np.bool_], NDArray[np.object_]]:
    """Which values can be used, and how they are understood, both of shape (F,)."""
    if field.kind in ("id", "text"):
        said = texts(column)
        return said != "", said
    if field.kind == "code":
        own = dict(choice.values)
        meant = pd.Series(texts(column)).map(lambda text: own.get(text, text))
        found = READERS[field.name](meant)[0]
        return found != "", found
    if field.kind == "year":
        values = years(column).values
    else:
        values = numbers(column) * field.units.get(choice.unit, 1.0)
    told = np.array(["" if np.isnan(value) else f"{value:g}" for value in values], dtype=object)
    return np.isfinite(values), told


def _values(said: NDArray[np.object_], told: NDArray[np.object_]) -> tuple[Meant, ...]:
    counts = pd.Series(said).value_counts()
    code = dict(zip(said.tolist(), told.tolist(), strict=True))
    found = [Meant(str(value), int(count), str(code[value])) for value, count in counts.items()]
    return tuple(sorted(found, key=lambda each: (each.code != "", -each.count)))


def _found(
    field: Canonical, sample: pd.DataFrame, role: str, profile: Profile | None
) -> tuple[FieldChoice, str]:
    """By the profile of the source, else by the name of a column."""
    if profile is not None and field.name in profile.fields:
        choice = profile.fields[field.name]
        by_plain = by_spelling(sample.columns)
        if plain(choice.column) in by_plain:
            return FieldChoice(by_plain[plain(choice.column)], choice.unit, choice.values), "profile"
    by_plain = by_spelling(sample.columns)
    for name in NAMES[role][field.name]:
        column = by_plain.get(name)
        if column is None or not sample[column].notna().any():
            continue
        if field.kind == "id" and name in ONLY_WHEN_UNIQUE and not _is_unique(sample[column]):
            continue
        return FieldChoice(column, _unit(field, sample, column)), "name"
    return FieldChoice(""), ""


def _by_values(field: Canonical, sample: pd.DataFrame, taken: set[str]) -> tuple[FieldChoice, str]:
    """By a part of the name and values that are likely, or by values that only this field has."""
    for column in map(str, sample.columns):
        if column in taken or not sample[column].notna().any():
            continue
        if _is_likely(field, sample[column], column):
            return FieldChoice(column, _unit(field, sample, column)), "values"
    return FieldChoice(""), ""


def _is_likely(field: Canonical, column: pd.Series, name: str) -> bool:
    if field.kind == "id":
        named = field.name in ("block_id", "parcel_id") and column.dtype == object
        return _is_unique(column) and (named or bool(_ID_NAME.search(name)))
    if field.name == "national_cadastral_reference":
        said = [text for text in texts(column) if text][:200]
        if all(
            re.fullmatch(r"-?\d+([.,]\d+)?|\d{4}-\d\d?-\d\d?.*|\d\d?[./]\d\d?[./]\d{4}.*", text)
            for text in said
        ):
            return False  # bare numbers are ids or coordinates as often, and dates have the form of Danish parcels
        known = sum(normalise(text) is not None for text in said)
        return len(said) > 0 and known >= MOSTLY * len(said)
    if field.name == "current_use" and _tells_uses(column):
        return True
    if field.name == "year_of_construction" and _tells_years(column, name):
        return True
    stem = STEMS.get(field.name)
    if stem is None or not re.search(stem, name, re.IGNORECASE):
        return False
    if field.kind == "code":
        found = READERS[field.name](column)[0]
        said = texts(column) != ""
        return bool(said.any() and (found[said] != "").mean() >= 0.5)
    return _fits(field, years(column).values if field.kind == "year" else numbers(column), column)


def _tells_uses(column: pd.Series) -> bool:
    """Whether words of a column are uses of buildings, of several kinds, whatever it is called."""
    said = texts(column)
    words = np.array([text for text in said if text and not text.isdigit()], dtype=object)
    if len(words) < MOSTLY * max((said != "").sum(), 1):
        return False
    found = uses(pd.Series(words))[0]
    return bool((found != "").mean() >= TELLING and len(set(found.tolist()) - {""}) >= 2)


def _tells_years(column: pd.Series, name: str) -> bool:
    """Whether whole numbers of a column are years of several decades, whatever it is called."""
    if re.search(
        r"post|plz|zip|cap$|code|kod|nr|num|id$|ref|renov|sanier|end|modif|update", name, re.IGNORECASE
    ):
        return False
    values = numbers(column)
    known = values[np.isfinite(values) & (values != 0)]
    if len(known) < 5 or not np.allclose(known, np.round(known)):
        return False
    years_of = known[(known >= YEARS[0]) & (known <= YEARS[1])]
    return (
        len(years_of) >= MOSTLY * len(known)
        and float(np.ptp(years_of)) >= 20
        and len(np.unique(years_of)) >= 5
    )


def _fits(field: Canonical, values: NDArray[np.float64], column: pd.Series) -> bool:
    """Whether numbers of a column are likely for a field, in one of its units."""
    known = values[np.isfinite(values)]
    if len(known) < MOSTLY * max(int(column.notna().sum()), 1):
        return False
    if field.kind == "count" and not np.allclose(known, np.round(known)):
        return False
    middle = float(np.median(known)) if len(known) else float("nan")
    factors = list(field.units.values()) or [1.0]
    return any(field.low <= middle * factor <= field.high for factor in factors)


def _unit(field: Canonical, sample: pd.DataFrame, column: str) -> str:
    """The unit that the name of a column tells, or that alone makes its numbers likely; "" for the canonical one."""
    if not field.units:
        return ""
    for unit, pattern in UNIT_NAMES:
        if unit in field.units and re.search(pattern, column, re.IGNORECASE):
            return unit
    values = numbers(sample[column])
    known = values[np.isfinite(values) & (values > 0)]
    if not len(known):
        return ""
    middle = float(np.median(known))
    if field.low <= middle <= field.high:
        return ""
    fitting = [
        unit
        for unit in ("cm", "ha")
        if unit in field.units and field.low <= middle * field.units[unit] <= field.high
    ]
    return fitting[0] if fitting else ""


def _is_unique(column: pd.Series) -> bool:
    said = texts(column)
    return bool((said != "").all() and len(set(said.tolist())) == len(said) and len(said) > 0)


def unused(frame: pd.DataFrame, proposals: Sequence[FieldProposal]) -> tuple[str, ...]:
    """Columns of a layer that serve no field."""
    used = {each.choice.column for each in proposals}
    if MODELLED in frame:
        used |= {
            *NUMBERS,
            FORM,
            MODELLED,
            "volume_m3",
            "wall_area_m2",
        }  # a city model's own, used as they are
    return tuple(str(name) for name in frame.columns if str(name) not in used and name != "geometry")
