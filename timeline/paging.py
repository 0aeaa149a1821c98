"""What is in the files of an edition: the page's data, the briefings, the layers?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from shapely.geometry.base import BaseGeometry

from geodata.place import Place
from timeline.exporting import csv, geojson
from timeline.exporting.happenings import ids, retold
from timeline.exporting.record import Record, kind_of, published
from timeline.exporting.record import drawn as geometry
from timeline.finding.corroborating import Happening
from timeline.geometry import DECIMALS, Shapes, shape
from timeline.geometry import geojson as written
from timeline.model import Briefing, Category, Chronology, Event, Where

DIMENSIONS = {"events-points": 0, "events-lines": 1, "events-areas": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What an edition is made of: records in order of time, each with its geometry and the key of each place's shape.

    ``points`` are the keys of those of the ``shapes`` that are no more than the point of their place.
    """

    records: tuple[Record, ...]
    geometries: tuple[BaseGeometry | None, ...]
    keys: tuple[tuple[str, ...], ...]
    shapes: tuple[dict[str, Any], ...]
    points: frozenset[str]
    briefings: tuple[dict[str, Any], ...]
    happenings: tuple[Record, ...]


def material(chronologies: Sequence[Chronology], happenings: Sequence[Happening], shapes: Shapes) -> Material:
    """The records, shapes and briefings of all the chronologies. ``happenings`` have each of their events."""
    drawn, happening = _Drawn(shapes), ids(happenings)
    briefings: list[dict[str, Any]] = []
    told: list[tuple[Record, BaseGeometry | None, tuple[str, ...]]] = []
    for chronology in chronologies:
        briefings.append(_briefing(chronology.briefing))
        told += [_told(event, chronology.briefing, drawn, happening[event.id]) for event in chronology.events]
    told.sort(key=lambda one: _place_in_time(one[0]))
    return Material(
        records=tuple(record for record, _, _ in told),
        geometries=tuple(geometry for _, geometry, _ in told),
        keys=tuple(keys for _, _, keys in told),
        shapes=tuple(drawn.features.values()),
        points=frozenset(drawn.points),
        briefings=tuple(briefings),
        happenings=retold(happenings, {chronology.briefing.id: chronology.briefing for chronology in chronologies}),
    )


def page(found: Material, edition: str | None) -> bytes:
    """The data of the page: events without their geometries, and each shape once however many events share it."""
    events = [
        {**{name: value for name, value in record.items() if name != "geometry"}, "shapes": list(dict.fromkeys(keys))}
        for record, keys in zip(found.records, found.keys, strict=True)
    ]
    briefings = [{name: value for name, value in one.items() if name != "text"} for one in found.briefings]
    shapes = {"type": "FeatureCollection", "features": list(found.shapes)}
    return orjson.dumps(
        {
            "edition": edition,
            "events": events,
            "shapes": shapes,
            "briefings": briefings,
            "happenings": list(found.happenings),
        }
    )


def layers(found: Material) -> dict[str, bytes]:
    """The files of the layers: all events, each category, each geometry type (a GIS layer has one), a table."""
    told = tuple(zip(found.records, found.geometries, strict=True))
    files = {"layers/events.geojson": geojson.layer(told), "layers/events.csv": csv.render(found.records)}
    for category in Category:
        files[f"layers/{category}.geojson"] = geojson.layer(one for one in told if one[0]["category"] == category)
    for name, dimension in DIMENSIONS.items():
        files[f"layers/{name}.geojson"] = geojson.part(told, dimension)
    return files


@dataclass(slots=True)
class _Drawn:
    """The features of the places so far. Two shapes of one id (made differently in two briefings) keep apart.

    It stands between the gazetteer and all that draws, so that each place is asked for once.
    """

    shapes: Shapes
    known: dict[str, BaseGeometry] = field(default_factory=dict)
    features: dict[tuple[str, str | None], dict[str, Any]] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    points: set[str] = field(default_factory=set)

    def shape(self, place: Place) -> BaseGeometry:
        """The place's geometry; raises KeyError if it has none."""
        if place.id not in self.known:
            self.known[place.id] = self.shapes.shape(place)
        return self.known[place.id]

    def key(self, where: Where) -> str:
        """The id of the place's feature, drawn now if it is new."""
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


def _told(
    event: Event, briefing: Briefing, drawn: _Drawn, happening: str
) -> tuple[Record, BaseGeometry | None, tuple[str, ...]]:
    keys = tuple(drawn.key(where) for where in event.where)
    return published(event, briefing, drawn, happening), geometry(event, drawn), keys


def _place_in_time(one: Record) -> tuple[str, str, str, int]:
    """By first day, else by last; events of no known time come last. "2022-01" stands before all its days."""
    first = one["start"] or one["end"] or "9999"
    return first, one["end"] or "9999", one["doc_id"], one["char_start"]


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
