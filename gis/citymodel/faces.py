"""Faces of all buildings as flat arrays: area, slope, height and what each of them is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.citymodel.model import GROUND, OTHER, ROOF, WALL, Face

Numbers = NDArray[np.float64]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

LEVEL: Final = np.cos(np.radians(10.0))
"""Faces within 10 degrees of level are flat."""
UPRIGHT: Final = np.cos(np.radians(80.0))
"""Faces within 10 degrees of upright are walls."""
LOWEST_M: Final = 0.3
"""Level faces so little above the lowest point are the ground [m]."""

KINDS: Final = (GROUND, ROOF, WALL, OTHER, "")


@dataclass(frozen=True, slots=True, eq=False)
class Faces:
    """Faces of some buildings.

    Attributes
    ----------
    owner : ndarray, shape (F,)
        Row of the building.
    kind : ndarray of str, shape (F,)
        What the model says: ground, roof, wall, other or "".
    lod : ndarray of str, shape (F,)
        Level of detail; ``0r`` for the edge of a roof.
    normal : ndarray, shape (F, 3)
        Normal whose length is the area [m²].
    low, high : ndarray, shape (F,)
        Lowest and highest point [m].
    space : ndarray, shape (F,)
        Volume between the face and height zero, by its plan area [m³].
    coordinates : ndarray, shape (N, 3)
    ring_start : ndarray, shape (R + 1,)
    face_start : ndarray, shape (F + 1,)
        First ring of each face.
    """

    owner: Rows
    kind: NDArray[np.object_]
    lod: NDArray[np.object_]
    normal: Numbers
    low: Numbers
    high: Numbers
    space: Numbers
    coordinates: Numbers
    ring_start: Rows
    face_start: Rows

    @property
    def area(self) -> Numbers:
        """True area [m²], shape (F,)."""
        return np.asarray(np.linalg.norm(self.normal, axis=1))

    @property
    def level(self) -> Numbers:
        """Cosine of the slope, shape (F,); 1 is flat, 0 upright."""
        area = self.area
        return np.divide(np.abs(self.normal[:, 2]), area, out=np.zeros_like(area), where=area > 0)

    @property
    def sound(self) -> Mask:
        """Whether every coordinate of a face is a number, shape (F,)."""
        if not len(self.owner):
            return np.empty(0, dtype=bool)
        points = np.isfinite(self.coordinates).all(axis=1)
        rings = np.logical_and.reduceat(points, self.ring_start[:-1])
        return np.asarray(np.logical_and.reduceat(rings, self.face_start[:-1]))

    def polygons(self, chosen: Rows) -> NDArray[np.object_]:
        """Plan shapes of some faces."""
        rings = [np.arange(self.face_start[face], self.face_start[face + 1]) for face in chosen]
        owner = np.repeat(np.arange(len(chosen)), [len(each) for each in rings])
        wanted = np.concatenate(rings) if rings else np.empty(0, dtype=np.int64)
        sizes = self.ring_start[wanted + 1] - self.ring_start[wanted]
        at = np.repeat(self.ring_start[wanted] - np.r_[0, np.cumsum(sizes)[:-1]], sizes) + np.arange(
            sizes.sum()
        )
        lines = shapely.linearrings(
            self.coordinates[at, :2], indices=np.repeat(np.arange(len(wanted)), sizes)
        )
        return np.asarray(shapely.polygons(lines, indices=owner), dtype=object)


def faces_of(faces: Sequence[Sequence[Face]]) -> Faces:
    """Lay the faces of buildings flat; rings of fewer than three corners are left out before.

    Parameters
    ----------
    faces : sequence of sequence of Face
        One sequence a building.
    """
    flat = [face for each in faces for face in each]
    rings = [ring for face in flat for ring in face.rings]
    sizes = np.array([len(ring) for ring in rings], dtype=np.int64)
    ring_start = np.r_[0, np.cumsum(sizes)].astype(np.int64)
    face_start = np.r_[0, np.cumsum([len(face.rings) for face in flat])].astype(np.int64)
    points = np.array([point for ring in rings for point in ring], dtype=np.float64).reshape(-1, 3)
    owner = np.repeat(np.arange(len(faces)), [len(each) for each in faces])
    kind = np.array([face.surface for face in flat], dtype=object)
    lod = np.array([face.lod for face in flat], dtype=object)
    normal, space, low, high = _measured(points, ring_start, face_start)
    return Faces(owner, kind, lod, normal, low, high, space, points, ring_start, face_start)


def _measured(
    points: Numbers, ring_start: Rows, face_start: Rows
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Normals, volumes below, lowest and highest points of faces, shape (F,) each."""
    if not len(points):
        return np.zeros((0, 3)), np.zeros(0), np.zeros(0), np.zeros(0)
    sizes = np.diff(ring_start)
    first = np.repeat(ring_start[:-1], sizes)
    follower = np.arange(len(points)) + 1
    follower[ring_start[1:] - 1] = ring_start[:-1]
    here, there = points - points[first], points[follower] - points[first]
    half = np.cross(here, there) / 2.0  # triangles of a fan around the first corner
    below = half[:, 2] * (points[first, 2] + points[:, 2] + points[follower, 2]) / 3.0
    ring_normal = np.add.reduceat(half, ring_start[:-1], axis=0)
    ring_space = np.add.reduceat(below, ring_start[:-1])
    low, high = (each.reduceat(points[:, 2], ring_start[:-1]) for each in (np.minimum, np.maximum))
    outer = np.zeros(len(sizes), dtype=bool)
    outer[face_start[:-1]] = True
    # holes take away whatever way they run
    face = np.repeat(np.arange(len(face_start) - 1), np.diff(face_start))
    along = np.einsum("ij,ij->i", ring_normal, ring_normal[face_start[:-1]][face])
    sign = np.where(outer | (along < 0), 1.0, -1.0)
    normal = np.add.reduceat(ring_normal * sign[:, None], face_start[:-1], axis=0)
    space = np.add.reduceat(ring_space * sign, face_start[:-1])
    space = np.abs(space) * np.where(normal[:, 2] == 0, 0.0, 1.0)
    return (
        normal,
        space,
        np.minimum.reduceat(low, face_start[:-1]),
        np.maximum.reduceat(high, face_start[:-1]),
    )


def sorted_out(faces: Faces, count: int) -> tuple[Mask, Mask, Mask]:
    """Which faces are ground, roof and outer wall, shape (F,) each; by their position where nobody says it."""
    level = faces.level
    lowest = np.full(count, np.inf)
    np.minimum.at(lowest, faces.owner, faces.low)
    told = np.zeros(count, dtype=bool)
    told[faces.owner[faces.kind == GROUND]] = True
    flat = level > LEVEL
    guess = flat & (faces.high <= lowest[faces.owner] + LOWEST_M) & (faces.kind == "")
    ground = (faces.kind == GROUND) | (guess & ~told[faces.owner])
    roof = (faces.kind == ROOF) | ((faces.kind == "") & ~ground & (level > UPRIGHT))
    wall = (faces.kind == WALL) | ((faces.kind == "") & ~ground & (level <= UPRIGHT))
    return ground, roof, wall
