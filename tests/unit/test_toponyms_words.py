"""The words of a text as recognising names sees them, and the annotated texts that its weights come from."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.finding import lexicon, words
from timeline.finding.training import corpora


def runs(text: str) -> list[str]:
    seen = words.read(text)
    spans = dict.fromkeys(span for span in seen.runs if span[0] < span[1])
    return [text[seen.starts[first] : seen.ends[last - 1]] for first, last in spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the New York Times said", ["New York Times"]),
        ("near St. Paul and Mt. Rainier", ["St. Paul", "Mt. Rainier"]),
        ("John F. Kennedy spoke", ["John F. Kennedy"]),
        ("in Minsk\nBrest too", ["Minsk", "Brest"]),
        ("no capitals here", []),
        ("In Lima, protesters marched. After Brest fell, Minsk talked.", ["Lima", "Brest", "Minsk"]),
        ("the band In Flames", ["In Flames"]),
    ],
)
def test_capitals_in_a_row_are_one_run(text: str, found: list[str]) -> None:
    assert runs(text) == found


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("He left. Reading helps.", "Reading"),
        ("Mobile phones", "Mobile"),
        ('She said: "Nice work."', "Nice"),
        ("first line\nOrange is next", "Orange"),
        ("* Bath is a town", "Bath"),
    ],
)
def test_a_word_that_opens_a_sentence_is_known_as_such(text: str, word: str) -> None:
    seen = words.read(text)
    assert seen.opening[seen.forms.index(word)]


@pytest.mark.parametrize(("text", "word"), [("with Gen. Milley today", "Milley"), ("he saw Nice again", "Nice")])
def test_an_abbreviation_opens_no_sentence(text: str, word: str) -> None:
    seen = words.read(text)
    assert not seen.opening[seen.forms.index(word)]


def test_people_are_remembered_by_surname() -> None:
    seen = words.read(
        "Jack London wrote it. Police Officer Michael Eggers agreed with Ms. Paris and the mayor of Nice."
    )
    assert seen.people >= {"london", "eggers", "paris"}
    assert "nice" not in seen.people
    assert not words.read("In Lima, protesters marched. So Paris waits.").people  # In and So are given names, too


def test_a_line_in_capitals_is_loud() -> None:
    seen = words.read("TROOPS MOVE TO BREST\nTroops moved to Brest.")
    assert seen.shouted == (True,) * 4 + (False,) * 5


@given(st.text(max_size=200))
def test_words_lie_inside_any_text_in_order(text: str) -> None:
    seen = words.read(text)
    assert [text[a:b] for a, b in zip(seen.starts, seen.ends, strict=True)] == list(seen.forms)
    assert all(a < b for a, b in zip(seen.starts, seen.ends, strict=True))
    assert len(seen.opening) == len(seen.shouted) == len(seen.runs) == len(seen.lower) == len(seen)
    assert seen.people <= set(seen.lower)


def test_the_lists_know_words_and_names() -> None:
    assert {"reading", "nice", "mobile", "most"} <= lexicon.ordinary()
    assert {"paris", "svetlana", "mohammed"} <= lexicon.given_names()
    assert lexicon.surnames()["smith"] == 0
    assert "kyiv" not in lexicon.ordinary()


CONLLU = """# newdoc id = GUM_test
# newpar
1\tThe\tthe\tDET\tDT\t_\t0\troot\t_\tEntity=(1-place-new
2\tcity\tcity\tNOUN\tNN\t_\t0\troot\t_\t_
3\tof\tof\tADP\tIN\t_\t0\troot\t_\t_
4\tHerat\tHerat\tPROPN\tNNP\t_\t0\troot\t_\tEntity=(2-place-new)1)
5\tand\tand\tCCONJ\tCC\t_\t0\troot\t_\t_
6\tParis\tParis\tPROPN\tNNP\t_\t0\troot\t_\tEntity=(3-place-new
7\t,\t,\tPUNCT\t,\t_\t0\troot\t_\t_
8\tTexas\tTexas\tPROPN\tNNP\t_\t0\troot\t_\tEntity=(4-place-new)3)|SpaceAfter=No
9\t.\t.\tPUNCT\t.\t_\t0\troot\t_\t_
10\tVirginia\tVirginia\tPROPN\tNNP\t_\t0\troot\t_\tEntity=(5-person-new)
"""


def test_gum_tells_places_from_people(tmp_path: Path) -> None:
    import gzip

    path = tmp_path / "gum_test.conllu.gz"
    path.write_bytes(gzip.compress(CONLLU.encode()))
    (document,) = corpora.gum(path)
    assert document.text.startswith("The city of Herat and Paris , Texas. Virginia")
    assert {document.text[a:b] for a, b in document.places} == {"Herat", "Paris", "Texas"}
    assert {document.text[a:b] for a, b in document.people} == {"Virginia"}


def test_wikigold_is_read_as_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "wikigold.conll"
    path.write_text("Born O\nin O\nNew I-LOC\nYork I-LOC\n, O\nhe O\nmet O\nJack I-PER\nLondon I-PER\n. O\n\n")
    (document,) = corpora.wikigold(path)
    assert document.text == "Born in New York, he met Jack London.\n"
    assert {document.text[a:b] for a, b in document.places} == {"New York"}
    assert {document.text[a:b] for a, b in document.people} == {"Jack London"}
