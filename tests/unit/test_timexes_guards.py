"""What looks like a time and is none, and times that no calendar has. Published on Monday, 7 February 2022."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.finding import timexes

MONDAY = date(2022, 2, 7)


@pytest.mark.parametrize(
    "text",
    [
        "They flew an SU-35, a Tu-160 and an F-16, and fired an S-400.",
        "The number of political prisoners grew to 1035.",
        "About 2000 soldiers and 1500 people were there.",
        "Customs codes 2707 and 2710 are exempt.",
        "COVID-2019 spread, MH17 fell.",
        "A 34-year-old man, 5 years old at heart, came.",
        "Chapter 24:15 says so; the score was 3:2.",
        "See Resolution 1970, section 2020, and flight 2015.",
        "It cost $2000 or 1,999 euros.",
        "At 52.1 N, 23.7 E, and 10.5 percent.",
        "You may march in the sun; a second attack may fall on them.",
        "Theresa May met April Jones.",
        "The March to the Sea began.",
        "The fall of the city shook prices, which will fall.",
        "Three quarters of them left.",
        "On their list 24/7 stands beside 9/11.",
        "Passport 123456A was found.",
        "It was Daily Report 218/2020.",
        "He is in his 30s.",
        "No. 2018 day five of it",
    ],
)
def test_names_counts_and_codes_are_no_times(text: str) -> None:
    assert [text[found.span.start : found.span.end] for found in timexes.find(text, MONDAY)] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was signed on 31 February 2022.", "2022-02"),
        ("It was signed on 29 Feb 2022.", "2022-02"),
        ("It was signed on April 31, 2021.", "2021-04"),
        ("Athens fell in 404 BC.", "BC0404"),
        ("It ends on 31 December 9999.", "9999-12-31"),
        ("It grew in FY2021.", "2021"),
    ],
)
def test_a_day_that_no_calendar_has_fixes_no_days(text: str, value: str) -> None:
    (found,) = timexes.find(text, MONDAY)
    assert (found.value, found.interval, found.precision) == (value, None, None)


@pytest.mark.parametrize(
    "text", ["2022-13-45", "32.13.2022", "in 10000 AD", "in the year 0000", "in 99999999999999 days"]
)
def test_an_impossible_date_is_none(text: str) -> None:
    assert timexes.find(text, MONDAY) == ()


@pytest.mark.parametrize("published", [date.min, date.max])
def test_at_the_calendars_ends_nothing_is_told_beyond_them(published: date) -> None:
    text = "last week, next week, in the past three years, two days ago, in 5 days it will end, '99 BC, early next year"
    assert all(one.interval is None or one.value for one in timexes.find(text, published))


def test_may_with_a_day_or_after_a_preposition_is_the_month() -> None:
    text = "In May they left; on 5 May they came; May 2021 was wet."
    assert [found.value for found in timexes.find(text, MONDAY)] == ["2021-05", "2021-05-05", "2021-05"]


def test_a_year_stays_a_year_before_a_noun() -> None:
    text = "the 2020 elections, 2012 Olympics, from 1928 onwards, in 2014 protests"
    assert [found.value for found in timexes.find(text, MONDAY)] == ["2020", "2012", "1928", "2014"]


def test_an_orthodox_christmas_is_not_the_western_one() -> None:
    assert timexes.find("They met on Orthodox Christmas.", MONDAY) == ()


def test_easter_has_a_value_and_fixes_no_days() -> None:
    (found,) = timexes.find("They met on Easter Sunday 2021.", MONDAY)
    assert (found.value, found.interval) == ("2021-04-04", None)
