"""Choose rows by a rule: a small language over whole columns that runs no code of its own.

A rule compares columns of a table with numbers and quoted words::

    year_of_construction < 1945 and size_class in ('AB', 'MFH')
    e_del_kwh / floor_area_ref_m2 > 250 or empty(year_of_construction)
    starts(building_id, 'A') and not 1960 <= year_of_construction < 1980
"""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from app import bridge
from app.errors import UserError
from app.project import Project
from retrofit.stock.fields import Level

Mask = NDArray[np.bool_]

COMPARISONS: Final[Mapping[type[ast.cmpop], Callable[[Any, Any], Any]]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: np.isin,
    ast.NotIn: lambda left, right: ~np.isin(left, right),
}
SUMS: Final[Mapping[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
LONGEST: Final = 2000
"""Letters of a rule."""
DEEPEST: Final = 40
"""How far brackets may be nested."""


def _words(values: Any) -> NDArray[np.str_]:
    return np.char.lower(np.asarray(values, dtype=object).astype(str))


def _empty(values: Any) -> Mask:
    array = np.asarray(values)
    if array.dtype.kind in "OUS":
        return np.asarray(array.astype(str) == "")
    return np.asarray(np.isnan(array))


FUNCTIONS: Final[Mapping[str, tuple[int, Callable[..., Any]]]] = {
    "empty": (1, _empty),
    "contains": (2, lambda text, part: np.char.find(_words(text), str(part).lower()) >= 0),
    "starts": (2, lambda text, part: np.char.startswith(_words(text), str(part).lower())),
    "ends": (2, lambda text, part: np.char.endswith(_words(text), str(part).lower())),
    "abs": (1, np.abs),
    "round": (1, np.round),
    "min": (2, np.minimum),
    "max": (2, np.maximum),
}
"""Functions of the language: how many values they take, and what they do."""


def rows_where(project: Project, rule: str, level: Level = Level.BUILDING) -> NDArray[np.int32]:
    """Rows of a level for which a rule holds.

    Parameters
    ----------
    rule : str
        As the module's text shows.

    Raises
    ------
    app.errors.UserError
        If the rule cannot be read or names a column that is not there.
    """
    return rows_of(bridge.columns(project, level), rule)


def rows_of(columns: Mapping[str, Any], rule: str) -> NDArray[np.int32]:
    """Rows for which a rule over some columns holds.

    Raises
    ------
    app.errors.UserError
        If the rule cannot be read or names a column that is not there.
    """
    length = len(next(iter(columns.values()), ()))
    tree = _parsed(rule)
    with np.errstate(all="ignore"):
        try:
            found = np.asarray(_value(tree, columns, rule, 0))
        except (TypeError, ValueError, ArithmeticError, np.exceptions.DTypePromotionError):
            raise UserError("rule_kinds_differ", rule=rule) from None
    if found.dtype != np.bool_ or found.shape != (length,):
        raise UserError("rule_compares_nothing", rule=rule)
    return np.flatnonzero(found).astype(np.int32)


_ALONE = re.compile(r"""(?<![<>=!])=(?!=)(?=(?:[^'"]|'[^']*'|"[^"]*")*$)""")
"""One equals sign, outside quotes: what is meant is the comparison."""


def _parsed(rule: str) -> ast.expr:
    text = _ALONE.sub("==", " ".join(rule.split()))
    if not text or len(text) > LONGEST:
        raise UserError("rule_unreadable", rule=rule, place=1)
    try:
        return ast.parse(text, mode="eval").body
    except SyntaxError as fault:
        raise UserError("rule_unreadable", rule=rule, place=fault.offset or 1) from None
    except (ValueError, RecursionError, MemoryError):
        raise UserError("rule_unreadable", rule=rule, place=1) from None


def _value(node: ast.expr, columns: Mapping[str, Any], rule: str, depth: int) -> Any:
    """What a part of a rule stands for: an array, a number, a word, a list of them."""
    if depth > DEEPEST:
        raise UserError("rule_unreadable", rule=rule, place=node.col_offset + 1)

    def inside(part: ast.expr) -> Any:
        return _value(part, columns, rule, depth + 1)

    match node:
        case ast.BoolOp(op=op, values=values):
            join = np.logical_and if isinstance(op, ast.And) else np.logical_or
            return join.reduce(np.broadcast_arrays(*(_truth(inside(one), rule) for one in values)))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return ~_truth(inside(operand), rule)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_number(inside(operand))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in SUMS:
            return SUMS[type(op)](_number(inside(left)), _number(inside(right)))
        case ast.Compare(left=left, ops=ops, comparators=others) if all(
            type(op) in COMPARISONS for op in ops
        ):
            values = [inside(one) for one in (left, *others)]
            return np.logical_and.reduce(
                [_compared(type(op), values[place], values[place + 1]) for place, op in enumerate(ops)]
            )
        case ast.Name(id=name):
            return _column(name, columns)
        case ast.Constant(value=value) if isinstance(value, (int, float, str)) and not isinstance(
            value, bool
        ):
            return float(value) if isinstance(value, int) else value
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            return [inside(one) for one in parts]
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
            return _called(name, [inside(one) for one in args])
    raise UserError("rule_unreadable", rule=rule, place=node.col_offset + 1)


def _compared(kind: type[ast.cmpop], left: Any, right: Any) -> Mask:
    """A comparison of things of one kind: numbers with numbers, words with words."""
    if kind in (ast.In, ast.NotIn):
        if not isinstance(right, list) or any(_wordy(one) != _wordy(left) for one in right):
            raise TypeError
        if _wordy(left):
            left, right = np.asarray(left, dtype=object).astype(str), [str(one) for one in right]
    elif isinstance(right, list) or _wordy(left) != _wordy(right):
        raise TypeError
    return np.asarray(COMPARISONS[kind](left, right), dtype=np.bool_)


def _wordy(value: Any) -> bool:
    return isinstance(value, str) or np.asarray(value).dtype.kind in "OUS"


def _number(value: Any) -> Any:
    if isinstance(value, list) or _wordy(value) or np.asarray(value).dtype == np.bool_:
        raise TypeError
    return value


def _truth(value: Any, rule: str) -> Mask:
    found = np.asarray(value)
    if found.dtype != np.bool_:
        raise UserError("rule_compares_nothing", rule=rule)
    return found


def _column(name: str, columns: Mapping[str, Any]) -> Any:
    if name not in columns:
        near = sorted(columns, key=lambda known: -_likeness(name, known))[:3]
        raise UserError("rule_column_unknown", column=name, known=", ".join(near))
    return columns[name]


def _likeness(written: str, known: str) -> float:
    """How much a word is like a name, or like a part of it."""
    whole = SequenceMatcher(None, written.lower(), known).ratio()
    part = max(SequenceMatcher(None, written.lower(), part).ratio() for part in known.split("_"))
    return max(whole, 0.9 * part)


def _called(name: str, values: list[Any]) -> Any:
    if name not in FUNCTIONS:
        raise UserError("rule_function_unknown", name=name, known=", ".join(FUNCTIONS))
    count, act = FUNCTIONS[name]
    if len(values) != count:
        raise UserError("rule_function_values", name=name, count=count)
    return act(*values)
