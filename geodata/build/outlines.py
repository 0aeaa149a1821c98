"""How much of a shape is drawn: its parts and vertices thinned until they are light, and still valid."""

from __future__ import annotations

from shapely import get_num_coordinates, get_parts, make_valid, set_precision
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

_TOLERANCES = (0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.8)  # degrees


def valid(shape: BaseGeometry) -> BaseGeometry:
    """``shape``, repaired where it crosses itself."""
    return shape if shape.is_valid else make_valid(shape)


def only_polygons(shape: BaseGeometry) -> BaseGeometry:
    """The areas in ``shape``: lines and points, which ``make_valid`` can leave behind, are dropped."""
    flat = get_parts(shape)
    areas = [piece for part in flat for piece in get_parts(part) if isinstance(piece, Polygon) and not piece.is_empty]
    return areas[0] if len(areas) == 1 else MultiPolygon(areas)


def main_parts(shape: BaseGeometry, most: int) -> BaseGeometry:
    """The ``most`` largest parts of ``shape``, without those under 1/2000 of the largest."""
    parts = sorted(get_parts(shape), key=lambda part: part.area, reverse=True)
    kept = [part for part in parts[:most] if part.area * 2000 >= parts[0].area]
    return kept[0] if len(kept) == 1 else MultiPolygon(kept)


def outline(shape: BaseGeometry, vertices: int) -> BaseGeometry:
    """A valid, lighter drawing of ``shape``: at most ``vertices`` vertices, 4 decimals (some 10 m).

    Small islands go first and detail after, so that Indonesia still looks like Indonesia.
    """
    rough = main_parts(shape, most=vertices // 10)
    for tolerance in _TOLERANCES:
        drawn = rough if get_num_coordinates(rough) <= vertices else rough.simplify(tolerance)
        drawn = only_polygons(valid(set_precision(drawn, 0.0001)))
        if not drawn.is_empty and get_num_coordinates(drawn) <= vertices:
            return drawn
    return only_polygons(valid(set_precision(main_parts(rough, most=5).simplify(0.5), 0.0001)))
