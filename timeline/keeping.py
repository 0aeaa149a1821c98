"""Which editions are kept, and how does their owner let go of one? Nobody else removes any: a paper may cite it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson

from timeline.edition import MANIFEST, NEWEST, UNFINISHED, Edition
from timeline.errors import NotFound, Removed, StoreBusy, StoreDamaged

PRUNED = "pruned"  # the ids that were once kept, one a line: an address that was cited says what became of it
_ID = re.compile(r"[0-9a-f]{16}")
SHORTEST = 4  # characters by which an edition may be named at a terminal


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An edition as its manifest lists it: files with their SHA-256. ``fault`` says why that cannot be read."""

    id: str
    directory: Path
    published: datetime
    newest: bool
    files: Mapping[str, str]
    fault: str | None = None

    @property
    def size(self) -> int:
        """How many bytes it takes on the disk, with what was made of it later."""
        return sum(path.stat().st_size for path in self.directory.rglob("*") if path.is_file())

    @property
    def edition(self) -> Edition:
        """The edition, its files not compared with their checksums; raises StoreDamaged."""
        if self.fault is not None:
            raise StoreDamaged(f"edition {self.id}: {self.fault}; publish again, or remove its folder {self.directory}")
        return Edition(id=self.id, directory=self.directory, files=self.files)


def kept(directory: Path) -> tuple[Kept, ...]:
    """All editions in the folder, the newest first, then by when they were published; raises NotFound."""
    try:
        folders = [folder for folder in directory.iterdir() if _ID.fullmatch(folder.name) and folder.is_dir()]
    except OSError as error:
        raise NotFound(f"{directory}: no editions there; `dateline serve` publishes what a store holds") from error
    newest = _newest(directory)
    found = [_kept(folder, newest) for folder in folders]
    return tuple(sorted(found, key=lambda one: (one.newest, one.published, one.id), reverse=True))


def find(directory: Path, name: str) -> Kept:
    """The edition of that id, of which the beginning is enough; raises NotFound, also where several begin so."""
    have = kept(directory)
    found = [one for one in have if one.id == name or (len(name) >= SHORTEST and one.id.startswith(name))]
    if len(found) == 1:
        return found[0]
    if not found and was_pruned(directory, name):
        raise Removed(f"edition {name} was removed by its owner; have {_names(have)}")
    raise NotFound(f"{name!r:.60}: {'several editions begin so' if found else 'no such edition'}; have {_names(have)}")


def exactly(directory: Path, name: str) -> Kept:
    """The edition of that whole id; raises NotFound, or Removed where there was one."""
    if _ID.fullmatch(name) and (directory / name).is_dir():
        return _kept(directory / name, _newest(directory))
    if was_pruned(directory, name):
        raise Removed(f"edition {name} was removed by its owner")
    raise NotFound(f"{name!r:.60}: no such edition")


def was_pruned(directory: Path, name: str) -> bool:
    """Whether an edition of that id was here until its owner removed it."""
    try:
        return name in (directory / PRUNED).read_text(encoding="ascii").split()
    except OSError:
        return False


def prune(directory: Path, keep: int) -> Iterator[tuple[str, int]]:
    """Remove the editions beyond the ``keep`` that were published last, never the newest: ids, and bytes freed.

    Raises NotFound where there are none, StoreBusy where the folder may not be written.
    """
    for one in kept(directory)[max(1, keep) :]:
        if one.id != _newest(directory):  # it may have been published again just now
            size = one.size
            try:
                _remove(one)
            except OSError as error:
                raise StoreBusy(f"{one.directory}: cannot be removed ({error.strerror}); permit it") from error
            yield one.id, size


def _remove(one: Kept) -> None:
    """Away in one step, so that nobody meets a half of it; whoever reads its files now may finish."""
    with (one.directory.parent / PRUNED).open("a", encoding="ascii") as file:
        file.write(f"{one.id}\n")
    leaving = one.directory.with_name(f"{UNFINISHED}{one.id}-leaving")
    shutil.rmtree(leaving, ignore_errors=True)  # left by a prune that was killed
    one.directory.rename(leaving)
    shutil.rmtree(leaving)


def _kept(folder: Path, newest: str) -> Kept:
    files, fault = {}, None
    try:
        manifest = orjson.loads((folder / MANIFEST).read_bytes())
        files = {str(name): str(digest) for name, digest in manifest["files"].items()}
        missing = [name for name in files if not (folder / name).is_file()]
        if manifest["edition"] != folder.name or missing:
            fault = f"damaged ({', '.join(missing[:3]) or 'its name'})"
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        fault = f"damaged ({MANIFEST}: {error})"
    return Kept(
        id=folder.name,
        directory=folder,
        published=_published(folder),
        newest=folder.name == newest,
        files=files,
        fault=fault,
    )


def _published(folder: Path) -> datetime:
    """When its manifest was written, which is the last thing that publishing does."""
    path = folder / MANIFEST
    return datetime.fromtimestamp((path if path.exists() else folder).stat().st_mtime, UTC).replace(microsecond=0)


def _newest(directory: Path) -> str:
    with suppress(OSError, UnicodeDecodeError):
        return (directory / NEWEST).read_text(encoding="ascii").strip()
    return ""


def _names(have: tuple[Kept, ...]) -> str:
    return ", ".join(one.id for one in have) or "none"
