"""How many events of each category lie in each cell of a tile? A cell is a few pixels wide: who looks sees them as one.

Each event counts once in a cell, however many of its places lie there. A cluster stands in the mean of what it counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from timeline.columns import Mask
from timeline.model import Category
from timeline.tiles.mercator import BITS, Floats, Squares, Tile
from timeline.tiles.placed import Longs, Placed

CELL_BITS = 6  # 64 by 64 cells in a tile
CELLS = 1 << (2 * CELL_BITS)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clusters:
    """The cells of a tile in which several events lie, in order: ``x`` and ``y`` in units of the tile, ``amounts`` by
    cell and category, and of how many places they are. ``alone`` are the entries of events that have a cell to
    themselves.
    """

    x: Longs
    y: Longs
    amounts: Longs
    spots: Longs
    alone: Longs


def clusters(placed: Placed, tile: Tile, heaps: slice, taken: Mask) -> Clusters:
    """What lies in these heaps of the tile; ``taken`` says of which of their entries."""
    cells = _cells(placed, tile, heaps)
    entries = _each_once(placed, heaps, cells, taken)
    had = _had(placed, heaps, entries)
    some = np.flatnonzero(had)
    cells, had, at = cells[some], had[some], some + heaps.start
    amounts = np.bincount(cells * len(Category) + placed.category[at], weights=had, minlength=CELLS * len(Category))
    by_cell = amounts.reshape(CELLS, len(Category)).astype(np.int64)
    whole = by_cell.sum(axis=1)
    kept = np.flatnonzero(whole > 1)
    x, y = (
        np.bincount(cells, weights=had * _units(side[at], corner, tile), minlength=CELLS)[kept] // whole[kept]
        for side, corner in zip((placed.x, placed.y), tile.corner, strict=True)
    )
    return Clusters(
        x=x.astype(np.int64),
        y=y.astype(np.int64),
        amounts=by_cell[kept],
        spots=np.bincount(cells[_opens(placed, at)], minlength=CELLS)[kept],
        alone=_alone(placed, heaps, entries, at[whole[cells] == 1]),
    )


def _cells(placed: Placed, tile: Tile, heaps: slice) -> Longs:
    """The cell of each heap, counted in Morton order from the first of the tile."""
    fine = np.uint64(2 * (BITS - tile.z - CELL_BITS)) if tile.z + CELL_BITS < BITS else np.uint64(0)
    return ((placed.codes[heaps] - np.uint64(tile.codes[0])) >> fine).astype(np.int64)


def _each_once(placed: Placed, heaps: slice, cells: Longs, taken: Mask) -> Mask:
    """The entries less those whose event has an earlier one in the same cell."""
    twins = slice(*np.searchsorted(placed.later_heap, (heaps.start, heaps.stop)).tolist())
    later = placed.later[twins] - int(placed.starts[heaps.start])
    live = np.flatnonzero(taken[later])
    earlier = placed.earlier_heap[twins][live] - heaps.start
    inside = np.flatnonzero((earlier >= 0) & (earlier < len(cells)))
    own = cells[placed.later_heap[twins][live[inside]] - heaps.start]
    once = taken.copy()
    once[later[live[inside[own == cells[earlier[inside]]]]]] = False
    return once


def _had(placed: Placed, heaps: slice, entries: Mask) -> Floats:
    """How many entries each heap has; no heap is empty."""
    if not len(entries):
        return np.zeros(0, dtype=np.float64)
    begins = placed.starts[heaps] - placed.starts[heaps.start]
    return np.add.reduceat(entries.view(np.int8), begins, dtype=np.int32).astype(np.float64)


def _units(side: Squares, corner: int, tile: Tile) -> Floats:
    """One coordinate in units of the tile, with their fractions."""
    return (side - np.uint32(corner)) / (1 << tile.shift)


def _opens(placed: Placed, at: Longs) -> Mask:
    """Which of these heaps are the first of their place."""
    codes = placed.codes[at]
    return np.concatenate(([True], codes[1:] != codes[:-1])) if len(codes) else np.zeros(0, dtype=np.bool_)


def _alone(placed: Placed, heaps: slice, entries: Mask, at: Longs) -> Longs:
    """The one entry of each of these heaps."""
    begins = placed.starts[at]
    lengths = placed.starts[at + 1] - begins
    own = np.repeat(begins - (np.cumsum(lengths) - lengths), lengths) + np.arange(int(lengths.sum()))
    return own[entries[own - int(placed.starts[heaps.start])]]
