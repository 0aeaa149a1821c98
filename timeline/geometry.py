"""Which geometry does an event's place have, and how is it written as GeoJSON (RFC 7946)?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.place import Place
from timeline.model import Where

DECIMALS = 6  # 0.1 m: more is noise, and RFC 7946 section 11.2 advises against it

REMEMBERED = 512  # geometries: a review names the same few countries and borders again and again
MULTIS: dict[int, Any] = {0: shapely.MultiPoint, 1: shapely.MultiLineString, 2: shapely.MultiPolygon}

Box = tuple[float, float, float, float]  # west, south, east, north in degrees; west > east crosses the antimeridian


class Shapes(Protocol):
    """What knows the shape of a place: the gazetteer."""

    def shape(self, place: Place) -> BaseGeometry:
        """The place's geometry, light enough to draw; raises KeyError if it has none."""


def shape(where: Where, shapes: Shapes) -> BaseGeometry:
    """The geometry of a place as the event has it: its own where it was made while reading, else the gazetteer's.

    A place that the gazetteer no longer knows is drawn at its point: an event is never lost with it.
    """
    if where.shape is not None:
        return shapely.from_geojson(where.shape)
    try:
        return shapes.shape(where.place)
    except KeyError:
        return shapely.Point(where.place.lon, where.place.lat)


def together(geometries: Iterable[BaseGeometry]) -> BaseGeometry | None:
    """One valid geometry of several: a Multi* where they are of one type, else a flat collection; None of none.

    Areas that overlap or share a border (a country and its neighbour, a region and its country) become one, since a
    MultiPolygon may not have them apart (OGC 06-103r4, 6.1.14). Points and lines stay as they are.
    """
    given = shapely.get_parts(list(geometries))
    parts = [*given[shapely.get_dimensions(given) < 2], *_apart(given[shapely.get_dimensions(given) == 2])]
    if not parts:
        return None
    if len(parts) == 1:
        only: BaseGeometry = parts[0]
        return only
    dimensions = {int(shapely.get_dimensions(part)) for part in parts}
    kind = MULTIS[dimensions.pop()] if len(dimensions) == 1 else shapely.GeometryCollection
    made: BaseGeometry = kind(parts)
    return made


def _apart(areas: Sequence[BaseGeometry]) -> Sequence[BaseGeometry]:
    """Polygons that are valid and do not overlap, covering what ``areas`` cover; they themselves if they are so."""
    if MULTIS[2](list(areas)).is_valid:
        return areas
    # On the grid of what is written: rounding a crossing afterwards could make the edges cross again.
    joined = shapely.union_all(shapely.make_valid(areas), grid_size=10.0**-DECIMALS)
    pieces = shapely.get_parts(shapely.get_parts(joined))
    return [piece for piece in pieces if shapely.get_dimensions(piece) == 2]


def of_dimension(geometry: BaseGeometry | None, dimension: int) -> BaseGeometry | None:
    """The points (0), lines (1) or areas (2) of a geometry; None where it has none."""
    if geometry is None:
        return None
    return together(part for part in shapely.get_parts(geometry) if shapely.get_dimensions(part) == dimension)


def as_written(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry as GeoJSON has it: outer rings counter-clockwise, at most six decimals."""
    drawn = shapely.transform(geometry, lambda vertices: np.round(vertices, DECIMALS))
    return drawn if shapely.get_dimensions(drawn) < 2 else shapely.orient_polygons(drawn, exterior_cw=False)


@lru_cache(REMEMBERED)
def geojson(geometry: BaseGeometry) -> dict[str, Any]:
    """The geometry as a GeoJSON object, not to be changed, as ``as_written`` has it."""
    written: dict[str, Any] = orjson.loads(shapely.to_geojson(as_written(geometry)))
    return written


def parsed(written: dict[str, Any]) -> BaseGeometry:
    """The geometry of a GeoJSON object that ``geojson`` made."""
    return shapely.from_geojson(orjson.dumps(written))


def bbox(geometries: Iterable[BaseGeometry]) -> list[float] | None:
    """West, south, east, north of them all, or None of none."""
    drawn = list(geometries)
    return [round(float(edge), DECIMALS) for edge in shapely.total_bounds(drawn)] if drawn else None


def boxes(box: Box) -> tuple[BaseGeometry, ...]:
    """The rectangles of a box: two where it crosses the antimeridian."""
    west, south, east, north = box
    if west <= east:
        return (shapely.box(west, south, east, north),)
    return (shapely.box(west, south, 180, north), shapely.box(-180, south, east, north))
