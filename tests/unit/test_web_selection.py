"""The reader's selection: what a query string asks for, and which events it takes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from tests.unit.test_web_present import event
from timeline.model import Category, Modality
from timeline.web import selection


def read(query: str) -> selection.Selection:
    pairs = [part.split("=", 1) for part in query.split("&") if part]
    return selection.read(MultiDict([(key, value) for key, value in pairs]))


@pytest.mark.parametrize(
    ("query", "told", "takes"),
    [
        ("", {}, True),
        ("from=2022-02-01", {"start": "2022-02-01", "end": "2022-02-01"}, True),
        ("from=2022-02-02", {"start": "2022-02-01", "end": "2022-02-01"}, False),
        ("from=2022-01-31", {"start": "2022-01", "end": "2022-01"}, True),
        ("from=2022-02-01", {"start": "2022-01", "end": "2022-01"}, False),
        ("to=2022-01-01", {"start": "2022", "end": "2022"}, True),
        ("to=2021-12-31", {"start": "2022", "end": "2022"}, False),
        ("from=2030-01-01", {"start": "2022-02-01", "end": None}, True),
        ("to=2022-01-31", {"start": "2022-02-01", "end": None}, False),
        ("to=2000-01-01", {"start": None, "end": "2022-02-01"}, True),
        ("from=2022-02-02", {"start": None, "end": "2022-02-01"}, False),
        ("from=2022-02-02", {"start": None, "end": None}, False),
        ("", {"start": None, "end": None}, True),
        ("cat=other", {}, True),
        ("cat=protest", {}, False),
        ("cat=protest,other", {}, True),
        ("cat=protest&cat=other", {}, True),
        ("status=denied", {"modality": "denied"}, True),
        ("status=claimed,planned", {"modality": "denied"}, False),
        ("q=DRONE", {}, True),
        ("q=fell brest", {}, True),
        ("q=Brést", {}, True),
        ("q=brest", {"title": "In Brést"}, True),
        ("q=siarhieŭ", {"title": "Siarhieu"}, True),
        ("q=fell minsk", {}, False),
        ("actor=lithuania", {"actors": ["Lithuania"]}, True),
        ("actor=Lith", {"actors": ["Lithuania"]}, False),
        ("q=drone&cat=protest", {}, False),
        ("utm_source=x&callback=y", {}, True),
    ],
)
def test_a_query_takes_what_it_asks_for(query: str, told: dict[str, Any], takes: bool) -> None:
    assert read(query).takes(event(**told)) is takes


@pytest.mark.parametrize(
    "query",
    ["from=yesterday", "to=2022-02-30", "from=2022-13", "to=20220203", "cat=url(x)", "status=<script>", "from=0"],
)
def test_a_value_that_says_nothing_is_left_out_with_a_notice(query: str) -> None:
    asked = read(query)
    assert not asked.narrowed
    assert len(asked.notices) == 1


def test_a_window_that_ends_before_it_begins_is_kept_and_holds_nothing() -> None:
    asked = read("from=2022-02-05&to=2022-02-01")
    assert (asked.start, asked.end) == (date(2022, 2, 5), date(2022, 2, 1))
    assert asked.backwards
    assert not asked.takes(event())


@pytest.mark.parametrize(
    ("query", "start", "end"),
    [
        ("from=2022&to=2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("from=2024-02&to=2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("from=2022-02-03&to=2022-06", date(2022, 2, 3), date(2022, 6, 30)),
    ],
)
def test_a_month_or_a_year_is_all_of_it(query: str, start: date, end: date) -> None:
    assert (read(query).start, read(query).end) == (start, end)


def test_notices_repeat_nothing_that_a_reader_sent() -> None:
    asked = read("from=<script>&cat=${1}&status=`x`")
    assert not any(mark in notice for notice in asked.notices for mark in ("<", "$", "`"))


@given(st.dictionaries(st.sampled_from(["from", "to", "cat", "status", "q", "actor", "sel"]), st.text(), max_size=7))
def test_any_query_is_read(query: dict[str, str]) -> None:
    asked = selection.read(MultiDict(query))
    assert asked.categories <= set(Category)
    assert asked.statuses <= set(Modality)
    asked.takes(event())
