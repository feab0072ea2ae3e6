"""A renovation passport as paper and as JSON."""

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Final, Self

import numpy as np

from app.mapimage.theme import Theme
from app.project import Project
from app.report.document import Bars, Block, Box, Bullets, Document, Fact, Facts, Paragraph, Section, Table
from app.services.mapping import sources_line
from app.services.papers.frame import Sender, framed
from app.services.papers.passport import Passport, State, Step, Work, identities
from app.services.papers.pictures import MapDesk
from app.services.portrait import inputs, remarks
from app.text import labels
from app.text.messages import finding_sentence
from app.text.numbers import format_number
from app.text.package_words import CONTROL_WORDS, VENTILATION_WORDS
from app.text.translate import _, mark
from retrofit.evidence.distributions import ASSUMPTIONS
from retrofit.stock.fields import Level

STAGE_NAMES: Final[Mapping[str, str]] = {
    "cover": mark("Roof and floor"),
    "shell": mark("Walls, windows and fresh air"),
    "heating": mark("Heating"),
    "sun": mark("Solar electricity"),
}
STAGE_REASONS: Final[Mapping[str, str]] = {
    "cover": mark("First, because it is cheap, disturbs nobody, and the roof is ready for modules later."),
    "shell": mark("Walls and windows together, so that reveals need no second work and tight windows come with fresh air."),
    "heating": mark("After the envelope, so that the new system is made for the heat load that is left."),
    "sun": mark("Last, on a roof that need not be opened again."),
}  # fmt: skip
EIGHTY: Final = 1.2816
"""Standard deviations on each side that hold eight cases of ten."""
NEAR_M: Final = 60.0
MAP_PX: Final = (900, 560)
WIDTHS: Final = (26.0, 7.0, 12.0, 12.0, 11.0, 8.0, 10.0, 11.0, 9.0, 10.0)
CLASS: Final = 1
"""Column of the energy class, left out where the country has no limits in figures."""
COMMON: Final = 0.5
"""A finding on more of the buildings says nothing of one."""


class PassportDesk:
    """Lays out passports of one plan; what they share is made ready once."""

    def __init__(self, project: Project, sender: Sender) -> None:
        self.project, self.sender = project, sender
        self.known = identities(project)
        self.maps = MapDesk(project, Theme("e_del_kwh_m2", Level.BUILDING))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.maps.__exit__()

    def identity(self, one: Passport) -> dict[str, str]:
        """Words that tell which building it is."""
        return {name: str(values[one.row]) for name, values in self.known.items()}


def passport_document(desk: PassportDesk, one: Passport) -> Document:
    """Lay a passport out on two pages."""
    project, sender, known = desk.project, desk.sender, desk.identity(one)
    title = _("Renovation passport of building {name}").format(name=one.building_id)
    words = (known["association_name"], labels.field_word("size_class", known["size_class"]))
    about = " · ".join(word for word in (*words, sender.author, sender.day.isoformat()) if word)
    sections = (
        Section("", _head(desk, one)),
        Section(_("The way"), _way(one)),
        Section(_("The stages"), tuple(block for step in one.steps for block in _stage(step, one))),
        Section(_("What this rests on"), _basis(project, one)),
    )
    return framed(project, "sheet", (title, about, _("Renovation passport")), sections, sender)


def passport_json(desk: PassportDesk, one: Passport, key: str) -> dict[str, object]:
    """The passport for programs; ``null`` where a figure does not exist."""
    units = {
        "e_del_kwh_m2": "kWh/(m²a)", "e_p_nren_kwh_m2": "kWh/(m²a)", "rer_pct": "%", "co2_kg": "kg/a", "energy_cost_eur": "EUR/a",
        "heat_load_kw": "kW", "surface_c": "°C, wall and window on the coldest day", "invest_eur": "EUR", "saved_kwh": "kWh/a",
        "saved_eur": "EUR/a", "saved_co2_kg": "kg/a", "payback_a": "a", "area_m2": "m²", "thickness_m": "m", "u_before_w_m2k": "W/(m²K)",
    }  # fmt: skip
    low, high = cost_band()
    return {
        "passport": asdict(one) | desk.identity(one),
        "units": units,
        "cost_band": {"low": low, "high": high, "share_of_cases": 0.8, "status": "assumption"},
        "sources": sources_line(desk.project),
        "status": "indicative",
        "plan": key,
    }


