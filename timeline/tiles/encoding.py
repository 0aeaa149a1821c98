"""How are features written as a Mapbox Vector Tile 2.1? Whole columns of them at once.

A feature of a tile is nothing but variable-length whole numbers, its field numbers and lengths among them: all features
of a layer are one stream of numbers, put together and packed by numpy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from timeline.tiles.mercator import EXTENT

Numbers = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.int64]
Value = str | int
Values = Sequence[Value] | Counts  # of a layer; an array of whole numbers from 0 is written at once
WIDEST = 5  # bytes: no number has more than 35 bits
MOVE_TO, LINE_TO, CLOSE = 1, 2, 7  # commands
# Fields of the messages Tile, Layer, Feature and Value with their wire types, as they are written.
TILE_LAYER = 0x1A
NAME, FEATURE, KEY, VALUE, UNITS, VERSION = 0x0A, 0x12, 0x1A, 0x22, 0x28, 0x78
ID, TAGS, KIND, GEOMETRY = 0x08, 0x12, 0x18, 0x22
TEXT, WHOLE = 0x0A, 0x28


class Kind(IntEnum):
    """What a feature's geometry is."""

    POINT = 1
    LINE = 2
    AREA = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Runs:
    """A run of numbers for each row, one after the other in ``numbers``; ``counts`` says how many each has."""

    numbers: Numbers
    counts: Counts

    @property
    def bytes(self) -> Counts:
        """How many bytes each run takes."""
        ends = np.concatenate(([0], np.cumsum(sizes(self.numbers))))
        last = np.cumsum(self.counts)
        return np.asarray(ends[last] - ends[last - self.counts], dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layer:
    """A layer of a tile: for each feature its id, its ``tags`` (numbers of a key and a value in turn), its geometry."""

    name: str
    kinds: npt.NDArray[np.uint64]
    ids: Numbers
    tags: Runs
    geometry: Runs
    keys: Sequence[str]
    values: Values


def encoded(layers: Sequence[Layer]) -> bytes:
    """The tile of these layers; those without features are left out. Empty where nothing is left."""
    return b"".join(_field(TILE_LAYER, _layer(layer)) for layer in layers if len(layer.ids))


def points(x: Counts, y: Counts) -> Runs:
    """The geometry of single points, in units of the tile."""
    move = np.full(len(x), MOVE_TO | 1 << 3, dtype=np.uint64)
    return table(move, zigzag(x), zigzag(y))


def tags(columns: Mapping[str, Sequence[str]]) -> tuple[Runs, list[str], list[str]]:
    """The tags of features that all have every key, the keys, and each value once."""
    numbers: dict[str, int] = {}
    cells = [
        np.array([numbers.setdefault(one, len(numbers)) for one in column], np.uint64) for column in columns.values()
    ]
    keys = [np.full(len(cell), at, dtype=np.uint64) for at, cell in enumerate(cells)]
    return table(*(part for pair in zip(keys, cells, strict=True) for part in pair)), [*columns], [*numbers]


def mixed(rows: Sequence[Mapping[str, Value]]) -> tuple[Runs, list[str], list[Value]]:
    """The tags of features of which each has keys and values of its own."""
    keys: dict[str, int] = {}
    values: dict[Value, int] = {}
    numbers = [
        number
        for row in rows
        for key, value in row.items()
        for number in (keys.setdefault(key, len(keys)), values.setdefault(value, len(values)))
    ]
    counts = np.array([2 * len(row) for row in rows], dtype=np.int64)
    return Runs(numbers=np.array(numbers, dtype=np.uint64), counts=counts), [*keys], [*values]


def counted(keys: Sequence[str], amounts: Counts) -> tuple[Runs, list[str], Counts]:
    """The tags of features that have some of the keys: ``amounts`` by feature and key, 0 where it has it not."""
    occurs = np.zeros(int(amounts.max(initial=0)) + 1, dtype=np.bool_)
    occurs[amounts.ravel()] = True
    occurs[0] = False
    number = np.cumsum(occurs) - 1
    rows, columns = np.nonzero(amounts)
    pairs = np.column_stack((columns, number[amounts[rows, columns]])).astype(np.uint64)
    each = 2 * np.bincount(rows, minlength=len(amounts)).astype(np.int64)
    return Runs(numbers=pairs.ravel(), counts=each), list(keys), np.flatnonzero(occurs)


def table(*columns: Numbers) -> Runs:
    """Runs of equal length: of each row one number of each column."""
    stacked = np.column_stack(columns).astype(np.uint64)
    return Runs(numbers=stacked.ravel(), counts=np.full(len(stacked), stacked.shape[1], dtype=np.int64))


def zigzag(numbers: Counts) -> Numbers:
    """Numbers below zero and above it in turn, so that small ones take few bytes."""
    return ((numbers << 1) ^ (numbers >> 63)).astype(np.uint64)


def sizes(numbers: Numbers) -> Counts:
    """How many bytes each number takes."""
    taken = np.ones(len(numbers), dtype=np.int64)
    for byte in range(1, WIDEST):
        taken += numbers >= np.uint64(1 << (7 * byte))
    return taken


def packed(numbers: Numbers) -> bytes:
    """The numbers as they are written: seven bits a byte, the lowest first, the eighth bit set in all but the last."""
    taken = sizes(numbers)
    widest = int(taken.max(initial=1))
    written = np.empty((len(numbers), widest), dtype=np.uint8)
    for byte in range(widest):
        written[:, byte] = (numbers >> np.uint64(7 * byte)) & np.uint64(0x7F)
        written[:, byte] |= (taken > byte + 1).view(np.uint8) << 7
    return written[np.arange(widest) < taken[:, None]].tobytes()


def _features(layer: Layer) -> bytes:
    """The features, one after the other."""
    tagged, drawn = (runs.bytes.astype(np.uint64) for runs in (layer.tags, layer.geometry))
    rows = len(layer.ids)
    own = 5 + sizes(layer.ids) + sizes(tagged) + sizes(drawn)  # four field numbers and the kind take a byte each
    whole = own.astype(np.uint64) + tagged + drawn
    before = table(_same(FEATURE, rows), whole, _same(ID, rows), layer.ids, _same(TAGS, rows), tagged)
    between = table(_same(KIND, rows), layer.kinds, _same(GEOMETRY, rows), drawn)
    return packed(_woven([before, layer.tags, between, layer.geometry]))


def _woven(parts: Sequence[Runs]) -> Numbers:
    """The runs of the first row from each part, then those of the second, and so on."""
    counts = np.column_stack([part.counts for part in parts])
    begins = (np.cumsum(counts.ravel()) - counts.ravel()).reshape(counts.shape)
    woven = np.empty(int(counts.sum()), dtype=np.uint64)
    for at, part in enumerate(parts):
        own = np.cumsum(part.counts) - part.counts
        woven[np.repeat(begins[:, at] - own, part.counts) + np.arange(len(part.numbers))] = part.numbers
    return woven


def _layer(layer: Layer) -> bytes:
    keys = b"".join(_field(KEY, key.encode()) for key in layer.keys)
    values = _wholes(layer.values) if isinstance(layer.values, np.ndarray) else b"".join(map(_value, layer.values))
    rest = _whole(UNITS, EXTENT) + _whole(VERSION, 2)
    return _field(NAME, layer.name.encode()) + _features(layer) + keys + values + rest


def _value(value: Value) -> bytes:
    return _field(VALUE, _field(TEXT, value.encode()) if isinstance(value, str) else _whole(WHOLE, value))


def _wholes(values: Counts) -> bytes:
    numbers = values.astype(np.uint64)
    own = table(_same(VALUE, len(numbers)), 1 + sizes(numbers).astype(np.uint64), _same(WHOLE, len(numbers)), numbers)
    return packed(own.numbers)


def _field(number: int, content: bytes) -> bytes:
    return _whole(number, len(content)) + content


def _whole(number: int, value: int) -> bytes:
    written = bytearray([number])
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    written.append(value)
    return bytes(written)


def _same(number: int, rows: int) -> Numbers:
    return np.full(rows, number, dtype=np.uint64)
