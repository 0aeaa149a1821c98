"""Which places may a name mean, and which names stand in a text? Read-only SQLite files, no loading.

The built gazetteer, and any that users have added (``geodata/added.py``), are asked as one.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.names import APOSTROPHES, NameRule, Token, tokens
from geodata.place import Candidate, NameGrade, Place, PlaceKind
from geodata.sphere import km_between

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_GRADES = tuple(NameGrade)
FORMAT = "1"  # of the tables
_MOST_WORDS = 6
_MOST_CANDIDATES = 60
# "New York", "Rostov-on-Don", "St. Petersburg", "U.S.", "Bosnia-Herzegovina", "Cox's Bazar", "Ra’s al-Ayn"; one line
# break may stand in a name.
_GAP = re.compile(rf"(?:[ \t\u00a0]{{0,2}}\n?[ \t\u00a0]{{0,2}}|[-‐‑–/]|\.[ \u00a0]?|[{APOSTROPHES}]s[ \u00a0])")
# Arabic and Dutch articles are written small before a name: "al-Hasakah", "el-Fasher", "'s-Hertogenbosch".
_ARTICLES = frozenset("al el ad ar as ash at an az ez ed er es et eth s".split())
_SHORT_CAPITALS = 5  # letters: a word of this many capitals or fewer is taken for an acronym ("LIMA"), not a name
_DATELINE = re.compile(r"[ \t]*(?:,|\(|[-‐‑–—])")  # what follows "KYIV" in "KYIV, Ukraine (AP) —"
# "Horry County, " before "SC"
_AFTER_NAME = re.compile(r"\b[^\W\d_a-z][^\W\d_]*,[ \u00a0]{0,2}\Z")
_LONGEST_WORD = 30
_SAME_KM = 5.0  # two sources' points of one town lie closer, of towns of one name that are two hardly ever
_TOUCHING = 0.005  # degrees: ground of two countries that lies closer has a border between, and no sea
_THINNED = 0.05  # degrees that the outline of a region may be off, thinned for drawing
_PLACE_COLUMNS = (
    "place.id, place.name, kind, feature, lon, lat, place.country, admin1, population, radius_km, geonameid"
)


class GazetteerMissing(Exception):
    """The gazetteer's file is not there or is not a gazetteer; the message names the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A name in a text: the half-open range ``[start, end)`` of characters, the name as written, what it may mean."""

    start: int
    end: int
    name: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the name table beside its place."""

    key: str
    rule: int
    grade: NameGrade
    form: str
    place: Place
    added: bool


def default_path() -> Path:
    """Where the built gazetteer lies."""
    return Path(str(files("geodata"))) / "data" / "gazetteer.sqlite"


def open_gazetteer(path: Path | None = None, added: Sequence[Path] = ()) -> Gazetteer:
    """The gazetteer at ``path``, or the built one, and with it those that users have added. Raises GazetteerMissing."""
    path = path or default_path()
    if not path.is_file():
        raise GazetteerMissing(f"{path}: no gazetteer there; make it with: python -m geodata.build")
    opened = [_opened(path, "make it anew with: python -m geodata.build")]
    try:
        opened.extend(_opened(other, f"remove it with: dateline gazetteer remove {other.stem}") for other in added)
    except GazetteerMissing:
        for connection in opened:
            connection.close()
        raise
    return Gazetteer(opened[0], tuple(opened[1:]))


def connect(path: Path) -> sqlite3.Connection:
    """The file, to be read only."""
    # immutable: no locks, no journal; the file is only ever replaced as a whole.
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _opened(path: Path, remedy: str) -> sqlite3.Connection:
    try:
        connection = connect(path)
    except sqlite3.OperationalError as error:
        raise GazetteerMissing(f"{path}: cannot be opened ({error}); {remedy}") from None
    try:
        known = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise GazetteerMissing(f"{path}: not a gazetteer ({error}); {remedy}") from None
    if known != (FORMAT,):
        connection.close()
        raise GazetteerMissing(f"{path}: a gazetteer of another version; {remedy}")
    return connection


def _place(row: Sequence[object]) -> Place:
    id_, name, kind, feature, lon, lat, country, admin1, population, radius_km, geonameid = row
    return Place(
        id=id_,  # type: ignore[arg-type]  # columns of our own NOT NULL schema
        name=name,  # type: ignore[arg-type]
        kind=PlaceKind(str(kind)),
        feature_code=feature,  # type: ignore[arg-type]
        lon=lon,  # type: ignore[arg-type]
        lat=lat,  # type: ignore[arg-type]
        country=country,  # type: ignore[arg-type]
        admin1=admin1,  # type: ignore[arg-type]
        population=population,  # type: ignore[arg-type]
        radius_km=radius_km,  # type: ignore[arg-type]
        geonameid=geonameid,  # type: ignore[arg-type]
    )


class Gazetteer:
    """An open gazetteer, with those that were added to it. May be used from several threads."""

    def __init__(self, connection: sqlite3.Connection, added: Sequence[sqlite3.Connection] = ()) -> None:
        self._connection = connection
        self._added = tuple(added)
        self._rows = lru_cache(maxsize=8192)(self._read_rows)
        self._shores = lru_cache(maxsize=256)(self._shore)

    def close(self) -> None:
        """Close the files; nothing can be asked after."""
        for connection in (self._connection, *self._added):
            connection.close()

    @property
    def extended(self) -> bool:
        """Whether users have added gazetteers."""
        return bool(self._added)

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """What ``name`` may mean: by grade, the most populous first within a grade; at most 60. Empty where unknown."""
        words = tokens(name)
        if not words or len(words) > _MOST_WORDS:
            return ()
        known = self._rows(" ".join(word.key for word in words))
        return _ranked(_acronyms_first([row for row in known if _allows(row, name, words)]), words)

    def matches(self, text: str) -> tuple[Match, ...]:
        """The longest names of places in ``text``, in order, not overlapping; generous, for others to judge.

        A name begins with a capital letter, and ends with one unless its kind of name may not ("Brest region").
        Capitals of five letters or fewer are acronyms, and only curated ones count, but in headlines and datelines.
        Time grows linearly with the text.
        """
        words = tokens(text)
        found, at = [], 0
        while at < len(words):
            match, used = self._match_at(text, words, at)
            if match is not None and self._outreached(match, text, words, at):
                match, used = None, 1
            if match is not None:
                found.append(match)
            at += used
        return tuple(found)

    def _outreached(self, match: Match, text: str, words: Sequence[Token], at: int) -> bool:
        """Whether a name with an article ("The Northern") breaks into a longer one ("the Northern Territory")."""
        if words[at].key != "the" or at + 1 == len(words):
            return False
        longer, _ = self._match_at(text, words, at + 1)
        return longer is not None and longer.end > match.end

    def _match_at(self, text: str, words: Sequence[Token], at: int) -> tuple[Match | None, int]:
        """The longest match that begins at word ``at``, and by how many words to go on."""
        if not _may_begin(text, words, at):
            return None, 1
        run = _run(text, words, at)
        for count in range(len(run), 0, -1):
            here = run[:count]
            known = self._rows(" ".join(word.key for word in here))
            rows = _acronyms_first([row for row in known if _allows(row, text, here) and _reads(row, text, here)])
            if rows:
                end = _end(rows, text, here)
                start = here[0].start
                return Match(start=start, end=end, name=text[start:end], candidates=_ranked(rows, here)), count
        return None, 1

    def _read_rows(self, key: str) -> tuple[_Row, ...]:
        rows = _rows(self._connection, key, added=False)
        for other in self._added:
            more = _rows(other, key, added=True)
            rows += tuple(row for row in more if not any(_same(row.place, known.place) for known in rows))
        return rows

    def place(self, id: str) -> Place:
        """The place with this id; KeyError if none."""
        for connection in (self._connection, *self._added):
            row = connection.execute(f"SELECT {_PLACE_COLUMNS} FROM place WHERE id = ?", (id,)).fetchone()
            if row is not None:
                return _place(row)
        raise KeyError(id)

    def spoken(self, language: str) -> tuple[tuple[Place, str], ...]:
        """All places of which a source tells what they are called in a language (ISO 639-1 code), and what."""
        query = f"SELECT {_PLACE_COLUMNS}, text FROM place JOIN spoken USING (n) WHERE language = ? ORDER BY n"
        return tuple((_place(row), str(said)) for *row, said in self._connection.execute(query, (language,)))

    def country(self, iso: str) -> Place:
        """The country with this ISO 3166-1 alpha-2 code; KeyError if none."""
        return self.place(f"iso:{iso.upper()}")

    def capital(self, iso: str) -> Place | None:
        """The capital of a country; None where it has none (Antarctica) or it is too small to be listed."""
        query = f"SELECT {_PLACE_COLUMNS} FROM capital JOIN place USING (n) WHERE capital.country = ?"
        row = self._connection.execute(query, (iso.upper(),)).fetchone()
        return _place(row) if row else None

    def border(self, a: str, b: str) -> Place | None:
        """The land border of two countries, by ISO codes in any order; None where they do not touch."""
        query = f"SELECT {_PLACE_COLUMNS} FROM border JOIN place USING (n) WHERE a = ? AND b = ?"
        row = self._connection.execute(query, sorted((a.upper(), b.upper()))).fetchone()
        return _place(row) if row else None

    def neighbours(self, iso: str) -> tuple[str, ...]:
        """ISO codes of the countries with a land border to this one, in order."""
        query = "SELECT b FROM border WHERE a = ?1 UNION SELECT a FROM border WHERE b = ?1 ORDER BY 1"
        return tuple(code for (code,) in self._connection.execute(query, (iso.upper(),)))

    def parents(self, place: Place) -> tuple[Place, ...]:
        """What ``place`` lies in, the nearest first: district, region, country."""
        query = f"""
            WITH RECURSIVE around (n, depth) AS (
                SELECT parent, 1 FROM place WHERE id = ? UNION ALL
                SELECT parent, depth + 1 FROM place JOIN around USING (n) WHERE depth < 6)
            SELECT {_PLACE_COLUMNS} FROM around JOIN place USING (n) ORDER BY depth"""
        found = tuple(_place(row) for row in self._connection.execute(query, (place.id,)))
        return found or self._around(place)

    def _around(self, place: Place) -> tuple[Place, ...]:
        """The region and the country of a place that is not in the built gazetteer."""
        around = []
        for code in (place.admin1, place.country):
            with suppress(KeyError):
                if f"iso:{code}" != place.id:
                    around.append(self.place(f"iso:{code}"))
        return tuple(around)

    def containing(self, lon: float, lat: float) -> str | None:
        """ISO code of the country at a point (some 200 m exact at borders); None at sea."""
        from shapely import from_wkb
        from shapely.geometry import Point

        query = """SELECT country, wkb FROM ground_box JOIN ground USING (piece)
            WHERE west <= ?1 AND east >= ?1 AND south <= ?2 AND north >= ?2 ORDER BY piece"""
        point = Point(lon, lat)
        for country, wkb in self._connection.execute(query, (lon, lat)):
            if from_wkb(wkb).intersects(point):
                return str(country)
        return None

    def shape(self, place: Place) -> BaseGeometry:
        """What ``place`` looks like, light enough to draw; a point where it has no outline."""
        from shapely import from_wkb
        from shapely.geometry import Point

        query = "SELECT wkb FROM place JOIN shape USING (n) WHERE id = ?"
        for connection in (self._connection, *self._added):
            if (row := connection.execute(query, (place.id,)).fetchone()) is not None:
                outline: BaseGeometry = from_wkb(row[0])
                return outline
        return Point(place.lon, place.lat)

    def coast(self, place: Place) -> BaseGeometry | None:
        """The seashore of a country or of a region with an outline, in full detail; None where it has none.

        Lakes are no sea, but the Caspian is, as Natural Earth has it. Lines in degrees.
        """
        shore = self._shores(place.country) if place.country else None
        if shore is not None and place.kind is not PlaceKind.COUNTRY:
            outline = self.shape(place)
            shore = shore.intersection(outline.buffer(_THINNED)) if outline.area else None
        return None if shore is None or shore.length < _TOUCHING else shore

    def _shore(self, iso: str) -> BaseGeometry | None:
        """Where a country's ground ends and no other country's begins."""
        from shapely import STRtree, box, from_wkb, union_all

        own = from_wkb([wkb for (wkb,) in self._connection.execute("SELECT wkb FROM ground WHERE country = ?", (iso,))])
        if len(own) == 0:
            return None
        query = """SELECT wkb FROM ground WHERE country <> ?1 AND piece IN (
            SELECT near.piece FROM ground AS own JOIN ground_box AS mine USING (piece)
            JOIN ground_box AS near ON near.west <= mine.east AND near.east >= mine.west
                AND near.south <= mine.north AND near.north >= mine.south
            WHERE own.country = ?1)"""
        others = from_wkb([wkb for (wkb,) in self._connection.execute(query, (iso,))])
        beside = STRtree(others).query(own, predicate="dwithin", distance=_TOUCHING)[1] if len(others) else ()
        land = union_all([others[index].buffer(_TOUCHING, quad_segs=1) for index in sorted(set(beside))])
        inside = box(-179.99, -89.99, 179.99, 90)  # the antimeridian and the pole cut ground, and are no shore
        shore: BaseGeometry = union_all(own).boundary.difference(land).intersection(inside)
        return None if shore.is_empty else shore

    def land(self, area: BaseGeometry) -> BaseGeometry:
        """All ground that an area (degrees) touches, 0.01 degrees exact."""
        from shapely import from_wkb, intersects, prepare, simplify, union_all

        query = """SELECT wkb FROM ground_box JOIN ground USING (piece)
            WHERE west <= ?3 AND east >= ?1 AND south <= ?4 AND north >= ?2"""
        pieces = from_wkb([wkb for (wkb,) in self._connection.execute(query, area.bounds)])
        prepare(area)
        return union_all(simplify(pieces[intersects(area, pieces)], 0.01)) if len(pieces) else union_all([])

    @property
    def border_view(self) -> str:
        """Whose view of disputed borders is drawn."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = 'borders'").fetchone()
        return str(row[0])


