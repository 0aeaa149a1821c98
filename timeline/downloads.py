"""Which downloads of an edition are there, and who makes the others? A process of its own, once, after publishing.

They lie beside the files of the edition in a folder of their own, with a manifest that names those that are whole. What
an edition is does not hang on them: it is served from the first moment, and its id says nothing of them. Where there is
no space for them, they are made once there is.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from threading import Thread

import orjson
from shapely.errors import ShapelyError

from timeline import blocks
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
AGAIN_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file that is whole: its SHA-256, and how many bytes it has."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloads:
    """The downloads of an edition so far: files by name, packed ones too, and why some are not there.

    Those ``refused`` cannot be made of its events; those that ``failed`` are tried again when the server next starts.
    """

    files: Mapping[str, Made] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    failed: Mapping[str, str] = field(default_factory=dict)

    @property
    def faults(self) -> Mapping[str, str]:
        """Why those are not there that nobody need wait for."""
        return {**self.failed, **self.refused}

    @property
    def missing(self) -> tuple[Offer, ...]:
        """What is to be tried."""
        return tuple(offer for offer in OFFERS.values() if not self._done(offer))

    @property
    def pending(self) -> tuple[Offer, ...]:
        """What is still being made."""
        return tuple(offer for offer in self.missing if offer.name not in self.failed)

    def _done(self, offer: Offer) -> bool:
        return offer.name in self.refused or all(name in self.files for name in files_of(offer))


def files_of(offer: Offer) -> tuple[str, ...]:
    """The names of an offer's files: it itself, unless the edition has it, and packed."""
    packed = tuple(f"{offer.name}.{packing.suffix}" for packing in PACKINGS.values()) if offer.packed else ()
    return (*packed, f"{offer.name}{blocks.SUFFIX}") if offer.published else (offer.name, *packed)


def downloads(edition: Path) -> Downloads:
    """What there is in the folder of an edition; nothing where none was made yet."""
    try:
        told = orjson.loads((edition / FOLDER / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return Downloads()
    files = {name: Made(sha256=made["sha256"], bytes=made["bytes"]) for name, made in told["files"].items()}
    return Downloads(files=files, refused=told["refused"], failed=told.get("failed", {}))


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
        for offer in downloads(edition.directory).missing:
            _make(offer, source)


@contextmanager
def making(edition: Path) -> Iterator[None]:
    """Meanwhile the downloads of the edition in that folder are made by another process, which ends with this one."""
    if not downloads(edition).missing:
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
    said = ""
    try:
        while fault := _interrupted(open_edition(directory.parent, directory.name)):
            if fault != said:
                complain(f"downloads: {fault}; they are tried again every {AGAIN_S:.0f} s")
            said = fault
            time.sleep(AGAIN_S)
    except (TimelineError, OSError) as error:
        complain(f"downloads: {error}")


def _interrupted(edition: Edition) -> str:
    """Make the downloads, and say what came between that may pass; raises OSError where the edition is removed."""
    try:
        make(edition)
    except FileNotFoundError:
        raise
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _make(offer: Offer, source: Source) -> None:
    """Make the files of an offer elsewhere, then let them be there, and the manifest name them."""
    folder, made, refused, failed = source.made, {}, {}, {}
    unfinished = Path(mkdtemp(prefix=UNFINISHED, dir=folder))
    try:
        try:
            made = dict(_files(offer, source, unfinished))
        except ArgumentRefused as error:
            refused = {offer.name: str(error)}
        except FAULTS as error:
            _write(unfinished / "probe", bytes(PIECE))  # GDAL does not say whether it had no space: this does
            complain(f"downloads: {offer.name} cannot be made ({type(error).__name__}: {error}); please report it")
            failed = {offer.name: "It cannot be made, by a fault of ours."}
        for name in made:
            (unfinished / name).replace(folder / name)
        _note(unfinished, offer, made, refused, failed)
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
        if offer.published and packing.name == blocks.PACKING:  # answers of the API take parts of it
            blocks.pack(plain, packed)
        else:
            with packed.open("wb") as file:
                file.writelines(packing.packed(_pieces(plain)))
        yield packed.name, _kept(packed)
    if offer.published:
        index = unfinished / f"{offer.name}{blocks.SUFFIX}"
        yield index.name, _kept(index)  # last: where it is, what it speaks of is


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


def _note(
    unfinished: Path, offer: Offer, made: Mapping[str, Made], refused: Mapping[str, str], failed: Mapping[str, str]
) -> None:
    folder = unfinished.parent
    known = downloads(folder.parent)
    before = {name: why for name, why in known.failed.items() if name != offer.name}
    told = {
        "edition": folder.parent.name,
        "files": {**known.files, **made},
        "refused": {**known.refused, **refused},
        "failed": {**before, **failed},
    }
    path = unfinished / MANIFEST
    _write(path, orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))
    path.replace(folder / MANIFEST)


def _write(path: Path, data: bytes) -> None:
    """Write a file to the disk; raises OSError where there is no space."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _end_with_parent() -> None:
    # Not sys.stdin: a thread that waits in it holds its lock, and Python then cannot end ("Fatal Python error").
    while os.read(0, PIECE):
        pass
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
