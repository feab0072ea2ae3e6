"""Places in words and scales as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text.places import area, length, position, scale, scale_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5000", 5000), ("1:5000", 5000), ("1 : 5 000", 5000), ("1:2,500", 2500), ("1:10.000", 10_000),
        ("1 : 25\u202f000", 25_000), ("2:5000", None), ("", None), ("1:", None), ("1:0", None),
        ("far", None), ("-500", None), ("1:5e3", None), ("1:99999999999", None),
    ],
)  # fmt: skip
def test_scales_are_read_as_they_are_typed(text, number):
    assert scale_number(text) == number


@given(st.integers(1, 999).map(float), st.integers(0, 5))
def test_a_scale_that_was_written_can_be_read(digits, zeros):
    assert scale_number(scale(digits * 10**zeros)) == digits * 10**zeros


def test_sizes_carry_their_units():
    assert length(3.456) == "3.46\u202fm"
    assert length(123.456) == "123.5\u202fm"
    assert length(12_345.6) == "12.346\u202fkm"
    assert area(56.78) == "56.8\u202fm²"
    assert area(12_345) == "12\u202f345\u202fm² (1.23\u202fha)"
    assert area(2.5e6) == "2.500\u202fkm²"
    assert position(50.1, -14.4) == "50.100000°\u202f-14.400000°"
