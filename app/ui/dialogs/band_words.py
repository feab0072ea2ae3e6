"""Bands as the dialog of certainty tells them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from app.project import Project
from app.services.band_tables import (
    PER_AREA,
    UNITS,
    Band,
    bands_of,
    district_rows,
    driver_rows,
    result_word,
    with_band,
)
from app.services.uncertainty import Certainty
from app.text.evidence import OUTPUTS, assumption_word, output_word, survey_word
from app.text.numbers import compact, format_number
from app.text.translate import _
from app.ui.widgets.bars import Bar
from app.ui.widgets.ranges import Range
from app.ui.widgets.tornado import Swing
from retrofit.stock.fields import Level

MOST_ROWS: Final = 200
"""Rows of a selection that are shown."""
WORTH_SAYING: Final = 0.005
"""Share of a band below which a survey does nothing to it [-]."""
HEADLINE: Final = "e_del_saving_kwh"


def headline(found: Certainty) -> str:
    """The saving in a sentence."""
    band = bands_of(found, Level.DISTRICT)[HEADLINE]
    (plan, low, high), unit = compact((found.plan[HEADLINE], band.low, band.high), UNITS[HEADLINE])
    return _("{what}: {plan} {unit}; in 8 of 10 draws it lies between {low} and {high}.").format(
        what=output_word(HEADLINE), plan=plan, unit=unit, low=low, high=high
    )


def how(found: Certainty) -> str:
    """What the bands rest on."""
    drawn = _(
        "{draws} draws of U-values, air change, temperatures, areas, systems, weather and prices. How far each "
        "may be off is an assumption of this program; the bar goes from low to high, the stroke is the median, "
        "the dot is the plan."
    ).format(draws=format_number(found.draws))
    if found.factors is None:
        return drawn
    told = _("Energy is as measured, by the factors {code} ({name}); how far these scatter is an assumption.")
    return f"{drawn} {told.format(code=found.factors.code, name=found.factors.name)}"


def ranges(found: Certainty) -> list[Range]:
    """Bands of the district."""
    bands = bands_of(found, Level.DISTRICT)
    plan = found.plan | {PER_AREA: found.plan["e_del_kwh"] / max(float(found.floor_area_ref_m2.sum()), 1.0)}
    return [
        Range(label, plan[name], band.low, band.median, band.high, shown, _tip(label))
        for (name, band), (label, *texts) in zip(bands.items(), district_rows(found), strict=True)
        for shown in [(texts[0], texts[1], texts[2], texts[3], texts[4])]
    ]


def swings(found: Certainty, result: str) -> tuple[list[Swing], float, str]:
    """What drives a result, the plan's figure, and how it is written."""
    drivers = [driver for driver in found.drivers[result] if driver.low != driver.high]
    rows = driver_rows(found, result)
    told = [
        Swing(assumption_word(driver.assumption), driver.low, driver.high, low, high)
        for driver, (_name, low, high, _unit, _share) in zip(drivers, rows, strict=True)
    ]
    (plan,), unit = compact((found.plan[result],), UNITS[result])
    return told, found.plan[result], f"{plan} {unit}"


def surveys(found: Certainty, result: str) -> list[Bar]:
    """How much narrower each survey makes the band of a result."""
    return [
        Bar(
            survey_word(gain.survey),
            100 * gain.everywhere,
            _("{all} % in every building, {some} % by a sample").format(
                all=format_number(100 * gain.everywhere), some=format_number(100 * gain.sample)
            ),
            "accent",
            marked=place == 0 and gain.everywhere > 0.0,
        )
        for place, gain in enumerate(found.surveys[result])
        if gain.everywhere >= WORTH_SAYING
    ]


def table(
    project: Project, level: Level, chosen: Sequence[int], found: Certainty
) -> tuple[list[str], list[tuple[str, ...]]]:
    """Titles and rows of some buildings or blocks, no more than there is room for."""
    frame = project.buildings if level is Level.BUILDING else project.blocks
    shown = chosen[:MOST_ROWS]
    every = [bands_of(found, level, row) for row in shown]
    columns, head = [], [_("Building") if level is Level.BUILDING else _("Block")]
    for name in (PER_AREA, *OUTPUTS):
        figures = [figure for bands in every for figure in _figures(bands.get(name))]
        texts, unit = compact(figures, UNITS[name])
        head.append(f"{_short(name)}\n{unit}")
        columns.append([with_band(*texts[at : at + 3]) for at in range(0, len(texts), 3)])
    rows = [
        (str(frame.index[row]), *(column[place] for column in columns)) for place, row in enumerate(shown)
    ]
    return head, rows


def _figures(band: Band | None) -> tuple[float, float, float]:
    """Median, low and high; nothing where there is no band."""
    return (math.nan,) * 3 if band is None else (band.median, band.low, band.high)


def _short(name: str) -> str:
    return _("Today per m²") if name == PER_AREA else _("Today") if name == "e_del_kwh" else result_word(name)


def _tip(label: str) -> str:
    return _("{what}: one draw in ten lies below the low figure, one in ten above the high one").format(
        what=label
    )
