"""Where does a place lie on the map's square, and in which tile? Web Mercator in whole numbers.

The square's side is 2^32, from west to east and from north to south. A tile of zoom ``z`` takes the upper ``z`` bits of
x and y; with those bits interleaved (Morton order) the places of a tile stand beside each other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Squares = npt.NDArray[np.uint32]
Codes = npt.NDArray[np.uint64]

BITS = 32
EXTENT_BITS = 12
EXTENT = 1 << EXTENT_BITS  # units along the side of a tile
FARTHEST = BITS - EXTENT_BITS  # the zoom at which a unit of a tile is one of the square
EDGE = 85.0511287798066  # degrees: the square ends here
# Spreads the bits of a number so that there is room for another's between them.
_SPREAD = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A tile: its zoom, its column from the west and its row from the north. Raises ValueError where there is none."""

    z: int
    x: int
    y: int

    def __post_init__(self) -> None:
        if not 0 <= self.z <= FARTHEST:
            raise ValueError(f"no zoom {self.z}: they go from 0 to {FARTHEST}")
        if not (0 <= self.x < 1 << self.z and 0 <= self.y < 1 << self.z):
            raise ValueError(f"no tile {self.x}, {self.y} at zoom {self.z}: they go from 0 to {(1 << self.z) - 1}")

    @property
    def shift(self) -> int:
        """By how many bits the square is finer than the units of this tile."""
        return FARTHEST - self.z

    @property
    def corner(self) -> tuple[int, int]:
        """The north-western corner on the square."""
        return self.x << (BITS - self.z), self.y << (BITS - self.z)

    @property
    def codes(self) -> tuple[int, int]:
        """The least and the greatest Morton code in it."""
        low = int(morton(*(np.array([side], dtype=np.uint32) for side in self.corner))[0])
        return low, low + (1 << (2 * (BITS - self.z))) - 1


def square(lon: Floats, lat: Floats) -> tuple[Squares, Squares]:
    """Where points in degrees lie on the square; what is beyond its edges lies on them."""
    x, y = (np.clip(np.floor(side), 0, (1 << BITS) - 1).astype(np.uint32) for side in exactly(lon, lat))
    return x, y


def exactly(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """The same with fractions; what is beyond the edges in the north and south lies on them."""
    sine = np.sin(np.radians(np.clip(lat, -EDGE, EDGE)))
    return (lon + 180) / 360 * (1 << BITS), (0.5 - np.log((1 + sine) / (1 - sine)) / (4 * math.pi)) * (1 << BITS)


def morton(x: Squares, y: Squares) -> Codes:
    """The bits of x and y interleaved, those of y above."""
    return _spread(x) | (_spread(y) << np.uint64(1))


def _spread(side: Squares) -> Codes:
    spread = side.astype(np.uint64)
    for shift, mask in _SPREAD:
        spread = (spread | (spread << np.uint64(shift))) & np.uint64(mask)
    return spread
