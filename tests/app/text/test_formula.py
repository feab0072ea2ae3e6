"""A formula is written as a person writes it."""

import pytest

from app.text.formula import written

FIGURES = {"a": "2 m²", "b": "\u22123 K", "c": "5"}


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("", ""),
        ("a + b", "2 m² − 3 K"),
        ("a - b", "2 m² − (−3 K)"),
        ("a - (b + c)", "2 m² − (−3 K + 5)"),
        ("a * (b + c)", "2 m² × (−3 K + 5)"),
        ("a / (c * a)", "2 m² ÷ (5 × 2 m²)"),
        ("a / c / a", "2 m² ÷ 5 ÷ 2 m²"),
        ("(a / c) ** 0.734", "(2 m² ÷ 5)^0.73"),
        ("c ** 2", "5^2"),
        ("-a * c", "−2 m² × 5"),
        ("a * c / W_per_kW", "2 m² × 5 ÷ 1000 W/kW"),
        ("max(a, c)", "(the larger of 2 m² and 5)"),
        ("utilisation(c, c)", "(1 − 5^5) ÷ (1 − 5^(5 + 1))"),
        ("a * annuity_factor(c, c)", "2 m² × 5 ÷ (1 − (1 + 5)^−5)"),
    ],
)
def test_formulas(formula, expected):
    assert written(formula, FIGURES.__getitem__) == expected