def _rows(connection: sqlite3.Connection, key: str, *, added: bool) -> tuple[_Row, ...]:
    query = f"SELECT rule, grade, form, {_PLACE_COLUMNS} FROM name JOIN place USING (n) WHERE key = ?"
    found = connection.execute(query, (key,)).fetchall()
    return tuple(_Row(key, rule, _GRADES[grade], form or key, _place(row), added) for rule, grade, form, *row in found)


def _same(one: Place, other: Place) -> bool:
    """Whether two places of one name are one place, told by two sources."""
    if one.id == other.id or (one.geonameid is not None and one.geonameid == other.geonameid):
        return True
    if one.kind is not other.kind or (one.kind is PlaceKind.REGION and one.feature_code != other.feature_code):
        return False
    if one.kind is PlaceKind.COUNTRY:
        return one.country == other.country
    apart = km_between((one.lon, one.lat), (other.lon, other.lat))
    return apart <= _SAME_KM + max(one.radius_km, other.radius_km)


def _may_begin(text: str, words: Sequence[Token], at: int) -> bool:
    """Whether a name may begin at this word: a capital, or an article before one."""
    word = words[at]
    if text[word.start].isupper() or text[word.start].istitle():
        return True
    following = words[at + 1] if at + 1 < len(words) else None
    return (
        word.key in _ARTICLES
        and following is not None
        and text[word.end : following.start] == "-"
        and text[following.start].isupper()
    )


