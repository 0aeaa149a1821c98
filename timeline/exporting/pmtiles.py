"""How do events leave as PMTiles, vector tiles in one file that a map reads from any web server by ranges?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from timeline.errors import ArgumentRefused
from timeline.exporting import gdal
from timeline.exporting.flat import Flat, flat
from timeline.exporting.record import Record
from timeline.exporting.tables import tables

DEEPEST = 8  # zoom: a pixel of its tiles is some 150 m, finer than places are known
#: What a map shows of an event; all else is found by its id.
SHOWN = ("id", "title", "start", "end", "category", "modality", "happening", "geometry")


def write(records: Sequence[Record], out: Path) -> None:
    """Write the events that have a place to ``out``."""
    save(flat(tables(records)), out)


def save(table: Flat, out: Path) -> None:
    """Write the rows that have a geometry to ``out``; where a tile would be too large, it has not all of them.

    Raises ArgumentRefused where no row has one: tiles hold nothing else.
    """
    if table.table["geometry"].null_count == len(table.table):
        raise ArgumentRefused("pmtiles: tiles hold only what has a place, and no event here has one; try geojson")
    schema = pa.schema([table.schema.field(name) for name in SHOWN])
    batches = (batch.select(list(SHOWN)).filter(batch["geometry"].is_valid()) for batch in table.batches())
    about = {"NAME": table.description.title, "DESCRIPTION": table.description.what, "TYPE": "overlay"}
    with gdal.named(out, ".pmtiles") as made:
        gdal.save(
            pa.RecordBatchReader.from_batches(schema, batches),
            made,
            "PMTiles",
            table.name,
            table.latest,
            dataset=about | {"MINZOOM": "0", "MAXZOOM": str(DEEPEST)},
        )
