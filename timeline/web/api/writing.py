"""How are features told? As they are stored; or in another system, or with some of their properties alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, repeat
from typing import Any

import orjson
import shapely

from timeline.layers.layer import Layer, Positions
from timeline.web.api.answers import CLOSING
from timeline.web.api.systems import System, told

PIECE = 500  # features that are rewritten at a time


def pieces(layer: Layer, positions: Positions, system: System, properties: frozenset[str] | None) -> Iterator[bytes]:
    """The features at these positions, in their order, parted by commas."""
    for start in range(0, len(positions), PIECE):
        if start:
            yield b","
        yield _told(layer, positions[start : start + PIECE], system, properties)


def within(head: bytes, features: Iterator[bytes]) -> Iterator[bytes]:
    """A collection that begins so and has these features, piece by piece."""
    return chain((head,), features, (CLOSING,))


def ready(layer: Layer, positions: Positions, *, ascending: bool) -> bytes:
    """The same of features as they are stored."""
    if ascending:
        return layer.features(positions)
    return b",".join(map(layer.feature, positions.tolist()))


def one(layer: Layer, position: int, system: System, properties: frozenset[str] | None) -> bytes:
    """One feature."""
    if system.stored and properties is None:
        return layer.feature(position)
    return _rewritten(orjson.loads(layer.feature(position)), layer.geometries([position])[0], system, properties)


def _told(layer: Layer, positions: Positions, system: System, properties: frozenset[str] | None) -> bytes:
    features = orjson.loads(b"[%s]" % ready(layer, positions, ascending=False))
    geometries = repeat(None) if system.stored else layer.geometries(positions)
    return b",".join(
        _rewritten(feature, geometry, system, properties)
        for feature, geometry in zip(features, geometries, strict=not system.stored)
    )


def _rewritten(
    feature: dict[str, Any], geometry: shapely.Geometry | None, system: System, properties: frozenset[str] | None
) -> bytes:
    if not system.stored:
        feature["geometry"] = orjson.Fragment(told(geometry, system))
        feature.pop("bbox", None)
    if properties is not None:
        feature["properties"] = {name: value for name, value in feature["properties"].items() if name in properties}
    return orjson.dumps(feature)
