"""Which lines and areas stand in a tile, and how many events have each? A border that many share is one feature."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np

from timeline.columns import Ints, Mask
from timeline.model import Category
from timeline.tiles import encoding
from timeline.tiles.encoding import Kind, Layer, Numbers, Runs
from timeline.tiles.mercator import Tile
from timeline.tiles.outlines import Outlines
from timeline.tiles.placed import Longs, Placed

LAYER_OF = {Kind.LINE: "lines", Kind.AREA: "areas"}
COUNT = "count"
# What is told of a shape by its number, and of the only event that it has.
Naming = Callable[[int, int | None], Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shaped:
    """The outlines of an edition, and the entries of each shape, from ``starts[shape]`` to ``starts[shape + 1]``:
    the positions of the events that have it, ascending, and their categories.
    """

    outlines: Outlines
    starts: Longs
    events: Longs
    category: Longs

    def amounts(self, shapes: Longs, mask: Mask | None) -> tuple[Longs, Longs]:
        """For each of these shapes how many events it has of each category, and the position of one of them (or -1)."""
        begins, lengths = self.starts[shapes], self.starts[shapes + 1] - self.starts[shapes]
        rows = np.repeat(np.arange(len(shapes)), lengths)
        at = np.repeat(begins - (np.cumsum(lengths) - lengths), lengths) + np.arange(int(lengths.sum()))
        if mask is not None:
            left = mask[self.events[at]]
            rows, at = rows[left], at[left]
        size = len(shapes) * len(Category)
        amounts = np.bincount(rows * len(Category) + self.category[at], minlength=size).reshape(-1, len(Category))
        some = np.full(len(shapes), -1, dtype=np.int64)
        some[rows] = self.events[at]
        return amounts, some


def shaped(placed: Placed, shape_of: Ints, outlines: Outlines) -> Shaped:
    """The entries by shape; ``shape_of`` a spot is its shape's number, or -1. An event has a shape once."""
    shapes = shape_of[placed.spot]
    heaps = np.flatnonzero(shapes >= 0)
    lengths = placed.starts[heaps + 1] - placed.starts[heaps]
    at = np.repeat(placed.starts[heaps] - (np.cumsum(lengths) - lengths), lengths) + np.arange(int(lengths.sum()))
    events = placed.events[at]
    most = int(events.max(initial=0)) + 1
    _, once = np.unique(np.repeat(shapes[heaps].astype(np.int64), lengths) * most + events, return_index=True)
    category = np.repeat(placed.category[heaps], lengths).astype(np.int64)
    of = np.repeat(shapes[heaps], lengths)[once]
    starts = np.concatenate(([0], np.cumsum(np.bincount(of, minlength=len(outlines.shapes)))))
    return Shaped(outlines=outlines, starts=starts, events=events[once], category=category[once])


def layers(of: Shaped, tile: Tile, mask: Mask | None, name: Naming, kinds: Collection[Kind]) -> tuple[Layer, ...]:
    """Layers ``lines`` and ``areas`` (as ``kinds`` asks) with the shapes that events of ``mask`` have in the tile."""
    numbers = of.outlines.touching(tile)
    amounts, some = of.amounts(numbers, mask)
    whole = amounts.sum(axis=1)
    drawn = [(at, *outline) for at in np.flatnonzero(whole) for outline in of.outlines.drawn(int(numbers[at]), tile)]
    told = {int(at): _told(amounts[at], int(numbers[at]), int(some[at]), name) for at, _, _ in drawn}
    return tuple(
        _layer(kind, [(int(numbers[at]), geometry, told[int(at)]) for at, its, geometry in drawn if its is kind])
        for kind in kinds
    )


def _told(amounts: Longs, number: int, some: int, name: Naming) -> Mapping[str, str | int]:
    whole = int(amounts.sum())
    each = {str(category): int(amount) for category, amount in zip(Category, amounts, strict=True) if amount}
    return {**name(number, some if whole == 1 else None), COUNT: whole, **each}


def _layer(kind: Kind, features: list[tuple[int, Numbers, Mapping[str, str | int]]]) -> Layer:
    tags, keys, values = encoding.mixed([told for _, _, told in features])
    geometries = [geometry for _, geometry, _ in features]
    return Layer(
        name=LAYER_OF[kind],
        kinds=np.full(len(features), kind, dtype=np.uint64),
        ids=np.array([number + 1 for number, _, _ in features], dtype=np.uint64),
        tags=tags,
        geometry=Runs(
            numbers=np.concatenate([*geometries, np.empty(0, dtype=np.uint64)]),
            counts=np.array([len(geometry) for geometry in geometries], dtype=np.int64),
        ),
        keys=keys,
        values=values,
    )
