"""What does a large archive look like? As many events as asked for, always the same ones, told as briefings tell them.

They lie in towns of the whole world, some in whole countries, on borders and along routes, over two years. No event is
true. They go through a real store into a real edition, so that all that is measured is what a reader would get.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from geodata.gazetteer import Gazetteer, connect, default_path
from geodata.place import Place
from timeline.edition import Edition, publish
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
from timeline.store import Store

FIRST, DAYS = date(2022, 1, 1), 730
IN_A_BRIEFING = 50  # events

_PUBLISHERS = ("Border Watch", "Monitoring Group", "Field Office", "Daily Digest", "Institute of Review")
_ACTORS = (
    "Ministry of Defence", "Interior Ministry", "border guards", "General Staff", "Foreign Ministry", "the governor",
    "Red Crescent", "electoral commission", "railway workers", "opposition leaders", "the central bank", "observers",
    "prosecutors", "the mayor", "a local council", "rescue services", "trade unions", "the parliament", "peacekeepers",
    "teachers",
)  # fmt: skip
_CLAIMANTS = ("the governor", "officials", "witnesses", "the General Staff", "a spokeswoman", "the police", "residents")

#: What may happen: category, title, sentence; {p} is the place, {a} who does it, {q} a second place, {n} a number
_HAPPENINGS: tuple[tuple[Category, str, str], ...] = (
    (Category.ARMED_CLASH_OR_STRIKE, "Shelling damages {n} houses in {p}",
     "Shelling damaged {n} houses in {p} during the night, and rescue services were at work until the morning."),
    (Category.ARMED_CLASH_OR_STRIKE, "Rail line cut near {p}",
     "Unknown people cut a rail line near {p}, and {n} trains had to wait for hours."),
    (Category.MILITARY_MOVEMENT, "Convoy of {n} vehicles leaves {q} for {p}",
     "A convoy of {n} vehicles left {q} and was seen on the road to {p} in the evening."),
    (Category.MILITARY_MOVEMENT, "{n} soldiers arrive in {p}",
     "Some {n} soldiers and their equipment arrived in {p} by rail for exercises that will last two weeks."),
    (Category.AIRSPACE_OR_BORDER_INCIDENT, "Drone crosses the border near {p}",
     "A drone crossed the border near {p} and turned back after {n} minutes."),
    (Category.BORDER_OR_TRANSIT_RESTRICTION, "Crossing at {p} closed to lorries",
     "The crossing at {p} was closed to lorries, and a queue of {n} kilometres formed."),
    (Category.DIPLOMACY, "Delegations of {n} countries meet in {p}",
     "Delegations of {n} countries met in {p} and agreed to meet again in the summer."),
    (Category.SANCTIONS_OR_TRADE, "Export of grain through {p} stopped",
     "The export of grain through {p} was stopped, which touches {n} companies."),
    (Category.PROTEST, "{n} people march in {p}",
     "About {n} people marched through {p} and asked for the release of those who were held."),
    (Category.REPRESSION_OR_RIGHTS, "{n} people sentenced in {p}",
     "A court in {p} sentenced {n} people to terms of between two and seven years."),
    (Category.POLITICS_OR_ELECTION, "Early vote announced in {p}",
     "An early vote was announced in {p}, and {n} candidates said that they would stand."),
    (Category.HUMANITARIAN, "{n} families leave {p} after floods",
     "After the floods {n} families left {p} and were taken in by schools of the neighbouring towns."),
    (Category.ECONOMY_OR_ENERGY, "Power cut in {p} lasts {n} hours",
     "A power cut in {p} lasted {n} hours, and the waterworks stood still."),
    (Category.CYBER_OR_INFORMATION, "Sites of {n} offices in {p} defaced",
     "The sites of {n} offices in {p} were defaced and came back the next day."),
)  # fmt: skip
_TITLES = "Situation report {day}, no. {number}"
#: of a hundred events so many are put this way
_MODALITIES = (
    (Modality.ASSERTED, 62),
    (Modality.CLAIMED, 20),
    (Modality.DENIED, 5),
    (Modality.PLANNED, 9),
    (Modality.HYPOTHETICAL, 4),
)


@dataclass(slots=True)
class Dice:
    """Whole numbers that look random and are the same on every machine: SHA-256 of a seed and a counter."""

    seed: str
    thrown: int = 0

    def below(self, limit: int) -> int:
        """A number from 0 to ``limit`` - 1."""
        self.thrown += 1
        digest = hashlib.sha256(f"{self.seed} {self.thrown}".encode()).digest()
        return int.from_bytes(digest[:6], "big") % limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The places that events are told of: an archive names the same few thousand again and again."""

    towns: tuple[Place, ...]
    wide: tuple[Place, ...]  # countries, first-level regions, borders
    around: Mapping[str | None, tuple[Place, ...]]  # the towns of each country: a convoy comes from one of them


_TOWNS = "SELECT id FROM place WHERE kind = 'city' ORDER BY population DESC, id LIMIT 3000"
_WIDE = """
    SELECT id FROM (SELECT id FROM place WHERE kind = 'country' ORDER BY population DESC, id LIMIT 100)
    UNION ALL SELECT id FROM (SELECT id FROM place JOIN shape USING (n) WHERE feature = 'ADM1'
        ORDER BY population DESC, id LIMIT 60)
    UNION ALL SELECT id FROM (SELECT id FROM place WHERE kind = 'border' ORDER BY radius_km DESC, id LIMIT 40)"""


