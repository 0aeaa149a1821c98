"""Sentences, headings and paragraphs of a text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.finding.sentences import split


def told(text: str) -> list[str]:
    return [text[s.span.start : s.span.end] for s in split(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Troops arrived. They left.", ["Troops arrived.", "They left."]),
        ("Gen. Miller met U.S. troops at No. 5 Mill St. in May. He left.",
         ["Gen. Miller met U.S. troops at No. 5 Mill St. in May.", "He left."]),
        ("It began at 9 a.m. The convoy left.", ["It began at 9 a.m.", "The convoy left."]),
        ("It began at 9 a.m. on Monday.", ["It began at 9 a.m. on Monday."]),
        ("It shut on 8 Oct. Rebels left on 9 Oct. 2022.", ["It shut on 8 Oct.", "Rebels left on 9 Oct. 2022."]),
        ("J. Smith paid 3.5 million. Nobody knew.", ["J. Smith paid 3.5 million.", "Nobody knew."]),
        ("“We deny it.” The ministry was firm.", ["“We deny it.”", "The ministry was firm."]),
        ("Was it so? Yes! It was.", ["Was it so?", "Yes!", "It was."]),
        ("The port closed. 🇧🇾 The road reopened.", ["The port closed.", "🇧🇾 The road reopened."]),
        ("The port closed.</p><p>The road reopened.", ["The port closed.", "</p><p>The road reopened."]),
        ("He said “no.” and left.", ["He said “no.” and left."]),
        ("One line ends here.\nAnother begins.", ["One line ends here.", "Another begins."]),
        ("One line ends here.\r\nAnother begins.", ["One line ends here.", "Another begins."]),
        ("One line ends here.\u2028Another begins.", ["One line ends here.", "Another begins."]),
        ("The convoy of about forty vehicles crossed the\nborder before dawn on Friday.",
         ["The convoy of about forty vehicles crossed the\nborder before dawn on Friday."]),
        ("• Floods cut the road.\n• Two bridges fell.", ["Floods cut the road.", "Two bridges fell."]),
        ("1. Floods cut the road.\n2) Two bridges fell.", ["Floods cut the road.", "Two bridges fell."]),
        ("", []),
        (" \n\t\n ", []),
    ],
)  # fmt: skip
def test_a_text_splits_into_its_sentences(text: str, sentences: list[str]) -> None:
    assert told(text) == sentences


def test_a_short_line_that_ends_as_no_sentence_does_is_a_heading() -> None:
    title, body = split("Transit and trade\n\nThe port closed on Monday.")
    assert title.heading
    assert not body.heading
    assert body.paragraph == title.paragraph + 1


@given(st.text(alphabet=st.sampled_from(list("aA1 .!?\"'()\n\r\u2028\u00a0“”«»-•")), max_size=300))
def test_spans_lie_in_the_text_in_order_and_hold_no_outer_space(text: str) -> None:
    spans = [s.span for s in split(text)]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(text[s.start : s.end].strip() for s in spans)
