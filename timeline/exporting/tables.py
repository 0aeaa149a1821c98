"""What is in the tables that formats are made of? One a stored layer, of an edition or of the records of events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import orjson
import pyarrow as pa
import shapely

from timeline.exporting.record import Record
from timeline.layers.fields import LAYERS, Field, Kind

#: A column for each field but PARTS, by its name; ``geometry``, where there is one, is a dictionary of WKB (WGS 84,
#: longitude first). By the name of the layer: ``events``, ``places``, ``claims``, ``briefings``.
Tables = Mapping[str, pa.Table]

TYPES: Mapping[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.CHOICE: pa.dictionary(pa.int32(), pa.string()),
    Kind.DAY: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.FLAG: pa.bool_(),
    Kind.TEXTS: pa.list_(pa.string()),
}
GEOMETRY = pa.dictionary(pa.int32(), pa.binary())
OF_EVENT = ("doc_id", "title", "start", "end", "time_precision", "category", "modality", "publisher", "published")
OF_BRIEFING = ["id", "publisher", "published", "events"]


def tables(records: Sequence[Record]) -> Tables:
    """The tables of these events. A place is drawn as its point and a briefing has no title: records know no more."""
    geometries = [_json(record["geometry"]) for record in records]
    places = [_part(record, place, number) for record in records for number, place in enumerate(record["places"], 1)]
    claims = [_part(record, claim, number) for record in records for number, claim in enumerate(record["claims"], 1)]
    counts = [len(record["claims"]) for record in records]
    return {
        "events": _table("events", records, _drawn(geometries)),
        "places": _table("places", places, _drawn(_points(places))),
        "claims": _table("claims", claims, _drawn(np.repeat(np.array(geometries, dtype=object), counts))),
        "briefings": _table("briefings", _briefings(records), None).select(OF_BRIEFING),
    }


def _table(name: str, rows: Sequence[Record], geometry: pa.Array | None) -> pa.Table:
    kept = [field for field in LAYERS[name].fields if field.kind is not Kind.PARTS]
    columns = {field.name: _column(field, rows) for field in kept}
    return pa.table(columns if geometry is None else columns | {"geometry": geometry})


def _column(field: Field, rows: Sequence[Record]) -> pa.Array:
    values = [row.get(field.name) for row in rows]
    if field.kind is Kind.CHOICE:
        return pa.array(values, pa.string()).dictionary_encode()
    return pa.array(values, TYPES[field.kind])


def _part(record: Record, part: Record, number: int) -> Record:
    """A place or a claim of an event, with what it needs to be understood apart from it."""
    own = {"id": f"{record['id']}-{number}", "event": record["id"], "place": part.get("id")}
    return part | {name: record.get(name) for name in OF_EVENT} | own


def _briefings(records: Iterable[Record]) -> list[Record]:
    found: dict[str, Record] = {}
    for record in records:
        known = found.setdefault(record["doc_id"], {"id": record["doc_id"], "events": 0})
        known.update(publisher=record.get("publisher"), published=record.get("published"), events=known["events"] + 1)
    return list(found.values())


def _points(places: Iterable[Record]) -> list[bytes]:
    return [_json({"type": "Point", "coordinates": [place["lon"], place["lat"]]}) or b"" for place in places]


def _json(geometry: Record | None) -> bytes | None:
    return None if geometry is None else orjson.dumps(geometry)


def _drawn(geometries: Iterable[bytes | None]) -> pa.Array:
    """Each different geometry once, as WKB, and which of them each row has."""
    numbers: dict[bytes, int] = {}
    rows = [None if one is None else numbers.setdefault(one, len(numbers)) for one in geometries]
    drawn = shapely.to_wkb(shapely.from_geojson(np.array(list(numbers), dtype=object)))
    return pa.DictionaryArray.from_arrays(pa.array(rows, pa.int32()), pa.array(list(drawn), pa.binary()))
