"""Why is this 187? Explain a result of a building to a person."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from app.errors import UserError
from app.packs import load_pack
from app.project import Project
from app.services.packs import pack_of
from app.text.formula import written
from app.text.labels import word
from app.text.numbers import format_number
from app.text.steps import ORIGINS, step_label
from app.text.translate import _
from retrofit.evidence.explain import Question, explain, read_column
from retrofit.evidence.steps import CALCULATED, SHARE, Step
from retrofit.stock.fields import FIELDS
from retrofit.stock.pack import CountryPack, Source


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
    symbol: str = ""
    """Name of the figure in formulas."""
    number: float | None = None
    """The value itself, a share as a fraction; None where there is none."""
    unit: str = ""
    source_key: str = ""
    """Key of the source in the country pack, or the clause itself."""
    above: bool = False
    """Whether the figure has been told before, with all that is below it."""

    @property
    def in_words(self) -> str:
        """All of it in one line: figure, how it is found, where it is from."""
        formula = f" = {self.formula}" if self.formula else ""
        if self.formula:
            known = f"  {self.source}" if self.source.startswith("[") else ""
            known = f"  ({self.source})" if self.source and not known else known
            return f"{self.label}: {self.value}{formula}{known}"
        indicative = _(", indicative") if self.indicative else ""
        source = f"; {self.source}" if self.source else ""
        return f"{self.label}: {self.value}  ({self.origin}{indicative}{source})"


def explain_result(project: Project, building_id: str, result: str, package: int | None = None) -> Step:
    """Chain from a result of a building to its inputs.

    Parameters
    ----------
    building_id : str
        Id of a heated building.
    result : str
        A column of the tables that can be explained (`retrofit.evidence.explain.read_column`).
    package : int, optional
        Position of a package. Left out, a column means what it means in the tables: today, or
        with the package that the plan has chosen.

    Raises
    ------
    app.errors.UserError
        If there is no such building or result, or the building is not heated.
    """
    assert project.baseline is not None
    if building_id not in project.buildings.index:
        raise UserError("building_unknown", building=building_id)
    try:
        plain, today = read_column(result)
    except ValueError:
        raise UserError("result_unknown", result=result, known=", ".join(explainable())) from None
    row = int(project.buildings.index.get_indexer([building_id])[0])
    if not project.baseline.typed.heated[row]:
        raise UserError("building_not_heated", building=building_id)
    of_plan = 0 if today else int(project.scenario.package_of[row])
    question = Question(plain, row, of_plan if package is None else package)
    pack = pack_of(project)
    return explain(question, project.baseline, pack, project.assumptions, project.scenario.package_of)


def explainable() -> tuple[str, ...]:
    """Columns of the tables that can be explained, in the order of the tables."""
    return tuple(name for name in FIELDS if _is_explainable(name))


def _is_explainable(column: str) -> bool:
    try:
        read_column(column)
    except ValueError:
        return False
    return True


def lines(step: Step, country: str, most: int = 99) -> Iterator[Line]:
    """The chain in reading order, down to a depth; what was told before is not told again."""
    return (line for line in all_lines(step, country, most) if not line.above)


def all_lines(step: Step, country: str, most: int = 99) -> Iterator[Line]:
    """The chain in reading order; what was told before is named again, without what is below it."""
    yield from _told(step, 0, most, load_pack(country), set())


def _told(
    step: Step, depth: int, most: int, pack: CountryPack, known: set[tuple[str, float]]
) -> Iterator[Line]:
    told = (step.symbol, step.value)
    if depth > most:
        return
    yield replace(line_of(step, depth, pack), above=told in known)
    if told in known:
        return
    known.add(told)
    for part in step.inputs:
        yield from _told(part, depth + 1, most, pack, known)


def numbered(told: Iterable[Line], country: str) -> tuple[list[Line], list[Source]]:
    """Put a number in brackets in the place of every source, and list the sources in that order."""
    pack, places, found = load_pack(country), dict[str, int](), []
    for line in told:
        place = places.setdefault(line.source_key, len(places) + 1) if line.source_key else 0
        found.append(replace(line, source=f"[{place}]" if place else ""))
    known = [pack.sources.get(key, Source(key, key, "")) for key in places]
    return found, known


def source_text(source: Source) -> str:
    """A source with its year, its licence and its address."""
    year = f" ({source.year})" if source.year and source.year not in source.title else ""
    more = [text for text in (source.licence, source.url) if text]
    return f"{source.title}{year}" + "".join(f"; {text}" for text in more)


def line_of(step: Step, depth: int, pack: CountryPack) -> Line:
    """One step in words."""
    source = pack.sources[step.source].title if step.source in pack.sources else _(step.source)
    return Line(
        depth=depth,
        label=step_label(step.quantity, step.of),
        value=figure(step),
        formula=filled(step),
        origin=word(step.origin, ORIGINS),
        source=source,
        indicative=step.indicative,
        symbol=step.symbol,
        number=step.value if math.isfinite(step.value) else None,
        unit="" if step.unit in ("-", SHARE) else step.unit,
        source_key=step.source,
    )


def figure(step: Step) -> str:
    """The value with its unit, in three or four significant figures; what is read as it was read."""
    share = step.unit == SHARE
    value = 100.0 * step.value if share else step.value
    unit = "%" if share else "" if step.unit == "-" else step.unit
    size = abs(value)
    if not math.isfinite(size):
        return format_number(value)
    decimals = 0 if size >= 1000 or size == 0 else 1 if size >= 100 else 2
    if 0 < size < 1:
        decimals = max(3, 2 - math.floor(math.log10(size)))
    if step.origin != CALCULATED:
        decimals = next((n for n in range(decimals) if abs(value - round(value, n)) < 1e-9), decimals)
    years = not unit and value.is_integer() and 1000 <= size < 3000
    return str(int(value)) if years else format_number(value, decimals, unit)


def filled(step: Step) -> str:
    """The formula with every symbol replaced by its figure."""
    figures = {one.symbol: figure(one) for one in step.inputs}
    return written(step.formula, figures.__getitem__)
