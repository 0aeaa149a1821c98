"""The order of relevance: which of the events that were found fit the words best."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import chronologies as hand
from tests.api.conftest import Api, answering, published

LONG = "The border at Luninets was opened, and of nothing else was so much said on that day by those who live there."
SHORT = "Guards met at the border."
BEGUN = "A borderland fair."
BOTH = "A borderland fair was held at the border of Brest."
SENTENCES = (LONG, BEGUN, BOTH, SHORT)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    folder = tmp_path_factory.mktemp("ordering")
    of = hand.briefing("\n\n".join(SENTENCES), title="Notes")
    where = {LONG: (hand.at(hand.LUNINETS, LONG, "Luninets"),), BOTH: (hand.at(hand.BREST, BOTH, "Brest"),)}
    events = tuple(hand.event(of, sentence, where=where.get(sentence, ())) for sentence in SENTENCES)
    published(folder, [hand.Chronology(briefing=of, events=events)])
    with answering(folder) as api:
        yield api


def quotes(api: Api, **given: object) -> list[str]:
    """The sentences of what is found, in order, from page to page."""
    return [feature["properties"]["quote"] for page in api.walk(**given) for feature in page.json["features"]]


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_what_has_the_word_itself_comes_first_and_the_shorter_sentence(told: Api, limit: int) -> None:
    assert quotes(told, q="border", sortby="-relevance", limit=limit) == [SHORT, BOTH, LONG, BEGUN]
    assert quotes(told, q="Bordér", sortby="-relevance", limit=limit) == [SHORT, BOTH, LONG, BEGUN]


def test_more_of_the_words_are_more_relevant(told: Api) -> None:
    assert quotes(told, q="borderland fai", sortby="-relevance") == [BEGUN, BOTH]
    assert quotes(told, q="bor the", sortby="-relevance") == [SHORT, BOTH, LONG]


def test_only_what_the_filters_take_is_ordered(told: Api) -> None:
    near = "S_INTERSECTS(geometry, BBOX(20,50,30,57))"
    assert quotes(told, q="border", sortby="-relevance", filter=near) == [BOTH, LONG]
    assert quotes(told, q="border", sortby="title,-relevance") == [BEGUN, BOTH, SHORT, LONG]


def test_of_no_words_all_are_alike(told: Api) -> None:
    assert quotes(told, sortby="-relevance") == quotes(told)


@pytest.mark.parametrize("order", ["relevance", "+relevance", "-+relevance", "--relevance"])
def test_the_least_relevant_come_first_for_nobody(told: Api, order: str) -> None:
    answer = told.items(q="border", sortby=order)
    assert (answer.status, "-relevance" in answer.json["detail"]) == (400, True)


def test_only_events_are_relevant_to_words(told: Api) -> None:
    assert told.items("claims", sortby="-relevance").status == 400
    assert told.items("events-points", q="border", sortby="-relevance").json["numberMatched"] == 2
