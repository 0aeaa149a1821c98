"""The index of the words of an edition, and what a search for words means everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import concordance
from timeline.errors import StoreDamaged
from timeline.exporting.searching import found, searched
from timeline.folding import words

TEXTS = (
    "On 3 February a helicopter landed at Klaipėda.",
    "Siarhieŭ said: COVID-19 closes the border.",
    "Дрон упал у Бреста; й, ё.",
    "NOT AND OR NEAR",
    "",
)
HOSTILE = (
    '"', '""', "\'", "*", "a*", "^a", "-a", "a OR b", "NEAR(a b, 2)", "folded:a", "{a b}:c", "(", ")", "a AND", "NOT",
    "%", "_", ";", "--", "/*", "\\", "\x00", "a\x00b", "\ud800", "💣", "\u202e", "ﷺ", "\u0301" * 200, "a " * 100,
    "1" * 200,
)  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("words") / "search.sqlite"
    path.write_bytes(concordance.made(map(words, TEXTS)))
    return path


@pytest.mark.parametrize(
    ("q", "at"),
    [
        ("helicopter", [0]),
        ("heli", [0]),
        ("copter", []),
        ("HELI klaip", [0]),
        ("klaipeda 3", [0]),
        ("siarhieu", [1]),
        ("covid-19", [1]),
        ("covid 1", [1]),
        ("упал", [2]),
        ("дро бре", [2]),
        ("и е", [2]),
        ("not near", [3]),
        ("or", [3]),
        ("on", [0]),
        ("helicopter siarhieu", []),
    ],
)
def test_every_word_is_the_beginning_of_one_that_is_there(index: Path, q: str, at: list[int]) -> None:
    assert concordance.positions(index, words(q)) == at


@pytest.mark.parametrize("q", HOSTILE)
def test_the_syntax_of_the_index_is_but_text(index: Path, q: str) -> None:
    asked = words(q)
    expected = [at for at, text in enumerate(TEXTS) if all(any(w.startswith(a) for w in words(text)) for a in asked)]
    assert not asked or concordance.positions(index, asked) == expected


@given(st.text(max_size=40))
def test_any_text_can_be_searched_for(index: Path, q: str) -> None:
    asked = words(q)
    assert not asked or set(concordance.positions(index, asked)) <= set(range(len(TEXTS)))


def test_the_same_words_make_the_same_file() -> None:
    assert concordance.made(map(words, TEXTS)) == concordance.made(map(words, TEXTS))
    assert concordance.made(map(words, TEXTS)) != concordance.made(map(words, TEXTS[1:]))


def test_an_index_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "search.sqlite"
    path.write_bytes(b"no database at all, and long enough to be one " * 40)
    with pytest.raises(StoreDamaged, match="publish again"):
        concordance.positions(path, ("a",))


@given(st.lists(st.text(alphabet="abcй ė", max_size=8), max_size=4), st.text(alphabet="abcй ė", max_size=5))
def test_the_index_finds_what_a_search_of_records_finds(tmp_path_factory, texts: list[str], q: str) -> None:
    records = [{"title": text, "quote": "", "actors": [], "places": [], "claims": []} for text in texts]
    path = tmp_path_factory.getbasetemp() / "agree.sqlite"
    path.write_bytes(concordance.made(map(searched, records)))
    asked = words(q)
    expected = [at for at, record in enumerate(records) if found(asked, record)]
    assert not asked or concordance.positions(path, asked) == expected


def test_a_search_looks_in_title_sentence_actors_places_and_sources() -> None:
    record = {
        "title": "One", "quote": "Two", "actors": ["Three"], "places": [{"name": "Four", "phrase": "Five"}],
        "claims": [{"source": "Six", "quote": "Seven"}], "category": "eight",
    }  # fmt: skip
    assert set(searched(record)) == {"one", "two", "three", "four", "five", "six"}
