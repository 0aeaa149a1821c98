"""Neighbours of an event: the nearest in time and in space, at the distance that is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

from timeline.columns import Columns, Ragged
from timeline.layers.days import EVER
from timeline.web.neighbours import FURTHEST_DAYS, FURTHEST_KM, in_space, in_time

BREST, MINSK, GOMEL, BELARUS, POLAND = range(5)
SPOTS = (
    {"id": "brest", "kind": "city", "lon": 23.7, "lat": 52.1},
    {"id": "minsk", "kind": "city", "lon": 27.57, "lat": 53.9},
    {"id": "gomel", "kind": "city", "lon": 31.0, "lat": 52.43},
    {"id": "iso:BY", "kind": "country", "lon": 28.0, "lat": 53.5},
    {"id": "iso:PL", "kind": "country", "lon": 19.0, "lat": 52.0},
)
UNKNOWN = (None, None)


def day(number: int) -> date:
    """A day of January 2022."""
    return date(2022, 1, number)


def columns(days: Sequence[tuple[date | None, date | None]], places: Sequence[Sequence[int]] | None = None) -> Columns:
    """Columns of events on these days (first and last) at these spots."""
    none = Ragged.made([[] for _ in days])
    first = [EVER.max if each == UNKNOWN else EVER.min if each[0] is None else each[0].toordinal() for each in days]
    last = [EVER.min if each == UNKNOWN else EVER.max if each[1] is None else each[1].toordinal() for each in days]
    zeros = np.zeros(len(days), dtype=np.int8)
    return Columns(
        ids=np.array([f"e{at}".encode() for at in range(len(days))], dtype=np.bytes_),
        first=np.array(first, dtype=np.int32),
        last=np.array(last, dtype=np.int32),
        category=zeros,
        modality=zeros,
        briefing=zeros.astype(np.int32),
        published=np.array([day(7).toordinal()], dtype=np.int32),
        happening=np.full(len(days), -1, dtype=np.int32),
        actors=none,
        claimants=none,
        undoes=none,
        spots=Ragged.made(places or [[] for _ in days]),
        spot_lon=np.array([spot["lon"] for spot in SPOTS], dtype=np.float64),
        spot_lat=np.array([spot["lat"] for spot in SPOTS], dtype=np.float64),
        tables={"spots": list(SPOTS)},
    )


@pytest.mark.parametrize(
    ("own", "other", "days"),
    [
        ((day(10), day(10)), (day(13), day(13)), 3),
        ((day(10), day(10)), (day(9), day(9)), -1),
        ((day(10), day(10)), (day(11), day(20)), 1),
        ((day(10), day(14)), (day(12), day(30)), 0),
        ((day(10), day(14)), (day(1), day(8)), -2),
        ((day(10), day(10)), (day(5), None), -5),  # "since": only its first day is known
        ((day(10), day(10)), (None, day(12)), 2),  # "until"
        ((day(3), None), (day(3), day(3)), 0),
    ],
)
def test_the_distance_in_days_is_that_between_the_nearest_known_days(
    own: tuple[date | None, date | None], other: tuple[date | None, date | None], days: int
) -> None:
    (found,) = in_time(columns([own, other]), 0)
    assert (found.position, found.days, found.km) == (1, days, None)


def test_neighbours_in_time_stand_in_order_of_time_and_the_event_is_none_of_them() -> None:
    given = columns([(day(number), day(number)) for number in (20, 1, 19, 22, 21, 31)])
    found = in_time(given, 0, most=3)
    assert [(each.position, each.days) for each in found] == [(2, -1), (4, 1), (3, 2)]


def test_an_event_of_unknown_time_has_no_neighbours_in_time_and_is_none() -> None:
    given = columns([UNKNOWN, (day(1), day(1)), (day(2), day(2))])
    assert in_time(given, 0) == ()
    assert [each.position for each in in_time(given, 1)] == [2]


def test_other_tellings_of_the_same_are_no_neighbours() -> None:
    given = columns([(day(1), day(1))] * 3, [[BREST]] * 3)
    assert [each.position for each in in_time(given, 0, without=[1])] == [2]
    assert [each.position for each in in_space(given, 0, without=[1])] == [2]


def test_what_is_years_away_is_no_neighbour() -> None:
    given = columns([(day(1), day(1)), (date(2022 + FURTHEST_DAYS // 365 + 1, 1, 3), None)])
    assert in_time(given, 0) == ()


def test_neighbours_in_space_are_the_nearest_first_with_kilometres() -> None:
    given = columns([(day(1), day(1))] * 4, [[BREST], [GOMEL], [MINSK], [BREST]])
    found = in_space(given, 0)
    assert [each.position for each in found] == [3, 2, 1][: len(found)]
    assert found[0].km == 0
    assert found[1].km == pytest.approx(329, abs=3)
    assert all(each.km is not None and each.km <= FURTHEST_KM for each in found)


def test_an_event_with_two_places_is_as_near_as_the_nearer_of_them() -> None:
    given = columns([(day(1), day(1))] * 2, [[BREST, MINSK], [MINSK]])
    (found,) = in_space(given, 0)
    assert (found.km, found.place) == (0, "minsk")


def test_the_middle_of_a_country_is_near_to_nothing_but_the_country_is_itself() -> None:
    given = columns([(day(1), day(1))] * 4, [[BELARUS], [MINSK], [BELARUS], [POLAND]])
    assert [(each.position, each.km) for each in in_space(given, 0)] == [(2, 0.0)]
    assert in_space(given, 3) == ()


def test_an_event_without_a_place_has_no_neighbours_in_space_and_is_none() -> None:
    given = columns([(day(1), day(1))] * 3, [[], [BREST], [BREST]])
    assert in_space(given, 0) == ()
    assert [each.position for each in in_space(given, 1)] == [2]
