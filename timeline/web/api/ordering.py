"""In which order do features come? Of time, of their fields, or of how well the words asked for fit them.

Relevance is little, and known of a million events in milliseconds: those come first that have the words themselves and
not only longer ones that begin so, of these the ones with the shorter sentence, which has less beside them.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from timeline.concordance import Concordance
from timeline.edition import Edition
from timeline.layers.layer import Layer, Mask, Positions
from timeline.web.api.arguments import RELEVANCE, Sorting

ORDERS = 8  # that are remembered, four bytes a feature each: whoever walks through pages sorts once
EDITIONS = 3  # of which the words and the lengths of sentences are at hand
# A key of 16 bits, which numpy sorts without comparing: how many words are only begun, and the sentence's length.
LENGTH_BITS = 10
MOST_BEGUN, LONGEST = (1 << 16 - LENGTH_BITS) - 1, (1 << LENGTH_BITS) - 1
Keys = npt.NDArray[np.uint16]


def ordered(
    edition: Edition, layer: Layer, taken: Mask | None, order: tuple[Sorting, ...], words: tuple[str, ...]
) -> Positions:
    """The positions that are taken (None: all), sorted so, or in order of time; ``words`` are those searched for."""
    if not any(sorting.field == RELEVANCE for sorting in order):
        every = _sorted(layer, order) if order else np.arange(len(layer))
        return every if taken is None else every[taken[every]] if order else np.flatnonzero(taken)
    hits = np.arange(len(layer)) if taken is None else np.flatnonzero(taken)
    keys = [
        _relevance(edition, layer, words)[hits] if sorting.field == RELEVANCE else _keys(layer, sorting)[hits]
        for sorting in order
    ]
    return hits[np.lexsort(keys[::-1])]


def _relevance(edition: Edition, layer: Layer, words: tuple[str, ...]) -> Keys:
    """A number for each event, the less the better the words fit; the same for all where there are none."""
    begun = np.full(len(layer), len(words), dtype=np.uint16)
    for word in words:
        begun[_words(edition.directory, len(layer)).standing(word)] -= 1
    keys: Keys = np.minimum(begun, MOST_BEGUN) << np.uint16(LENGTH_BITS)
    if words:
        keys |= _lengths(layer)
    return keys


@lru_cache(EDITIONS)
def _words(directory: Path, events: int) -> Concordance:
    return Concordance.open(directory, events)


@lru_cache(EDITIONS)
def _lengths(layer: Layer) -> Keys:
    """How many characters each event's sentence has, as far as that is told in the key."""
    starts, ends = (layer.table.column(name).to_numpy() for name in ("char_start", "char_end"))
    lengths: Keys = np.minimum(ends - starts, LONGEST).astype(np.uint16)
    return lengths


@lru_cache(ORDERS)
def _sorted(layer: Layer, order: tuple[Sorting, ...]) -> Positions:
    """All positions sorted so; what is unknown comes last, what is alike in order of time."""
    return np.lexsort([_keys(layer, sorting) for sorting in reversed(order)])


def _keys(layer: Layer, sorting: Sorting) -> npt.NDArray[np.intp]:
    return _key(layer.table.column(sorting.field).combine_chunks(), sorting.descending)


def _key(column: Any, descending: bool) -> npt.NDArray[np.intp]:
    """Numbers in the order of the column's values, those that are null behind all."""
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    values = len(coded.dictionary)
    ranks = np.empty(values + 1, dtype=np.intp)
    ranks[pc.array_sort_indices(coded.dictionary).to_numpy()] = np.arange(values)[:: -1 if descending else 1]
    ranks[values] = values
    found: npt.NDArray[np.intp] = ranks[coded.indices.cast(pa.int32()).fill_null(values).to_numpy()]
    return found
