"""A pronoun that opens a sentence gets a name only where one person can be meant."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.gazetteer import Gazetteer
from timeline.finding.subjects import person
from timeline.model import Briefing
from timeline.pipeline import chronicle


def titles(text: str, gazetteer: Gazetteer) -> list[str]:
    """The titles of the events of a text, in order of time."""
    briefing = Briefing(
        id="b", title="", publisher="Paper", published=date(2031, 6, 20), language="en", text=text, url=None
    )
    return [event.title for event in chronicle(briefing, gazetteer).events]


@pytest.mark.parametrize(
    ("capitals", "name"),
    [
        ("Maria Kolesnik", "Maria Kolesnik"),
        ("Head Denis Pushkar", "Denis Pushkar"),
        ("Prime Minister Ana Ruiz", "Ana Ruiz"),
        ("Security Council", ""),
        ("White House", ""),
        ("Grace Cathedral", ""),
        ("United Nations", ""),
    ],
)
def test_a_person_is_known_by_the_given_name(capitals: str, name: str) -> None:
    assert person(capitals) == name


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # The subject stays the subject.
        (
            "Ana Ruiz was arrested in Brest on 3 June. She was sentenced to ten years on 5 June.",
            "[Ana Ruiz] was sentenced to ten years",
        ),
        # Its son, its house.
        (
            "Maria Ruiz was arrested in Brest on 3 June. Her house in Brest was raided on 5 June.",
            "[Maria Ruiz]'s house in Brest was raided",
        ),
        # Who says that he met somebody has met him.
        (
            "Governor Denis Pushkar claimed that he met rebels in Goma on 5 June.",
            "[Denis Pushkar] met rebels in Goma",
        ),
        # What points back loses its finger.
        (
            "These joint exercises began in Brest on 5 June with 300 soldiers.",
            "The joint exercises began in Brest with 300 soldiers",
        ),
    ],
)
def test_a_title_stands_without_the_sentence_before_it(text: str, title: str, gazetteer: Gazetteer) -> None:
    assert title in titles(text, gazetteer)


@pytest.mark.parametrize(
    "text",
    [
        # Two people: either.
        "Ana Ruiz met Maria Kolesnik in Brest on 3 June. She was arrested in Brest on 5 June.",
        # Another paragraph.
        "Ana Ruiz was freed in Brest on 3 June.\n\nShe was arrested in Brest on 5 June.",
        # A body is no "she".
        "The Supreme Court ruled in Brest on 3 June. She was arrested in Brest on 5 June.",
    ],
)
def test_a_pronoun_that_may_be_anybody_stays_a_pronoun(text: str, gazetteer: Gazetteer) -> None:
    assert "She was arrested in Brest" in titles(text, gazetteer)
