"""What options of the command line have in common."""

import math

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
