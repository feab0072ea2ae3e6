"""What the engine noticed: a code, its weight and the rows it speaks of."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters to the user."""

    BLOCKS = "blocks"
    """The work cannot go on with these rows."""
    DOUBTS = "doubts"
    """The result stands on a doubtful value: look and confirm."""
    NOTES = "notes"
    """Worth knowing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed, as data: the sentence is made in `app.text` from `code` and `args`."""

    code: str
    severity: Severity
    building_ids: tuple[str, ...] = ()
    args: dict[str, object] = field(default_factory=dict)


def worst(findings: Iterable[Finding]) -> Severity | None:
    """Return the heaviest severity, or None when there is no finding."""
    seen = {finding.severity for finding in findings}
    return next((severity for severity in Severity if severity in seen), None)
