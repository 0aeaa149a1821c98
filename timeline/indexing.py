"""What do the page's scripts know of the events before they ask? Who, what, when and where of each, in columns.

What repeats is sent once and named by its number: a place in a role (a *spot*), an actor, a claimant, a briefing. A
shape is sent only where it is more than the spot's point. Sentences and claims are not in it; rows are asked for.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Generic, TypeVar

import orjson

from timeline.exporting.record import Record
from timeline.model import Category, Modality, TimePrecision
from timeline.paging import Material

T = TypeVar("T", bound=Hashable)
OF_SPOT = ("id", "name", "kind", "role", "lat", "lon", "geo_precision", "radius_km")
OF_BRIEFING = ("id", "title", "publisher", "published", "url")


class Numbered(Generic[T]):
    """Values in the order in which they were first met, each with its number."""

    def __init__(self) -> None:
        self.numbers: dict[T, int] = {}

    def number(self, value: T) -> int:
        """The number of the value, a new one if it is new."""
        return self.numbers.setdefault(value, len(self.numbers))

    def all(self, values: Iterable[T]) -> list[int]:
        """The numbers of the values, each once."""
        return list(dict.fromkeys(map(self.number, values)))


def whole(found: Material) -> bytes:
    """The index of the edition, less the edition's name."""
    return _index(found, range(len(found.records)), whole=True)


def by_briefing(found: Material) -> list[bytes]:
    """The index of each briefing, in the order of the briefings, less the edition's name."""
    at: dict[str, list[int]] = {briefing["id"]: [] for briefing in found.briefings}
    for position, record in enumerate(found.records):
        at[record["doc_id"]].append(position)
    return [_index(found, positions, whole=False, briefings=[name]) for name, positions in at.items()]


def named(index: bytes, edition: str) -> bytes:
    """The index with the edition's name in it: the name is made of all that the edition holds, this too."""
    return b'{"edition":' + orjson.dumps(edition) + b"," + index[1:]


def _index(found: Material, at: Sequence[int], *, whole: bool, briefings: Sequence[str] | None = None) -> bytes:
    listed = [one for one in found.briefings if briefings is None or one["id"] in briefings]
    spots, actors, claimants = Numbered[tuple[Any, ...]](), Numbered[str](), Numbered[str]()
    columns = _columns([found.records[position] for position in at], [one["id"] for one in listed])
    columns["at"] = None if whole else list(at)
    columns["actors"] = [actors.all(found.records[position]["actors"]) for position in at]
    columns["claimants"] = [
        claimants.all(claim["source"] for claim in found.records[position]["claims"]) for position in at
    ]
    columns["spots"] = [spots.all(_spots(found, position)) for position in at]
    used = {spot[-1] for spot in spots.numbers}
    return orjson.dumps(
        {
            "categories": list(Category),
            "modalities": list(Modality),
            "precisions": list(TimePrecision),
            "briefings": [{name: one[name] for name in OF_BRIEFING} for one in listed],
            "actors": list(actors.numbers),
            "claimants": list(claimants.numbers),
            "spots": [dict(zip((*OF_SPOT, "shape"), spot, strict=True)) for spot in spots.numbers],
            "shapes": {"type": "FeatureCollection", "features": [one for one in found.shapes if one["id"] in used]},
            "events": columns,
        }
    )


def _columns(records: Sequence[Record], briefings: Sequence[str]) -> dict[str, Any]:
    """The columns that have one value an event."""
    category, modality, precision = (_numbers(kind) for kind in (Category, Modality, TimePrecision))
    briefing = _numbers(briefings)
    return {
        "id": [record["id"] for record in records],
        "title": [record["title"] for record in records],
        "start": [record["start"] for record in records],
        "end": [record["end"] for record in records],
        "precision": [precision.get(record["time_precision"], -1) for record in records],
        "category": [category[record["category"]] for record in records],
        "modality": [modality[record["modality"]] for record in records],
        "briefing": [briefing[record["doc_id"]] for record in records],
    }


def _numbers(values: Iterable[str]) -> dict[str, int]:
    return {str(value): number for number, value in enumerate(values)}


def _spots(found: Material, position: int) -> list[tuple[Any, ...]]:
    """The places of an event in their roles, each with the id of its shape or None."""
    places = zip(found.records[position]["places"], found.keys[position], strict=True)
    return [(*(place[name] for name in OF_SPOT), None if key in found.points else key) for place, key in places]
