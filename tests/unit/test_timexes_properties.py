"""What holds for the times of any text, hostile ones included."""

from __future__ import annotations

import sys
from datetime import date
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.finding import timexes
from timeline.finding.times.grammar import RULES
from timeline.finding.times.lexing import lex
from timeline.finding.times.resolve import _BY_CONTEXT, _BY_WORDS
from timeline.finding.view import view
from timeline.model import TimexKind

_PIECES = st.sampled_from(
    (
        "3 31 07 2022 1999 February Feb. May may Monday on in since until the of and to - – , . / : a.m. noon "
        "last next this week weeks year years days ago later earlier early mid late two several half quarter "
        "third first summer winter every daily now BC 1990s '80s Q3 FY2022 2022-02-03 3.2.2022 03/02/2022 "
        "071200Z FEB past same day night weekend Christmas Easter decade century before after between for "
        "over \n \n\n ' \" ( ) $ % SU-35"
    ).split(" ")
)
_TEXTS = st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=60).map(" ".join))
_DATES = st.dates()


@settings(max_examples=300, deadline=None)
@given(_TEXTS, _DATES)
def test_times_lie_inside_the_text_in_order_and_apart(text: str, published: date) -> None:
    found = timexes.find(text, published)
    assert all(one.span.end <= len(text) for one in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    assert all(text[one.span.start : one.span.end].strip() == text[one.span.start : one.span.end] for one in found)


@settings(max_examples=300, deadline=None)
@given(_TEXTS, _DATES)
def test_only_dates_and_hours_and_stretches_reach_days(text: str, published: date) -> None:
    for one in timexes.find(text, published):
        assert (one.interval is None) == (one.precision is None)
        assert one.kind is not TimexKind.SET or one.interval is None
        assert one.value


@settings(deadline=None)
@given(_TEXTS, _DATES)
def test_reading_twice_gives_the_same(text: str, published: date) -> None:
    assert timexes.find(text, published) == timexes.find(text, published)


HOSTILE = [
    "1 ",
    "3 February 2022 ",
    "3.2.2022.",
    "1:1:",
    "1/1/",
    "?",
    "may on ",
    "in 999999999 days ",
    "January February ",
    "5, ",
    "5 and ",
    "one and a half ",
    "the first half of the ",
    "2022-",
    "\n ",
    "'",
    "a'",
    "9",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_twice_the_text_is_about_twice_the_work(piece: str) -> None:
    short, long = _calls(piece * 200), _calls(piece * 400)
    assert long <= 2.3 * short + 2000


def _calls(text: str) -> int:
    """How many calls finding makes: a measure of work that no clock disturbs."""
    calls = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        timexes.find(text, date(2022, 2, 7))
    finally:
        sys.setprofile(before)
    return calls


def test_a_hundred_thousand_hostile_characters_are_read() -> None:
    for piece in HOSTILE:
        timexes.find(piece * (20_000 // len(piece)), date(2022, 2, 7))


def test_every_rule_matches_its_example() -> None:
    for rule in RULES:
        tokens = lex(view(rule.example))
        assert rule.pattern.search(tokens.symbols), rule


def test_every_rule_is_resolved() -> None:
    assert {rule.name for rule in RULES} == {*_BY_WORDS, *_BY_CONTEXT}
