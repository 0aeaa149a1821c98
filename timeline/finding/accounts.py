"""What of an event is compared with other briefings' events: its words, its days, its sites?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from timeline.finding.contents import COMMONPLACE, Content, content
from timeline.model import Anchor, Briefing, Chronology, Event, Modality, Role, TimePrecision, Where

#: How far a telling of no certain day may lie from its event, in days: before the day that stands for it, and after.
#: "Around 3 May"; the day of the sentence before, nearly right; a weekly review's own day, for the week before it.
SLACK: Mapping[Anchor, tuple[int, int]] = {
    Anchor.STATED: (3, 3),
    Anchor.CARRIED: (2, 2),
    Anchor.PUBLICATION: (7, 0),
}
#: A plan without a date may come to be this much later.
PLAN_DAYS = 60
AHEAD = (Modality.PLANNED, Modality.HYPOTHETICAL)

#: Half-open ``[first, end)``, proleptic Gregorian ordinals of days (``date.toordinal``).
Days = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An event as one briefing tells it.

    ``days`` are those on which it falls as told, ``reach`` those on which it may fall where it is told vaguely.
    """

    briefing: Briefing
    event: Event
    content: Content
    days: Days
    reach: Days
    sites: tuple[Where, ...]

    @property
    def key(self) -> tuple[str, str]:
        """The briefing's id and the event's."""
        return self.briefing.id, self.event.id

    @property
    def dated(self) -> bool:
        """Whether the text says on which days, more or less exactly."""
        return self.event.when is not None and self.event.when.precision is not TimePrecision.APPROX

    @property
    def ahead(self) -> bool:
        """Whether it had not happened when it was told."""
        return self.event.modality in AHEAD


def accounts(chronology: Chronology) -> tuple[Account, ...]:
    """The events of a chronology, ready to be compared."""
    return tuple(_account(event, chronology.briefing) for event in chronology.events)


def _account(event: Event, briefing: Briefing) -> Account:
    days = _days(event, briefing.published)
    return Account(
        briefing=briefing,
        event=event,
        content=content(_telling_words(event, briefing)),
        days=days,
        reach=_reach(event, days),
        sites=tuple(w for w in event.where if w.role is not Role.ORIGIN) or event.where,
    )


def _telling_words(event: Event, briefing: Briefing) -> str:
    """The event's sentence with its place names blanked out, which are compared as places."""
    start = event.evidence.start
    words = briefing.quote(event.evidence)
    for where in event.where:
        if where.toponym is not None and event.evidence.holds(where.toponym.span):
            a, b = where.toponym.span.start - start, where.toponym.span.end - start
            words = words[:a] + " " * (b - a) + words[b:]
    return words


def _days(event: Event, published: date) -> Days:
    """An open end is cut a day from the other: "since 1 February" begins on that day."""
    day = published.toordinal()
    if event.when is None:
        return day, day + 1
    start, end = event.when.interval.start, event.when.interval.end
    if start is None:
        last = day if end is None else end.toordinal()
        return last - 1, last
    first = start.toordinal()
    return first, max(first, day) + 1 if end is None else end.toordinal()


def _reach(event: Event, days: Days) -> Days:
    anchor = Anchor.PUBLICATION if event.when is None else event.when.anchor
    if event.when is not None and event.when.precision is not TimePrecision.APPROX:
        return days
    before, after = SLACK[anchor]
    if anchor is Anchor.PUBLICATION and event.modality in AHEAD:
        after = PLAN_DAYS
    return days[0] - before, days[1] + after


class Rarity:
    """How rare each telling word is among the events seen so far, as inverse document frequency.

    It begins as if ``BEFORE`` events had been seen, of which ``COMMON`` had each commonplace word, so that the first
    briefing's words do not all look rare.
    """

    BEFORE = 40.0
    COMMON = 3.0

    def __init__(self) -> None:
        self._events = 0
        self._having: Counter[str] = Counter()
        self._weights: dict[str, float] = {}

    def see(self, told: Iterable[Account]) -> None:
        """Count the words of further events."""
        self._weights.clear()
        for account in told:
            self._events += 1
            self._having.update(account.content.terms)

    def weight(self, term: str) -> float:
        """The natural logarithm of how many times rarer the word is than one that stands everywhere."""
        known = self._weights.get(term)
        if known is None:
            before = self.COMMON if term in COMMONPLACE else 1.0
            known = math.log((self.BEFORE + self._events + before) / (self._having[term] + before))
            self._weights[term] = known
        return known
