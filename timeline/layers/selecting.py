"""Which features of a layer are in a box, and which in a span of days? Whole columns compared, then exact shapes."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from timeline.geometry import Box, boxes
from timeline.layers.days import EVER, NEVER
from timeline.layers.layer import Layer, Mask


def within(layer: Layer, box: Box, placeless: bool) -> Mask:
    """The features whose geometry meets the box (west beyond east crosses the antimeridian).

    ``placeless``: features without a geometry are taken, too.
    """
    found = np.zeros(len(layer), dtype=np.bool_)
    for part in boxes(box):
        found |= _meeting(layer, part)
    return np.asarray(found | (layer.dimensions == 0)) if placeless else found


def during(layer: Layer, first: int | None, last: int | None, timeless: bool) -> Mask:
    """The features that may have been on a day from ``first`` to ``last``, ordinals, both included; None is open.

    ``timeless``: features of unknown time are taken, too.
    """
    found: Mask = (layer.first <= (EVER.max if last is None else last)) & (
        layer.last >= (EVER.min if first is None else first)
    )
    unknown = (layer.first == NEVER[0]) & (layer.last == NEVER[1])
    return np.asarray(found | unknown if timeless else found & ~unknown)


def _meeting(layer: Layer, box: BaseGeometry) -> Mask:
    """By their boxes first; a shape whose box is not wholly inside is looked at itself."""
    west, south, east, north = box.bounds
    left, lower, right, upper = layer.boxes
    found: Mask = (left <= east) & (right >= west) & (lower <= north) & (upper >= south)
    at = np.flatnonzero(found)
    inside = (left[at] >= west) & (right[at] <= east) & (lower[at] >= south) & (upper[at] <= north)
    doubtful = at[~inside & ((left[at] < right[at]) | (lower[at] < upper[at]))]
    if len(doubtful):
        shapely.prepare(box)
        found[doubtful] = shapely.intersects(box, layer.geometries(doubtful))
    return found
