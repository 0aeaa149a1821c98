"""How do events leave as GeoJSON (RFC 7946)?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import orjson

from timeline.exporting.record import Record
from timeline.geometry import bbox, geometry, of_dimension
from timeline.geometry import geojson as written


def render(records: Iterable[Record]) -> bytes:
    """A FeatureCollection of the events, one feature each; an event without a place has a null geometry."""
    return _dump([_feature(record, record["geometry"]) for record in records])


def render_dimension(records: Iterable[Record], dimension: int) -> bytes:
    """Only the points (0), lines (1) or areas (2) of the events: what a GIS layer of one geometry type holds."""
    parts = ((record, of_dimension(_geometry(record), dimension)) for record in records)
    return _dump([_feature(record, written(part)) for record, part in parts if part is not None])


def write(records: Sequence[Record], out: Path) -> None:
    """Write the events to ``out``."""
    out.write_bytes(render(records))


def _geometry(record: Record) -> Any:
    return None if record["geometry"] is None else geometry(record["geometry"])


def _feature(record: Record, drawn: dict[str, Any] | None) -> dict[str, Any]:
    properties = {name: value for name, value in record.items() if name != "geometry"}
    return {"type": "Feature", "id": record["id"], "geometry": drawn, "properties": properties}


def _dump(features: list[dict[str, Any]]) -> bytes:
    bounds = bbox(geometry(feature["geometry"]) for feature in features if feature["geometry"] is not None)
    box = {} if bounds is None else {"bbox": bounds}
    return orjson.dumps({"type": "FeatureCollection", **box, "features": features}, option=orjson.OPT_APPEND_NEWLINE)
