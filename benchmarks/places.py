"""How well are places recognised and resolved? Figures on LGL, TR-News and GeoWebNews, beside a plain look-up.

``python benchmarks/places.py FOLDER`` where FOLDER holds ``places_lgl_a.jsonl``, ``places_tr_news_a.jsonl`` and
``places_geowebnews.jsonl`` (lines ``{"doc_id", "text", "annotations": [{"start", "end", "lat", "lon", "type"?}]}``).
Rules are developed on the half of the documents called *development*; the half *held aside* is only scored.
Scores: strict and relaxed recognition F1; accuracy within 161 km over all gold mentions that have coordinates (gold
spans are given); end-to-end F1 within 161 km over spans with coordinates. The peer takes the most populous candidate.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from geodata.gazetteer import Gazetteer, open_gazetteer
from geodata.place import Candidate, NameGrade, Place
from geodata.sphere import km_between
from timeline.finding import toponyms

NEAR_KM = 161.0  # a hundred miles, the usual threshold since Speriosu and Baldridge 2013

#: GeoWebNews also marks expressions and names of no place; these types have coordinates
PLACE_TYPES = frozenset(
    "Literal Mixed Coercion Metonymic Literal_Modifier Non_Literal_Modifier Embedded_Literal Embedded_Non_Lit "
    "Demonym".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A span, the point that it is said to mean, and whether it is a toponym (or else neither right nor wrong)."""

    start: int
    end: int
    point: tuple[float, float] | None
    counts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text and its gold."""

    id: str
    text: str
    gold: tuple[Marked, ...]

    @property
    def development(self) -> bool:
        """Whether rules may be developed on it; fixed by its id."""
        return hashlib.sha256(f"places {self.id}".encode()).digest()[0] % 2 == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Percentages."""

    strict: float
    relaxed: float
    resolved: float
    end_to_end: float


def read(path: Path) -> tuple[Document, ...]:
    """The documents of a benchmark file, each gold span once."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return tuple(Document(id=str(row["doc_id"]), text=row["text"], gold=_gold(row["annotations"])) for row in rows)


def _gold(rows: Sequence[dict[str, object]]) -> tuple[Marked, ...]:
    spans: dict[tuple[int, int, bool], Marked] = {}
    for row in sorted(rows, key=lambda row: (row["start"], row["end"])):
        point = None if row.get("lat") is None else (float(str(row["lon"])), float(str(row["lat"])))
        mark = Marked(
            start=int(str(row["start"])),
            end=int(str(row["end"])),
            point=point,
            counts=row.get("type", "Literal") in PLACE_TYPES,
        )
        spans.setdefault((mark.start, mark.end, mark.counts), mark)
    return tuple(spans.values())


def pairs(gold: Sequence[Marked], said: Sequence[Marked]) -> tuple[list[tuple[Marked, Marked, bool]], list[Marked]]:
    """Gold and answers one to one, equal spans first and then overlapping ones in order; and the answers left over."""
    left = list(said)
    matched: list[tuple[Marked, Marked, bool]] = []
    waiting: list[Marked] = []
    for mark in gold:
        same = next((one for one in left if (one.start, one.end) == (mark.start, mark.end)), None)
        if same is None:
            waiting.append(mark)
            continue
        left.remove(same)
        matched.append((mark, same, True))
    for mark in waiting:
        over = next((one for one in left if mark.start < one.end and one.start < mark.end), None)
        if over is not None:
            left.remove(over)
            matched.append((mark, over, False))
    return matched, left


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts over documents, from which scores come."""

    gold: int = 0
    said: int = 0
    strict: int = 0
    relaxed: int = 0
    gold_points: int = 0
    said_points: int = 0
    hits: int = 0

    def add(self, document: Document, said: Sequence[Marked]) -> None:
        """Count one document's answers against its gold."""
        matched, left = pairs([mark for mark in document.gold if mark.counts], said)
        ignored = [mark for mark in document.gold if not mark.counts]
        left = [one for one in left if not any(one.start < mark.end and mark.start < one.end for mark in ignored)]
        self.gold += sum(mark.counts for mark in document.gold)
        self.gold_points += sum(mark.counts and mark.point is not None for mark in document.gold)
        self.said += len(matched) + len(left)
        self.strict += sum(same for _, _, same in matched)
        self.relaxed += len(matched)
        self.said_points += sum(one.point is not None for one in left)
        for mark, one, _ in matched:
            if mark.point is not None and one.point is not None:
                self.said_points += 1
                self.hits += km_between(mark.point, one.point) <= NEAR_KM

    def f1(self, hits: int, said: int, gold: int) -> float:
        """The harmonic mean of precision and recall, in per cent."""
        return 200.0 * hits / (said + gold) if said + gold else 0.0


