"""How much of a shape is drawn: its parts and vertices thinned until they are light, and still valid."""

from __future__ import annotations

from shapely import get_num_coordinates, get_parts, make_valid, set_precision
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

_TOLERANCES = (0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.8, 1.2, 2.0)  # degrees


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
        rough = _without_small(shape, max(largest / 2000, tolerance**2), most=vertices // 10)
        drawn = rough if get_num_coordinates(rough) <= vertices else rough.simplify(tolerance)
        drawn = only_polygons(valid(set_precision(drawn, 0.0001)))
        if not drawn.is_empty and get_num_coordinates(drawn) <= vertices:
            return drawn
    return only_polygons(valid(set_precision(_without_small(shape, 1e9, most=1).simplify(1.0), 0.0001)))
