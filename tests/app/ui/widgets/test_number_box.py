"""Numbers as they are typed in Europe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.text.numbers import format_number
from app.ui.widgets.number_box import CountBox, NumberBox, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3,5", 3.5), ("3.5", 3.5), ("0,12", 0.12), ("-1", -1.0), ("\u22122,25", -2.25), ("1 234,5", 1234.5),
        ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("1.234.567", 1234567.0), ("12'000", 12000.0), (",5", 0.5),
        ("12,500", None), ("12.500", None), ("abc", None), ("", None), ("-", None), ("1e9", None),
    ],
)  # fmt: skip
def test_numbers_of_any_country_are_read_and_what_is_unclear_is_not(text, value):
    assert read_number(text, 2) == value


def test_three_decimals_are_decimals_where_they_make_sense():
    assert read_number("0,125", 4) == 0.125
    assert read_number("0.125", 4) == 0.125


@given(st.floats(-1e6, 1e6), st.integers(3, 5), st.booleans())
def test_what_the_program_writes_it_reads_with_either_mark(value, decimals, comma):
    text = format_number(value, decimals)
    assert read_number(text.replace(".", ",") if comma else text, decimals) == pytest.approx(
        value, abs=10**-decimals
    )


def typed(box, text):
    box.selectAll()
    QTest.keyClicks(box, text) if text else QTest.keyClick(box, Qt.Key.Key_Delete)
    QTest.keyClick(box, Qt.Key.Key_Return)
    return box.value()


@pytest.fixture
def percent(qtbot):
    box = NumberBox()
    box.setRange(-20.0, 50.0)
    box.setDecimals(2)
    box.setSuffix(" % a year")
    box.setValue(3.0)
    qtbot.addWidget(box)
    box.show()
    return box


@pytest.mark.parametrize(
    ("text", "value"),
    [("3,5", 3.5), ("3.5", 3.5), ("-1", -1.0), ("500", 3.0), ("1,500", 3.0), ("-", 3.0), ("", 3.0)],
)
def test_a_field_takes_what_was_meant_or_stays(percent, text, value):
    assert typed(percent, text) == value
    assert percent.text() == f"{value:.2f} % a year"


def test_letters_are_not_taken_at_all(percent):
    assert typed(percent, "x7y") == 7.0


def test_whole_numbers_out_of_range_leave_the_field_as_it_was(qtbot):
    box = CountBox()
    box.setRange(1, 50)
    box.setSuffix(" years")
    box.setValue(30)
    qtbot.addWidget(box)
    box.show()
    assert typed(box, "500") == 30
    assert typed(box, "25") == 25


def test_needless_decimals_are_left_out_where_asked(qtbot):
    box = NumberBox(trimmed=True)
    box.setDecimals(1)
    qtbot.addWidget(box)
    box.setValue(16.0)
    assert box.text() == "16"
    assert typed(box, "12,5") == 12.5
    assert box.text() == "12.5"
