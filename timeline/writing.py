"""How are files written that stay after a power cut? Hashed as they are written, and flushed to the disk.

Both leave the interpreter free, so a thread does them beside whoever makes what is written.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Protocol

WAITING = 1 << 20  # bytes that are gathered before they are written: a feature is some hundreds
AHEAD = 32  # pieces that may wait for the disk: memory stays bounded
FLUSHED = 1 << 28  # bytes after which the disk is waited for, so that not all of a large file is left for the end


class Taking(Protocol):
    """What takes the bytes of a file, in any pieces."""

    def __call__(self, *pieces: bytes | memoryview) -> None: ...


class Writing:
    """Files that are written side by side in a folder; when all are whole, ``digests`` has their SHA-256 by name.

    What is given to be written must not be changed afterwards.
    """

    def __init__(self, folder: Path) -> None:
        self.digests: dict[str, str] = {}
        self._folder = folder
        self._files: dict[str, _File] = {}
        self._beside = ThreadPoolExecutor(1, "writing")  # one: what is written stays in order
        self._waiting: deque[Future[None]] = deque()

    def opened(self, name: str) -> Taking:
        """What takes the bytes of the new file of that name."""
        file = self._files[name] = _File(self._folder / name, self._put)
        return file.write

    def __enter__(self) -> Writing:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        with ExitStack() as closing:  # all are closed, even where one cannot be written to its end
            for file in self._files.values():
                closing.callback(file.close)
            closing.callback(self._beside.shutdown, cancel_futures=True)
            if kind is None:
                for file in self._files.values():
                    file.flush()
                self._wait(0)
                self.digests.update({name: file.end() for name, file in self._files.items()})

    def _put(self, file: _File, data: bytes | memoryview) -> None:
        """Let the thread write it; raises OSError where something before could not be written."""
        self._waiting.append(self._beside.submit(file.put, data))
        self._wait(AHEAD)

    def _wait(self, left: int) -> None:
        while len(self._waiting) > left:
            self._waiting.popleft().result()


def write(path: Path, data: bytes) -> str:
    """Write one file; gives back its SHA-256."""
    with Writing(path.parent) as writing:
        writing.opened(path.name)(data)
    return writing.digests[path.name]


def swap(new: Path, name: Path) -> None:
    """Let what is new have a name, at once and for good; what had it is gone."""
    new.rename(name)
    sync(name.parent)


def sync(folder: Path) -> None:
    """Make what is in a folder survive a power cut; only POSIX knows how."""
    with suppress(PermissionError):  # Windows does not open folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class _File:
    """A new file. ``write`` and ``flush`` hand pieces to ``hand_on``, which has ``put`` called with them in order."""

    def __init__(self, path: Path, hand_on: Callable[[_File, bytes | memoryview], None]) -> None:
        self._file = path.open("wb", buffering=0)
        self._hand_on = hand_on
        self._digest = sha256()
        self._waiting: list[bytes | memoryview] = []
        self._size = self._unsure = 0

    def write(self, *pieces: bytes | memoryview) -> None:
        self._waiting += pieces
        self._size += sum(map(len, pieces))
        if self._size > WAITING:
            self.flush()

    def flush(self) -> None:
        """Hand on what has been gathered; a large piece alone is not copied."""
        whole = self._waiting[0] if len(self._waiting) == 1 else b"".join(self._waiting)
        self._waiting, self._size = [], 0
        self._hand_on(self, whole)

    def put(self, piece: bytes | memoryview) -> None:
        """Write it now."""
        data = memoryview(piece)
        self._digest.update(data)
        while data:  # a system call may take a part
            taken = self._file.write(data)
            data, self._unsure = data[taken:], self._unsure + taken
        if self._unsure > FLUSHED:
            self._sync()

    def end(self) -> str:
        """Bring the whole file to the disk; gives back its SHA-256."""
        self._sync()
        return self._digest.hexdigest()

    def close(self) -> None:
        self._file.close()

    def _sync(self) -> None:
        os.fsync(self._file.fileno())
        self._unsure = 0
