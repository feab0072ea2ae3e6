"""Put chosen columns under canonical names, in canonical units, with the user's meaning of values."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from gis.columns import text_of
from gis.delivery import FieldChoice
from gis.mapping.canonical import FIELDS, NAMES
from gis.profiles import plain
from gis.quantities import numbers

NOTHING: Final = None


def applied(frame: pd.DataFrame, role: str, fields: Mapping[str, FieldChoice]) -> pd.DataFrame:
    """Return a layer in which the chosen fields stand under their canonical names.

    A field that is to stay empty loses every column that would be recognised for it; a
    chosen one takes its column, whatever other columns are called.

    Parameters
    ----------
    frame : DataFrame, shape (F,)
    role : str
    fields : mapping
        Canonical field -> choice; fields that are not named are recognised as ever.
    """
    if not fields:
        return frame
    known = {each.name: each for each in FIELDS.get(role, ())}
    found = frame
    for name, choice in fields.items():
        if name not in known or (choice.column and choice.column not in frame):
            continue
        values = pd.Series(NOTHING, index=frame.index, dtype=object)
        if choice.column:
            values = _meant(frame[choice.column], choice, known[name].units)
        found = found.drop(columns=_others(found, NAMES[role][name], frame, fields)).assign(**{name: values})
    return found


def _meant(column: pd.Series, choice: FieldChoice, units: Mapping[str, float]) -> pd.Series:
    """Values of a column in the canonical unit, with the codes that the user gave them."""
    if choice.values:
        codes = dict(choice.values)
        said = column.map(text_of)
        return said.map(lambda text: codes.get(text, text)).astype(object)
    factor = units.get(choice.unit, 1.0)
    if factor == 1.0:
        return column
    return pd.Series(numbers(column) * factor, index=column.index, name=column.name)


def _others(
    found: pd.DataFrame, names: tuple[str, ...], frame: pd.DataFrame, fields: Mapping[str, FieldChoice]
) -> list[str]:
    """Columns that would be taken for the field, but for those that another field was given."""
    elsewhere = {choice.column for choice in fields.values()}
    return [
        str(column)
        for column in found.columns
        if column in frame and plain(str(column)) in names and str(column) not in elsewhere
    ]
