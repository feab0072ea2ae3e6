"""What can be sent to those who look after the program when something went wrong.

It names versions, what was done and where the program stumbled; never files, folders,
names of people or of computers, and nothing out of the plan.
"""

import platform
import re
import sys
import time
from collections import deque
from collections.abc import Iterable
from importlib import metadata
from typing import Final

from app.identity import NAME, PACKAGES, version

LIBRARIES: Final = ("PySide6-Essentials", "numpy", "numba", "geopandas", "shapely", "pyproj", "pyogrio", "rasterio",
                    "matplotlib")  # fmt: skip
MOST: Final = 200
"""Things a diary keeps."""
OURS: Final = re.compile(rf"^.*?[/\\]((?:{'|'.join(PACKAGES)})[/\\].*\.py)$")
THEIRS: Final = re.compile(r"^.*[/\\](?:site-packages|dist-packages|python3\.\d+|Lib)[/\\](.*\.pyx?)$")
_ROOT: Final = r"""(?<![\w)])(?:[A-Za-z]:[\\/]|\\\\|~?/)"""
_PART: Final = r"""[^"'<>|:*?\r\n]"""
PATH: Final = re.compile(rf"{_ROOT}(?:{_PART}*?\.[A-Za-z0-9]{{1,8}}(?![\w\\/])|{_PART}+(?<![\s.,;)]))")
"""A path from its root to its ending, else to the end of the line: folders have spaces."""


class Diary:
    """The last things that were done, each with the time since the start."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._lines: deque[str] = deque(maxlen=MOST)

    def note(self, what: str) -> None:
        """Add a line; any thread may."""
        self._lines.append(f"{time.monotonic() - self._began:8.1f} s  {what}")

    @property
    def lines(self) -> tuple[str, ...]:
        """What was done, the last thing last."""
        return tuple(self._lines)


def report(trace: str, done: Iterable[str] = ()) -> str:
    """Put together what is known about a fault, without personal data."""
    libraries = ", ".join(f"{name} {_version(name)}" for name in LIBRARIES)
    head = (
        f"{NAME} {version()}",
        f"{platform.system()} {platform.release()}, {platform.machine()}",
        f"Python {sys.version.split()[0]}, {libraries}",
    )
    parts = (*head, "", "Done before:", *done, "", trace.strip() or "No fault was caught.")
    return "\n".join(without_names(line) for part in parts for line in part.splitlines() or [""]) + "\n"


def without_names(line: str) -> str:
    """Replace every path of a line: our own by where it lies in the program, others by their ending."""
    return PATH.sub(lambda found: _plain(found.group()), line)


def _plain(path: str) -> str:
    for known in (OURS, THEIRS):
        if (found := known.match(path)) is not None:
            return found.group(1).replace("\\", "/")
    last = re.split(r"[/\\]", path)[-1]
    ending = re.search(r"\.[A-Za-z0-9]{1,8}$", last)
    return f"(a file{ending.group() if ending else ''})"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "?"
