"""Which day, interval or geometry does a literal mean?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import orjson
import shapely
from shapely.errors import GEOSException

from timeline.errors import ArgumentRefused
from timeline.geometry import Box, boxes
from timeline.layers.days import first_day, last_day
from timeline.layers.filtering.terms import Day, Interval, Property, Shape

Coordinates: TypeAlias = npt.NDArray[np.float64]  # (n, 2)
Project: TypeAlias = Callable[[Coordinates], Coordinates]
EDGE_PARTS = 32  # into which each edge of a box in another reference system is cut: it is a curve in degrees
OPEN = ".."
WORLD = (-180.0, -90.0, 180.0, 90.0)


def day(node: dict[str, Any]) -> Day:
    """The day of ``{"date": ...}`` or ``{"timestamp": ...}``."""
    return day_of(node.get("date", node.get("timestamp")))


def day_of(text: object) -> Day:
    """The day or days that an ISO 8601 date or RFC 3339 timestamp means; raises ArgumentRefused."""
    try:
        if not isinstance(text, str):
            raise ValueError("not a text")
        text = text.removesuffix("T")  # GDAL 3.12 writes a date as '2022-01-31T'
        if "T" in text.upper():
            at = datetime.fromisoformat(text)
            ordinal = (at.astimezone(UTC) if at.tzinfo else at).toordinal()
            return Day(first=ordinal, last=ordinal)
        first, last = first_day(text), last_day(text)
        if not first or not last or len(text) not in (4, 7, 10):
            raise ValueError("not a date")
        return Day(first=first.toordinal(), last=last.toordinal())
    except (ValueError, OverflowError) as error:
        raise ArgumentRefused(
            f"{str(text)[:40]!r}: no day; write DATE('2022-01-31') or TIMESTAMP('2022-01-31T00:00:00Z')"
        ) from error


def interval(ends: Any) -> Interval:
    """The interval of two ends, each a day, a property or ``..``."""
    if not isinstance(ends, list) or len(ends) != 2:
        raise ArgumentRefused("an INTERVAL has two ends: INTERVAL('2022-01-01', '..')")
    start, end = (_end(value) for value in ends)
    if isinstance(start, Day) and isinstance(end, Day) and start.first > end.last:
        raise ArgumentRefused(f"INTERVAL({ends[0]!r}, {ends[1]!r}) ends before it begins")
    return Interval(start=start, end=end)


def _end(value: Any) -> Property | Day | None:
    if value == OPEN:
        return None
    if isinstance(value, dict):
        return Property(name=str(value["property"])) if "property" in value else day(value)
    return day_of(value)


def shape(node: dict[str, Any], most: int, project: Project | None) -> Shape:
    """The geometry of ``{"bbox": [...]}`` or of GeoJSON, of at most so many vertices."""
    return _box(node["bbox"], project) if "bbox" in node else _geometry(node, most, project)


def _box(numbers: Any, project: Project | None) -> Shape:
    if not isinstance(numbers, list) or len(numbers) not in (4, 6) or not all(map(_is_number, numbers)):
        raise ArgumentRefused("a BBOX has four numbers: BBOX(west, south, east, north)")
    west, south, east, north = map(float, numbers if len(numbers) == 4 else [*numbers[:2], *numbers[3:5]])
    if south > north or (project and west > east):  # only degrees go round the world
        raise ArgumentRefused(
            f"BBOX({west:g}, {south:g}, {east:g}, {north:g}) ends before it begins; lower corner first"
        )
    if project:
        edge = shapely.segmentize(shapely.box(west, south, east, north), max(east - west, north - south) / EDGE_PARTS)
        return Shape(geometry=_placed(edge, project))
    box = (west, south, east, north)
    return Shape(geometry=_inside_world(_of_box(box)), box=box)


def _of_box(box: Box) -> shapely.Geometry:
    """The polygon of the box; of one that has no width or no height the line or the point that it is."""
    west, south, east, north = box
    if west == east and south == north:
        return shapely.Point(west, south)
    if west == east or south == north:
        return shapely.LineString([(west, south), (east, north)])
    return shapely.union_all(list(boxes(box)))


def _geometry(node: dict[str, Any], most: int, project: Project | None) -> Shape:
    try:
        found = shapely.force_2d(shapely.from_geojson(orjson.dumps(node)))
    except GEOSException as error:
        raise ArgumentRefused(f"{str(node.get('type'))[:30]}: not a geometry ({error})") from error
    if shapely.get_num_coordinates(found) > most:
        raise ArgumentRefused(f"the geometry has {shapely.get_num_coordinates(found)} vertices; at most {most}")
    placed = _placed(found, project)
    if not shapely.is_valid(placed):
        raise ArgumentRefused(f"the geometry is not valid: {shapely.is_valid_reason(placed)}")
    return Shape(geometry=placed)


def _placed(geometry: shapely.Geometry, project: Project | None) -> shapely.Geometry:
    """The geometry in degrees, if it lies in the world."""
    return _inside_world(shapely.transform(geometry, project) if project else geometry)


def _inside_world(geometry: shapely.Geometry) -> shapely.Geometry:
    """The geometry itself; raises ArgumentRefused where it is empty or lies outside the world."""
    bounds: Sequence[float] = shapely.bounds(geometry).tolist()
    west, south, east, north = WORLD
    if not (bounds[0] >= west and bounds[1] >= south and bounds[2] <= east and bounds[3] <= north):
        raise ArgumentRefused(
            "a geometry is empty or lies outside the world; longitude -180 to 180 comes first, then latitude -90 to 90"
        )
    return geometry


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
