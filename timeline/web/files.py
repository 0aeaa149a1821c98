"""What is told of an edition: its files with their types, sizes and sums, and how much of what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path

from flask import url_for

from timeline import keeping
from timeline.downloads import downloads
from timeline.edition import Edition
from timeline.errors import TimelineError
from timeline.exporting.formats import FORMATS
from timeline.holdings import Holdings, holdings
from timeline.keeping import Kept
from timeline.offers import FOLDER
from timeline.packing import PACKINGS
from timeline.web.tongues import gettext

PACKED = tuple(f".{packing.suffix}" for packing in PACKINGS.values())
# Of formats that are not for those who use the data: what the program itself reads.
INNER = {
    ".arrow": "application/vnd.apache.arrow.file",
    ".sqlite": "application/vnd.sqlite3",
    ".jsonl": "application/jsonl",
    ".gz": "application/gzip",
    ".br": "application/x-brotli",
    ".zst": "application/zstd",
    ".zip": "application/zip",
    ".json": "application/json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of an edition. What is worked out of it is worked out when it is told: a page names few of many."""

    name: str
    edition: str
    bytes: int
    sha256: str

    @property
    def address(self) -> str:
        """Where it is for ever; absolute."""
        return url_for("editions.file", edition=self.edition, name=self.name, _external=True)

    @property
    def path(self) -> str:
        """The same on this host."""
        return url_for("editions.file", edition=self.edition, name=self.name)

    @property
    def media(self) -> str:
        """Its media type."""
        return media(self.name)

    @property
    def size(self) -> str:
        """Its size in words."""
        return sized(self.bytes)

    @property
    def offered(self) -> bool:
        """Whether it is for those who use the data: not for the program that serves it, nor one of those packed."""
        return self.name.startswith(("layers/", f"{FOLDER}/")) and not self.name.endswith((".arrow", ".npy", *PACKED))

    @property
    def shown(self) -> str:
        """Its name as readers see it: of what is offered, without the folder."""
        return self.name.partition("/")[2] if self.offered else self.name

    @property
    def layer(self) -> str:
        """The layer that it holds, by its name: ``events``."""
        return Path(self.name).name.partition(".")[0]


def files(of: Edition) -> Iterator[File]:
    """The files of an edition, and those made of it since; raises NotFound where one is gone."""
    for name, digest in of.files.items():
        yield File(name=name, edition=of.id, bytes=of.path(name).stat().st_size, sha256=digest)
    for name, made in downloads(of.directory).files.items():
        yield File(name=f"{FOLDER}/{name}", edition=of.id, bytes=made.bytes, sha256=made.sha256)


def found(of: Edition, name: str) -> tuple[Path, str]:
    """Where a file of an edition lies, or one that was made of it, and its SHA-256; raises NotFound."""
    folder, _, alone = name.partition("/")
    made = downloads(of.directory).files
    if folder == FOLDER and alone in made:
        return of.directory / FOLDER / alone, made[alone].sha256
    return of.path(name), of.files[name]


def media(name: str) -> str:
    """The media type of a file of that name."""
    for format in FORMATS.values():
        if name.endswith(f".{format.suffix}"):
            return format.media
    return INNER.get(Path(name).suffix) or guess_type(name, strict=False)[0] or "application/octet-stream"


def sized(count: int) -> str:
    """A number of bytes in words: "0.4 kB", "12.3 MB"."""
    if count < 999_500:
        return gettext("%(size)s kB", size=f"{max(0.1, round(count / 1e3, 1)):.3g}")
    if count < 999_500_000:
        return gettext("%(size)s MB", size=f"{count / 1e6:.3g}")
    return gettext("%(size)s GB", size=f"{count / 1e9:,.1f}")


def held(one: Kept) -> Holdings | None:
    """What an edition holds; None where another version of the program made it, or it is damaged."""
    return None if one.fault else counted(one.directory)


@lru_cache(256)
def counted(directory: Path) -> Holdings | None:
    """The same of the edition in that folder, which is counted once."""
    try:
        return holdings(keeping.exactly(directory.parent, directory.name).edition)
    except TimelineError:
        return None
