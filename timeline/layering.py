"""How are the layers of an edition written? Each feature once, with the offset and the columns that it is found by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import RawIOBase
from typing import Any

import orjson
import pyarrow as pa
import shapely
from shapely.geometry.base import BaseGeometry

from timeline.exporting.record import Record
from timeline.geometry import as_written, parsed
from timeline.layers import layer
from timeline.layers.days import Days, days
from timeline.layers.fields import LAYERS, STORED, Description, Field, Kind
from timeline.layers.nearness import packed
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
Taking = Callable[[bytes | memoryview], None]
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


class Layering:
    """Writes all layers. Events come one by one, in order of time; ``opened`` gives what takes a file's bytes."""

    def __init__(self, found: Material, opened: Callable[[str], Taking]) -> None:
        self._found, self._opened = found, opened
        self._layers = {name: Writer(LAYERS[name], opened(f"{layer.FOLDER}/{name}.geojson")) for name in STORED}
        self._told = Counter[str]()
        self._drawn: dict[Keys, Drawn] = {}
        self._shapes: dict[str, Drawn] = {}
        self._geometries = {shape["id"]: shape["geometry"] for shape in found.shapes}

    def add(self, record: Record, keys: Keys) -> None:
        """The next event, its places and claims; ``keys`` are those of its places' shapes."""
        if keys not in self._drawn:
            self._drawn[keys] = Drawn.of(self._found.geometries[keys])
        drawn, when = self._drawn[keys], days(record["start"], record["end"])
        self._told[record["doc_id"]] += 1
        self._layers["events"].add(record, drawn, when)
        event, published = _of(record), _published(record)
        for number, (place, key) in enumerate(zip(record["places"], keys, strict=True), 1):
            own = {"id": f"{record['id']}-{number}", **event, "place": place["id"], **_but_id(place), **published}
            self._layers["places"].add(own, self._shape(key), when)
        for number, claim in enumerate(record["claims"], 1):
            own = {"id": f"{record['id']}-{number}", **event, **claim, **published}
            self._layers["claims"].add(own, drawn, when)

    def end(self) -> None:
        """Write the briefings, and when all has come the columns of each layer."""
        for briefing in self._found.briefings:
            own = {field.name: briefing.get(field.name) for field in LAYERS["briefings"].fields}
            day = date.fromisoformat(briefing["published"]).toordinal()
            self._layers["briefings"].add(own | {"events": self._told[briefing["id"]]}, Drawn(), (day, day))
        for name, writer in self._layers.items():
            writer.end(self._opened(f"{layer.FOLDER}/{name}.arrow"))

    def _shape(self, key: str) -> Drawn:
        if key not in self._shapes:
            self._shapes[key] = Drawn.of(parsed(self._geometries[key]))
        return self._shapes[key]


class Writer:
    """Writes a layer: its features as they come, and then the columns that were noted meanwhile."""

    def __init__(self, description: Description, write: Taking) -> None:
        self._write = write
        self._fields = {field.name: _maker(field) for field in description.fields if field.kind is not Kind.PARTS}
        self._rows: list[tuple[Any, ...]] = []
        self._batches: list[list[pa.Array]] = []
        self._shapes: dict[bytes, int] = {}
        self._at = len(layer.OPENING)
        write(layer.OPENING)

    def add(self, record: Record, drawn: Drawn, lasting: Days) -> None:
        """The next feature, from the first to the last day that it lasts."""
        opening = b'{"type":"Feature","id":' + orjson.dumps(record["id"])
        head = b"".join((opening, layer.PROPERTIES, orjson.dumps(record), layer.GEOMETRY))
        comma = b"," if self._at > len(layer.OPENING) else b""
        start = self._at + len(comma)
        code = None if drawn.wkb is None else self._shapes.setdefault(drawn.wkb, len(self._shapes))
        private = (start, start + len(head), *lasting, drawn.dimensions, *drawn.box, code)
        self._rows.append((*map(record.get, self._fields), *private))
        self._at = start + len(head) + len(drawn.text) + 1
        self._write(b"".join((comma, head, drawn.text, b"}")))
        if len(self._rows) == A_BATCH:
            self._turn()

    def end(self, write: Taking) -> None:
        """Close the collection, and write the Arrow file of all features that came."""
        self._turn()
        columns = [pa.concat_arrays([batch.pop() for batch in self._batches]) for _ in range(len(self._batches[0]))]
        columns.reverse()  # the last was taken first, so that each could be let go of as soon as it was joined
        names = [*self._fields, *PRIVATE]
        boxes = [columns[names.index(name)].to_numpy() for name in layer.BOX]
        self._write(layer.closing(layer.reach(boxes)))
        order = sorted(range(len(columns[0])), key=columns[names.index("id")].to_pylist().__getitem__)
        shapes = pa.DictionaryArray.from_arrays(columns.pop(), pa.array(list(self._shapes), pa.binary()))
        near, points, placed = packed(boxes)
        written = pa.RecordBatch.from_arrays(
            [*columns, pa.array(order, pa.int32()), pa.array(near), shapes],
            names=[*names, layer.ORDER, layer.NEAR, WKB],
        ).replace_schema_metadata({layer.END: str(self._at), layer.POINTS: str(points), layer.PLACED: str(placed)})
        with pa.ipc.new_file(pa.PythonFile(_Taking(write), mode="w"), written.schema) as file:
            file.write_batch(written)

    def _turn(self) -> None:
        """Make columns of the rows that wait."""
        makers: list[Maker] = [
            *self._fields.values(),
            *(partial(pa.array, type=of) for of in (*PRIVATE.values(), pa.int32())),
        ]
        gathered = zip(*self._rows, strict=True) if self._rows else ((),) * len(makers)
        self._batches.append([make(values) for make, values in zip(makers, gathered, strict=True)])
        self._rows.clear()


class _Taking(RawIOBase):
    """A file, as Arrow wants one, that hands on what is written to it."""

    def __init__(self, write: Taking) -> None:
        self._take = write

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        taken = memoryview(piece)
        self._take(taken)
        return taken.nbytes


def _maker(field: Field) -> Maker:
    """What makes a column of the values of a field."""
    if field.kind is not Kind.CHOICE:
        return partial(pa.array, type=TYPES[field.kind])
    choices, number = pa.array(field.values), {value: at for at, value in enumerate(field.values)}.get
    return lambda values: pa.DictionaryArray.from_arrays(pa.array(map(number, values), pa.int8()), choices)


def _of(event: Record) -> Record:
    """What a place or a claim has of its event."""
    names = ("doc_id", "title", "start", "end", "time_precision", "category", "modality")
    return {"event": event["id"], **{name: event[name] for name in names}}


def _published(event: Record) -> Record:
    return {"publisher": event["publisher"], "published": event["published"]}


def _but_id(place: Record) -> Record:
    return {name: value for name, value in place.items() if name != "id"}
