"""What do the page's scripts know of the events before they ask? Who, what, when and where of each, in columns.

What repeats is sent once and named by its number: a place in a role (a *spot*), an actor, a claimant, a briefing. A
shape is sent only where it is more than the spot's point. Sentences and claims are not in it; rows are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from timeline.columns import Columns, Ragged
from timeline.exporting.record import Record
from timeline.model import Category, Modality, TimePrecision

WHOLE = 5_000  # events: the scripts of a page of no more have every one of them; of more they ask as they go
OF_BRIEFING = ("id", "title", "publisher", "published", "url")
PRECISIONS = {None: -1} | {str(precision): number for number, precision in enumerate(TimePrecision)}
Shape = Mapping[str, Any]


def whole(columns: Columns, records: Sequence[Record], briefings: Sequence[Record], shapes: Iterable[Shape]) -> bytes:
    """The index of all events, less the edition's name. ``shapes`` are GeoJSON features."""
    return _index(columns, range(len(records)), records, briefings, shapes, at=None)


def part(
    columns: Columns, at: Sequence[int], records: Sequence[Record], briefings: Sequence[Record], shapes: Iterable[Shape]
) -> bytes:
    """The index of some events, less the edition's name: they stand ``at`` these positions of the edition."""
    return _index(columns, at, records, briefings, shapes, at=list(at))


def shapes_of(columns: Columns, positions: Iterable[int]) -> set[str]:
    """The ids of the shapes that events at these positions have."""
    spots = {spot for position in positions for spot in columns.spots.of(position)}
    return {columns.tables["spots"][spot]["shape"] for spot in spots} - {None}


def named(index: bytes, edition: str) -> bytes:
    """The index with the edition's name in it: the name is made of all that the edition holds, this too."""
    return b'{"edition":' + orjson.dumps(edition) + b"," + index[1:]


def _index(
    columns: Columns,
    positions: Sequence[int],
    records: Sequence[Record],
    briefings: Sequence[Record],
    shapes: Iterable[Shape],
    *,
    at: list[int] | None,
) -> bytes:
    briefing = {one["id"]: number for number, one in enumerate(briefings)}
    tables, numbers = columns.tables, {}
    told = {}
    for name, ragged in (("actors", columns.actors), ("claimants", columns.claimants), ("spots", columns.spots)):
        numbers[name], told[name] = _renumbered(ragged, positions)
    spots = [tables["spots"][number] for number in numbers["spots"]]
    used = {spot["shape"] for spot in spots}
    return orjson.dumps(
        {
            "categories": list(Category),
            "modalities": list(Modality),
            "precisions": list(TimePrecision),
            "briefings": [{name: one[name] for name in OF_BRIEFING} for one in briefings],
            "actors": [tables["actors"][number] for number in numbers["actors"]],
            "claimants": [tables["claimants"][number] for number in numbers["claimants"]],
            "spots": spots,
            "shapes": {"type": "FeatureCollection", "features": [one for one in shapes if one["id"] in used]},
            "events": {
                "at": at,
                "id": [record["id"] for record in records],
                "title": [record["title"] for record in records],
                "start": [record["start"] for record in records],
                "end": [record["end"] for record in records],
                "precision": [PRECISIONS[record["time_precision"]] for record in records],
                "category": [int(columns.category[position]) for position in positions],
                "modality": [int(columns.modality[position]) for position in positions],
                "briefing": [briefing[record["doc_id"]] for record in records],
                **told,
            },
        }
    )


def _renumbered(ragged: Ragged, positions: Sequence[int]) -> tuple[list[int], list[list[int]]]:
    """Which numbers these positions have, in order; and the numbers of each, counted in that order."""
    rows = [ragged.of(position) for position in positions]
    used = sorted({number for row in rows for number in row})
    new = {number: at for at, number in enumerate(used)}
    return used, [[new[number] for number in row] for row in rows]
