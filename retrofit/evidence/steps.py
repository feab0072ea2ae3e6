"""`Step`: one figure with the formula it comes from and the steps that go into it."""

from collections.abc import Iterator
from dataclasses import dataclass

CALCULATED = "calculated"
"""Origin of a step that follows from its inputs."""
TYPICAL = "archetype"
"""Origin of a figure of the building type."""
PACK = "pack"
"""Origin of a figure that the country pack gives for all buildings alike."""
ASSUMPTION = "assumption"
"""Origin of a figure that the user may choose."""


@dataclass(frozen=True, slots=True)
class Step:
    """One figure of a calculation.

    ``symbol`` names it in formulas and, up to the first ``__``, in the list of words;
    what follows the ``__`` says of what (an element, a month). ``formula`` is an
    expression over the symbols of ``inputs``: evaluated, it gives ``value``.
    """

    symbol: str
    value: float
    unit: str
    formula: str = ""
    inputs: tuple["Step", ...] = ()
    source: str = ""
    """Key of a source of the country pack, or a clause."""
    origin: str = CALCULATED
    """``calculated``, ``assumption``, ``pack``, or a `Provenance` in lower case."""
    indicative: bool = False
    """Whether the figure is an order of magnitude."""

    @property
    def quantity(self) -> str:
        """What it is."""
        return self.symbol.partition("__")[0]

    @property
    def of(self) -> str:
        """Of what: an element, a month, a carrier; empty for the whole building."""
        return self.symbol.partition("__")[2]

    def walk(self, depth: int = 0) -> Iterator[tuple[int, "Step"]]:
        """Yield the step and all below it, with their depth."""
        yield depth, self
        for step in self.inputs:
            yield from step.walk(depth + 1)


def total(symbol: str, parts: tuple[Step, ...], unit: str) -> Step:
    """Sum of steps."""
    return Step(
        symbol,
        sum(part.value for part in parts),
        unit,
        " + ".join(part.symbol for part in parts) or "0",
        parts,
    )


def given(
    symbol: str, value: float, unit: str, source: str, origin: str = TYPICAL, *, indicative: bool = False
) -> Step:
    """A figure that is read, not calculated."""
    return Step(symbol, float(value), unit, source=source, origin=origin, indicative=indicative)
