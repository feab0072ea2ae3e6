"""System packages: what is missing, and installing it where that is permitted."""

from __future__ import annotations

import os
import re
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from shell import SetupError, answer, quiet, say

if TYPE_CHECKING:
    from collections.abc import Iterable

WINDOW_PACKAGES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libOpenGL.so.0": "libopengl0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libX11.so.6": "libx11-6",
    "libz.so.1": "zlib1g",
    "libexpat.so.1": "libexpat1",
    "libzstd.so.1": "libzstd1",
}
"""Shared libraries of any Qt window, drawn off screen too, and of the geographic wheels."""

SCREEN_PACKAGES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libSM.so.6": "libsm6",
    "libICE.so.6": "libice6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
"""Shared libraries of a window on an X or Wayland screen."""

_MISSING = re.compile(r"^\s*(\S+\.so\S*)\s*=>\s*not found", re.MULTILINE)
_WINDOW_FILES = ("Qt/lib/libQt6Widgets.so.6", "Qt/lib/libQt6Svg.so.6", "Qt/lib/libQt6PrintSupport.so.6",
                 "Qt/plugins/platforms/libqoffscreen.so")  # fmt: skip
_SCREEN_FILES = ("Qt/plugins/platforms/libqxcb.so", "Qt/plugins/platforms/libqwayland.so")


@cache
def apt() -> tuple[str, ...] | None:
    """Return the apt-get command that may be used without asking, or None."""
    if not (sys.platform.startswith("linux") and shutil.which("apt-get")):
        return None
    if os.geteuid() == 0:
        return ("apt-get",)
    if shutil.which("sudo") and answer(["sudo", "-n", "true"])[0] == 0:
        return ("sudo", "-n", "DEBIAN_FRONTEND=noninteractive", "apt-get")
    return None


@cache
def _refresh() -> None:
    quiet([*(apt() or ()), "-q", "update"], "Reading the lists of system packages")


def install(packages: Iterable[str], why: str) -> None:
    """Install Debian packages where permitted.

    Raises
    ------
    SetupError
        With the command to type, where it is not permitted or fails.
    """
    wanted = sorted(set(packages))
    typed = "sudo apt-get update && sudo apt-get install " + " ".join(wanted)
    command = apt()
    if command is None:
        raise SetupError(
            f"{why}: this machine lacks {', '.join(wanted)}. Install them with:\n\n    {typed}\n"
        )
    try:
        _refresh()
        say(f"  Missing here: {' '.join(wanted)}")
        options = ("-q", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300")
        quiet(
            [*command, *options, "install", *wanted],
            "Installing system packages",
            {"DEBIAN_FRONTEND": "noninteractive"},
        )
    except SetupError as fault:
        raise SetupError(
            f"{fault}\n{why}: try this by hand, then run the same command again:\n\n    {typed}\n"
        ) from fault


def missing_libraries(site: Path, on_screen: bool) -> set[str]:
    """Shared libraries that PySide6 asks for and the system lacks."""
    if not sys.platform.startswith("linux") or shutil.which("ldd") is None:
        return set()
    names = (*_WINDOW_FILES, *(_SCREEN_FILES if on_screen else ()))
    files = [site / "PySide6" / name for name in names]
    _, told = answer(["ldd", *(file for file in files if file.is_file())])
    return {name for name in _MISSING.findall(told) if not name.startswith(("libQt6", "libicu"))}


def provide_libraries(site: Path, on_screen: bool) -> None:
    """Install the shared libraries that a window needs, or name them.

    Raises
    ------
    SetupError
        If some are missing and may not be installed from here.
    """
    permitted = apt() is not None
    wanted = missing_libraries(site, on_screen or permitted)
    if not wanted:
        return
    known = {**WINDOW_PACKAGES, **SCREEN_PACKAGES}
    strange = sorted(name for name in wanted if name not in known)
    packages = {known[name] for name in wanted if name in known}
    if shutil.which("apt-get") and packages:
        install(packages, "The window needs system libraries")
        strange += sorted(missing_libraries(site, on_screen) - set(strange))
    else:
        strange = sorted(wanted)
    if strange:
        say(f"  Libraries still missing: {', '.join(strange)}. Install what provides them on this system.")
        if missing_libraries(site, on_screen):
            raise SetupError("The window needs these libraries; run the same command again afterwards.")
