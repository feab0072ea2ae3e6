"""Where a plan stands: six steps from data to handing over, what is done and what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app import bridge
from app.project import Project
from app.text.numbers import format_number
from app.text.translate import _, ngettext
from retrofit.findings import Severity
from retrofit.stock.fields import FIELDS


class State(StrEnum):
    """How far a step is."""

    DONE = "done"
    LOOK = "look"
    """Done, with something worth a look."""
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the guide.

    ``actions`` are ids of the action table, the most useful first.
    """

    key: str
    title: str
    state: State
    told: str
    """What is there, in a line."""
    missing: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


GUESSED_MUCH: Final = 50.0
"""Assumption: above this share of guessed inputs better data comes first [%]."""
MOST_TOLD: Final = 3
"""Things a step names at most; the findings have all."""


def guide(project: Project | None, *, saved: bool, named: bool = False) -> tuple[Step, ...]:
    """All steps, in their order.

    Parameters
    ----------
    project : Project or None
        None on the start page.
    saved : bool
        Whether the plan as it is lies in a file.
    """
    if project is None or project.assessment is None:
        return (
            Step(
                "data",
                _("Data"),
                State.OPEN,
                _("Open your footprints to begin."),
                (),
                ("open-files", "open-project"),
            ),
        )
    return (
        _data(project),
        _baseline(project),
        _measures(project),
        _scenarios(project),
        _plan(project),
        _hand_over(saved=saved, named=named),
    )


def _data(project: Project) -> Step:
    found = _district(project)
    missing = list(_most_guessed(project))
    rejected = int(project.account.fates["fate"].eq("rejected").sum())
    if rejected:
        text = ngettext(
            "{count} feature of your files is rejected.",
            "{count} features of your files are rejected.",
            rejected,
        )
        missing.append(text.format(count=format_number(rejected)))
    told = _("{buildings} buildings in {blocks} blocks, {guessed} of the inputs guessed").format(
        buildings=format_number(found["buildings_count"]),
        blocks=format_number(len(project.blocks)),
        guessed=format_number(found["guessed_pct"], 0, "%"),
    )
    state = State.LOOK if rejected or found["guessed_pct"] > GUESSED_MUCH else State.DONE
    return Step(
        "data", _("Data"), state, told, tuple(missing[:MOST_TOLD]), ("findings", "table", "open-files")
    )


def _most_guessed(project: Project) -> Iterator[str]:
    """Inputs that are assumed for most heated buildings."""
    assert project.baseline is not None
    from retrofit.stock.provenance import FIRST_GUESS

    typed = project.baseline.typed
    heated = typed.heated
    count = int(heated.sum())
    for name in bridge.NUMBERS:
        codes = typed.stock.provenance.get(name)
        if codes is None or not count or name not in FIELDS:
            continue
        share = float((codes[heated] >= FIRST_GUESS).mean())
        if share > GUESSED_MUCH / 100.0:
            yield _("{input}: assumed for {share} of the heated buildings.").format(
                input=_(FIELDS[name].label), share=format_number(100 * share, 0, "%")
            )


def _baseline(project: Project) -> Step:
    found = _district(project)
    doubts = [one for one in bridge.findings(project) if one.severity is not Severity.NOTES]
    told = _("{energy} delivered today").format(energy=format_number(found["e_del_kwh_m2"], 0, "kWh/(m²a)"))
    missing: tuple[str, ...] = ()
    if doubts:
        text = ngettext("{count} doubt to look at.", "{count} doubts to look at.", len(doubts))
        missing = (text.format(count=len(doubts)),)
    return Step(
        "baseline", _("Baseline"), State.LOOK if doubts else State.DONE, told, missing,
        ("assumptions", "certainty", "meters", "statistics", "findings"),
    )  # fmt: skip


def _measures(project: Project) -> Step:
    own = max(len(project.packages) - 3, 0)
    text = ngettext(
        "{count} package, {own} of your own", "{count} packages, {own} of your own", len(project.packages)
    )
    told = text.format(count=len(project.packages), own=own)
    missing = () if own else (_("The typology's packages are there; own ones fit your stock better."),)
    return Step("measures", _("Measures"), State.DONE, told, missing, ("packages", "protection"))


def _scenarios(project: Project) -> Step:
    count = 1 + len(project.shelf)
    text = ngettext("{count} scenario, {name} is planned", "{count} scenarios, {name} is planned", count)
    told = text.format(count=count, name=project.scenario.name)
    missing = (
        () if project.shelf else (_("A second scenario shows what another choice would cost and save."),)
    )
    return Step(
        "scenarios",
        _("Scenarios"),
        State.DONE,
        told,
        missing,
        ("new-scenario", "compare-scenarios", "scenarios"),
    )


def _plan(project: Project) -> Step:
    found = _district(project)
    renovated = found["renovated_count"]
    if not renovated:
        return Step(
            "plan",
            _("Plan"),
            State.OPEN,
            _("No building has a package yet."),
            (),
            ("all-usual", "all-advanced"),
        )
    told = _("{count} buildings renovated, {saving} saved, {invest}").format(
        count=format_number(renovated),
        saving=format_number(found["saving_pct"], 0, "%"),
        invest=format_number(found["invest_eur"] / 1e6, 1, "MEUR"),
    )
    state = State.LOOK if found["npv_eur"] < 0 else State.DONE
    missing = (_("Over the horizon it costs more than it saves."),) if found["npv_eur"] < 0 else ()
    return Step("plan", _("Plan"), state, told, missing, ("all-usual", "all-advanced", "certainty"))


def _hand_over(*, saved: bool, named: bool) -> Step:
    never = _("There are changes since it was saved.") if named else _("The plan is not saved yet.")
    told = _("The plan is saved.") if saved else never
    state = State.DONE if saved else State.OPEN
    return Step("hand-over", _("Hand over"), state, told, (), ("save", "export", "save-picture"))


def _district(project: Project) -> dict[str, float]:
    assert project.assessment is not None
    return {name: float(values[0]) for name, values in project.assessment.district.items()}
