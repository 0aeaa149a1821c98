"""What stands in a tile? Far away, or where they are many, clusters with counts by category; else every event."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from timeline.columns import Ints, Mask
from timeline.model import Category
from timeline.tiles import encoding
from timeline.tiles.clusters import Clusters, clusters
from timeline.tiles.encoding import Kind, Layer
from timeline.tiles.mercator import Tile
from timeline.tiles.placed import Longs, Placed

CLUSTERED_BELOW = 8  # zoom
MOST = 1_000  # events that a tile shows one by one
TITLED = 200  # with their titles, which are most of their bytes
EVENTS, CLUSTERS = "events", "clusters"
COUNT, SPOTS = "count", "spots"

# What is told of the events at these positions, each in one of the columns' spots; with titles or without.
Telling = Callable[[Longs, Ints, bool], Mapping[str, Sequence[str]]]


def drawn(placed: Placed, tile: Tile, mask: Mask | None, tell: Telling) -> tuple[Layer, ...]:
    """The layers of a tile with the events that ``mask``, by position, takes; None takes all.

    ``events`` are single ones, the feature's id its position; ``clusters`` have their number, the number of places that
    they lie in, and how many are of each category. An event with several places stands in each of them.
    """
    heaps = placed.heaps(tile)
    taken = placed.taken(heaps, mask)
    if tile.z < CLUSTERED_BELOW or np.count_nonzero(taken) > MOST:
        found = clusters(placed, tile, heaps, taken)
        return _events(placed, tile, found.alone, tell), _clusters(found)
    return (_events(placed, tile, np.flatnonzero(taken) + int(placed.starts[heaps.start]), tell),)


def _events(placed: Placed, tile: Tile, entries: Longs, tell: Telling) -> Layer:
    """Events one by one, in order of time: a later one is drawn above."""
    entries = entries[np.argsort(placed.events[entries], kind="stable")]
    positions = placed.events[entries]
    heaps = np.searchsorted(placed.starts, entries, side="right") - 1
    x, y = (
        (side[heaps].astype(np.int64) - corner) >> tile.shift
        for side, corner in zip((placed.x, placed.y), tile.corner, strict=True)
    )
    told, keys, values = encoding.tags(tell(positions, placed.spot[heaps], len(positions) <= TITLED))
    return Layer(
        name=EVENTS,
        kinds=np.full(len(positions), Kind.POINT, dtype=np.uint64),
        ids=positions.astype(np.uint64),
        tags=told,
        geometry=encoding.points(x, y),
        keys=keys,
        values=values,
    )


def _clusters(found: Clusters) -> Layer:
    whole = found.amounts.sum(axis=1)
    amounts = np.column_stack((whole, found.spots, found.amounts))
    told, keys, values = encoding.counted([COUNT, SPOTS, *Category], amounts)
    return Layer(
        name=CLUSTERS,
        kinds=np.full(len(whole), Kind.POINT, dtype=np.uint64),
        ids=np.arange(1, len(whole) + 1, dtype=np.uint64),
        tags=told,
        geometry=encoding.points(found.x, found.y),
        keys=keys,
        values=values,
    )
