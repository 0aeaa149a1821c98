"""Chronologies made by hand, and a gazetteer that knows their shapes: what tests of the rim start from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.place import Candidate, NameGrade, Place, PlaceKind
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
    Timex,
    TimexKind,
    Toponym,
    When,
    Where,
)

TEXT = """Weekly review — 7 February 2022

On 3 February a helicopter landed at Luninets, the ministry said.

Lithuania closes the border with Belarus in January.

Minsk denied that a drone had fallen near Brest.

A referendum will be held on 27 February."""

LUNINETS = Place(
    id="gn:1", name="Luninyets", kind=PlaceKind.CITY, feature_code="PPL", lon=26.8, lat=52.25, country="BY", geonameid=1
)
BREST = Place(
    id="gn:2", name="Brest", kind=PlaceKind.CITY, feature_code="PPLA", lon=23.7, lat=52.1, country="BY", geonameid=2
)
BREST_FRANCE = replace(BREST, id="gn:3", lon=-4.49, lat=48.39, country="FR", geonameid=3)
BELARUS = Place(
    id="iso:BY",
    name="Belarus",
    kind=PlaceKind.COUNTRY,
    feature_code="PCLI",
    lon=28.0,
    lat=53.5,
    country="BY",
    radius_km=257.0,
)
BORDER = Place(
    id="border:BY-LT",
    name="border of Belarus and Lithuania",
    kind=PlaceKind.BORDER,
    feature_code="BDR",
    lon=25.8,
    lat=54.3,
)
BORDER_LINE = '{"type":"LineString","coordinates":[[23.5,53.9],[25.7,54.2],[26.6,55.7]]}'


class HandGazetteer:
    """Shapes of the places above: a square for the country, points for towns."""

    def shape(self, place: Place) -> BaseGeometry:
        if place.id == BELARUS.id:
            return shapely.box(23.2, 51.3, 32.8, 56.2)
        if place.id.startswith("made:"):
            raise KeyError(place.id)
        return shapely.Point(place.lon, place.lat)


def briefing(text: str = TEXT, title: str = "Weekly review — 7 February 2022") -> Briefing:
    """A briefing of that text, as reading makes it."""
    return Briefing(
        id=sha256(text.encode()).hexdigest()[:12],
        title=title,
        publisher="Hand Press",
        published=date(2022, 2, 7),
        language="en",
        text=text,
        url="https://example.org/review",
    )


def span(text: str, words: str) -> Span:
    """Where the words stand first."""
    return Span(start=text.index(words), end=text.index(words) + len(words))


def at(place: Place, text: str, name: str, role: Role = Role.LOCATION, **more: object) -> Where:
    """The place as ``name`` in the text calls it."""
    where = Where(
        place=place,
        role=role,
        precision=1,
        radius_km=place.radius_km,
        toponym=Toponym(span=span(text, name), name=name),
    )
    return replace(where, **more)  # type: ignore[arg-type]


def event(of: Briefing, sentence: str, **more: object) -> Event:
    """An event told in that sentence: asserted, of no category, nowhere, at no time, unless ``more`` says otherwise."""
    plain = Event(
        id=sha256(f"{of.id} {sentence}".encode()).hexdigest()[:12],
        briefing=of.id,
        title=sentence.rstrip("."),
        category=Category.OTHER,
        modality=Modality.ASSERTED,
        when=None,
        where=(),
        actors=(),
        claims=(),
        evidence=span(of.text, sentence),
        provenance=Provenance(rule="by hand", version="1"),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def day(of: Briefing, words: str, first: date) -> When:
    """That day, stated in those words."""
    timex = Timex(span=span(of.text, words), kind=TimexKind.DATE, value=first.isoformat(), interval=Interval.day(first))
    return When(interval=Interval.day(first), precision=TimePrecision.DAY, anchor=Anchor.STATED, timex=timex)


def chronology() -> Chronology:
    """Four events: a point, a border line, two towns and a country, and one without a place; all modalities but two."""
    of = briefing()
    landed, closed, drone, vote = of.text.split("\n\n")[1:]
    month = When(
        interval=Interval(start=date(2022, 1, 1), end=date(2022, 2, 1)),
        precision=TimePrecision.MONTH,
        anchor=Anchor.STATED,
        timex=Timex(
            span=span(of.text, "in January"), kind=TimexKind.DATE, value="2022-01", precision=TimePrecision.MONTH
        ),
    )
    claim = Claim(source="the ministry", stance=Stance.CLAIMS, evidence=span(of.text, landed), said=date(2022, 2, 4))
    denial = Claim(source="Minsk", stance=Stance.DENIES, evidence=span(of.text, drone))
    candidates = (
        Candidate(place=BREST, grade=NameGrade.PREFERRED, score=0.75),
        Candidate(place=BREST_FRANCE, grade=NameGrade.ALTERNATE, score=0.25),
    )
    return Chronology(
        briefing=of,
        events=(
            event(
                of,
                closed,
                category=Category.BORDER_OR_TRANSIT_RESTRICTION,
                when=month,
                actors=("Lithuania",),
                where=(Where(place=BORDER, role=Role.BORDER, precision=1, radius_km=0.0, shape=BORDER_LINE),),
            ),
            event(
                of,
                landed,
                category=Category.MILITARY_MOVEMENT,
                modality=Modality.CLAIMED,
                claims=(claim,),
                when=day(of, "On 3 February", date(2022, 2, 3)),
                where=(at(LUNINETS, of.text, "Luninets"),),
            ),
            event(
                of,
                drone,
                category=Category.AIRSPACE_OR_BORDER_INCIDENT,
                modality=Modality.DENIED,
                claims=(denial,),
                where=(
                    at(BREST, of.text, "Brest", precision=2, radius_km=25.0, candidates=candidates),
                    at(BELARUS, of.text, "Minsk", role=Role.AREA, precision=3, seat=True),
                ),
                when=When(
                    interval=Interval(start=date(2022, 2, 1), end=None),
                    precision=TimePrecision.APPROX,
                    anchor=Anchor.CARRIED,
                ),
            ),
            event(of, vote, category=Category.POLITICS_OR_ELECTION, modality=Modality.PLANNED),
        ),
    )


def many(count: int) -> tuple[Chronology, ...]:
    """Different briefings of one event each."""
    made = []
    for number in range(count):
        of = briefing(f"Review {number} — 7 February 2022\n\nOn 3 February a helicopter landed at Luninets.")
        where = (at(LUNINETS, of.text, "Luninets"),)
        when = day(of, "On 3 February", date(2022, 2, 3) + timedelta(days=number % 28))
        sentence = "On 3 February a helicopter landed at Luninets."
        made.append(Chronology(briefing=of, events=(event(of, sentence, when=when, where=where),)))
    return tuple(made)


def retold() -> tuple[Chronology, ...]:
    """Three publishers: one announces two things, the others tell how one came about and that the other will not be."""
    permit = "From 9 February lorries at Luninets will need a transit permit."
    fair = "A fair of wooden boats will be held in Brest on 12 February."
    plan = _by("Hand Press", date(2022, 2, 7), permit, fair)
    came = "On 9 February the transit permit for lorries at Luninets came into force, the mayor said."
    off = "The fair of wooden boats in Brest on 12 February has been cancelled."
    begun, undone = _by("Second Press", date(2022, 2, 10), came), _by("Third Press", date(2022, 2, 11), off)
    again = _by("Third Press", date(2022, 2, 12), "Lorries need a transit permit at Luninets since 9 February.")
    mayor = Claim(source="the mayor", stance=Stance.CLAIMS, evidence=span(begun.text, came), said=date(2022, 2, 9))
    force, show = date(2022, 2, 9), date(2022, 2, 12)

    def told(of: Briefing, sentence: str, words: str, first: date, place: Place, **more: object) -> Event:
        name = "Brest" if place is BREST else "Luninets"
        return event(of, sentence, when=day(of, words, first), where=(at(place, of.text, name),), **more)

    ahead = {"modality": Modality.PLANNED}
    return (
        Chronology(
            briefing=plan,
            events=(
                told(plan, permit, "9 February", force, LUNINETS, **ahead),
                told(plan, fair, "12 February", show, BREST, **ahead),
            ),
        ),
        Chronology(
            briefing=begun,
            events=(told(begun, came, "9 February", force, LUNINETS, modality=Modality.CLAIMED, claims=(mayor,)),),
        ),
        Chronology(briefing=undone, events=(told(undone, off, "12 February", show, BREST),)),
        Chronology(briefing=again, events=(told(again, again.text, "9 February", force, LUNINETS),)),
    )


def _by(publisher: str, published: date, *sentences: str) -> Briefing:
    of = briefing("\n\n".join(sentences), title=f"Notes of {published.day} February")
    return replace(of, publisher=publisher, published=published)
