"""What is an edition made of? Records in order of time, the shapes of their places, briefings, happenings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import orjson
from shapely.geometry.base import BaseGeometry

from geodata.place import Place
from timeline.exporting.happenings import retold
from timeline.exporting.record import Record, described, kind_of
from timeline.finding.corroborating import Corroboration
from timeline.geometry import DECIMALS, Shapes, shape, together
from timeline.geometry import geojson as written
from timeline.model import Briefing, Chronology, Where
from timeline.spool import Spool

Keys = tuple[str, ...]


class Known(Protocol):
    """What knows the briefings and their events: the store."""

    def chronologies(self) -> Iterable[Chronology]:
        """All briefings with their events, by publication date and id."""

    def briefing(self, name: str) -> Briefing:
        """One briefing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What an edition is made of: the records of ``told``, as JSON, with the key of each of its places' ``shapes``.

    They come back in order of time, and are not in memory. Records have no geometry: ``geometries`` has that of all
    places of an event, by their keys. ``points`` are the keys of those shapes that are no more than the point of their
    place.
    """

    told: Spool[Keys]
    geometries: Mapping[Keys, BaseGeometry | None]
    shapes: tuple[dict[str, Any], ...]
    points: frozenset[str]
    briefings: tuple[dict[str, Any], ...]
    happenings: tuple[Record, ...]


def material(known: Known, shapes: Shapes, told: Spool[Keys]) -> Material:
    """The records, shapes and briefings of all that is known; one briefing after another, the records into ``told``."""
    drawn, corroboration, briefings = _Drawn(shapes), Corroboration(), []
    for chronology in known.chronologies():
        briefings.append(_briefing(chronology.briefing))
        for event, happening in zip(chronology.events, corroboration.add(chronology), strict=True):
            record = described(event, chronology.briefing, happening)
            told.add(place_in_time(record), orjson.dumps(record), drawn.keys(event.where))
    return Material(
        told=told,
        geometries=drawn.together,
        shapes=tuple(drawn.features.values()),
        points=frozenset(drawn.points),
        briefings=tuple(briefings),
        happenings=retold(corroboration.retold(), known.briefing),
    )


@dataclass(slots=True)
class _Drawn:
    """The features of the places so far. Two shapes of one id (made differently in two briefings) keep apart.

    It stands between the gazetteer and all that draws, so that each place is asked for once, and places that many
    events have together are put together once.
    """

    shapes: Shapes
    known: dict[str, BaseGeometry] = field(default_factory=dict)
    features: dict[tuple[str, str | None], dict[str, Any]] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    points: set[str] = field(default_factory=set)
    together: dict[Keys, BaseGeometry | None] = field(default_factory=dict)

    def shape(self, place: Place) -> BaseGeometry:
        """The place's geometry; raises KeyError if it has none."""
        if place.id not in self.known:
            self.known[place.id] = self.shapes.shape(place)
        return self.known[place.id]

    def keys(self, where: Sequence[Where]) -> Keys:
        """The ids of the places' features, drawn now if they are new."""
        keys = tuple(map(self._key, where))
        if keys not in self.together:
            self.together[keys] = together(shape(one, self) for one in where)
        return keys

    def _key(self, where: Where) -> str:
        known = (where.place.id, where.shape)
        if known not in self.features:
            count = self.taken[where.place.id] = self.taken.get(where.place.id, 0) + 1
            key = where.place.id if count == 1 else f"{where.place.id}~{count}"
            self.features[known] = feature = _feature(key, where, self)
            if _is_its_point(feature["geometry"], where.place):
                self.points.add(key)
        return str(self.features[known]["id"])


def _feature(key: str, where: Where, shapes: Shapes) -> dict[str, Any]:
    properties = {"name": where.place.name, "kind": str(kind_of(where.place))}
    return {"type": "Feature", "id": key, "geometry": written(shape(where, shapes)), "properties": properties}


def _is_its_point(drawn: Mapping[str, Any], place: Place) -> bool:
    point = [round(place.lon, DECIMALS), round(place.lat, DECIMALS)]
    return drawn["type"] == "Point" and list(drawn["coordinates"]) == point


def place_in_time(record: Record) -> str:
    """By first day, else by last; events of no known time come last. "2022-01" stands before all its days.

    Those of the same days stand by briefing, and in the order of its text.
    """
    first = record["start"] or record["end"] or "9999"
    return f"{first}\0{record['end'] or '9999'}\0{record['doc_id']}\0{record['char_start']:09}"


def _briefing(briefing: Briefing) -> dict[str, Any]:
    return {
        "id": briefing.id,
        "title": briefing.title,
        "publisher": briefing.publisher,
        "published": briefing.published.isoformat(),
        "language": briefing.language,
        "url": briefing.url,
        "text": briefing.text,
    }
