"""Rows of the inspector's small tables, made from a portrait."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Final

from app import bridge
from app.project import Project
from app.services.band_tables import Band, bands_of, between
from app.services.portrait import Input, Option, Portrait
from app.services.roofs import roof_words, surface_of
from app.services.typing_reasons import why_this_type
from app.services.uncertainty import Certainty
from app.text import labels
from app.text.numbers import NO_VALUE, compact, format_number
from app.text.translate import _, mark
from app.ui.document import Selection
from app.ui.widgets.bars import Bar
from app.ui.widgets.grid import Row
from retrofit.stock import codes
from retrofit.stock.fields import FIELDS, Level
from retrofit.stock.provenance import FIRST_GUESS, Provenance

Bands = Mapping[str, Band]
"""Bands by the field they belong to."""

"""Colour of today's bar; the packages are in the accent colour."""

PAIRS: Final = (
    (mark("Delivered"), "e_del_kwh_m2", "e_del_after_kwh_m2"),
    (mark("Delivered"), "e_del_kwh", "e_del_after_kwh"),
    (mark("Heating need"), "q_h_nd_kwh", "q_h_nd_after_kwh"),
    (mark("Primary energy"), "e_p_nren_kwh", "e_p_nren_after_kwh"),
    (mark("CO2"), "co2_kg", "co2_after_kg"),
    (mark("Energy cost"), "energy_cost_eur", "energy_cost_after_eur"),
    (mark("Renewable share"), "rer_pct", "rer_after_pct"),
    (mark("Heat load"), "heat_load_kw", "heat_load_after_kw"),
)
"""Label, field today, field with the plan."""

BAR_LABELS: Final = {"none": mark("Today"), "usual": mark("Usual"), "advanced": mark("Advanced")}

MOST_COMPARED: Final = 3
"""Columns of the comparison that there is room for."""

OPTION_ROWS: Final = (
    ("saving_pct", mark("Energy saving"), "%"),
    ("invest_eur", mark("Investment"), "EUR"),
    ("energy_cost_saving_eur", mark("Cost saving"), "EUR/a"),
    ("co2_saving_kg", mark("CO2 saving"), "kg/a"),
    ("npv_eur", mark("Present value"), "EUR"),
    ("payback_simple_a", mark("Payback"), "a"),
)


def change(told: Portrait, bands: Bands) -> list[Row]:
    """Today, with the plan, and the change in per cent; under the first figure its band, where known."""
    rows = []
    for place, (label, now, after) in enumerate(PAIRS):
        pair = (told.figures[now], told.figures[after])
        (left, right), unit = compact(pair, FIELDS[now].unit)
        step = "" if FIELDS[now].unit == "%" else _percent(*pair)
        cells = (_labelled(_(label), unit), left, right, step)
        rows.append(Row(cells, _(FIELDS[now].doc), strong=place == 0))
        if place == 0 and now in bands:
            rows.append(_band_row(bands[now], FIELDS[now].unit, bare=2))
    return rows


def bands_here(selection: Selection, found: Certainty | None) -> Bands:
    """Bands of one selected building or block, or of the district; empty where none is known."""
    if (
        found is None
        or found.measured
        or len(selection.rows) > 1
        or selection.level in (Level.PARCEL, Level.ASSOCIATION)
    ):
        return {}
    if not selection:
        return bands_of(found, Level.DISTRICT)
    return bands_of(found, selection.level, selection.rows[0])


def money(told: Portrait, bands: Bands) -> list[Row]:
    """Investment, saving, present value and paybacks, with their bands where known."""
    figures, rows = told.figures, []
    for name in (
        "invest_eur",
        "invest_eur_m2",
        "invest_anyway_eur",
        "invest_extra_eur",
        "energy_cost_saving_eur",
        "npv_eur",
        "payback_simple_a",
        "payback_discounted_a",
        "conserved_eur_kwh",
        "abatement_eur_t",
        "irr_pct",
    ):
        field = FIELDS[name]
        text = format_number(figures[name], field.decimals, _years(field.unit))
        rows.append(Row((_(field.label), text), _(field.doc), strong=name == "invest_eur"))
        if name in bands:
            rows.append(_band_row(bands[name], field.unit))
    return rows


def compared(told: Portrait) -> tuple[Option, ...]:
    """Packages that are set side by side: the chosen one and the last others, nothing apart."""
    offered = told.options[1:]
    chosen = [option for option in offered if option.package == told.package]
    others = [option for option in offered if option.package != told.package]
    kept = [*others[-(MOST_COMPARED - len(chosen)) :], *chosen]
    return tuple(sorted(kept, key=lambda option: option.package))


def options(told: Portrait) -> list[Row]:
    """What each package but none would mean for all."""
    offered = compared(told)
    rows = []
    for name, label, unit in OPTION_ROWS:
        values = [getattr(option, name) for option in offered]
        if name in {"saving_pct", "payback_simple_a"}:
            texts, shown = [format_number(value, 1) for value in values], unit
        else:
            texts, shown = compact(values, unit)
        rows.append(Row((_labelled(_(label), _years(shown)), *_padded(texts))))
    counts = [format_number(option.buildings) for option in offered]
    return [*rows, Row((_("Buildings that have it"), *_padded(counts)))]


def _padded(texts: list[str]) -> list[str]:
    """As many as there are columns."""
    return [*texts, *[""] * (MOST_COMPARED - len(texts))]


