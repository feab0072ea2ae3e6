"""Choose buildings by a rule: a small language that can only compare."""

import ast
import operator
from collections.abc import Callable, Mapping
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


def rows_where(project: Project, rule: str) -> NDArray[np.int32]:
    """Rows of the buildings for which a rule holds.

    Parameters
    ----------
    rule : str
        Columns of the building table compared with numbers and quoted words, joined by
        ``and``, ``or`` and ``not``: ``year_of_construction < 1945 and size_class in
        ['AB', 'MFH']``.

    Raises
    ------
    app.errors.UserError
        If the rule cannot be read or names a column that is not there.
    """
    columns = bridge.columns(project, Level.BUILDING)
    try:
        tree = ast.parse(rule.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        raise UserError("rule_unreadable", rule=rule) from None
    found = np.asarray(_holds(tree, columns, rule))
    if found.shape != (len(project.stock),):
        raise UserError("rule_unreadable", rule=rule)
    return np.flatnonzero(found).astype(np.int32)


def _holds(node: ast.expr, columns: Mapping[str, Any], rule: str) -> Any:
    if isinstance(node, ast.BoolOp):
        join = np.logical_and if isinstance(node.op, ast.And) else np.logical_or
        return join.reduce([_holds(one, columns, rule) for one in node.values])
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return ~_holds(node.operand, columns, rule)
    if isinstance(node, ast.Compare):
        return _compared(node, columns, rule)
    raise UserError("rule_unreadable", rule=rule)


def _compared(node: ast.Compare, columns: Mapping[str, Any], rule: str) -> Mask:
    values = [_value(one, columns, rule) for one in (node.left, *node.comparators)]
    found: list[Mask] = []
    for place, comparison in enumerate(node.ops):
        if type(comparison) not in COMPARISONS:
            raise UserError("rule_unreadable", rule=rule)
        try:
            with np.errstate(invalid="ignore"):
                found.append(COMPARISONS[type(comparison)](values[place], values[place + 1]))
        except TypeError:
            raise UserError("rule_unreadable", rule=rule) from None
    return np.asarray(np.logical_and.reduce(found))


def _value(node: ast.expr, columns: Mapping[str, Any], rule: str) -> Any:
    if isinstance(node, ast.Name):
        if node.id not in columns:
            raise UserError("rule_column_unknown", column=node.id, known=", ".join(columns))
        return columns[node.id]
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float, str)):
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        number = _value(node.operand, columns, rule)
        if isinstance(number, (int, float)):
            return -number
    if isinstance(node, (ast.List, ast.Tuple)):
        return [_value(one, columns, rule) for one in node.elts]
    raise UserError("rule_unreadable", rule=rule)
