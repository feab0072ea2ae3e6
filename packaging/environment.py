"""The virtual environment in ``.venv``: made, filled from pinned lists, refreshed only when they change."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import platform
import shutil
import sys
from pathlib import Path

from debian import install, provide_libraries
from shell import ROOT, SetupError, answer, quiet, say

VENV = ROOT / ".venv"
STAMP = VENV / "kvarter-setup.json"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
LISTS = {"run": ("requirements.txt",), "dev": ("requirements.txt", "requirements-dev.txt")}
PROBE = "import PySide6.QtWidgets, PySide6.QtSvg, numba, pyogrio, pyproj, rasterio, shapely"


def prepare(kind: str, on_screen: bool) -> None:
    """Make the environment fit for `kind` (run or dev); a second call costs well under a second.

    Raises
    ------
    SetupError
        If a step fails or needs something that may not be installed from here.
    """
    if _stamped(kind, on_screen):
        return
    say(f"Setting up Kvarter in {VENV}")
    _make_venv()
    _fill(kind)
    provide_libraries(_site(), on_screen)
    _probe()
    done = {
        **_read_stamp(),
        kind: fingerprint(kind),
        "on_screen": on_screen or bool(_read_stamp().get("on_screen")),
    }
    if kind == "dev":
        done["run"] = fingerprint("run")
    temporary = STAMP.with_suffix(".tmp")
    temporary.write_text(json.dumps(done, indent=1), encoding="utf-8")
    temporary.replace(STAMP)


def fingerprint(kind: str) -> str:
    """Hash of everything that decides what is installed."""
    digest = hashlib.sha256(f"{platform.python_version()} {ROOT}".encode())
    for name in (*LISTS[kind], "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _stamped(kind: str, on_screen: bool) -> bool:
    stamp = _read_stamp()
    return (
        PYTHON.exists()
        and stamp.get(kind) == fingerprint(kind)
        and (not on_screen or stamp.get("on_screen") is True)
    )


def _read_stamp() -> dict[str, object]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _make_venv() -> None:
    code, version = answer([PYTHON, "-c", "import pip, platform; print(platform.python_version())"])
    if code == 0 and version.strip() == platform.python_version():
        return
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        _provide_venv()
    if VENV.exists():
        shutil.rmtree(VENV)
    quiet([sys.executable, "-m", "venv", VENV], "Making the environment")


def _provide_venv() -> None:
    if shutil.which("apt-get") is None:
        raise SetupError(
            f"{sys.executable} lacks the modules venv and ensurepip: install them, or a complete Python."
        )
    major, minor = sys.version_info[:2]
    install([f"python{major}.{minor}-venv"], "An environment needs Python's venv module")


def _fill(kind: str) -> None:
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--no-input",
        "--disable-pip-version-check",
        "--no-warn-script-location",
    ]
    quiet(
        [*pip, "--only-binary", ":all:", "-r", ROOT / LISTS[kind][-1]],
        "Installing Python packages (a few minutes the first time)",
    )
    quiet([*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT], "Installing Kvarter")


def _site() -> Path:
    code, told = answer([PYTHON, "-c", "import sysconfig; print(sysconfig.get_paths()['platlib'])"])
    if code != 0:
        raise SetupError(f"The environment in {VENV} does not start: remove that folder and try again.")
    return Path(told.strip().splitlines()[-1])


def _probe() -> None:
    quiet([PYTHON, "-c", PROBE], "Checking that the libraries load", {"QT_QPA_PLATFORM": "offscreen"})
