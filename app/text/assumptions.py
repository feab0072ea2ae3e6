"""Names of the assumptions, and what was changed about them in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from app.text.translate import _, mark

if TYPE_CHECKING:
    from retrofit.plan.scenario import Assumptions

NAMES: Final[Mapping[str, str]] = {
    "method": mark("method"),
    "station": mark("climate"),
    "vat_included": mark("VAT"),
    "discount_rate": mark("discount rate"),
    "energy_price_growth": mark("energy price rise"),
    "horizon_a": mark("horizon"),
    "construction_price_factor": mark("construction prices"),
    "start_year": mark("first year"),
    "carbon_priced": mark("price of emissions"),
    "block_discount": mark("block discount"),
    "block_discount_m2": mark("block discount"),
    "own_prices": mark("energy prices"),
}


def assumption_changed(before: Assumptions, after: Assumptions, *, pack: bool = False) -> str:
    """Say for the history which assumption changes; several are a change of assumptions."""
    names = {
        NAMES[one.name] for one in fields(before) if getattr(before, one.name) != getattr(after, one.name)
    }
    if pack:
        return _("Another country pack")
    if len(names) != 1:
        return _("Change of assumptions")
    return _("Other {assumption}").format(assumption=_(names.pop()))
