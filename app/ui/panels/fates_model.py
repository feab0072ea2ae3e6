"""`FatesModel`: the fate of every input feature, as a table over the account."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.project import Project
from app.text import labels
from app.text.messages import sentence
from app.text.translate import _, mark
from app.ui.tones import tones
from gis.account import Fate

Index = QModelIndex | QPersistentModelIndex

COLUMNS: Final = (mark("Fate"), mark("Layer"), mark("Feature"), mark("Why"), mark("File"))
FATE, LAYER, FEATURE, WHY, FILE = range(5)

ORDER: Final = {Fate.REJECTED.value: 0, Fate.REPAIRED.value: 1, Fate.ACCEPTED.value: 2}
TONES: Final = {Fate.REJECTED.value: "fault", Fate.REPAIRED.value: "doubt"}

Bounds = tuple[float, float, float, float]


class FatesModel(QAbstractTableModel):
    """One row a feature, what needs looking at first; rows can be left out by fate."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._order: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        self._places, self._words = _sorted_out(None)

    def show_project(self, project: Project | None, fates: frozenset[str]) -> None:
        """Show the features of a project that had one of some fates."""
        self.beginResetModel()
        if project is not self._project:
            self._places, self._words = _sorted_out(project)
        self._project = project
        wanted = [place for place, word in enumerate(self._words) if word in fates]
        wanted.sort(key=lambda place: ORDER.get(self._words[place], len(ORDER)))
        rows = [np.flatnonzero(self._places == place) for place in wanted]
        self._order = np.concatenate(rows) if rows else np.zeros(0, dtype=np.intp)
        self.endResetModel()

    def counts(self) -> dict[str, int]:
        """Number of features by fate, whether shown or not."""
        if self._project is None:
            return {}
        found = dict(zip(self._words, np.bincount(self._places, minlength=len(self._words)), strict=True))
        return {fate.value: int(found.get(fate.value, 0)) for fate in Fate}

    def bounds(self, row: int) -> Bounds | None:
        """Where a feature lies, in the metric CRS; None where it has no shape."""
        assert self._project is not None
        shape = self._project.account.fates.geometry.iloc[self._order[row]]
        if shape is None or shape.is_empty or not np.isfinite(shape.bounds).all():
            return None
        xmin, ymin, xmax, ymax = shape.bounds
        return xmin, ymin, xmax, ymax

    def building_of(self, row: int) -> int:
        """Row of the building that a feature became; -1 where it is none."""
        assert self._project is not None
        one = self._project.account.fates.iloc[self._order[row]]
        if one["role"] != "buildings" or one["fate"] == Fate.REJECTED.value:
            return -1
        return int(self._project.buildings.index.get_indexer([one["feature_id"]])[0])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._project is None or not index.isValid():
            return None
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.ForegroundRole,
        ):
            return None
        one = self._project.account.fates.iloc[self._order[index.row()]]
        if role == Qt.ItemDataRole.ForegroundRole:
            tone = TONES.get(one["fate"])
            return QColor(getattr(tones(), tone)) if tone and index.column() == FATE else None
        return _text(one, index.column())


def _text(one: Any, column: int) -> str:
    if column == FATE:
        return labels.word(one["fate"], labels.FATES).capitalize()
    if column == LAYER:
        return labels.word(one["role"], labels.ROLES)
    if column == FEATURE:
        return str(one["feature_id"])
    if column == WHY:
        return sentence(one["reason"], {"detail": one["detail"]}) if one["reason"] else ""
    return str(one["source"])


def _sorted_out(project: Project | None) -> tuple[NDArray[np.intp], list[str]]:
    """Place of each feature's fate among the different ones, and these."""
    import pandas as pd

    if project is None:
        return np.zeros(0, dtype=np.intp), []
    places, words = pd.factorize(project.account.fates["fate"].to_numpy())
    return places, [str(word) for word in words]
