"""ASHRAE 140 (BESTEST): the hourly method against the published 5R1C, the monthly one against six tools."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from app.errors import UserError
from app.services.validation import bestest_case
from app.services.validation.bestest_case import Case
from app.services.validation.judging import (
    Floats,
    Judgement,
    Quantity,
    case_fault,
    compare,
    numbers,
    read_rows,
)
from app.text.plain_words import plain_words
from app.weather import read_epw

FILES: Final = ("cases", "reference", "weather", "monthly")
FEWEST: Final = 3

PUBLISHED: Final = "ISO13790_5R1C_IBPSA"
FREE_FLOAT_K: Final = 1.5
SMALL_MWH: Final = 0.05
MONTHLY_CASE: Final = "600"
WINTER: Final = ("Nov", "Dec", "Jan", "Feb", "Mar")
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NO_TOOLS: Final = frozenset({"quantity", "month", "min", "max"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A published quantity and how near to come; ``attribute`` names it in `bestest_case.Found`."""

    name: str
    attribute: str
    tolerance: float
    unit: str = ""
    small: float = 0.0
    """Published values below count as this much in a relative error."""


QUANTITIES: Final = (
    Judged("annual_heating_MWh", "heating_mwh", 0.05, small=SMALL_MWH / 0.05),
    Judged("annual_cooling_MWh", "cooling_mwh", 0.07),
    Judged("T_max_C", "theta_max_c", FREE_FLOAT_K, "K"),
    Judged("T_min_C", "theta_min_c", FREE_FLOAT_K, "K"),
)
PEAKS: Final = {"peak_heating_kW": "peak_heating_kw", "peak_cooling_kW": "peak_cooling_kw"}


def judge(paths: Sequence[Path], tolerance: float | None = None) -> Judgement:
    """Solve every case hour by hour and compare with the published ISO 13790 5R1C.

    Parameters
    ----------
    paths : sequence of Path
        JSON of cases, CSV of published results, EPW of the weather and, for the monthly
        method, CSV of monthly needs of case 600 by several tools.
    tolerance : float, optional
        Instead of all tolerances of the set.
    """
    cases, published = _cases(paths[0]), read_rows(paths[1], "quantity", "case", PUBLISHED)
    weather = bestest_case.Exposed.of(read_epw(paths[2]))
    found = {name: bestest_case.solve(case, weather) for name, case in cases.items()}
    published = published.assign(case=published["case"].str.removeprefix("Case"))
    known = published["case"].isin(list(cases))
    if not known.any():
        raise UserError("validation_case_missing", path=paths[0], case=", ".join(published["case"].unique()))
    left_out, published = published["case"][~known].unique(), published[known]
    quantities = []
    for judged in QUANTITIES:
        expected, here = _of(published, judged.name, judged.attribute, found, paths[1])
        if len(expected):
            quantities.append(_judge(judged, here, expected, tolerance))
    if len(paths) == len(FILES):
        quantities += _monthly(cases, weather, paths, tolerance)
    notes = _peaks(published, found, paths[1])
    if len(left_out):
        notes += (f"Without parameters and left out: {', '.join(left_out)}.",)
    return Judgement("bestest", len(cases), tuple(quantities), notes)


def _of(
    published: pd.DataFrame, name: str, attribute: str, found: Mapping[str, bestest_case.Found], path: Path
) -> tuple[Floats, Floats]:
    rows = published[published["quantity"] == name]
    expected = numbers(rows[PUBLISHED], path)
    here = np.array([getattr(found[case], attribute) for case in rows["case"]], dtype=np.float64)
    return expected[~np.isnan(expected)], here[~np.isnan(expected)]


def _judge(judged: Judged, here: Floats, expected: Floats, tolerance: float | None) -> Quantity:
    limit = judged.tolerance if tolerance is None else tolerance
    if judged.unit:
        return compare(judged.name, here, expected, limit, judged.unit)
    size = np.maximum(np.abs(expected), judged.small)
    size = np.where(size > 0, size, 1.0)
    return compare(judged.name, here / size, expected / size, limit, "-")


def _peaks(published: pd.DataFrame, found: Mapping[str, bestest_case.Found], path: Path) -> tuple[str, ...]:
    """How near peak powers come; nobody sets a tolerance for them."""
    notes = []
    for name, attribute in PEAKS.items():
        expected, here = _of(published, name, attribute, found, path)
        stated = expected > 0
        if stated.any():
            error = np.abs(here[stated] / expected[stated] - 1.0).max()
            notes.append(f"{name} is within {error:.1%} of the published 5R1C.")
    return tuple(notes)


def _monthly(
    cases: Mapping[str, Case], weather: bestest_case.Exposed, paths: Sequence[Path], tolerance: float | None
) -> list[Quantity]:
    """How far the monthly method lies outside the range of the tools."""
    path = paths[FILES.index("monthly")]
    if MONTHLY_CASE not in cases:
        raise UserError("validation_case_missing", path=paths[0], case=MONTHLY_CASE)
    table = read_rows(path, "quantity", "month", "min", "max")
    quantities = []
    for quantity, need in zip(("heating", "cooling"), bestest_case.monthly(cases[MONTHLY_CASE], weather), strict=True):  # fmt: skip
        rows = table[table["quantity"] == quantity].drop_duplicates("month").set_index("month")
        if list(rows.index) != list(MONTHS):
            raise UserError("validation_row_missing", path=path, row=f"{quantity} of every month")
        tools = [name for name in rows.columns if name not in NO_TOOLS] or ["min", "max"]
        sums = np.array([numbers(rows[name], path).sum() for name in tools])
        annual = _outside(np.array([need.sum()]), sums.min(keepdims=True), sums.max(keepdims=True))
        limit = 0.10 if tolerance is None else tolerance
        quantities.append(compare(f"monthly_{quantity}_annual", annual, np.zeros(1), limit, "-"))
        if quantity == "heating":
            winter = [MONTHS.index(month) for month in WINTER]
            least, most = numbers(rows["min"], path), numbers(rows["max"], path)
            off = _outside(need, least, most)[winter]
            limit = 0.15 if tolerance is None else tolerance
            quantities.append(compare("monthly_heating_winter", off, np.zeros(len(winter)), limit, "-"))
    return quantities


def _outside(found: Floats, least: Floats, most: Floats) -> Floats:
    """Relative distance from a range, 0 inside."""
    nearest = np.clip(found, least, most)
    return np.asarray(np.abs(found - nearest) / np.where(nearest > 0, nearest, 1.0))


def _cases(path: Path) -> dict[str, Case]:
    if not path.is_file():
        raise UserError("validation_file_missing", path=path)
    name = ""
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        base: Mapping[str, Any] = given["base"]
        cases = {}
        for name, changes in given["cases"].items():
            cases[name] = bestest_case.case_of({**base, **changes})
    except (ValueError, OSError, KeyError, TypeError, AttributeError) as fault:
        raise case_fault("validation_cases_bad", path, name, plain_words(fault)) from None
    return cases
