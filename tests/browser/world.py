"""A chronology with every form of mark, every status and every way a time can be open, for the pages under test."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.place import Place, PlaceKind
from tests import chronologies as hand
from timeline.model import (
    Anchor,
    Category,
    Chronology,
    Claim,
    Event,
    Interval,
    Modality,
    Role,
    Stance,
    TimePrecision,
    Toponym,
    When,
    Where,
)


def _place(name: str, kind: PlaceKind, lon: float, lat: float, *, key: str = "", radius_km: float = 0.0) -> Place:
    made = key or f"own:{name.lower().replace(' ', '-')}"
    return Place(id=made, name=name, kind=kind, feature_code="X", lon=lon, lat=lat, country="BY", radius_km=radius_km)


BREST = _place("Brest", PlaceKind.CITY, 23.7, 52.1)
MINSK = _place("Minsk", PlaceKind.CITY, 27.57, 53.9)
GOMEL = _place("Gomel", PlaceKind.CITY, 31.0, 52.43)
VILNIUS = _place("Vilnius", PlaceKind.CITY, 25.28, 54.69)
LUNINETS = _place("Luninets airfield", PlaceKind.FACILITY, 26.79, 52.27)
BELARUS = _place("Belarus", PlaceKind.COUNTRY, 28.0, 53.5, key="iso:BY", radius_km=257.0)
POLESIE = _place("Polesie", PlaceKind.AREA, 26.5, 51.9, radius_km=120.0)
BORDER = _place("border of Belarus and Lithuania", PlaceKind.BORDER, 25.7, 54.2, key="border:BY-LT")
POTASH = _place("potash route", PlaceKind.ROUTE, 24.0, 54.8)

SHAPES: dict[str, BaseGeometry] = {
    BELARUS.id: shapely.Polygon(
        [(23.6, 51.5), (27, 51.6), (30.6, 51.3), (31.8, 52.1), (32.7, 53.4), (30.9, 54.9), (28, 56.1), (26.6, 55.7),
         (25.7, 54.2), (23.5, 53.9)]
    ),
    POLESIE.id: shapely.box(24.2, 51.5, 29.5, 52.5),
    BORDER.id: shapely.LineString([(23.5, 53.9), (24.8, 53.95), (25.7, 54.2), (25.6, 54.8), (26.6, 55.7)]),
    POTASH.id: shapely.LineString([(27.5, 52.8), (27.57, 53.9), (25.28, 54.69), (21.14, 55.7)]),
}  # fmt: skip


class Ground:
    """The shapes above; a point for whatever has none."""

    def shape(self, place: Place) -> BaseGeometry:
        """The shape of a place; KeyError where only its point is known."""
        return SHAPES[place.id]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event of the chronology in short."""

    sentence: str
    category: Category
    modality: Modality = Modality.ASSERTED
    start: date | None = None
    end: date | None = None  # the day after the last
    precision: TimePrecision = TimePrecision.DAY
    places: tuple[tuple[Place, Role], ...] = ()
    precision_of_place: int = 1
    radius_km: float = 0.0
    source: str = ""
    actors: tuple[str, ...] = ()


def day(month: int, number: int) -> date:
    """A day of 2022."""
    return date(2022, month, number)


def at(*places: Place) -> tuple[tuple[Place, Role], ...]:
    """The places as where it happened."""
    return tuple((place, Role.LOCATION) for place in places)


