"""What a page needs to know of an event: finished values for the templates.

A record (``exporting/record.py``) comes in as JSON; what comes out is text, dates in words, nothing that a template
must work out. Texts that came from a briefing stay apart from our own words, so that each is isolated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
    def speaker(self) -> str:
        """Who says it, in the page's language where that is our word."""
        return words.speaker(self.source)

    @property
    def said(self) -> str | None:
        """The day on which it was said, in words."""
        return words.iso(self.said_on) if self.said_on else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Those who take the same stance; ``said_already`` where the event's status says it."""

    stance: Stance
    said_already: bool
    names: tuple[str, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Who says it, in the page's language where that is our word."""
        return tuple(words.speaker(name) for name in self.names)

    @property
    def verb(self) -> str:
        """The stance with those who take it: "denied by", or "by" alone."""
        return words.taken_by(self.stance, said_already=self.said_already)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One event, ready to be shown; ``position`` is its place in the edition, ``start``/``end`` ISO 8601 or empty.

    ``sayings`` are the claims' sources by stance, ``span`` where the quote stands.
    """

    id: str
    position: int
    briefing: BriefingLine
    title: str
    category: Category
    label: words.Label
    status: Modality
    start: str
    end: str
    precision: TimePrecision | None
    phrase: str
    places: tuple[PlaceLine, ...]
    actors: tuple[str, ...]
    claims: tuple[ClaimLine, ...]
    sayings: tuple[Saying, ...]
    quote: str
    span: tuple[int, int]

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


def event_line(
    record: Mapping[str, Any], briefing: BriefingLine, countries: Mapping[str, str], position: int = 0
) -> EventLine:
    """An event of the edition, ready to be shown. ``countries`` names ISO 3166-1 codes."""
    category, status = Category(record["category"]), Modality(record["modality"])
    claims = tuple(claim_line(claim) for claim in record["claims"])
    places = tuple(place_line(place, countries) for place in record["places"])
    return EventLine(
        id=record["id"],
        position=position,
        briefing=briefing,
        title=record["title"],
        category=category,
        label=words.CATEGORIES[category],
        status=status,
        start=record["start"] or "",
        end=record["end"] or "",
        precision=TimePrecision(record["time_precision"]) if record["time_precision"] else None,
        phrase=record["time_phrase"] or "",
        places=places,
        actors=tuple(record["actors"]),
        claims=claims,
        sayings=_sayings(record["claims"], status),
        quote=record["quote"],
        span=(record["char_start"], record["char_end"]),
    )


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
    return tuple(Saying(stance=stance, said_already=stance is own, names=tuple(sources[stance])) for stance in ordered)


def followable(url: str | None) -> str | None:
    """The address if it is an http(s) one with a host; a ``javascript:`` or ``data:`` address is text, never a link."""
    if not url or any(ord(character) <= 32 or character == "\\" for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None
