"""What has changed from one edition to another? Events that came, went, or are told otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from timeline.edition import Edition
from timeline.layers.layer import Layer

Record = dict[str, Any]
Change = tuple[str, str]  # before, after


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What an event is compared by, each part in words."""

    id: str
    title: str
    time: str
    place: str
    status: str
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An event of both editions that is told otherwise; the parts of ``Telling`` that differ, by name."""

    before: Telling
    after: Telling
    parts: dict[str, Change]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What came, went and changed from one edition to another, in order of time, and how many events did not."""

    added: tuple[Telling, ...]
    removed: tuple[Telling, ...]
    changed: tuple[Changed, ...]
    same: int


PARTS = ("title", "time", "place", "status", "category")


def difference(before: Edition, after: Edition) -> Difference:
    """From one edition to another. An event is the same by its id, or by the words in the briefing that tell it.

    Its id depends on its first day, so that an event whose day was corrected has a new one.
    """
    old, new = before.layer("events"), after.layer("events")
    at_old, at_new = _places(old), _places(new)
    common = [(at_old[id], position) for id, position in at_new.items() if id in at_old]
    gone = [old.record(position) for id, position in at_old.items() if id not in at_new]
    come = [new.record(position) for id, position in at_new.items() if id not in at_old]
    moved = _paired(gone, come)
    told_otherwise = [
        (old.record(was), new.record(now)) for was, now in common if old.properties(was) != new.properties(now)
    ]
    changed = [found for was, now in (*told_otherwise, *moved) if (found := _changed(was, now)).parts]
    moved_ids = {record["id"] for pair in moved for record in pair}
    return Difference(
        added=_left(come, moved_ids),
        removed=_left(gone, moved_ids),
        changed=tuple(changed),
        same=len(common) + len(moved) - len(changed),
    )


def _places(layer: Layer) -> dict[str, int]:
    """The positions of the events by their ids, in order of time."""
    return {id: position for position, id in enumerate(layer.table["id"].to_pylist())}


def _paired(gone: list[Record], come: list[Record]) -> list[tuple[Record, Record]]:
    """Those that are told in the same words of the same briefing, where only one on each side is."""
    before, after = _told_once(gone), _told_once(come)
    return [(before[words], record) for words, record in after.items() if words in before]


def _told_once(records: Iterable[Record]) -> dict[tuple[Any, ...], Record]:
    keyed = [((one["doc_id"], one["char_start"], one["char_end"], one["title"]), one) for one in records]
    counts = Counter(words for words, _ in keyed)
    return {words: record for words, record in keyed if counts[words] == 1}


def _changed(was: Record, now: Record) -> Changed:
    before, after = _telling(was), _telling(now)
    both = {name: (getattr(before, name), getattr(after, name)) for name in PARTS}
    return Changed(before=before, after=after, parts={name: pair for name, pair in both.items() if pair[0] != pair[1]})


def _left(records: Iterable[Record], paired: set[str]) -> tuple[Telling, ...]:
    return tuple(_telling(record) for record in records if record["id"] not in paired)


def _telling(record: Record) -> Telling:
    return Telling(
        id=record["id"],
        title=record["title"],
        time=_time(record),
        place=", ".join(_place(place) for place in record["places"]) or "no place known",
        status=record["modality"],
        category=record["category"],
    )


def _time(record: Record) -> str:
    """ "2022-01", "2022-02-01/..": an interval as ISO 8601 writes it; "time unknown"."""
    start, end = record["start"], record["end"]
    if start is None and end is None:
        return "time unknown"
    written = start if start == end else f"{start or '..'}/{end or '..'}"
    return f"{written} (approx.)" if record["time_precision"] == "approx" else str(written)


def _place(place: Record) -> str:
    where = f"{place['name']} ({place['lat']:g}, {place['lon']:g})"
    return where if place["role"] == "location" else f"{where} as {place['role']}"
