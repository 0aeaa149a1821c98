"""How are the layers of an edition written? Each feature once, with the offset and the columns that it is found by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

import orjson
import pyarrow as pa
import shapely
from shapely.geometry.base import BaseGeometry

from timeline.exporting.record import Record
from timeline.geometry import as_written, parsed
from timeline.layers import layer
from timeline.layers.days import days
from timeline.layers.fields import LAYERS, STORED, Description, Field, Kind
from timeline.material import Keys, Material

A_BATCH = 20_000  # rows that are gathered before they become columns
TYPES: Mapping[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.DAY: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.FLAG: pa.bool_(),
    Kind.TEXTS: pa.list_(pa.string()),
}
PRIVATE: Mapping[str, pa.DataType] = {
    layer.FROM: pa.int64(),
    layer.SHAPE: pa.int64(),
    layer.FIRST: pa.int32(),
    layer.LAST: pa.int32(),
    layer.DIMENSIONS: pa.int8(),
    **dict.fromkeys(layer.BOX, pa.float64()),
}
NOWHERE = (float("nan"),) * 4
WKB = "geometry"
Maker = Callable[[Sequence[Any]], pa.Array]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A geometry as it is written: GeoJSON, WKB (None: nothing is drawn), box, and dimensions as bits."""

    text: bytes = b"null"
    wkb: bytes | None = None
    box: tuple[float, ...] = NOWHERE
    dimensions: int = 0

    @classmethod
    def of(cls, geometry: BaseGeometry | None) -> Drawn:
        """That of a geometry, with the decimals of GeoJSON everywhere."""
        if geometry is None or geometry.is_empty:
            return cls()
        same = as_written(geometry)
        dimensions = set(shapely.get_dimensions(shapely.get_parts(same)).tolist())
        return cls(
            text=shapely.to_geojson(same).encode(),
            wkb=shapely.to_wkb(same),
            box=same.bounds,
            dimensions=sum(1 << dimension for dimension in dimensions),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One feature before it is written; ``days`` are the first and the last, ``drawn`` its geometry."""

    record: Record
    drawn: Drawn
    days: tuple[int, int]


def layers(found: Material) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The names of the layers' files, each with its pieces, to be used up one after another."""
    sources: dict[str, Callable[[Material], Iterator[Told]]] = {
        "events": _events,
        "places": _places,
        "claims": _claims,
        "briefings": _briefings,
    }
    for name in STORED:
        writer = Writer(LAYERS[name])
        yield f"{layer.FOLDER}/{name}.geojson", writer.collection(sources[name](found))
        yield f"{layer.FOLDER}/{name}.arrow", writer.columns()


class Writer:
    """Writes a layer: its features as they come, and then the columns that were noted meanwhile."""

    def __init__(self, description: Description) -> None:
        self._fields = {field.name: _maker(field) for field in description.fields if field.kind is not Kind.PARTS}
        self._rows: list[tuple[Any, ...]] = []
        self._batches: list[list[pa.Array]] = []
        self._shapes: dict[bytes, int] = {}
        self._at = len(layer.OPENING)
        self._extent = list(NOWHERE)

    def collection(self, told: Iterator[Told]) -> Iterator[bytes]:
        """The FeatureCollection, piece by piece."""
        yield layer.OPENING
        for number, one in enumerate(told):
            yield self._feature(one, b"," if number else b"")
        yield layer.closing(None if self._extent[0] != self._extent[0] else self._extent)

    def columns(self) -> Iterator[bytes]:
        """The Arrow file of all features that were written."""
        self._turn()
        columns = [pa.concat_arrays(parts) for parts in zip(*self._batches, strict=True)]
        names = [*self._fields, *PRIVATE]
        order = sorted(range(len(columns[0])), key=columns[names.index("id")].to_pylist().__getitem__)
        shapes = pa.DictionaryArray.from_arrays(columns.pop(), pa.array(list(self._shapes), pa.binary()))
        written = pa.RecordBatch.from_arrays(
            [*columns, pa.array(order, pa.int32()), shapes], names=[*names, layer.ORDER, WKB]
        ).replace_schema_metadata({layer.END: str(self._at)})
        out = BytesIO()
        with pa.ipc.new_file(out, written.schema) as file:
            file.write_batch(written)
        yield out.getvalue()

    def _feature(self, told: Told, comma: bytes) -> bytes:
        record, drawn = told.record, told.drawn
        opening = b'{"type":"Feature","id":' + orjson.dumps(record["id"])
        head = b"".join((opening, layer.PROPERTIES, orjson.dumps(record), layer.GEOMETRY))
        start = self._at + len(comma)
        code = None if drawn.wkb is None else self._shapes.setdefault(drawn.wkb, len(self._shapes))
        private = (start, start + len(head), *told.days, drawn.dimensions, *drawn.box, code)
        self._rows.append((*map(record.get, self._fields), *private))
        self._reach(drawn)
        if len(self._rows) == A_BATCH:
            self._turn()
        written = b"".join((comma, head, drawn.text, b"}"))
        self._at += len(written)
        return written

    def _reach(self, drawn: Drawn) -> None:
        if drawn.dimensions:
            joined = zip(self._extent, drawn.box, (min, min, max, max), strict=True)
            self._extent = [edge if mine != mine else further(mine, edge) for mine, edge, further in joined]

    def _turn(self) -> None:
        """Make columns of the rows that wait."""
        makers: list[Maker] = [
            *self._fields.values(),
            *(partial(pa.array, type=of) for of in (*PRIVATE.values(), pa.int32())),
        ]
        gathered = zip(*self._rows, strict=True) if self._rows else ((),) * len(makers)
        self._batches.append([make(values) for make, values in zip(makers, gathered, strict=True)])
        self._rows.clear()


def _maker(field: Field) -> Maker:
    """What makes a column of the values of a field."""
    if field.kind is not Kind.CHOICE:
        return partial(pa.array, type=TYPES[field.kind])
    choices, number = pa.array(field.values), {value: at for at, value in enumerate(field.values)}.get
    return lambda values: pa.DictionaryArray.from_arrays(pa.array(map(number, values), pa.int8()), choices)


def _events(found: Material) -> Iterator[Told]:
    drawn: dict[Keys, Drawn] = {}
    for record, keys in zip(found.records, found.keys, strict=True):
        if keys not in drawn:
            drawn[keys] = Drawn.of(found.geometries[keys])
        yield Told(record=record, drawn=drawn[keys], days=days(record["start"], record["end"]))


def _places(found: Material) -> Iterator[Told]:
    shapes = {shape["id"]: Drawn.of(parsed(shape["geometry"])) for shape in found.shapes}
    for event, keys in zip(found.records, found.keys, strict=True):
        when = days(event["start"], event["end"])
        for number, (place, key) in enumerate(zip(event["places"], keys, strict=True), 1):
            own = {"id": f"{event['id']}-{number}", **_of(event), "place": place["id"], **_but_id(place)}
            yield Told(record=own | _published(event), drawn=shapes[key], days=when)


def _claims(found: Material) -> Iterator[Told]:
    for told in _events(found):
        event = told.record
        for number, claim in enumerate(event["claims"], 1):
            own = {"id": f"{event['id']}-{number}", **_of(event), **claim, **_published(event)}
            yield Told(record=own, drawn=told.drawn, days=told.days)


def _briefings(found: Material) -> Iterator[Told]:
    events = Counter(record["doc_id"] for record in found.records)
    for briefing in found.briefings:
        own = {field.name: briefing.get(field.name) for field in LAYERS["briefings"].fields}
        day = date.fromisoformat(briefing["published"]).toordinal()
        yield Told(record=own | {"events": events[briefing["id"]]}, drawn=Drawn(), days=(day, day))


def _of(event: Record) -> Record:
    """What a place or a claim has of its event."""
    names = ("doc_id", "title", "start", "end", "time_precision", "category", "modality")
    return {"event": event["id"], **{name: event[name] for name in names}}


def _published(event: Record) -> Record:
    return {"publisher": event["publisher"], "published": event["published"]}


def _but_id(place: Record) -> Record:
    return {name: value for name, value in place.items() if name != "id"}
