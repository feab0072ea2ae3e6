"""Find out whether there is a screen that a window could open on, or make one."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TIMEOUT_S = 2.0
VIRTUAL = "3300x2200x24"
"""Size and depth of a virtual screen [px, bit]: room for a window of 1600 x 1000 at scale 2."""


def has_screen() -> bool:
    """Say yes on Windows and macOS, and where an X or Wayland server answers."""
    if sys.platform in ("win32", "darwin"):
        return True
    return _wayland() or _x11()


@contextmanager
def virtual_screen() -> Iterator[dict[str, str]]:
    """Start a screen of our own and stop it afterwards.

    Yields the environment that shows Qt to it: Xvfb where it is installed, else Qt's
    offscreen platform, which paints the same but knows no window system.
    """
    server = shutil.which("Xvfb")
    if server is None or sys.platform in ("win32", "darwin"):
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    reading, writing = os.pipe()
    command = [server, "-displayfd", str(writing), "-screen", "0", VIRTUAL, "-nolisten", "tcp"]
    running = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        found = {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        yield found if number and _opens_window(found) else {"QT_QPA_PLATFORM": "offscreen"}
    finally:
        running.terminate()
        running.wait()


def _opens_window(environment: dict[str, str]) -> bool:
    """Whether Qt has the libraries that the screen needs."""
    words = [sys.executable, "-c", "from PySide6.QtWidgets import QApplication; QApplication([])"]
    tried = subprocess.run(words, env={**os.environ, **environment}, capture_output=True, check=False)
    return tried.returncode == 0


def _wayland() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    return _answers(str(Path(os.environ.get("XDG_RUNTIME_DIR", "/run")) / name))


def _x11() -> bool:
    match = re.fullmatch(r"(?:unix/)?([^:]*):(\d+)(?:\.\d+)?", os.environ.get("DISPLAY", ""))
    if match is None:
        return False
    host, number = match[1], int(match[2])
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"
        return _answers(path) or _answers("\0" + path)
    try:
        socket.create_connection((host, 6000 + number), TIMEOUT_S).close()
    except OSError:
        return False
    return True


def _answers(path: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(TIMEOUT_S)
        try:
            probe.connect(path)
        except OSError:
            return False
    return True
