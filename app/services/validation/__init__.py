"""Judge the engine by published cases: one module a set.

A module of a set has ``FILES``, the names of the files it wants in their order, and
``judge(paths, tolerance) -> Judgement``. Where some files may be left out, ``FEWEST``
says how many are needed; where the last kind may come many times, ``MOST`` says how many.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from app.errors import UserError
from app.services.validation.judging import Judgement, Quantity
from app.text.translate import _

SETS: Final = ("tabula", "mobasy", "economics", "factors", "steps", "bestest", "weighting", "geometry", "pv")
"""Sets of published cases, each a module of this package."""

__all__ = ["SETS", "Judgement", "Quantity", "validate"]


def validate(name: str, paths: Sequence[Path], tolerance: float | None = None) -> Judgement:
    """Judge the engine by a set of published cases.

    Parameters
    ----------
    name : str
        One of `SETS`.
    paths : sequence of Path
        Files of the set, in the order its module names them.
    tolerance : float, optional
        Instead of the set's own tolerances.

    Raises
    ------
    app.errors.UserError
        If there is no such set, the number of files is wrong, or one cannot be used.
    """
    if name not in SETS:
        raise UserError("validation_set_unknown", name=name, known=", ".join(SETS))
    module = import_module(f"app.services.validation.{name}")
    fewest = getattr(module, "FEWEST", len(module.FILES))
    most = getattr(module, "MOST", len(module.FILES))
    if not fewest <= len(paths) <= most:
        raise UserError("validation_files_wrong", name=name, files=", ".join(module.FILES))
    judgement: Judgement = module.judge(paths, tolerance)
    if not judgement.rows:
        # a file that states nothing proves nothing
        raise UserError(
            "validation_content_bad", path=paths[0], reason=_("it states nothing that can be judged")
        )
    return judgement
