"""How do events leave as PMTiles, vector tiles in one file that a map reads from any web server by ranges?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import shapely
from shapely.geometry.base import BaseGeometry

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

    An area is a point within it: the outline of a country, with each event that names it, in each of some hundred
    tiles, would be hundreds of times the data.

    Raises ArgumentRefused where no row has one: tiles hold nothing else.
    """
    if table.table["geometry"].null_count == len(table.table):
        raise ArgumentRefused("pmtiles: tiles hold only what has a place, and no event here has one; try geojson")
    schema = pa.schema([table.schema.field(name) for name in SHOWN])
    batches = (_light(batch.select(list(SHOWN)).filter(batch["geometry"].is_valid())) for batch in table.batches())
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


def _light(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The rows with points for their areas."""
    drawn = shapely.from_wkb(batch["geometry"].to_numpy(zero_copy_only=False))
    for row in np.flatnonzero(shapely.get_dimensions(drawn) == 2):
        drawn[row] = _without_areas(drawn[row])
    column = pa.array(list(shapely.to_wkb(drawn)), pa.binary())
    return batch.set_column(batch.schema.names.index("geometry"), batch.schema.field("geometry"), column)


def _without_areas(geometry: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(geometry)
    areas = shapely.get_dimensions(parts) == 2
    point = shapely.point_on_surface(shapely.multipolygons(parts[areas]))
    light: BaseGeometry = point if areas.all() else shapely.geometrycollections([*parts[~areas], point])
    return light
