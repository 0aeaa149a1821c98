"""Where on the picture does a place lie? Web Mercator, as on the map, with longitudes that run on over 180."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asinh, atan, degrees, log2, pi, radians, sinh, tan

import numpy as np
import shapely
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from geodata.sphere import EARTH_KM
from timeline.web.picture.drawing import Points

Box = tuple[float, float, float, float]  # west, south, east, north in degrees; east may be above 180
TILE = 256.0  # pixels of the whole world at zoom 0
POLE = 85.0  # degrees, beyond which the projection runs away


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A picture of ``width`` by ``height`` pixels; its corner is at ``left``, ``top`` in pixels of the world."""

    width: float
    height: float
    zoom: float
    left: float
    top: float

    @property
    def size(self) -> float:
        """Pixels of the whole world."""
        return float(TILE * 2**self.zoom)

    @property
    def box(self) -> Box:
        """What is seen, in degrees."""
        west, east = (360 * (x / self.size) - 180 for x in (self.left, self.left + self.width))
        north, south = (_latitude(y / self.size) for y in (self.top, self.top + self.height))
        return west, south, east, north

    @property
    def degree(self) -> float:
        """Degrees of longitude in a pixel."""
        return 360 / self.size

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixels from the picture's left and top, of the copy of the place that lies nearest to its middle."""
        middle = 360 * ((self.left + self.width / 2) / self.size) - 180
        x, y = _world(lon + 360 * round((middle - lon) / 360), lat)
        return x * self.size - self.left, y * self.size - self.top

    def points(self, degrees_: Points) -> Points:
        """Pixels of rows of longitude and latitude."""
        lats = np.clip(degrees_[:, 1], -POLE, POLE)
        x = (degrees_[:, 0] + 180) / 360
        y = 0.5 - np.arcsinh(np.tan(np.radians(lats))) / (2 * pi)
        return np.column_stack([x * self.size - self.left, y * self.size - self.top])

    def holds(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether the pixel lies in the picture, ``margin`` pixels inside its edge."""
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin

    def seen(self, shape: BaseGeometry, bend: float) -> list[BaseGeometry]:
        """The copies of a shape that touch the picture, cut well outside it, without bends under ``bend`` pixels."""
        west, south, east, north = self.box
        pad = 12 * self.degree  # so that no cut edge is seen
        thin = shapely.make_valid(shape.simplify(bend * self.degree))
        window = (west - pad, max(-90.0, south - pad), east + pad, min(90.0, north + pad))
        cut = [shapely.clip_by_rect(translate(thin, turn), *window) for turn in (-360, 0, 360)]
        return [part for part in cut if not part.is_empty]

    def pixels(self, km: float, lat: float) -> float:
        """The length of so many kilometres at that latitude."""
        return km / (2 * pi * EARTH_KM) * self.size * float(np.cosh(asinh(tan(radians(max(-POLE, min(POLE, lat)))))))


def fit(box: Box, width: float, height: float, *, margin: float = 40.0, closest: float = 7.0) -> Frame:
    """The frame that shows all of a box as large as it can be, at most at zoom ``closest``; never beyond the poles."""
    west, south, east, north = box
    (x0, y0), (x1, y1) = _world(west, north), _world(east, south)
    across, down = max(x1 - x0, 1e-9), max(y1 - y0, 1e-9)
    zoom = min(closest, log2((width - 2 * margin) / across / TILE), log2((height - 2 * margin) / down / TILE))
    return _placed((x0 + x1) / 2, (y0 + y1) / 2, zoom, width, height)


def around(lon: float, lat: float, zoom: float, width: float, height: float) -> Frame:
    """The frame with that middle."""
    x, y = _world(lon, lat)
    return _placed(x, y, zoom, width, height)


def span(lons: Sequence[float]) -> tuple[float, float]:
    """West and east of all longitudes, the short way round: east is above 180 where that crosses the antimeridian."""
    ordered = sorted(set(lons))
    gaps = [(after - before, before, after) for before, after in pairwise(ordered)]
    widest = max(gaps, default=(0.0, ordered[-1], ordered[0]))
    if widest[0] > 360 - (ordered[-1] - ordered[0]):
        return widest[2], widest[1] + 360
    return ordered[0], ordered[-1]


def _placed(x: float, y: float, zoom: float, width: float, height: float) -> Frame:
    """A frame about a point of the unit world: wide enough that the world is not seen twice, and within the poles."""
    zoom = max(zoom, log2(max(width, height) / TILE))
    size = TILE * 2**zoom
    top = min(max(0.0, y * size - height / 2), size - height)
    return Frame(width=width, height=height, zoom=zoom, left=x * size - width / 2, top=top)


def _world(lon: float, lat: float) -> tuple[float, float]:
    """A place in the unit world: 0, 0 is its north-west corner."""
    return (lon + 180) / 360, 0.5 - asinh(tan(radians(max(-POLE, min(POLE, lat))))) / (2 * pi)


def _latitude(y: float) -> float:
    return degrees(atan(sinh(pi * (1 - 2 * y))))
