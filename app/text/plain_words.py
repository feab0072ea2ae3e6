"""Why a file could not be read, in plain words: no reader should have to know the language we are written in."""

import json
import re
from typing import Final

from app.text.translate import _

_NO_NUMBER: Final = re.compile(r"(?:could not convert string to float|invalid literal for int\(\).*?): (.*)$")
_CELLS: Final = re.compile(r"Expected (\d+) fields in line (\d+), saw (\d+)")


def plain_words(fault: Exception) -> str:
    """Say what is wrong with what was read, without names of exceptions.

    A text that our own code gave a ``ValueError`` is said as it is.
    """
    if isinstance(fault, json.JSONDecodeError):
        return _("line {line}, column {column}: that is no JSON").format(
            line=fault.lineno, column=fault.colno
        )
    if isinstance(fault, UnicodeDecodeError):
        return _("its texts are not in UTF-8")
    if isinstance(fault, OSError):
        return fault.strerror or _("it cannot be opened")
    if isinstance(fault, KeyError):
        return _("the field {name} is missing").format(name=fault.args[0] if fault.args else "?")
    if isinstance(fault, (IndexError, StopIteration)):
        return _("a line or list is too short")
    if isinstance(fault, ZeroDivisionError):
        return _("a value that divides is zero")
    if isinstance(fault, (TypeError, AttributeError)):
        return _("a value is of the wrong kind, such as a list where a number is due")
    return _of_text(str(fault))


def _of_text(said: str) -> str:
    """Say what the text of an exception says."""
    number, cells = _NO_NUMBER.search(said), _CELLS.search(said)
    if number:
        return _("{value} is no number").format(value=number.group(1))
    if cells:
        expected, line, found = cells.groups()
        text = _("line {line} has {found} cells where {expected} are due")
        return text.format(line=line, found=found, expected=expected)
    if said.startswith(("No columns to parse", "EmptyDataError")):
        return _("it is empty")
    return said