def _run(text: str, words: Sequence[Token], at: int) -> list[Token]:
    """The words from ``at`` on that may belong to one name."""
    run = [words[at]]
    for word in words[at + 1 : at + _MOST_WORDS]:
        if not _GAP.fullmatch(text, run[-1].end, word.start):
            break
        run.append(word)
    return run


def _allows(row: _Row, text: str, words: Sequence[Token]) -> bool:
    """Whether the rule of an odd name holds."""
    start, end = words[0].start, words[-1].end
    if row.rule & NameRule.CODE and not _AFTER_NAME.search(text, max(0, start - _LONGEST_WORD), start):
        return False
    if row.rule & NameRule.ACRONYM:
        return " ".join(text[word.start : word.end] for word in words) in (row.form, row.form.upper())
    if row.rule & NameRule.DOTTED:
        return text[max(0, start - 4) : start].rstrip().endswith(",") and text[end : end + 1] == "."
    return True


def _reads(row: _Row, text: str, words: Sequence[Token]) -> bool:
    """Whether the words are written as a name of this kind is, in running text."""
    if row.rule & NameRule.ACRONYM:
        return True
    last = text[words[-1].start]
    if len(words) > 1 and not row.rule & NameRule.LOWER and last.islower():
        return False
    return len(words) > 1 or not _is_acronym(text, words[0])


