"""Which days an event told with these words falls on. Published on Monday, 7 February 2022."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.finding import timexes
from timeline.model import TimePrecision, Timex

MONDAY = date(2022, 2, 7)


def days(found: Timex) -> str:
    """``2022-02-01..2022-02-03``, half-open; nothing where an end is not known."""
    if found.interval is None:
        return "none"
    return f"{found.interval.start or ''}..{found.interval.end or ''}"


@pytest.mark.parametrize(
    ("text", "cue", "reached"),
    [
        ("It has been closed since 1 February.", "since", "2022-02-01.."),
        ("It has been closed since the beginning of 2020.", "since", "2020-01-01.."),
        ("It will be closed from 7 February.", "from", "2022-02-07.."),
        ("It is closed starting 1 March.", "from", "2022-03-01.."),
        ("It was open until February.", "until", "..2022-02-01"),
        ("It stays open until 6 March.", "until", "..2022-03-07"),
        ("It stays open until the end of March.", "until", "..2022-04-01"),
        ("It will close before the end of the year.", "before", "..2023-01-01"),
        ("It closed shortly before 3 a.m. last Sunday.", None, "2022-02-06..2022-02-07"),
        ("It closed after the 2010 flood.", None, "2010-01-01..2011-01-01"),
        ("It must open by Friday.", "by", "..2022-02-12"),
        ("It must open no later than 1 March.", "by", "..2022-03-02"),
        ("It was open before 2014.", "before", "..2014-01-01"),
        ("It was open prior to 2014.", "before", "..2014-01-01"),
        ("It closed after 24 January.", "after", "2022-01-25.."),
        ("As of today it is closed.", "as of", "2022-02-07..2022-02-08"),
        ("It closed on 24 January.", None, "2022-01-24..2022-01-25"),
    ],
)
def test_the_word_before_a_time_opens_or_bounds_its_days(text: str, cue: str | None, reached: str) -> None:
    (found,) = timexes.find(text, MONDAY)
    assert (found.cue, days(found)) == (cue, reached)


@pytest.mark.parametrize(
    ("text", "reached", "precision"),
    [
        ("It closed in January.", "2022-01-01..2022-02-01", TimePrecision.MONTH),
        ("It closed in 2020.", "2020-01-01..2021-01-01", TimePrecision.YEAR),
        ("It closed in mid-2021.", "2021-06-01..2021-08-01", TimePrecision.APPROX),
        ("It closed in the second half of 2021.", "2021-07-01..2022-01-01", TimePrecision.APPROX),
        ("It closed last week.", "2022-01-31..2022-02-07", TimePrecision.WEEK),
        ("It closed in the past week.", "2022-01-31..2022-02-08", TimePrecision.WEEK),
        ("It closed over the last three days.", "2022-02-05..2022-02-08", TimePrecision.WEEK),
        ("It closed earlier this month.", "2022-02-01..2022-02-08", TimePrecision.APPROX),
        ("It will close later this month.", "2022-02-07..2022-03-01", TimePrecision.APPROX),
        ("It closed overnight.", "2022-02-06..2022-02-08", TimePrecision.DAY),
        ("In three weeks it will close.", "2022-02-28..2022-03-01", TimePrecision.APPROX),
        ("It closed three weeks ago.", "2022-01-17..2022-01-18", TimePrecision.APPROX),
        ("It closed in the last week of January.", "2022-01-25..2022-02-01", TimePrecision.WEEK),
        ("It was closed for three weeks.", "none", None),
        ("It is closed every Monday.", "none", None),
        ("It is now closed.", "none", None),
        ("It closed at 10:35 a.m. and nobody knew.", "none", None),
    ],
)
def test_a_time_reaches_no_fewer_and_no_more_days_than_it_says(
    text: str, reached: str, precision: TimePrecision | None
) -> None:
    (found,) = timexes.find(text, MONDAY)
    assert (days(found), found.precision) == (reached, precision)


@pytest.mark.parametrize(
    "text",
    [
        "Exercises run on 24–26 February 2022.",
        "Exercises run from 24 to 26 February 2022.",
        "Exercises run from 24 February until 26 February 2022.",
        "Exercises run between 24 and 26 February 2022.",
        "Exercises run on February 24-26, 2022.",
    ],
)
def test_both_ends_of_a_range_reach_all_its_days(text: str) -> None:
    assert [days(found) for found in timexes.find(text, MONDAY)] == ["2022-02-24..2022-02-27"] * 2


def test_two_days_joined_by_and_are_two_days() -> None:
    first, second = timexes.find("They met on 5 and 6 January.", MONDAY)
    assert (days(first), days(second)) == ("2022-01-05..2022-01-06", "2022-01-06..2022-01-07")


def test_a_postponed_date_is_no_range() -> None:
    _, second = timexes.find("The talks were postponed from 3 to 10 February.", MONDAY)
    assert days(second) == "2022-02-10..2022-02-11"
