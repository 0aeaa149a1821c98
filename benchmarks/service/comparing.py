"""Do all servers answer the same? Hit by hit, beside what PostGIS says of exact shapes; differences have reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.service.asking import ALL, OURS, Dialect, Question, hits
from benchmarks.service.database import Database
from benchmarks.service.peers import Running

#: Why a server that is right in its own way takes an event, or leaves it out, that Dateline does not.
PLACELESS = "has no geometry (OGC API - Features 7.15.3 has it taken, a peer leaves it out)"
TIMELESS = "its time is unknown (7.15.4 has it taken, a peer leaves it out)"
BEGUN = "began before the span and lasts into it (a peer looks at the first day alone)"
BOXED = "its box meets the box, the line or area itself does not (a peer compares boxes)"
UNEXPLAINED = "UNEXPLAINED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What PostGIS says of a question: the ids that are in, by exact shape and days, and what is special of an id."""

    exact: frozenset[str]
    reasons: Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class Compared:
    """What came of comparing a server: questions and hits looked at, hits that differ by their reason, with an id."""

    questions: int = 0
    hits: int = 0
    wrong_counts: int = 0
    differences: Counter[str] = field(default_factory=Counter)
    example: dict[str, str] = field(default_factory=dict)

    def add(self, matched: int, found: frozenset[str], truth: Truth) -> None:
        """One more question."""
        self.questions += 1
        self.hits += len(found)
        self.wrong_counts += matched != len(found)
        for id in found ^ truth.exact:
            reason = truth.reasons.get(id, UNEXPLAINED)
            self.differences[reason] += 1
            self.example.setdefault(reason, id)


def truth(database: Database, question: Question) -> Truth:
    """By exact intersection, with what has no place or time taken as the standard has it."""
    box = f"ST_MakeEnvelope({question.west}, {question.south}, {question.east}, {question.north}, 4326)"
    first, last = f"'{question.first}'", f"'{question.last}'"
    rows = database.ask(
        f"SELECT id, geom IS NULL, first IS NULL, first < {first}, NOT coalesce(ST_Intersects(geom, {box}), true) "  # noqa: S608 - our own numbers
        f"FROM events WHERE (geom IS NULL OR geom && {box}) "
        f"AND (first IS NULL OR (first <= {last} AND last >= {first}))"
    )
    exact, reasons = set[str](), dict[str, str]()
    for row in rows.splitlines():
        id, placeless, timeless, begun, boxed = row.split("|")
        if boxed != "t":
            exact.add(id)
        marks = ((boxed, BOXED), (placeless, PLACELESS), (timeless, TIMELESS), (begun, BEGUN))
        special = [reason for mark, reason in marks if mark == "t"]
        if special:
            reasons[id] = special[0]
    return Truth(exact=frozenset(exact), reasons=reasons)


def compare(server: Running, dialect: Dialect, asked: Sequence[Question], truths: Sequence[Truth]) -> Compared:
    """The answers of a server beside the truth."""
    found = Compared()
    for question, true in zip(asked, truths, strict=True):
        found.add(*hits(server.port, dialect.some(question, ALL)), true)
    return found


def lines(compared: Mapping[str, Compared]) -> Iterator[str]:
    """What is printed of it."""
    yield "Hits of each question, compared with PostGIS by exact shapes and days (ST_Intersects):"
    for name, one in compared.items():
        same = "all the same" if not one.differences else f"{one.differences.total():,} differ"
        wrong = f", {one.wrong_counts} wrong numberMatched" if one.wrong_counts else ""
        yield f"  {name:12} {one.questions} questions, {one.hits:,} hits, {same}{wrong}"
        for reason, count in one.differences.most_common():
            yield f"  {'':12} {count:8,}  {reason}, for one {one.example[reason]}"


def sound(compared: Mapping[str, Compared]) -> bool:
    """Whether Dateline answers exactly what is true."""
    ours = compared[OURS]
    return not ours.differences and not ours.wrong_counts and ours.hits > 0
