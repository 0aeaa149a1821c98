"""How do events leave as GeoParquet 1.1? Lists stay lists, and a box beside each geometry lets readers skip rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from timeline.exporting.flat import WHOLE, by_event, sentence, whole_days
from timeline.exporting.record import Record
from timeline.exporting.tables import Tables, tables
from timeline.layers.fields import LAYERS, Field, Kind

ROWS = 16_384  # in a row group: what a reader skips or takes
EDGES = ("xmin", "ymin", "xmax", "ymax")
BOX = pa.struct([(edge, pa.float64()) for edge in EDGES])
# A country's outline stands in a row group once, however many rows have it.
WRITTEN = {"compression": "zstd", "write_page_index": True, "dictionary_pagesize_limit": 1 << 26}
COVERING = {"bbox": {edge: ["bbox", edge] for edge in EDGES}}


def write(records: Sequence[Record], out: Path) -> None:
    """Write the events to ``out``."""
    save(tables(records), out)


def save(found: Tables, out: Path, name: str = "events") -> None:
    """Write the layer of that name to ``out``: an event with its places and claims, less what else names may mean."""
    columns, told = _columns(found, name), {one.name: sentence(one) for one in (*LAYERS[name].fields, *WHOLE)}
    schema = pa.schema([pa.field(one, of.type, metadata={"description": told[one]}) for one, of in columns.items()])
    drawn = None
    if LAYERS[name].drawn:
        columns, drawn = columns | {"geometry": found[name]["geometry"]}, _Drawn()
        schema = schema.append(pa.field("geometry", pa.binary())).append(pa.field("bbox", BOX))
    with pq.ParquetWriter(out, schema, **WRITTEN) as writer:
        for batch in pa.table(columns).to_batches(max_chunksize=ROWS):
            rows = batch.columns if drawn is None else [*batch.columns[:-1], *drawn.columns(batch.column("geometry"))]
            writer.write_batch(pa.record_batch(rows, schema=schema), row_group_size=ROWS)
        writer.add_key_value_metadata({"data_dictionary": orjson.dumps(told), **({} if drawn is None else drawn.geo())})


@dataclass(slots=True)
class _Drawn:
    """What the geometries written so far are, as the file's metadata say it."""

    kinds: set[str] = field(default_factory=set)
    bounds: list[float] = field(default_factory=lambda: [np.inf, np.inf, -np.inf, -np.inf])

    def columns(self, geometry: pa.Array) -> tuple[pa.Array, pa.Array]:
        """The geometries as WKB, and the box of each; null where there is none."""
        written = geometry.dictionary_decode()
        drawn = shapely.from_wkb(written.to_numpy(zero_copy_only=False))
        self.kinds |= {one.geom_type for one in drawn if one is not None}
        edges = shapely.bounds(drawn)
        if len(self.kinds):
            self.bounds = [
                *np.fmin(self.bounds[:2], np.fmin.reduce(edges[:, :2])).tolist(),
                *np.fmax(self.bounds[2:], np.fmax.reduce(edges[:, 2:])).tolist(),
            ]
        boxes = pa.StructArray.from_arrays(
            [pa.array(edge) for edge in edges.T], fields=list(BOX), mask=pa.array(np.isnan(edges[:, 0]))
        )
        return written, boxes

    def geo(self) -> dict[str, bytes]:
        """The metadata that make a Parquet file a GeoParquet one; WGS 84, longitude first, is what it says of none."""
        column: dict[str, Any] = {"encoding": "WKB", "geometry_types": sorted(self.kinds), "covering": COVERING}
        bounds = {"bbox": self.bounds} if self.kinds else {}
        columns = {"geometry": column | bounds}
        return {"geo": orjson.dumps({"version": "1.1.0", "primary_column": "geometry", "columns": columns})}


def _columns(found: Tables, name: str) -> dict[str, Any]:
    """The columns but for the geometry; choices as text, as other programs know them."""
    table, columns = found[name], {}
    for one in LAYERS[name].fields:
        if one.kind is Kind.CHOICE:
            columns[one.name] = table[one.name].cast(pa.string())
        elif one.kind is not Kind.PARTS:
            columns[one.name] = table[one.name]
        elif name == "events":
            columns[one.name] = _nested(found, one)
    return columns | whole_days(columns)


def _nested(found: Tables, parts: Field) -> pa.Array:
    """The places or claims of each event as a list of objects."""
    order, starts = by_event(found, parts.name)
    own = {"id": "place"} if parts.name == "places" else {}
    table = found[parts.name].take(order)
    columns = {
        one.name: table[own.get(one.name, one.name)].cast(
            pa.string() if one.kind is Kind.CHOICE else table[own.get(one.name, one.name)].type
        )
        for one in parts.parts
        if one.kind is not Kind.PARTS
    }
    items = pa.table(columns).to_struct_array().combine_chunks()
    return pa.ListArray.from_arrays(pa.array(starts, pa.int32()), items)
