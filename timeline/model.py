"""The nouns: what a briefing is, and what is found in one.

Every value that exists is valid; everything found in a text keeps its half-open span in that text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from geodata.place import Candidate, Place


class Category(StrEnum):
    """What sort of happening an event is."""

    MILITARY_MOVEMENT = "military_movement"
    ARMED_CLASH_OR_STRIKE = "armed_clash_or_strike"
    AIRSPACE_OR_BORDER_INCIDENT = "airspace_or_border_incident"
    BORDER_OR_TRANSIT_RESTRICTION = "border_or_transit_restriction"
    SANCTIONS_OR_TRADE = "sanctions_or_trade"
    DIPLOMACY = "diplomacy"
    POLITICS_OR_ELECTION = "politics_or_election"
    REPRESSION_OR_RIGHTS = "repression_or_rights"
    PROTEST = "protest"
    HUMANITARIAN = "humanitarian"
    ECONOMY_OR_ENERGY = "economy_or_energy"
    CYBER_OR_INFORMATION = "cyber_or_information"
    OTHER = "other"


class Modality(StrEnum):
    """How the briefing puts an event: it states it, somebody claims or denies it, it is announced, or only possible."""

    ASSERTED = "asserted"
    CLAIMED = "claimed"
    DENIED = "denied"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"


class Stance(StrEnum):
    """What a source does to what it speaks of."""

    ASSERTS = "asserts"
    CLAIMS = "claims"
    DENIES = "denies"
    DOUBTS = "doubts"
    PLANS = "plans"
    THREATENS = "threatens"
    REPORTS = "reports"


class TimexKind(StrEnum):
    """The TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class TimePrecision(StrEnum):
    """How finely a time is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    APPROX = "approx"


class Anchor(StrEnum):
    """Where an event's time comes from."""

    STATED = "stated"  # words in the event's own sentence
    CARRIED = "carried"  # words in an earlier sentence of the same passage
    PUBLICATION = "publication"  # no words: the publication date stands in, approximately


class Role(StrEnum):
    """What a place is to an event."""

    LOCATION = "location"
    ORIGIN = "origin"
    DESTINATION = "destination"
    TARGET = "target"
    BORDER = "border"
    AREA = "area"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range ``[start, end)`` of Unicode characters in a briefing's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """One published document. ``published`` is the day that its relative dates resolve against."""

    id: str
    title: str
    publisher: str
    published: date
    language: str
    text: str
    url: str | None = None

    def quote(self, span: Span) -> str:
        """The words at ``span``; raises ValueError where the span lies outside the text."""
        if span.end > len(self.text):
            raise ValueError(f"{self.id}: [{span.start}, {span.end}) lies outside {len(self.text)} characters")
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, the ordinal of its paragraph, and whether it is a heading."""

    span: Span
    paragraph: int
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Half-open days ``[start, end)``; None is an end that is not known."""

    start: date | None
    end: date | None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError(f"empty interval: [{self.start}, {self.end})")

    @classmethod
    def day(cls, day: date) -> Interval:
        """The one day ``day``."""
        return cls(start=day, end=day + timedelta(days=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """Words that tell a time.

    ``value`` is TIMEX3 (``2022-02-03``, ``P3W``, ``2022-SP``, ``PRESENT_REF``, ``XXXX-WXX-1``). ``interval`` holds the
    days that an event told with these words falls on, or None where they fix none: for "in three weeks" the day three
    weeks after publication, for "since 1 February" ``[2022-02-01, None)``. ``cue`` is the word before it that opens or
    bounds the interval ("since", "until", "by", "before", "after", "from"), lower case.
    """

    span: Span
    kind: TimexKind
    value: str
    interval: Interval | None = None
    precision: TimePrecision | None = None
    cue: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The days on which an event falls, how finely known, by which words, and where those stood."""

    interval: Interval
    precision: TimePrecision
    anchor: Anchor
    timex: Timex | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A place name in the text; ``name`` is it as written, less line breaks."""

    span: Span
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place that an event has, in which role, and what else its name could have meant.

    ``precision`` is ACLED's geo_precision: 1 the place itself, 2 near it or a part of its area, 3 a larger region.
    ``seat`` says that the name is an institution's, drawn where it sits. ``candidates`` are best first, scores kept.
    ``toponym`` is None where the place was inferred. ``shape`` is GeoJSON geometry text for a place made while reading;
    None means that the gazetteer knows the shape by the place's id.
    """

    place: Place
    role: Role
    precision: int
    radius_km: float
    toponym: Toponym | None = None
    seat: bool = False
    candidates: tuple[Candidate, ...] = ()
    shape: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who says so, with which stance, in which sentence; ``said`` is the day of saying, if told apart."""

    source: str
    stance: Stance
    evidence: Span
    said: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Which rule, of which version of the finder, made the event."""

    rule: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What is said to have happened. ``claims`` is empty where the publisher alone states it."""

    id: str
    briefing: str
    title: str
    category: Category
    modality: Modality
    when: When | None
    where: tuple[Where, ...]
    actors: tuple[str, ...]
    claims: tuple[Claim, ...]
    evidence: Span
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronology:
    """A briefing and its events, in order of time."""

    briefing: Briefing
    events: tuple[Event, ...]
