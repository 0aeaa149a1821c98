"""Are retellings of one happening found across briefings? ``python -m benchmarks.merging [--more DIR]``.

Three measurements, each beside two peers, "merge nothing" and "same day and place":

- *gold*: the events that readers found in the briefings of both folders, so that merging alone is measured;
- *found*: the events that Dateline finds there, each standing for the gold event whose sentence it tells;
- *retellings*: short invented briefings of our own (``data/retellings.json``) through the whole pipeline, in two
  halves: one that rules were tuned on and one kept aside.

B³ (Bagga and Baldwin, 1998) is easily high where most events are told once, so the F1 of pairs stands beside it.
``--more`` has ``clusters.json``, lists of ids of gold events that are one happening, and ``clusters_different.json``,
pairs that look alike and are not. Both folders are otherwise as README.md says.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import corpus, scoring
from benchmarks.corpus import Document
from benchmarks.distances import interval
from geodata.gazetteer import open_gazetteer
from geodata.place import Place, PlaceKind
from timeline import pipeline
from timeline.finding.corroborating import Happening, corroborate
from timeline.model import (
    Anchor,
    Briefing,
    Category,
    Chronology,
    Claim,
    Event,
    Interval,
    Modality,
    Provenance,
    Role,
    Span,
    Stance,
    TimePrecision,
    Toponym,
    When,
    Where,
)

BESIDE = Path(__file__).resolve().parents[2] / "shared"
RETELLINGS = Path(__file__).parent / "data" / "retellings.json"

#: The happening of each event: events with the same value are taken to be one.
Partition = Mapping[str, Hashable]
Merger = Callable[[Sequence[Chronology]], dict[tuple[str, str], Hashable]]


# --- measures --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How well a partition of events agrees with the right one; 1 is perfect."""

    precision: float
    recall: float
    f1: float
    pair_precision: float
    pair_recall: float
    pair_f1: float


def agreement(found: Partition, gold: Partition) -> Agreement:
    """B³ and pairwise measures over the events of ``gold``; one that ``found`` lacks is alone."""
    answer = {event: found.get(event, ("alone", event)) for event in gold}
    ours, theirs = _groups(answer), _groups(gold)
    shared = [(len(ours[answer[e]] & theirs[gold[e]]), len(ours[answer[e]]), len(theirs[gold[e]])) for e in gold]
    precision = sum(both / mine for both, mine, _ in shared) / len(shared)
    recall = sum(both / right for both, _, right in shared) / len(shared)
    said, right = _pairs(ours.values()), _pairs(theirs.values())
    pair_precision = len(said & right) / len(said) if said else 1.0
    pair_recall = len(said & right) / len(right) if right else 1.0
    return Agreement(
        precision=precision,
        recall=recall,
        f1=_f1(precision, recall),
        pair_precision=pair_precision,
        pair_recall=pair_recall,
        pair_f1=_f1(pair_precision, pair_recall),
    )


def _groups(partition: Partition) -> dict[Hashable, frozenset[str]]:
    found: dict[Hashable, set[str]] = {}
    for event, group in partition.items():
        found.setdefault(group, set()).add(event)
    return {group: frozenset(events) for group, events in found.items()}


