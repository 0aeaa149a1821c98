"""What do filters ask of an event? Days, category, status, briefing, who and where, as arrays over all positions.

A million events are some dozens of megabytes here, and a filter over them is a few comparisons. What a filter does
not ask stands in the records, and is read for those events only that are shown.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt
import orjson

from timeline.entries import array, mapped
from timeline.errors import NotFound
from timeline.exporting.record import Record
from timeline.layers.days import days
from timeline.material import Material
from timeline.model import Category, Modality

T = TypeVar("T", bound=Hashable)
Ints = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
FOLDER, TABLES = "columns", "columns/tables.json"
OF_SPOT = ("id", "name", "kind", "role", "lat", "lon", "geo_precision", "radius_km", "shape")


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
                arrays[f"{FOLDER}/{field.name}.npy"] = array(value.values)
                arrays[f"{FOLDER}/{field.name}.starts.npy"] = array(value.starts)
            elif isinstance(value, np.ndarray):
                arrays[f"{FOLDER}/{field.name}.npy"] = array(value)
        return arrays

    @classmethod
    def open(cls, directory: Path) -> Columns:
        """Those of the edition in that folder; raises NotFound where it has been cleared away."""
        try:
            return cls(**{field.name: _opened(directory, field.name) for field in fields(cls)})
        except FileNotFoundError as error:
            raise NotFound("This edition is no longer kept: read the page anew.") from error


def columns(found: Material) -> Columns:
    """The columns of these records."""
    actors, claimants, spots = Numbered[str](), Numbered[str](), Numbered[tuple[Any, ...]]()
    briefings = {briefing["id"]: number for number, briefing in enumerate(found.briefings)}
    lasting = [days(record["start"], record["end"]) for record in found.records]
    told = _told(found)
    return Columns(
        ids=np.array([record["id"].encode() for record in found.records], dtype=np.bytes_),
        first=np.array([first for first, _ in lasting], dtype=np.int32),
        last=np.array([last for _, last in lasting], dtype=np.int32),
        category=_numbers(found.records, "category", Category),
        modality=_numbers(found.records, "modality", Modality),
        briefing=np.array([briefings[record["doc_id"]] for record in found.records], dtype=np.int32),
        published=np.array(
            [date.fromisoformat(briefing["published"]).toordinal() for briefing in found.briefings], dtype=np.int32
        ),
        happening=np.array([happening for happening, _ in told], dtype=np.int32),
        actors=Ragged.made(actors.all(record["actors"]) for record in found.records),
        claimants=Ragged.made(claimants.all(claim["source"] for claim in record["claims"]) for record in found.records),
        spots=Ragged.made(spots.all(_spots(found, position)) for position in range(len(found.records))),
        undoes=Ragged.made(undone for _, undone in told),
        spot_lon=np.array([spot[OF_SPOT.index("lon")] for spot in spots.numbers], dtype=np.float64),
        spot_lat=np.array([spot[OF_SPOT.index("lat")] for spot in spots.numbers], dtype=np.float64),
        tables={
            "actors": list(actors.numbers),
            "claimants": list(claimants.numbers),
            "spots": [dict(zip(OF_SPOT, spot, strict=True)) for spot in spots.numbers],
            "countries": sorted(_countries(found.records)),
            "shapes": {shape["id"]: number for number, shape in enumerate(found.shapes)},
            "briefings": briefings,
        },
    )


class Numbered(Generic[T]):
    """Values in the order in which they were first met, each with its number."""

    def __init__(self) -> None:
        self.numbers: dict[T, int] = {}

    def all(self, values: Iterable[T]) -> list[int]:
        """The numbers of the values, each once; a new value has a new number."""
        return list(dict.fromkeys(self.numbers.setdefault(value, len(self.numbers)) for value in values))


def _numbers(records: Sequence[Record], name: str, kind: type[Category] | type[Modality]) -> npt.NDArray[np.int8]:
    numbers = {str(value): number for number, value in enumerate(kind)}
    return np.array([numbers[record[name]] for record in records], dtype=np.int8)


def _spots(found: Material, position: int) -> list[tuple[Any, ...]]:
    """The places of an event in their roles, each with the id of its shape or None where it is but a point."""
    places = zip(found.records[position]["places"], found.keys[position], strict=True)
    own = OF_SPOT[:-1]
    return [(*(place[name] for name in own), None if key in found.points else key) for place, key in places]


def _told(found: Material) -> list[tuple[int, list[int]]]:
    """For each position its happening, if that is told elsewhere or its outcome is known, and those that it undoes."""
    at = {record["id"]: position for position, record in enumerate(found.records)}
    told: list[tuple[int, list[int]]] = [(-1, []) for _ in found.records]
    for number, happening in enumerate(found.happenings):
        own = {at[event] for _, event in happening["tellings"]}
        for position in own:
            told[position] = number, told[position][1]
        for position in (at[outcome["event"]] for outcome in happening["outcomes"]):
            if position not in own and number not in told[position][1]:
                told[position][1].append(number)
    return told


def _countries(records: Iterable[Record]) -> set[str]:
    """The codes of the countries that the records speak of."""
    places = [place for record in records for place in record["places"]]
    named = chain(places, chain.from_iterable(place["candidates"] for place in places))
    return {place["iso_country"] for place in named if place["iso_country"]}


def _opened(directory: Path, name: str) -> Any:
    if name == "tables":
        return orjson.loads((directory / TABLES).read_bytes())
    path = directory / FOLDER / f"{name}.npy"
    starts = path.with_suffix(".starts.npy")
    values = mapped(path)
    return Ragged(starts=mapped(starts), values=values) if starts.exists() else values