def cost_band() -> tuple[float, float]:
    """Factors on the cost of works between which eight of ten cases are taken to lie [-]."""
    spread = next(one.spread for one in ASSUMPTIONS if one.name == "works_price")
    return math.exp(-EIGHTY * spread), math.exp(EIGHTY * spread)


def _head(desk: PassportDesk, one: Passport) -> tuple[Block, ...]:
    last = one.steps[-1].after if one.steps else one.now
    invest = sum(step.invest_eur for step in one.steps)
    saved = sum(step.saved_eur for step in one.steps)
    facts = [
        Fact(_("Delivered energy"), _pair(one.now.e_del_kwh_m2, last.e_del_kwh_m2, "kWh/(m²a)")),
        Fact(_("CO2"), _pair(one.now.co2_kg / 1000, last.co2_kg / 1000, "t/a", 1)),
        Fact(_("Investment"), format_number(invest, 0, "EUR"), _("all stages together")),
        Fact(_("Energy cost saved"), format_number(saved, 0, "EUR/a"), _("at the prices of the first year")),
    ]
    if one.now.energy_class:
        facts[0] = Fact(facts[0].label, facts[0].value, _("class {now} → {after}, an estimate").format(now=one.now.energy_class, after=last.energy_class))  # fmt: skip
    said = (
        _("The plan has the package “{package}” for this building. It can be done in {count} stages, each of use on its own.")
        if one.proposed
        else _("The plan leaves this building as it is. As a proposal, the package “{package}” is shown in {count} stages.")
    ).format(package=labels.word(one.package, labels.PACKAGES), count=len(one.steps))  # fmt: skip
    return (
        Paragraph(said, "lead"),
        Facts(tuple(facts)),
        desk.maps.block(extent=_around(desk.project, one.row), size_px=MAP_PX, share=0.86, marked=(np.empty(0, np.int64), np.array([one.row]))),
    )  # fmt: skip


def _around(project: Project, row: int) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = project.buildings.geometry.iloc[row].bounds
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    reach = max(NEAR_M, 0.9 * max(x1 - x0, y1 - y0))
    return (x - reach, y - 0.6 * reach, x + reach, y + 0.6 * reach)


def _way(one: Passport) -> tuple[Block, ...]:
    rows = [_line(_("Today"), None, one.now)]
    rows += [_line(_(STAGE_NAMES[step.key]), step, step.after) for step in one.steps]
    head: tuple[str, ...] = (
        _("After the stage"), _("Class"), _("Delivered energy [kWh/(m²a)]"), _("Primary energy [kWh/(m²a)]"), _("Renewable [%]"), _("CO2 [t/a]"),
        _("Energy cost [EUR/a]"), _("Cost of the stage [EUR]"), _("Wall inside [°C]"), _("Window inside [°C]"),
    )  # fmt: skip
    note = _(
        "Inside temperatures are those of the inner surface on the coldest day: the warmer, the more comfortable and the less mould. "
        "Eight of ten costs are taken to lie between {low} and {high} times the figure (assumption)."
    ).format(low=f"{cost_band()[0]:.2f}", high=f"{cost_band()[1]:.2f}")
    points = [(_("Today"), one.now), *((_(STAGE_NAMES[step.key]), step.after) for step in one.steps)]
    bars = tuple(
        (name, state.e_del_kwh_m2, format_number(state.e_del_kwh_m2, 0, "kWh/(m²a)"))
        for name, state in points
    )
    classed = bool(one.now.energy_class)
    widths = tuple(width for place, width in enumerate(WIDTHS) if classed or place != CLASS)
    if not classed:
        head = tuple(word for place, word in enumerate(head) if place != CLASS)
        rows = [tuple(text for place, text in enumerate(row) if place != CLASS) for row in rows]
    return (
        Table(head, tuple(rows), note=note, widths=widths),
        Bars(_("Delivered energy after each stage"), bars),
    )


