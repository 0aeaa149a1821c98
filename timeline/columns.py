"""What do filters ask of an event? Days, category, status, briefing, who and where, as arrays over all positions.

A million events are some dozens of megabytes here, and a filter over them is a few comparisons. What a filter does
not ask stands in the records, and is read for those events only that are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from timeline.entries import array as written
from timeline.entries import mapped
from timeline.errors import NotFound

Ints = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
FOLDER, TABLES = "columns", "columns/tables.json"


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

    @classmethod
    def of_owners(cls, owners: npt.NDArray[np.intp], values: Ints, positions: int) -> Ragged:
        """Those of so many positions; ``owners``, ascending, says of each value whose it is. Each has a value once."""
        _, first = np.unique(owners << 32 | values, return_index=True)
        once = np.sort(first)
        counts = np.bincount(owners[once], minlength=positions)
        return cls(starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), values=values[once])


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


def _opened(directory: Path, name: str) -> Any:
    if name == "tables":
        return orjson.loads((directory / TABLES).read_bytes())
    path = directory / FOLDER / f"{name}.npy"
    starts = path.with_suffix(".starts.npy")
    values = mapped(path)
    return Ragged(starts=mapped(starts), values=values) if starts.exists() else values
