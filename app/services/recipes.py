"""A recipe: which files a plan is made of and how they are understood, as a text that repeats the import."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from app.errors import UserError
from app.services.intake import ImportRequest
from app.store.field_table import field_lines, fields_from, toml_text
from gis.atomic import replacing
from gis.delivery import ROLES, DistrictFiles, LayerChoice
from gis.mapping.canonical import FIELDS
from gis.thresholds import USUAL, Thresholds

FORMAT: Final = 1
WORDS: Final = frozenset({"kvarter_recipe", "name", "country", "crs", "limits", "layer"})
LAYER_WORDS: Final = frozenset({"file", "role", "layer", "crs", "encoding", "fields"})


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
    return Recipe(request.files, request.name, request.country)


def write_recipe(recipe: Recipe, path: Path) -> None:
    """Write a recipe; files are named from its folder on.

    Raises
    ------
    gis.errors.WriteError
        If it cannot be written; what was there before is untouched.
    """
    lines = [f"kvarter_recipe = {FORMAT}"]
    head = {"name": recipe.name, "country": recipe.country, "crs": recipe.files.crs}
    lines += [f"{key} = {toml_text(value)}" for key, value in head.items() if value]
    changed = {
        each.name: getattr(recipe.files.limits, each.name)
        for each in fields(Thresholds)
        if getattr(recipe.files.limits, each.name) != getattr(USUAL, each.name)
    }
    if changed:
        lines.append(f"limits = {{ {', '.join(f'{name} = {value!r}' for name, value in changed.items())} }}")
    for layer in recipe.files.layers:
        lines += ["", *_layer_lines(layer, path.absolute().parent)]
    with replacing(path) as draft:
        draft.write_text("\n".join(lines) + "\n", encoding="utf-8")


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
        base = folder or path.absolute().parent
        _refuse_unknown(table, WORDS)
        layers = tuple(_layer(each, base) for each in table["layer"])
        limits = Thresholds.of(**{str(name): float(value) for name, value in table.get("limits", {}).items()})
        files = DistrictFiles(layers, str(table.get("crs", "")), limits=limits)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as fault:
        raise UserError("recipe_unreadable", source=path.name, reason=str(fault)) from fault
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        raise UserError("recipe_unreadable", source=path.name, reason=_missing(fault)) from fault
    for layer in layers:
        if not layer.path.exists():
            raise UserError("recipe_file_missing", source=path.name, file=str(layer.path))
    return Recipe(files, str(table.get("name", "")), str(table.get("country", "")))


def _missing(fault: Exception) -> str:
    return f"{fault.args[0]} = ?" if isinstance(fault, KeyError) else str(fault)


def _layer_lines(layer: LayerChoice, folder: Path) -> list[str]:
    lines = ["[[layer]]", f"file = {toml_text(_from(folder, layer.path))}", f"role = {toml_text(layer.role)}"]
    told = {"layer": layer.layer, "crs": layer.crs, "encoding": layer.encoding}
    lines += [f"{key} = {toml_text(value)}" for key, value in told.items() if value]
    return lines + field_lines(layer.fields)


def _from(folder: Path, path: Path) -> str:
    """A path from a folder on, where there is a way from one to the other."""
    try:
        return Path(os.path.relpath(path.absolute(), folder)).as_posix()
    except ValueError:  # another drive
        return path.absolute().as_posix()


def _refuse_unknown(table: Mapping[str, Any], known: frozenset[str]) -> None:
    """A word that nobody reads would be a wish that nobody hears."""
    strange = sorted(set(table) - known)
    if strange:
        raise ValueError(f"{', '.join(strange)}: {', '.join(sorted(known))}")


def _layer(table: Mapping[str, Any], folder: Path) -> LayerChoice:
    if not isinstance(table, Mapping):
        raise TypeError("[[layer]]")
    _refuse_unknown(table, LAYER_WORDS)
    role = str(table["role"])
    if role not in ROLES:
        raise ValueError(f"role = {role}: {', '.join(ROLES)}")
    known = frozenset(each.name for each in FIELDS[role]) | {"owner"}
    _refuse_unknown(table.get("fields", {}), known)
    fields = fields_from(table)
    texts = {key: str(table.get(key, "")) for key in ("layer", "crs", "encoding")}
    return LayerChoice(folder / str(table["file"]), role, **texts, fields=fields)
