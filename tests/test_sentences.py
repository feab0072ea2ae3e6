"""Codes and sentences keep in step: what is raised can be said, and what can be said is raised."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import app.errors
import gis.errors
import retrofit.errors
from app.text.messages import MESSAGES, ROOMS, sentence

ROOT = Path(__file__).resolve().parents[1]
NOTICES = ("Finding", "Remark")
FILLED_BY_THE_READER = {"count", "ids", "source", "layer", "feature", "cases"}
"""Details that every finding gets when it is shown."""


def _family(base: type[Exception]) -> set[str]:
    return {base.__name__}.union(*(_family(kind) for kind in base.__subclasses__()))


FAULTS = _family(gis.errors.GisError) | _family(retrofit.errors.EngineError) | _family(app.errors.UserError)
FAULTS -= {"Cancelled"}


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for top in ("retrofit", "gis", "app"):
        for path in sorted((ROOT / top).rglob("*.py")):
            if path.parent != ROOT / "app" / "text":
                yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def texts(node: ast.expr | None) -> list[str]:
    """Constant strings that an expression may come to."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return texts(node.body) + texts(node.orelse)
    return []


def coded_functions(tree: ast.Module) -> dict[str, int]:
    """Functions of a module that take a ``code``, and at which position."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args if argument.arg not in ("self", "cls")]
            if "code" in names and "Finding" in ast.unparse(node.returns or ast.Constant(None)):
                found[node.name] = names.index("code")
    return found


def raised() -> list[tuple[str, str, ast.Call]]:
    """Place, code and call of everything that is raised or noticed."""
    found = []
    for path, tree in sources():
        places = dict.fromkeys((*FAULTS, *NOTICES), 0) | coded_functions(tree)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or called(node) not in places:
                continue
            position = places[called(node)]
            named = next((word.value for word in node.keywords if word.arg == "code"), None)
            first = node.args[position] if len(node.args) > position else named
            found += [(f"{path}:{node.lineno}", code, node) for code in texts(first)]
    return found


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_every_code_has_a_sentence() -> None:
    found = raised()
    assert len(found) > 20
    assert not sorted({(place, code) for place, code, _ in found if code not in MESSAGES})


def test_every_sentence_is_used() -> None:
    said = {
        node.value
        for _, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert not sorted(set(MESSAGES) - said)


def test_every_fault_brings_what_its_sentence_says() -> None:
    lacking = []
    for place, code, call in raised():
        given = {word.arg for word in call.keywords}
        if called(call) not in FAULTS or None in given or code not in MESSAGES:
            continue
        missing = placeholders(MESSAGES[code]) - given
        lacking += [(place, code, sorted(missing))] if missing else []
    assert not lacking


def test_every_notice_brings_what_its_sentence_says() -> None:
    lacking = []
    for place, code, call in raised():
        args = next((word.value for word in call.keywords if word.arg == "args"), None)
        args = call.args[3] if args is None and len(call.args) > 3 else args
        if (
            called(call) not in NOTICES
            or code not in MESSAGES
            or not (args is None or isinstance(args, ast.Dict))
        ):
            continue
        keys = [] if args is None else args.keys
        given = {name for key in keys for name in texts(key)}
        if None in keys:
            continue
        missing = placeholders(MESSAGES[code]) - given - FILLED_BY_THE_READER
        lacking += [(place, code, sorted(missing))] if missing else []
    assert not lacking


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_sentence_can_be_filled_and_is_one(code: str) -> None:
    names = placeholders(MESSAGES[code])
    assert all(name.isidentifier() for name in names)
    told = sentence(code, dict.fromkeys(names, 1962))
    assert "{" not in told
    assert told.endswith((".", "?"))
    assert told[0].isupper() or told[0].isdigit()


def test_two_rooms_never_share_a_code() -> None:
    assert len(MESSAGES) == sum(len(room) for room in ROOMS)
