"""What a page needs to know of an event: finished values for the templates, made once for each edition.

A record (``exporting/record.py``) comes in as JSON; what comes out is text, dates in words, nothing that a template
must work out. Texts that came from a briefing stay apart from our own words, so that each is isolated.
"""

from __future__ import annotations

import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from timeline.model import Category, Modality, Role, Stance, TimePrecision
from timeline.web import words

Bounds = tuple[float, float, float, float]
WORTH_SAYING = 0.05  # of all that a name may mean, how likely another reading must be to be told
KIND_WORDS = {
    "city": "town", "region": "region", "country": "country", "border": "border", "route": "route",
    "facility": "site", "sea": "sea", "area": "area",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingLine:
    """A briefing as the page cites it. ``link`` is its address if a browser may follow it, ``url`` what was given."""

    id: str
    title: str
    publisher: str
    published: str
    published_words: str
    language: str
    url: str | None
    link: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """A place in words: ``lead`` and ``tail`` are ours, ``name`` is the gazetteer's, ``phrase`` the briefing's own."""

    lead: str
    name: str
    tail: str
    kind: str
    phrase: str
    country: str
    others: tuple[str, ...]
    seat: bool
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim: "denied by", who, in which words, and when."""

    verb: str
    source: str
    quote: str
    said: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Those who take the same stance: "denied by" and their names."""

    verb: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One event, ready to be shown; ``start``/``end`` are ISO 8601 or empty, ``days`` the first and last of them.

    ``sayings`` are the claims' sources by stance, ``span`` where the quote stands, ``haystack`` what is searched.
    """

    id: str
    briefing: BriefingLine
    title: str
    category: Category
    label: words.Label
    status: Modality
    status_word: str
    start: str
    end: str
    days: tuple[date | None, date | None]
    when: str
    phrase: str
    places: tuple[PlaceLine, ...]
    actors: tuple[str, ...]
    claims: tuple[ClaimLine, ...]
    sayings: tuple[Saying, ...]
    quote: str
    span: tuple[int, int]
    haystack: str


def briefing_line(given: Mapping[str, Any]) -> BriefingLine:
    """A briefing of the edition, ready to be cited."""
    return BriefingLine(
        id=given["id"],
        title=given["title"],
        publisher=given["publisher"],
        published=given["published"],
        published_words=words.iso(given["published"]),
        language=given["language"] or "und",
        url=given["url"],
        link=followable(given["url"]),
    )


def event_line(record: Mapping[str, Any], briefing: BriefingLine, countries: Mapping[str, str]) -> EventLine:
    """An event of the edition, ready to be shown. ``countries`` names ISO 3166-1 codes."""
    category, status = Category(record["category"]), Modality(record["modality"])
    precision = TimePrecision(record["time_precision"]) if record["time_precision"] else None
    claims = tuple(_claim(claim) for claim in record["claims"])
    places = tuple(_place(place, countries) for place in record["places"])
    return EventLine(
        id=record["id"],
        briefing=briefing,
        title=record["title"],
        category=category,
        label=words.CATEGORIES[category],
        status=status,
        status_word=words.STATUSES[status][0],
        start=record["start"] or "",
        end=record["end"] or "",
        days=(first_day(record["start"]), last_day(record["end"])),
        when=words.when(record["start"], record["end"], precision, ahead=status is Modality.PLANNED),
        phrase=record["time_phrase"] or "",
        places=places,
        actors=tuple(record["actors"]),
        claims=claims,
        sayings=_sayings(record["claims"], status),
        quote=record["quote"],
        span=(record["char_start"], record["char_end"]),
        haystack=_haystack(record, places, claims),
    )


def _haystack(record: Mapping[str, Any], places: Iterable[PlaceLine], claims: Iterable[ClaimLine]) -> str:
    """All that a search looks into, folded, parts kept apart by line ends."""
    parts = [record["title"], record["quote"], *record["actors"]]
    parts += [text for place in places for text in (place.name, place.phrase)]
    parts += [claim.source for claim in claims]
    return fold("\n".join(parts))


def fold(text: str) -> str:
    """The text as a search compares it: without accents and case, so that "klaipeda" finds "Klaipėda".

    ``fold`` in ``static/select.js`` does the same.
    """
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.category(part).startswith("M")).lower()


def _claim(claim: Mapping[str, Any]) -> ClaimLine:
    return ClaimLine(
        verb=words.TAKEN_BY[Stance(claim["stance"])],
        source=claim["source"],
        quote=claim["quote"],
        said=words.iso(claim["said"]) if claim["said"] else None,
    )


def _sayings(claims: Iterable[Mapping[str, Any]], status: Modality) -> tuple[Saying, ...]:
    """Who takes which stance, in the order of the claims; "by" alone for the stance that the status word says."""
    sources: dict[Stance, dict[str, None]] = {}
    for claim in claims:
        sources.setdefault(Stance(claim["stance"]), {})[claim["source"]] = None
    own = words.SAID_ALREADY.get(status)
    ordered = sorted(sources, key=lambda stance: stance is not own)
    return tuple(
        Saying(verb="by" if stance is own else words.TAKEN_BY[stance], sources=tuple(sources[stance]))
        for stance in ordered
    )


def _place(place: Mapping[str, Any], countries: Mapping[str, str]) -> PlaceLine:
    lead, tail = _precision_words(place)
    return PlaceLine(
        lead=lead,
        name=place["name"],
        tail=tail,
        kind=KIND_WORDS[place["kind"]],
        phrase=place["phrase"] or "",
        country=_country(place, countries),
        others=_others(place, countries),
        seat=place["seat"],
        lon=place["lon"],
        lat=place["lat"],
    )


def _precision_words(place: Mapping[str, Any]) -> tuple[str, str]:
    """Lead and tail: "from", "near" and "(within 25 km)" of a town or site that the event is only near."""
    lead = words.ROLES[Role(place["role"])]
    if place["geo_precision"] != 2 or place["kind"] not in {"city", "facility"}:
        return lead, ""
    radius = f"(within {place['radius_km']:.0f} km)" if place["radius_km"] >= 1 else ""
    return f"{lead} near".strip(), radius


def _country(place: Mapping[str, Any], countries: Mapping[str, str]) -> str:
    """The country's name, or nothing where the place is one itself, or lies in none."""
    code = place["iso_country"]
    return "" if code is None or place["kind"] == "country" else countries.get(code, code)


def _others(place: Mapping[str, Any], countries: Mapping[str, str]) -> tuple[str, ...]:
    """What else the name may well have meant, best first: "Brest (France)", "another of that name in Belarus"."""
    taken, found = (place["name"], place["iso_country"]), []
    for other in place["candidates"]:
        if other["score"] < WORTH_SAYING or (other["lat"], other["lon"]) == (place["lat"], place["lon"]):
            continue
        land = countries.get(other["iso_country"], other["iso_country"]) or "no country"
        same = (other["name"], other["iso_country"]) == taken
        found.append(f"another of that name in {land}" if same else f"{other['name']} ({land})")
    return tuple(dict.fromkeys(found))[:3]


def followable(url: str | None) -> str | None:
    """The address if it is an http(s) one with a host; a ``javascript:`` or ``data:`` address is text, never a link."""
    if not url or any(ord(character) <= 32 or character == "\\" for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def first_day(value: str | None) -> date | None:
    """The first day of an ISO date at its own precision; None stays None."""
    return date.fromisoformat(value + "-01-01"[len(value) - 4 :]) if value else None


def last_day(value: str | None) -> date | None:
    """The last day of an ISO date at its own precision; None stays None."""
    first = first_day(value)
    if value is None or first is None or len(value) == 10:
        return first
    month = 12 if len(value) == 4 else first.month
    return date(first.year, month, monthrange(first.year, month)[1])


def bounds(events: Iterable[EventLine]) -> Bounds | None:
    """West, south, east, north of where the events are, in degrees; None where no event has a place.

    Whole countries and seas count only where there is nothing finer: a briefing on Belarus that names Russia does not
    look at the middle of Russia.
    """
    places = [place for event in events for place in event.places if place.lon is not None and place.lat is not None]
    fine = [place for place in places if place.kind not in {"country", "sea"}] or places
    if not fine:
        return None
    lons, lats = [place.lon or 0.0 for place in fine], [place.lat or 0.0 for place in fine]
    return min(lons), min(lats), max(lons), max(lats)
