"""What a picture for the public shows."""

from dataclasses import replace
from typing import Final

from app.mapimage.theme import Theme
from app.project import Project
from app.services.publishing import check_district, published
from app.services.theming import CATEGORIES, OF_BUILDINGS

PLAIN: Final = "e_del_kwh_m2"
"""Result that colours a published map where only single buildings have what was chosen."""


def public_view(project: Project, theme: Theme) -> tuple[Project, Theme]:
    """Plan and theme as a picture may show them; the same ones where the switch is off."""
    if not project.privacy.on:
        return project, theme
    check_district(project)
    named = theme.field in CATEGORIES or theme.field in OF_BUILDINGS
    plain = (
        replace(theme, field=PLAIN, second="", level=project.privacy.level)
        if named
        else replace(theme, level=project.privacy.level)
    )
    return published(project), replace(
        plain, against=None, method="quantile", breaks=(), hidden=(), hatched=False
    )
