"""Offer the user's own packages, also where a country has no figures for all that is in them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.errors import UserError
from app.packs import load_pack
from app.project import Project
from app.services.outcome import Outcome
from app.services.planning import set_packages
from gis.account import Remark
from retrofit.errors import PackError
from retrofit.plan.fittings import resolved
from retrofit.plan.package import STANDARD, Package, find_faults
from retrofit.progress import Progress, silent

WITHOUT_SUN: Final = ("pack_no_sun", "pack_no_photovoltaics")
"""Faults of a country that has no figures of photovoltaics."""


def offer_packages(
    project: Project, own: Sequence[Package], chosen: str = "", progress: Progress = silent
) -> Outcome:
    """Offer own packages beside the standard ones, and reckon again.

    Where the country has no figures of photovoltaics, packages that are only offered are
    planned without them, and a finding says so; the ``chosen`` one is refused.

    Raises
    ------
    app.errors.UserError
        If a package is impossible.
    retrofit.errors.PackError
        If the country lacks a figure that the chosen package needs.
    """
    wrong = find_faults((*STANDARD, *own))
    if wrong:
        raise UserError(wrong[0].code, **wrong[0].details)
    told = without_remark(project)
    try:
        return set_packages(told, own, progress)
    except PackError as fault:
        sunny = [one.key for one in resolved((*STANDARD, *own)) if one.pv_share > 0]
        if fault.code not in WITHOUT_SUN or chosen in sunny:
            raise
    args: dict[str, object] = {"pack": load_pack(project.country).name, "packages": ", ".join(sunny)}
    remark = Remark("packages_without_pv", "doubts", args=args)
    account = replace(told.account, remarks=(*told.account.remarks, remark))
    return set_packages(told.replace(account=account), [replace(one, pv_share=0.0) for one in own], progress)


def without_remark(project: Project) -> Project:
    """The project without what was said of packages that are now offered anew."""
    account = project.account
    kept = tuple(one for one in account.remarks if one.code != "packages_without_pv")
    return project.replace(account=replace(account, remarks=kept))
