"""Find out whether there is a screen that a window could open on."""

from __future__ import annotations

import os
import re
import socket
import sys
from pathlib import Path

TIMEOUT_S = 2.0


def has_screen() -> bool:
    """Say yes on Windows and macOS, and where an X or Wayland server answers."""
    if sys.platform in ("win32", "darwin"):
        return True
    return _wayland() or _x11()


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
