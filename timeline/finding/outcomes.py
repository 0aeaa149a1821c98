"""What became of a plan: did it come to be, was it called off, or put off?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from timeline.finding.accounts import Account, Rarity
from timeline.finding.likeness import PLACE, WORDS, places_alike, words_alike
from timeline.model import Modality

#: Of this likeness in words and places, a cancellation speaks of a plan: about half of the rare words, in one town.
ABOUT = 0.6 * WORDS
#: How long after it was told a plan may be called off, in days.
REMEMBERED_DAYS = 400
#: A word in more plans than this does not find them.
CROWD = 60

REAL = (Modality.ASSERTED, Modality.CLAIMED)


class Fate(StrEnum):
    """What became of a plan."""

    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a plan, who told it first (briefing's id, event's id), and when that was published."""

    fate: Fate
    telling: tuple[str, str]
    published: date


def fulfilments(told: Sequence[Account]) -> Iterator[Outcome]:
    """The tellings of a happening, in order of publication, by which what was planned has come to be."""
    planned = False
    for account in told:
        if planned and account.modality in REAL:
            yield Outcome(fate=Fate.FULFILLED, telling=account.key, published=account.published)
        planned = planned or account.ahead


def firsts(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Who first told each fate, in the order in which they were told."""
    found: dict[Fate, Outcome] = {}
    for outcome in sorted(outcomes, key=lambda o: (o.published, o.telling)):
        found.setdefault(outcome.fate, outcome)
    return tuple(found.values())


class Plans:
    """The plans told so far, found by their words."""

    def __init__(self) -> None:
        self._having: defaultdict[str, list[tuple[int, Account]]] = defaultdict(list)

    def add(self, account: Account, at: int) -> None:
        """Remember a plan that is told of the happening ``at``; what is no plan is passed over."""
        if account.ahead and not account.content.undone:
            for term in account.content.terms:
                if len(self._having[term]) <= CROWD:
                    self._having[term].append((at, account))

    def undone_by(self, account: Account, rarity: Rarity) -> tuple[int, Outcome] | None:
        """The happening whose plan ``account`` calls or puts off, and that outcome; None where it does not."""
        if not account.content.undone:
            return None
        likely = [
            (-(words_alike(plan, account, rarity) + PLACE * places_alike(plan, account)), at)
            for at, plan in self._candidates(account)
            if _remembered(plan, account)
        ]
        alike, best = min(likely, default=(0.0, -1))
        if -alike < ABOUT:
            return None
        fate = Fate.CANCELLED if account.content.cancelled else Fate.POSTPONED
        return best, Outcome(fate=fate, telling=account.key, published=account.published)

    def _candidates(self, account: Account) -> list[tuple[int, Account]]:
        rows = (self._having.get(term, ()) for term in account.content.terms)
        return list({plan.key: (at, plan) for row in rows if len(row) <= CROWD for at, plan in row}.values())


def _remembered(plan: Account, undoing: Account) -> bool:
    lag = undoing.published - plan.published
    return plan.briefing != undoing.briefing and timedelta(0) <= lag <= timedelta(days=REMEMBERED_DAYS)
