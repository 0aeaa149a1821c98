"""Which features of a layer are in a box, and which in a span of days? Whole columns compared, then exact shapes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from timeline.geometry import Box, boxes
from timeline.layers.days import EVER
from timeline.layers.layer import Layer, Mask


def within(layer: Layer, box: Box, placeless: bool, among: Mask | None = None) -> Mask:
    """The features whose geometry meets the box (west beyond east crosses the antimeridian).

    ``placeless``: features without a geometry are taken, too. Where only some are of interest anyway, ``among`` spares
    looking at the shapes of the others.
    """
    found = np.zeros(len(layer), dtype=np.bool_)
    for part in boxes(box):
        found[_points(layer, part.bounds, among)] = True
        found[_shapes(layer, part, among)] = True
    if placeless:
        found[layer.nearness.order[layer.nearness.placed :]] = True
    return found


def during(layer: Layer, first: int | None, last: int | None, timeless: bool) -> Mask:
    """The features that may have been on a day from ``first`` to ``last``, ordinals, both included; None is open.

    ``timeless``: features of unknown time are taken, too.
    """
    found: Mask = layer.first <= (EVER.max if last is None else last)
    found &= layer.last >= (EVER.min if first is None else first)
    found[layer.timeless] = timeless
    return found


def _points(layer: Layer, bounds: Box, among: Mask | None) -> npt.NDArray[np.int32]:
    """The points that are in a box, or on its edge."""
    west, south, east, north = bounds
    at = layer.nearness.points_around(bounds)
    if among is not None:
        at = at[among[at]]
    lon, lat = layer.boxes[0][at], layer.boxes[1][at]
    return at[(lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)]


def _shapes(layer: Layer, box: BaseGeometry, among: Mask | None) -> npt.NDArray[np.int32]:
    """The lines and areas that meet a box; a shape whose own box is not wholly inside is looked at itself, once."""
    west, south, east, north = box.bounds
    of = layer.shaped
    left, lower, right, upper = of.edges
    met = (left <= east) & (right >= west) & (lower <= north) & (upper >= south)
    inside = (left >= west) & (right <= east) & (lower >= south) & (upper <= north)
    doubtful = met & ~inside
    if among is not None:
        told = np.zeros(len(met), dtype=np.bool_)
        told[of.which[among[of.positions]]] = True
        doubtful &= told
    if doubtful.any():
        shapely.prepare(box)
        met[doubtful] = shapely.intersects(box, layer.geometries(of.examples[doubtful]))
    return of.positions[met[of.which]]
