"""What options of the command line have in common."""

import math
from collections.abc import Iterable

import typer

from app.text.translate import _


def finite(value: float | None) -> float | None:
    """Refuse what is no number: a range lets it pass.

    Raises
    ------
    typer.BadParameter
        For ``nan`` and infinities.
    """
    if value is not None and not math.isfinite(value):
        raise typer.BadParameter(_("give a finite number"))
    return value


def own_prices(words: Iterable[str]) -> tuple[tuple[str, float], ...]:
    """Read ``natural_gas=0.12``: a carrier and its price with VAT [EUR/kWh].

    Raises
    ------
    typer.BadParameter
        For a word that is not of that form.
    """
    found = {}
    for one in words:
        carrier, _equals, price = one.partition("=")
        try:
            found[carrier.strip()] = float(price)
        except ValueError:
            raise typer.BadParameter(
                _("--energy-price {word}: give a carrier and a price, such as natural_gas=0.12").format(
                    word=one
                )
            ) from None
    return tuple(sorted(found.items()))
