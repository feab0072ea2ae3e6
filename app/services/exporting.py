"""The plan leaves the program: map, tables, shapefiles, GeoPackage."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app import bridge
from app.errors import UserError
from app.mapimage.theme import Theme
from app.project import Project
from app.services.files import save_project
from app.services.guard import keep_sources
from app.services.handing import write_for_gis
from app.services.mapping import DEFAULT_THEME, draw_map, sources_line
from app.services.outlook import carriers_table, years_table
from app.services.public_view import public_view
from app.services.publishing import public_fields, public_frame
from app.services.styles import level_styles
from gis.geopackage import write_geopackage
from gis.handover.layer import Layer
from gis.handover.shapefile import write_shapefile
from gis.write import Column, write_csv
from retrofit.progress import Progress, silent
from retrofit.stock.fields import FIELDS, PROVENANCE_OF, Field, Level, columns_of

MAP, GEOPACKAGE, PUBLIC = "map.png", "plan.gpkg", "published.gpkg"
HANDED, QGIS = "layers.gpkg", "layers.qgz"
LAYERS = {
    Level.BLOCK: "blocks",
    Level.BUILDING: "buildings",
    Level.PARCEL: "parcels",
    Level.ASSOCIATION: "associations",
}


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What leaves, and where to."""

    folder: Path
    overwrite: bool = False
    shapefile: bool = True
    geopackage: bool = True
    csv: bool = True
    picture: bool = True
    qgis: bool = True
    theme: Theme = DEFAULT_THEME


def export_plan(project: Project, request: ExportRequest, progress: Progress = silent) -> dict[str, Path]:
    """Write the chosen files into a folder.

    Returns
    -------
    dict
        What each file is (a word for people) to its path.

    Raises
    ------
    app.errors.UserError
        If there is nothing to export or a file is already there and may not be replaced.
    gis.errors.WriteError
        If a file cannot be written; files of the same name stay as they were.
    """
    if project.assessment is None:
        raise UserError("export_nothing")
    work = _work(project, request) if not project.privacy.on else _public_work(project, request)
    keep_sources(project, (path for path, _write in work.values()))
    _refuse_existing(work, request)
    _make_folder(request.folder)
    for place, (_name, (path, write)) in enumerate(work.items()):
        progress(place / len(work), "map" if path.name == MAP else "writing")
        write(path)
    progress(1.0, "writing")
    return {name: path for name, (path, _write) in work.items()}


def _work(project: Project, request: ExportRequest) -> dict[str, tuple[Path, Callable[[Path], object]]]:
    folder = request.folder
    work: dict[str, tuple[Path, Callable[[Path], object]]] = {}
    if request.picture:
        work["map picture"] = folder / MAP, lambda path: draw_map(project, path, request.theme)
    if request.csv:
        work["district table"] = folder / "district.csv", lambda path: _district(project, path)
        work["table of carriers"] = (
            folder / "carriers.csv",
            lambda path: write_csv(carriers_table(project), path, ()),
        )
        work["table of years"] = folder / "years.csv", lambda path: write_csv(years_table(project), path, ())
    for level, name in LAYERS.items():
        if not len(bridge.frame_of(project, level)):
            continue
        word = level.value
        if request.csv:
            work[f"{word} table"] = folder / f"{name}.csv", _table_writer(project, level)
        if request.shapefile:
            work[f"{word} shapefile"] = (
                folder / f"{name}.shp",
                _shapefile_writer(project, level, request.theme),
            )
    if request.geopackage:
        work["GeoPackage"] = folder / GEOPACKAGE, lambda path: save_project(project, path)
    if request.qgis:
        named = {level: columns(level) for level in LAYERS}
        work["layers"] = folder / HANDED, lambda path: write_for_gis(project, path, path.with_name(QGIS), named, request.theme)  # fmt: skip
        work["QGIS project"] = folder / QGIS, lambda _path: None  # written with its layers
    return work


def _public_work(
    project: Project, request: ExportRequest
) -> dict[str, tuple[Path, Callable[[Path], object]]]:
    """What is written for the public: one grouping, outlines of buildings, totals; never the plan itself."""
    shown, theme = public_view(project, request.theme)
    folder, level = request.folder, project.privacy.level
    work: dict[str, tuple[Path, Callable[[Path], object]]] = {}
    if request.picture:
        work["map picture"] = folder / MAP, lambda path: draw_map(shown, path, theme)
    if request.csv:
        work["district table"] = folder / "district.csv", lambda path: _district(shown, path)
    frames = {
        name: (one, public_frame(shown, one))
        for one, name in LAYERS.items()
        if one in (level, Level.BUILDING)
    }
    for name, (one, frame) in frames.items():
        fields = tuple(_column(field) for field in public_fields(one))
        if request.csv:
            table = frame.drop(columns="geometry")
            work[f"{one.value} table"] = folder / f"{name}.csv", partial(write_csv, table, columns=fields)
        if request.shapefile:
            work[f"{one.value} shapefile"] = (
                folder / f"{name}.shp",
                partial(write_shapefile, Layer(name, name, frame, fields)),
            )
    if request.geopackage:
        layers = {name: frame for name, (_one, frame) in frames.items()}
        work["GeoPackage"] = folder / PUBLIC, partial(write_geopackage, layers=layers)
    return work


def _shapefile_writer(project: Project, level: Level, theme: Theme) -> Callable[[Path], object]:
    def write(path: Path) -> None:
        aliases = {field.name: field.dbf for field in columns_of(level)}
        styles = level_styles(project, level, theme, aliases, alone=True)
        frame, name = bridge.result_frame(project, level), LAYERS[level]
        write_shapefile(Layer(name, name, frame, columns(level), styles), path)

    return write


def _table_writer(project: Project, level: Level) -> Callable[[Path], object]:
    def write(path: Path) -> None:
        write_csv(bridge.result_frame(project, level).drop(columns="geometry"), path, columns(level))

    return write


def _district(project: Project, path: Path) -> None:
    table = bridge.district_frame(project)
    table.loc[len(table)] = ["sources", "Sources", None, sources_line(project)]
    write_csv(table, path, ())


def columns(level: Level) -> tuple[Column, ...]:
    """The field table as the columns of a file."""
    return tuple(_column(field) for field in columns_of(level))


def _column(field: Field) -> Column:
    return Column(
        field.name, field.dbf, field.unit, field.label, field.doc, _source_of(field), field.decimals
    )


def _source_of(field: Field) -> str:
    """Where a column comes from; of an input each row says it in its own column of origin."""
    return f"see {FIELDS[f'provenance_{field.name}'].dbf}" if field.name in PROVENANCE_OF else field.source


def _refuse_existing(work: dict[str, tuple[Path, Callable[[Path], object]]], request: ExportRequest) -> None:
    present = [path for path, _write in work.values() if path.exists()]
    if present and not request.overwrite:
        raise UserError("export_exists", path=present[0])


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UserError("folder_not_writable", path=folder, reason=fault.strerror or str(fault)) from fault
