"""How is one of very many entries of a file read without reading the others? By the offset at which each begins."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from timeline.errors import NotFound

OFFSETS = ".offsets.npy"


def array(values: npt.NDArray[Any]) -> bytes:
    """The bytes of an ``.npy`` file of these values; the same values give the same bytes."""
    written = io.BytesIO()
    np.save(written, values, allow_pickle=False)
    return written.getvalue()


def mapped(path: Path) -> npt.NDArray[Any]:
    """The values of an ``.npy`` file, mapped into memory: processes that read the same file share it."""
    values = np.load(path, mmap_mode="r", allow_pickle=False)
    return np.asarray(values if values.size else values.copy())  # nothing is not mapped


def packed(name: str, entries: Iterable[bytes]) -> dict[str, bytes]:
    """The two files of these entries, by name: one after another, and where each begins (and the last one ends)."""
    given = list(entries)
    offsets = np.cumsum([0, *map(len, given)], dtype=np.int64)
    return {name: b"".join(given), f"{name}{OFFSETS}": array(offsets)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """The entries of a file in ``path``; ``offsets`` has one more than there are entries."""

    path: Path
    offsets: npt.NDArray[np.int64]

    @classmethod
    def open(cls, path: Path) -> Entries:
        """Those that ``packed`` made."""
        return cls(path=path, offsets=np.load(path.with_name(path.name + OFFSETS), allow_pickle=False))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def read(self, positions: Sequence[int]) -> list[bytes]:
        """The entries at these positions, in the order asked for.

        Raises NotFound where the file has been cleared away since.
        """
        try:
            with self.path.open("rb") as file:
                return [self._at(file, position) for position in positions]
        except FileNotFoundError as error:
            raise NotFound("This edition is no longer kept: read the page anew.") from error

    def _at(self, file: io.BufferedReader, position: int) -> bytes:
        file.seek(int(self.offsets[position]))
        return file.read(int(self.offsets[position + 1] - self.offsets[position]))
