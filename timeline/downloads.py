"""Which downloads of an edition are there, and who makes the others? A process of its own, once, after publishing.

They lie beside the files of the edition in a folder of their own, with a manifest that names those that are whole. What
an edition is does not hang on them: it is served from the first moment, and its id says nothing of them.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from threading import Thread

import orjson
from shapely.errors import ShapelyError

from timeline.edition import MANIFEST, Edition, open_edition
from timeline.errors import ArgumentRefused, TimelineError
from timeline.offers import FOLDER, OFFERS, Offer
from timeline.packing import PACKINGS
from timeline.printing import complain
from timeline.source import Source

LOCK, UNFINISHED = ".lock", ".unfinished-"
A_DAY_S = 86_400.0
# What GDAL, Arrow and GEOS say of data that nobody foresaw: the other files need not go without.
FAULTS = (RuntimeError, ValueError, ShapelyError)
PIECE = 1 << 20  # bytes
LEAST = 19  # of all priorities


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file that is whole: its SHA-256, and how many bytes it has."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloads:
    """The downloads of an edition so far: files by name, packed ones too, and why some cannot be made."""

    files: Mapping[str, Made] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)

    @property
    def pending(self) -> tuple[Offer, ...]:
        """What is still to be made."""
        return tuple(offer for offer in OFFERS.values() if not self._done(offer))

    def _done(self, offer: Offer) -> bool:
        return offer.name in self.refused or all(name in self.files for name in files_of(offer))


def files_of(offer: Offer) -> tuple[str, ...]:
    """The names of an offer's files: it itself, unless the edition has it, and packed."""
    packed = tuple(f"{offer.name}.{packing.suffix}" for packing in PACKINGS.values()) if offer.packed else ()
    return packed if offer.published else (offer.name, *packed)


def downloads(edition: Path) -> Downloads:
    """What there is in the folder of an edition; nothing where none was made yet."""
    try:
        told = orjson.loads((edition / FOLDER / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return Downloads()
    files = {name: Made(sha256=made["sha256"], bytes=made["bytes"]) for name, made in told["files"].items()}
    return Downloads(files=files, refused=told["refused"])


def make(edition: Edition) -> None:
    """Make what is still missing, one after another, once no other process is at it.

    Raises OSError where the edition is removed meanwhile, or there is no space.
    """
    folder = edition.directory / FOLDER
    folder.mkdir(exist_ok=True)
    with closing(sqlite3.connect(folder / LOCK, timeout=A_DAY_S, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")  # the one lock that every system has, and that dies with its process
        for left in folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left)
        source = Source(edition)
        for offer in downloads(edition.directory).pending:
            _make(offer, source)


@contextmanager
def making(edition: Path) -> Iterator[None]:
    """Meanwhile the downloads of the edition in that folder are made by another process, which ends with this one."""
    if not downloads(edition).pending:
        yield
        return
    # It ends when what it reads from ends, however this process may.
    command = (sys.executable, "-m", "timeline.downloads", str(edition))
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as process:
        try:
            yield
        finally:
            process.terminate()


def main(directory: Path) -> None:
    """Make the downloads of the edition in that folder, and get in nobody's way."""
    Thread(target=_end_with_parent, daemon=True).start()
    logging.disable(logging.WARNING)  # what a format cannot hold is said in its file
    if hasattr(os, "nice"):
        os.nice(LEAST)
    try:
        make(open_edition(directory.parent, directory.name))
    except (TimelineError, OSError) as error:
        complain(f"downloads: {error}")


def _make(offer: Offer, source: Source) -> None:
    """Make the files of an offer elsewhere, then let them be there, and the manifest name them."""
    folder, made, refused = source.made, {}, {}
    unfinished = Path(mkdtemp(prefix=UNFINISHED, dir=folder))
    try:
        try:
            made = dict(_files(offer, source, unfinished))
        except ArgumentRefused as error:
            refused = {offer.name: str(error)}
        except FAULTS as error:
            complain(f"downloads: {offer.name} cannot be made ({type(error).__name__}: {error}); please report it")
            refused = {offer.name: "It cannot be made, by a fault of ours."}
        for name in made:
            (unfinished / name).replace(folder / name)
        _note(folder, made, refused)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _files(offer: Offer, source: Source, unfinished: Path) -> Iterator[tuple[str, Made]]:
    from timeline.writers import WRITERS  # some megabytes, which those who serve need not

    if offer.published:
        plain = source.edition.path(f"layers/{offer.name}")
    else:
        plain = unfinished / offer.name
        WRITERS[offer.format](source, offer.layer, plain)
        yield offer.name, _kept(plain)
    for packing in PACKINGS.values() if offer.packed else ():
        packed = unfinished / f"{offer.name}.{packing.suffix}"
        with packed.open("wb") as file:
            file.writelines(packing.packed(_pieces(plain)))
        yield packed.name, _kept(packed)


def _kept(path: Path) -> Made:
    """The file as it will still be after a power cut."""
    digest, count = sha256(), 0
    for piece in _pieces(path):
        digest.update(piece)
        count += len(piece)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return Made(sha256=digest.hexdigest(), bytes=count)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(lambda: file.read(PIECE), b"")


def _note(folder: Path, made: Mapping[str, Made], refused: Mapping[str, str]) -> None:
    known = downloads(folder.parent)
    told = {"edition": folder.parent.name, "files": {**known.files, **made}, "refused": {**known.refused, **refused}}
    path = folder / f"{UNFINISHED}{MANIFEST}"
    path.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))
    path.replace(folder / MANIFEST)


def _end_with_parent() -> None:
    # Not sys.stdin: a thread that waits in it holds its lock, and Python then cannot end ("Fatal Python error").
    while os.read(0, PIECE):
        pass
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
