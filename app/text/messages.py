"""Sentences by code: what happened, where, and what to do."""

from collections.abc import Mapping, Sequence
from typing import Final

from app.text.messages_app import APP_MESSAGES
from app.text.messages_command import COMMAND_MESSAGES
from app.text.messages_engine import ENGINE_MESSAGES
from app.text.messages_files import FILE_MESSAGES
from app.text.messages_gis import GIS_MESSAGES
from app.text.messages_handover import HANDOVER_MESSAGES
from app.text.messages_heights import HEIGHT_MESSAGES
from app.text.messages_intake import INTAKE_MESSAGES
from app.text.messages_papers import PAPER_MESSAGES
from app.text.messages_reader import READER_MESSAGES
from app.text.messages_registers import REGISTER_MESSAGES
from app.text.messages_remote import REMOTE_MESSAGES
from app.text.translate import _
from retrofit.findings import Finding

ROOMS: Final = (
    GIS_MESSAGES,
    FILE_MESSAGES,
    REGISTER_MESSAGES,
    HANDOVER_MESSAGES,
    HEIGHT_MESSAGES,
    INTAKE_MESSAGES,
    REMOTE_MESSAGES,
    READER_MESSAGES,
    ENGINE_MESSAGES,
    APP_MESSAGES,
    PAPER_MESSAGES,
)
"""No two of them share a code."""

_LONGEST: Final = 1000
"""Letters of a detail."""

MESSAGES: Final[Mapping[str, str]] = {code: said for room in ROOMS for code, said in room.items()}


def sentence(code: str, details: Mapping[str, object] | None = None, *, command: bool = False) -> str:
    """Return the sentence of a code with its details filled in; ``command`` as the command line says it.

    An unknown code is a bug, yet the user must still learn what is known: the code
    and the details are shown as they are.
    """
    template = (command and COMMAND_MESSAGES.get(code)) or MESSAGES.get(code)
    filled = {key: _fitting(value) for key, value in (details or {}).items()}
    if template is None:
        return f"{code}: " + ", ".join(f"{key} {value}" for key, value in filled.items())
    try:
        return _(template).format(**filled)
    except (KeyError, IndexError):
        return f"{_(template)} ({filled})"


def _fitting(value: object) -> object:
    """A detail that leaves room for the rest of the sentence: names in damaged files go on for pages."""
    text = value if isinstance(value, str) else str(value)
    return f"{text[:_LONGEST]} ..." if len(text) > _LONGEST else value


def finding_sentence(finding: Finding, *, command: bool = False) -> str:
    """The sentence of a finding, with how many buildings it speaks of; ``command`` as in `sentence`."""
    count = len(finding.building_ids)
    details = {"count": count, "ids": _few(finding.building_ids), **finding.args}
    return sentence(finding.code, details, command=command)


def _few(ids: Sequence[str], most: int = 5) -> str:
    shown = ", ".join(ids[:most])
    return shown if len(ids) <= most else f"{shown} ..."
