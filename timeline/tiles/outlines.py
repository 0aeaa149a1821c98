"""What of a line or an area lies in a tile? Clipped, less what is finer than half a pixel, on the tile's own grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from timeline.tiles.encoding import CLOSE, LINE_TO, MOVE_TO, Counts, Kind, Numbers, zigzag
from timeline.tiles.mercator import BITS, EXTENT, Floats, Tile, exactly

BEYOND = 64  # units of a tile that are drawn around it: so that the edge of an area is not seen where tiles meet
FINEST = 8  # units, half a pixel of a tile that is drawn on 256
KEPT = 4_096  # outlines: what a shape looks like in a tile does not depend on any filter
OF_DIMENSION = {1: Kind.LINE, 2: Kind.AREA}
Outline = tuple[Kind, Numbers]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outlines:
    """Shapes by number on the map's square, and their boxes: left, top, right, bottom. A shape may have both kinds."""

    shapes: npt.NDArray[np.object_]
    boxes: Floats
    dimensions: npt.NDArray[np.int8]
    kept: dict[tuple[int, Tile], tuple[Outline, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, geometries: Sequence[BaseGeometry | None]) -> Outlines:
        """Those of geometries in degrees; one that has neither line nor area has no outline."""
        drawn = np.array([_on_square(geometry) for geometry in geometries], dtype=np.object_)
        sorts = [sum({1 << int(shapely.get_dimensions(part)) for part in shapely.get_parts(one)}) for one in drawn]
        return cls(
            shapes=drawn,
            boxes=shapely.bounds(drawn).reshape(-1, 4),
            dimensions=np.array(sorts, dtype=np.int8),
        )

    def touching(self, tile: Tile) -> npt.NDArray[np.intp]:
        """The numbers of the shapes whose box meets the tile."""
        left, top, right, bottom = self.boxes.T
        x, y = tile.corner
        side = 1 << (BITS - tile.z)
        return np.flatnonzero((left <= x + side) & (right >= x) & (top <= y + side) & (bottom >= y))

    def drawn(self, number: int, tile: Tile) -> tuple[Outline, ...]:
        """The commands that draw the shape in the tile, its lines and its areas; nothing where it is elsewhere."""
        known = self.kept.get((number, tile))
        if known is None:
            known = tuple(_outlines(self.shapes[number], tile))
            if len(self.kept) >= KEPT:
                self.kept.clear()
            self.kept[number, tile] = known
        return known


def _on_square(geometry: BaseGeometry | None) -> BaseGeometry:
    """A geometry in degrees on the square, less its points."""
    if geometry is None:
        return shapely.Polygon()
    parts = [part for part in shapely.get_parts(geometry) if shapely.get_dimensions(part) > 0]
    if not parts:
        return shapely.Polygon()
    whole = shapely.geometrycollections(parts)
    square: BaseGeometry = shapely.transform(whole, lambda at: np.column_stack(exactly(at[:, 0], at[:, 1])))
    return square


def _outlines(shape: BaseGeometry, tile: Tile) -> Iterator[Outline]:
    (x, y), unit = tile.corner, float(1 << tile.shift)
    scaled = shapely.transform(shape, lambda at: (at - (x, y)) / unit)
    for dimension, kind in OF_DIMENSION.items():
        parts = [_valid(part) for part in shapely.get_parts(scaled) if shapely.get_dimensions(part) == dimension]
        if parts:
            clipped = _clipped(shapely.union_all(parts))
            numbers = _commands([part for part in shapely.get_parts(clipped) if _is_drawn(part, dimension)])
            if len(numbers):
                yield kind, numbers


def _clipped(shape: BaseGeometry) -> BaseGeometry:
    """What of a shape lies in the tile and a little around it, simplified, on whole units."""
    light = _valid(shapely.simplify(shape, FINEST, preserve_topology=True))
    inside = shapely.intersection(light, shapely.box(-BEYOND, -BEYOND, EXTENT + BEYOND, EXTENT + BEYOND))
    clipped: BaseGeometry = shapely.set_precision(inside, 1)
    return clipped


def _valid(shape: BaseGeometry) -> BaseGeometry:
    """The shape, mended where it is not valid: what is valid in degrees need not be so after its corners have moved."""
    mended: BaseGeometry = shape if shapely.is_valid(shape) else shapely.make_valid(shape)
    return mended


def _is_drawn(part: BaseGeometry, dimension: int) -> bool:
    return not shapely.is_empty(part) and int(shapely.get_dimensions(part)) == dimension


def _commands(parts: Sequence[BaseGeometry]) -> Numbers:
    """The commands for lines or areas: each from where the one before has ended."""
    written: list[Numbers] = []
    at = np.zeros(2, dtype=np.int64)
    for coordinates, closed in _strokes(parts):
        steps = np.diff(coordinates, axis=0, prepend=at[None])
        move, line = zigzag(steps[:1].ravel()), zigzag(steps[1:].ravel())
        written += [np.array([MOVE_TO | 1 << 3], dtype=np.uint64), move]
        written += [np.array([LINE_TO | (len(coordinates) - 1) << 3], dtype=np.uint64), line]
        written += [np.array([CLOSE | 1 << 3], dtype=np.uint64)] if closed else []
        at = coordinates[-1]
    return np.concatenate(written) if written else np.empty(0, dtype=np.uint64)


def _strokes(parts: Sequence[BaseGeometry]) -> Iterator[tuple[Counts, bool]]:
    """The lines, or the rings of areas less their last point: the outer one turns with the clock as it is seen, the
    others against it (y goes down).
    """
    for part in parts:
        if shapely.get_dimensions(part) == 1:
            yield _whole(part), False
            continue
        for ring in shapely.get_rings(shapely.orient_polygons(part, exterior_cw=False)):
            yield _whole(ring)[:-1], True


def _whole(line: BaseGeometry) -> Counts:
    return np.rint(shapely.get_coordinates(line)).astype(np.int64)
