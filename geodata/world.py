"""Which land, lakes and borders lie in a box? The ground of pictures, read once from the file that set-up makes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import shapely
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from geodata.manifest import data_folder

LEAST = 4.0  # bends: what is smaller is left out

Box = tuple[float, float, float, float]  # west, south, east, north in degrees; east may be above 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What lies in a box: ``disputed`` are the borders that are dashed. Longitudes run on where the box does."""

    land: tuple[BaseGeometry, ...] = ()
    lakes: tuple[BaseGeometry, ...] = ()
    borders: tuple[BaseGeometry, ...] = ()
    disputed: tuple[BaseGeometry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Where a country's name (in English) is written, and the radius of a disc as large as its ground there."""

    iso: str
    name: str
    lon: float
    lat: float
    radius_km: float


def world_path() -> Path:
    """Where the file lies that set-up makes."""
    return data_folder() / "world.json"


def ground(box: Box, bend: float) -> Ground:
    """The ground in ``box``, cut to it, without bends and islands of some ``bend`` degrees; empty before set-up."""
    layers = _layers(world_path())
    return Ground(**{name: _cut(shapes, box, bend) for name, shapes in layers.items()})


@cache
def names() -> tuple[Name, ...]:
    """The countries, the largest first; none before set-up."""
    found = (feature for feature in _features(world_path()) if feature["properties"]["layer"] == "country")
    return tuple(_name(feature) for feature in found)


def _name(feature: dict[str, Any]) -> Name:
    (lon, lat), facts = feature["geometry"]["coordinates"], feature["properties"]
    return Name(iso=facts["iso"], name=facts["name"], lon=lon, lat=lat, radius_km=facts["radius_km"])


def _features(path: Path) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = orjson.loads(path.read_bytes())["features"] if path.is_file() else []
    return features


@cache
def _layers(path: Path) -> dict[str, tuple[BaseGeometry, ...]]:
    """The shapes of each layer, in the order of the file."""
    layers: dict[str, list[BaseGeometry]] = {"land": [], "lakes": [], "borders": [], "disputed": []}
    for feature in _features(path):
        if feature["properties"]["layer"] != "country":
            layers[_layer(feature["properties"])].append(shapely.from_geojson(orjson.dumps(feature["geometry"])))
    return {name: tuple(shapes) for name, shapes in layers.items()}


def _layer(facts: dict[str, str | bool]) -> str:
    if facts["layer"] == "border":
        return "disputed" if facts.get("disputed") else "borders"
    return "land" if facts["layer"] == "land" else "lakes"


def _cut(shapes: tuple[BaseGeometry, ...], box: Box, bend: float) -> tuple[BaseGeometry, ...]:
    west, south, east, north = box
    found = []
    for turn in (-360, 0, 360):
        if west + turn < 180 and east + turn > -180:
            found += [_moved(part, -turn) for part in _inside(shapes, (west + turn, south, east + turn, north), bend)]
    return tuple(found)


def _inside(shapes: tuple[BaseGeometry, ...], box: Box, bend: float) -> list[BaseGeometry]:
    """Thinned first, then cut: the other way round the cut edge would be thinned too, and leave a gap at the frame."""
    touched = [shape for shape in shapes if _overlap(shape.bounds, box)]
    large = [shape for shape in touched if max(_size(shape.bounds)) > LEAST * bend]
    thin = (shape.simplify(bend, preserve_topology=False) for shape in large)
    cut = (shapely.clip_by_rect(shapely.make_valid(shape), *box) for shape in thin)
    return [part for part in cut if not part.is_empty]


def _overlap(bounds: Box, box: Box) -> bool:
    return bounds[0] <= box[2] and bounds[2] >= box[0] and bounds[1] <= box[3] and bounds[3] >= box[1]


def _size(bounds: Box) -> tuple[float, float]:
    return bounds[2] - bounds[0], bounds[3] - bounds[1]


def _moved(shape: BaseGeometry, by: float) -> BaseGeometry:
    return translate(shape, by) if by else shape
