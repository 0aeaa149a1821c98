"""How are features told? As they are stored; or in another system, or with some of their properties alone.

A feature is stored as ``{..., "properties": {...}, "geometry": {...}}`` in this order, so that either part is replaced
without reading the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
import orjson

from timeline.blocks import Blocks, Stream
from timeline.layers.layer import GEOMETRY, PROPERTIES, Layer, Positions
from timeline.web.api.answers import CLOSING
from timeline.web.api.systems import System, told

PIECE = 500  # features that are rewritten at a time
Names = frozenset[str]


def ready(head: bytes, layer: Layer, positions: Positions, *, ascending: bool) -> bytes:
    """A collection that begins with ``head``, of these features as they are stored, in their order."""
    pieces = layer.pieces(positions) if ascending else (b",".join(map(layer.feature, positions.tolist())),)
    return b"".join((head, *pieces, CLOSING))


def packed(head: bytes, layer: Layer, positions: Positions, blocks: Blocks | None, *, ascending: bool) -> bytes:
    """The same gzipped: what lies packed already is taken as it is."""
    stream = Stream()
    stream.add(head)
    spans = layer.spans(positions) if ascending else None
    if spans is None:
        stream.add(b",".join(map(layer.feature, positions.tolist())))
    for start, end in spans or ():
        stream.add_stretch(layer.written, start, end, blocks)
    stream.add(CLOSING)
    return stream.ended()


def rewritten(
    head: bytes, layer: Layer, positions: Positions, system: System, properties: Names | None
) -> Iterator[bytes]:
    """A collection that begins with ``head``, of these features in another form, piece by piece."""
    return chain((head,), _pieces(layer, positions, system, properties), (CLOSING,))


def one(layer: Layer, position: int, system: System, properties: Names | None) -> bytes:
    """One feature."""
    return _told(layer, np.array([position]), system, properties)[0]


def _pieces(layer: Layer, positions: Positions, system: System, properties: Names | None) -> Iterator[bytes]:
    for start in range(0, len(positions), PIECE):
        comma = b"," if start else b""
        yield comma + b",".join(_told(layer, positions[start : start + PIECE], system, properties))


def _told(layer: Layer, positions: Positions, system: System, properties: Names | None) -> list[bytes]:
    features = [layer.feature(position) for position in positions.tolist()]
    if not system.stored:
        features = _moved(features, layer.geometries(positions), system)
    return features if properties is None else [_lightened(feature, properties) for feature in features]


def _moved(features: Sequence[bytes], geometries: npt.NDArray[np.object_], system: System) -> list[bytes]:
    """The features with these geometries, told in the system."""
    written = told(geometries, system)
    ends = (feature.rindex(GEOMETRY) + len(GEOMETRY) for feature in features)
    return [feature[:end] + shape + b"}" for feature, end, shape in zip(features, ends, written, strict=True)]


def _lightened(feature: bytes, properties: Names) -> bytes:
    """The feature with these properties alone."""
    begin, end = feature.index(PROPERTIES) + len(PROPERTIES), feature.rindex(GEOMETRY)
    kept = {name: value for name, value in orjson.loads(feature[begin:end]).items() if name in properties}
    return feature[:begin] + orjson.dumps(kept) + feature[end:]
