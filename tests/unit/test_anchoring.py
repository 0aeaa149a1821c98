"""A time that hangs on another event is dated by that event, or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.finding import sentences, timexes
from timeline.finding.anchoring import anchor
from timeline.finding.happenings import Telling
from timeline.finding.view import view
from timeline.model import Timex

PUBLISHED = date(2031, 6, 20)


def told(text: str) -> list[Timex]:
    """All times of the text, those that hang on another event anchored."""
    seen, times = view(text), timexes.find(text, PUBLISHED)
    tellings = tuple(
        Telling(
            sentence=sentence,
            words=seen[sentence.span.start : sentence.span.end],
            timexes=tuple(t for t in times if sentence.span.holds(t.span)),
            places=(),
            attributions=(),
            predicates=(),
        )
        for sentence in sentences.split(text)
    )
    return [timex for telling in anchor(tellings, seen) for timex in telling.timexes]


def hanging(text: str) -> Timex:
    """The one time of the text that hangs on another event: the longest."""
    return max(told(text), key=lambda t: t.span.end - t.span.start)


@pytest.mark.parametrize(
    ("text", "words", "start", "precision"),
    [
        (
            "Voters went to the polls on 8 June. The day after the vote, ten people were detained.",
            "The day after the vote",
            "2031-06-09",
            "day",
        ),
        (
            "Rebels attacked the base on 3 June. Three days after the attack, the ministry denied it.",
            "Three days after the attack",
            "2031-06-06",
            "day",
        ),
        (
            "The referendum will be held on 27 June.\n\nTwo weeks before the referendum, troops arrived.",
            "Two weeks before the referendum",
            "2031-06-13",
            "approx",
        ),
        (
            "The ferry sank on 4 June. A week after the incident the minister resigned.",
            "A week after the incident",
            "2031-06-11",
            "approx",
        ),
        (
            "On the eve of the vote, sites were blocked. The vote was held on 8 June.",
            "On the eve of the vote",
            "2031-06-07",
            "day",
        ),
        (
            "A bomb exploded on 2 June. Hours after the blast, police arrested three men.",
            "Hours after the blast",
            "2031-06-02",
            "approx",
        ),
        (
            "The day after the attack on the airport on 5 June, the embassy closed.",
            "The day after the attack on the airport on 5 June",
            "2031-06-06",
            "day",
        ),
        (
            "The Sunday after the 4 June earthquake, aid arrived.",
            "The Sunday after the 4 June earthquake",
            "2031-06-08",
            "day",
        ),
        (
            "He was arrested on 3 May. A month after his arrest, he was sentenced.",
            "A month after his arrest",
            "2031-06-01",
            "month",
        ),
        (
            "Talks were held on 5 June. On the morning of the talks, shells hit the market.",
            "On the morning of the talks",
            "2031-06-05",
            "day",
        ),
        (
            "The coup began on 8 June. The coup came four days after dozens died in an ambush.",
            "four days after",
            "2031-06-04",
            "day",
        ),
    ],
)
def test_a_time_is_counted_from_the_day_of_the_event_that_it_names(
    text: str, words: str, start: str, precision: str
) -> None:
    timex = hanging(text)
    assert text[timex.span.start : timex.span.end] == words
    assert timex.interval is not None
    assert (timex.interval.start or date.min).isoformat() == start
    assert timex.precision == precision


@pytest.mark.parametrize(
    "text",
    [
        # Two attacks on two days, and the words do not say which.
        "Gunmen attacked on 1 June.\n\nOn 5 June they attacked a school.\n\nThe day after the attack, troops came.",
        # The other event is nowhere told.
        "The summit opened on 2 June. Two days after the flood, police arrested three men.",
        # An incident of another paragraph may be any.
        "The ferry sank on 4 June.\n\nA week after the incident, the minister resigned.",
        # The only day of the other event is vague itself.
        "The strike began in June. The day after the strike, trains ran again.",
    ],
)
def test_a_time_whose_event_has_no_single_day_stays_unknown(text: str) -> None:
    timex = hanging(text)
    assert timex.interval is None
    assert timex.precision is None


def test_the_attack_told_last_in_the_paragraph_is_the_one_meant() -> None:
    text = (
        "Gunmen attacked a convoy on 1 June. On 5 June they attacked a school. The day after the attack, troops came."
    )
    interval = hanging(text).interval
    assert interval is not None
    assert interval.start == date(2031, 6, 6)


def test_the_nearest_day_is_not_taken_for_that_of_another_event() -> None:
    """Without the anchor "the day after" would follow 12 June."""
    text = "The vote was held on 8 June. On 12 June the count ended. The day after the vote, ten people were detained."
    interval = hanging(text).interval
    assert interval is not None
    assert interval.start == date(2031, 6, 9)


def test_a_text_of_nothing_but_hanging_times_is_read_in_one_pass() -> None:
    text = "The day after the vote they left. " * 3_000
    assert all(timex.interval is None for timex in told(text))
