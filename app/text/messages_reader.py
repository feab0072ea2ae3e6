"""Sentences of the process that reads files, by code."""

from typing import Final

from app.text.translate import mark

READER_MESSAGES: Final[dict[str, str]] = {
    "reader_stopped": mark(
        "{source} is damaged in such a way that reading it broke off: nothing was loaded. Export it again, or in another "
        "format."
    ),
    "reader_too_slow": mark(
        "{source} was not read after {most} minutes, far longer than its size asks for: export it again, or in parts."
    ),
    "reader_memory": mark(
        "{source} needs more than the {most} GB of memory that reading a file may take: get it in tiles or parts."
    ),
    "reader_absent": mark(
        "The part of the program that reads files did not start: start the program again, or install it anew."
    ),
}
