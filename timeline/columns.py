"""What do filters ask of an event? Days, category, status, briefing, who and where, as arrays over all positions.

A million events are some dozens of megabytes here, and a filter over them is a few comparisons. What a filter does
not ask stands in the records, and is read for those events only that are shown.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt
import orjson

from timeline.entries import array as written
from timeline.entries import mapped
from timeline.errors import NotFound
from timeline.exporting.record import Record
from timeline.layers.days import days
from timeline.material import Keys, Material
from timeline.model import Category, Modality

T = TypeVar("T", bound=Hashable)
Ints = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
FOLDER, TABLES = "columns", "columns/tables.json"
OF_SPOT = ("id", "name", "kind", "role", "lat", "lon", "geo_precision", "radius_km", "shape")
CATEGORIES, MODALITIES = ({str(value): number for number, value in enumerate(kind)} for kind in (Category, Modality))
_of_spot = itemgetter(*OF_SPOT[:-1])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ragged:
    """Any number of values for each position: those of ``at`` stand from ``starts[at]`` to ``starts[at + 1]``."""

    starts: npt.NDArray[np.int64]
    values: Ints

    def of(self, position: int) -> list[int]:
        """The values of one position."""
        found: list[int] = self.values[self.starts[position] : self.starts[position + 1]].tolist()
        return found

    def having(self, of_value: Mask) -> Mask:
        """The positions that have some value of which ``of_value``, by value, says so."""
        found = np.zeros(len(self.starts) - 1, dtype=np.bool_)
        owners = np.repeat(np.arange(len(found)), np.diff(self.starts))
        found[owners[of_value[self.values]]] = True
        return found

    def counts(self, of_position: Mask, values: int) -> npt.NDArray[np.intp]:
        """How many of the positions of which ``of_position`` says so have each of so many values."""
        return np.bincount(self.values[np.repeat(of_position, np.diff(self.starts))], minlength=values)

    @classmethod
    def made(cls, rows: Iterable[Sequence[int]]) -> Ragged:
        """Those of these rows, one a position."""
        given = list(rows)
        starts = np.cumsum([0, *map(len, given)], dtype=np.int64)
        return cls(starts=starts, values=np.fromiter(chain.from_iterable(given), dtype=np.int32, count=int(starts[-1])))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Columns:
    """The columns of an edition, by position, and the tables that their numbers lead into.

    ``first`` and ``last`` are proleptic ordinals of days, an open end the least or the greatest number; of an event of
    unknown time ``first`` is the greatest and ``last`` the least: it overlaps no window. ``briefing``, ``actors``,
    ``claimants``, ``spots``, ``happening`` (-1 is none) and ``undoes`` are numbers in tables. ``published`` is by
    briefing, ``spot_lon`` and ``spot_lat`` by spot, in degrees.
    """

    ids: npt.NDArray[np.bytes_]
    first: Ints
    last: Ints
    category: npt.NDArray[np.int8]
    modality: npt.NDArray[np.int8]
    briefing: Ints
    published: Ints
    happening: Ints
    actors: Ragged
    claimants: Ragged
    spots: Ragged
    undoes: Ragged
    spot_lon: npt.NDArray[np.float64]
    spot_lat: npt.NDArray[np.float64]
    tables: Mapping[str, Any]

    def __len__(self) -> int:
        return len(self.ids)

    def files(self) -> dict[str, bytes]:
        """The files of the columns by name; the same columns give the same bytes."""
        arrays = {TABLES: orjson.dumps(self.tables)}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Ragged):
                arrays[f"{FOLDER}/{field.name}.npy"] = written(value.values)
                arrays[f"{FOLDER}/{field.name}.starts.npy"] = written(value.starts)
            elif isinstance(value, np.ndarray):
                arrays[f"{FOLDER}/{field.name}.npy"] = written(value)
        return arrays

    @classmethod
    def open(cls, directory: Path) -> Columns:
        """Those of the edition in that folder; raises NotFound where it has been cleared away."""
        try:
            return cls(**{field.name: _opened(directory, field.name) for field in fields(cls)})
        except FileNotFoundError as error:
            raise NotFound("This edition is no longer kept: read the page anew.") from error


class Counting:
    """Makes the columns of events that come one by one, in order of time."""

    def __init__(self, found: Material) -> None:
        self._found = found
        self._briefings = {briefing["id"]: number for number, briefing in enumerate(found.briefings)}
        self._shared = _shared(found.happenings)
        self._at: dict[str, int] = {}  # of the events that happenings speak of
        self._ids: list[bytes] = []
        self._numbers = array("i")  # first and last day, category, modality, briefing
        self._actors, self._claimants, self._spots = Several[str](), Several[str](), Several[tuple[Any, ...]]()
        self._countries: set[str | None] = set()

    def add(self, record: Record, keys: Keys) -> None:
        """The next event; ``keys`` are those of its places' shapes."""
        if record["id"] in self._shared:
            self._at[record["id"]] = len(self._ids)
        self._ids.append(record["id"].encode())
        own = (CATEGORIES[record["category"]], MODALITIES[record["modality"]], self._briefings[record["doc_id"]])
        self._numbers.extend((*days(record["start"], record["end"]), *own))
        self._actors.add(record["actors"])
        self._claimants.add([claim["source"] for claim in record["claims"]])
        self._spots.add(self._placed(record["places"], keys))
        for place in record["places"]:
            self._countries.add(place["iso_country"])
            for candidate in place["candidates"]:
                self._countries.add(candidate["iso_country"])

    def columns(self) -> Columns:
        """The columns of all that came."""
        published = [date.fromisoformat(briefing["published"]).toordinal() for briefing in self._found.briefings]
        first, last, category, modality, briefing = np.frombuffer(self._numbers, dtype=np.intc).reshape(-1, 5).T
        happening, undoes = self._told(len(self._ids))
        spots = self._spots.numbers
        return Columns(
            ids=np.array(self._ids, dtype=np.bytes_),
            first=first.astype(np.int32),
            last=last.astype(np.int32),
            category=category.astype(np.int8),
            modality=modality.astype(np.int8),
            briefing=briefing.astype(np.int32),
            published=np.array(published, dtype=np.int32),
            happening=happening,
            actors=self._actors.ragged(),
            claimants=self._claimants.ragged(),
            spots=self._spots.ragged(),
            undoes=undoes,
            spot_lon=np.array([spot[OF_SPOT.index("lon")] for spot in spots], dtype=np.float64),
            spot_lat=np.array([spot[OF_SPOT.index("lat")] for spot in spots], dtype=np.float64),
            tables={
                "actors": list(self._actors.numbers),
                "claimants": list(self._claimants.numbers),
                "spots": [dict(zip(OF_SPOT, spot, strict=True)) for spot in spots],
                "countries": sorted(filter(None, self._countries)),
                "shapes": {shape["id"]: number for number, shape in enumerate(self._found.shapes)},
                "briefings": self._briefings,
            },
        )

    def _placed(self, places: Sequence[Record], keys: Keys) -> list[tuple[Any, ...]]:
        """The places of an event in their roles, each with the id of its shape or None where it is but a point."""
        points = self._found.points
        return [(*_of_spot(place), None if key in points else key) for place, key in zip(places, keys, strict=True)]

    def _told(self, events: int) -> tuple[Ints, Ragged]:
        """For each position its happening, if that is told elsewhere or its outcome is known, and those it undoes."""
        told, undone = np.full(events, -1, dtype=np.int32), defaultdict[int, list[int]](list)
        for number, happening in enumerate(self._found.happenings):
            own = {self._at[event] for _, event in happening["tellings"]}
            told[list(own)] = number
            for position in (self._at[outcome["event"]] for outcome in happening["outcomes"]):
                if position not in own and number not in undone[position]:
                    undone[position].append(number)
        return told, Ragged.made(undone.get(position, ()) for position in range(events))


