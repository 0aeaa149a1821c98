"""What do we know? Briefings and their events in one SQLite file; what ``save`` has returned for is never lost.

One writer at a time, readers beside it (WAL); a briefing is stored in one transaction, wholly or not at all.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from shapely.geometry.base import BaseGeometry

from geodata.place import Place
from timeline.codec import decode, encode
from timeline.database import REMEDY, SCHEMA_VERSION, connect, one_look, told, transaction
from timeline.errors import NotFound, StoreDamaged
from timeline.geometry import Box, Shapes
from timeline.geometry import shape as shape_of
from timeline.model import Briefing, Chronology, Event, Where

WORLD = (-180.0, -90.0, 180.0, 90.0)

T = TypeVar("T")


class Outcome(StrEnum):
    """What saving did."""

    NEW = "new"
    DUPLICATE = "duplicate"  # all of it was there already: nothing was written
    REPLACED = "replaced"  # the same text, read otherwise: another date or publisher, or found by newer rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What saving a chronology did, with how many events the store now has of that briefing."""

    briefing: str
    outcome: Outcome
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Soundness:
    """What a check went through and found sound."""

    briefings: int
    events: int
    schema: int


class Store:
    """An open store; close it, or use it as a context manager. Not shared between threads."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path, self._connection = path, connection

    @classmethod
    def open(cls, path: Path, *, make: bool = True) -> Self:
        """The store in the file ``path``, made where there is none; raises StoreDamaged or StoreBusy.

        With ``make`` false a store that is not there is not made: raises NotFound.
        """
        if not make and not path.exists():
            raise NotFound(f"{path}: no store there; read briefings into one with `dateline ingest PATH --db {path}`")
        return cls(path, connect(path))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def save(self, chronology: Chronology, shapes: Shapes | None = None) -> Saved:
        """Store a briefing with its events; when this returns it is on disk and stays there.

        A briefing of the same id is replaced, unless it is equal: then nothing is written. ``shapes`` tells how far
        places reach, for ``search``; without it a country is taken to reach anywhere.
        Raises StoreBusy where it cannot be written, ValueError where an event is of another briefing.
        """
        briefing = chronology.briefing
        if strange := [event.id for event in chronology.events if event.briefing != briefing.id]:
            raise ValueError(f"{briefing.id}: events of another briefing: {strange}")
        with transaction(self._connection, self.path):
            outcome = self._outcome(chronology)
            if outcome is not Outcome.DUPLICATE:
                self._replace(chronology, shapes)
        return Saved(briefing=briefing.id, outcome=outcome, events=len(chronology.events))

    def briefings(self) -> tuple[Briefing, ...]:
        """All briefings, by publication date."""
        rows = self._rows("SELECT id, document, sha256 FROM briefing ORDER BY published, id")
        return tuple(self._read(Briefing, row) for row in rows)

    def briefing(self, name: str) -> Briefing:
        """One briefing; raises NotFound."""
        for row in self._rows("SELECT id, document, sha256 FROM briefing WHERE id = ?", (name,)):
            return self._read(Briefing, row)
        raise NotFound(f"{name}: the store has no such briefing")

    def chronology(self, name: str) -> Chronology:
        """One briefing with its events; raises NotFound."""
        return self._chronology(self.briefing(name))

    def chronologies(self) -> Iterator[Chronology]:
        """All briefings with their events, by publication date and id, read one by one."""
        with self.one_look():
            for (name,) in self._rows("SELECT id FROM briefing ORDER BY published, id"):
                yield self.chronology(name)

    @contextmanager
    def one_look(self) -> Iterator[None]:
        """What is read inside is one state of the store, whatever other processes write meanwhile."""
        with told(self.path), one_look(self._connection):
            yield

    def search(self, words: str = "", box: Box | None = None) -> frozenset[str]:
        """The ids of the events that have every one of the words, and a place that may reach into the box.

        A word is found by its beginning, in title, quote, places and actors, without regard to case and accents.
        By box it finds too much rather than too little: places are kept as the boxes around them.
        """
        found = [{name for (name,) in self._rows("SELECT id FROM event")}]
        if terms := re.findall(r"\w+", words):
            sought = " ".join(f'"{term}"*' for term in terms)
            rows = self._rows(
                "SELECT event.id FROM event_words JOIN event ON event.number = event_words.rowid"
                " WHERE event_words MATCH ?",
                (sought,),
            )
            found.append({name for (name,) in rows})
        if box is not None:
            found.append({name for west, east in _spans(box) for name in self._reaching(west, east, box)})
        return frozenset(set.intersection(*found))

    def check(self) -> Soundness:
        """Read every page, index and row; raises StoreDamaged at the first that is not what was written."""
        (verdict,) = next(iter(self._rows("PRAGMA quick_check(1)")))
        if verdict != "ok":
            raise StoreDamaged(f"{self.path}: damaged ({' '.join(verdict.split())}); {REMEDY}")
        events = [len(chronology.events) for chronology in self.chronologies()]
        (counted,) = next(iter(self._rows("SELECT count(*) FROM event")))
        if counted != sum(events):
            raise StoreDamaged(f"{self.path}: damaged ({counted} events, {sum(events)} of known briefings); {REMEDY}")
        return Soundness(briefings=len(events), events=counted, schema=SCHEMA_VERSION)

    def _outcome(self, chronology: Chronology) -> Outcome:
        try:
            known = self.chronology(chronology.briefing.id)
        except NotFound:
            return Outcome.NEW
        return Outcome.DUPLICATE if known == chronology else Outcome.REPLACED

    def _chronology(self, briefing: Briefing) -> Chronology:
        query = "SELECT id, document, sha256 FROM event WHERE briefing = ? ORDER BY ordinal"
        events = tuple(self._read(Event, row) for row in self._rows(query, (briefing.id,)))
        return Chronology(briefing=briefing, events=events)

    def _replace(self, chronology: Chronology, shapes: Shapes | None) -> None:
        briefing, run = chronology.briefing, self._connection.execute
        run("DELETE FROM briefing WHERE id = ?", (briefing.id,))
        row = (briefing.id, briefing.published.isoformat(), *_sealed(briefing))
        run("INSERT INTO briefing (id, published, document, sha256) VALUES (?, ?, ?, ?)", row)
        for ordinal, event in enumerate(chronology.events):
            self._insert(event, ordinal, briefing, shapes)

    def _insert(self, event: Event, ordinal: int, briefing: Briefing, shapes: Shapes | None) -> None:
        run = self._connection.execute
        row = (event.id, briefing.id, ordinal, *_sealed(event))
        made = run("INSERT INTO event (id, briefing, ordinal, document, sha256) VALUES (?, ?, ?, ?, ?)", row)
        number = made.lastrowid
        places = " ".join(_names(event))
        words = (number, event.title, briefing.quote(event.evidence), places, " ".join(event.actors))
        run("INSERT INTO event_words (rowid, title, quote, places, actors) VALUES (?, ?, ?, ?, ?)", words)
        for where in event.where:
            west, south, east, north = _box(where, shapes)
            place = run("INSERT INTO event_place (event) VALUES (?)", (number,)).lastrowid
            run("INSERT INTO event_box VALUES (?, ?, ?, ?, ?)", (place, west, east, south, north))

    def _reaching(self, west: float, east: float, box: Box) -> Iterator[str]:
        query = (
            "SELECT event.id FROM event_box JOIN event_place USING (number)"
            " JOIN event ON event.number = event_place.event"
            " WHERE event_box.east >= ? AND event_box.west <= ? AND event_box.north >= ? AND event_box.south <= ?"
        )
        return (name for (name,) in self._rows(query, (west, east, box[1], box[3])))

    def _read(self, kind: type[T], row: tuple[str, bytes, bytes]) -> T:
        name, document, digest = row
        if sha256(document).digest() != digest:
            raise StoreDamaged(f"{self.path}: {kind.__name__.lower()} {name} is not what was written; {REMEDY}")
        return decode(kind, document)

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[Any]:
        with told(self.path):
            return self._connection.execute(query, values).fetchall()


def _sealed(value: Briefing | Event) -> tuple[bytes, bytes]:
    written = encode(value)
    return written, sha256(written).digest()


def _names(event: Event) -> Iterator[str]:
    for where in event.where:
        yield where.place.name
        if where.toponym is not None:
            yield where.toponym.name


class _Unknown:
    """Stands in where nobody knows the shapes of places."""

    def shape(self, place: Place) -> BaseGeometry:
        raise KeyError(place.id)


def _box(where: Where, shapes: Shapes | None) -> Box:
    """West, south, east, north around the place; the world where nobody can tell how far it reaches."""
    if where.shape is None and shapes is None and where.place.radius_km:
        return WORLD
    west, south, east, north = shape_of(where, shapes or _Unknown()).bounds
    return west, south, east, north


def _spans(box: Box) -> tuple[tuple[float, float], ...]:
    west, _, east, _ = box
    return ((west, east),) if west <= east else ((west, 180.0), (-180.0, east))
