"""What reading a file may take."""

import os
from pathlib import Path
from typing import Final

BASE_S: Final = 120.0
"""Longest time for any file [s]."""
PER_MB_S: Final = 1.5
"""And more for each megabyte: ten times what the slowest format took [s/MB]."""
MEMORY_SHARE: Final = 0.6
"""Of the computer's memory [-]; where the system does not say how much it has, nothing is limited."""


def seconds_for(path: Path) -> float:
    """Longest time for a file, or for a folder that is one [s]."""
    return BASE_S + PER_MB_S * _size(path) / 1e6


def memory_bytes() -> int:
    """Most memory for what is read; 0 for no limit."""
    try:
        whole = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return 0
    return int(MEMORY_SHARE * whole)


def _size(path: Path) -> int:
    try:
        if path.is_dir():
            return sum(each.stat().st_size for each in path.iterdir() if each.is_file())
        return path.stat().st_size
    except OSError:
        return 0
