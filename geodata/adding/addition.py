"""What becomes of a file that is added: how many places and names it gave, which rows were refused, and why."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from geodata.added import index_of
from geodata.adding.columns import guess
from geodata.adding.entries import Reader
from geodata.adding.formats import SMALLER, Row, open_source
from geodata.adding.ground import BuiltGround
from geodata.adding.refusal import FileRefused, RowRefused
from geodata.adding.writing import Writing, swapped_in
from geodata.gazetteer import Gazetteer, default_path

MOST_ROWS = 3_000_000
_SHOWN = 5  # refused rows that are named


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """``rows`` are places now known by ``names`` names; ``refusals`` tells of the first of the ``refused`` rows."""

    name: str
    rows: int
    names: int
    refused: int
    refusals: tuple[str, ...]
    replaced: bool


def default_name(path: Path) -> str:
    """What a gazetteer is called after its file: "BY.zip" is "by"."""
    return re.sub(r"[^a-z0-9]+", "-", path.name.lower().split(".")[0]).strip("-")[:40] or "gazetteer"


def add(
    path: Path, folder: Path, name: str, gazetteer: Gazetteer, now: str, seen: Callable[[int], None] = lambda _: None
) -> Addition:
    """Read the file into ``folder``, in place of what was called ``name``. ``seen`` is told how many rows were read.

    Raises FileRefused; then, and if the process is killed, nothing has changed.
    """
    source = open_source(path)
    reader = Reader(name=name, layout=guess(source, str(path)), ground=BuiltGround(gazetteer, default_path()))
    index = index_of(folder, name)
    try:
        replaced = index.exists()
        with swapped_in(index) as writing:
            refused = 0
            refusals: list[str] = []
            for count, row in enumerate(source.rows(reader.layout.used), 1):
                if count > MOST_ROWS:
                    raise FileRefused(str(path), f"more than {MOST_ROWS:,} rows", SMALLER)
                reason = _refusal(row, reader, writing)
                if reason is not None:
                    refused += 1
                    refusals += [f"row {row.number}: {reason}"][: _SHOWN - len(refusals)]
                if count % 1000 == 0:
                    seen(count)
            if not writing.places:
                first = refusals[0] if refusals else "it has none"
                raise FileRefused(str(path), f"no row of it is a place ({first})", "see that its columns are right")
            meta = {"file": path.name, "rows": str(writing.places), "licence": source.licence[:300], "added": now}
            names = writing.end({**meta, "refused": str(refused)})
            rows = writing.places
    except (OSError, sqlite3.OperationalError) as error:
        raise FileRefused(str(path), f"cannot be kept in {folder} ({error})", "make room there, or allow it") from error
    return Addition(name=name, rows=rows, names=names, refused=refused, refusals=tuple(refusals), replaced=replaced)


def _refusal(row: Row, reader: Reader, writing: Writing) -> str | None:
    """Why the row was not added; None where it was."""
    try:
        entry = reader.entry(row)
    except RowRefused as error:
        return str(error)
    return None if writing.add(entry) else f"the id {entry.place.id} is there already"
