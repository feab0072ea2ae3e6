"""Time value of money and global cost: closed forms and published test vectors."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from app.errors import UserError
from app.services.validation.judging import Judgement, Quantity, compare
from app.text.plain_words import plain_words
from app.text.translate import _
from retrofit.money import cash_flow
from retrofit.money.global_cost import global_cost

FILES: Final = ("npv_irr_pmt", "global_cost")
FEWEST: Final = 1
TOLERANCE: Final = 1e-9

Case = Mapping[str, Any]


def judge(paths: Sequence[Path], tolerance: float | None = None) -> Judgement:
    """Compare every function with its published vectors.

    Parameters
    ----------
    paths : sequence of Path
        JSON of financial functions and JSON of global costs.
    tolerance : float, optional
        Largest relative error instead of `TOLERANCE`; rates of return always within
        half a unit of their last printed digit.
    """
    limit = TOLERANCE if tolerance is None else tolerance
    quantities, rows = [], 0
    for path in paths:
        given = _read(path)
        for name, (find, expected) in FUNCTIONS.items():
            cases = given.get("cases" if name == "global_cost" else name, [])
            if cases:
                quantities.append(_judge(name, cases, find, expected, limit, path))
                rows += len(cases)
    return Judgement("economics", rows, tuple(quantities))


def _judge(
    name: str,
    cases: Sequence[Case],
    find: Callable[[Case], float],
    expected: str,
    limit: float,
    path: Path,
) -> Quantity:
    try:
        published = np.array([_number(case[expected]) for case in cases])
        found = np.array([find(case) for case in cases])
    except (KeyError, TypeError, ValueError, IndexError) as fault:
        raise UserError(
            "validation_file_unreadable", path=path, reason=f"{name}: {plain_words(fault)}"
        ) from None
    if name == "irr":
        within = np.array([_printed(case[expected]) for case in cases])
        near = (np.abs(found - published) <= within) | (np.isnan(found) & np.isnan(published))
        both = np.where(near, 0.0, np.where(np.isnan(published) | np.isnan(found), np.inf, found - published))
        return compare(name, both, np.zeros(len(both)), limit, "-")
    return compare(name, found, published, limit)


def _global_cost(case: Case) -> float:
    return float(
        global_cost(
            case["CI"],
            case["annual"],
            case["r"],
            case["T"],
            [(year, eur) for year, eur in case.get("replacements", ())],
            sum(case.get("residual_at_T", ())),
        )
    )


FUNCTIONS: Final[Mapping[str, tuple[Callable[[Case], float], str]]] = {
    "pv": (lambda c: cash_flow.present_value(c["rate"], c["nper"], c["pmt"], c.get("fv", 0)), "pv"),
    "fv": (lambda c: cash_flow.future_value(c["rate"], c["nper"], c["pmt"], c["pv"]), "fv"),
    "npv": (lambda c: float(cash_flow.present_value_of_flows(c["rate"], c["cf"])), "npv"),
    "pmt": (lambda c: cash_flow.payment(c["rate"], c["nper"], c["pv"], c.get("fv", 0)), "pmt"),
    "global_cost": (_global_cost, "expected"),
    "irr": (lambda c: float(cash_flow.internal_rate_of_return(c["cf"])), "irr"),
}
"""Name of a list of cases to the engine's function and the key of its published value."""


def _number(value: object) -> float:
    """A published number; null, "nan" and "none" mean that there is none."""
    return float("nan") if value is None or str(value).lower() in {"nan", "none"} else float(str(value))


def _printed(value: object) -> float:
    """Half a unit of the last printed digit of a number."""
    text = str(value)
    digits = len(text.partition(".")[2]) if "e" not in text else 12
    return 0.5 * 10.0 ** -min(digits, 12)


def _read(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        raise UserError("validation_file_missing", path=path)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as fault:
        raise UserError("validation_file_unreadable", path=path, reason=plain_words(fault)) from None
    if not isinstance(found, dict):
        raise UserError("validation_file_unreadable", path=path, reason=_("it holds no JSON object"))
    return found
