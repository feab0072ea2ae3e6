"""The laws of the house: architecture, lint, types, what may lie where, how the program starts."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("retrofit", "gis", "app")
NO_PACKAGES = ("packaging", "resources", "tests")
MOST_LINES = 400
MOST_FUNCTION_LINES = 40
LATE = {"pandas", "geopandas", "matplotlib", "scipy", "numba"}

MACHINE_PATHS = re.compile(r"(?<![\w.)}>-])(?:/(?:work|root|home|Users)/\w|/tmp/\w/|[A-Z]:\\Users\\)")
REGISTRY_HOSTS = tuple(
    ".".join(words)
    for words in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("deb", "debian", "org"),
        ("archive", "ubuntu", "com"),
    )
)


def run(*words: str) -> None:
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout[-6000:]}{done.stderr[-3000:]}"


def modules(*tops: str) -> Iterator[tuple[Path, ast.Module]]:
    for top in tops:
        for path in sorted((ROOT / top).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def tracked() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, or git is not installed")
    told = subprocess.run(
        [git, "-c", f"safe.directory={ROOT}", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    )
    found = [ROOT / name for name in told.stdout.decode().split("\0") if name]
    return [path for path in found if path.is_file()]


def test_architecture_holds() -> None:
    run("-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache")


def test_lint_is_clean() -> None:
    run("-m", "ruff", "check", "--quiet", "--output-format", "concise", ".")


def test_format_is_kept() -> None:
    run("-m", "ruff", "format", "--check", "--quiet", "--output-format", "concise", ".")


def test_types_hold() -> None:
    run("-m", "mypy")


@pytest.mark.parametrize("top", NO_PACKAGES)
def test_folders_that_must_not_become_packages(top: str) -> None:
    """`packaging/__init__.py` would shadow a library of that name."""
    assert not list((ROOT / top).rglob("__init__.py"))


def test_resources_hold_no_code() -> None:
    assert not list((ROOT / "resources").rglob("*.py"))


def test_no_tracked_file_names_a_machine_or_a_registry() -> None:
    guilty = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", "ignore")
        hosts = [host for host in REGISTRY_HOSTS if host in text]
        places = [match.group() for match in MACHINE_PATHS.finditer(text)]
        if path != Path(__file__).resolve() and (hosts or places):
            guilty.append((str(path.relative_to(ROOT)), hosts + places[:3]))
    assert not guilty


def test_no_tracked_file_is_large() -> None:
    assert not [path.name for path in tracked() if path.stat().st_size > 5_000_000]


def test_modules_stay_short() -> None:
    lengths = {
        path: len((ROOT / path).read_text(encoding="utf-8").splitlines())
        for path, _ in modules(*PACKAGES, "packaging")
    }
    assert not {str(path): lines for path, lines in lengths.items() if lines > MOST_LINES}


def test_functions_stay_short() -> None:
    guilty = [
        f"{path}:{node.name}"
        for path, tree in modules(*PACKAGES, "packaging")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and _code_lines(node) > MOST_FUNCTION_LINES
    ]
    assert not guilty


def test_nothing_is_printed() -> None:
    guilty = [
        f"{path}:{node.lineno}"
        for path, tree in modules(*PACKAGES)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not guilty


def test_only_the_window_imports_qt() -> None:
    guilty = []
    for path, tree in modules(*PACKAGES):
        if path.parts[:2] == ("app", "ui") or path == Path("app/main.py"):
            continue
        names = [name for node in ast.walk(tree) for name in _imported(node)]
        guilty += [str(path) for name in names if name.split(".")[0] in ("PySide6", "shiboken6")]
    assert not guilty


def test_modules_are_named_by_what_they_hold() -> None:
    vague = {"data", "info", "manager", "helper", "helpers", "utils", "util", "misc", "common"}
    assert not [str(path) for path, _ in modules(*PACKAGES) if {*path.with_suffix("").parts} & vague]


def test_emit_keeps_refcounts() -> None:
    """PySide6 6.12.0 on Python 3.11 lost a reference of True and None at every call."""
    from PySide6.QtCore import QObject, Signal
    from PySide6.QtGui import QImage, QPainter, QPainterPath

    class Bell(QObject):
        rang = Signal(bool)

    bell, heard = Bell(), []
    bell.rang.connect(heard.append)
    image = QImage(4, 4, QImage.Format.Format_ARGB32)
    painter, path = QPainter(image), QPainterPath()
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(100):
        bell.rang.emit(True)
        painter.drawPath(path)
    heard.clear()
    after = sys.getrefcount(True), sys.getrefcount(None)
    painter.end()
    assert after[0] > before[0] - 50
    assert after[1] > before[1] - 50


def test_engine_and_shapes_import_without_a_screen() -> None:
    code = "import app.cli, gis, retrofit, sys; assert 'PySide6' not in sys.modules"
    environment = {
        key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)


FIRST_PAINT = f"""
import os, sys
from PySide6.QtWidgets import QApplication
application = QApplication([])
from app.ui.window import MainWindow
class Watched(MainWindow):
    def paintEvent(self, event):
        print("painted", *sorted({LATE!r} & sys.modules.keys()), flush=True)
        os._exit(0)
window = Watched()
window.show()
application.exec()
"""


def test_the_window_shows_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    folders = {
        name: str(tmp_path)
        for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME", "APPDATA", "LOCALAPPDATA")
    }
    environment = {**os.environ, **folders, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.split() == ["painted"], done.stdout + done.stderr


def _code_lines(node: ast.FunctionDef) -> int:
    """Lines of a function below its signature and docstring."""
    documented = ast.get_docstring(node) is not None and len(node.body) > 1
    return (node.end_lineno or 0) - node.body[int(documented)].lineno + 1


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module]
    return []
