"""Which layers has an edition, and what is in them? One table; schemas, queryables and dictionaries are made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from geodata.place import PlaceKind
from timeline.model import Category, Modality, Role, Stance, TimePrecision


class Kind(StrEnum):
    """Of what sort a field's values are."""

    TEXT = "text"
    CHOICE = "choice"  # one of few texts
    DAY = "day"  # ISO 8601, cut to what is known: 2022, 2022-01, 2022-01-31
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    TEXTS = "texts"  # a list of text
    PARTS = "parts"  # a list of objects, which have fields of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One property of a feature: what it is, which ``values`` a choice has, and the fields of its ``parts``."""

    name: str
    kind: Kind
    what: str
    values: tuple[str, ...] = ()
    unit: str | None = None
    parts: tuple[Field, ...] = ()
    required: bool = False  # never null

    def __post_init__(self) -> None:
        if bool(self.values) != (self.kind is Kind.CHOICE) or bool(self.parts) != (self.kind is Kind.PARTS):
            raise ValueError(f"{self.name}: a choice has values, parts have fields, and nothing else has")


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A layer in words. ``of`` is the stored layer that it is a view of (itself where it is stored).

    ``dimension`` is that of its geometries, 0 points, 1 lines, 2 areas; None where any may come, or none.
    """

    name: str
    title: str
    what: str
    fields: tuple[Field, ...]
    of: str
    dimension: int | None = None
    drawn: bool = True  # whether its features have geometries

    def field(self, name: str) -> Field | None:
        """The field of that name."""
        return next((field for field in self.fields if field.name == name), None)


def _text(name: str, what: str, *, required: bool = False) -> Field:
    return Field(name=name, kind=Kind.TEXT, what=what, required=required)


def _choice(name: str, what: str, values: type[StrEnum], *, required: bool = True) -> Field:
    return Field(name=name, kind=Kind.CHOICE, what=what, values=tuple(map(str, values)), required=required)


def _day(name: str, what: str, *, required: bool = False) -> Field:
    return Field(name=name, kind=Kind.DAY, what=what, required=required)


def _integer(name: str, what: str, unit: str | None = None, *, required: bool = True) -> Field:
    return Field(name=name, kind=Kind.INTEGER, what=what, unit=unit, required=required)


def _number(name: str, what: str, unit: str | None = None) -> Field:
    return Field(name=name, kind=Kind.NUMBER, what=what, unit=unit, required=True)


def _parts(name: str, what: str, parts: tuple[Field, ...]) -> Field:
    return Field(name=name, kind=Kind.PARTS, what=what, parts=parts, required=True)


_CODE = "ISO 3166-1 alpha-2"
_CANDIDATE = (
    _text("name", "The name of the place in the gazetteer.", required=True),
    _text("iso_country", f"Its country, {_CODE}."),
    _number("lat", "Latitude, WGS 84.", "degrees north"),
    _number("lon", "Longitude, WGS 84.", "degrees east"),
    _number("score", "How likely it is meant, beside the others: 0 to 1."),
)
_OF_A_PLACE = (
    _text("name", "The name of the place in the gazetteer.", required=True),
    _text("phrase", "Its name in the briefing; null where the place was inferred."),
    _choice("role", "What the place is to the event.", Role),
    _choice("kind", "What it is; a river or a coast is an area whose shape is a line.", PlaceKind),
    _number("lat", "Latitude of its point, WGS 84.", "degrees north"),
    _number("lon", "Longitude of its point, WGS 84.", "degrees east"),
    _text("iso_country", f"Its country, {_CODE}; null for none or several."),
    _integer("geo_precision", "How exactly it is known, as in ACLED: 1 the place, 2 near it or a part, 3 a region."),
    _integer("where_prec", "How exactly it is known, as in UCDP GED: 1 the exact place to 7 international waters."),
    _number("radius_km", "How far from the point it may reach.", "km"),
    Field(name="seat", kind=Kind.FLAG, what="Whether it stands for an institution that sits there.", required=True),
    _integer("geonameid", "Its number in GeoNames; null or left out where it has none.", required=False),
    _parts("candidates", "What else the name may mean, best first, at most five.", _CANDIDATE),
)
_OF_A_CLAIM = (
    _text("source", "Who says so.", required=True),
    _choice("stance", "What the source does.", Stance),
    _text("quote", "The words.", required=True),
    _integer("char_start", "Where the words begin in the briefing's text, counted from 0.", "characters"),
    _integer("char_end", "Where they end; that character is no longer part of them.", "characters"),
    _day("said", "The day of saying, if told apart from the event's."),
)
_DOC = _text("doc_id", "The briefing that tells it.", required=True)
_TIME = (
    _day("start", "First day, as finely as known; null where it is open or unknown."),
    _day("end", "Last day, included, as finely as known; null where it is open or unknown."),
    _choice("time_precision", "How finely the time is known.", TimePrecision, required=False),
)
_PUT = (
    _choice("category", "What sort of happening.", Category),
    _choice("modality", "How the briefing puts the event.", Modality),
)
_PUBLISHER = (
    _text("publisher", "Who published the briefing.", required=True),
    _day("published", "The day on which it was published.", required=True),
)
_EVENT = (
    _DOC,
    _text("id", "This telling; the same whenever the same text is read.", required=True),
    _text("title", "What happened, in the briefing's own words.", required=True),
    *_TIME,
    _text("time_phrase", "The words that tell the time; null where the sentences around tell it."),
    *_PUT,
    Field(name="actors", kind=Kind.TEXTS, what="Who acts.", required=True),
    _text("source_of_claim", "Who says so, the first of the claims; null where the publisher alone says it."),
    _parts("claims", "Who says what of it.", _OF_A_CLAIM),
    _parts("places", "Where.", (_text("id", "The place in the gazetteer.", required=True), *_OF_A_PLACE)),
    _integer("char_start", "Where its sentence begins in the briefing's text, counted from 0.", "characters"),
    _integer("char_end", "Where the sentence ends; that character is no longer part of it.", "characters"),
    _text("quote", "The sentence.", required=True),
    *_PUBLISHER,
    Field(name="countries", kind=Kind.TEXTS, what=f"The countries of its places, {_CODE}.", required=True),
    _text("happening", "What happened, the same for every briefing that tells of it.", required=True),
    _text("acled_type", "The type in ACLED's codebook; null where none fits surely."),
    _text("plover_type", "The type in PLOVER's codebook; null where none fits surely."),
)
_ITS_EVENT = (
    _text("event", "The event it belongs to.", required=True),
    _DOC,
    _text("title", "The event's title.", required=True),
)
_PLACE = (
    _text("id", "This place of this event.", required=True),
    *_ITS_EVENT,
    *_TIME,
    *_PUT,
    _text("place", "The place in the gazetteer.", required=True),
    *_OF_A_PLACE,
    *_PUBLISHER,
)
_CLAIM = (
    _text("id", "This claim of this event.", required=True),
    *_ITS_EVENT,
    *_TIME,
    *_PUT,
    *_OF_A_CLAIM,
    *_PUBLISHER,
)
_BRIEFING = (
    _text("id", "The briefing; the same whenever the same text is read.", required=True),
    _text("title", "Its title.", required=True),
    *_PUBLISHER,
    _text("language", "Its language, ISO 639-1.", required=True),
    _text("url", "Where it was published, if known."),
    _integer("events", "How many events it tells."),
)


def _of_events(name: str, title: str, what: str, dimension: int) -> Description:
    return Description(name=name, title=title, what=what, fields=_EVENT, of="events", dimension=dimension)


_SPAN = (
    "An event lasts from the first day of its start to the last day of its end, and is in an interval that it meets."
)
LAYERS: Mapping[str, Description] = MappingProxyType(
    {
        layer.name: layer
        for layer in (
            Description(
                name="events",
                title="Events",
                what=f"What briefings tell: what, when, where, who says so, in which sentence. {_SPAN}",
                fields=_EVENT,
                of="events",
            ),
            _of_events("events-points", "Events, points", "The events that have points, with these alone.", 0),
            _of_events("events-lines", "Events, lines", "The events that have lines, with these alone.", 1),
            _of_events("events-areas", "Events, areas", "The events that have areas, with these alone.", 2),
            Description(
                name="places",
                title="Places of events",
                what=f"Each place of each event, in its role, with the time of its event. {_SPAN}",
                fields=_PLACE,
                of="places",
            ),
            Description(
                name="claims",
                title="Claims",
                what=f"Who says what of which event, where and when that event is told to be. {_SPAN}",
                fields=_CLAIM,
                of="claims",
            ),
            Description(
                name="briefings",
                title="Briefings",
                what="The documents that the events were read from; their time is the day of publication.",
                fields=_BRIEFING,
                of="briefings",
                drawn=False,
            ),
        )
    }
)
STORED = tuple(layer.name for layer in LAYERS.values() if layer.of == layer.name)