def _is_acronym(text: str, word: Token) -> bool:
    """Whether a lone word is short and in capitals, outside headlines and datelines."""
    written = text[word.start : word.end]
    if len(written) > _SHORT_CAPITALS or len(written) < 2 or not written.isupper():
        return False
    line_start = text.rfind("\n", max(0, word.start - 200), word.start) + 1
    if not text[line_start : word.start].strip() and _DATELINE.match(text, word.end):
        return False
    line = text[line_start : word.end + 60].split("\n", 1)[0]
    return not (line.isupper() and len(line.split()) > 1)


def _acronyms_first(rows: list[_Row]) -> list[_Row]:
    """The acronyms alone where there are any: "NATO" in capitals is not the town of Nato."""
    return [row for row in rows if row.rule & NameRule.ACRONYM] or rows


def _end(rows: Sequence[_Row], text: str, words: Sequence[Token]) -> int:
    """Where the match ends: after the full stop that is part of "Calif." and of "U.S."."""
    end = words[-1].end
    dotted = any(row.rule & NameRule.DOTTED for row in rows)
    initials = len(words) > 1 and text[words[-2].end : words[-1].start] == "." and words[-1].end - words[-1].start == 1
    return end + 1 if text[end : end + 1] == "." and (dotted or initials) else end


