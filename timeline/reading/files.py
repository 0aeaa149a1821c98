"""Which bytes does a path hold, if it is a file that we dare to read?"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from timeline.errors import BriefingRefused

LARGEST = 10_000_000  # bytes; the longest of the reviews we have seen is 300 kB
# The first bytes of formats that are often given the wrong name. "MZ" may begin a text: decoding finds that program.
MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a database"),
)


def contents(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a regular file; raises BriefingRefused for what is none, too large, unreadable or another format.

    A pipe would block and a device never end, so the kind is looked at before a byte is read.
    """
    name = str(path)
    try:
        with open(path, "rb", opener=_open_at_once) as file:  # Path.open takes no opener
            kind = os.fstat(file.fileno())
            if not stat.S_ISREG(kind.st_mode):
                raise BriefingRefused(name, "not a file", "give a text file, or a folder of them")
            if kind.st_size > largest:
                raise _too_large(name, largest)
            data = file.read(largest + 1)
    except (OSError, ValueError) as error:
        raise BriefingRefused(name, _reason(error), "check the path and its permissions") from error
    if len(data) > largest:  # it grew, or says no size
        raise _too_large(name, largest)
    return _of_text(data, name)


def briefings(paths: Iterable[Path], suffixes: frozenset[str]) -> Iterator[Path]:
    """The files to read: those given, and in folders those whose suffix can be read, in order of name.

    Hidden files and folders are left out, links to folders not followed.
    """
    for path in paths:
        if path.is_dir():
            yield from _inside(path, suffixes)
        else:
            yield path


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _inside(folder: Path, suffixes: frozenset[str]) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in suffixes:
                yield Path(root, name)


def _of_text(data: bytes, name: str) -> bytes:
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise BriefingRefused(name, f"not text but {what}", "save its text as .txt, .md or .html")
    return data


def _too_large(name: str, largest: int) -> BriefingRefused:
    return BriefingRefused(name, f"larger than {largest // 1_000_000} MB", "split it, one briefing a file")


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return error.strerror.lower() if error.strerror else "cannot be opened"
    return "no such name is possible"  # a zero byte in it
