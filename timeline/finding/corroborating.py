"""Which events of several briefings are one happening, told again? The field calls it cross-document coreference.

Briefings are taken in the order of their publication, and each event joins a happening told before or begins one:
the single-pass clustering of topic detection and tracking (Allan, 2002), with average linkage. So what later briefings
add never changes what was known before: the happenings of all briefings until a day are those of that day.
"""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from timeline.finding.likeness import APART, SAME, Rarity, Telling, likeness, tellings, window
from timeline.finding.outcomes import Outcome, Plans, fulfilment
from timeline.model import Chronology, Modality, Span, Stance

#: How many happenings, those that share most rare words, an event is compared with, and how many tellings of each.
MOST_CANDIDATES = 24
MOST_TELLINGS = 6
#: A word or place shared by more happenings of a month than this does not make candidates.
CROWD = 60
DAYS_A_MONTH = 31

#: How the publisher itself puts what no source is named for.
OWN_STANCE = {
    Modality.ASSERTED: Stance.ASSERTS,
    Modality.CLAIMED: Stance.REPORTS,
    Modality.DENIED: Stance.DENIES,
    Modality.PLANNED: Stance.PLANS,
    Modality.HYPOTHETICAL: Stance.REPORTS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """Who says so, in which briefing, by which publisher, published when. ``evidence`` is in that briefing's text.

    ``source`` is the publisher where its briefing names no other.
    """

    briefing: str
    event: str
    publisher: str
    published: date
    source: str
    stance: Stance
    evidence: Span
    said: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How a briefing put the happening on the day it was published."""

    published: date
    briefing: str
    modality: Modality


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What one or more briefings tell of one thing that happened, or was to happen.

    ``id`` comes from the earliest telling, so that later tellings never change it. ``tellings`` are pairs of a
    briefing's id and an event's, and ``history`` how each put it, both in the order of publication. ``outcome`` tells
    what became of a plan, if that is known.
    """

    id: str
    tellings: tuple[tuple[str, str], ...]
    claims: tuple[Testimony, ...]
    history: tuple[Status, ...]
    outcome: Outcome | None = None


@dataclass(slots=True)
class _Cluster:
    """A happening that is still being told."""

    tellings: list[Telling]
    undone: Outcome | None = None

    def likeness(self, telling: Telling, rarity: Rarity) -> float:
        """The average over its tellings (the first and the latest); ``APART`` where one of them cannot be the same."""
        known = self.tellings if len(self.tellings) <= MOST_TELLINGS else _ends(self.tellings)
        alike = [likeness(each, telling, rarity) for each in known]
        return APART if APART in alike else sum(alike) / len(alike)


def _ends(told: Sequence[Telling]) -> Sequence[Telling]:
    return (told[0], *told[1 - MOST_TELLINGS :])


def corroborate(chronologies: Sequence[Chronology]) -> tuple[Happening, ...]:
    """Every event of every chronology in exactly one happening, in the order in which they were first told.

    The order of ``chronologies`` does not matter. No two events of one briefing are one happening: there ``merging.merge``
    has decided. Raises ValueError where two chronologies are of the same briefing.
    """
    ids = Counter(c.briefing.id for c in chronologies)
    if twice := sorted(id for id, count in ids.items() if count > 1):
        raise ValueError(f"given twice: {', '.join(twice)}")
    index, rarity, plans = _Index(), Rarity(), Plans()
    clusters: list[_Cluster] = []
    for chronology in sorted(chronologies, key=lambda c: (c.briefing.published, c.briefing.id)):
        told = tellings(chronology)
        rarity.see(told)
        for telling, at in _assigned(told, clusters, index, rarity):
            if at == len(clusters):
                clusters.append(_Cluster(tellings=[]))
            clusters[at].tellings.append(telling)
            index.add(telling, at)
            if (undone := plans.undone_by(telling, rarity)) is not None:
                plan, outcome = undone
                clusters[plan].undone = clusters[plan].undone or outcome
            plans.add(telling, at)
    return tuple(map(_happening, clusters))


def _assigned(
    told: Sequence[Telling], clusters: Sequence[_Cluster], index: _Index, rarity: Rarity
) -> list[tuple[Telling, int]]:
    """Each telling with the happening that it joins, the likeliest pairs first; ``len(clusters)`` and on are new."""
    pairs = sorted(
        (-alike, i, at)
        for i, telling in enumerate(told)
        for at in index.candidates(telling, rarity)
        if (alike := clusters[at].likeness(telling, rarity)) >= SAME
    )
    joined: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, at in pairs:
        if i not in joined and at not in taken:
            joined[i] = at
            taken.add(at)
    fresh = itertools.count(len(clusters))
    return [(telling, joined[i] if i in joined else next(fresh)) for i, telling in enumerate(told)]


class _Index:
    """Which happenings share a word, a number or a place with an event, about the same time."""

    def __init__(self) -> None:
        self._having: defaultdict[tuple[str, int], list[int]] = defaultdict(list)

    def add(self, telling: Telling, at: int) -> None:
        for key in _keys(telling):
            row = self._having[key]
            if len(row) <= CROWD and (not row or row[-1] != at):
                row.append(at)

    def candidates(self, telling: Telling, rarity: Rarity) -> tuple[int, ...]:
        """Those that share most, the rarer the more; words that a crowd shares tell nothing."""
        found: defaultdict[int, float] = defaultdict(float)
        for key in _keys(telling):
            row = self._having.get(key, ())
            if 0 < len(row) <= CROWD:
                for at in row:
                    found[at] += rarity.weight(key[0])
        return tuple(sorted(found, key=lambda at: (-found[at], at))[:MOST_CANDIDATES])


def _keys(telling: Telling) -> Iterator[tuple[str, int]]:
    """Words and places by the months in which the event begins and ends."""
    first, end = window(telling)
    months = {day.toordinal() // DAYS_A_MONTH for day in (first, end)}
    terms = (*telling.content.terms, *{where.place.id for where in telling.event.where})
    return ((term, month) for term in sorted(terms) for month in sorted(months))


def _happening(cluster: _Cluster) -> Happening:
    told = cluster.tellings
    return Happening(
        id=_identity(told[0]),
        tellings=tuple(telling.key for telling in told),
        claims=tuple(testimony for telling in told for testimony in _testimonies(telling)),
        history=tuple(
            Status(published=t.briefing.published, briefing=t.briefing.id, modality=t.event.modality) for t in told
        ),
        outcome=fulfilment(told) or cluster.undone,
    )


def _identity(first: Telling) -> str:
    return hashlib.sha256(":".join(("happening", *first.key)).encode()).hexdigest()[:12]


def _testimonies(telling: Telling) -> Iterable[Testimony]:
    event, briefing = telling.event, telling.briefing
    said = [(c.source, c.stance, c.evidence, c.said) for c in event.claims]
    for source, stance, evidence, day in said or [
        (briefing.publisher, OWN_STANCE[event.modality], event.evidence, None)
    ]:
        yield Testimony(
            briefing=briefing.id,
            event=event.id,
            publisher=briefing.publisher,
            published=briefing.published,
            source=source,
            stance=stance,
            evidence=evidence,
            said=day,
        )
