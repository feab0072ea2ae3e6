"""Open and save a project."""

from pathlib import Path

from app.changes import Changes
from app.errors import UserError
from app.packs import load_pack
from app.project import Project
from app.services.guard import keep_sources
from app.services.outcome import Outcome
from app.services.planning import replan
from app.services.styles import project_styles
from app.store.reading import project_from
from app.store.writing import layers_of, tables_of
from gis.geopackage import read_geopackage, write_geopackage
from retrofit.progress import Progress, part_of, silent


def open_project(path: Path, progress: Progress = silent) -> Outcome:
    """Read a project file and reckon its results; the file is not touched.

    Raises
    ------
    app.errors.UserError
        If it is absent, foreign, damaged or from a newer program.
    """
    if not path.is_file():
        raise UserError("project_missing", path=path)
    progress(0.0, "reading")
    project = project_from(read_geopackage(path), path)
    load_pack(project.country)
    outcome = replan(project, part_of(progress, 0.5, 1.0))
    return Outcome(outcome.project, Changes.EVERYTHING | Changes.SAVED)


def save_project(project: Project, path: Path, progress: Progress = silent) -> Outcome:
    """Write the project as one GeoPackage; on any fault the former file stays whole.

    Raises
    ------
    app.errors.UserError
        If the target is a file the plan was read from.
    gis.errors.WriteError
        If the target cannot be written.
    """
    keep_sources(project, (path,))
    progress(0.1, "writing")
    layers = layers_of(project)
    progress(0.4, "writing")
    write_geopackage(path, layers, tables_of(project), project_styles(project))
    progress(1.0, "writing")
    return Outcome(project, Changes.SAVED)
