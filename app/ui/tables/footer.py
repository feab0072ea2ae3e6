"""What the lines of the table come to: sums, and ratios reckoned anew from the sums."""

from __future__ import annotations

from collections.abc import Mapping

from app.project import Project
from app.services.portrait import figures
from app.text.numbers import compact, format_number
from app.text.translate import _
from app.ui.tables.columns import Rows
from retrofit.stock.fields import FIELDS, Level


def footer_text(project: Project, rows: Rows, level: Level) -> str:
    """Heated area, delivered energy today and with the plan, saving and investment of some rows."""
    found = figures(project, rows, level)
    told = (
        f"{_('Heated floor area')} {_sum(found, 'floor_area_ref_m2')}",
        f"{_('Delivered energy')} {_sum(found, 'e_del_kwh')}, {_ratio(found, 'e_del_kwh_m2')}",
        f"{_('after')} {_sum(found, 'e_del_after_kwh')}, {_ratio(found, 'e_del_after_kwh_m2')}",
        f"{_('saving')} {_ratio(found, 'saving_pct')}",
        f"{_('Investment')} {_sum(found, 'invest_eur')}, {_ratio(found, 'invest_eur_m2')}",
    )
    return "   ·   ".join(told)


def _sum(found: Mapping[str, float], name: str) -> str:
    texts, unit = compact([found[name]], FIELDS[name].unit)
    return f"{texts[0]}\u202f{unit}"


def _ratio(found: Mapping[str, float], name: str) -> str:
    return format_number(found[name], FIELDS[name].decimals, FIELDS[name].unit)
