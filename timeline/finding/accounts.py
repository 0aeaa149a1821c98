"""What of an event is compared with other briefings' events: its words, its days, its sites?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from geodata.place import PlaceKind
from timeline.finding.contents import COMMONPLACE, Content, content
from timeline.model import (
    Anchor,
    Briefing,
    Category,
    Chronology,
    Claim,
    Event,
    Modality,
    Role,
    Span,
    TimePrecision,
    Where,
)

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

#: Days, places and sites that are kept to be shared: many events tell of the same.
REMEMBERED = 65_536
T = TypeVar("T", bound=Hashable)

#: Half-open ``[first, end)``, proleptic Gregorian ordinals of days (``date.toordinal``).
Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Site:
    """A place that an event has. ``name`` has the letters of the words that name it; None where it was inferred."""

    id: str
    kind: PlaceKind
    country: str | None
    lat: float
    lon: float
    radius_km: float
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An event as one briefing tells it, as far as later ones are compared with it: a million have to be remembered.

    ``days`` are those on which it falls as told, ``reach`` those on which it may fall where it is told vaguely;
    ``dated`` says that the text tells them, more or less exactly. ``sites`` are those of its ``places`` where it
    happened, not whence it came.
    """

    briefing: str
    publisher: str
    published: date
    event: str
    category: Category
    modality: Modality
    claims: tuple[Claim, ...]
    evidence: Span
    content: Content
    days: Days
    reach: Days
    dated: bool
    places: tuple[str, ...]
    sites: tuple[Site, ...]

    @property
    def key(self) -> tuple[str, str]:
        """The briefing's id and the event's."""
        return self.briefing, self.event

    @property
    def ahead(self) -> bool:
        """Whether it had not happened when it was told."""
        return self.modality in AHEAD


def accounts(chronology: Chronology) -> tuple[Account, ...]:
    """The events of a chronology, ready to be compared."""
    return tuple(_account(event, chronology.briefing) for event in chronology.events)


def _account(event: Event, briefing: Briefing) -> Account:
    days = _days(event, briefing.published)
    return Account(
        briefing=briefing.id,
        publisher=briefing.publisher,
        published=briefing.published,
        event=event.id,
        category=event.category,
        modality=event.modality,
        claims=event.claims,
        evidence=event.evidence,
        content=content(_telling_words(event, briefing)),
        days=_shared(days),
        reach=_shared(_reach(event, days)),
        dated=event.when is not None and event.when.precision is not TimePrecision.APPROX,
        places=_shared(tuple(sorted({where.place.id for where in event.where}))),
        sites=_shared(tuple(map(_site, [w for w in event.where if w.role is not Role.ORIGIN] or event.where))),
    )


def _site(where: Where) -> Site:
    place = where.place
    name = None if where.toponym is None else "".join(filter(str.isalnum, where.toponym.name.lower()))
    return Site(place.id, place.kind, place.country, place.lat, place.lon, where.radius_km, name)


@lru_cache(REMEMBERED)
def _shared(value: T) -> T:
    """The first of all values that are equal to this one, so that the others need not be kept."""
    return value


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


class Rarity(dict[str, float]):
    """How rare each telling word is among the events seen so far, as inverse document frequency.

    It is the natural logarithm of how many times rarer the word is than one that stands everywhere. It begins as if
    ``BEFORE`` events had been seen, of which ``COMMON`` had each commonplace word, so that the first briefing's words
    do not all look rare.
    """

    BEFORE = 40.0
    COMMON = 3.0

    def __init__(self) -> None:
        super().__init__()
        self._events = 0
        self._having: Counter[str] = Counter()
        self._masses: dict[tuple[str, ...], float] = {}

    def see(self, told: Iterable[Account]) -> None:
        """Count the words of further events."""
        self.clear()
        self._masses.clear()
        for account in told:
            self._events += 1
            self._having.update(account.content.terms)

    def __missing__(self, term: str) -> float:
        before = self.COMMON if term in COMMONPLACE else 1.0
        weight = self[term] = math.log((self.BEFORE + self._events + before) / (self._having[term] + before))
        return weight

    def mass(self, terms: tuple[str, ...]) -> float:
        """The sum of the squares of the rarities of words: in their order, on which a sum of floats depends."""
        known = self._masses.get(terms)
        if known is None:
            known = self._masses[terms] = sum([self[term] ** 2 for term in terms])
        return known
