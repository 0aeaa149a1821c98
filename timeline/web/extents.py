"""Where and when are all events of an edition, and most of them, of which families? What map and band begin with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from timeline.geometry import Box
from timeline.model import Category
from timeline.web import amounts, words
from timeline.web.shown import Shown

DENSE = 0.85  # of the places that the first view of the map shows


@lru_cache(maxsize=4)
def extents(shown: Shown) -> Mapping[str, Any]:
    """The days and the box of all events and of most of them, the days of publication, and the families that occur."""
    of = amounts.reach(shown.columns, np.ones(len(shown), dtype=np.bool_))
    return {
        "days": amounts.hull(of),
        "dense": amounts.densest(of),
        "families": families(shown),
        "published": (np.unique(shown.columns.published) - amounts.EPOCH).tolist(),
        **_boxes(shown),
    }


def families(shown: Shown) -> list[words.Family]:
    """The families of the events, in their order."""
    there = set(np.unique(shown.columns.category).tolist())
    known = {words.CATEGORIES[category].family for at, category in enumerate(Category) if at in there}
    return [family for family in words.Family if family in known]


def _boxes(shown: Shown) -> Mapping[str, Any]:
    """The box of all places, and of those near the middle one that most events lie in."""
    lon, lat = shown.columns.spot_lon, shown.columns.spot_lat
    if not len(lon):
        return {"box": None, "core": None}
    weights = np.bincount(shown.columns.spots.values, minlength=len(lon))
    middle = _quantile(lon, weights, 0.5), _quantile(lat, weights, 0.5)
    distance = np.hypot(lon - middle[0], 1.7 * (lat - middle[1]))
    near = distance <= _quantile(distance, weights, DENSE)
    return {"box": _box(lon, lat), "core": _box(lon[near], lat[near])}


def _quantile(values: Any, weights: Any, share: float) -> float:
    """The least of the values that at least that share of the weight does not exceed."""
    order = np.argsort(values)
    sums = np.cumsum(weights[order])
    return float(values[order[np.searchsorted(sums, share * sums[-1])]])


def _box(lon: Any, lat: Any) -> Box:
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())