class Several(Generic[T]):
    """Any number of values for each position, each value numbered as it is first met."""

    def __init__(self) -> None:
        self.numbers: dict[T, int] = {}
        self._values, self._counts = array("i"), array("i")

    def add(self, values: Iterable[T]) -> None:
        """Those of the next position, each once."""
        known = self.numbers
        numbers = {known.setdefault(value, len(known)): None for value in values}
        self._values.extend(numbers)
        self._counts.append(len(numbers))

    def ragged(self) -> Ragged:
        """The numbers of the values of all positions."""
        starts = np.concatenate([[0], np.cumsum(self._counts, dtype=np.int64)]).astype(np.int64)
        return Ragged(starts=starts, values=np.frombuffer(self._values, dtype=np.intc).astype(np.int32))


def _shared(happenings: Iterable[Record]) -> set[str]:
    """The ids of the events that happenings speak of."""
    told = chain.from_iterable(happening["tellings"] for happening in happenings)
    undone = chain.from_iterable(happening["outcomes"] for happening in happenings)
    return {event for _, event in told} | {outcome["event"] for outcome in undone}


def _opened(directory: Path, name: str) -> Any:
    if name == "tables":
        return orjson.loads((directory / TABLES).read_bytes())
    path = directory / FOLDER / f"{name}.npy"
    starts = path.with_suffix(".starts.npy")
    values = mapped(path)
    return Ragged(starts=mapped(starts), values=values) if starts.exists() else values
