"""What the law asks, and where the plan stands."""

from app.report.document import Bullets, Paragraph, Section, Table
from app.services.papers.material import Material
from app.text.messages import finding_sentence
from app.text.numbers import format_number
from app.text.translate import _
from retrofit.evidence.epbd import LEAST_FROM_WORST, RESIDENTIAL_DROP, WORST_SHARE, Pace, pace
from retrofit.stock.codes import SIZE_CLASSES

NON_RESIDENTIAL = SIZE_CLASSES.index("NRES")
ORDER = ("lock_in_", "minimum_u", "setback")
"""Findings on the order of works and the national minimum."""


def law(of: Material) -> Section:
    """The pace of the directive, and what the program noticed about rules."""
    project = of.project
    assert project.baseline is not None and project.assessment is not None
    buildings, typed = project.assessment.buildings, project.baseline.typed
    found = pace(
        buildings["e_p_nren_kwh"],
        buildings["e_p_nren_after_kwh"],
        typed.floor_area_ref_m2,
        typed.heated & (typed.stock.size_class != NON_RESIDENTIAL),
    )
    table = Table(
        (_("What Directive (EU) 2024/1275, Article 9, asks of the country"), _("Asked"), _("This plan"), _("Where it stands")),
        _rows(found),
        widths=(2.2, 1.3, 1.1, 0.8),
        note=_("The directive binds the national stock; a district only shows whether it goes at that pace. National rules may ask for more. Indicative."),
    )  # fmt: skip
    said = _(
        "The {homes} heated homes need {now} kWh/(m²a) of primary energy on average today and {after} kWh/(m²a) with the plan."
    ).format(
        homes=format_number(found.homes),
        now=format_number(found.now_kwh_m2, 1),
        after=format_number(found.after_kwh_m2, 1),
    )
    told = tuple(
        finding_sentence(one)
        for one in project.assessment.findings
        if one.code.startswith(ORDER) and not of.private
    )
    more = (Paragraph(_("Order of works and national minimum:")), Bullets(told)) if told else ()
    return Section(_("Law"), (Paragraph(said), table, *more))


def _rows(found: Pace) -> tuple[tuple[str, ...], ...]:
    drop = format_number(100 * found.drop, 1, "%")
    rows = [
        (
            _("Average primary energy of homes falls by {year}").format(year=year),
            _("at least {share} against 2020").format(share=format_number(100 * least, 0, "%")),
            _("{drop} against today").format(drop=drop),
            _on_the_way(found.drop, least),
        )
        for year, least in RESIDENTIAL_DROP
    ]
    worst = format_number(100 * WORST_SHARE, 0, "%")
    from_worst = (
        _("Part of it from the {share} worst-performing homes").format(share=worst),
        _("at least {share}").format(share=format_number(100 * LEAST_FROM_WORST, 0, "%")),
        format_number(100 * found.from_worst, 0, "%"),
        _on_the_way(found.from_worst, LEAST_FROM_WORST),
    )
    return (*rows, from_worst)


def _on_the_way(reached: float, least: float) -> str:
    return _("on the way") if reached >= least else _("not yet")
