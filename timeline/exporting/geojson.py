"""How do events leave as GeoJSON (RFC 7946)?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import orjson
from shapely.geometry.base import BaseGeometry

from timeline.exporting.record import Record
from timeline.geometry import bbox, geojson, of_dimension, parsed

Told = tuple[Record, BaseGeometry | None]


def render(records: Iterable[Record]) -> bytes:
    """A FeatureCollection of the events, one feature each; an event without a place has a null geometry."""
    return layer((record, _geometry(record)) for record in records)


def layer(told: Iterable[Told]) -> bytes:
    """The same of records whose geometries are at hand."""
    features, geometries = [], []
    for record, geometry in told:
        properties = {name: value for name, value in record.items() if name != "geometry"}
        drawn = None if geometry is None else geojson(geometry)
        features.append({"type": "Feature", "id": record["id"], "geometry": drawn, "properties": properties})
        geometries += [] if geometry is None else [geometry]
    bounds = bbox(geometries)
    box = {} if bounds is None else {"bbox": bounds}
    return orjson.dumps({"type": "FeatureCollection", **box, "features": features}, option=orjson.OPT_APPEND_NEWLINE)


def part(told: Iterable[Told], dimension: int) -> bytes:
    """Only the points (0), lines (1) or areas (2) of the events: what a GIS layer of one geometry type holds."""
    parts = ((record, of_dimension(geometry, dimension)) for record, geometry in told)
    return layer((record, geometry) for record, geometry in parts if geometry is not None)


def write(records: Sequence[Record], out: Path) -> None:
    """Write the events to ``out``."""
    out.write_bytes(render(records))


def _geometry(record: Record) -> BaseGeometry | None:
    return None if record["geometry"] is None else parsed(record["geometry"])
