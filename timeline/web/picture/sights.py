"""What does a picture show of each event? Its title, family, status, days and spots, read from an edition's index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from timeline.layers.days import first_day, last_day
from timeline.model import Category, Modality, TimePrecision
from timeline.web import words
from timeline.web.whereabouts import called


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place in its role; ``shape`` names its geometry where that is more than its point."""

    id: str
    name: str
    kind: str
    role: str
    lon: float
    lat: float
    geo_precision: int
    radius_km: float
    shape: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """An event as it is drawn; ``first`` and ``last`` are its days, None where that end is open or unknown."""

    id: str
    title: str
    family: words.Family
    closing: bool  # a border that it names is closed by it, or made hard to pass
    status: Modality
    first: date | None
    last: date | None
    precision: TimePrecision | None
    published: date
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sights:
    """Events to draw, and the geometries that their spots name."""

    events: tuple[Sight, ...]
    shapes: Mapping[str, BaseGeometry]


def read(index: bytes) -> Sights:
    """The events of an index (``timeline/indexing.py``)."""
    given = orjson.loads(index)
    spots = [_spot(spot) if spot["lon"] is not None and spot["lat"] is not None else None for spot in given["spots"]]
    columns = given["events"]
    events = tuple(_sight(given, columns, row, spots) for row in range(len(columns["id"])))
    named = {spot.shape for event in events for spot in event.spots}
    features = {feature["id"]: feature["geometry"] for feature in given["shapes"]["features"]}
    return Sights(
        events=events,
        shapes={
            name: shapely.from_geojson(orjson.dumps(shape))
            for name, shape in features.items()
            if name in named and shape is not None
        },
    )


def _spot(given: Mapping[str, Any]) -> Spot:
    name = called(given["id"], given["kind"], given["name"])
    return Spot(**{name: given[name] for name in Spot.__dataclass_fields__} | {"name": name})


def _sight(given: Mapping[str, Any], columns: Mapping[str, Any], row: int, spots: list[Spot | None]) -> Sight:
    precision = columns["precision"][row]
    category = Category(given["categories"][columns["category"][row]])
    return Sight(
        id=columns["id"][row],
        title=columns["title"][row],
        family=words.CATEGORIES[category].family,
        closing=category is Category.BORDER_OR_TRANSIT_RESTRICTION,
        status=Modality(given["modalities"][columns["modality"][row]]),
        first=first_day(columns["start"][row]),
        last=last_day(columns["end"][row]),
        precision=None if precision < 0 else TimePrecision(given["precisions"][precision]),
        published=date.fromisoformat(given["briefings"][columns["briefing"][row]]["published"]),
        spots=tuple(spot for at in columns["spots"][row] if (spot := spots[at]) is not None),
    )
