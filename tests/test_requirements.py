"""Requirements: few, pinned, within the bounds that the project declares."""

import ast
import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAMES = {"PIL": "pillow", "docx": "python-docx", "PySide6": "pyside6-essentials", "shiboken6": "shiboken6"}
"""Import name to distribution, where the two differ."""
INSIDE = {"screenshots", "shots_dialogs", "shots_panels", "soak"}
"""Modules of the packaging that run inside the environment."""


def pins(name: str) -> dict[str, Requirement]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    found = [Requirement(line) for line in lines if line and not line.startswith(("#", "-r"))]
    return {canonicalize_name(one.name): one for one in found}


def declared() -> dict[str, Requirement]:
    found = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
    return {canonicalize_name(one.name): one for one in found}


def test_lists_are_pins_and_nothing_else() -> None:
    pattern = re.compile(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*( ; sys_platform == \"\w+\")?")
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            assert (
                not line or line.startswith("#") or line == "-r requirements.txt" or pattern.fullmatch(line)
            ), line


def test_pins_keep_the_declared_bounds() -> None:
    runtime, developer = pins("requirements.txt"), pins("requirements-dev.txt")
    wanted = [Requirement(line) for line in PROJECT["dependency-groups"]["dev"]]
    wanted += [Requirement(line) for line in PROJECT["build-system"]["requires"]]
    for bound in (*declared().values(), *wanted):
        pin = {**developer, **runtime}[canonicalize_name(bound.name)]
        version = next(iter(pin.specifier)).version
        assert bound.specifier.contains(version), f"{pin} is outside {bound}"
    assert set(declared()) <= set(runtime)
    assert not set(runtime) & set(developer)


def test_every_import_is_declared() -> None:
    own = {"app", "gis", "retrofit", *sys.stdlib_module_names}
    known = set(declared())
    guilty = []
    for top in ("retrofit", "gis", "app"):
        for path in sorted((ROOT / top).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
                firsts = {name.split(".")[0] for name in names} - own
                guilty += [
                    (str(path.relative_to(ROOT)), one)
                    for one in firsts
                    if canonicalize_name(NAMES.get(one, one)) not in known
                ]
    assert not guilty


def test_the_set_up_needs_nothing_but_python() -> None:
    own = {path.stem for path in (ROOT / "packaging").glob("*.py")} | set(sys.stdlib_module_names)
    for path in (ROOT / "packaging").glob("*.py"):
        if path.stem in INSIDE:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            assert {name.split(".")[0] for name in names} <= own, path.name
