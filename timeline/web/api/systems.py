"""In which coordinate reference system are boxes given and geometries told? Four, in the axis order of their authority.

Everything is stored in CRS84. What cannot be told in the system asked for (a pole in Web Mercator) is cut off there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer

from timeline.errors import ArgumentRefused
from timeline.geometry import Box
from timeline.web.tongues import marked

_OGC = "http://www.opengis.net/def/crs/"
CRS84 = f"{_OGC}OGC/1.3/CRS84"
Coordinates = npt.NDArray[np.float64]
_DEGREES, _METRES = 6, 2  # decimals that are told: a decimetre, a centimetre
WORLD: Box = (-180.0, -90.0, 180.0, 90.0)
_MERCATOR_ENDS = 85.06  # degrees north and south: beyond, Web Mercator runs to infinity


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A coordinate reference system: its URI, the code that PROJ knows, what it is called, decimals that are told.

    ``swapped``: latitude (northing) comes before longitude (easting). ``ends``: the parallel where it is cut off;
    ``reach``: how far from its ``middle`` it is told in metres, as far as PROJ follows a line there.
    """

    uri: str
    code: str
    name: str
    decimals: int
    swapped: bool = False
    ends: float | None = None
    middle: tuple[float, float] = (0.0, 0.0)
    reach: float = 0.0

    @property
    def stored(self) -> bool:
        """Whether geometries are stored in it."""
        return self.uri == CRS84

    @property
    def degrees(self) -> bool:
        """Whether its axes are longitude and latitude, so that a box may cross the antimeridian."""
        return self.decimals == _DEGREES


SYSTEMS: Mapping[str, System] = MappingProxyType(
    {
        system.uri: system
        for system in (
            System(uri=CRS84, code="OGC:CRS84", name=marked("WGS 84, longitude first"), decimals=_DEGREES),
            System(
                uri=f"{_OGC}EPSG/0/4326",
                code="EPSG:4326",
                name=marked("WGS 84, latitude first"),
                decimals=_DEGREES,
                swapped=True,
            ),
            System(
                uri=f"{_OGC}EPSG/0/3857",
                code="EPSG:3857",
                name=marked("Web Mercator"),
                decimals=_METRES,
                ends=_MERCATOR_ENDS,
                reach=20_037_508.0,
            ),
            System(
                uri=f"{_OGC}EPSG/0/3035",
                code="EPSG:3035",
                name=marked("ETRS89 / LAEA Europe"),
                decimals=_METRES,
                swapped=True,
                middle=(3_210_000.0, 4_321_000.0),
                reach=12_000_000.0,
            ),
        )
    }
)


def system(name: str, uri: str) -> System:
    """The system of that URI, given by the parameter ``name``; raises ArgumentRefused."""
    found = SYSTEMS.get(uri)
    if found is None:
        raise ArgumentRefused(f"{name}: {uri[:80]!r} is not offered; have {', '.join(SYSTEMS)}")
    return found


def told(geometries: npt.NDArray[np.object_], into: System) -> list[bytes]:
    """The geometries, stored in CRS84, as GeoJSON in that system.

    ``null`` where there is none, or none of it can be told so.
    """
    distinct, which = _distinct(geometries)
    written = [b"null" if one is None else one.encode() for one in shapely.to_geojson(projected(distinct, into))]
    return [written[at] for at in which]


def projected(geometries: npt.NDArray[np.object_], into: System) -> npt.NDArray[np.object_]:
    """The geometries, stored in CRS84, in that system; None where none of one can be told so."""
    whole = shapely.orient_polygons(geometries, exterior_cw=False)
    moved = shapely.transform(whole if into.ends is None else _cut(whole, into.ends), lambda at: _forward(at, into))
    at, of = shapely.get_coordinates(moved, return_index=True)
    moved[of[~np.isfinite(at).all(axis=1)]] = None
    moved[shapely.is_empty(moved)] = None
    return moved


def outline(box: Box, given: System) -> Box:
    """A box of CRS84 that holds whatever meets the box given; west is greater than east across the antimeridian."""
    if given.stored:
        return box
    if given.code == "EPSG:4326":
        return box[1], box[0], box[3], box[2]
    # PROJ follows the edges, 64 points each, and knows poles and the antimeridian; of a box that reaches out of the
    # world it knows nothing.
    edges = _back(given.code).transform_bounds(*box, densify_pts=64, errcheck=False)
    west, south, east, north = map(float, edges)
    return (west, south, east, north) if _is_near(box, given) and all(map(math.isfinite, edges)) else WORLD


def _is_near(box: Box, given: System) -> bool:
    """Whether all corners of the box are where PROJ can follow its edges: what lies beyond, it leaves out unsaid."""
    corners = [(across, up) for across in box[::2] for up in box[1::2]]
    return all(math.dist(corner, given.middle) < given.reach for corner in corners)


def meeting(geometries: npt.NDArray[np.object_], box: Box, given: System) -> npt.NDArray[np.bool_]:
    """Which of the geometries, stored in CRS84, meet the box in the system that it was given in."""
    whole, (distinct, which) = shapely.box(*box), _distinct(geometries)
    shapely.prepare(whole)
    moved = shapely.transform(distinct, lambda at: _forward(at, given))
    found: npt.NDArray[np.bool_] = shapely.intersects(whole, moved)[which]
    return found


def _distinct(geometries: npt.NDArray[np.object_]) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.intp]]:
    """The geometries, each once, and which of these every one is: thousands of events share a country's shape."""
    names = np.fromiter(map(id, geometries), dtype=np.intp, count=len(geometries))
    _, first, which = np.unique(names, return_index=True, return_inverse=True)
    return geometries[first], which


def to_stored(given: System) -> Callable[[Coordinates], Coordinates] | None:
    """What brings coordinates, a row each, from a system into CRS84; None where they are in it."""
    return None if given.stored else lambda at: _backward(at, given)


def _backward(at: Coordinates, given: System) -> Coordinates:
    return np.column_stack(_back(given.code).transform(at[:, 0], at[:, 1]))


def _forward(at: Coordinates, into: System) -> Coordinates:
    """Coordinates of CRS84, a row each, in that system, in the order of its axes and as finely as is told."""
    if into.code == "EPSG:4326":
        return np.round(at[:, ::-1], into.decimals)
    across, up = _there(into.code).transform(at[:, 0], at[:, 1])
    return np.round(np.column_stack([across, up]), into.decimals)


def _cut(geometries: npt.NDArray[np.object_], ends: float) -> npt.NDArray[np.object_]:
    """What of the geometries lies between the parallels."""
    bounds = shapely.bounds(geometries)
    beyond = (bounds[:, 1] < -ends) | (bounds[:, 3] > ends)
    found = geometries.copy()
    found[beyond] = shapely.intersection(geometries[beyond], shapely.box(-360, -ends, 360, ends))
    return found


@cache
def _there(code: str) -> Transformer:
    return Transformer.from_crs("OGC:CRS84", code)


@cache
def _back(code: str) -> Transformer:
    return Transformer.from_crs(code, "OGC:CRS84")
