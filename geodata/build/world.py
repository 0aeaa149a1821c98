"""What the ground of a picture is drawn from: land, lakes and borders of the whole world in one light file.

The same polygons and lines as the basemap's tiles, thinned to what is seen at its zoom 6. GeoJSON; each feature's
``layer`` is ``land``, ``lake``, ``border`` or ``country``. A border that is disputed has ``disputed`` = true; a country
is the point at which its name is written, with ``iso``, ``name`` and ``radius_km``, of a disc as large as its ground.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson
from shapely import force_2d, get_parts, line_merge, set_precision, to_geojson, union_all
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geodata.build.basemap import is_disputed, read_boundaries
from geodata.build.countries import inside, read_ground, square_km
from geodata.build.entry import disc_radius
from geodata.build.outlines import only_polygons, valid
from geodata.build.waters import read_lake_shapes

_BEND = 0.02  # degrees, a pixel at zoom 6
_GRID = 0.001
_LEAST_ISLAND = 0.004  # square degrees, some 40 km2
_LEAST_LAKE = 0.05


def write_world(path: Path) -> None:
    """Write world.json at ``path``. Raises BuildFailed."""
    features = [*_land(), *_lakes(), *_borders(), *_countries()]
    path.write_bytes(orjson.dumps({"type": "FeatureCollection", "features": features}))


def _land() -> Iterator[dict[str, object]]:
    # All land as one: two countries' edges, each thinned by itself, would leave water between them.
    ground = union_all([ground for _, _, ground in read_ground()])
    for island in _thinned(get_parts(ground), _LEAST_ISLAND):
        yield _feature(island, layer="land")


def _lakes() -> Iterator[dict[str, object]]:
    for _, _, shape in read_lake_shapes():
        for part in _thinned(get_parts(only_polygons(shape)), _LEAST_LAKE):
            yield _feature(part, layer="lake")


def _borders() -> Iterator[dict[str, object]]:
    for kind, _, line in read_boundaries():
        # Rounded point by point: whatever makes lines "valid" cuts them wherever they meet.
        drawn = line_merge(set_precision(force_2d(line).simplify(_BEND), _GRID, mode="pointwise"))
        if not drawn.is_empty:
            yield _feature(drawn, layer="border", **({"disputed": True} if is_disputed(kind) else {}))


def _countries() -> Iterator[dict[str, object]]:
    """The countries by size, each at its largest part."""
    largest: dict[str, tuple[str, BaseGeometry]] = {}
    for iso, name, ground in read_ground():
        part = max(get_parts(ground), key=lambda part: part.area)
        if iso and (iso not in largest or part.area > largest[iso][1].area):
            largest[iso] = (name, part)
    for iso, (name, part) in sorted(largest.items(), key=lambda one: -one[1][1].area):
        at, radius = inside(part), disc_radius(square_km(part))
        point = Point(round(at.x, 2), round(at.y, 2))
        yield _feature(point, layer="country", iso=iso, name=name, radius_km=round(radius, 1))


def _thinned(parts: Iterable[BaseGeometry], least: float) -> Iterator[BaseGeometry]:
    """The parts of at least ``least`` square degrees, the largest first, without bends that cannot be seen."""
    for part in sorted(parts, key=lambda part: (-part.area, part.bounds)):
        drawn = only_polygons(valid(set_precision(part.simplify(_BEND), _GRID)))
        if part.area >= least and not drawn.is_empty:
            yield drawn


def _feature(shape: BaseGeometry, **facts: str | float) -> dict[str, object]:
    return {"type": "Feature", "properties": facts, "geometry": orjson.loads(to_geojson(shape))}
