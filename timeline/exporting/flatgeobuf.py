"""How do events leave as FlatGeobuf, of which a client reads only what lies where it looks?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from timeline.exporting import gdal
from timeline.exporting.flat import Flat, flat
from timeline.exporting.record import Record
from timeline.exporting.tables import tables


def write(records: Sequence[Record], out: Path) -> None:
    """Write the events to ``out``."""
    save(flat(tables(records)), out)


def save(table: Flat, out: Path) -> None:
    """Write the table to ``out``, in an order of space and with its index where every row has a geometry.

    The index of a FlatGeobuf holds none that has no place, and rather than leave such events out it is left out.
    """
    told = {"TITLE": table.description.title, "DESCRIPTION": table.description.what}
    indexed = table.drawn and len(table.table) > 0 and table.table["geometry"].null_count == 0
    with gdal.named(out, ".fgb") as made:
        options = told | {"SPATIAL_INDEX": "YES" if indexed else "NO"}
        gdal.save(table.reader(), made, "FlatGeobuf", table.name, table.latest, layer=options)
