"""How do events leave as a GeoPackage (OGC 12-128r19)? All tables in one file, what their columns hold beside them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from timeline.exporting import gdal
from timeline.exporting.flat import Flat, flat
from timeline.exporting.record import Record
from timeline.exporting.tables import Tables, tables


def write(records: Sequence[Record], out: Path) -> None:
    """Write the events, their places, claims and briefings to ``out``."""
    save(tables(records), out)


def save(found: Tables, out: Path) -> None:
    """Write a layer for each of these tables to ``out``."""
    layers = [flat(found, name) for name in found]
    with gdal.named(out, ".gpkg") as made:
        for layer in layers:
            told = {"DESCRIPTION": layer.description.what, "IDENTIFIER": layer.description.title}
            gdal.save(layer.reader(), made, "GPKG", layer.name, layer.latest, layer=told)
        with closing(sqlite3.connect(made)) as package, package:
            _name_choices(package, layers)


def _name_choices(package: sqlite3.Connection, layers: Sequence[Flat]) -> None:
    """Add which values a column may have (extension ``gpkg_schema``): GDAL takes descriptions only."""
    choices = list(_choices(layers))
    package.executemany(
        "INSERT INTO gpkg_data_column_constraints (constraint_name, constraint_type, value) VALUES (?, 'enum', ?)",
        sorted({(name, value) for _, _, name, values in choices for value in values}),
    )
    package.executemany(
        "UPDATE gpkg_data_columns SET constraint_name = ? WHERE table_name = ? AND column_name = ?",
        [(name, table, column) for table, column, name, _ in choices],
    )


def _choices(layers: Sequence[Flat]) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Table, column, name of the constraint (the same column means the same everywhere), values."""
    for layer in layers:
        for field in layer.fields:
            if field.values:
                yield layer.name, field.name, f"dateline_{field.name}", field.values
