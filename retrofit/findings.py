"""What the engine noticed: a code, its weight and the rows it speaks of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import overload

import numpy as np
from numpy.typing import NDArray


class Severity(StrEnum):
    """How much a finding matters to the user."""

    BLOCKS = "blocks"
    """The work cannot go on with these rows."""
    DOUBTS = "doubts"
    """The result stands on a doubtful value: look and confirm."""
    NOTES = "notes"
    """Worth knowing."""


class Ids(Sequence[str]):
    """Ids of some rows, looked up where they are asked for: a million of them cost nothing."""

    __slots__ = ("_ids", "_rows")

    def __init__(self, ids: NDArray[np.str_], rows: NDArray[np.bool_]) -> None:
        self._ids, self._rows = ids, np.flatnonzero(rows)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        found = self._ids[self._rows[place]]
        return tuple(found.tolist()) if isinstance(place, slice) else str(found)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids[self._rows].tolist())

    def __contains__(self, value: object) -> bool:
        return bool((self._ids[self._rows] == value).any())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(tuple(self))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed, as data: the sentence is made in `app.text` from `code` and `args`."""

    code: str
    severity: Severity
    building_ids: Sequence[str] = ()
    args: dict[str, object] = field(default_factory=dict)


def worst(findings: Iterable[Finding]) -> Severity | None:
    """Return the heaviest severity, or None when there is no finding."""
    seen = {finding.severity for finding in findings}
    return next((severity for severity in Severity if severity in seen), None)
