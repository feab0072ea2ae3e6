"""Sentences of the handover to other programs, by code."""

from typing import Final

from app.text.translate import mark

HANDOVER_MESSAGES: Final[dict[str, str]] = {
    "write_folder": mark("The folder {folder} cannot be written to ({reason}): choose another one."),
    "write_extra_missing": mark(
        "{target} was not written because it needs the package {package}, which is not installed: install Kvarter with the "
        "extra {extra}, or choose another format."
    ),
    "write_too_many_rows": mark(
        "{target} was not written because {layer} has more rows than the {limit} of a spreadsheet: choose another format, "
        "or fewer buildings."
    ),
    "export_in_parts": mark(
        "One shapefile cannot hold all of {layer}: it was written as {files}, each with the key of its rows."
    ),
    "export_text_cut": mark(
        "{count} texts in the column {column} of {file} are longer than the {limit} that the format holds and were cut: "
        "{ids}. GeoPackage holds them whole."
    ),
    "export_without_height": mark(
        "{count} buildings have no height and are in the city model with their footprint alone: {ids}."
    ),
}
