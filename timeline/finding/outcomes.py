"""What became of a plan: did it come to be, was it called off, or put off?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from timeline.finding.likeness import PLACE, WORDS, Rarity, Telling, places_alike, words_alike
from timeline.model import Modality

#: Of this likeness in words and places, a cancellation speaks of a plan: about half of the rare words, in one town.
ABOUT = 0.6 * WORDS
#: How long after it was told a plan may be called off, in days.
REMEMBERED_DAYS = 400
#: A word in more plans than this does not find them.
CROWD = 60

AHEAD = (Modality.PLANNED, Modality.HYPOTHETICAL)
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


def fulfilment(told: Sequence[Telling]) -> Outcome | None:
    """The first telling of a planned happening, in order of publication, by which it has come to be."""
    planned = False
    for telling in told:
        if planned and telling.event.modality in REAL:
            return Outcome(fate=Fate.FULFILLED, telling=telling.key, published=telling.briefing.published)
        planned = planned or telling.event.modality in AHEAD
    return None


class Plans:
    """The plans told so far, found by their words."""

    def __init__(self) -> None:
        self._having: defaultdict[str, list[tuple[int, Telling]]] = defaultdict(list)

    def add(self, telling: Telling, at: int) -> None:
        """Remember a plan as a telling of the happening ``at``; what is no plan is passed over."""
        if telling.event.modality in AHEAD and not telling.content.undone:
            for term in telling.content.terms:
                if len(self._having[term]) <= CROWD:
                    self._having[term].append((at, telling))

    def undone_by(self, telling: Telling, rarity: Rarity) -> tuple[int, Outcome] | None:
        """The happening whose plan ``telling`` calls or puts off, and that outcome; None where it does not."""
        if not telling.content.undone:
            return None
        found: dict[int, float] = {}
        for at, plan in self._candidates(telling):
            alike = words_alike(plan, telling, rarity) + PLACE * places_alike(plan.event, telling.event)
            if alike >= ABOUT and _remembered(plan, telling):
                found[at] = max(alike, found.get(at, 0.0))
        if not found:
            return None
        fate = Fate.CANCELLED if telling.content.cancelled else Fate.POSTPONED
        best = min(found, key=lambda at: (-found[at], at))
        return best, Outcome(fate=fate, telling=telling.key, published=telling.briefing.published)

    def _candidates(self, telling: Telling) -> list[tuple[int, Telling]]:
        rows = (self._having.get(term, ()) for term in sorted(telling.content.terms))
        return list({plan.key: (at, plan) for row in rows if len(row) <= CROWD for at, plan in row}.values())


def _remembered(plan: Telling, undoing: Telling) -> bool:
    lag = undoing.briefing.published - plan.briefing.published
    return plan.briefing.id != undoing.briefing.id and timedelta(0) <= lag <= timedelta(days=REMEMBERED_DAYS)
