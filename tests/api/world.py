"""Events of every kind of time and place, and what is true of each, told beside the product: the tests' own oracle."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

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
    Stance,
    TimePrecision,
    When,
)

FIRST = date(2022, 1, 1)


def _city(name: str, lon: float, lat: float, country: str) -> Place:
    return Place(
        id=f"own:{name}", name=name, kind=PlaceKind.CITY, feature_code="PPL", lon=lon, lat=lat, country=country
    )


LAND = Place(id="own:Land", name="Land", kind=PlaceKind.COUNTRY, feature_code="PCLI", lon=28.0, lat=53.5, country="BY")
FRONTIER = Place(id="own:Frontier", name="Frontier", kind=PlaceKind.BORDER, feature_code="BDR", lon=25.0, lat=54.0)
SHAPES: dict[str, BaseGeometry] = {
    # An area with a hole and a line that bends: their boxes hold much that they do not.
    LAND.id: shapely.box(23, 51, 33, 56).difference(shapely.box(26, 52, 30, 55)),
    FRONTIER.id: shapely.LineString([(23.5, 53.9), (25.7, 54.2), (26.6, 57.7)]),
}
PLACES = (
    _city("Aville", 26.0, 52.25, "BY"),
    _city("Beton", 23.7, 52.1, "PL"),
    _city("Ceeport", 179.5, -16.5, "FJ"),
    _city("Deeport", -179.4, -16.9, "FJ"),
    _city("Nordby", 15.6, 78.2, "SJ"),
    LAND,
    FRONTIER,
    None,
)


class Ground:
    """What knows the shapes of these places."""

    def shape(self, place: Place) -> BaseGeometry:
        return SHAPES.get(place.id) or shapely.Point(place.lon, place.lat)


def _times() -> tuple[When | None, ...]:
    def when(start: date | None, end: date | None, precision: TimePrecision) -> When:
        return When(interval=Interval(start=start, end=end), precision=precision, anchor=Anchor.STATED)

    day = timedelta(days=1)
    return (
        None,
        when(FIRST, FIRST + day, TimePrecision.DAY),
        when(FIRST + 9 * day, FIRST + 10 * day, TimePrecision.DAY),
        when(FIRST + 9 * day, FIRST + 20 * day, TimePrecision.DAY),
        when(date(2022, 2, 1), date(2022, 3, 1), TimePrecision.MONTH),
        when(date(2021, 1, 1), date(2022, 1, 1), TimePrecision.YEAR),
        when(date(2022, 1, 5), None, TimePrecision.APPROX),
        when(None, date(2022, 1, 5), TimePrecision.APPROX),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What is true of an event: its id, first and last day (None: open or unknown), whether it is timed, where."""

    id: str
    first: date | None
    last: date | None
    timed: bool
    shape: BaseGeometry | None
    category: str
    title: str


def chronologies() -> tuple[Chronology, ...]:
    """One briefing for each way to tell time; in it an event at each of the places."""
    return tuple(_chronology(number, when) for number, when in enumerate(_times()))


def truths() -> tuple[Truth, ...]:
    """What is true of each event."""
    return tuple(_truth(event) for chronology in chronologies() for event in chronology.events)


def later() -> Chronology:
    """A briefing that is read only afterwards."""
    return _chronology(99, _times()[1])


def _chronology(number: int, when: When | None) -> Chronology:
    sentences = [
        f"Notice {number}.{at}: a crowd gathered in {'nowhere known' if place is None else place.name}, it was said."
        for at, place in enumerate(PLACES)
    ]
    of = replace(
        hand.briefing("\n\n".join(sentences), title=f"Notices, part {number}"),
        published=date(2022, 2, 1) + timedelta(days=number),
        publisher=("Hand Press", "Second Press")[number % 2],
    )
    told = zip(sentences, PLACES, strict=True)
    events = tuple(_event(of, number + at, sentence, place, when) for at, (sentence, place) in enumerate(told))
    return Chronology(briefing=of, events=events)


def _event(of: hand.Briefing, at: int, sentence: str, place: Place | None, when: When | None) -> Event:
    kinds = tuple(product(Category, Modality))
    category, modality = kinds[at * 9 % len(kinds)]
    said = Claim(source="the mayor", stance=Stance.CLAIMS, evidence=hand.span(of.text, sentence))
    return hand.event(
        of,
        sentence,
        category=category,
        modality=modality,
        when=when,
        where=() if place is None else (hand.at(place, of.text, place.name),),
        claims=(said,) if at % 2 else (),
        actors=("the crowd", "Ångström")[: at % 3],
    )


def _truth(event: Event) -> Truth:
    interval = None if event.when is None else event.when.interval
    place = event.where[0].place if event.where else None
    end = None if interval is None else interval.end
    return Truth(
        id=event.id,
        first=None if interval is None else interval.start,
        last=None if end is None else end - timedelta(days=1),
        timed=interval is not None,
        shape=None if place is None else Ground().shape(place),
        category=str(event.category),
        title=event.title,
    )
