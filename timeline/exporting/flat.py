"""How does a layer become a table of plain columns, which any format can hold? Lists are joined, days made whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from timeline.exporting.tables import Tables
from timeline.layers.days import first_day, last_day
from timeline.layers.fields import LAYERS, Description, Field, Kind

BATCH = 4_096  # rows: with a country's outline in each, some 50 MB
JOINED = "; "
# Of these readers make an end of the text, or refuse the whole file (XML 1.0 has none of them).
CONTROL = r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F\x{FFFE}\x{FFFF}]"
IN_ITS_PLACE = "\N{REPLACEMENT CHARACTER}"
MULTIS: Mapping[int, Callable[..., Any]] = {
    0: shapely.multipoints,
    1: shapely.multilinestrings,
    2: shapely.multipolygons,
}
WKB = {"ARROW:extension:name": "geoarrow.wkb"}
#: Days that any program understands, beside those that say no more than is known.
WHOLE = (
    Field(name="first_day", kind=Kind.DAY, what="The first day of start, a whole date; null where start is."),
    Field(name="last_day", kind=Kind.DAY, what="The last day of end, a whole date; null where end is."),
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Flat:
    """A layer as a table of plain columns: ``fields`` in their order, and ``geometry`` where the layer has one.

    TEXTS are text joined by "; ". Whole days are ``date32``, all others text as finely as they are known.
    """

    description: Description
    fields: tuple[Field, ...]
    table: pa.Table

    @property
    def name(self) -> str:
        """What the layer is called."""
        return self.description.name

    @property
    def drawn(self) -> bool:
        """Whether it has geometries."""
        return "geometry" in self.table.column_names

    def batches(self, *, exact: bool = False) -> Iterator[pa.RecordBatch]:
        """The rows, some thousands at a time, geometries as WKB; unless ``exact``, no control characters in text."""
        schema = self.schema
        for batch in self.table.to_batches(max_chunksize=BATCH):
            columns = [_plain(batch.column(field.name), field, exact) for field in schema]
            yield pa.RecordBatch.from_arrays(columns, schema=schema)

    def reader(self) -> pa.RecordBatchReader:
        """The batches as one stream."""
        return pa.RecordBatchReader.from_batches(self.schema, self.batches())

    @property
    def latest(self) -> str:
        """The day of the last publication, ISO 8601: when what the table says was known."""
        return pc.max(self.table["published"]).as_py() or "1970-01-01"

    @property
    def schema(self) -> pa.Schema:
        """The columns of the batches; GDAL takes what each is from its metadata."""
        told = [pa.field(one.name, _type(one), metadata={"GDAL:OGR:comment": sentence(one)}) for one in self.fields]
        return pa.schema([*told, pa.field("geometry", pa.binary(), metadata=WKB)] if self.drawn else told)


def flat(tables: Tables, name: str = "events") -> Flat:
    """The stored layer of that name as a flat table. An event has the names of its places, and where the first lies."""
    description, table = LAYERS[name], tables[name]
    held = [field for field in description.fields if field.name in table.column_names]
    columns = {field.name: _joined(table[field.name]) for field in held}
    fields = [_described(field) for field in held]
    if name == "events":
        placed = _placed()
        fields, columns = [*fields, *placed], columns | _of_places(tables, placed)
    whole = whole_days(columns)
    fields += [field for field in WHOLE if field.name in whole]
    drawn = {"geometry": table["geometry"]} if description.drawn else {}
    return Flat(description=description, fields=tuple(fields), table=pa.table(columns | whole | drawn))


def of_dimension(table: Flat, name: str) -> Flat:
    """The view of that name, such as ``events-lines``: rows that have such geometries, with these alone, all Multi*."""
    description = LAYERS[name]
    assert description.dimension is not None
    drawn = table.table["geometry"].combine_chunks()
    parts = _parts(shapely.from_wkb(drawn.dictionary.to_numpy(zero_copy_only=False)), description.dimension)
    codes = drawn.indices.fill_null(-1).to_numpy()
    kept = np.append(~shapely.is_missing(parts), False)[codes]
    column = pa.DictionaryArray.from_arrays(drawn.indices, pa.array(list(shapely.to_wkb(parts)), pa.binary()))
    made = table.table.set_column(table.table.column_names.index("geometry"), "geometry", column)
    return replace(table, description=description, table=made.filter(pa.array(kept)))


def _parts(geometries: npt.NDArray[np.object_], dimension: int) -> npt.NDArray[np.object_]:
    """The parts of that dimension of each geometry as one Multi*; None where it has none."""
    parts, owners = shapely.get_parts(geometries, return_index=True)
    kept = shapely.get_dimensions(parts) == dimension
    found = np.full(len(geometries), None, dtype=object)
    MULTIS[dimension](parts[kept], indices=owners[kept], out=found)
    return found


def sentence(field: Field) -> str:
    """What a field is, with its unit and the values that it may have."""
    unit = f" In {field.unit}." if field.unit else ""
    values = f" One of: {', '.join(field.values)}." if field.values else ""
    return f"{field.what}{unit}{values}"


def by_event(tables: Tables, name: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The rows of ``places`` or ``claims`` in the order of events, and where those of each event begin (and end)."""
    owners = pc.index_in(tables[name]["event"], value_set=tables["events"]["id"].combine_chunks()).to_numpy()
    starts = np.zeros(len(tables["events"]) + 1, dtype=np.int64)
    np.cumsum(np.bincount(owners, minlength=len(starts) - 1), out=starts[1:])
    return np.argsort(owners, kind="stable"), starts


