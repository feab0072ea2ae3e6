"""How answers travel between two processes: shapes as one piece of well-known binary, all else as Python has it."""

import io
import pickle
from typing import Any

import numpy as np
import shapely
from geopandas.array import GeometryArray, from_shapely
from numpy.typing import NDArray


def packed(answer: object) -> bytes:
    """Any value, with the shapes in it, as bytes."""
    stream = io.BytesIO()
    _Pickler(stream, protocol=pickle.HIGHEST_PROTOCOL).dump(answer)
    return stream.getvalue()


def unpacked(raw: bytes) -> Any:
    """What `packed` packed: only ever what a process of ours wrote."""
    return pickle.loads(raw)  # noqa: S301 - comes through a pipe of our own


class _Pickler(pickle.Pickler):
    def reducer_override(self, value: object) -> Any:
        if not isinstance(value, GeometryArray):
            return NotImplemented
        shapes = np.asarray(value)
        missing = shapely.is_missing(shapes)
        pieces = shapely.to_wkb(shapes[~missing], output_dimension=4, flavor="iso")
        sizes = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
        return _shapes, (b"".join(pieces), sizes, missing, value.crs)


def _shapes(raw: bytes, sizes: NDArray[np.int64], missing: NDArray[np.bool_], crs: object) -> GeometryArray:
    ends = np.cumsum(sizes).tolist()
    view = memoryview(raw)
    pieces = np.empty(len(ends), dtype=object)
    start = 0
    for place, end in enumerate(ends):
        pieces[place] = bytes(view[start:end])
        start = end
    shapes = np.full(len(missing), None, dtype=object)
    shapes[~missing] = shapely.from_wkb(pieces, on_invalid="ignore")
    return from_shapely(shapes, crs=crs)
