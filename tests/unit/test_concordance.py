"""The index of the words of an edition, and what a search for words means everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import concordance
from timeline.concordance import Concordance
from timeline.exporting.searching import found, searched
from timeline.folding import words
from timeline.gathering import Gathering
from timeline.layering import Rows

TEXTS = (
    "On 3 February a helicopter landed at Klaipėda.",
    "Siarhieŭ said: COVID-19 closes the border.",
    "Дрон упал у Бреста; й, ё.",
    "NOT AND OR NEAR",
    "",
)
# Signs, spaces and marks at which a word might be torn apart.
SPOKEN = "abcΣς ėйİßŒ\u0301\u00a8\u00a0\u2003\u3000\n\t\x1c.-’"
HOSTILE = (
    '"', '""', "\'", "*", "a*", "^a", "-a", "a OR b", "NEAR(a b, 2)", "folded:a", "{a b}:c", "(", ")", "a AND", "NOT",
    "%", "_", ";", "--", "/*", "\\", "\x00", "a\x00b", "\ud800", "💣", "\u202e", "ﷺ", "\u0301" * 200, "a " * 100,
    "1" * 200,
)  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Concordance:
    return _opened(tmp_path_factory.mktemp("words"), TEXTS)


def _files(texts: Sequence[str]) -> dict[str, bytes]:
    gathering = Gathering()
    empty, none = pa.array([""] * len(texts)), pa.array([[]] * len(texts), pa.list_(pa.string()))
    columns = pa.RecordBatch.from_pydict({"title": pa.array(texts, pa.string()), "quote": empty, "actors": none})
    gathering.take("events", Rows(columns=columns, owners=np.arange(len(texts))))
    return gathering.files()


def _opened(folder: Path, texts: Sequence[str]) -> Concordance:
    (folder / concordance.FOLDER).mkdir(exist_ok=True)
    for name, data in _files(texts).items():
        (folder / name).write_bytes(data)
    return Concordance.open(folder, len(texts))


def positions(index: Concordance, asked: Iterable[str]) -> list[int]:
    return np.flatnonzero(index.having(asked)).tolist()


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
def test_every_word_is_the_beginning_of_one_that_is_there(index: Concordance, q: str, at: list[int]) -> None:
    assert positions(index, words(q)) == at


@pytest.mark.parametrize("q", HOSTILE)
def test_the_syntax_of_the_index_is_but_text(index: Concordance, q: str) -> None:
    asked = words(q)
    expected = [at for at, text in enumerate(TEXTS) if all(any(w.startswith(a) for w in words(text)) for a in asked)]
    assert not asked or positions(index, asked) == expected


@given(st.text(max_size=40))
def test_any_text_can_be_searched_for(index: Concordance, q: str) -> None:
    asked = words(q)
    assert not asked or set(positions(index, asked)) <= set(range(len(TEXTS)))


def test_the_same_words_make_the_same_file() -> None:
    assert _files(TEXTS) == _files(TEXTS)
    assert _files(TEXTS) != _files(TEXTS[1:])


def test_where_nothing_is_told_nothing_is_found(tmp_path: Path) -> None:
    assert positions(_opened(tmp_path, []), ("a",)) == []
    assert positions(_opened(tmp_path, ["", " \u00a0…"]), ("a",)) == []


def test_of_no_words_all_are_found(index: Concordance) -> None:
    assert positions(index, ()) == list(range(len(TEXTS)))


@given(st.lists(st.text(alphabet=SPOKEN, max_size=12), max_size=4), st.text(alphabet=SPOKEN, max_size=5))
def test_the_index_finds_what_a_search_of_records_finds(tmp_path_factory, texts: list[str], q: str) -> None:
    records = [{"title": text, "quote": "", "actors": [], "places": [], "claims": []} for text in texts]
    index = _opened(tmp_path_factory.getbasetemp(), texts)
    asked = words(q)
    expected = [at for at, record in enumerate(records) if found(asked, record)]
    assert not asked or positions(index, asked) == expected


def test_a_search_looks_in_title_sentence_actors_places_and_sources() -> None:
    record = {
        "title": "One", "quote": "Two", "actors": ["Three"], "places": [{"name": "Four", "phrase": "Five"}],
        "claims": [{"source": "Six", "quote": "Seven"}], "category": "eight",
    }  # fmt: skip
    assert set(searched(record)) == {"one", "two", "three", "four", "five", "six"}
