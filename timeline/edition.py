"""What do readers see? An immutable folder of files, made of the store, whose name is the hash of what it holds.

An edition is written beside the others and swapped in by one rename, so a reader meets a whole one or none. Nothing in
it depends on the clock: the same store gives the same bytes and the same id, which is the ETag of all that is served.
"""

from __future__ import annotations

import gzip
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import orjson

from timeline import collecting, concordance
from timeline.blocks import Blocks
from timeline.columns import FOLDER, Columns
from timeline.counting import Counting
from timeline.entries import packed
from timeline.errors import NotFound, StoreBusy, StoreDamaged
from timeline.gathering import Gathering
from timeline.geometry import Shapes
from timeline.indexing import WHOLE, named, whole
from timeline.layering import Layering
from timeline.layers.layer import Layer, Mask, open_layer
from timeline.material import Keys, Material, material
from timeline.offers import FOLDER as DOWNLOADS
from timeline.spool import Spool
from timeline.store import Store
from timeline.tabling import Tabling
from timeline.tiles import placed
from timeline.writing import Writing, swap, sync, write

MANIFEST, NEWEST, UNFINISHED = "manifest.json", "newest", ".unfinished-"
# Entries, a line each, that are read one by one: by briefing; by shape and happening as columns say.
TEXTS, SHAPES, HAPPENINGS = "texts.jsonl", "shapes.jsonl", "happenings.jsonl"
INNER = ("layers", FOLDER, concordance.FOLDER, placed.FOLDER)
LAYOUT = 2  # of the files of an edition: another one is not read, but its files stay
ABANDONED_S = 3600.0  # a folder that was not finished for so long belongs to a process that is gone


@dataclass(frozen=True, kw_only=True)  # without slots: its files are opened once, when they are asked for
class Edition:
    """A sound edition: ``id``, its folder, and the SHA-256 of each of its files by name (``layers/events.geojson``)."""

    id: str
    directory: Path
    files: Mapping[str, str]
    opened: dict[str, Layer] = field(default_factory=dict, compare=False, repr=False)
    packed: dict[str, Blocks] = field(default_factory=dict, compare=False, repr=False)

    def search(self, words: Iterable[str]) -> Mask:
        """Which events have, for each of these folded words, one that begins with it (``timeline/folding.py``)."""
        return self._words.having(words)

    @cached_property
    def _words(self) -> concordance.Concordance:
        return concordance.Concordance.open(self.directory, len(self.layer("events")))

    def path(self, name: str) -> Path:
        """Where the file of that name lies; raises NotFound."""
        if name not in self.files:
            raise NotFound(f"{name}: edition {self.id} has no such file")
        return self.directory / name

    def read(self, name: str) -> bytes:
        """The bytes of the file of that name, unpacked where it is kept gzipped.

        Raises NotFound, also where the edition has been cleared away since.
        """
        packed = f"{name}.gz" in self.files
        path = self.path(f"{name}.gz" if packed else name)
        try:
            return gzip.decompress(path.read_bytes()) if packed else path.read_bytes()
        except FileNotFoundError as error:
            raise NotFound(f"{name}: edition {self.id} is no longer kept") from error

    def size(self, name: str) -> int:
        """How many bytes a file that is kept gzipped has when it is unpacked, less whole 4 GiB; raises NotFound."""
        with self.path(f"{name}.gz").open("rb") as file:
            file.seek(-4, os.SEEK_END)
            return int.from_bytes(file.read(), "little")

    def json(self, name: str) -> Any:
        """The value of a JSON file of that name; raises NotFound."""
        return orjson.loads(self.read(name))

    def layer(self, name: str) -> Layer:
        """The layer of that name (``timeline/layers/fields.py``), opened once; raises NotFound."""
        if name not in self.opened:
            self.opened[name] = open_layer(self.directory, name)
        return self.opened[name]

    def blocks(self, layer: Layer) -> Blocks | None:
        """What is packed of the file that the layer is in; None until it is, some time after publishing."""
        name = layer.description.of
        if name not in self.packed:
            try:
                self.packed[name] = Blocks.of(self.directory / DOWNLOADS / f"{name}.geojson.gz")
            except (OSError, ValueError, EOFError):  # not there yet, or damaged
                return None
        return self.packed[name]


@collecting.kept()
def publish(store: Store, directory: Path, shapes: Shapes) -> Edition:
    """Make the edition of all that the store holds and put it first in ``directory``.

    Raises StoreDamaged where the store is not sound, StoreBusy where the folder cannot be written; the editions that
    are there stay served.
    """
    with _writable(directory), Spool[Keys](directory) as told:
        with store.one_look():
            found = material(store, shapes, told)
        return write_edition(found, directory)


@collecting.kept()
def write_edition(found: Material, directory: Path) -> Edition:
    """Write the edition that is made of this, and put it first in ``directory``; raises StoreBusy as ``publish``."""
    with _writable(directory):
        unfinished = Path(mkdtemp(prefix=UNFINISHED, dir=directory))
        try:
            made, files = _compose(found, unfinished)
            _install(made, unfinished, directory)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        _clear(directory)
    return Edition(id=made, directory=directory / made, files=files)


