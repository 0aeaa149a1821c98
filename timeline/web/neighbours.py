"""Which other events lie nearest to one, in time and in space, and how far? Arithmetic on columns, in one pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geodata.sphere import EARTH_KM
from timeline.columns import Columns
from timeline.layers.days import EVER

Real = npt.NDArray[np.float64]
Days = npt.NDArray[np.int64]

MOST = 4
FURTHEST_DAYS, FURTHEST_KM = 366, 500.0
# Kinds whose point says where it is; the distance to the middle of a country says nothing.
POINTS = frozenset({"city", "facility"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """The position of an event, and how far it is.

    ``days`` later (below 0: earlier; 0: they overlap), or ``km`` (0: the same place) to its place of the id ``place``.
    """

    position: int
    days: int | None = None
    km: float | None = None
    place: str | None = None


def in_time(given: Columns, at: int, without: Iterable[int] = (), most: int = MOST) -> tuple[Neighbour, ...]:
    """The nearest in time, in order of time; none where the event's own days are not known.

    ``without`` are positions that do not count: other tellings of the same. An event that is open at one end lies on
    the day that is known of it.
    """
    known, first, last = _days(given)
    if not known[at]:
        return ()
    gap = np.where(first > last[at], first - last[at], np.where(last < first[at], last - first[at], 0))
    far = np.where(known, np.abs(gap), np.inf)
    far[[at, *without]] = np.inf
    # Of those that overlap, those that begin and end most alike come first.
    unlike = np.abs(first - first[at]) + np.abs(last - last[at])
    chosen = [row for row in np.lexsort((unlike, far))[:most] if far[row] <= FURTHEST_DAYS]
    ordered = sorted(chosen, key=lambda row: (gap[row], first[row], row))
    return tuple(Neighbour(position=int(row), days=int(gap[row])) for row in ordered)


def in_space(given: Columns, at: int, without: Iterable[int] = (), most: int = MOST) -> tuple[Neighbour, ...]:
    """The nearest in space, the nearest first; none where the event has no place."""
    own = np.unique(given.spots.of(at)).astype(np.intp)
    if not len(own):
        return ()
    nearest = np.min([_apart(given, int(spot)) for spot in own], axis=0)
    owners = np.repeat(np.arange(len(given)), np.diff(given.spots.starts))
    far = np.full(len(given), np.inf)
    np.minimum.at(far, owners, nearest[given.spots.values])
    far[[at, *without]] = np.inf
    # At the same distance those nearest in time come first.
    _, first, _ = _days(given)
    chosen = [row for row in np.lexsort((np.abs(first - first[at]), far))[:most] if far[row] <= FURTHEST_KM]
    return tuple(
        Neighbour(position=int(row), km=float(far[row]), place=_nearest_place(given, int(row), nearest))
        for row in chosen
    )


def _nearest_place(given: Columns, at: int, apart: Real) -> str:
    """The id of the event's place that is least ``apart``, by spot."""
    spot = min(given.spots.of(at), key=lambda each: float(apart[each]))
    place: str = given.tables["spots"][spot]["id"]
    return place


def _days(given: Columns) -> tuple[npt.NDArray[np.bool_], Days, Days]:
    """Whether each event's days are known, its first and its last."""
    first, last = given.first.astype(np.int64), given.last.astype(np.int64)
    open_start, open_end = first == EVER.min, last == EVER.max
    return first <= last, np.where(open_start, last, first), np.where(open_end, first, last)


def _apart(given: Columns, own: int) -> Real:
    """Kilometres from a spot to each; 0 to the same place, and without end where either is no point."""
    spots = given.tables["spots"]
    points = np.array([spot["kind"] in POINTS for spot in spots])
    km = _km(given.spot_lon, given.spot_lat, float(given.spot_lon[own]), float(given.spot_lat[own]))
    same = np.array([spot["id"] == spots[own]["id"] for spot in spots])
    apart: Real = np.where(same, 0.0, np.where(points & points[own], np.nan_to_num(km, nan=np.inf), np.inf))
    return apart


def _km(lons: Real, lats: Real, lon: float, lat: float) -> Real:
    """Great-circle distances from a point, by the haversine formula."""
    lam, phi, lam0, phi0 = np.radians(lons), np.radians(lats), np.radians(lon), np.radians(lat)
    square = np.sin((phi - phi0) / 2) ** 2 + np.cos(phi) * np.cos(phi0) * np.sin((lam - lam0) / 2) ** 2
    distance: Real = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, square)))
    return distance
