"""A spreadsheet: a sheet a layer, the dictionary of all columns, the sources."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from gis.account import Remark
from gis.atomic import replacing
from gis.errors import WriteError
from gis.handover.layer import Layer, Origin
from gis.write import Column

MOST_ROWS: Final = 1_048_576
"""Rows that spreadsheet programs open, titles among them."""
MOST_LETTERS: Final = 32_767
"""Letters of a cell."""
LONGEST_NAME: Final = 31
"""Letters of a sheet's name."""
WIDEST: Final = 40
LOOKED_AT: Final = 200
"""Rows that decide how wide a column is."""
OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""What stands in a cell is what was in the plan: nothing is run, followed or turned into a number."""


@dataclass(frozen=True, slots=True)
class Words:
    """Titles in the language of the reader."""

    dictionary: str = "Dictionary"
    sources: str = "Sources"
    source_titles: tuple[str, ...] = ("What", "Words")
    dictionary_titles: tuple[str, ...] = (
        "Sheet",
        "Title",
        "Column",
        "Shapefile",
        "Unit",
        "Meaning",
        "Source",
    )


def write_workbook(
    layers: Sequence[Layer],
    path: Path,
    origin: Origin,
    tables: Mapping[str, pd.DataFrame] | None = None,
    words: Words | None = None,
) -> tuple[Remark, ...]:
    """Write layers without their shapes as sheets of typed cells.

    Parameters
    ----------
    layers : sequence of Layer
    path : Path
        The ``.xlsx``.
    origin : Origin
    tables : mapping of str to DataFrame, optional
        Further sheets by their title.
    words : Words, optional

    Returns
    -------
    tuple of Remark
        Texts that were cut.

    Raises
    ------
    WriteError
        If a layer has more rows than a sheet, or nothing can be written.
    """
    for layer in layers:
        if len(layer.frame) >= MOST_ROWS:
            raise WriteError("write_too_many_rows", target=path.name, layer=layer.name, limit=MOST_ROWS - 1)
    told, remarks = words or Words(), []
    with replacing(path) as draft:
        book = Workbook(draft, {**OPTIONS, "tmpdir": str(draft.parent)})
        book.use_zip64()
        book.set_properties({"title": origin.title, "comments": origin.line})
        try:
            for layer in layers:
                remarks += _layer_sheet(book, layer, path.name)
            for name, table in (tables or {}).items():
                cells = table.to_numpy(dtype=object).tolist()
                _plain_sheet(book, name, tuple(map(str, table.columns)), cells)
            _dictionary(book, layers, told)
            facts = [("title", origin.title), ("sources", origin.line), *origin.facts.items()]
            _plain_sheet(book, told.sources, told.source_titles, facts)
            book.close()
        except FileCreateError as fault:
            raise fault.args[0] from fault  # what the system said
        finally:
            for sheet in book.worksheets():
                sheet.row_data_fh.close()  # open still where something went wrong
    return tuple(remarks)


def _layer_sheet(book: Workbook, layer: Layer, file: str) -> list[Remark]:
    sheet = _sheet(book, layer.title)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    titles = [title(column) for column in layer.columns]
    formats = [book.add_format({"num_format": _number_form(column)}) for column in layer.columns]
    table = layer.table
    for place, column in enumerate(layer.columns):
        sheet.set_column(place, place, _wide(table[column.name], titles[place]), formats[place])
    sheet.set_row(0, 45)
    sheet.write_row(0, 0, titles, head)
    columns, remarks = [], []
    for column in layer.columns:
        cells, cut = _cells(table[column.name])
        columns.append(cells)
        if cut:
            keys = table[layer.columns[0].name].iloc[cut].astype(str)
            args: dict[str, object] = {"column": column.name, "file": file, "limit": MOST_LETTERS}
            remarks.append(Remark("export_text_cut", "doubts", tuple(keys), args))
    for row, values in enumerate(zip(*columns, strict=True), 1):
        for place, value in enumerate(values):
            if value is not None:
                sheet.write(row, place, value, formats[place])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table), 1), len(titles) - 1)
    return remarks


def _sheet(book: Workbook, name: str) -> Worksheet:
    """A sheet under a name that spreadsheet programs take and no other sheet has."""
    plain = " ".join(re.sub(r"[\[\]:*?/\\']", " ", name).split()) or "-"
    taken = {sheet.get_name().casefold() for sheet in book.worksheets()}
    ways = (_short(plain, f" {number}" if number else "") for number in (0, *range(2, 1000)))
    return book.add_worksheet(next(way for way in ways if way.casefold() not in taken))


def _short(name: str, number: str) -> str:
    """A name and a number, cut to what a sheet may be called; letters are counted as UTF-16 does."""
    room = 2 * (LONGEST_NAME - len(number))
    return name.encode("utf-16-le")[:room].decode("utf-16-le", "ignore").strip() + number


def title(column: Column) -> str:
    """How a column is called: its label with its unit."""
    label = column.label or column.name
    return f"{label} [{column.unit}]" if column.unit else label


def _dictionary(book: Workbook, layers: Sequence[Layer], words: Words) -> None:
    rows = [
        (layer.title, title(column), column.name, column.dbf, column.unit, column.doc, column.source)
        for layer in layers
        for column in layer.columns
    ]
    _plain_sheet(book, words.dictionary, words.dictionary_titles, rows)


def _plain_sheet(
    book: Workbook, name: str, titles: Sequence[str], rows: Sequence[Sequence[Any]]
) -> Worksheet:
    sheet = _sheet(book, name)
    head = book.add_format({"bold": True, "bottom": 1})
    for place, one in enumerate(titles):
        longest = max([len(one), *(len(str(row[place])) for row in rows[:LOOKED_AT])])
        sheet.set_column(place, place, min(longest, 2 * WIDEST) + 2)
    sheet.write_row(0, 0, titles, head)
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if not (value is None or (isinstance(value, float) and np.isnan(value))):
                sheet.write(number, place, value)
    sheet.freeze_panes(1, 0)
    return sheet


def _cells(values: pd.Series) -> tuple[list[Any], list[int]]:
    """Values as a sheet takes them, None where nothing is known, and rows of texts that were cut."""
    missing = values.isna().to_numpy()
    found: list[Any] = [
        None if gone else one
        for one, gone in zip(values.astype(object).tolist(), missing.tolist(), strict=True)
    ]
    if values.dtype.kind in "iufb":
        return [None if isinstance(one, float) and np.isinf(one) else one for one in found], []
    cut = [row for row, one in enumerate(found) if isinstance(one, str) and len(one) > MOST_LETTERS]
    for row in cut:
        found[row] = found[row][:MOST_LETTERS]
    return found, cut


def _number_form(column: Column) -> str:
    if not column.unit and column.decimals == 0:
        return "General"
    return "#,##0" + ("." + "0" * column.decimals if column.decimals else "")


def _wide(values: pd.Series, head: str) -> float:
    """Width of a column [letters]: its texts, and its title on three lines."""
    if values.dtype.kind in "iuf":
        return max(10.0, len(head) / 3 + 3)
    longest = max((len(str(one)) for one in values.iloc[:LOOKED_AT].dropna()), default=0)
    return float(min(max(longest + 2, len(head) / 3 + 3, 8), WIDEST))
