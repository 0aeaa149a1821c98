"""How are the layers of an edition written? Each feature once, with the offset and the columns that it is found by.

Features are put together of JSON that is written once for all of them that have it.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from io import RawIOBase
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from shapely.geometry.base import BaseGeometry

from timeline.exporting.record import Record
from timeline.geometry import as_written, together
from timeline.layers import layer
from timeline.layers.days import Days, days
from timeline.layers.fields import LAYERS, STORED, Kind
from timeline.layers.nearness import packed
from timeline.material import Keys, Material
from timeline.tabling import Table, Tabling
from timeline.writing import Taking

OF_EVENT = ("doc_id", "title", "start", "end", "time_precision", "category", "modality")  # what places and claims have
NOWHERE = (float("nan"),) * 4
WKB = "geometry"
HEAD: Final = b'{"type":"Feature","id":'
AROUND: Final = len(HEAD + layer.PROPERTIES + layer.GEOMETRY)  # id and properties, before the geometry


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
class Rows:
    """The columns of a layer that has been written, and for each row the position of its event."""

    columns: pa.RecordBatch
    owners: npt.NDArray[np.intp]


class Layering:
    """Writes all layers. Events come one by one, in order of time; ``opened`` gives what takes a file's bytes."""

    def __init__(self, found: Material, opened: Callable[[str], Taking], tabling: Tabling) -> None:
        self._found, self._opened = found, opened
        self._layers = {
            name: Writer(
                tabling.opened(name, [field for field in LAYERS[name].fields if field.kind is not Kind.PARTS]),
                opened(f"{layer.FOLDER}/{name}.geojson"),
            )
            for name in STORED
        }
        self._told = Counter[str]()
        self._drawn: dict[Keys, Drawn] = {}

    def add(self, told: bytes, record: Record, keys: Keys) -> None:
        """The next event, its places and claims: its record and that as JSON, and the keys of its places' shapes."""
        drawn, when = self._together(keys), days(record["start"], record["end"])
        self._told[record["doc_id"]] += 1
        id = orjson.dumps(record["id"])
        self._layers["events"].add(id, told, drawn, when)
        before = b',"event":%b,%b,' % (id, _members({name: record[name] for name in OF_EVENT}))
        after = b",%b}" % _members({name: record[name] for name in ("publisher", "published")})
        for number, (place, key) in enumerate(zip(record["places"], keys, strict=True), 1):
            own = b'%b-%d"' % (id[:-1], number)
            # A place begins with "id":"gn:1566083", which is "place":"gn:1566083" here.
            told = b'{"id":%b%b"place%b%b' % (own, before, _members(place).removeprefix(b'"id'), after)
            self._layers["places"].add(own, told, self._together((key,)), when)
        for number, claim in enumerate(record["claims"], 1):
            own = b'%b-%d"' % (id[:-1], number)
            self._layers["claims"].add(own, b'{"id":%b%b%b%b' % (own, before, _members(claim), after), drawn, when)

    def ended(self) -> Iterator[tuple[str, Rows]]:
        """Write the briefings, and when all has come the columns of each layer: those of events and what they have."""
        for briefing in self._found.briefings:
            own = {field.name: briefing.get(field.name) for field in LAYERS["briefings"].fields}
            day = date.fromisoformat(briefing["published"]).toordinal()
            told = orjson.dumps(own | {"events": self._told[briefing["id"]]})
            self._layers["briefings"].add(orjson.dumps(briefing["id"]), told, Drawn(), (day, day))
        self._end("briefings")
        events = self._end("events")
        ids = events["id"]
        yield "events", Rows(columns=events, owners=np.arange(len(ids)))
        del events
        for name in ("places", "claims"):
            rows = self._end(name)
            yield name, Rows(columns=rows, owners=pc.index_in(rows["event"], value_set=ids).to_numpy().astype(np.intp))

    def _end(self, name: str) -> pa.RecordBatch:
        pa.default_memory_pool().release_unused()
        return self._layers.pop(name).end(self._opened(f"{layer.FOLDER}/{name}.arrow"))

    def _together(self, keys: Keys) -> Drawn:
        if keys not in self._drawn:
            self._drawn[keys] = Drawn.of(together(self._found.drawn[key] for key in keys))
        return self._drawn[keys]


class Writer:
    """Writes a layer: its features as they come, and then the columns of them."""

    def __init__(self, table: Table, write: Taking) -> None:
        self._table, self._write = table, write
        self._shapes, self._codes = [Drawn()], {Drawn().wkb: 0}
        self._from, self._numbers = array("q"), array("i")
        self._at, self._comma = len(layer.OPENING), b""
        write(layer.OPENING)

    def add(self, id: bytes, told: bytes, drawn: Drawn, lasting: Days) -> None:
        """The next feature, from the first to the last day that it lasts: its id and its properties as JSON."""
        if drawn.wkb not in self._codes:
            self._codes[drawn.wkb] = len(self._shapes)
            self._shapes.append(drawn)
        # In pieces, not put together here: the text of a country is many times what is said of it.
        self._write(self._comma, HEAD, id, layer.PROPERTIES, told, layer.GEOMETRY, drawn.text, b"}")
        head = len(id) + len(told) + AROUND
        start = self._at + len(self._comma)
        self._from.append(start)
        self._numbers.extend((head, *lasting, self._codes[drawn.wkb]))
        self._at, self._comma = start + head + len(drawn.text) + 1, b","
        self._table.add(told)

    def end(self, write: Taking) -> pa.RecordBatch:
        """Close the collection, and write the Arrow file of all features that came: their columns."""
        columns = self._table.columns()
        private, drawn = self._private()
        near, points, placed = packed([private[name] for name in layer.BOX])
        self._write(layer.closing(layer.reach([private[name] for name in layer.BOX])))
        written = pa.RecordBatch.from_pydict(
            columns
            | private
            | {layer.ORDER: pc.array_sort_indices(columns["id"]).cast(pa.int32()), layer.NEAR: near, WKB: drawn}
        ).replace_schema_metadata({layer.END: str(self._at), layer.POINTS: str(points), layer.PLACED: str(placed)})
        with pa.ipc.new_file(pa.PythonFile(_Taking(write), mode="w"), written.schema) as file:
            file.write_batch(written)
        return written

    def _private(self) -> tuple[dict[str, npt.NDArray[Any]], pa.DictionaryArray]:
        """The columns that are not fields, and the geometries."""
        starts = np.frombuffer(self._from, dtype=np.int64)
        lengths, first, last, codes = np.frombuffer(self._numbers, dtype=np.intc).reshape(-1, 4).T
        boxes = np.array([shape.box for shape in self._shapes])[codes].T
        dimensions = np.array([shape.dimensions for shape in self._shapes], dtype=np.int8)[codes]
        indices = pa.array(np.maximum(codes - 1, 0), pa.int32(), mask=codes == 0)
        drawn = pa.DictionaryArray.from_arrays(
            indices, pa.array([shape.wkb for shape in self._shapes[1:]], pa.binary())
        )
        return {
            layer.FROM: starts,
            layer.SHAPE: starts + lengths,
            layer.FIRST: first.copy(),
            layer.LAST: last.copy(),
            layer.DIMENSIONS: dimensions,
            **{name: np.ascontiguousarray(edge) for name, edge in zip(layer.BOX, boxes, strict=True)},
        }, drawn


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


def _members(record: Record) -> bytes:
    """The members of a record as JSON, without the braces around them."""
    return orjson.dumps(record)[1:-1]
