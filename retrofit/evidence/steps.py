"""`Step`: one figure with the formula it comes from and the steps that go into it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from retrofit.stock.cited import Cited, Status

CALCULATED: Final = "calculated"
"""Origin of a step that follows from its inputs."""
TYPICAL: Final = "archetype"
"""Origin of a figure of the building type."""
PACK: Final = "pack"
"""Origin of a figure that the country pack gives for all buildings alike."""
METHOD: Final = "method"
"""Origin of a constant of the method."""
ASSUMED: Final = "assumed"
"""Origin of a figure that is taken for granted, and that the user has left as it was."""
ASSUMPTION: Final = "assumption"
"""Origin of a figure that the user has chosen."""
OWN: Final = "own_package"
"""Origin of a figure of a package of the user's own."""
WEATHER: Final = "weather"
"""Origin of a figure of the user's own weather file."""

CONVERSIONS: Final[Mapping[str, float]] = {
    "W_per_kW": 1000.0,
    "kWh_per_MWh": 1000.0,
    "kg_per_t": 1000.0,
    "cm_per_m": 100.0,
    "h_per_d": 24.0,
    "percent": 100.0,
}
"""Names that formulas use for what turns a unit into another."""
SHARE: Final = "share"
"""Unit of what is read as a percentage; the value itself is a fraction."""


@dataclass(frozen=True, slots=True)
class Step:
    """One figure of a calculation.

    ``symbol`` names it in formulas and, up to the first ``__``, in the list of words;
    what follows the ``__`` says of what (an element, a month). ``formula`` is an
    expression over the symbols of ``inputs`` and `CONVERSIONS`: evaluated, it gives ``value``.
    """

    symbol: str
    value: float
    unit: str
    formula: str = ""
    inputs: tuple["Step", ...] = ()
    source: str = ""
    """Key of a source of the country pack, or a clause."""
    origin: str = CALCULATED
    """One of the origins of this module, or a `Provenance` in lower case."""
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

    def named(self, symbol: str) -> "Step":
        """The same figure by another name."""
        return replace(self, symbol=symbol)

    def walk(self, depth: int = 0) -> Iterator[tuple[int, "Step"]]:
        """Yield the step and all below it, with their depth, what recurs again and again."""
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


def cited(symbol: str, figure: Cited, unit: str = "") -> Step:
    """A figure of the country pack."""
    unit = unit or figure.unit
    return given(
        symbol, figure.value, unit, figure.source, PACK, indicative=figure.status is Status.INDICATIVE
    )


def chosen(symbol: str, value: float, default: float, unit: str) -> Step:
    """A figure that the user may choose: chosen only where it is not what stands there at first."""
    return given(symbol, value, unit, "", ASSUMED if value == default else ASSUMPTION)


def quotient(symbol: str, above: Step, below: Step, unit: str, *, percent: bool = False) -> Step:
    """One step over another; no value where the lower is zero."""
    factor = 100.0 if percent else 1.0
    if not below.value:
        return Step(symbol, float("nan"), unit, "", (above, below))
    formula = f"{above.symbol} / {below.symbol}"
    formula = f"percent * {formula}" if percent else formula
    return Step(symbol, factor * above.value / below.value, unit, formula, (above, below))