def _line(name: str, step: Step | None, state: State) -> tuple[str, ...]:
    return (
        name,
        state.energy_class or "\u2013",
        format_number(state.e_del_kwh_m2, 1),
        format_number(state.e_p_nren_kwh_m2, 1),
        format_number(state.rer_pct, 0),
        format_number(state.co2_kg / 1000, 1),
        format_number(state.energy_cost_eur),
        format_number(step.invest_eur) if step else "\u2013",
        format_number(state.surface_c[0], 1),
        format_number(state.surface_c[1], 1),
    )


def _stage(step: Step, one: Passport) -> tuple[Block, ...]:
    number = one.steps.index(step) + 1
    title = _("{number}. {name}: {cost}").format(
        number=number, name=_(STAGE_NAMES[step.key]), cost=format_number(step.invest_eur, 0, "EUR")
    )
    saves = _("Saves {kwh} and {eur} of energy and {kg} of CO2 a year. {why}").format(
        kwh=format_number(step.saved_kwh, 0, "kWh"),
        eur=format_number(step.saved_eur, 0, "EUR"),
        kg=format_number(step.saved_co2_kg, 0, "kg"),
        why=_(STAGE_REASONS[step.key]),
    )
    return (Box(title, (*(work_words(work) for work in step.works), saves)),)


def work_words(work: Work) -> str:
    """What is done, in one line."""
    if work.what in labels.ELEMENTS:
        layer = (
            _(", {cm} cm of insulation").format(cm=format_number(100 * work.thickness_m))
            if work.thickness_m > 0
            else ""
        )
        return _("{element}: {area} m²{layer}, U-value {before} → {after} W/(m²K)").format(
            element=labels.word(work.what, labels.ELEMENTS),
            area=format_number(work.area_m2),
            layer=layer,
            before=format_number(work.u_before_w_m2k, 2),
            after=format_number(work.u_after_w_m2k, 2),
        )
    told = {
        "heating": lambda: _("New heating: {system}").format(system=labels.field_word("generator", work.word).lower()),
        "ventilation": lambda: _("Ventilation: {system}").format(system=labels.word(work.word, VENTILATION_WORDS).lower()),
        "controls": lambda: _("Controls: {system}").format(system=labels.word(work.word, CONTROL_WORDS).lower()),
        "solar_thermal": lambda: _("Solar collectors for hot water"),
        "pv": lambda: _("Photovoltaics: {power}").format(power=work.word),
    }  # fmt: skip
    return told[work.what]()


def _basis(project: Project, one: Passport) -> tuple[Block, ...]:
    rows = [
        (_(found.field.label), found.text, _("{origin} (a guess)").format(origin=found.origin) if found.guessed else found.origin)
        for found in inputs(project, one.row)
    ]  # fmt: skip
    most = COMMON * len(project.buildings)
    noticed = tuple(
        finding_sentence(found) for found in remarks(project, one.row) if len(found.building_ids) <= most
    )[:5]
    more = (Bullets(noticed, small=True),) if noticed else ()
    said = _(
        "This passport is an estimate made from data of the whole district; it replaces neither an energy audit on site nor an offer. Before "
        "works are ordered, have the guesses above looked at."
    )
    return (
        Table((_("Input"), _("Value"), _("Origin")), tuple(rows), widths=(1.2, 1.4, 1.0)),
        *more,
        Paragraph(said, "quiet"),
    )


def _pair(now: float, after: float, unit: str, decimals: int = 0) -> str:
    return _("{now} → {after} {unit}").format(
        now=format_number(now, decimals), after=format_number(after, decimals), unit=unit
    )
