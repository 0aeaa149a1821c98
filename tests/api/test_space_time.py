"""Which features are in a box and in a time: each compared with an oracle that has none of the product's code."""

from __future__ import annotations

from datetime import date

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api import world
from tests.api.conftest import Api

TRUTHS = world.truths()


def in_time(first: date | None, last: date | None) -> list[str]:
    """The ids of the events that meet the days, and of those whose time is unknown."""
    return sorted(
        truth.id
        for truth in TRUTHS
        if not truth.timed
        or (
            (truth.first is None or last is None or truth.first <= last)
            and (truth.last is None or first is None or truth.last >= first)
        )
    )


def in_box(west: float, south: float, east: float, north: float) -> list[str]:
    """The ids of the events whose shape meets the box, and of those that are nowhere."""
    rectangles = (
        [shapely.box(west, south, east, north)]
        if west <= east
        else [shapely.box(west, south, 180, north), shapely.box(-180, south, east, north)]
    )
    return sorted(
        truth.id
        for truth in TRUTHS
        if truth.shape is None or any(truth.shape.intersects(rectangle) for rectangle in rectangles)
    )


DAY = date.fromisoformat


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        # Days and moments
        ("2022-01-10", DAY("2022-01-10"), DAY("2022-01-10")),
        ("2022-01-10T00:00:00Z", DAY("2022-01-10"), DAY("2022-01-10")),
        ("2022-01-10T23:59:59.999Z", DAY("2022-01-10"), DAY("2022-01-10")),
        ("2022-01-10t12:00:00z", DAY("2022-01-10"), DAY("2022-01-10")),
        ("2022-01-10T01:00:00+03:00", DAY("2022-01-09"), DAY("2022-01-09")),
        ("2022-01-09T23:00:00-03:00", DAY("2022-01-10"), DAY("2022-01-10")),
        ("2021-12-31T23:59:60Z", DAY("2021-12-31"), DAY("2021-12-31")),
        # Intervals, closed and open
        ("2022-01-02/2022-01-09", DAY("2022-01-02"), DAY("2022-01-09")),
        ("2022-01-02T00:00:00Z/2022-01-10T00:00:00Z", DAY("2022-01-02"), DAY("2022-01-10")),
        ("2022-01-21/..", DAY("2022-01-21"), None),
        ("2022-01-21/", DAY("2022-01-21"), None),
        ("../2021-12-31", None, DAY("2021-12-31")),
        ("/2021-12-31", None, DAY("2021-12-31")),
        ("../..", None, None),
        # The edges of what the events say: a day before, the first, the last, a day behind
        ("2021-12-31/2021-12-31", DAY("2021-12-31"), DAY("2021-12-31")),
        ("2022-01-04", DAY("2022-01-04"), DAY("2022-01-04")),
        ("2022-01-05", DAY("2022-01-05"), DAY("2022-01-05")),
        ("2022-01-06", DAY("2022-01-06"), DAY("2022-01-06")),
        ("2022-01-20", DAY("2022-01-20"), DAY("2022-01-20")),
        ("2022-01-21", DAY("2022-01-21"), DAY("2022-01-21")),
        ("2022-01-31", DAY("2022-01-31"), DAY("2022-01-31")),
        ("2022-02-01", DAY("2022-02-01"), DAY("2022-02-01")),
        ("2022-02-28", DAY("2022-02-28"), DAY("2022-02-28")),
        ("2022-03-01", DAY("2022-03-01"), DAY("2022-03-01")),
        ("0001-01-01", date.min, date.min),
        ("9999-12-31", date.max, date.max),
    ],
)
def test_datetime_takes_the_events_that_meet_it_and_those_of_unknown_time(
    api: Api, written: str, first: date | None, last: date | None
) -> None:
    answer = api.items(datetime=written, limit=10_000)
    assert sorted(answer.ids) == in_time(first, last)
    assert answer.json["numberMatched"] == len(answer.ids)


