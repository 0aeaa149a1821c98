"""How alike are two events of different briefings, on a scale on which ``SAME`` and more is one happening?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from geodata.place import Place, PlaceKind
from timeline.finding.contents import Content, content
from timeline.model import Anchor, Briefing, Category, Chronology, Event, Modality, Role, TimePrecision, Where

#: What each agreement is worth; see ``likeness``. Set on development briefings and half of the benchmark's retellings.
WORDS, HELD, PLACE, TIME, COUNT, CATEGORY = 2.4, 0.8, 0.7, 0.6, 0.7, 0.3
SAME = 1.9
#: What cannot be one happening, whatever agrees.
APART = -5.0

#: How far an undated telling may lie from its event, in days: before the day that stands in for it, and after.
#: A weekly review tells the week before it; a day carried on from the sentence before is nearly right.
SLACK: Mapping[Anchor, tuple[int, int]] = {
    Anchor.STATED: (0, 0),
    Anchor.CARRIED: (2, 2),
    Anchor.PUBLICATION: (7, 0),
}
APPROXIMATE_DAYS = 3
#: A plan without a date may come to be this much later.
PLAN_DAYS = 60
#: Places this near each other are one in loose telling: the town and its suburb.
NEARBY_KM = 25.0
#: Counts this near each other are one count: 2,400 and "some 2,350".
NEARLY = 0.9
EARTH_KM = 6371.0

#: Categories that one happening is easily given by two tellings.
FAMILIES: tuple[frozenset[Category], ...] = (
    frozenset({Category.MILITARY_MOVEMENT, Category.ARMED_CLASH_OR_STRIKE, Category.AIRSPACE_OR_BORDER_INCIDENT}),
    frozenset({Category.BORDER_OR_TRANSIT_RESTRICTION, Category.SANCTIONS_OR_TRADE, Category.ECONOMY_OR_ENERGY}),
    frozenset({Category.DIPLOMACY, Category.POLITICS_OR_ELECTION}),
    frozenset({Category.REPRESSION_OR_RIGHTS, Category.PROTEST, Category.POLITICS_OR_ELECTION}),
    frozenset({Category.HUMANITARIAN, Category.ARMED_CLASH_OR_STRIKE}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An event as one briefing tells it, with what comparing it needs."""

    briefing: Briefing
    event: Event
    content: Content

    @property
    def key(self) -> tuple[str, str]:
        """The briefing's id and the event's."""
        return self.briefing.id, self.event.id


