"""Which files a plan is made of and how they are understood, as TOML: in recipes and inside projects."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from app.store.field_table import field_lines, fields_from, toml_text
from gis.delivery import ROLES, DistrictFiles, LayerChoice
from gis.errors import FieldError
from gis.mapping.canonical import FIELDS
from gis.thresholds import USUAL, Thresholds

WORDS: Final = frozenset({"crs", "limits", "layer"})
"""What a delivery is made of."""
LAYER_WORDS: Final = frozenset({"file", "role", "layer", "crs", "encoding", "fields"})


def delivery_lines(files: DistrictFiles, folder: Path | None) -> list[str]:
    """Lines of TOML; files are named from a folder on, or by their whole path."""
    lines = [f"crs = {toml_text(files.crs)}"] if files.crs else []
    changed = {
        each.name: getattr(files.limits, each.name)
        for each in fields(Thresholds)
        if getattr(files.limits, each.name) != getattr(USUAL, each.name)
    }
    if changed:
        lines.append(f"limits = {{ {', '.join(f'{name} = {value!r}' for name, value in changed.items())} }}")
    for layer in files.layers:
        lines += ["", *_layer_lines(layer, folder)]
    return lines


def delivery_from(table: Mapping[str, Any], folder: Path) -> DistrictFiles:
    """Read them again from a parsed table; whole paths stay, others begin at the folder.

    Raises
    ------
    KeyError, TypeError, ValueError, AttributeError
        If it is of another form.
    """
    layers = tuple(_layer(each, folder) for each in table["layer"])
    limits = Thresholds.of(**{str(name): float(value) for name, value in table.get("limits", {}).items()})
    return DistrictFiles(layers, str(table.get("crs", "")), limits=limits)


def delivery_text(files: DistrictFiles | None) -> str:
    """The whole as one text; "" for none."""
    return "" if files is None else "\n".join(delivery_lines(files, None))


def delivery_of(text: str) -> DistrictFiles | None:
    """The files that a project was read from; None where it does not tell, or in words of another version."""
    if not text:
        return None
    try:
        return delivery_from(tomllib.loads(text), Path())
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError, FieldError):
        return None


def refuse_unknown(table: Mapping[str, Any], known: frozenset[str]) -> None:
    """A word that nobody reads would be a wish that nobody hears.

    Raises
    ------
    ValueError
        For such a word.
    """
    strange = sorted(set(table) - known)
    if strange:
        raise ValueError(f"{', '.join(strange)}: {', '.join(sorted(known))}")


def _layer_lines(layer: LayerChoice, folder: Path | None) -> list[str]:
    lines = ["[[layer]]", f"file = {toml_text(_from(folder, layer.path))}", f"role = {toml_text(layer.role)}"]
    told = {"layer": layer.layer, "crs": layer.crs, "encoding": layer.encoding}
    lines += [f"{key} = {toml_text(value)}" for key, value in told.items() if value]
    return lines + field_lines(layer.fields)


def _from(folder: Path | None, path: Path) -> str:
    """A path from a folder on, where there is a way from one to the other."""
    if folder is None:
        return path.absolute().as_posix()
    try:
        return Path(os.path.relpath(path.absolute(), folder)).as_posix()
    except ValueError:  # another drive
        return path.absolute().as_posix()


def _layer(table: Mapping[str, Any], folder: Path) -> LayerChoice:
    if not isinstance(table, Mapping):
        raise TypeError("[[layer]]")
    refuse_unknown(table, LAYER_WORDS)
    role = str(table["role"])
    if role not in ROLES:
        raise ValueError(f"role = {role}: {', '.join(ROLES)}")
    known = frozenset(each.name for each in FIELDS[role]) | {"owner"}
    refuse_unknown(table.get("fields", {}), known)
    texts = {key: str(table.get(key, "")) for key in ("layer", "crs", "encoding")}
    return LayerChoice(folder / str(table["file"]), role, **texts, fields=fields_from(table))
