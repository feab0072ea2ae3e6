"""What results rest on, as one short word: the same inputs have the same."""

import hashlib
from dataclasses import fields, is_dataclass

import numpy as np

from app.packs import load_pack
from app.project import Project


def plan_key(project: Project, *more: object) -> str:
    """Hash of stock, packages, choice, assumptions, place, weather, pack and whatever else is named."""
    found = hashlib.sha256()
    pack = load_pack(project.country)
    for part in (
        project.stock,
        project.scenario.package_of,
        project.packages,
        project.assumptions,
        project.place,
        project.weather,
        (pack.code, pack.version),
        more,
    ):
        _take_in(part, found)
    return found.hexdigest()


def _take_in(value: object, found: "hashlib._Hash") -> None:
    if isinstance(value, np.ndarray):
        found.update(f"{value.dtype}{value.shape}".encode())
        found.update(np.ascontiguousarray(value).tobytes())
    elif is_dataclass(value):
        for one in fields(value):
            found.update(one.name.encode())
            _take_in(getattr(value, one.name), found)
    elif isinstance(value, dict):
        for key in sorted(value):
            found.update(str(key).encode())
            _take_in(value[key], found)
    elif isinstance(value, (tuple, list)):
        for one in value:
            _take_in(one, found)
    else:
        found.update(repr(value).encode() + b";")
