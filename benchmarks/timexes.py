"""How well times are found: spans, kinds and values against annotated news and narratives, with a peer beside us.

``python -m benchmarks.timexes --bench DIR``. A line of a corpus is a document: ``doc_id``, ``text``, ``pub_date`` and
``annotations`` with half-open ``start`` and ``end``, ``type`` and ``value``. Half of each corpus, by the hash of the
document's name, is for development; the other half is held aside and only reported.

The measures are those of TempEval-3, task A (UzZaman et al. 2013): a time is found *strictly* where both ends agree,
*relaxed* where spans overlap, one found time for one annotated; *type* and *value* are counted among those
found relaxed, against all found (precision) and all annotated (recall).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from timeline.finding import timexes

CORPORA = ("timex_tbaq_timebank", "timex_tbaq_aquaint", "timex_wikiwars_train")
PEER_DOCUMENTS = 8  # of each corpus: the peer is slow
MEASURES = ("strict", "relaxed", "type", "value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """One time, annotated or found."""

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One annotated text."""

    id: str
    text: str
    published: date
    times: tuple[Time, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many times were annotated, found, and right by each measure."""

    gold: int
    found: int
    right: dict[str, int]

    def f1(self, measure: str) -> float:
        """F1 in percent: the harmonic mean of precision and recall."""
        return 200 * self.right[measure] / (self.gold + self.found) if self.gold + self.found else 0.0


Finder = Callable[[Document], Sequence[Time]]


def ours(document: Document) -> list[Time]:
    """What Dateline finds."""
    return [
        Time(start=timex.span.start, end=timex.span.end, kind=timex.kind.value, value=timex.value)
        for timex in timexes.find(document.text, document.published)
    ]


def peer(document: Document) -> list[Time]:
    """What ``dateparser.search_dates`` finds; it gives phrases without their places, and days only."""
    import dateparser.search

    base = datetime.combine(document.published, datetime.min.time())
    settings: Any = {"RELATIVE_BASE": base}
    found = dateparser.search.search_dates(document.text, languages=["en"], settings=settings) or []
    times, position = [], 0
    for phrase, moment in found:
        position = document.text.find(phrase, position)
        if position < 0:
            break
        times.append(Time(start=position, end=position + len(phrase), kind="DATE", value=moment.date().isoformat()))
        position += len(phrase)
    return times


def tally(pairs: Iterable[tuple[Sequence[Time], Sequence[Time]]]) -> Tally:
    """The counts over documents, each given as its annotated and its found times."""
    gold = found = 0
    right = dict.fromkeys(MEASURES, 0)
    for annotated, given in pairs:
        gold, found = gold + len(annotated), found + len(given)
        for ours_, theirs in match(annotated, given):
            right["relaxed"] += 1
            right["strict"] += (ours_.start, ours_.end) == (theirs.start, theirs.end)
            right["type"] += ours_.kind == theirs.kind
            right["value"] += ours_.value.strip().upper() == theirs.value.strip().upper()
    return Tally(gold=gold, found=found, right=right)


def match(annotated: Sequence[Time], given: Sequence[Time]) -> list[tuple[Time, Time]]:
    """Pairs of annotated and found times that overlap, one to one: same spans first, then from left to right."""
    same = {(time_.start, time_.end): time_ for time_ in given}
    pairs = [(time_, same[time_.start, time_.end]) for time_ in annotated if (time_.start, time_.end) in same]
    settled, used = {id(left) for left, _ in pairs}, {id(right) for _, right in pairs}
    for left in annotated:
        if id(left) in settled:
            continue
        overlapping = (
            right for right in given if id(right) not in used and right.start < left.end and left.start < right.end
        )
        if (first := next(overlapping, None)) is not None:
            used.add(id(first))
            pairs.append((left, first))
    return pairs


def for_development(document: Document) -> bool:
    """Whether a document may be read while rules are written: by the first byte of the SHA-256 of its name."""
    return hashlib.sha256(document.id.encode()).digest()[0] % 2 == 0


def read(path: Path) -> list[Document]:
    """The documents of one corpus."""
    with path.open(encoding="utf-8") as lines:
        return [_document(json.loads(line)) for line in lines if line.strip()]


def _document(row: dict[str, Any]) -> Document:
    times = [
        Time(start=item["start"], end=item["end"], kind=item["type"], value=item["value"] or "")
        for item in row["annotations"]
    ]
    return Document(
        id=str(row["doc_id"]),
        text=row["text"],
        published=date.fromisoformat(row["pub_date"][:10]),
        times=tuple(sorted(times, key=lambda time_: (time_.start, time_.end))),
    )


def _run(documents: Sequence[Document], find: Finder) -> tuple[Tally, float]:
    """The counts, and the median of the documents' speeds in thousand characters a second."""
    pairs, speeds = [], []
    for document in documents:
        began = time.perf_counter()
        given = find(document)
        speeds.append(len(document.text) / 1000 / max(time.perf_counter() - began, 1e-9))
        pairs.append((document.times, given))
    return tally(pairs), statistics.median(speeds)


def _report(label: str, documents: Sequence[Document], find: Finder) -> None:
    counts, speed = _run(documents, find)
    measures = " ".join(f"{counts.f1(measure):7.2f}" for measure in MEASURES)
    print(f"{label:42} {len(documents):5} {counts.gold:6} {counts.found:6} {measures} {speed:9.1f}")


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; 1 where the corpora are not there."""
    parser = argparse.ArgumentParser(description="Measure the finding of times.")
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"), help="folder of the corpora")
    parser.add_argument("--no-peer", action="store_true", help="leave out dateparser.search_dates, which takes minutes")
    options = parser.parse_args(argv)
    corpora = {name: options.bench / f"{name}.jsonl" for name in CORPORA}
    missing = [str(path) for path in corpora.values() if not path.is_file()]
    if missing:
        print(
            f"benchmarks.timexes: no such corpus: {', '.join(missing)}; give its folder with --bench", file=sys.stderr
        )
        return 1
    headings = " ".join(f"{measure:>7}" for measure in MEASURES)
    print(f"{'F1 in percent':42} {'docs':>5} {'gold':>6} {'found':>6} {headings} {'kchar/s':>9}")
    loaded = {name: read(path) for name, path in corpora.items()}
    for name, documents in (loaded | {"TimeBank + AQUAINT": loaded[CORPORA[0]] + loaded[CORPORA[1]]}).items():
        _report(f"{name}: all", documents, ours)
        _report(f"{name}: development half", [one for one in documents if for_development(one)], ours)
        _report(f"{name}: half held aside", [one for one in documents if not for_development(one)], ours)
    if not options.no_peer:
        for name, documents in loaded.items():
            few = sorted(documents, key=lambda one: len(one.text))[:PEER_DOCUMENTS]
            _report(f"{name}: shortest {PEER_DOCUMENTS}, Dateline", few, ours)
            _report(f"{name}: shortest {PEER_DOCUMENTS}, search_dates", few, peer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