def test_the_oracle_tells_times_apart() -> None:
    """Otherwise the test above would say nothing."""
    assert 0 < len(in_time(DAY("2022-01-10"), DAY("2022-01-10"))) < len(TRUTHS)
    assert any(not truth.timed for truth in TRUTHS)


DAYS = st.dates(DAY("2020-12-25"), DAY("2022-03-05"))
QUIET = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUIET
@given(st.tuples(DAYS, DAYS).map(sorted))
def test_any_interval_takes_the_events_that_meet_it(api: Api, ends: list[date]) -> None:
    first, last = ends
    assert sorted(api.items(datetime=f"{first}/{last}").ids) == in_time(first, last)


@pytest.mark.parametrize(
    "box",
    [
        (20, 50, 30, 57),
        (26, 52.25, 26, 52.25),  # a point, on a point
        (26.5, 52.5, 29.5, 54.5),  # in the hole of the area
        (24, 56.5, 25, 57.5),  # in the box of the line, off it
        (23.5, 53.9, 23.5, 53.9),  # where the line ends
        (170, -30, -170, 0),  # across the antimeridian: a port on either side
        (179.6, -30, -170, 0),
        (-170, -30, 170, 0),  # the same box the other way round the world
        (180, -30, -179, 0),
        (-180, -90, 180, 90),
        (0, 70, 30, 90),
        (-60, -60, -50, -50),
        (-400, -100, 400, 100),
    ],
)
def test_a_box_takes_what_meets_it_exactly_and_what_is_nowhere(
    api: Api, box: tuple[float, float, float, float]
) -> None:
    answer = api.items(bbox=",".join(map(str, box)), limit=10_000)
    assert sorted(answer.ids) == in_box(*box)
    assert answer.json["numberMatched"] == len(answer.ids)


def test_a_box_may_have_heights(api: Api) -> None:
    assert api.items(bbox="20,50,-100,30,57,9000").ids == api.items(bbox="20,50,30,57").ids


def test_a_box_that_crosses_the_antimeridian_is_not_the_rest_of_the_world(api: Api) -> None:
    across, rest = (set(api.items("events-points", bbox=box).ids) for box in ("170,-30,-170,0", "-170,-30,170,0"))
    assert across
    assert not across & rest


@QUIET
@given(
    st.floats(-180, 180, width=32), st.floats(-180, 180, width=32), st.tuples(st.floats(-90, 90), st.floats(-90, 90))
)
def test_any_box_takes_what_meets_it(api: Api, west: float, east: float, lats: tuple[float, float]) -> None:
    south, north = sorted(lats)
    box = (west, south, east, north)
    assert sorted(api.items(bbox=",".join(f"{edge:.17g}" for edge in box)).ids) == in_box(*box)


def test_box_time_and_category_together_take_what_each_takes(api: Api) -> None:
    box, time = (20.0, 50.0, 30.0, 57.0), DAY("2022-01-10")
    both = set(in_box(*box)) & set(in_time(time, time))
    category = next(truth.category for truth in TRUTHS if truth.id in both)
    wanted = sorted(truth.id for truth in TRUTHS if truth.id in both and truth.category == category)
    assert sorted(api.items(bbox="20,50,30,57", datetime="2022-01-10", category=category).ids) == wanted


def test_views_by_geometry_have_that_geometry_alone(api: Api) -> None:
    for layer, types in (
        ("events-points", {"Point", "MultiPoint"}),
        ("events-lines", {"LineString", "MultiLineString"}),
        ("events-areas", {"Polygon", "MultiPolygon"}),
    ):
        told = api.items(layer, limit=10_000).json
        assert {feature["geometry"]["type"] for feature in told["features"]} <= types
        dimension = {"events-points": 0, "events-lines": 1, "events-areas": 2}[layer]
        wanted = [t for t in TRUTHS if t.shape is not None and shapely.get_dimensions(t.shape) == dimension]
        assert told["numberMatched"] == len(wanted)


def test_features_come_in_order_of_time(api: Api) -> None:
    times = {truth.id: truth for truth in TRUTHS}
    days = [times[id].first for id in api.items(limit=10_000).ids if times[id].timed and times[id].first]
    assert days == sorted(days)
