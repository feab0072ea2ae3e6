"""A recipe: which files a plan is made of and how they are understood, as a text that repeats the import."""

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from app.errors import UserError
from app.project import Project
from app.services.field_profiles import all_profiles
from app.services.intake import ImportRequest
from app.store.delivery_text import WORDS, delivery_from, delivery_lines, refuse_unknown
from app.store.field_table import toml_text
from gis.atomic import replacing
from gis.delivery import DistrictFiles
from gis.errors import GisError
from gis.layers import pick_layer
from gis.mapping.propose import fields_of, propose
from gis.read import first_rows

FORMAT: Final = 1
OWN_WORDS: Final = frozenset({"kvarter_recipe", "name", "country"})


@dataclass(frozen=True, slots=True)
class Recipe:
    """What it takes to import a district again."""

    files: DistrictFiles
    name: str = ""
    country: str = ""

    @property
    def request(self) -> ImportRequest:
        """The import that it stands for."""
        return ImportRequest(self.files, self.country, self.name)


def recipe_of(request: ImportRequest) -> Recipe:
    """The recipe that repeats an import."""
    return Recipe(settled(request.files), request.name, request.country)


def write_recipe(recipe: Recipe, path: Path) -> None:
    """Write a recipe; files are named from its folder on.

    Raises
    ------
    gis.errors.WriteError
        If it cannot be written; what was there before is untouched.
    """
    lines = [f"kvarter_recipe = {FORMAT}"]
    head = {"name": recipe.name, "country": recipe.country}
    lines += [f"{key} = {toml_text(value)}" for key, value in head.items() if value]
    lines += delivery_lines(recipe.files, path.absolute().parent)
    with replacing(path) as draft:
        draft.write_text("\n".join(lines) + "\n", encoding="utf-8")


def recipe_of_plan(project: Project) -> Recipe:
    """The recipe by which a plan was read from its files.

    Raises
    ------
    app.errors.UserError
        If the plan does not tell what it was read from.
    """
    if project.files is None:
        raise UserError("recipe_without_files")
    return Recipe(settled(project.files), project.name, project.country)


def settled(files: DistrictFiles) -> DistrictFiles:
    """The files with every column that was not recognised by its name written down.

    A profile or a guess that led to a column may be another one elsewhere, or later. What cannot be read now stays as
    it is.
    """
    profiles = all_profiles()
    layers = []
    for each in files.layers:
        try:
            raw = first_rows(each.path, each.layer or pick_layer(each.path, each.role), each.encoding)
        except GisError:
            layers.append(each)
            continue
        proposals = propose(raw.frame, each.role, profiles, each.fields)
        chosen = {
            name: choice
            for name, choice in fields_of(proposals).items()
            if choice.column or name in each.fields
        }
        layers.append(replace(each, layer=raw.layer, fields={**each.fields, **chosen}))
    return files.having(layers)


def read_recipe(path: Path, folder: Path | None = None) -> Recipe:
    """Read a recipe.

    Parameters
    ----------
    path : Path
    folder : Path, optional
        Where its files lie; its own folder when left out.

    Raises
    ------
    app.errors.UserError
        If it is no recipe, or a file that it names is not there.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        if table["kvarter_recipe"] != FORMAT:
            raise UserError("recipe_unreadable", source=path.name, reason=f"kvarter_recipe = {FORMAT}")
        refuse_unknown(table, OWN_WORDS | WORDS)
        files = delivery_from(table, folder or path.absolute().parent)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as fault:
        raise UserError("recipe_unreadable", source=path.name, reason=str(fault)) from fault
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as fault:
        raise UserError("recipe_unreadable", source=path.name, reason=_missing(fault)) from fault
    for layer in files.layers:
        if not layer.path.exists():
            raise UserError("recipe_file_missing", source=path.name, file=str(layer.path))
    return Recipe(files, str(table.get("name", "")), str(table.get("country", "")))


def _missing(fault: Exception) -> str:
    return f"{fault.args[0]} = ?" if isinstance(fault, KeyError) else str(fault)
