"""In which events does a word stand? The words of an edition in order, and for each the positions that have it.

All words that begin alike are neighbours, so what a search for their beginning finds is one stretch of an array: a
word of half a million events is found in some milliseconds, and the mask that comes back is ready for other filters.
(SQLite's FTS5 finds the same as fast, but each hit passes through Python one by one before it can be filtered.) Words
that are asked for are folded before they come here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from timeline import entries

FOLDER = "words"
# All words, one after another, with their starts; the positions of each, one after another, with their starts.
TEXT, LETTERS, AT, STARTS = (f"{FOLDER}/{name}" for name in ("text.bin", "letters.npy", "at.npy", "starts.npy"))
NEXT, BEYOND = b"\0", b"\xff"  # less than any byte of a word, greater than any of UTF-8
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Concordance:
    """The words of so many ``events``; ``letters`` and ``starts`` have one more entry than there are words."""

    events: int
    text: npt.NDArray[np.uint8]
    letters: npt.NDArray[np.int64]
    at: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]

    @classmethod
    def open(cls, directory: Path, events: int) -> Concordance:
        """That of the edition in this folder, mapped into memory; raises OSError, ValueError."""
        arrays = [entries.mapped(directory / name) for name in (LETTERS, AT, STARTS)]
        path = directory / TEXT
        text = np.memmap(path, mode="r") if path.stat().st_size else np.empty(0, np.uint8)
        return cls(events=events, text=np.asarray(text), letters=arrays[0], at=arrays[1], starts=arrays[2])

    def having(self, words: Iterable[str]) -> Mask:
        """Which events have, for each of these words, one that begins with it; all where there are none."""
        found = np.ones(self.events, dtype=np.bool_)
        for word in words:
            found &= self._beginning(encoded(word))
        return found

    def standing(self, word: str) -> npt.NDArray[np.int32]:
        """The positions of the events that have the word itself, each once."""
        return self._between(encoded(word), encoded(word) + NEXT)

    def _beginning(self, word: bytes) -> Mask:
        found = np.zeros(self.events, dtype=np.bool_)
        found[self._between(word, word + BEYOND)] = True
        return found

    def _between(self, low: bytes, high: bytes) -> npt.NDArray[np.int32]:
        """The positions of the events that have words from ``low`` to before ``high``."""
        first, behind = (bisect_left(range(len(self.letters) - 1), one, key=self._word) for one in (low, high))
        return self.at[self.starts[first] : self.starts[behind]]

    def _word(self, number: int) -> bytes:
        return self.text[self.letters[number] : self.letters[number + 1]].tobytes()


def encoded(word: str) -> bytes:
    """A word as the text of all words has it, which is in the order of these bytes."""
    return word.encode("utf-8", "surrogatepass")
