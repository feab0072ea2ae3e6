"""What a file could make a reader do; run in the process that reads."""

import ctypes
import os
import tempfile
import time
from pathlib import Path

from gis.errors import CrsError


def crash(_path):
    """Read where nothing is."""
    ctypes.string_at(0)


def leave(_path):
    """End without a word."""
    os._exit(7)


def sleep(_path, seconds=600):
    """Wait for something that never comes."""
    time.sleep(seconds)


def spin(_path):
    """Go round in a circle."""
    while True:
        pass


def swallow(_path):
    """Want ever more memory."""
    kept = []
    while True:
        kept.append(bytearray(50_000_000))


def refuse(path, **_more):
    """Say what is wrong with the file."""
    raise CrsError("crs_missing", source=path.name, layer="a", proposals=("EPSG:1",))


def bug(_path):
    """Be wrong."""
    return {}["nothing"]


def who(_path):
    """Tell the process and its folder for temporary files, and leave a file there."""
    Path(tempfile.mkdtemp(), "left").write_text("x")
    return os.getpid(), tempfile.gettempdir()


def big(_path, size):
    """A long answer."""
    return bytes(size)
