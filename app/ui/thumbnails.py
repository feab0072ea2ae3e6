"""Small pictures of maps beside recent projects."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPixmap

SIZE: Final = QSize(176, 112)
"""Pixels kept: twice what is shown, for fine screens."""
SCALE: Final = 2.0
MOST: Final = 32
"""Pictures kept; the oldest go."""


def keep(folder: Path, project: Path, map_picture: QPixmap) -> None:
    """Keep a picture of a project's map; without room for it, nothing is kept."""
    if map_picture.isNull():
        return
    full = map_picture.scaled(
        SIZE, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    middle = QRect(0, 0, SIZE.width(), SIZE.height())
    middle.moveCenter(full.rect().center())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        full.copy(middle).save(str(_file(folder, project)), "PNG")
        kept = sorted(folder.glob("*.png"), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in kept[MOST:]:
            old.unlink()
    except OSError:
        return


def of(folder: Path, project: Path) -> QPixmap | None:
    """Picture of a project's map; None where there is none."""
    found = QPixmap(str(_file(folder, project)))
    if found.isNull():
        return None
    found.setDevicePixelRatio(SCALE)
    return found


def _file(folder: Path, project: Path) -> Path:
    return folder / f"{sha256(str(project).encode()).hexdigest()[:24]}.png"
