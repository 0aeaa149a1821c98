"""How are files written that stay after a power cut? Hashed as they are written, and flushed to the disk."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack, suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType

WAITING = 1 << 18  # bytes that are gathered before they are written: a feature is some hundreds


class Writing:
    """Files that are written side by side in a folder; when all are whole, ``digests`` has their SHA-256 by name."""

    def __init__(self, folder: Path) -> None:
        self.digests: dict[str, str] = {}
        self._folder = folder
        self._files: dict[str, _File] = {}

    def opened(self, name: str) -> Callable[[bytes | memoryview], None]:
        """What takes the bytes of the new file of that name, piece by piece."""
        file = self._files[name] = _File(self._folder / name)
        return file.write

    def __enter__(self) -> Writing:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        with ExitStack() as closing:  # all are closed, even where one cannot be written to its end
            for file in self._files.values():
                closing.callback(file.close)
            if kind is None:
                self.digests.update({name: file.end() for name, file in self._files.items()})


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
    def __init__(self, path: Path) -> None:
        self._file = path.open("wb", buffering=0)
        self._digest = sha256()
        self._waiting: list[bytes] = []
        self._size = 0

    def write(self, piece: bytes | memoryview) -> None:
        if len(piece) > WAITING:  # need not be copied to others
            self._flush()
            self._put(memoryview(piece))
        else:
            self._waiting.append(bytes(piece))
            self._size += len(piece)
            if self._size > WAITING:
                self._flush()

    def end(self) -> str:
        """Bring the whole file to the disk; gives back its SHA-256."""
        self._flush()
        os.fsync(self._file.fileno())
        return self._digest.hexdigest()

    def close(self) -> None:
        self._file.close()

    def _flush(self) -> None:
        self._put(memoryview(b"".join(self._waiting)))
        self._waiting.clear()
        self._size = 0

    def _put(self, data: memoryview) -> None:
        self._digest.update(data)
        while data:  # a system call may take a part
            data = data[self._file.write(data) :]
