"""Templates of papers: the program's own, or a city's in their place."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from app.errors import UserError
from app.paths import resources
from app.report.literals import literal

FOLDER: Final = "papers"
LOOK: Final = "kvarter.typ"
"""Functions that set every block; a city's own file of that name takes its place."""


def own_templates() -> Path:
    """Return the folder of the program's templates of papers."""
    return resources() / "templates" / FOLDER


def filled(name: str, values: Mapping[str, object], folder: Path | None = None) -> str:
    """Fill a template.

    Parameters
    ----------
    name : str
        File name of the template.
    values : mapping of str to object
        What it may use.
    folder : Path, optional
        Templates that come before the program's own.

    Raises
    ------
    app.errors.UserError
        If the template has an error: file, line and what is wrong.
    """
    if folder is not None and not folder.is_dir():
        raise UserError("templates_missing", path=folder)
    places = [own_templates()] if folder is None else [folder, own_templates()]
    loader = ChoiceLoader([FileSystemLoader(place, encoding="utf-8") for place in places])
    world = SandboxedEnvironment(
        loader=loader, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    world.filters["typ"] = literal
    try:
        return world.get_template(name).render(values)
    except TemplateSyntaxError as fault:
        raise UserError(
            "template_wrong", template=fault.name or name, line=fault.lineno, reason=fault.message or ""
        ) from fault
    except TemplateError as fault:
        raise UserError("template_wrong", template=name, line="?", reason=fault.message or "") from fault
    except UnicodeDecodeError as fault:
        raise UserError("template_wrong", template=name, line="?", reason="not UTF-8") from fault


def look(folder: Path | None = None) -> bytes:
    """The functions that set blocks: a city's own where it has them."""
    own = None if folder is None else folder / LOOK
    try:
        return (own if own is not None and own.is_file() else own_templates() / LOOK).read_bytes()
    except OSError as fault:
        raise UserError(
            "template_wrong", template=LOOK, line="?", reason=fault.strerror or str(fault)
        ) from fault
