"""Where on the map something was noticed."""

from dataclasses import dataclass

import numpy as np
import shapely

from app import bridge
from app.project import Project
from retrofit.findings import Severity
from retrofit.stock.stock import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Buildings of findings that block or doubt, the heaviest first, each building once; arrays of shape (n,)."""

    x: FloatArray
    y: FloatArray
    """Middle in the metric reference system of the project [m]."""
    severity: tuple[Severity, ...]

    @staticmethod
    def none() -> "Marks":
        """Return no marks."""
        return Marks(np.empty(0), np.empty(0), ())


def marks_of(project: Project) -> Marks:
    """Find the buildings that something was noticed about which somebody should look at."""
    heaviest = np.full(len(project.buildings), -1)
    order = (Severity.DOUBTS, Severity.BLOCKS)
    for finding in bridge.findings(project):
        if finding.severity in order and len(finding.building_ids):
            rows = project.buildings.index.get_indexer(list(finding.building_ids))
            rows = rows[rows >= 0]
            heaviest[rows] = np.maximum(heaviest[rows], order.index(finding.severity))
    rows = np.argsort(-heaviest, kind="stable")[: np.count_nonzero(heaviest >= 0)]
    bounds = shapely.bounds(project.buildings.geometry.to_numpy()[rows]).reshape(-1, 4)
    x, y = (bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2
    return Marks(x, y, tuple(order[heaviest[row]] for row in rows.tolist()))
