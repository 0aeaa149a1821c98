"""Which gazetteers has the user added? A folder with one index each, named as the user calls it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from geodata.gazetteer import connect


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """One of them: ``rows`` and ``names`` are counts, ``added`` the time in UTC; ``fault``: it cannot be read."""

    name: str
    file: str = ""
    rows: int = 0
    names: int = 0
    licence: str = ""
    added: str = ""
    fault: str = ""


def files(folder: Path) -> tuple[Path, ...]:
    """Their indexes, in the order of their names; none where there is no such folder."""
    return tuple(sorted(folder.glob("*.sqlite")))


def index_of(folder: Path, name: str) -> Path:
    """Where the index of this name lies, or would."""
    return folder / f"{name}.sqlite"


def listed(folder: Path) -> Iterator[Added]:
    """What is known of each."""
    for path in files(folder):
        try:
            with closing(connect(path)) as connection:
                told = dict(connection.execute("SELECT key, value FROM meta").fetchall())
            yield Added(
                name=path.stem,
                file=told["file"],
                rows=int(told["rows"]),
                names=int(told["names"]),
                licence=told["licence"],
                added=told["added"],
            )
        except (sqlite3.DatabaseError, KeyError, ValueError) as error:
            yield Added(name=path.stem, fault=f"damaged ({error})")


def remove(folder: Path, name: str) -> bool:
    """Take it away; False where there is none of this name."""
    path = index_of(folder, name)
    if path not in files(folder):
        return False
    path.unlink()
    return True
