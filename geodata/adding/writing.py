"""How is a user's gazetteer kept? As one index in the schema of the built one, written beside and swapped in whole."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from shapely import to_wkb

from geodata.build.entry import Entry
from geodata.build.index import GRADES, MOST_WORDS
from geodata.gazetteer import FORMAT
from geodata.names import key_and_form

#: The tables of geodata.build.index that a list of places needs; a test compares them.
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (n INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    feature TEXT NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL, country TEXT, admin1 TEXT,
    population INTEGER NOT NULL, radius_km REAL NOT NULL, geonameid INTEGER, parent INTEGER);
CREATE TABLE name (key TEXT NOT NULL, n INTEGER NOT NULL, rule INTEGER NOT NULL, grade INTEGER NOT NULL, form TEXT,
    PRIMARY KEY (key, n, rule)) WITHOUT ROWID;
CREATE TABLE shape (n INTEGER PRIMARY KEY, wkb BLOB NOT NULL);
CREATE UNIQUE INDEX place_id ON place (id);
-- Names come in the order of places; sorted once at the end, not one by one into a tree.
CREATE TEMP TABLE heap (key TEXT, n INTEGER, grade INTEGER, form TEXT);
"""


class Writing:
    """An index that is being written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.places = 0

    def add(self, entry: Entry) -> bool:
        """Add a place; False where its id is there already."""
        place, number = entry.place, self.places + 1
        row = (number, place.id, place.name, place.kind.value, place.feature_code, place.lon, place.lat, place.country)
        rest = (place.admin1, place.population, place.radius_km, place.geonameid, None)
        added = self._connection.execute(
            "INSERT OR IGNORE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row + rest
        )
        if added.rowcount < 1:
            return False
        self.places = number
        self._connection.executemany("INSERT INTO heap VALUES (?, ?, ?, ?)", _names(entry, number))
        if entry.outline is not None:
            self._connection.execute("INSERT INTO shape VALUES (?, ?)", (number, to_wkb(entry.outline)))
        return True

    def end(self, meta: dict[str, str]) -> int:
        """Write the names and what is told of the whole; the number of names."""
        self._connection.execute(
            "INSERT OR IGNORE INTO name SELECT key, n, 0, grade, form FROM heap ORDER BY key, n, grade"
        )
        (names,) = self._connection.execute("SELECT count(*) FROM name").fetchone()
        self._connection.executemany(
            "INSERT INTO meta VALUES (?, ?)", sorted({**meta, "format": FORMAT, "names": str(names)}.items())
        )
        return int(names)


def _names(entry: Entry, number: int) -> Iterator[tuple[str, int, int, str | None]]:
    for name in entry.names:
        key, form = key_and_form(name.text)
        if key and key.count(" ") < MOST_WORDS:
            yield key, number, GRADES.index(name.grade), form if form != key else None


@contextmanager
def swapped_in(path: Path) -> Iterator[Writing]:
    """An index to be written; at the end it is at ``path``, whole, and after any error nothing has changed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    clear(path.parent.glob("*.new"))
    beside = path.with_name(f"{path.stem}.{os.getpid()}.new")
    try:
        with closing(sqlite3.connect(beside, isolation_level=None)) as connection:
            # Exclusive: it is seen to be at work, so that nobody takes it for what a killed one has left.
            connection.executescript(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
                "PRAGMA cache_size = -65536; BEGIN EXCLUSIVE;" + _SCHEMA
            )
            yield Writing(connection)
            connection.execute("COMMIT")  # not by executescript, which commits by itself before it begins
            connection.execute("ANALYZE")
        _flush(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def clear(left: Iterable[Path]) -> None:
    """Remove the files that nobody is writing: a killed process has left them."""
    for path in left:
        try:
            with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
                connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            continue  # locked: somebody is at work
        except sqlite3.DatabaseError:
            pass  # killed before the first page was whole
        path.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
