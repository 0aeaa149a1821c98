"""What the page's scripts are told of the events: the columns of an edition's index, whole and by briefing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest

from tests.chronologies import HandGazetteer, chronology, many, retold
from timeline.edition import Edition, publish
from timeline.model import Category, Modality, TimePrecision
from timeline.store import Store
from timeline.web.shown import ready


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder = tmp_path_factory.mktemp("index")
    with Store.open(folder / "store.sqlite") as store:
        for one in (chronology(), *retold()):
            store.save(one)
        return publish(store, folder / "editions", HandGazetteer())


@pytest.fixture(scope="module")
def index(published: Edition) -> Any:
    return published.json("index.json")


def of_briefing(published: Edition, name: str) -> Any:
    shown = ready(published)
    return orjson.loads(shown.index(np.flatnonzero(shown.of(name)).tolist()))


def test_the_index_names_its_edition_and_its_words(published: Edition, index: Any) -> None:
    assert index["edition"] == published.id
    assert index["categories"] == [str(one) for one in Category]
    assert index["modalities"] == [str(one) for one in Modality]
    assert index["precisions"] == [str(one) for one in TimePrecision]
    assert len({len(column) for column in index["events"].values() if column is not None}) == 1


def test_an_event_can_be_put_together_from_the_columns(index: Any) -> None:
    at = index["events"]["id"].index(chronology().events[1].id)
    event = {name: column[at] for name, column in index["events"].items() if column is not None}
    assert (event["title"], event["start"], event["end"]) == (chronology().events[1].title, "2022-02-03", "2022-02-03")
    assert index["precisions"][event["precision"]] == "day"
    assert index["categories"][event["category"]] == "military_movement"
    assert index["modalities"][event["modality"]] == "claimed"
    assert index["briefings"][event["briefing"]]["id"] == chronology().briefing.id
    assert [index["claimants"][who] for who in event["claimants"]] == ["the ministry"]
    (spot,) = (index["spots"][one] for one in event["spots"])
    assert (spot["id"], spot["role"], spot["kind"], spot["lon"], spot["lat"]) == (
        "gn:1",
        "location",
        "city",
        26.8,
        52.25,
    )


def test_what_is_not_known_has_no_number(index: Any) -> None:
    at = index["events"]["id"].index(chronology().events[3].id)
    assert (index["events"]["start"][at], index["events"]["precision"][at], index["events"]["spots"][at]) == (
        None, -1, [],
    )  # fmt: skip


def test_a_shape_that_is_only_its_point_is_not_sent(index: Any) -> None:
    assert {feature["id"] for feature in index["shapes"]["features"]} == {"border:BY-LT", "iso:BY"}
    assert {spot["id"]: spot["shape"] for spot in index["spots"]} == {
        "border:BY-LT": "border:BY-LT", "gn:1": None, "gn:2": None, "iso:BY": "iso:BY",
    }  # fmt: skip


def test_a_briefing_has_an_index_of_its_own_with_positions_in_the_whole(published: Edition, index: Any) -> None:
    for one in (chronology(), *retold()):
        part = of_briefing(published, one.briefing.id)
        assert part["edition"] == published.id
        assert [briefing["id"] for briefing in part["briefings"]] == [one.briefing.id]
        assert set(part["events"]["id"]) == {event.id for event in one.events}
        assert [index["events"]["id"][at] for at in part["events"]["at"]] == part["events"]["id"]
        assert sorted(part["events"]["at"]) == part["events"]["at"]
    assert index["events"]["at"] is None


def test_no_sentence_and_no_claim_is_in_the_index(index: Any) -> None:
    """A long index is slow; the row of an event has its sentence."""
    assert set(index["events"]) == {
        "at", "id", "title", "start", "end", "precision", "category", "modality", "briefing",
        "actors", "claimants", "spots",
    }  # fmt: skip


def test_what_many_events_share_is_sent_once(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.sqlite") as store:
        for one in many(5):
            store.save(one)
        index = publish(store, tmp_path / "editions", HandGazetteer()).json("index.json")
    assert index["events"]["spots"] == [[0]] * 5
    assert len(index["spots"]) == 1
