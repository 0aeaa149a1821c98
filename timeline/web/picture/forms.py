"""As what is a place drawn? A point, a border, an area, never a lone pin for a country: as ``static/marks.js`` does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import shapely
from shapely.geometry.base import BaseGeometry

from timeline.model import Modality
from timeline.web.picture.sights import Sight, Spot
from timeline.web.words import Family


class Form(StrEnum):
    """Forms of marks, beneath to above: what is drawn over large ground must not hide what is small."""

    COUNTRY = "country"
    AREA = "area"
    NEAR = "near"
    LINE = "line"
    BORDER = "border"
    ROUTE = "route"
    ARROW = "arrow"
    POINT = "point"
    FACILITY = "facility"


SPOTS = frozenset({Form.POINT, Form.FACILITY})
_ORDER = {form: number for number, form in enumerate(Form)}
# Best supported first: one mark for several events is not drawn weaker than one of them.
_STATUSES = (Modality.ASSERTED, Modality.CLAIMED, Modality.DENIED, Modality.PLANNED, Modality.HYPOTHETICAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in a form, with all events that have it so; ``origin`` is where an arrow begins (lon, lat)."""

    form: Form
    name: str
    lon: float
    lat: float
    shape: BaseGeometry | None
    radius_km: float
    events: tuple[Sight, ...]
    origin: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class _Key:
    form: Form
    place: str
    radius_km: float = 0.0
    origin: str = ""


def marks(events: Iterable[Sight], shapes: Mapping[str, BaseGeometry]) -> tuple[Mark, ...]:
    """A mark for each place and form, however many events share it, in drawing order."""
    found: dict[_Key, tuple[Spot, Spot | None, dict[str, Sight]]] = {}
    for event in events:
        for key, spot, origin in (*_places(event, shapes), *_arrows(event)):
            found.setdefault(key, (spot, origin, {}))[2][event.id] = event
    made = [_mark(key, *drawn, shapes) for key, drawn in found.items()]
    return tuple(sorted(made, key=lambda mark: (_ORDER[mark.form], -_extent(mark))))


def form_of(spot: Spot, shape: BaseGeometry | None) -> Form:
    """The geometry decides where it says more than the kind; "near Brest" is a circle, not the town."""
    dimension = 0 if shape is None else int(shapely.get_dimensions(shape))
    if dimension == 1:
        return Form(spot.kind) if spot.kind in {"route", "border"} else Form.LINE
    if dimension == 2:
        if spot.kind in {"city", "facility"}:
            return Form.NEAR  # a part of the ground around it
        return Form.COUNTRY if spot.kind == "country" else Form.AREA
    if spot.kind in {"city", "facility"}:
        if spot.geo_precision > 1 and spot.radius_km > 0:
            return Form.NEAR
        return Form.FACILITY if spot.kind == "facility" else Form.POINT
    return Form.NEAR if spot.radius_km > 0 else Form.POINT


def family_of(events: Iterable[Sight]) -> Family | None:
    """The one family of the events, or None where they differ."""
    families = {event.family for event in events}
    return families.pop() if len(families) == 1 else None


def status_of(events: Iterable[Sight]) -> Modality:
    """The best supported status among the events."""
    having = {event.status for event in events}
    return next(status for status in _STATUSES if status in having)


def _places(event: Sight, shapes: Mapping[str, BaseGeometry]) -> list[tuple[_Key, Spot, Spot | None]]:
    found: list[tuple[_Key, Spot, Spot | None]] = []
    for spot in event.spots:
        form = form_of(spot, shapes.get(spot.shape or ""))
        radius = spot.radius_km if form is Form.NEAR else 0.0
        found.append((_Key(form, spot.shape or spot.id, radius), spot, None))
    return found


def _arrows(event: Sight) -> list[tuple[_Key, Spot, Spot | None]]:
    """From where an event starts to where it leads, where the text names both."""
    origins = [spot for spot in event.spots if spot.role == "origin"]
    destinations = [spot for spot in event.spots if spot.role == "destination"]
    return [
        (_Key(Form.ARROW, to.id, origin=start.id), to, start)
        for start in origins
        for to in destinations
        if start.id != to.id
    ]


def _mark(
    key: _Key, spot: Spot, origin: Spot | None, events: Mapping[str, Sight], shapes: Mapping[str, BaseGeometry]
) -> Mark:
    return Mark(
        form=key.form,
        name=spot.name,
        lon=spot.lon,
        lat=spot.lat,
        shape=shapes.get(spot.shape or "") if origin is None else None,
        radius_km=key.radius_km,
        events=tuple(events.values()),
        origin=None if origin is None else (origin.lon, origin.lat),
    )


def _extent(mark: Mark) -> float:
    """Square degrees of a mark's box: enough to draw the larger first."""
    if mark.shape is None:
        return mark.radius_km
    west, south, east, north = mark.shape.bounds
    return (east - west) * (north - south)
