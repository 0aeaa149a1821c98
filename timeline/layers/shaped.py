"""Which lines and areas meet a box? Each different one is compared once, however many features tell of it.

Thousands of events are drawn as the same few countries and borders, alone or together with other places. So shapes are
taken apart: into points, which are compared as numbers, and into lines and areas, of which few are different.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely
from shapely.geometry.base import BaseGeometry

AT_ONCE = 1_000  # shapes that are in memory while they are taken apart: some are whole countries
Numbers = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shaped:
    """``positions`` of features that are more than a point, and ``which`` of the different shapes each has.

    ``dots`` are longitudes, ascending, and latitudes of the points in shapes, ``dotted`` the shape of each. ``parts``
    are the different lines and areas, ``edges`` the west, south, east and north of each, and ``having`` pairs of such a
    part and a shape that has it.
    """

    positions: npt.NDArray[np.int32]
    which: Numbers
    dots: npt.NDArray[np.float64]
    dotted: Numbers
    parts: npt.NDArray[np.object_]
    edges: npt.NDArray[np.float64]
    having: tuple[Numbers, Numbers]

    def meeting(self, box: BaseGeometry) -> npt.NDArray[np.int32]:
        """The positions of the features that a rectangle meets."""
        met = np.zeros(self.which.max(initial=-1) + 1, dtype=np.bool_)
        (west, south, east, north), (lon, lat), (part, shape) = box.bounds, self.dots, self.having
        near = slice(lon.searchsorted(west), lon.searchsorted(east, "right"))
        met[self.dotted[near][(lat[near] >= south) & (lat[near] <= north)]] = True
        met[shape[self._parts_meeting(box)[part]]] = True
        return self.positions[met[self.which]]

    def _parts_meeting(self, box: BaseGeometry) -> Mask:
        """Of each part whether it meets the rectangle: it is looked at only where its own box is not wholly inside."""
        west, south, east, north = box.bounds
        left, lower, right, upper = self.edges
        met: Mask = (left <= east) & (right >= west) & (lower <= north) & (upper >= south)
        inside = (left >= west) & (right <= east) & (lower >= south) & (upper <= north)
        doubtful = met & ~inside
        met[doubtful] = shapely.intersects(box, self.parts[doubtful])
        return met


def shaped(
    positions: npt.NDArray[np.int32], codes: npt.NDArray[np.int32], written: pa.Array, dimension: int | None
) -> Shaped:
    """The features at these positions; ``codes`` are by position the numbers of their shapes in ``written``, WKB.

    Only points (0), lines (1) or areas (2) of them are looked at, where a dimension is given.
    """
    different, which = np.unique(codes[positions], return_inverse=True)
    dots, dotted = [np.empty((0, 2))], [np.empty(0, dtype=np.intp)]
    parts: dict[bytes, int] = {}
    having: list[tuple[int, int]] = []
    for pieces, of in _apart(written, different):
        dimensions = shapely.get_dimensions(pieces)
        if dimension in (None, 0):
            dots.append(shapely.get_coordinates(pieces[dimensions == 0]))
            dotted.append(of[dimensions == 0])
        drawn = dimensions > 0 if dimension is None else (dimensions > 0) & (dimensions == dimension)
        told = zip(shapely.to_wkb(pieces[drawn]), of[drawn].tolist(), strict=True)
        having += [(parts.setdefault(part, len(parts)), shape) for part, shape in told]
    each = shapely.from_wkb(np.array(list(parts), dtype=object))
    part, shape = np.array(having, dtype=np.intp).reshape(-1, 2).T
    eastwards = np.argsort(np.concatenate(dots)[:, 0], kind="stable")
    return Shaped(
        positions=positions,
        which=which,
        dots=np.concatenate(dots)[eastwards].T.copy(),
        dotted=np.concatenate(dotted)[eastwards],
        parts=each,
        edges=shapely.bounds(each).reshape(-1, 4).T,
        having=(part, shape),
    )


def _apart(written: pa.Array, codes: npt.NDArray[np.int32]) -> Iterator[tuple[npt.NDArray[np.object_], Numbers]]:
    """The parts of the shapes with these numbers, some at a time, and which of the shapes each part is of."""
    for start in range(0, len(codes), AT_ONCE):
        some = shapely.from_wkb(written.take(pa.array(codes[start : start + AT_ONCE])).to_pylist())
        pieces, of = shapely.get_parts(some, return_index=True)
        yield pieces, of + start
