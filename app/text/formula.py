"""Formulas of an explanation as a person writes them."""

import ast
from collections.abc import Callable, Mapping
from typing import Final

from app.text.numbers import MINUS, format_number
from app.text.translate import _, mark

Shown = Callable[[str], str]
"""Figure of a symbol, with its unit."""

CONVERSIONS: Final[Mapping[str, str]] = {
    "W_per_kW": mark("1000 W/kW"),
    "kWh_per_MWh": mark("1000 kWh/MWh"),
    "kg_per_t": mark("1000 kg/t"),
    "cm_per_m": mark("100 cm/m"),
    "h_per_d": mark("24 h/d"),
    "percent": mark("100 %"),
}
FUNCTIONS: Final[Mapping[str, str]] = {
    "max": mark("the larger of {0} and {1}"),
    "min": mark("the smaller of {0} and {1}"),
    "temperature_reduction": mark("between {1} at 1 W/(m²K) and {2} at 4 W/(m²K), read at {0}"),
    "utilisation": mark("(1 − {0}^{1}) ÷ (1 − {0}^({1} + 1))"),
    "present_value_factor": mark("(1 − ((1 + {1}) ÷ (1 + {0}))^{2}) ÷ ({0} − {1})"),
    "lifetime_factor": mark(
        "(bought now and anew every {0}, discounted at {1} a year, less what is left of it after {2})"
    ),
    "annuity_factor": mark("{0} ÷ (1 − (1 + {0})^−{1})"),
}
"""What a function says of its arguments."""

SUM, PRODUCT, SIGN, POWER, ATOM = range(5)
"""How tightly parts of a formula hold together."""
OPERATORS: Final[Mapping[type[ast.operator], tuple[str, int]]] = {
    ast.Add: (" + ", SUM),
    ast.Sub: (f" {MINUS} ", SUM),
    ast.Mult: (" × ", PRODUCT),
    ast.Div: (" ÷ ", PRODUCT),
    ast.Pow: ("^", POWER),
}


def written(formula: str, shown: Shown) -> str:
    """Write a formula with its figures filled in.

    Parameters
    ----------
    formula : str
        An expression over the symbols of a step's inputs.
    shown : callable
        Figure of a symbol.
    """
    if not formula:
        return ""
    return _write(ast.parse(formula, mode="eval").body, shown)[0]


def _write(node: ast.expr, shown: Shown) -> tuple[str, int]:
    """Text of a part, and how tightly it holds together."""
    if isinstance(node, ast.Name):
        text = _(CONVERSIONS[node.id]) if node.id in CONVERSIONS else shown(node.id)
        return text, SIGN if text.startswith(MINUS) else ATOM
    if isinstance(node, ast.Constant):
        value = float(node.value)  # type: ignore[arg-type]
        return format_number(value, 0 if value.is_integer() else 2), ATOM
    if isinstance(node, ast.UnaryOp):
        return _negative(*_write(node.operand, shown))
    if isinstance(node, ast.Call):
        return _called(node, shown)
    assert isinstance(node, ast.BinOp)
    return _combined(node, shown)


def _negative(text: str, holds: int) -> tuple[str, int]:
    """Turn the sign."""
    if holds == SIGN:
        return text.removeprefix(MINUS), ATOM
    return f"{MINUS}{_within(text, holds, PRODUCT)}", SIGN


def _combined(node: ast.BinOp, shown: Shown) -> tuple[str, int]:
    """Two parts and what is between them; two signs in a row become one."""
    sign, holds = OPERATORS[type(node.op)]
    left, left_holds = _write(node.left, shown)
    right, right_holds = _write(node.right, shown)
    if holds == SUM:
        if right_holds == SIGN and isinstance(node.op, ast.Add):
            sign, right, right_holds = f" {MINUS} ", right.removeprefix(MINUS), PRODUCT
        right = f"({right})" if right_holds in {SUM, SIGN} and isinstance(node.op, ast.Sub) else right
        return f"{left}{sign}{right}", SUM
    if holds == PRODUCT:
        below = SIGN if isinstance(node.op, ast.Div) else PRODUCT
        left = left if left_holds == SIGN else _within(left, left_holds, PRODUCT)
        right = f"({right})" if right_holds == SIGN else _within(right, right_holds, below)
        return f"{left}{sign}{right}", SIGN if left_holds == SIGN else PRODUCT
    base = f"({left})" if left_holds < ATOM or " " in left or "\u202f" in left else left
    return f"{base}^{_within(right, right_holds, ATOM)}", POWER


def _called(node: ast.Call, shown: Shown) -> tuple[str, int]:
    assert isinstance(node.func, ast.Name)
    words = _(FUNCTIONS[node.func.id])
    parts = [_write(part, shown) for part in node.args]
    powers = "^" in words
    texts = [_within(text, holds, PRODUCT if powers else SUM) for text, holds in parts]
    if node.func.id == "present_value_factor" and ast.unparse(node.args[1]) == "0":
        return f"(1 − (1 + {texts[0]})^−{texts[2]}) ÷ {texts[0]}", PRODUCT
    text = words.format(*texts)
    if node.func.id in {"max", "min"}:
        text = f"({_several(words, texts)})"
    return text, PRODUCT if powers else ATOM


def _several(words: str, texts: list[str]) -> str:
    """Name more than two parts in a row."""
    return words.format(", ".join(texts[:-1]), texts[-1])


def _within(text: str, holds: int, least: int) -> str:
    """Put a part into brackets where it would fall apart."""
    return text if holds >= least else f"({text})"
