"""Which other events lie nearest to one, in time and in space, and how far? Arithmetic on columns, in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from geodata.shapes import EARTH_KM
from timeline.web.present import first_day, last_day

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]

UNKNOWN = -1_000_000_000  # a day that is not known
MOST = 4
FURTHEST_DAYS, FURTHEST_KM = 366, 500.0
# Kinds whose point says where it is; the distance to the middle of a country says nothing.
POINTS = frozenset({"city", "facility"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Events by position. ``first`` and ``until`` are ordinals of days, half-open, or ``UNKNOWN``.

    A row of ``of``, ``place``, ``lon`` and ``lat`` is one place of one event: its position, the number of the place,
    and its point in degrees (NaN where only the place as a whole counts).
    """

    ids: tuple[str, ...]
    first: Whole
    until: Whole
    of: Whole
    place: Whole
    lon: Real
    lat: Real

    def position(self, id: str) -> int:
        """The position of the event of that id; ValueError where there is none."""
        return self.ids.index(id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """An event and how far it is: ``days`` after (negative: before; 0: they overlap), or ``km`` (0: the same place)."""

    id: str
    days: int | None = None
    km: float | None = None


@lru_cache(maxsize=2)
def columns(index: Path) -> Columns:
    """The columns of an edition's ``index.json``, which never changes."""
    given = orjson.loads(index.read_bytes())
    events = given["events"]
    of = [at for at, spots in enumerate(events["spots"]) for _ in spots]
    spots = [given["spots"][spot] for row in events["spots"] for spot in row]
    points = [_point(spot) for spot in spots]
    days = [_days(start, end) for start, end in zip(events["start"], events["end"], strict=True)]
    numbers: dict[str, int] = {}
    return Columns(
        ids=tuple(events["id"]),
        first=np.array([first for first, _ in days], dtype=np.int64),
        until=np.array([until for _, until in days], dtype=np.int64),
        of=np.array(of, dtype=np.int64),
        place=np.array([numbers.setdefault(spot["id"], len(numbers)) for spot in spots], dtype=np.int64),
        lon=np.array([lon for lon, _ in points], dtype=np.float64),
        lat=np.array([lat for _, lat in points], dtype=np.float64),
    )


def in_time(given: Columns, at: int, without: Iterable[int] = (), most: int = MOST) -> tuple[Neighbour, ...]:
    """The nearest in time, in order of time; none where the event's own days are not known.

    ``without`` are positions that do not count, as other tellings of the same.
    """
    if given.first[at] == UNKNOWN:
        return ()
    after, before = given.first - given.until[at] + 1, given.first[at] - given.until + 1
    gap = np.where(after > 0, after, np.where(before > 0, -before, 0))
    near = np.abs(gap).astype(np.float64)
    near[given.first == UNKNOWN] = np.inf
    near[[at, *without]] = np.inf
    # Of those that overlap, those that begin and end most alike come first.
    unlike = np.abs(given.first - given.first[at]) + np.abs(given.until - given.until[at])
    chosen = [row for row in np.lexsort((unlike, near))[:most] if near[row] <= FURTHEST_DAYS]
    ordered = sorted(chosen, key=lambda row: (gap[row], given.first[row], row))
    return tuple(Neighbour(id=given.ids[row], days=int(gap[row])) for row in ordered)


def in_space(given: Columns, at: int, without: Iterable[int] = (), most: int = MOST) -> tuple[Neighbour, ...]:
    """The nearest in space, the nearest first; none where the event has no place."""
    apart = np.full(len(given.ids), np.inf)
    for own in np.flatnonzero(given.of == at):
        distance = _km(given.lon, given.lat, given.lon[own], given.lat[own])
        distance[given.place == given.place[own]] = 0.0
        np.minimum.at(apart, given.of, np.nan_to_num(distance, nan=np.inf))
    apart[[at, *without]] = np.inf
    # At the same distance those nearest in time come first.
    later = np.abs(given.first.astype(np.float64) - float(given.first[at]))
    chosen = [row for row in np.lexsort((later, apart))[:most] if apart[row] <= FURTHEST_KM]
    return tuple(Neighbour(id=given.ids[row], km=float(apart[row])) for row in chosen)


def _km(lons: Real, lats: Real, lon: float, lat: float) -> Real:
    """Great-circle distances from a point, by the haversine formula."""
    lam, phi, lam0, phi0 = np.radians(lons), np.radians(lats), np.radians(lon), np.radians(lat)
    square = np.sin((phi - phi0) / 2) ** 2 + np.cos(phi) * np.cos(phi0) * np.sin((lam - lam0) / 2) ** 2
    distance: Real = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, square)))
    return distance


def _point(spot: Mapping[str, Any]) -> tuple[float, float]:
    if spot["kind"] not in POINTS or spot["lon"] is None or spot["lat"] is None:
        return np.nan, np.nan
    return spot["lon"], spot["lat"]


def _days(start: str | None, end: str | None) -> tuple[int, int]:
    """Ordinals, half-open; of an event that is open at one end, the day that is known."""
    first, last = first_day(start), last_day(end)
    if first is None and last is None:
        return UNKNOWN, UNKNOWN
    begin = first or last
    finish = last or first
    return (begin.toordinal() if begin else UNKNOWN), (finish.toordinal() + 1 if finish else UNKNOWN)
