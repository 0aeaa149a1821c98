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

from timeline.model import Category, Modality, Stance, TimePrecision
from timeline.web import words
from timeline.web.whereabouts import PlaceLine, place_line

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingLine:
    """A briefing as the page cites it. ``link`` is its address if a browser may follow it, ``url`` what was given."""

    id: str
    title: str
    publisher: str
    published: str
    language: str
    url: str | None
    link: str | None

    @property
    def published_words(self) -> str:
        """The day of publication in words."""
        return words.iso(self.published)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim: in which stance, by whom, in which words, and when it was said (ISO 8601)."""

    stance: Stance
    source: str
    quote: str
    said_on: str | None

    @property
    def verb(self) -> str:
        """The stance with those who take it: "denied by"."""
        return words.taken_by(self.stance)

    @property
    def said(self) -> str | None:
        """The day on which it was said, in words."""
        return words.iso(self.said_on) if self.said_on else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Those who take the same stance; ``said_already`` where the event's status says it."""

    stance: Stance
    said_already: bool
    sources: tuple[str, ...]

    @property
    def verb(self) -> str:
        """The stance with those who take it: "denied by", or "by" alone."""
        return words.taken_by(self.stance, said_already=self.said_already)


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
    start: str
    end: str
    precision: TimePrecision | None
    days: tuple[date | None, date | None]
    phrase: str
    places: tuple[PlaceLine, ...]
    actors: tuple[str, ...]
    claims: tuple[ClaimLine, ...]
    sayings: tuple[Saying, ...]
    quote: str
    span: tuple[int, int]
    haystack: str

    @property
    def status_word(self) -> str:
        """How the event is told, in a word."""
        return words.STATUSES[self.status].name

    @property
    def when(self) -> str:
        """The days of the event in words."""
        return words.when(self.start or None, self.end or None, self.precision, ahead=self.status is Modality.PLANNED)


def briefing_line(given: Mapping[str, Any]) -> BriefingLine:
    """A briefing of the edition, ready to be cited."""
    return BriefingLine(
        id=given["id"],
        title=given["title"],
        publisher=given["publisher"],
        published=given["published"],
        language=given["language"] or "und",
        url=given["url"],
        link=followable(given["url"]),
    )


def event_line(record: Mapping[str, Any], briefing: BriefingLine, countries: Mapping[str, str]) -> EventLine:
    """An event of the edition, ready to be shown. ``countries`` names ISO 3166-1 codes."""
    category, status = Category(record["category"]), Modality(record["modality"])
    claims = tuple(claim_line(claim) for claim in record["claims"])
    places = tuple(place_line(place, countries) for place in record["places"])
    return EventLine(
        id=record["id"],
        briefing=briefing,
        title=record["title"],
        category=category,
        label=words.CATEGORIES[category],
        status=status,
        start=record["start"] or "",
        end=record["end"] or "",
        precision=TimePrecision(record["time_precision"]) if record["time_precision"] else None,
        days=(first_day(record["start"]), last_day(record["end"])),
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
    parts += [text for place in places for text in (place.main_name, place.phrase)]
    parts += [claim.source for claim in claims]
    return fold("\n".join(parts))


def fold(text: str) -> str:
    """The text as a search compares it: without accents and case, so that "klaipeda" finds "Klaipėda".

    ``fold`` in ``static/select.js`` does the same.
    """
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.category(part).startswith("M")).lower()


def claim_line(claim: Mapping[str, Any]) -> ClaimLine:
    """A claim of a record, ready to be shown."""
    return ClaimLine(
        stance=Stance(claim["stance"]), source=claim["source"], quote=claim["quote"], said_on=claim["said"]
    )


def _sayings(claims: Iterable[Mapping[str, Any]], status: Modality) -> tuple[Saying, ...]:
    """Who takes which stance, in the order of the claims, but first the stance that the status word says."""
    sources: dict[Stance, dict[str, None]] = {}
    for claim in claims:
        sources.setdefault(Stance(claim["stance"]), {})[claim["source"]] = None
    own = words.SAID_ALREADY.get(status)
    ordered = sorted(sources, key=lambda stance: stance is not own)
    return tuple(
        Saying(stance=stance, said_already=stance is own, sources=tuple(sources[stance])) for stance in ordered
    )


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