class Dateline:
    """Ours: recognition and resolution of ``timeline.finding.toponyms``."""

    name = "dateline"

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def read(self, text: str) -> list[Marked]:
        """Spans and points found in a text."""
        found = toponyms.find(text, self.gazetteer)
        return [
            _marked(
                one.toponym.span.start, one.toponym.span.end, one.candidates[0].place if one.candidates else one.place
            )
            for one in found
            if one.is_name
        ]

    def resolve(self, document: Document) -> list[Marked]:
        """Points for the gold spans."""
        spans = [(mark.start, mark.end) for mark in document.gold if mark.counts]
        places = toponyms.locate(document.text, spans, self.gazetteer)
        return [_marked(start, end, place) for (start, end), place in zip(spans, places, strict=True)]


class MostPopulous:
    """The peer: every longest gazetteer name is a place, and means its most populous candidate of the best grade."""

    name = "most populous"

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def read(self, text: str) -> list[Marked]:
        """Every name of the gazetteer in a text."""
        return [
            _marked(match.start, match.end, _most_populous(match.candidates)) for match in self.gazetteer.matches(text)
        ]

    def resolve(self, document: Document) -> list[Marked]:
        """The look-up of each gold span."""
        marks = [mark for mark in document.gold if mark.counts]
        return [
            _marked(
                mark.start, mark.end, _most_populous(self.gazetteer.candidates(document.text[mark.start : mark.end]))
            )
            for mark in marks
        ]


def _most_populous(candidates: Sequence[Candidate]) -> Place | None:
    best = min(candidates, key=lambda c: (c.grade is not NameGrade.PREFERRED, -c.place.population), default=None)
    return best.place if best else None


def _marked(start: int, end: int, place: Place | None) -> Marked:
    return Marked(start=start, end=end, point=(place.lon, place.lat) if place else None)


def measure(system: Dateline | MostPopulous, documents: Sequence[Document]) -> Scores:
    """The system's scores over documents."""
    reading, resolving = Tally(), Tally()
    for document in documents:
        reading.add(document, system.read(document.text))
        resolving.add(document, system.resolve(document))
    return Scores(
        strict=reading.f1(reading.strict, reading.said, reading.gold),
        relaxed=reading.f1(reading.relaxed, reading.said, reading.gold),
        resolved=100.0 * resolving.hits / max(1, resolving.gold_points),
        end_to_end=reading.f1(reading.hits, reading.said_points, reading.gold_points),
    )


def table(folder: Path, gazetteer: Gazetteer) -> Iterator[str]:
    """The lines of the table of figures."""
    yield (
        f"{'':14}{'documents':>24} {'system':>15} {'strict':>7} {'relaxed':>8} {'acc161':>7} {'end to end':>11} "
        f"{'chars/s':>9}"
    )
    for path in ("places_tr_news_a", "places_lgl_a", "places_geowebnews"):
        documents = read(folder / f"{path}.jsonl")
        for half in (True, False):
            chosen = [document for document in documents if document.development is half]
            for system in (Dateline(gazetteer), MostPopulous(gazetteer)):
                began = time.perf_counter()
                scores = measure(system, chosen)
                speed = sum(len(document.text) for document in chosen) / (time.perf_counter() - began)
                name = f"{len(chosen)} {'development' if half else 'held aside'}"
                yield (
                    f"{path.removeprefix('places_'):14}{name:>24} {system.name:>15} {scores.strict:7.1f} "
                    f"{scores.relaxed:8.1f} "
                    f"{scores.resolved:7.1f} {scores.end_to_end:11.1f} {speed:9.0f}"
                )


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for line in table(parser.parse_args(argv).folder, open_gazetteer()):
        print(line)


if __name__ == "__main__":
    main()
