"""Where do the events of an edition lie? Heaps of events that share a spot and a category, in Morton order.

Made once, when an edition is published. A tile is a run of heaps, however many events there are elsewhere; a filter is
one look-up for each event of the run, and all that follows is arithmetic over heaps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from timeline.columns import Columns, Ints, Mask, Ragged
from timeline.entries import array
from timeline.model import Category
from timeline.tiles.mercator import Codes, Squares, Tile, morton, square

FOLDER = "tiles"
Longs = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placed:
    """The heaps by number: where each lies, its category, its spot in the columns' table, and its ``events``.

    Those of a heap are positions, ascending, from ``starts[heap]`` to ``starts[heap + 1]``: one entry for each place of
    an event. Where an event has several places, ``later`` are its entries but the first, ascending; each with its heap
    and that of an ``earlier`` entry of the same event, so that one event counts but once in a cell.
    """

    codes: Codes
    x: Squares
    y: Squares
    category: npt.NDArray[np.int8]
    spot: Ints
    starts: Longs
    events: Longs  # not half as wide: numpy would widen them at every look-up, which takes longer than the look-up
    later: Ints
    later_heap: Ints
    earlier_heap: Ints

    def heaps(self, tile: Tile) -> slice:
        """The heaps in a tile."""
        low, high = tile.codes
        begin = int(np.searchsorted(self.codes, np.uint64(low), side="left"))
        return slice(begin, int(np.searchsorted(self.codes, np.uint64(high), side="right")))

    def taken(self, heaps: slice, mask: Mask | None) -> Mask:
        """Which entries of these heaps are of an event that ``mask``, by position, takes; None takes all."""
        events = self.events[int(self.starts[heaps.start]) : int(self.starts[heaps.stop])]
        return np.ones(len(events), dtype=np.bool_) if mask is None else mask.take(events)

    def files(self) -> dict[str, bytes]:
        """The files of the heaps by name; the same heaps give the same bytes."""
        return {f"{FOLDER}/{field.name}.npy": array(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def open(cls, directory: Path) -> Placed:
        """Those of the edition in that folder, mapped into memory; raises FileNotFoundError."""
        return cls(**{field.name: _mapped(directory / FOLDER / f"{field.name}.npy") for field in fields(cls)})


def placed(columns: Columns) -> Placed:
    """The heaps of these columns."""
    spots, lengths = columns.spots.values, np.diff(columns.spots.starts)
    x, y = square(columns.spot_lon, columns.spot_lat)
    codes = morton(x, y)
    owners = np.repeat(np.arange(len(columns), dtype=np.int32), lengths)
    key = _rank(codes)[spots] * len(Category) + columns.category[owners]
    order = np.argsort(key, kind="stable")  # of a heap in order of time, for so are the owners
    begins = np.flatnonzero(np.diff(key[order], prepend=-1))
    spot = spots[order][begins].astype(np.int32)
    heap = np.empty(len(order), dtype=np.int32)
    heap[order] = np.repeat(np.arange(len(begins), dtype=np.int32), np.diff(begins, append=len(order)))
    return Placed(
        codes=codes[spot],
        x=x[spot],
        y=y[spot],
        category=columns.category[owners[order][begins]],
        spot=spot,
        starts=np.append(begins, len(order)).astype(np.int64),
        events=owners[order].astype(np.int64),
        **_twins(columns.spots, heap, order),
    )


def _rank(codes: Codes) -> Longs:
    """The place of each spot among all, in Morton order."""
    rank = np.empty(len(codes), dtype=np.int64)
    rank[np.argsort(codes, kind="stable")] = np.arange(len(codes))
    return rank


def _twins(spots: Ragged, heap: Ints, order: Longs) -> Mapping[str, Ints]:
    """Every two places of one event: the entry of the later one, its heap, and the heap of the earlier one."""
    at = np.empty(len(order), dtype=np.int32)
    at[order] = np.arange(len(order), dtype=np.int32)
    starts, lengths = spots.starts[:-1], np.diff(spots.starts)
    pairs: list[tuple[Longs, Longs]] = [(np.empty(0, np.int64), np.empty(0, np.int64))]
    for later in range(1, int(lengths.max(initial=0))):
        having = starts[lengths > later]
        pairs += [(having + later, having + earlier) for earlier in range(later)]
    late, early = (np.concatenate([pair[side] for pair in pairs]) for side in (0, 1))
    by_entry = np.argsort(at[late], kind="stable")
    late, early = late[by_entry], early[by_entry]
    return {"later": at[late], "later_heap": heap[late], "earlier_heap": heap[early]}


def _mapped(path: Path) -> Any:
    return np.load(path, mmap_mode="r", allow_pickle=False)
