"""A briefing's text with its sentences marked: nothing lost, nothing nested."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline.web.marking import Piece, paragraphs


def test_a_sentence_is_marked_where_it_stands() -> None:
    ((before, marked, after),) = paragraphs("One. Two. Three.", [("e", 5, 9)])
    assert (before, marked, after) == (
        Piece(text="One. "),
        Piece(text="Two.", events=("e",), begins=("e",)),
        Piece(text=" Three."),
    )


def test_two_events_of_one_sentence_share_its_mark() -> None:
    ((marked,),) = paragraphs("One.", [("b", 0, 4), ("a", 0, 4)])
    assert marked.events == marked.begins == ("a", "b")


def test_sentences_that_overlap_are_cut_at_their_edges() -> None:
    ((first, both, second),) = paragraphs("abcdef", [("x", 0, 4), ("y", 2, 6)])
    assert [(piece.text, piece.events, piece.begins) for piece in (first, both, second)] == [
        ("ab", ("x",), ("x",)),
        ("cd", ("x", "y"), ("y",)),
        ("ef", ("y",), ()),
    ]


def test_lines_without_a_blank_one_between_are_one_paragraph() -> None:
    text = "A line\nand its end.\n\n \nAnother."
    assert ["".join(piece.text for piece in each) for each in paragraphs(text, [])] == [
        "A line\nand its end.",
        "Another.",
    ]


def test_a_sentence_over_two_paragraphs_begins_once() -> None:
    pieces = [piece for each in paragraphs("One\n\ntwo.", [("e", 0, 9)]) for piece in each]
    assert [piece.begins for piece in pieces] == [("e",), ()]
    assert all(piece.events == ("e",) for piece in pieces)


spans = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 60), st.integers(0, 70)), max_size=6)


@given(st.text(alphabet="ab. \n", max_size=60), spans)
def test_no_word_is_lost_and_each_mark_begins_at_most_once(text: str, given_spans: list[tuple[str, int, int]]) -> None:
    unique = {event: (event, min(s, e), max(s, e)) for event, s, e in given_spans}
    pieces = [piece for each in paragraphs(text, unique.values()) for piece in each]
    assert "".join(piece.text for piece in pieces).split() == text.split()
    begun = [event for piece in pieces for event in piece.begins]
    assert len(begun) == len(set(begun))
    assert set(begun) >= {
        event for event, s, e in unique.values() if text[s:e].strip() and text[s : min(e, len(text))][0].strip()
    }
