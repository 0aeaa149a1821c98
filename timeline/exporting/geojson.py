"""How do events leave as GeoJSON (RFC 7946)?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import orjson
from shapely.geometry.base import BaseGeometry

from timeline.exporting.record import Record
from timeline.geometry import bbox, geojson, parsed

CLOSING = b"]}\n"


def render(records: Iterable[Record]) -> bytes:
    """A FeatureCollection of the events, one feature each; an event without a place has a null geometry."""
    told = [(record, None if record["geometry"] is None else parsed(record["geometry"])) for record in records]
    features = [head(record, orjson.dumps(properties(record))) + tail(geometry) for record, geometry in told]
    return opening(geometry for _, geometry in told if geometry is not None) + b",".join(features) + CLOSING


def opening(geometries: Iterable[BaseGeometry]) -> bytes:
    """What stands before the features that have these geometries."""
    bounds = bbox(geometries)
    collection = {"type": "FeatureCollection"} | ({} if bounds is None else {"bbox": bounds})
    return orjson.dumps(collection)[:-1] + b',"features":['


def head(record: Record, properties: bytes) -> bytes:
    """The feature of an event up to its geometry. ``properties`` is the record as JSON, less its geometry."""
    return b'{"type":"Feature","id":' + orjson.dumps(record["id"]) + b',"properties":' + properties + b',"geometry":'


def tail(geometry: BaseGeometry | None) -> bytes:
    """The feature of an event from its geometry on."""
    return orjson.dumps(None if geometry is None else geojson(geometry)) + b"}"


def write(records: Sequence[Record], out: Path) -> None:
    """Write the events to ``out``."""
    out.write_bytes(render(records))


def properties(record: Record) -> Record:
    return {name: value for name, value in record.items() if name != "geometry"}
