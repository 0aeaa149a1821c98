"""How far apart are two points on the Earth, taken for a sphere?"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088  # mean radius (IUGG)


def km_between(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance of two points (lon, lat in degrees), by the haversine formula."""
    lat_a, lat_b = radians(a[1]), radians(b[1])
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b[0] - a[0]) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