def ground(gazetteer: Gazetteer) -> Ground:
    """The largest towns, and the largest countries, regions and borders, of the built gazetteer."""
    with closing(connect(default_path())) as index:
        towns, wide = (index.execute(query).fetchall() for query in (_TOWNS, _WIDE))
    place = gazetteer.place
    known = tuple(place(id) for (id,) in towns)
    around: dict[str | None, tuple[Place, ...]] = {}
    for town in known:
        around[town.country] = (*around.get(town.country, ()), town)
    return Ground(towns=known, wide=tuple(place(id) for (id,) in wide), around=around)


def chronologies(count: int, over: Ground) -> Iterator[Chronology]:
    """``count`` events in briefings of 50."""
    for number, first in enumerate(range(0, count, IN_A_BRIEFING)):
        yield _chronology(number, min(IN_A_BRIEFING, count - first), over)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One event before its briefing is put together."""

    category: Category
    title: str
    sentence: str
    places: tuple[Place, ...]
    day: date
    modality: Modality
    dice: Dice


def _chronology(number: int, count: int, over: Ground) -> Chronology:
    published = FIRST + timedelta(days=number * 37 % DAYS + 7)
    told = [_told(Dice(f"{number} {index}"), published, over) for index in range(count)]
    title = _TITLES.format(day=published.isoformat(), number=number + 1)
    pieces = [title, *(each.sentence for each in told)]
    text = "\n\n".join(pieces)
    briefing = Briefing(
        id=hashlib.sha256(text.encode()).hexdigest()[:12], title=title, publisher=_PUBLISHERS[number % 5],
        published=published, language="en", text=text, url=f"https://example.org/{number}",
    )  # fmt: skip
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece) + 2)
    events = [_event(briefing, each, start) for each, start in zip(told, starts[1:], strict=False)]
    return Chronology(briefing=briefing, events=tuple(events))


def _told(dice: Dice, published: date, over: Ground) -> _Told:
    category, title, sentence = _HAPPENINGS[dice.below(len(_HAPPENINGS))]
    place = _one(dice, over.wide if dice.below(100) < 12 else over.towns)
    other = _one(dice, over.around.get(place.country, over.towns))
    words = {"p": place.name, "q": other.name, "n": 2 + dice.below(400), "a": _ACTORS[dice.below(len(_ACTORS))]}
    return _Told(
        category=category,
        title=title.format(**words),
        sentence=sentence.format(**words),
        places=(place, other) if "{q}" in title else (place,) if dice.below(100) < 96 else (),
        day=published - timedelta(days=dice.below(8)),
        modality=_modality(dice.below(100)),
        dice=dice,
    )


def _one(dice: Dice, places: Sequence[Place]) -> Place:
    """One of the places, the first much more often than the last."""
    return places[dice.below(1 + dice.below(len(places)))]


def _modality(share: int) -> Modality:
    for modality, hundredths in _MODALITIES:
        if share < hundredths:
            return modality
        share -= hundredths
    return Modality.HYPOTHETICAL


def _event(briefing: Briefing, told: _Told, start: int) -> Event:
    evidence = Span(start=start, end=start + len(told.sentence))
    dice = told.dice
    source = "" if told.modality is Modality.ASSERTED else _CLAIMANTS[dice.below(len(_CLAIMANTS))]
    stance = Stance.DENIES if told.modality is Modality.DENIED else Stance.CLAIMS
    return Event(
        id=hashlib.sha256(f"{briefing.id} {start}".encode()).hexdigest()[:12],
        briefing=briefing.id,
        title=told.title,
        category=told.category,
        modality=told.modality,
        when=_when(told.day, dice.below(100)),
        where=tuple(_where(place, role, told, start) for place, role in _roles(told.places)),
        actors=tuple(sorted({_ACTORS[dice.below(len(_ACTORS))] for _ in range(dice.below(3))})),
        claims=(Claim(source=source, stance=stance, evidence=evidence),) if source else (),
        evidence=evidence,
        provenance=Provenance(rule="benchmarks.synthetic", version="1"),
    )


def _roles(places: tuple[Place, ...]) -> Iterator[tuple[Place, Role]]:
    yield from zip(places, (Role.DESTINATION, Role.ORIGIN) if len(places) > 1 else (Role.LOCATION,), strict=False)


def _where(place: Place, role: Role, told: _Told, start: int) -> Where:
    at = told.sentence.index(place.name)
    toponym = Toponym(span=Span(start=start + at, end=start + at + len(place.name)), name=place.name)
    fine = 1 if place.id.startswith("gn:") else 3
    return Where(place=place, role=role, precision=fine, radius_km=place.radius_km, toponym=toponym)


def _when(day: date, share: int) -> When | None:
    """A day for most events; for some a week, a month, an open end, or no time at all."""
    if share < 4:
        return None
    if share < 10:
        first = day.replace(day=1)
        interval, precision = Interval(start=first, end=first + timedelta(days=28)), TimePrecision.MONTH
    elif share < 15:
        interval, precision = Interval(start=day - timedelta(days=7), end=day), TimePrecision.WEEK
    elif share < 18:
        interval, precision = Interval(start=day, end=None), TimePrecision.DAY
    else:
        interval, precision = Interval.day(day), TimePrecision.DAY
    return When(interval=interval, precision=precision, anchor=Anchor.STATED)


def edition(count: int, folder: Path, gazetteer: Gazetteer) -> Edition:
    """The edition of ``count`` events, published in ``folder`` through a store."""
    over = ground(gazetteer)
    folder.mkdir(parents=True, exist_ok=True)
    with Store.open(folder / "store.sqlite") as store:
        for chronology in chronologies(count, over):
            store.save(chronology, gazetteer)
        return publish(store, folder / "editions", gazetteer)
