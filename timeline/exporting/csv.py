"""How do events leave as a table that a spreadsheet may open?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from timeline.exporting.record import Record

COLUMNS = (
    "id", "doc_id", "title", "start", "end", "time_precision", "time_phrase", "category", "modality", "actors",
    "source_of_claim", "places", "lat", "lon", "iso_country", "geo_precision", "radius_km", "quote",
    "happening", "acled_type", "plover_type",
)  # fmt: skip
# A spreadsheet runs a cell that begins so: =HYPERLINK(...), +1, -1, @SUM(...); it skips a tab or line end before it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def render(records: Iterable[Record]) -> bytes:
    """A line an event (RFC 4180, UTF-8); several actors or places are joined by "; ", the first place is the point."""
    table = io.StringIO(newline="")
    lines = csv.writer(table)
    lines.writerow(COLUMNS)
    lines.writerows([_cell(value) for value in _row(record)] for record in records)
    return table.getvalue().encode()


def write(records: Sequence[Record], out: Path) -> None:
    """Write the events to ``out``."""
    out.write_bytes(render(records))


def _row(record: Record) -> list[object]:
    first = record["places"][0] if record["places"] else {}
    joined = {
        "actors": "; ".join(record["actors"]),
        "places": "; ".join(place["name"] for place in record["places"]),
    }
    return [joined.get(column, record.get(column, first.get(column))) for column in COLUMNS]


def _cell(value: object) -> object:
    """The value, text that a spreadsheet would run made harmless by an apostrophe; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
