"""How far a time or a place that was found lies from the one in the gold."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Iterable
from datetime import date

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from benchmarks.corpus import Gold, GoldPlace

EARTH_KM = 6371.0088
Days = tuple[date, date]
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def days(value: str | None) -> Days | None:
    """The first and the last day that an ISO date at any precision may mean; None where it is none."""
    said = _ISO.fullmatch((value or "")[:10])
    if said is None:
        return None
    year, month, day = int(said[1]), int(said[2] or 0), int(said[3] or 0)
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return first, last


def interval(start: str | None, end: str | None) -> Days | None:
    """From the first day of ``start`` to the last of ``end``; None without a start."""
    opening = days(start)
    if opening is None:
        return None
    closing = days(end or start) or opening
    return opening[0], max(opening[1], closing[1])


def days_apart(one: Days, other: Days) -> int:
    """The days between two intervals; 0 where they meet."""
    return max((other[0] - one[1]).days, (one[0] - other[1]).days, 0)


def start_off(found: str | None, gold: Gold) -> int | None:
    """How many days the start found may be off, at worst: "2022" for 3 February gains nothing. None without a start."""
    said = days(found)
    if said is None:
        return None
    periods = [period for start in gold.starts if (period := days(start))]
    return min(max(days_apart((day, day), period) for day in said) for period in periods)


def kilometres(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """The great-circle distance (haversine formula)."""
    lat1, lat2 = math.radians(lat), math.radians(to_lat)
    across = math.radians(to_lon - lon)
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(across / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def _to_point(geometry: BaseGeometry, lat: float, lon: float) -> float:
    if isinstance(geometry, Point):
        return kilometres(geometry.y, geometry.x, lat, lon)

    def flat(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        # Kilometres east and north of the point on an equirectangular plane, the short way round the antimeridian.
        east = (degrees[:, 0] - lon + 180) % 360 - 180
        plane = np.column_stack([east * math.cos(math.radians(lat)), degrees[:, 1] - lat])
        return np.asarray(plane * math.radians(1) * EARTH_KM)

    return float(shapely.transform(geometry, flat).distance(Point(0, 0)))


def _from_place(geometry: BaseGeometry, place: GoldPlace) -> float:
    if place.line is None:
        return _to_point(geometry, place.lat, place.lon)
    if isinstance(geometry, Point):
        return _to_point(place.line, geometry.y, geometry.x)
    samples = (place.line.interpolate(step / 40, normalized=True) for step in range(41))
    return min(_to_point(geometry, point.y, point.x) for point in samples)


def place_off(found: Iterable[BaseGeometry], gold: Gold) -> float | None:
    """Kilometres from the nearest place found to a gold place, less its extent; None where either is missing."""
    off = [max(0.0, _from_place(geometry, place) - place.radius_km) for geometry in found for place in gold.places]
    return min(off, default=None)
