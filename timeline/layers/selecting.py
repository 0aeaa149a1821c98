"""Which features of a layer are in a box, and which in a span of days? Whole columns compared, then exact shapes."""

from __future__ import annotations

import numpy as np

from timeline.geometry import Box, boxes
from timeline.layers.days import EVER, NEVER
from timeline.layers.layer import Layer, Mask, Positions


def around(layer: Layer, box: Box, placeless: bool) -> Positions:
    """The positions of features whose geometry meets the box (west beyond east crosses the antimeridian).

    They come in no order, and some twice. ``placeless``: features without a geometry are taken, too.
    """
    near = layer.nearness
    found = [near.order[near.placed :]] if placeless else [near.order[:0]]
    for part in boxes(box):
        found += [_points(layer, part.bounds), layer.shaped.meeting(part)]
    return np.concatenate(found)


def within(layer: Layer, box: Box, placeless: bool) -> Mask:
    """The same as a mask over all features."""
    found = np.zeros(len(layer), dtype=np.bool_)
    found[around(layer, box, placeless)] = True
    return found


def during(
    layer: Layer, first: int | None, last: int | None, timeless: bool, at: Positions | slice = slice(None)
) -> Mask:
    """Of the features ``at`` these positions, those that may have been on a day from ``first`` to ``last``.

    Both are ordinals and included; None is open. ``timeless``: features of unknown time are taken, too.
    """
    begun, ended = layer.first[at], layer.last[at]
    found: Mask = begun <= (EVER.max if last is None else last)
    found &= ended >= (EVER.min if first is None else first)
    if timeless or first is None or last is None:
        found[(begun == NEVER[0]) & (ended == NEVER[1])] = timeless
    return found


def _points(layer: Layer, bounds: Box) -> Positions:
    """The points that are in a box, or on its edge."""
    west, south, east, north = bounds
    at = layer.nearness.points_around(bounds)
    lon, lat = layer.boxes[0][at], layer.boxes[1][at]
    return at[(lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)]
