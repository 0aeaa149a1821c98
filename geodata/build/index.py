"""What stands in gazetteer.sqlite: places, their names by key, their shapes, borders, and the ground of countries."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from shapely import get_num_coordinates, to_wkb
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from geodata.build.entry import Entry, Name
from geodata.build.outlines import only_polygons
from geodata.names import NameRule, key_and_form, tokens
from geodata.place import NameGrade

GRADES = tuple(NameGrade)
MOST_WORDS = 6  # "Democratic People's Republic of Korea" has five
_MOST_PIECE = 200  # vertices in a piece of ground: small enough to test in microseconds

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (n INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    feature TEXT NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL, country TEXT, admin1 TEXT,
    population INTEGER NOT NULL, radius_km REAL NOT NULL, geonameid INTEGER, parent INTEGER);
-- form is NULL where it equals the key; grade is the position in NameGrade
CREATE TABLE name (key TEXT NOT NULL, n INTEGER NOT NULL, rule INTEGER NOT NULL, grade INTEGER NOT NULL, form TEXT,
    PRIMARY KEY (key, n, rule)) WITHOUT ROWID;
-- what a place is called in a language, where a source says so
CREATE TABLE spoken (n INTEGER NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (n, language)) WITHOUT ROWID;
CREATE TABLE shape (n INTEGER PRIMARY KEY, wkb BLOB NOT NULL);
CREATE TABLE border (a TEXT NOT NULL, b TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE capital (country TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE ground (piece INTEGER PRIMARY KEY, country TEXT NOT NULL, wkb BLOB NOT NULL);
CREATE VIRTUAL TABLE ground_box USING rtree(piece, west, east, south, north);
"""


def write_index(
    path: Path,
    entries: Iterable[Entry],
    borders: dict[tuple[str, str], str],
    capitals: dict[str, str],
    grounds: dict[str, BaseGeometry],
    spoken: dict[tuple[str, str], str],
    meta: dict[str, str],
) -> None:
    """Write a new index at ``path``.

    ``borders`` and ``capitals`` name places by id; ``grounds`` are by ISO code, ``spoken`` by id and language.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(
            "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;" + _SCHEMA
        )
        numbers = _write_places(connection, list(entries))
        connection.executemany(
            "INSERT INTO border VALUES (?, ?, ?)", [(a, b, numbers[n]) for (a, b), n in sorted(borders.items())]
        )
        connection.executemany(
            "INSERT INTO capital VALUES (?, ?)", [(iso, numbers[n]) for iso, n in sorted(capitals.items())]
        )
        _write_grounds(connection, grounds)
        connection.executemany(
            "INSERT INTO spoken VALUES (?, ?, ?)",
            [(numbers[id_], language, text) for (id_, language), text in sorted(spoken.items())],
        )
        connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        connection.executescript("CREATE UNIQUE INDEX place_id ON place (id); ANALYZE; VACUUM;")
    finally:
        connection.close()


def _write_places(connection: sqlite3.Connection, entries: list[Entry]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for number, entry in enumerate(entries, 1):
        if entry.place.id in numbers:
            raise ValueError(f"two entries with the id {entry.place.id}")
        numbers[entry.place.id] = number
    for entry in entries:
        place, number = entry.place, numbers[entry.place.id]
        parent = numbers.get(entry.parent) if entry.parent else None
        row = (number, place.id, place.name, place.kind.value, place.feature_code, place.lon, place.lat, place.country)
        row_end = (place.admin1, place.population, place.radius_km, place.geonameid, parent)
        connection.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row + row_end)
        connection.executemany(
            "INSERT INTO name VALUES (?, ?, ?, ?, ?)", [(key, number, *rest) for key, *rest in _names(entry.names)]
        )
        if entry.outline is not None:
            connection.execute("INSERT INTO shape VALUES (?, ?)", (number, to_wkb(entry.outline)))
    return numbers


def _names(names: Iterable[Name]) -> list[tuple[str, int, int, str | None]]:
    """Rows (key, rule, grade, form), one for each key and rule, with the best grade's form."""
    best: dict[tuple[str, int], tuple[int, str]] = {}
    for name in names:
        key, form = key_and_form(name.text)
        if not key or key.count(" ") >= MOST_WORDS:
            continue
        if name.rule & NameRule.ACRONYM:  # its capitals count, so they are kept
            form = " ".join(name.text[word.start : word.end] for word in tokens(name.text))
        rated = (GRADES.index(name.grade), form)
        slot = (key, int(name.rule))
        # Of two preferred spellings the plain one is kept: it is matched whatever accents the text has.
        if slot not in best or (rated[0], not form.isascii()) < (best[slot][0], not best[slot][1].isascii()):
            best[slot] = rated
    # A name that may stand in lower case does all that the plain one does, unless the plain one is of a better grade.
    rows = []
    for (key, rule), (grade, form) in sorted(best.items()):
        lower = best.get((key, int(NameRule.LOWER)))
        if rule == 0 and lower is not None and lower[0] <= grade:
            continue
        rows.append((key, rule, grade, form if form != key else None))
    return rows


def _write_grounds(connection: sqlite3.Connection, grounds: dict[str, BaseGeometry]) -> None:
    number = 0
    for iso, ground in sorted(grounds.items()):
        for piece in _pieces(ground):
            number += 1
            west, south, east, north = piece.bounds
            connection.execute("INSERT INTO ground VALUES (?, ?, ?)", (number, iso, to_wkb(piece)))
            connection.execute("INSERT INTO ground_box VALUES (?, ?, ?, ?, ?)", (number, west, east, south, north))


def _pieces(shape: BaseGeometry) -> list[BaseGeometry]:
    """``shape`` cut into quarters until each has few vertices."""
    if shape.is_empty:
        return []
    if get_num_coordinates(shape) <= _MOST_PIECE:
        return [shape]
    west, south, east, north = shape.bounds
    x, y = (west + east) / 2, (south + north) / 2
    quarters = (box(west, south, x, y), box(x, south, east, y), box(west, y, x, north), box(x, y, east, north))
    return [piece for quarter in quarters for piece in _pieces(only_polygons(shape.intersection(quarter)))]
