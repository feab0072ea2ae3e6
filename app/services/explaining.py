"""Why is this 187? Explain a result of a building to a person."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.errors import UserError
from app.packs import load_pack
from app.project import Project
from app.text.labels import word
from app.text.numbers import format_number
from app.text.steps import ORIGINS, step_label
from app.text.translate import _
from retrofit.evidence.explain import RESULTS, Question, explain
from retrofit.evidence.steps import Step
from retrofit.stock.pack import CountryPack


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of an explanation, in words."""

    depth: int
    label: str
    value: str
    formula: str
    """The formula with the figures filled in; empty for what is read."""
    origin: str
    source: str
    """Title of the source; empty for what is calculated."""
    indicative: bool

    @property
    def in_words(self) -> str:
        """All of it in one line: figure, how it is found, where it is from."""
        formula = f" = {self.formula}" if self.formula else ""
        indicative = _(", indicative") if self.indicative else ""
        source = f"; {self.source}" if self.source else ""
        known = "" if self.formula and not self.source else f"  ({self.origin}{indicative}{source})"
        return f"{self.label}: {self.value}{formula}{known}"


def explain_result(project: Project, building_id: str, result: str, package: int | None = None) -> Step:
    """Chain from a result of a building to its inputs.

    Parameters
    ----------
    building_id : str
        Id of a heated building.
    result : str
        One of `retrofit.evidence.explain.RESULTS`.
    package : int, optional
        Position of a package; the one the plan has chosen when it is left out.

    Raises
    ------
    app.errors.UserError
        If there is no such building or result, or the building is not heated.
    """
    assert project.baseline is not None
    if building_id not in project.buildings.index:
        raise UserError("building_unknown", building=building_id)
    if result not in RESULTS:
        raise UserError("result_unknown", result=result, known=", ".join(RESULTS))
    row = int(project.buildings.index.get_indexer([building_id])[0])
    if not project.baseline.typed.heated[row]:
        raise UserError("building_not_heated", building=building_id)
    chosen = int(project.scenario.package_of[row]) if package is None else package
    pack = load_pack(project.country)
    question = Question(result, row, chosen)
    return explain(question, project.baseline, pack, project.assumptions, project.place)


def lines(step: Step, country: str, most: int = 99) -> Iterator[Line]:
    """The chain in reading order, down to a depth; what was told before is not told again."""
    yield from _told(step, 0, most, load_pack(country), set())


def _told(
    step: Step, depth: int, most: int, pack: CountryPack, known: set[tuple[str, float]]
) -> Iterator[Line]:
    told = (step.symbol, step.value)
    if depth > most or told in known:
        return
    known.add(told)
    yield line_of(step, depth, pack)
    for part in step.inputs:
        yield from _told(part, depth + 1, most, pack, known)


def line_of(step: Step, depth: int, pack: CountryPack) -> Line:
    """One step in words."""
    source = pack.sources[step.source].title if step.source in pack.sources else step.source
    return Line(
        depth=depth,
        label=step_label(step.quantity, step.of),
        value=figure(step),
        formula=filled(step),
        origin=word(step.origin, ORIGINS),
        source=source,
        indicative=step.indicative,
    )


def figure(step: Step) -> str:
    """The value with its unit, in three or four significant figures."""
    size = abs(step.value)
    decimals = 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 1 else 3
    return format_number(step.value, decimals, "" if step.unit == "-" else step.unit)


def filled(step: Step) -> str:
    """The formula with every symbol replaced by its label-free figure."""
    text = step.formula
    for one in sorted(step.inputs, key=lambda part: -len(part.symbol)):
        text = text.replace(one.symbol, figure(one))
    for name, shown in FUNCTION_WORDS.items():
        text = text.replace(name, _(shown))
    return text.replace(" * ", " × ").replace(" / ", " ÷ ").replace(" - ", " − ")


FUNCTION_WORDS = {
    "temperature_reduction": "F_red",
    "utilisation": "η",
    "max": "larger of",
}
