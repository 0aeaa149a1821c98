"""How do events leave as GeoJSON text sequences (RFC 8142), which are read feature by feature?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import orjson

from timeline.exporting import geojson
from timeline.exporting.record import Record
from timeline.geometry import parsed

RECORD_SEPARATOR, LINE_FEED = b"\x1e", b"\n"


def write(records: Sequence[Record], out: Path) -> None:
    """Write the events to ``out``."""
    save((_feature(record) for record in records), out)


def save(features: Iterable[bytes], out: Path) -> None:
    """Write features, each as JSON without a line end, to ``out``."""
    with out.open("wb") as file:
        file.writelines(RECORD_SEPARATOR + feature + LINE_FEED for feature in features)


def _feature(record: Record) -> bytes:
    geometry = None if record["geometry"] is None else parsed(record["geometry"])
    return geojson.head(record, orjson.dumps(geojson.properties(record))) + geojson.tail(geometry)
