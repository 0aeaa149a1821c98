"""Dates, statuses and categories in words: never more than the record knows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.finding import claims
from timeline.model import Category, Modality, Role, Stance, TimePrecision
from timeline.web import tongues, words
from timeline.web.files import sized

DAY, WEEK, MONTH, YEAR, APPROX = TimePrecision


@pytest.mark.parametrize(
    ("start", "end", "precision", "said"),
    [
        ("2022-02-03", "2022-02-03", DAY, "3 February 2022"),
        ("2022-01", "2022-01", MONTH, "January 2022"),
        ("2022", "2022", YEAR, "2022"),
        ("2022-01-24", "2022-02-03", DAY, "between 24 January and 3 February 2022"),
        ("2022-01-24", "2022-01-28", DAY, "between 24 and 28 January 2022"),
        ("2021-12-30", "2022-01-02", DAY, "between 30 December 2021 and 2 January 2022"),
        ("2021-01-24", "2022-01-24", DAY, "between 24 January 2021 and 24 January 2022"),
        ("2022-01-03", "2022-02-03", DAY, "between 3 January and 3 February 2022"),
        ("2022-01", "2022-03", MONTH, "between January and March 2022"),
        ("2020", "2021", YEAR, "between 2020 and 2021"),
        ("2022-01-31", "2022-02-06", WEEK, "in the week of 31 January to 6 February 2022"),
        ("2022-02-01", None, DAY, "since 1 February 2022"),
        (None, "2022-02-01", DAY, "until 1 February 2022"),
        ("2022-02-03", "2022-02-03", APPROX, "about 3 February 2022"),
        ("2022-02", "2022-02", APPROX, "about February 2022"),
        ("2022-02-01", None, APPROX, "since about 1 February 2022"),
        ("2022-01-24", "2022-02-03", APPROX, "roughly between 24 January and 3 February 2022"),
        ("2022-01", "2022-02-03", DAY, "between January 2022 and 3 February 2022"),
        (None, None, None, "date not known"),
        (None, None, APPROX, "date not known"),
    ],
)
def test_a_time_is_said_as_finely_as_it_is_known(
    start: str | None, end: str | None, precision: TimePrecision | None, said: str
) -> None:
    assert words.when(start, end, precision) == said


def test_what_is_planned_begins_from_a_day_not_since_it() -> None:
    assert words.when("2022-02-10", None, DAY, ahead=True) == "from 10 February 2022"


@given(st.dates(), st.dates(), st.sampled_from(TimePrecision))
def test_any_two_days_are_said_with_the_last_in_full(one: date, other: date, precision: TimePrecision) -> None:
    start, end = sorted((one, other))
    said = words.when(start.isoformat(), end.isoformat(), precision)
    assert said.endswith(f"{end.day} {words.months('en')[1][end.month - 1]} {end.year}")


def test_every_choice_has_its_words() -> None:
    assert set(words.CATEGORIES) == set(Category)
    assert set(words.STATUSES) == set(Modality)
    assert set(words.TAKEN_BY) == set(Stance)
    assert {role for role, _ in words.LEADS} == set(Role)


def test_a_letter_tells_one_category() -> None:
    letters = [label.letter for label in words.CATEGORIES.values()]
    assert len(set(letters)) == len(letters)


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, "0.1 kB"), (292, "0.3 kB"), (7_240, "7.2 kB"), (247_300, "247 kB"), (12_340_000, "12.3 MB")],
)
def test_a_size_has_no_more_figures_than_a_reader_needs(count: int, told: str) -> None:
    assert sized(count) == told


def test_whom_a_briefing_does_not_name_has_our_word_in_every_language() -> None:
    assert words.NOT_NAMED == claims.NOT_NAMED
    with tongues.speaking("de"):
        assert words.speaker(claims.NOT_NAMED) == "ungenannte Quellen"
        assert words.speaker("the ministry") == "the ministry"