TOLD = (
    Told(sentence="Troops arrived at Brest on 24 January.", category=Category.MILITARY_MOVEMENT,
         start=day(1, 24), end=day(1, 25), places=at(BREST), actors=("Ministry of Defence",)),
    Told(sentence="A second echelon was unloaded in Brest on 26 January.", category=Category.MILITARY_MOVEMENT,
         start=day(1, 26), end=day(1, 27), places=at(BREST)),
    Told(sentence="Aircraft flew from Gomel to Luninets on 3 February, the ministry said.",
         category=Category.MILITARY_MOVEMENT, modality=Modality.CLAIMED, start=day(2, 3), end=day(2, 4),
         places=((GOMEL, Role.ORIGIN), (LUNINETS, Role.DESTINATION)), source="the ministry"),
    Told(sentence="Minsk denied that a drone had crossed the border near Brest.",
         category=Category.AIRSPACE_OR_BORDER_INCIDENT, modality=Modality.DENIED, start=day(1, 29), end=day(1, 30),
         places=at(BREST), precision_of_place=2, radius_km=25.0, source="Minsk"),
    Told(sentence="Lithuania stopped transit over the border on 1 February.",
         category=Category.BORDER_OR_TRANSIT_RESTRICTION, start=day(2, 1), places=((BORDER, Role.BORDER),)),
    Told(sentence="Potash may leave by another route.", category=Category.SANCTIONS_OR_TRADE,
         modality=Modality.HYPOTHETICAL, start=day(1, 1), end=day(2, 1), precision=TimePrecision.MONTH,
         places=at(POTASH)),
    Told(sentence="A referendum will be held in Belarus on 27 February.", category=Category.POLITICS_OR_ELECTION,
         modality=Modality.PLANNED, start=day(2, 27), end=day(2, 28), places=((BELARUS, Role.AREA),)),
    Told(sentence="Diplomats met in Minsk on 31 January.", category=Category.DIPLOMACY, start=day(1, 31),
         end=day(2, 1), places=at(MINSK)),
    Told(sentence="Five people were sentenced in Minsk in the first week of February.",
         category=Category.REPRESSION_OR_RIGHTS, start=day(1, 31), end=day(2, 7), precision=TimePrecision.WEEK,
         places=at(MINSK)),
    Told(sentence="Exercises are announced for Polesie from 10 to 20 February.", category=Category.MILITARY_MOVEMENT,
         modality=Modality.PLANNED, start=day(2, 10), end=day(2, 21), places=((POLESIE, Role.AREA),)),
    Told(sentence="Prices rose, officials in Vilnius said.", category=Category.ECONOMY_OR_ENERGY,
         modality=Modality.CLAIMED, start=day(2, 7), end=day(2, 8), precision=TimePrecision.APPROX,
         places=at(VILNIUS), source="officials in Vilnius"),
    Told(sentence="Railway servers were attacked before 25 January.", category=Category.CYBER_OR_INFORMATION,
         end=day(1, 25)),
    Told(sentence="A new law is being prepared.", category=Category.OTHER, modality=Modality.PLANNED),
)  # fmt: skip


def _where(told: Told, place: Place, role: Role, text: str) -> Where:
    name = place.name.split()[0]
    toponym = Toponym(span=hand.span(text, name), name=name) if name in text else None
    radius = told.radius_km or place.radius_km
    return Where(place=place, role=role, precision=told.precision_of_place, radius_km=radius, toponym=toponym)


def _when(told: Told) -> When | None:
    if told.start is None and told.end is None:
        return None
    return When(
        interval=Interval(start=told.start, end=told.end), precision=told.precision, anchor=Anchor.STATED, timex=None
    )


def event(of: hand.Briefing, told: Told) -> Event:
    """The event that is told in short."""
    stance = Stance.DENIES if told.modality is Modality.DENIED else Stance.CLAIMS
    said = hand.span(of.text, told.sentence)
    return hand.event(
        of,
        told.sentence,
        category=told.category,
        modality=told.modality,
        when=_when(told),
        where=tuple(_where(told, place, role, of.text) for place, role in told.places),
        actors=told.actors,
        claims=(Claim(source=told.source, stance=stance, evidence=said),) if told.source else (),
    )


def chronology(told: tuple[Told, ...] = TOLD, title: str = "Weekly review — 7 February 2022") -> Chronology:
    """The briefing whose sentences are those told, and its events."""
    of = hand.briefing("\n\n".join([title, *(each.sentence for each in told)]), title)
    return Chronology(briefing=of, events=tuple(event(of, each) for each in told))


def crowd(count: int) -> Chronology:
    """As many events as asked for, over two months and some twenty towns: what a long archive looks like."""
    told = tuple(
        Told(
            sentence=f"Event number {number} was reported.",
            category=list(Category)[number % len(Category)],
            modality=list(Modality)[number % len(Modality)],
            start=day(1, 1) + timedelta(days=number % 60),
            end=day(1, 2) + timedelta(days=number % 60),
            places=at(replace(MINSK, id=f"own:{number % 20}", lon=24 + number % 20 / 3, lat=52 + number % 7 / 2)),
        )
        for number in range(count)
    )
    return chronology(told, f"{count} events — 7 February 2022")
