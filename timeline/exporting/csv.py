"""How do events leave as a table that a spreadsheet may open?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from timeline.exporting.flat import Flat, flat
from timeline.exporting.record import Record
from timeline.exporting.tables import tables

#: The columns of events. Those that came later stand last, for programs that count them.
COLUMNS = (
    "id", "doc_id", "title", "start", "end", "time_precision", "time_phrase", "category", "modality", "actors",
    "source_of_claim", "places", "lat", "lon", "iso_country", "geo_precision", "radius_km", "quote",
    "happening", "acled_type", "plover_type", "first_day", "last_day", "publisher", "published", "countries",
    "char_start", "char_end",
)  # fmt: skip
# A spreadsheet runs a cell that begins so: =HYPERLINK(...), +1, -1, @SUM(...); it skips a tab or line end before it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(records: Sequence[Record], out: Path) -> None:
    """Write the events to ``out``."""
    save(flat(tables(records)), out)


def save(table: Flat, out: Path) -> None:
    """Write the table to ``out``."""
    with out.open("wb") as file:
        file.writelines(pieces(table))


def pieces(table: Flat) -> Iterator[bytes]:
    """The table as CSV (RFC 4180, UTF-8), some thousands of lines at a time; several actors are joined by "; "."""
    names = columns(table.name, tuple(field.name for field in table.fields))
    yield _lines([names])
    for batch in table.batches(exact=True):
        rows = zip(*(batch.column(name).to_pylist() for name in names), strict=True)
        yield _lines([_cell(value) for value in row] for row in rows)


def columns(layer: str, fields: Sequence[str]) -> Sequence[str]:
    """In which order the fields of a layer stand."""
    return COLUMNS if layer == "events" else fields


def _lines(rows: Any) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def _cell(value: object) -> object:
    """The value, text that a spreadsheet would run made harmless by an apostrophe; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
