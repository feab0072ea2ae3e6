"""The command that measures heights in elevation rasters."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import finite
from app.cli.printing import Bar, Printer
from app.errors import UserError
from app.project import Project
from app.text.numbers import format_number
from app.text.translate import _

if TYPE_CHECKING:
    from app.services.heights import HeightRequest

PERCENTILE, COVERAGE, DIFFER_M = 50.0, 90.0, 2.0
"""What is taken where nothing is said: those of `app.services.heights`."""
TAKES = ("unknown", "differing", "all")

Surface = Annotated[list[Path] | None, typer.Option("--dsm", help="Raster of the surface with its roofs; repeat it for further tiles.")]  # fmt: skip
Terrain = Annotated[list[Path] | None, typer.Option("--dtm", help="Raster of the bare ground; repeat it for further tiles.")]  # fmt: skip
Percentile = Annotated[float, typer.Option(min=0, max=100, callback=finite, help="Share of a roof's pixels below the height that is taken [%]: 50 is the middle, 5 the eaves, 98 the ridge.")]  # fmt: skip
LeastCoverage = Annotated[float, typer.Option(min=0, max=100, callback=finite, help="Share of a footprint that the raster must cover [%].")]  # fmt: skip
Replace = Annotated[str, typer.Option("--replace", help="Heights that are exchanged: unknown, differing (and unknown), or all.")]  # fmt: skip
Differ = Annotated[float, typer.Option("--differ", min=0, max=1000, callback=finite, help="Heights differ from this on [m].")]  # fmt: skip
Unit = Annotated[str, typer.Option("--height-unit", help="Unit of the rasters' values, where the files do not say: m, dm, cm, mm, ft, us-ft.")]  # fmt: skip
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


def heights(
    project: Annotated[Path, typer.Argument(help="The plan: a GeoPackage that Kvarter wrote.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="GeoPackage for the changed plan.")],
    dsm: Surface = None,
    dtm: Terrain = None,
    percentile: Percentile = PERCENTILE,
    least_coverage: LeastCoverage = COVERAGE,
    replace: Replace = TAKES[0],
    differ: Differ = DIFFER_M,
    unit: Unit = "",
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace a file that is already there.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Measure heights of buildings: surface less terrain in each footprint; what is not covered stays unknown."""
    from app import bridge
    from app.services.files import open_project, save_project
    from app.services.heights import heights_from_rasters

    if out.exists() and not overwrite:
        raise UserError("export_exists", path=out)
    request = _request(dsm, dtm, percentile, least_coverage, replace, differ, unit)
    with Bar(as_json) as progress:
        plan = open_project(project).project
        changed = heights_from_rasters(plan, request, progress).project
        save_project(changed, out)
    printer = Printer(as_json)
    printer.summary(changed)
    printer.findings([one for one in bridge.findings(changed) if one.code.startswith("heights_")])
    _tell(printer, changed)
    printer.files({"plan": out})
    printer.close()


def with_heights(project: Project, dsm: Sequence[Path] | None, dtm: Sequence[Path] | None) -> Project:
    """The plan with the heights of some rasters, if there are any."""
    from app.services.heights import HeightRequest, heights_from_rasters

    if not dsm and not dtm:
        return project
    return heights_from_rasters(project, HeightRequest(tuple(dsm or ()), tuple(dtm or ()))).project


def _request(
    dsm: Sequence[Path] | None,
    dtm: Sequence[Path] | None,
    percentile: float,
    least_coverage: float,
    replace: str,
    differ: float,
    unit: str,
) -> "HeightRequest":
    from app.services.heights import HeightRequest, Take

    if replace not in TAKES:
        raise UserError("heights_take_unknown", take=replace, known=", ".join(TAKES))
    return HeightRequest(
        tuple(dsm or ()), tuple(dtm or ()), percentile, least_coverage / 100.0, Take(replace), differ, unit
    )


def _tell(printer: Printer, project: Project) -> None:
    """How many buildings have their height from where, and which roofs they seem to have."""
    origin = project.buildings["provenance_height_above_ground_m"].value_counts()
    known = {str(name): int(count) for name, count in origin.items() if name}
    unknown = len(project.buildings) - sum(known.values())
    forms = project.buildings["roof_form"].value_counts()
    roofs = {str(name) or "unknown": int(count) for name, count in forms.items()}
    printer.answer |= {"heights": {**known, "unknown": unknown}, "roofs": roofs}
    rows = [
        (_("Measured"), format_number(known.get("measured", 0))),
        (_("Given or joined"), format_number(known.get("given", 0) + known.get("joined", 0))),
        (_("Not known, taken from floors or the building type"), format_number(unknown)),
    ]
    printer.table(_("Heights"), (_("Origin"), _("Buildings")), rows)
