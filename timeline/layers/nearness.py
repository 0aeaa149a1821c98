"""Which points are near each other? Blocks of neighbours, so that a box is compared with blocks before features.

Points are packed by longitude into strips and by latitude within one (sort-tile-recursive, the bulk loading of R-trees
by Leutenegger, Lopez and Edgington, 1997). Lines and areas, of which there are fewer and which reach far, come behind
the points; features that are nowhere come last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
import numpy.typing as npt

BLOCK = 256  # points
Edges = Sequence[npt.NDArray[np.float64]]  # west, south, east, north in degrees, by position; NaN is nowhere


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Nearness:
    """``order`` are the positions: so many ``points`` in blocks, those with a shape until ``placed``, the others.

    ``blocks`` are the edges of the boxes around the blocks.
    """

    order: npt.NDArray[np.int32]
    points: int
    placed: int
    blocks: Edges

    @property
    def shaped(self) -> npt.NDArray[np.int32]:
        """The positions of what is more than a point."""
        return self.order[self.points : self.placed]

    def around(self, box: tuple[float, float, float, float]) -> npt.NDArray[np.int32]:
        """The positions that may be in a box (west, south, east, north): all that are, and some that are not."""
        return np.concatenate([self.points_around(box), self.shaped])

    def points_around(self, box: tuple[float, float, float, float]) -> npt.NDArray[np.int32]:
        """Those of them that are points."""
        west, south, east, north = box
        left, lower, right, upper = self.blocks
        near = np.flatnonzero((left <= east) & (right >= west) & (lower <= north) & (upper >= south))
        if len(near) == len(left):
            return self.order[: self.points]
        runs = [self.order[at * BLOCK : min((at + 1) * BLOCK, self.points)] for at in near.tolist()]
        return np.concatenate([self.order[:0], *runs])


def packed(edges: Edges) -> tuple[npt.NDArray[np.int32], int, int]:
    """The order of these features, how many of them are points, and how many have a place."""
    west, south, east, north = edges
    is_point = (west == east) & (south == north)
    points, nowhere = np.flatnonzero(is_point), np.flatnonzero(np.isnan(west))
    shaped = np.flatnonzero(~is_point & ~np.isnan(west))
    across = points[np.argsort(west[points], kind="stable")]
    in_strip = BLOCK * max(1, ceil(sqrt(len(points) / BLOCK)))
    strips = np.arange(len(across)) // in_strip
    order = across[np.lexsort((south[across], strips))]
    return np.concatenate([order, shaped, nowhere]).astype(np.int32), len(points), len(points) + len(shaped)


def nearness(order: npt.NDArray[np.int32], points: int, placed: int, edges: Edges) -> Nearness:
    """The order that ``packed`` made, with the boxes around its blocks."""
    starts = np.arange(0, points, BLOCK)
    blocks = tuple(
        reach.reduceat(edge[order[:points]], starts) if points else np.empty(0)
        for reach, edge in zip((np.minimum, np.minimum, np.maximum, np.maximum), edges, strict=True)
    )
    return Nearness(order=order, points=points, placed=placed, blocks=blocks)