def _ranked(rows: Sequence[_Row], words: Sequence[Token]) -> tuple[Candidate, ...]:
    """One candidate a place, its best grade; a preferred name written with other accents counts as an alternate."""
    form = " ".join(word.form for word in words)
    best: dict[str, tuple[int, Place, bool]] = {}
    for row in rows:
        grade = _GRADES.index(_grade(row, form))
        if row.place.id not in best or grade < best[row.place.id][0]:
            best[row.place.id] = (grade, row.place, row.added)
    ranked = sorted(best.values(), key=lambda one: (one[0], _rank(*one[:2]), -one[1].population, one[2], one[1].id))
    return tuple(Candidate(place=place, grade=_GRADES[grade]) for grade, place, _ in ranked[:_MOST_CANDIDATES])


def _rank(grade: int, place: Place) -> int:
    """What comes before population: countries (Georgia) first, and last the regions that are only called as their town.

    "Homel" is an alternate name of the city and of the region around it: the city is what is meant more often.
    """
    if place.kind is PlaceKind.COUNTRY:
        return 0
    return 2 if place.kind is PlaceKind.REGION and _GRADES[grade] is NameGrade.ALTERNATE else 1


def _grade(row: _Row, form: str) -> NameGrade:
    # GeoNames itself spells "Mazeikiai" for Mažeikiai: accents that the source lost are no lesser name.
    same = row.form == form or row.form.isascii() or bool(row.rule & NameRule.ACRONYM)
    return NameGrade.ALTERNATE if row.grade is NameGrade.PREFERRED and not same else row.grade
