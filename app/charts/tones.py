"""Colours of charts by what they stand for, on light and on dark ground.

The colours of parts are those of Paul Tol's muted scheme, which people with any colour
vision tell apart; on dark ground the darkest are lightened.
"""

from collections.abc import Mapping
from typing import Final

LIGHT: Final[Mapping[str, str]] = {
    "paper": "#ffffff",
    "text": "#1f2933",
    "quiet": "#56636f",
    "line": "#d5dbe0",
    "today": "#b5522a",
    "plan": "#1f5f6b",
    "need": "#1f5f6b",
    "wall": "#882255",
    "roof": "#cc6677",
    "floor": "#999933",
    "window": "#88ccee",
    "door": "#332288",
    "bridges": "#aa4499",
    "air": "#44aa99",
    "sun": "#ddcc77",
    "inside": "#b8bec4",
    "good": "#117733",
    "other": "#8d99a4",
}
DARK: Final[Mapping[str, str]] = {
    **LIGHT,
    "paper": "#1d2328",
    "text": "#e6eaee",
    "quiet": "#a9b4be",
    "line": "#414b54",
    "today": "#e8935f",
    "plan": "#7cc4d1",
    "need": "#7cc4d1",
    "wall": "#b9568a",
    "window": "#4f86c6",
    "door": "#8b80d6",
    "bridges": "#c978bd",
    "good": "#6cc48a",
    "other": "#93a0ab",
}
