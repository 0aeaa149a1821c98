"""Which events of several briefings are one happening, told again? The field calls it cross-document coreference.

Briefings are taken in the order of their publication, and each event joins a happening told before or begins one:
the single-pass clustering of topic detection and tracking (Allan, 2002), with average linkage. So what later briefings
add never changes what was known before: the happenings of all briefings until a day are those of that day.
"""

from __future__ import annotations

import hashlib
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from timeline.finding.accounts import Account, Rarity, accounts
from timeline.finding.likeness import APART, SAME, likeness
from timeline.finding.outcomes import Outcome, Plans, firsts, fulfilments
from timeline.model import Chronology, Claim, Modality, Span, Stance

#: How many happenings, those that share most rare words, an event is compared with, and how many tellings of each.
MOST_CANDIDATES = 24
MOST_TELLINGS = 6
#: A word or place shared by more happenings of one spell than this does not make candidates.
CROWD = 60
SPELL_DAYS = 16

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
    briefing's id and an event's, and ``history`` how each put it, both in the order of publication. ``outcomes`` tell
    what became of a plan as far as that is known: put off, then fulfilled.
    """

    id: str
    tellings: tuple[tuple[str, str], ...]
    claims: tuple[Testimony, ...]
    history: tuple[Status, ...]
    outcomes: tuple[Outcome, ...] = ()


def corroborate(chronologies: Iterable[Chronology]) -> tuple[Happening, ...]:
    """Every event of every chronology in exactly one happening, in the order in which they were first told.

    The order of ``chronologies`` does not matter. No two events of one briefing are one happening: of those
    ``merging.merge`` has decided. Raises ValueError where two chronologies are of the same briefing.
    """
    known = Corroboration()
    for chronology in sorted(chronologies, key=lambda c: (c.briefing.published, c.briefing.id)):
        known.add(chronology)
    return tuple(known.happenings())


class Corroboration:
    """The happenings of the chronologies so far, which come in order of publication, those of one day by their ids."""

    def __init__(self) -> None:
        self._index, self._rarity, self._plans = _Index(), Rarity(), Plans()
        self._told: list[list[Account]] = []  # by happening
        self._undone: defaultdict[int, list[Outcome]] = defaultdict(list)
        self._latest = (date.min, "")

    def add(self, chronology: Chronology) -> tuple[str, ...]:
        """The ids of the happenings of the events of the next chronology, in the order of these.

        Raises ValueError where it comes too late.
        """
        own = (chronology.briefing.published, chronology.briefing.id)
        if own <= self._latest:
            raise ValueError(f"out of order, or given twice: {own[1]}")
        self._latest = own
        told = accounts(chronology)
        self._rarity.see(told)
        return tuple(self._joined(account, at) for account, at in self._assigned(told))

    def happenings(self) -> Iterator[Happening]:
        """All of them, in the order in which they were first told."""
        return (_happening(told, self._undone.get(at, ())) for at, told in enumerate(self._told))

    def retold(self) -> Iterator[Happening]:
        """Those that are told more than once, or were to happen and do not."""
        known = ((told, self._undone.get(at, ())) for at, told in enumerate(self._told))
        return (_happening(told, undone) for told, undone in known if len(told) > 1 or undone)

    def _joined(self, account: Account, at: int) -> str:
        """The id of the happening ``at``, of which ``account`` tells."""
        if at == len(self._told):
            self._told.append([])
        self._told[at].append(account)
        self._index.add(account, at)
        self._plans.add(account, at)
        if undone := self._plans.undone_by(account, self._rarity):
            self._undone[undone[0]].append(undone[1])
        return _identity(self._told[at][0])

    def _assigned(self, told: Sequence[Account]) -> list[tuple[Account, int]]:
        """Each account with the happening that it joins, the likeliest pairs first; new ones have the next numbers."""
        pairs = sorted(
            (-alike, i, at)
            for i, account in enumerate(told)
            for at in self._index.candidates(account, self._rarity)
            if (alike := _likeness(self._told[at], account, self._rarity)) >= SAME
        )
        joined: dict[int, int] = {}
        taken: set[int] = set()
        for _, i, at in pairs:
            if i not in joined and at not in taken:
                joined[i] = at
                taken.add(at)
        fresh = itertools.count(len(self._told))
        return [(account, joined[i] if i in joined else next(fresh)) for i, account in enumerate(told)]


def _likeness(told: Sequence[Account], account: Account, rarity: Rarity) -> float:
    """The average over the tellings (the first and the latest); ``APART`` where one of them cannot be the same."""
    known = told if len(told) <= MOST_TELLINGS else (told[0], *told[1 - MOST_TELLINGS :])
    total = 0.0
    for each in known:
        alike = likeness(each, account, rarity)
        if alike == APART:
            return APART
        total += alike
    return total / len(known)


class _Index:
    """Which happenings share a word, a number or a place with an event, about the same time."""

    def __init__(self) -> None:
        self._having: defaultdict[tuple[str, int], list[int]] = defaultdict(list)

    def add(self, account: Account, at: int) -> None:
        """Remember an account of the happening ``at``."""
        for key in _keys(account):
            row = self._having[key]
            if len(row) <= CROWD and (not row or row[-1] != at):
                row.append(at)

    def candidates(self, account: Account, rarity: Rarity) -> tuple[int, ...]:
        """Those that share most, the rarer the more; words that a crowd shares tell nothing."""
        found: defaultdict[int, float] = defaultdict(float)
        for key in _keys(account):
            row = self._having.get(key, ())
            if 0 < len(row) <= CROWD:
                weight = rarity[key[0]]
                for at in row:
                    found[at] += weight
        return tuple(at for _, at in sorted([(-weight, at) for at, weight in found.items()])[:MOST_CANDIDATES])


def _keys(account: Account) -> Iterator[tuple[str, int]]:
    """Words and places by the weeks or so in which the event may begin and end."""
    spells = sorted({day // SPELL_DAYS for day in (account.reach[0], account.reach[1] - 1)})
    terms = (*account.content.terms, *account.places)
    return ((term, spell) for term in terms for spell in spells)


def _happening(told: Sequence[Account], undone: Iterable[Outcome]) -> Happening:
    return Happening(
        id=_identity(told[0]),
        tellings=tuple(account.key for account in told),
        claims=tuple(testimony for account in told for testimony in _testimonies(account)),
        history=tuple(Status(published=a.published, briefing=a.briefing, modality=a.modality) for a in told),
        outcomes=firsts((*undone, *fulfilments(told))),
    )


def _identity(first: Account) -> str:
    return hashlib.sha256(":".join(("happening", *first.key)).encode()).hexdigest()[:12]


def _testimonies(account: Account) -> Iterator[Testimony]:
    own = Claim(source=account.publisher, stance=OWN_STANCE[account.modality], evidence=account.evidence)
    for claim in account.claims or (own,):
        yield Testimony(
            briefing=account.briefing,
            event=account.event,
            publisher=account.publisher,
            published=account.published,
            source=claim.source,
            stance=claim.stance,
            evidence=claim.evidence,
            said=claim.said,
        )