def whole_days(columns: Mapping[str, Any]) -> dict[str, pa.Array]:
    """The columns that WHOLE describes, of columns that have ``start`` and ``end``; none of others."""
    if "start" not in columns:
        return {}
    return {"first_day": _whole(columns["start"], first_day), "last_day": _whole(columns["end"], last_day)}


def _placed() -> list[Field]:
    """What an event's columns say of its places."""
    known = {field.name: field for field in LAYERS["places"].fields}
    first = [known[name] for name in ("lat", "lon", "iso_country", "geo_precision", "radius_km")]
    names = Field(name="places", kind=Kind.TEXT, what=f'The names of its places, joined by "{JOINED}".')
    return [names, *(replace(field, what=f"{field.what} Of its first place.", required=False) for field in first)]


def _of_places(tables: Tables, placed: list[Field]) -> dict[str, pa.Array]:
    """The columns that ``_placed`` describes."""
    order, starts = by_event(tables, "places")
    of_all = pa.LargeListArray.from_arrays(pa.array(starts), tables["places"]["name"].combine_chunks().take(order))
    first = pa.array(np.append(order, 0)[starts[:-1]], mask=np.diff(starts) == 0)
    own = {field.name: tables["places"][field.name].take(first) for field in placed[1:]}
    return {placed[0].name: pc.binary_join(of_all, JOINED)} | own


def _described(field: Field) -> Field:
    if field.kind is not Kind.TEXTS:
        return field
    return replace(field, kind=Kind.TEXT, what=f'{field.what} Joined by "{JOINED}".')


def _joined(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.binary_join(column, JOINED) if pa.types.is_list(column.type) else column


def _whole(column: pa.ChunkedArray, day: Callable[[str], date | None]) -> pa.Array:
    """Dates made whole; there are few different ones."""
    known = pa.chunked_array(column, pa.string()).combine_chunks().dictionary_encode()
    return pa.array([day(one) for one in known.dictionary.to_pylist()], pa.date32()).take(known.indices)


def _type(field: Field) -> pa.DataType:
    if field in WHOLE:
        return pa.date32()
    return {Kind.INTEGER: pa.int64(), Kind.NUMBER: pa.float64(), Kind.FLAG: pa.bool_()}.get(field.kind, pa.string())


def _plain(column: pa.Array, field: pa.Field, exact: bool) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string(field.type) and not exact:
        column = pc.replace_substring_regex(column, CONTROL, IN_ITS_PLACE)
    return column.cast(field.type)