def _pairs(groups: Iterable[frozenset[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in itertools.combinations(sorted(group), 2)}


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def kept_apart(found: Partition, pairs: Sequence[tuple[str, str]]) -> tuple[int, int]:
    """How many of the pairs of events that look alike are apart, and of how many that were found at all."""
    known = [(a, b) for a, b in pairs if a in found and b in found]
    return sum(found[a] != found[b] for a, b in known), len(known)


# --- mergers ---------------------------------------------------------------------------------------------------------


def ours(chronologies: Sequence[Chronology]) -> dict[tuple[str, str], Hashable]:
    """Dateline's happenings."""
    return {telling: happening.id for happening in corroborate(chronologies) for telling in happening.tellings}


def nothing(chronologies: Sequence[Chronology]) -> dict[tuple[str, str], Hashable]:
    """The peer that takes every event for one of its own."""
    return {(c.briefing.id, e.id): (c.briefing.id, e.id) for c in chronologies for e in c.events}


def day_and_place(chronologies: Sequence[Chronology]) -> dict[tuple[str, str], Hashable]:
    """The peer that takes events for one that begin on the same day at the same (first) place."""
    found: dict[tuple[str, str], Hashable] = {}
    for chronology in chronologies:
        for event in chronology.events:
            start = event.when.interval.start if event.when else None
            key = (chronology.briefing.id, event.id)
            found[key] = (start, event.where[0].place.id) if start and event.where else key
    return found


MERGERS: Mapping[str, Merger] = {
    "Dateline": ours,
    "peer: merge nothing": nothing,
    "peer: same day and place": day_and_place,
}


# --- gold events as if they had been found ---------------------------------------------------------------------------


def gold_chronology(document: Document, records: Sequence[Mapping[str, Any]]) -> Chronology:
    """The gold events of a document as the events of a perfect reader."""
    briefing = document.briefing()
    return Chronology(briefing=briefing, events=tuple(_event(record, briefing) for record in records))


def _event(record: Mapping[str, Any], briefing: Briefing) -> Event:
    evidence = Span(start=record["char_start"], end=record["char_end"])
    source = record.get("source_of_claim")
    return Event(
        id=record["id"],
        briefing=briefing.id,
        title=" ".join(briefing.quote(evidence).split())[:80],
        category=Category(record["category"]),
        modality=Modality(record["modality"]),
        when=_when(record, briefing),
        where=tuple(_where(place, briefing, evidence) for place in record["places"]),
        actors=tuple(record["actors"]),
        claims=(Claim(source=source, stance=Stance.CLAIMS, evidence=evidence),) if source else (),
        evidence=evidence,
        provenance=Provenance(rule="gold", version="1"),
    )


def _when(record: Mapping[str, Any], briefing: Briefing) -> When | None:
    days = interval(record["start"], record["end"])
    if days is None:
        return None
    precision = TimePrecision(record["time_precision"])
    anchor = Anchor.STATED
    if record.get("time_inherited"):
        undated = precision is TimePrecision.APPROX and days[0] == briefing.published
        anchor = Anchor.PUBLICATION if undated else Anchor.CARRIED
    end = date.fromordinal(days[1].toordinal() + 1)
    return When(interval=Interval(start=days[0], end=end), precision=precision, anchor=anchor)


def _where(place: Mapping[str, Any], briefing: Briefing, evidence: Span) -> Where:
    at = briefing.text.find(place["phrase"], evidence.start, evidence.end) if place.get("phrase") else -1
    span = Span(start=at, end=at + len(place["phrase"])) if at >= 0 else None
    kind = PlaceKind(place["kind"])
    return Where(
        place=Place(
            id=f"gold:{place['lat']:.2f},{place['lon']:.2f}",
            name=place["name"],
            kind=kind,
            feature_code="",
            lon=place["lon"],
            lat=place["lat"],
            country=place.get("iso_country"),
            radius_km=place.get("radius_km") or 0.0,
        ),
        role=Role(place["role"]),
        precision=1 if kind in (PlaceKind.CITY, PlaceKind.FACILITY) else 2,
        radius_km=place.get("radius_km") or 0.0,
        toponym=Toponym(span=span, name=place["phrase"]) if span else None,
    )


# --- which found event is which gold event ---------------------------------------------------------------------------


def aligned(chronology: Chronology, golds: Mapping[str, corpus.Gold]) -> dict[tuple[str, str], str]:
    """The gold event that each found one tells, by their spans."""
    found = [_found(event, chronology.briefing) for event in chronology.events]
    gold_ids = {id(gold): name for name, gold in golds.items()}
    own_ids = {id(each): event.id for each, event in zip(found, chronology.events, strict=True)}
    return {
        (chronology.briefing.id, own_ids[id(pair.found)]): gold_ids[id(pair.gold)]
        for pair in scoring.match(list(golds.values()), found)
    }


def _found(event: Event, briefing: Briefing) -> scoring.Found:
    return scoring.Found(
        span=(event.evidence.start, event.evidence.end),
        quote=briefing.quote(event.evidence),
        start=event.when.interval.start.isoformat() if event.when and event.when.interval.start else None,
        end=None,
        shapes=(),
        category=str(event.category),
        modality=str(event.modality),
    )


# --- the three measurements ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Events, which gold event each stands for, which of those are one happening, and which only look alike."""

    name: str
    chronologies: tuple[Chronology, ...]
    standing_for: Mapping[tuple[str, str], str]
    gold: Partition
    apart: tuple[tuple[str, str], ...]


def briefing_settings(folders: Sequence[Path], more: Path) -> tuple[Setting, Setting]:
    """The gold events of all briefings of the folders, and the events found in them."""
    documents = [(document, folder) for folder in folders for document in corpus.read(folder)]
    records = {d.id: json.loads((f / "gold" / f"{d.id}.json").read_text(encoding="utf-8")) for d, f in documents}
    clusters = _listed(more / "clusters.json")
    gold: dict[str, Hashable] = {record["id"]: record["id"] for each in records.values() for record in each}
    gold |= {event: cluster[0] for cluster in clusters for event in cluster}
    apart = tuple((a, b) for a, b in _listed(more / "clusters_different.json"))
    golden = tuple(gold_chronology(document, records[document.id]) for document, _ in documents)
    gazetteer = open_gazetteer()
    found = tuple(pipeline.chronicle(document.briefing(), gazetteer) for document, _ in documents)
    standing: dict[tuple[str, str], str] = {}
    for (document, _), chronology in zip(documents, found, strict=True):
        names = [record["id"] for record in records[document.id]]
        standing |= aligned(chronology, dict(zip(names, document.gold, strict=True)))
    own = {(c.briefing.id, e.id): e.id for c in golden for e in c.events}
    return (
        Setting(name="gold events", chronologies=golden, standing_for=own, gold=gold, apart=apart),
        Setting(name="events found", chronologies=found, standing_for=standing, gold=gold, apart=apart),
    )


def _listed(path: Path) -> list[list[str]]:
    try:
        listed: list[list[str]] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise corpus.CorpusMissing(f"{path}: no such list of events") from missing
    return listed


def retelling_setting(part: str) -> Setting:
    """The invented briefings of one half; an event's gold name is its briefing and the place of its sentence there."""
    told = json.loads(RETELLINGS.read_text(encoding="utf-8"))
    gazetteer = open_gazetteer()
    chronologies, standing, gold = [], {}, {}
    named: dict[str, list[str]] = {}
    for record in told["briefings"]:
        if record["part"] != part:
            continue
        chronology = pipeline.chronicle(_invented(record), gazetteer)
        chronologies.append(chronology)
        for at, sentence in enumerate(record["sentences"]):
            name = f"{record['id']}#{at}"
            if happening := sentence.get("happening"):
                gold[name] = happening
                named.setdefault(happening, []).append(name)
            start = chronology.briefing.text.find(sentence["words"])
            event = next(
                (e for e in chronology.events if start <= e.evidence.start < start + len(sentence["words"])), None
            )
            if event is not None and happening:
                standing[record["id"], event.id] = name
    apart = tuple(pair for a, b in told["apart"] for pair in itertools.product(named.get(a, ()), named.get(b, ())))
    return Setting(
        name=f"retellings ({part})", chronologies=tuple(chronologies), standing_for=standing, gold=gold, apart=apart
    )


def _invented(record: Mapping[str, Any]) -> Briefing:
    return Briefing(
        id=record["id"],
        title=record["title"],
        publisher=record["publisher"],
        published=date.fromisoformat(record["published"]),
        language="en",
        text=record["title"] + "\n\n" + "\n\n".join(sentence["words"] for sentence in record["sentences"]) + "\n",
    )


def outcomes(part: str, setting: Setting) -> tuple[int, int]:
    """How many of the plans whose fate is told have it, and of how many."""
    told = [each for each in json.loads(RETELLINGS.read_text(encoding="utf-8"))["outcomes"] if each["part"] == part]
    happenings = corroborate(setting.chronologies)
    return sum(_is_known(each, happenings, setting) for each in told), len(told)


def _is_known(outcome: Mapping[str, str], happenings: Sequence[Happening], setting: Setting) -> bool:
    def named(key: tuple[str, str]) -> Hashable:
        return setting.gold.get(setting.standing_for.get(key, ""))

    return any(
        told.fate == outcome["fate"] and named(told.telling) == outcome["outcome"]
        for happening in happenings
        if outcome["plan"] in map(named, happening.tellings)
        for told in happening.outcomes
    )


def print_setting(setting: Setting) -> None:
    """A row for Dateline and one for each peer."""
    print(
        f"\n{setting.name}: {len(setting.chronologies)} briefings, {len(setting.gold)} gold events, "
        f"{len(setting.standing_for)} of them found"
    )
    print(f"{'':<28}{'B3 P':>8}{'B3 R':>8}{'B3 F1':>8}{'pair P':>8}{'pair R':>8}{'pair F1':>9}{'apart':>9}")
    for name, merger in MERGERS.items():
        merged = merger(setting.chronologies)
        found = {gold: merged[own] for own, gold in setting.standing_for.items()}
        said = agreement(found, setting.gold)
        apart, alike = kept_apart(found, setting.apart)
        print(
            f"{name:<28}{said.precision:>8.3f}{said.recall:>8.3f}{said.f1:>8.3f}"
            f"{said.pair_precision:>8.3f}{said.pair_recall:>8.3f}{said.pair_f1:>9.3f}{apart:>5}/{alike}"
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Print everything; 1 where the briefings with gold are missing (the retellings are printed all the same)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--briefings", type=Path, default=BESIDE / "briefings", metavar="DIR")
    parser.add_argument("--more", type=Path, default=BESIDE / "briefings_more", metavar="DIR")
    options = parser.parse_args(argv)
    for part in ("tuning", "aside"):
        setting = retelling_setting(part)
        print_setting(setting)
        right, all_ = outcomes(part, setting)
        print(f"what became of plans: {right} of {all_}")
    try:
        settings = briefing_settings((options.briefings, options.more), options.more)
    except corpus.CorpusMissing as missing:
        print(f"{missing}; name the folders with --briefings DIR and --more DIR", file=sys.stderr)
        return 1
    for setting in settings:
        print_setting(setting)
    return 0


if __name__ == "__main__":
    sys.exit(main())
