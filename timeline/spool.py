"""How are very many lines put in order that are too many for the memory? They wait in a file without a name."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterator
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Generic, Self, TypeVar

T = TypeVar("T", bound=Hashable)


class Spool(Generic[T]):
    """Lines, each with a value that many may share, which come back in the order of their keys.

    The file lies in ``folder`` and is gone when it is closed. All lines come before the first comes back.
    Raises OSError where they cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 - it is open as long as this
        self._keys: list[str] = []
        self._ends = array("q", [0])
        self._values: dict[T, int] = {}
        self._having = array("i")

    def add(self, key: str, line: bytes, value: T) -> None:
        """The next line; those of one key come back as they came."""
        self._file.write(line)
        self._keys.append(key)
        self._ends.append(self._ends[-1] + len(line))
        self._having.append(self._values.setdefault(value, len(self._values)))

    def __len__(self) -> int:
        return len(self._having)

    def __iter__(self) -> Iterator[tuple[bytes, T]]:
        values, there = list(self._values), -1
        for at in self._order:
            if self._ends[at] != there:  # to seek costs more than to read, and many lines follow those before them
                self._file.seek(self._ends[at])
            there = self._ends[at + 1]
            yield self._file.read(there - self._ends[at]), values[self._having[at]]

    @cached_property
    def _order(self) -> array[int]:
        """The numbers of the lines by their keys, which are not needed any more then."""
        order = array("i", sorted(range(len(self._keys)), key=self._keys.__getitem__))
        self._keys.clear()
        return order

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()
