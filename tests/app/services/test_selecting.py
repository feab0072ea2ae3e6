"""The small language of rules: what it finds, what it refuses, that it runs nothing."""

import operator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import bridge
from app.errors import UserError
from app.services.selecting import rows_of, rows_where
from retrofit.stock.fields import Level

YEARS = np.array([1900.0, 1950.0, np.nan, 2001.0])
COLUMNS = {
    "year": YEARS,
    "area": np.array([10.0, 0.0, 5.0, 20.0]),
    "use": np.array(["home", "Shop", "", "home"], dtype=object),
}


def rows(rule):
    return rows_of(COLUMNS, rule).tolist()


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("year < 1960", [0, 1]),
        ("1940 <= year < 2000", [1]),
        ("use == 'home' and area > 15", [3]),
        ("use in ('home', 'Shop')", [0, 1, 3]),
        ("use not in ['home']", [1, 2]),
        ("empty(year) or empty(use)", [2]),
        ("not empty(year) and not use == 'home'", [1]),
        ("contains(use, 'SH')", [1]),
        ("starts(use, 'ho') and ends(use, 'ME')", [0, 3]),
        ("area * 2 + 1 > 20", [0, 3]),
        ("year / area > 150", [0, 1]),
        ("-area < -5", [0, 3]),
        ("abs(area - 10) <= 5", [0, 2]),
        ("max(area, 7) == 7", [1, 2]),
        ("year\n  >\n 2000", [3]),
    ],
)
def test_rules_find_what_they_say(rule, found):
    assert rows(rule) == found


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("", "rule_unreadable"),
        ("year <", "rule_unreadable"),
        ("yaer < 1900", "rule_column_unknown"),
        ("year < 'old'", "rule_kinds_differ"),
        ("use > 5", "rule_kinds_differ"),
        ("use in (1, 2)", "rule_kinds_differ"),
        ("area + use > 1", "rule_kinds_differ"),
        ("area + 1", "rule_compares_nothing"),
        ("year and area", "rule_compares_nothing"),
        ("sqrt(area) > 1", "rule_function_unknown"),
        ("max(area) > 1", "rule_function_values"),
        ("__import__('os').system('true') == 0", "rule_unreadable"),
        ("(lambda: 1)() == 1", "rule_unreadable"),
        ("[x for x in year] == 1", "rule_unreadable"),
        ("year.dtype == 1", "rule_unreadable"),
        ("f'{year}' == 'a'", "rule_unreadable"),
        ("9 ** 9 ** 9 > 1", "rule_unreadable"),
        ("-" * 90 + "area < 2", "rule_unreadable"),
        ("True", "rule_unreadable"),
        ("1 < 2", "rule_compares_nothing"),
        ("x" * 3000, "rule_unreadable"),
    ],
)
def test_what_it_cannot_mean_is_refused_by_name(rule, code):
    with pytest.raises(UserError) as fault:
        rows(rule)
    assert fault.value.code == code


def test_a_slip_is_answered_with_what_was_meant():
    with pytest.raises(UserError) as fault:
        rows("yaer < 1900")
    assert "year" in fault.value.details["known"]


@given(st.text(max_size=60))
def test_nothing_but_its_own_fault_is_ever_raised(rule):
    try:
        assert set(rows(rule)) <= {0, 1, 2, 3}
    except UserError as fault:
        assert fault.code.startswith("rule_")


SIGNS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@given(
    st.sampled_from(sorted(SIGNS)),
    st.integers(1890, 2010),
    st.sampled_from(["and", "or"]),
    st.integers(0, 25),
)
def test_it_agrees_with_plain_python(sign, year, join, area):
    both = {"and": all, "or": any}[join]
    expected = [
        row for row in range(4)
        if both([SIGNS[sign](YEARS[row], year), COLUMNS["area"][row] > area])
    ]  # fmt: skip
    assert rows(f"year {sign} {year} {join} area > {area}") == expected


def test_blocks_can_be_chosen_too(town):
    found = rows_where(town, "e_del_kwh_m2 > 0 and heated_count >= 1", Level.BLOCK)
    assert len(found) == int((town.assessment.blocks["heated_count"] >= 1).sum())


def test_one_equals_sign_compares_like_two(town):
    columns = bridge.columns(town, Level.BUILDING)
    one, two = (
        rows_of(columns, f"size_class {sign} 'AB' and year_of_construction >= 1900") for sign in ("=", "==")
    )
    assert len(one)
    assert one.tolist() == two.tolist()
    assert rows_of(columns, "building_id = 'a=b'").tolist() == []
