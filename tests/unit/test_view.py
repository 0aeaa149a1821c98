"""What finding sees of a text: the same places, plainer characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.finding.view import view


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("3\u00a0February\u202f2022", "3 February 2022"),
        ("24\u201326 February", "24-26 February"),
        ("the non\u2011aligned bloc", "the non-aligned bloc"),
        ("Minsk\u2019s claim", "Minsk's claim"),
        ("\u00abno flights\u00bb, \u201ehe said\u201c", '"no flights", "he said"'),
        ("one\r\ntwo\u2028three\u2029four\x85five\x0bsix\x0cseven", "one\n\ntwo\nthree\nfour\nfive\nsix\nseven"),
        ("a\x00b\tc", "a b c"),
        ("Zyabrauka (Зябровка), Świnoujście", "Zyabrauka (Зябровка), Świnoujście"),
    ],
)
def test_odd_characters_are_seen_as_plain_ones(typed: str, seen: str) -> None:
    assert view(typed) == seen


@given(st.text())
def test_the_view_is_as_long_as_the_text(text: str) -> None:
    assert len(view(text)) == len(text)


@given(st.text())
def test_the_view_of_a_view_is_the_same(text: str) -> None:
    assert view(view(text)) == view(text)


@given(st.characters(categories=["Lu", "Ll", "Lo", "Nd"]))
def test_letters_and_digits_are_never_changed(character: str) -> None:
    assert view(character) == character