@contextmanager
def _writable(directory: Path) -> Iterator[None]:
    """The folder is there, or is made; that it cannot be written is told as StoreBusy."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise StoreBusy(
            f"{directory}: the edition cannot be written ({error.strerror}); free space or permit it"
        ) from error


def open_newest(directory: Path) -> Edition:
    """The newest sound edition in ``directory``, a damaged one passed over; raises NotFound where none is sound."""
    for folder in _newest_first(directory):
        with suppress(StoreDamaged):
            return _opened(folder)
    raise NotFound(f"{directory}: no sound edition; publish one with `dateline serve`")


def open_edition(directory: Path, name: str) -> Edition:
    """The edition of that id in ``directory``; raises NotFound, or StoreDamaged where it is not what was published."""
    folder = directory / name
    if folder.parent != directory or name == ".." or not folder.is_dir():
        raise NotFound(f"{name!r:.60}: no such edition in {directory}; `dateline editions list` names those there are")
    return _opened(folder)


def _compose(found: Material, folder: Path) -> tuple[str, Mapping[str, str]]:
    """All files of the edition, written to the folder: its id, hashed while the index does not name it, and theirs."""
    for inner in INNER:
        (folder / inner).mkdir()
    digests, counted = _written(found, folder)
    small = len(counted) <= WHOLE
    records = [orjson.loads(line) for line, _ in found.told] if small else []
    index = whole(counted, records, found.briefings, found.shapes) if small else b""
    name = _digest(b"".join(f"{digest} {file}\n".encode() for file, digest in sorted(digests.items())) + index)[:16]
    if small:
        packed = gzip.compress(named(index, name), compresslevel=6, mtime=0)
        digests["index.json.gz"] = write(folder / "index.json.gz", packed)
    write(folder / MANIFEST, orjson.dumps({"edition": name, "layout": LAYOUT, "files": dict(sorted(digests.items()))}))
    for written in (*(folder / inner for inner in INNER), folder):
        sync(written)
    return name, digests


def _written(found: Material, folder: Path) -> tuple[dict[str, str], Columns]:
    """Writes all files but the index: their SHA-256 by name, and the columns. Each event is looked at once."""
    counting, gathering = Counting(found), Gathering()
    with Writing(folder) as writing:
        with Tabling(folder) as tabling:
            layering = Layering(found, writing.opened, tabling)
            for line, keys in found.told:
                record = orjson.loads(line)
                layering.add(line, record, keys)
                counting.add(record, keys)
            for name, rows in layering.ended():
                counting.take(name, rows)
                gathering.take(name, rows)
        counted = counting.columns()
        for name, data in _files(found, counted, gathering):
            writing.opened(name)(data)
    return writing.digests, counted


def _files(found: Material, counted: Columns, gathering: Gathering) -> Iterator[tuple[str, bytes]]:
    """The files of the edition with their names, but for layers and index; each is made when it is asked for."""
    yield from gathering.files().items()  # first: it takes the most memory
    yield "briefings.json", orjson.dumps([{k: v for k, v in one.items() if k != "text"} for one in found.briefings])
    texts = (one["text"] for one in found.briefings)
    for name, values in ((TEXTS, texts), (SHAPES, found.shapes), (HAPPENINGS, found.happenings)):
        yield from packed(name, (orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE) for value in values)).items()
    yield from counted.files().items()
    yield from placed.placed(counted).files().items()


def _install(made: str, unfinished: Path, directory: Path) -> None:
    """Let the finished folder be the edition of that id, unless a sound one is there, and the newest."""
    folder = directory / made
    if not _sound(folder):
        if folder.exists():
            folder.rename(Path(mkdtemp(prefix=UNFINISHED, dir=directory)) / "damaged")
        unfinished.chmod(0o755)  # mkdtemp makes it private
        swap(unfinished, folder)
    pointer = directory / f"{UNFINISHED}{made}-{os.getpid()}"
    write(pointer, made.encode())
    swap(pointer, directory / NEWEST)


def _opened(folder: Path) -> Edition:
    """The edition in a folder, every file of it compared with the manifest; raises StoreDamaged."""
    try:
        manifest = orjson.loads((folder / MANIFEST).read_bytes())
        files = {str(name): str(digest) for name, digest in manifest["files"].items()}
        with ThreadPoolExecutor() as pool:  # hashing leaves other threads free
            found = dict(zip(files, pool.map(_digest_of, [folder / name for name in files]), strict=True))
        if manifest.get("layout") != LAYOUT:
            raise StoreDamaged(f"{folder}: made by another version of Dateline; publish again")
        strange = [name for name, digest in files.items() if found[name] != digest]
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


def _clear(directory: Path) -> None:
    """Remove what processes that were killed have left. Editions stay: each may be cited (``timeline/keeping.py``)."""
    for path in directory.glob(f"{UNFINISHED}*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > ABANDONED_S or (path / "damaged").exists():
                path.unlink() if path.is_file() else shutil.rmtree(path)


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
