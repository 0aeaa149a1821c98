"""How does a feature's geometry lie to another (DE-9IM)? By boxes first; then those that may be are looked at."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pyarrow as pa
import shapely
from shapely.errors import GEOSException

from timeline.errors import ArgumentRefused
from timeline.layers.filtering.asking import GEOMETRY
from timeline.layers.filtering.terms import Call, Property, Shape, Term
from timeline.layers.layer import Layer, Mask, Positions
from timeline.layers.selecting import within

# What to ask of the literal, which is prepared, and of the feature's geometry: `a` within `b` is `b` containing `a`.
RELATIONS: Final[dict[str, Any]] = {
    "s_intersects": shapely.intersects,
    "s_equals": shapely.equals,
    "s_touches": shapely.touches,
    "s_crosses": shapely.crosses,
    "s_overlaps": shapely.overlaps,
    "s_within": shapely.contains,
    "s_contains": shapely.within,
}
CONVERSE: Final = {"s_within": "s_contains", "s_contains": "s_within"}


OF_ITSELF: Final = frozenset({"s_intersects", "s_equals", "s_within", "s_contains"})  # true of a geometry and itself


def spatial_condition(call: Call, layer: Layer) -> Any:
    """Where a spatial function is true, null where there is no geometry; raises ArgumentRefused."""
    one, other = (_checked(arg, layer) for arg in call.args)
    if isinstance(one, Shape) and isinstance(other, Shape):
        return pa.scalar(_of_literals(call.op, one, other))
    if isinstance(one, Shape):
        return _answers(_asked(CONVERSE.get(call.op, call.op), one, layer), layer)
    if isinstance(other, Shape):
        return _answers(_asked(call.op, other, layer), layer)
    return _answers(np.full(len(layer), call.op in OF_ITSELF), layer)


def _checked(term: Term, layer: Layer) -> Property | Shape:
    if isinstance(term, Shape):
        return term
    if isinstance(term, Property) and term.name == GEOMETRY and layer.description.drawn:
        return term
    raise ArgumentRefused(
        f"a spatial function of {layer.description.name} compares its geometry with a literal: "
        "S_INTERSECTS(geometry, BBOX(23, 51, 33, 57))"
        if layer.description.drawn
        else f"{layer.description.name} has no geometry"
    )


def _of_literals(op: str, one: Shape, other: Shape) -> bool:
    if op == "s_disjoint":
        return not _of_literals("s_intersects", one, other)
    return bool(RELATIONS[op](other.geometry, one.geometry))


def _answers(found: Mask, layer: Layer) -> Any:
    return pa.array(found, mask=layer.dimensions == 0)


def _asked(op: str, shape: Shape, layer: Layer) -> Mask:
    """The features that lie so to the literal."""
    if op == "s_disjoint":
        return ~_asked("s_intersects", shape, layer)
    if op == "s_intersects" and shape.box:
        return within(layer, shape.box, placeless=False)
    shapely.prepare(shape.geometry)
    found = np.zeros(len(layer), dtype=np.bool_)
    at = _near(shape.geometry, layer)
    if op == "s_intersects":
        dots = _dots(at, layer)
        west, south, _, _ = layer.boxes
        found[at[dots]] = shapely.intersects_xy(shape.geometry, west[at[dots]], south[at[dots]])
        at = at[~dots]
    shapes, which = layer.shapes(at)
    found[at] = _related(op, shape.geometry, shapes)[which]
    return found


def _near(geometry: shapely.Geometry, layer: Layer) -> Positions:
    """The features whose boxes meet the geometry's: no others touch it."""
    west, south, east, north = bounds = shapely.bounds(geometry).tolist()
    at = layer.nearness.around(bounds)
    left, lower, right, upper = (edge[at] for edge in layer.boxes)
    meeting: Positions = at[(left <= east) & (right >= west) & (lower <= north) & (upper >= south)]
    return meeting


def _dots(at: Positions, layer: Layer) -> Mask:
    """Which of these are nothing but a point."""
    west, south, east, north = layer.boxes
    found: Mask = (west[at] == east[at]) & (south[at] == north[at])
    return found


def _related(op: str, literal: shapely.Geometry, geometries: Any) -> Mask:
    try:
        found: Mask = RELATIONS[op](literal, geometries)
    except GEOSException:  # a stored shape crosses itself: `touches` and the like need valid ones
        found = RELATIONS[op](literal, shapely.make_valid(geometries))
    return found
