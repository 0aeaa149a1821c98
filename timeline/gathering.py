"""How do the words of the layers of an edition become a concordance? A whole column of texts at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from timeline import entries
from timeline.concordance import AT, LETTERS, STARTS, TEXT, encoded
from timeline.exporting.searching import SEARCHED
from timeline.folding import words
from timeline.layering import Rows

AT_ONCE = 100_000  # texts that are taken apart at a time
POSITION = (1 << 32) - 1
Owners = npt.NDArray[np.intp]  # the position of the event of each text


class _Numbers(dict[str, int]):
    """Words, each numbered as it is first met."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class Gathering:
    """Makes the concordance of the layers that come one by one."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._told: list[
            npt.NDArray[np.int64]
        ] = []  # word and position as one number: so they are sorted in their place

    def take(self, name: str, rows: Rows) -> None:
        """The layer of that name: the texts of it in which a search looks."""
        for texts, owners in _texts(name, rows):
            for start in range(0, len(texts), AT_ONCE):
                self._told.append(self._standing(texts[start : start + AT_ONCE], owners[start : start + AT_ONCE]))

    def files(self) -> dict[str, bytes]:
        """The files by name; the same words give the same bytes."""
        written = {word: encoded(word) for word in self._numbers}
        ordered = sorted(self._numbers, key=written.__getitem__)
        told = self._ordered(ordered)
        return {
            TEXT: b"".join(written[word] for word in ordered),
            LETTERS: entries.array(np.cumsum([0, *(len(written[word]) for word in ordered)], dtype=np.int64)),
            AT: entries.array(told.astype(np.int32)),  # the lower half
            STARTS: entries.array(np.searchsorted(told, np.arange(len(ordered) + 1) << 32)),
        }

    def _ordered(self, words: Sequence[str]) -> npt.NDArray[np.int64]:
        """What stands where, each once, words numbered as they are ordered here. Nothing is told afterwards."""
        rank = np.empty(len(words), dtype=np.int64)
        rank[[self._numbers[word] for word in words]] = np.arange(len(words))
        told = np.empty(sum(map(len, self._told)), dtype=np.int64)
        end = len(told)
        while self._told:  # each piece is gone when it stands in the whole
            piece = self._told.pop()
            told[end - len(piece) : end] = rank[piece >> 32] << 32 | piece & POSITION
            end -= len(piece)
        return _once(told)

    def _standing(self, texts: pa.StringArray, owners: Owners) -> npt.NDArray[np.int64]:
        """Which word stands at which position. What spaces part is folded once, however often it stands there."""
        parts = pc.ascii_split_whitespace(texts)
        spelt = parts.flatten().dictionary_encode()
        numbers = pa.array([self._words(part) for part in spelt.dictionary.to_pylist()], pa.list_(pa.int64()))
        found = numbers.take(spelt.indices)
        at = owners[pc.list_parent_indices(parts).to_numpy()]
        return _once(found.flatten().to_numpy() << 32 | np.repeat(at, found.value_lengths().to_numpy()))

    def _words(self, text: str) -> list[int]:
        return [self._numbers[word] for word in words(text)]


def _once(numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """These numbers in order, each once; they are sorted in their place."""
    numbers.sort()
    new = np.ones(len(numbers), dtype=np.bool_)
    new[1:] = numbers[1:] != numbers[:-1]
    return numbers[new]


def _texts(name: str, rows: Rows) -> Iterator[tuple[pa.StringArray, Owners]]:
    for values in (rows.columns[field] for field in SEARCHED[name]):
        if pa.types.is_list(values.type):
            yield values.flatten(), rows.owners[pc.list_parent_indices(values).to_numpy()]
        else:
            yield values, rows.owners
