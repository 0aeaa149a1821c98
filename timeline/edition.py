"""What do readers see? An immutable folder of files, made of the store, whose name is the hash of what it holds.

An edition is written beside the others and swapped in by one rename, so a reader meets a whole one or none. Nothing in
it depends on the clock: the same store gives the same bytes and the same id, which is the ETag of all that is served.
"""

from __future__ import annotations

import gzip
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import orjson

from timeline.entries import packed
from timeline.errors import NotFound, StoreBusy, StoreDamaged
from timeline.finding.corroborating import corroborate
from timeline.geometry import Shapes
from timeline.indexing import by_briefing, named, whole
from timeline.paging import layers, material, page
from timeline.store import Store

MANIFEST, NEWEST, UNFINISHED = "manifest.json", "newest", ".unfinished-"
INDEXES = "briefings.index"  # the index of each briefing, gzipped, in the order of briefings.json
KEPT = 4  # editions: a reader who has begun with an older one may finish with it
ABANDONED_S = 3600.0  # a folder that was not finished for so long belongs to a process that is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A sound edition: ``id``, its folder, and the SHA-256 of each of its files by name (``layers/events.geojson``)."""

    id: str
    directory: Path
    files: Mapping[str, str]

    def path(self, name: str) -> Path:
        """Where the file of that name lies; raises NotFound."""
        if name not in self.files:
            raise NotFound(f"{name}: edition {self.id} has no such file")
        return self.directory / name

    def read(self, name: str) -> bytes:
        """The bytes of the file of that name; raises NotFound, also where the edition has been cleared away since."""
        path = self.path(name)
        try:
            return path.read_bytes()
        except FileNotFoundError as error:
            raise NotFound(f"{name}: edition {self.id} is no longer kept") from error

    def json(self, name: str) -> Any:
        """The value of a JSON file of that name; raises NotFound."""
        return orjson.loads(self.read(name))

    @property
    def layers(self) -> tuple[str, ...]:
        """The names of the layers: ``events``, ``events-points``, ``protest``, ..."""
        found = (name.removeprefix("layers/") for name in self.files if name.startswith("layers/"))
        return tuple(sorted(name.removesuffix(".geojson") for name in found if name.endswith(".geojson")))


def publish(store: Store, directory: Path, shapes: Shapes) -> Edition:
    """Make the edition of all that the store holds and put it first in ``directory``.

    Raises StoreDamaged where the store is not sound, StoreBusy where the folder cannot be written; the editions that
    are there stay served.
    """
    made = _compose(store, shapes)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        _install(made, directory)
        _clear(directory, keep=made.id)
    except OSError as error:
        raise StoreBusy(
            f"{directory}: the edition cannot be written ({error.strerror}); free space or permit it"
        ) from error
    return _opened(directory / made.id)


def open_newest(directory: Path) -> Edition:
    """The newest sound edition in ``directory``, a damaged one passed over; raises NotFound where none is sound."""
    for folder in _newest_first(directory):
        with suppress(StoreDamaged):
            return _opened(folder)
    raise NotFound(f"{directory}: no sound edition; publish one with `dateline serve`")


@dataclass(frozen=True, slots=True)
class _Composed:
    id: str
    files: Mapping[str, bytes]


def _compose(store: Store, shapes: Shapes) -> _Composed:
    """All files of the edition. The id is hashed while the page does not name it yet."""
    chronologies = tuple(store.chronologies())
    found = material(chronologies, corroborate(chronologies), shapes)
    files = {"briefings.json": orjson.dumps(list(found.briefings)), **layers(found)}
    index, indexes = whole(found), by_briefing(found)
    nameless = files | {"page.json": page(found, edition=None), "index.json": index, INDEXES: b"".join(indexes)}
    name = _digest(b"".join(f"{_digest(data)} {file}\n".encode() for file, data in sorted(nameless.items())))[:16]
    files |= {"page.json": page(found, edition=name), "index.json": named(index, name)}
    gzipped = {f"{file}.gz": _gzipped(data) for file, data in files.items()}
    gzipped |= packed(INDEXES, (_gzipped(named(one, name)) for one in indexes))
    return _Composed(name, dict(sorted((files | gzipped).items())))


def _gzipped(data: bytes) -> bytes:
    return gzip.compress(data, compresslevel=6, mtime=0)


def _install(made: _Composed, directory: Path) -> None:
    folder = directory / made.id
    if not _sound(folder):
        unfinished = Path(mkdtemp(prefix=UNFINISHED, dir=directory))
        _write_all(made, unfinished)
        if folder.exists():
            folder.rename(Path(mkdtemp(prefix=UNFINISHED, dir=directory)) / "damaged")
        unfinished.chmod(0o755)  # mkdtemp makes it private
        _swap(unfinished, folder)
    pointer = directory / f"{UNFINISHED}{made.id}-{os.getpid()}"
    _write(pointer, made.id.encode())
    _swap(pointer, directory / NEWEST)


def _write_all(made: _Composed, folder: Path) -> None:
    (folder / "layers").mkdir()
    for name, data in made.files.items():
        _write(folder / name, data)
    digests = {name: _digest(data) for name, data in made.files.items()}
    _write(folder / MANIFEST, orjson.dumps({"edition": made.id, "files": digests}))
    _sync(folder / "layers")
    _sync(folder)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _swap(new: Path, name: Path) -> None:
    new.rename(name)
    _sync(name.parent)


def _sync(folder: Path) -> None:
    """Make renames in a folder survive a power cut; only POSIX knows how."""
    with suppress(PermissionError):  # Windows does not open folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _opened(folder: Path) -> Edition:
    """The edition in a folder, every file of it compared with the manifest; raises StoreDamaged."""
    try:
        manifest = orjson.loads((folder / MANIFEST).read_bytes())
        files = {str(name): str(digest) for name, digest in manifest["files"].items()}
        strange = [name for name, digest in files.items() if _digest((folder / name).read_bytes()) != digest]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreDamaged(f"{folder}: no sound edition ({error}); publish again") from error
    if strange or manifest.get("edition") != folder.name:
        raise StoreDamaged(f"{folder}: not what was published ({', '.join(strange) or 'its name'}); publish again")
    return Edition(id=folder.name, directory=folder, files=files)


def _sound(folder: Path) -> bool:
    try:
        _opened(folder)
    except StoreDamaged:
        return False
    return True


def _newest_first(directory: Path) -> Iterator[Path]:
    """The folders of editions: first the one that was published last, then the others by their age."""
    with suppress(OSError, UnicodeDecodeError):
        named = directory / (directory / NEWEST).read_text(encoding="ascii").strip()
        if named.parent == directory and named.is_dir():
            yield named
    with suppress(OSError):
        folders = [folder for folder in directory.iterdir() if folder.is_dir() and not folder.name.startswith(".")]
        yield from sorted(folders, key=lambda folder: (-folder.stat().st_mtime_ns, folder.name))


def _clear(directory: Path, keep: str) -> None:
    """Remove editions beyond those kept, and what processes that were killed have left."""
    old = [folder for folder in _newest_first(directory) if folder.name != keep][KEPT - 1 :]
    for folder in directory.glob(f"{UNFINISHED}*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > ABANDONED_S or (folder / "damaged").exists():
                old.append(folder)
    for path in old:
        with suppress(OSError):
            path.unlink() if path.is_file() else shutil.rmtree(path)


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
