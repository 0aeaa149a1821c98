"""How much of a shape is drawn: its parts and vertices thinned until they are light, and still valid."""

from __future__ import annotations

from shapely import get_num_coordinates, get_parts, make_valid, set_precision
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

_TOLERANCES = (0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.8, 1.2, 2.0)  # degrees
_FAITHFUL = 0.03  # degrees, some 3 km: about what is seen where a country fills the screen
_HEAVY = 4500  # vertices, some 30 KB packed: more of them is too much of a page
_LARGE_PART = 0.05  # square degrees


def valid(shape: BaseGeometry) -> BaseGeometry:
    """``shape``, repaired where it crosses itself."""
    return shape if shape.is_valid else make_valid(shape)


def only_polygons(shape: BaseGeometry) -> BaseGeometry:
    """The areas in ``shape``: lines and points, which ``make_valid`` can leave behind, are dropped."""
    flat = get_parts(shape)
    areas = [piece for part in flat for piece in get_parts(part) if isinstance(piece, Polygon) and not piece.is_empty]
    return areas[0] if len(areas) == 1 else MultiPolygon(areas)


def _without_small(shape: BaseGeometry, least: float, most: int) -> BaseGeometry:
    """The ``most`` largest parts of ``shape``, without parts and holes of an area under ``least`` square degrees."""
    parts = sorted(get_parts(shape), key=lambda part: part.area, reverse=True)
    kept = [parts[0], *(part for part in parts[1:most] if part.area >= least)]
    filled = [Polygon(part.exterior, [hole for hole in part.interiors if Polygon(hole).area >= least]) for part in kept]
    return filled[0] if len(filled) == 1 else MultiPolygon(filled)


def outline(shape: BaseGeometry, vertices: int) -> BaseGeometry:
    """A valid, lighter drawing of ``shape``: at most ``vertices`` vertices, 4 decimals (some 10 m).

    Small islands and holes go first and detail after, so that Indonesia still looks like Indonesia.
    """
    largest = max(part.area for part in get_parts(shape))
    for tolerance in _TOLERANCES:
        drawn = _drawn(_without_small(shape, max(largest / 2000, tolerance**2), vertices // 10), tolerance, vertices)
        if not drawn.is_empty and get_num_coordinates(drawn) <= vertices:
            return drawn
    return only_polygons(valid(set_precision(_without_small(shape, 1e9, most=1).simplify(1.0), 0.0001)))


def faithful(shape: BaseGeometry, vertices: int) -> BaseGeometry:
    """As ``outline``, but long edges take the vertices they need: a country's border is what a map of it is read for.

    ``vertices`` is kept to where that puts no edge further off than 0.02 degrees. Else edges are at most 0.03 off, in
    the few countries that this would make heavy (Russia, Canada) 0.05 or 0.1, and no part above some 500 km2 is left
    out: Kaliningrad keeps its shape.
    """
    largest = max(part.area for part in get_parts(shape))
    for tolerance in _TOLERANCES:
        least = min(_LARGE_PART, max(largest / 2000, tolerance**2))
        drawn = _drawn(_without_small(shape, least, _HEAVY // 10), tolerance, vertices)
        most = vertices if tolerance < _FAITHFUL else _HEAVY
        if not drawn.is_empty and get_num_coordinates(drawn) <= most:
            return drawn
    return outline(shape, vertices)


def _drawn(rough: BaseGeometry, tolerance: float, vertices: int) -> BaseGeometry:
    """The areas of ``rough``, simplified where it has more than ``vertices``."""
    drawn = rough if get_num_coordinates(rough) <= vertices else rough.simplify(tolerance)
    return only_polygons(valid(set_precision(drawn, 0.0001)))
