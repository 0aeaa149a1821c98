"""What is an edition made of? Records in order of time, the shapes of their places, briefings, happenings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import orjson
from shapely.geometry.base import BaseGeometry

from geodata.place import Place
from timeline.exporting.happenings import retold
from timeline.exporting.record import Record, described, kind_of
from timeline.finding.corroborating import Corroboration
from timeline.geometry import DECIMALS, Shapes, geojson, shape
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

    They come back in order of time, and are not in memory. Records have no geometry: ``drawn`` has that of each place
    by its key. ``points`` are the keys of those shapes that are no more than the point of their place.
    """

    told: Spool[Keys]
    drawn: Mapping[str, BaseGeometry]
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
        drawn=drawn.drawn,
        shapes=tuple(drawn.features),
        points=frozenset(drawn.points),
        briefings=tuple(briefings),
        happenings=retold(corroboration.retold(), known.briefing),
    )


@dataclass(slots=True)
class _Drawn:
    """The shapes of the places so far, each asked for once.

    Two of one id (made differently in two briefings) keep apart.
    """

    shapes: Shapes
    named: dict[tuple[str, str | None], str] = field(default_factory=dict)
    drawn: dict[str, BaseGeometry] = field(default_factory=dict)
    features: list[dict[str, Any]] = field(default_factory=list)
    taken: Counter[str] = field(default_factory=Counter)
    points: set[str] = field(default_factory=set)

    def keys(self, where: Sequence[Where]) -> Keys:
        """The ids of the places' features, drawn now if they are new."""
        return tuple(self.named.get((one.place.id, one.shape)) or self._draw(one) for one in where)

    def _draw(self, where: Where) -> str:
        place = where.place
        self.taken[place.id] += 1
        key = place.id if self.taken[place.id] == 1 else f"{place.id}~{self.taken[place.id]}"
        self.named[place.id, where.shape] = key
        self.drawn[key] = shape(where, self.shapes)
        geometry, properties = geojson(self.drawn[key]), {"name": place.name, "kind": str(kind_of(place))}
        self.features.append({"type": "Feature", "id": key, "geometry": geometry, "properties": properties})
        if _is_its_point(geometry, place):
            self.points.add(key)
        return key


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
