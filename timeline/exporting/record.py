"""What is an event outside the program? The one shape that lines, layers, tables and the page are made of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from shapely.geometry.base import BaseGeometry

from geodata.place import Candidate, Place, PlaceKind
from timeline.exporting.precision import where_prec
from timeline.exporting.typologies import acled_type, plover_type
from timeline.geometry import Shapes, geojson, shape, together
from timeline.model import Briefing, Claim, Event, Interval, TimePrecision, When, Where

Record = dict[str, Any]
CANDIDATES = 5  # what else a name may mean, best first: more is a page of Springfields
# How many characters of an ISO 8601 date are known.
KNOWN = {TimePrecision.YEAR: 4, TimePrecision.MONTH: 7}


def record(event: Event, briefing: Briefing, shapes: Shapes) -> Record:
    """The event as JSON values: names, dates and offsets as the documentation of the formats lists them.

    ``char_start``/``char_end`` are half-open in Unicode characters of ``briefing.text``; ``end`` is inclusive.
    """
    geometry = drawn(event, shapes)
    written = None if geometry is None else geojson(geometry)
    return _told(event, briefing) | {"geometry": written} | _evidence(event, briefing)


def published(event: Event, briefing: Briefing, shapes: Shapes, happening: str) -> Record:
    """The record of an event among those of other briefings, as a file of events has it.

    Besides ``record``: who published it and when, its countries, the id of what happened, however often it is told,
    and the types of others' codebooks.
    """
    return record(event, briefing, shapes) | _among_others(event, briefing, happening)


def described(event: Event, briefing: Briefing, happening: str) -> Record:
    """What ``published`` gives, less the geometry."""
    return _told(event, briefing) | _evidence(event, briefing) | _among_others(event, briefing, happening)


def drawn(event: Event, shapes: Shapes) -> BaseGeometry | None:
    """The geometry of an event: its places together; None where it has none."""
    return together(shape(where, shapes) for where in event.where)


def days(interval: Interval, precision: TimePrecision) -> tuple[str | None, str | None]:
    """First and last day of an interval in ISO 8601, cut to what is known: ``2022``, ``2022-01``, ``2022-01-31``."""
    last = None if interval.end is None else interval.end - timedelta(days=1)
    return _iso(interval.start, precision), _iso(last, precision)


def _iso(day: date | None, precision: TimePrecision) -> str | None:
    return None if day is None else day.isoformat()[: KNOWN.get(precision, 10)]


def _told(event: Event, briefing: Briefing) -> Record:
    return {
        "doc_id": briefing.id,
        "id": event.id,
        "title": event.title,
        **_time(event.when, briefing),
        "category": str(event.category),
        "modality": str(event.modality),
        "actors": list(event.actors),
        "source_of_claim": event.claims[0].source if event.claims else None,
        "claims": [_claim(claim, briefing) for claim in event.claims],
        "places": [_place(where) for where in event.where],
    }


def _evidence(event: Event, briefing: Briefing) -> Record:
    span = event.evidence
    return {"char_start": span.start, "char_end": span.end, "quote": briefing.quote(span)}


def _among_others(event: Event, briefing: Briefing, happening: str) -> Record:
    kind = (event.category, event.modality, event.title)
    countries = dict.fromkeys(where.place.country for where in event.where if where.place.country)
    return {
        "publisher": briefing.publisher,
        "published": briefing.published.isoformat(),
        "countries": list(countries),
        "happening": happening,
        "acled_type": acled_type(*kind),
        "plover_type": plover_type(*kind),
    }


def _time(when: When | None, briefing: Briefing) -> Record:
    start, end = (None, None) if when is None else days(when.interval, when.precision)
    return {
        "start": start,
        "end": end,
        "time_precision": None if when is None else str(when.precision),
        "time_phrase": None if when is None or when.timex is None else briefing.quote(when.timex.span),
    }


def _claim(claim: Claim, briefing: Briefing) -> Record:
    return {
        "source": claim.source,
        "stance": str(claim.stance),
        "quote": briefing.quote(claim.evidence),
        "char_start": claim.evidence.start,
        "char_end": claim.evidence.end,
        "said": None if claim.said is None else claim.said.isoformat(),
    }


def _place(where: Where) -> Record:
    place = where.place
    written: Record = {
        "id": place.id,
        "name": place.name,
        "role": str(where.role),
        "kind": str(kind_of(place)),
        "lat": place.lat,
        "lon": place.lon,
        "iso_country": place.country,
        "geo_precision": where.precision,
        "where_prec": where_prec(where),
        "radius_km": where.radius_km,
        "phrase": None if where.toponym is None else where.toponym.name,
        "seat": where.seat,
        "candidates": [_candidate(candidate) for candidate in where.candidates[:CANDIDATES]],
    }
    return written if place.geonameid is None else written | {"geonameid": place.geonameid}


def kind_of(place: Place) -> PlaceKind:
    """The place's kind; a river is an area, for nobody moves along it as on a route, and it has no ends to point at."""
    return PlaceKind.AREA if place.feature_code == "STM" else place.kind


def _candidate(candidate: Candidate) -> Record:
    place = candidate.place
    return {
        "name": place.name,
        "iso_country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "score": round(candidate.score, 4),
    }