def envelope(told: Portrait) -> list[Row]:
    """Area, U-values and investment of every element."""
    rows = []
    for element in told.elements:
        cells = (
            labels.word(element.element, labels.ELEMENTS),
            format_number(element.area_m2),
            format_number(element.u_now_w_m2k, 2),
            format_number(element.u_after_w_m2k, 2),
            format_number(element.invest_eur),
        )
        rows.append(Row(cells, _work(element.thickness_m)))
    rest = told.figures["invest_eur"] + told.figures["block_discount_eur"]
    rest -= sum(element.invest_eur for element in told.elements)
    if rest > 1.0:
        tip = _("Heating system, ventilation, controls, collectors and photovoltaics of the packages")
        rows.append(Row((_("Equipment"), "", "", "", format_number(rest)), tip))
    if told.figures["block_discount_eur"] > 1.0:
        rows.append(
            Row((_("Block discount"), "", "", "", format_number(-told.figures["block_discount_eur"])))
        )
    return rows


def bars(told: Portrait) -> list[Bar]:
    """Delivered energy per m² in every package; those the plan has chosen are marked."""
    return [
        Bar(
            _(BAR_LABELS[option.key]) if option.key in BAR_LABELS else option.key,
            option.e_del_kwh_m2,
            format_number(option.e_del_kwh_m2, 0, "kWh/(m²a)"),
            "today" if option.package == 0 else "accent",
            marked=option.package == told.package,
        )
        for option in told.options
    ]


def mixture(told: Portrait) -> str:
    """How many buildings have which package."""
    parts = (
        f"{labels.word(option.key, labels.PACKAGES)}: {format_number(option.buildings)}"
        for option in told.options
        if option.buildings
    )
    return "; ".join(parts)


def inputs(found: Iterable[Input]) -> list[Row]:
    """Inputs with their origin; guesses in italics."""
    return [
        Row((_(one.field.label), one.text, one.origin), _(one.field.doc), guess=one.guessed) for one in found
    ]


def derived(project: Project, row: int) -> list[Row]:
    """What the engine chose for a building from its inputs, and what the plan makes of it."""
    assert project.baseline is not None
    typed = project.baseline.typed
    if not typed.heated[row]:
        return []
    reckoned, told = _("reckoned"), bridge.building_row(project, row)
    area = format_number(float(typed.floor_area_ref_m2[row]), 0, "m²")
    trust = format_number(100.0 * float(typed.confidence[row]), 0, "%")
    rows = [
        Row((_("Heated area"), area, reckoned), _(FIELDS["floor_area_ref_m2"].doc)),
        Row((_("Type is sure"), trust, reckoned), why_this_type(project, row)),
    ]
    if told.protection:
        word = labels.field_word("heritage", told.protection)
        rows.append(Row((_("Protection"), word, labels.word("given", labels.PROVENANCE))))
    if told.renewed:
        rows.append(Row((_("Renewed"), told.renewed, labels.word("given", labels.PROVENANCE))))
    if told.system_after != told.system:
        after = labels.field_word("generator", told.system_after)
        rows.append(Row((_("New heating"), after, _("package"))))
    roof, rises = roof_words(project.buildings, row)
    if roof:
        tip = _("A guess from the directions in which the pixels of the surface fall")
        modelled = bool(surface_of(project.buildings, row))
        tip = _("By the faces of the city model") if modelled else tip
        rows.append(Row((_("Roof"), roof, _("measured")), tip, guess=not modelled))
    if surface := surface_of(project.buildings, row):
        tip = _("Surface in the city model and the directions it looks to; used for heat and sun")
        rows.append(Row((_("Roof surface"), surface, _("measured")), tip))
    if rises:
        tip = _("Lowest and highest of the roof above the ground")
        rows.append(Row((_("Eaves to ridge"), rises, _("measured")), tip))
    if told.energy_class:
        classes = f"{told.energy_class} → {told.energy_class_after}"
        rows.append(Row((_("Energy class"), classes, reckoned), _(FIELDS["energy_class"].doc)))
    return rows


def kind(project: Project, row: int) -> str:
    """A building in a line: class, year, type."""
    assert project.baseline is not None
    typed = project.baseline.typed
    stock = typed.stock
    use = labels.field_word("current_use", codes.USES[stock.current_use[row]])
    if not typed.heated[row]:
        condition = labels.field_word(
            "condition_of_construction", codes.CONDITIONS[stock.condition_of_construction[row]]
        )
        return f"{use} · {condition}"
    size_class = labels.field_word("size_class", codes.SIZE_CLASSES[stock.size_class[row]])
    origin = Provenance(int(stock.provenance["year_of_construction"][row]))
    text = (
        _("{size_class} · built {year:.0f}")
        if origin < FIRST_GUESS
        else _("{size_class} · built about {year:.0f} (a guess)")
    )
    return text.format(size_class=size_class, year=stock.year_of_construction[row])


def _band_row(band: Band, unit: str, *, bare: int = 0) -> Row:
    """The edges of a band under its figure; without unit, and before some empty cells, in a wide table."""
    (low, high), shown = compact((band.low, band.high), unit)
    text = between(low, high) if bare else f"{between(low, high)} {shown}"
    tip = _("In 8 of 10 draws of the assumptions the figure above lies between these")
    return Row((_("in 8 of 10 draws"), text, *[""] * bare), tip, guess=True)


def _labelled(label: str, unit: str) -> str:
    return f"{label}, {unit}" if unit else label


def _years(unit: str) -> str:
    return _("years") if unit == "a" else unit


def _percent(now: float, after: float) -> str:
    if not now or not math.isfinite(after):
        return NO_VALUE
    share = 100.0 * (after - now) / now
    return f"{'+' if share >= 0.5 else ''}{format_number(share, 0, '%')}"


def _work(thickness_m: float) -> str:
    if math.isnan(thickness_m):
        return _("Nothing is done to it")
    if thickness_m == 0.0:
        return _("Replaced")
    return _("{thickness} of insulation added").format(thickness=format_number(100 * thickness_m, 0, "cm"))