def tellings(chronology: Chronology) -> tuple[Telling, ...]:
    """The events of a chronology, ready to be compared."""
    return tuple(
        Telling(briefing=chronology.briefing, event=event, content=content(_telling_words(event, chronology.briefing)))
        for event in chronology.events
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


class Rarity:
    """How rare each telling word is among the events seen so far, as inverse document frequency.

    It begins as if ``BEFORE`` events had been seen, so that the first briefing's words do not all look rare.
    """

    BEFORE = 40.0

    def __init__(self) -> None:
        self._events = 0
        self._having: Counter[str] = Counter()

    def see(self, told: Iterable[Telling]) -> None:
        """Count the words of further events."""
        for telling in told:
            self._events += 1
            self._having.update(telling.content.terms)

    def seen(self, term: str) -> int:
        """In how many events ``term`` has been seen."""
        return self._having[term]

    def weight(self, term: str) -> float:
        """The natural logarithm of how many times rarer the word is than one that stands everywhere."""
        return math.log((self.BEFORE + self._events + 1) / (self._having[term] + 1.0))


def likeness(a: Telling, b: Telling, rarity: Rarity) -> float:
    """The sum of what agrees, less what conflicts; ``APART`` where the two cannot be one happening."""
    time = _times(a, b)
    if time is None or a.content.opposes(b.content):
        return APART
    return (
        words_alike(a, b, rarity)
        + PLACE * places_alike(a.event, b.event)
        + TIME * time
        + _counts(a, b, time)
        + (CATEGORY * _categories(a.event.category, b.event.category))
    )


def words_alike(a: Telling, b: Telling, rarity: Rarity) -> float:
    """The cosine of the two sentences' words, weighted by rarity, and how much of the shorter the longer holds."""
    mine, theirs = a.content.terms, b.content.terms
    shared = sum(rarity.weight(t) ** 2 for t in mine & theirs)
    if not shared:
        return 0.0
    one, other = (sum(rarity.weight(t) ** 2 for t in terms) for terms in (mine, theirs))
    return WORDS * shared / math.sqrt(one * other) + HELD * shared / min(one, other)


# --- times -----------------------------------------------------------------------------------------------------------


def window(telling: Telling, *, lone: bool = False) -> tuple[date, date]:
    """The days ``[first, end)`` on which the told event may fall; ``lone``: without the slack of undated tellings."""
    event, published = telling.event, telling.briefing.published
    if event.when is None:
        return _span(published - timedelta(days=SLACK[Anchor.PUBLICATION][0]), published + timedelta(days=1))
    interval = event.when.interval
    start = interval.start or (interval.end or published) - timedelta(days=1)
    end = interval.end or max(start, published) + timedelta(days=1)
    before, after = (0, 0) if lone else SLACK[event.when.anchor]
    if event.when.anchor is Anchor.STATED and event.when.precision is TimePrecision.APPROX:
        before = after = APPROXIMATE_DAYS
    if event.when.anchor is Anchor.PUBLICATION and event.modality in (Modality.PLANNED, Modality.HYPOTHETICAL):
        after = PLAN_DAYS
    return _span(start - timedelta(days=min(before, (start - date.min).days)), end, after)


def _span(start: date, end: date, after: int = 0) -> tuple[date, date]:
    return start, end + timedelta(days=min(after, (date.max - end).days))


def _times(a: Telling, b: Telling) -> float | None:
    """1 for one stated day, less the vaguer; None where the days cannot meet.

    One publisher's later briefing tells what is new: "attacks continued near Avdiivka", undated, on two days are two.
    """
    serial = a.briefing.publisher == b.briefing.publisher and a.briefing.published != b.briefing.published
    mine, theirs = window(a, lone=serial), window(b, lone=serial)
    if mine[0] >= theirs[1] or theirs[0] >= mine[1]:
        return None
    if not (_dated(a.event) and _dated(b.event)):
        return 0.2
    if mine == theirs:
        return 1.0
    shared = (min(mine[1], theirs[1]) - max(mine[0], theirs[0])).days
    together = (max(mine[1], theirs[1]) - min(mine[0], theirs[0])).days
    return max(0.2, shared / together, 0.8 if mine[0] == theirs[0] else 0.0)


def _dated(event: Event) -> bool:
    return event.when is not None and event.when.anchor is Anchor.STATED


# --- places ----------------------------------------------------------------------------------------------------------


def places_alike(a: Event, b: Event) -> float:
    """1 for the same town, less for what only contains or borders it, below 0 for places apart; 0 where unknown."""
    mine, theirs = _sites(a), _sites(b)
    if not mine or not theirs:
        return 0.0
    best = max(_near(m, t) for m in mine for t in theirs)
    if best <= 0:
        return best
    ours, yours = {w.place.id for w in mine}, {w.place.id for w in theirs}
    fine = sum(w.place.kind is not PlaceKind.COUNTRY for w in (*mine, *theirs)) > 2
    # Of many places one shared is little: "Avdiivka, Sieverne and Marinka" / "Marinka".
    return best * (0.6 + 0.4 * len(ours & yours) / len(ours | yours)) if fine and len(ours | yours) > 2 else best


def _sites(event: Event) -> tuple[Where, ...]:
    """Where it happens: without where things come from, if that leaves any."""
    return tuple(w for w in event.where if w.role is not Role.ORIGIN) or event.where


def _near(a: Where, b: Where) -> float:
    if a.place.id == b.place.id:
        return 0.3 if a.place.kind is PlaceKind.COUNTRY else 1.0 if a.toponym and b.toponym else 0.6
    apart = distance_km(a.place, b.place)
    reach = max(a.radius_km, b.radius_km)
    if PlaceKind.COUNTRY in (a.place.kind, b.place.kind):
        same = a.place.country is not None and a.place.country == b.place.country
        return 0.1 if same else 0.0 if apart <= reach else -1.0
    if apart <= NEARBY_KM:
        return 0.8
    if apart <= reach + NEARBY_KM:
        return 0.5
    inferred = a.toponym is None or b.toponym is None
    return -0.5 if inferred else -2.0


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance by the haversine formula."""
    lat1, lat2 = math.radians(a.lat), math.radians(b.lat)
    across = math.radians(b.lon - a.lon)
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(across / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


# --- counts and categories -------------------------------------------------------------------------------------------


def _counts(a: Telling, b: Telling, time: float) -> float:
    """Above 0 where both count as many of the same, below where they differ.

    "At least four" may have become "nine" in a later telling, so on one stated day a conflict speaks softly; what is
    measured (a magnitude) and what is counted by one publisher twice does not change so.
    """
    agree = conflict = measured = False
    for mine in a.content.counts:
        for theirs in b.content.counts:
            if not mine.of & theirs.of or not (mine.value and theirs.value):
                continue
            ratio = min(mine.value, theirs.value) / max(mine.value, theirs.value)
            agree |= ratio >= NEARLY
            conflict |= ratio < NEARLY
            measured |= ratio < NEARLY and (mine.measured or theirs.measured)
    if measured:
        return -3 * COUNT
    if agree:
        return COUNT
    return -COUNT * (0.3 if time == 1.0 else 1.5) if conflict else 0.0


def _categories(a: Category, b: Category) -> float:
    if a is b:
        return 0.0 if a is Category.OTHER else 1.0
    if Category.OTHER in (a, b):
        return 0.0
    return 0.0 if any(a in family and b in family for family in FAMILIES) else -1.0
