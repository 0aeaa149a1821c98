"""What a page of very many events asks: each answer is what a page that has every event would work out for itself."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import numpy as np
import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from tests import chronologies as hand
from tests.unit.test_web import serve
from timeline.columns import Ragged
from timeline.web import amounts
from timeline.web.amounts import Bins, Reach

EPOCH = date(1970, 1, 1).toordinal()
ROW = re.compile(r'<li class="event [^>]*data-id="([^"]+)"')


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    made = serve(tmp_path_factory.mktemp("many"), hand.chronology(), *hand.many(150))
    made.config["WHOLE"] = 100
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def base(client: FlaskClient) -> str:
    return f"/editions/{client.get('/healthz').json['edition']}"


def known(page: str) -> Any:
    """What the scripts of a page begin with."""
    found = re.search(r'<script type="application/json" id="known">(.*?)</script>', page)
    assert found
    return json.loads(found[1])


def reach(*spans: tuple[int, int]) -> Reach:
    first, until = (np.array(side, dtype=np.int64) for side in zip(*spans, strict=True))
    return Reach(positions=np.arange(len(spans)), first=first, until=until)


# The page


def test_a_page_of_more_events_than_browsers_are_given_has_scripts_of_its_own(app: Flask, client: FlaskClient) -> None:
    page = client.get("/").text
    assert "/static/built/many.js" in page
    assert "/static/built/page.js" not in page
    assert "index.json" not in page.partition("<body")[0]
    app.config["WHOLE"] = 1_000
    assert "/static/built/page.js" in client.get("/").text
    app.config["WHOLE"] = 100


def test_a_page_of_few_of_them_has_the_usual_scripts(client: FlaskClient) -> None:
    assert "/static/built/page.js" in client.get(f"/briefings/{hand.briefing().id}").text


def test_scripts_begin_with_what_the_page_lists(client: FlaskClient, base: str) -> None:
    page = client.get("/?page=2&status=asserted").text
    found = known(page)["found"]
    assert found == client.get(f"{base}/found?page=2&status=asserted").json
    assert set(found["ids"]) <= set(ROW.findall(page))
    assert known(client.get("/embed").text)["found"] == client.get(f"{base}/found").json
    assert 'id="known"' not in client.get(f"/briefings/{hand.briefing().id}").text


def test_a_page_comes_with_what_the_server_would_answer_first(client: FlaskClient, base: str) -> None:
    answers = known(client.get("/?lang=de").text)["answers"]
    days = next(asked for asked in answers if asked.startswith("days?"))
    assert answers.pop(days) == client.get(f"{base}/{days}").json
    assert days.endswith("&lane=cat&lang=de")
    assert answers
    for asked, layers in answers.items():  # a tile without layers is an empty one
        assert all(table["rows"] for table in layers.values())
        assert bool(layers) == bool(client.get(f"{base}/{asked}").data)
    assert any(answers.values())
    assert known(client.get("/embed").text)["answers"]


def test_a_page_that_is_filtered_asks_for_itself(client: FlaskClient) -> None:
    assert known(client.get("/?status=asserted").text)["answers"] == {}


def test_a_page_is_made_once_for_each_address(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def home(_: object) -> str:
        made.append(request.url)
        return request.url

    monkeypatch.setattr("timeline.web.pages._home", home)
    asked = ["/?q=owl", "/?q=owl", "/?q=owl&lang=de", "/?q=owl"]
    assert [client.get(each).text for each in asked] == [f"http://localhost{each}" for each in asked]
    assert client.get("/?q=owl", base_url="http://other.example").text == "http://other.example/?q=owl"
    assert len(made) == 3


# Which events


def test_what_is_listed_comes_with_its_rows(client: FlaskClient, base: str) -> None:
    listed = client.get(f"{base}/listed?page=2&lang=de").json
    rows = listed.pop("rows")
    assert listed == client.get(f"{base}/found?page=2&lang=de").json
    assert ROW.findall(rows) == listed["ids"]
    assert "Der Satz" in rows


def test_rows_tell_what_became_known_later_for_the_page_hides_it(client: FlaskClient, base: str) -> None:
    early = client.get(f"{base}/listed?asof=2022-02-07").json
    assert early["rows"] == client.get(f"{base}/listed").json["rows"]


def test_a_page_of_those_found_is_the_page_that_is_shown_without_scripts(client: FlaskClient, base: str) -> None:
    found = client.get(f"{base}/found?page=2").json
    assert (found["taken"], found["placed"], found["begin"], len(found["at"])) == (154, 153, 50, 50)
    assert found["counts"] == "154 events; 1 without a place"
    assert found["place"] == "Events 51–100 of 154"
    assert found["ids"][0] == client.get(f"{base}/part.json?at={found['at'][0]}").json["events"]["id"][0]
    assert "immutable" in client.get(f"{base}/found").headers["Cache-Control"]


def test_the_page_with_the_selected_event_is_found(client: FlaskClient, base: str) -> None:
    last = client.get(f"{base}/found?page=2").json["ids"][-1]
    found = client.get(f"{base}/found?sel={last}").json
    assert (found["begin"], found["selected"]) == (50, 99)
    assert last in found["ids"]
    assert client.get(f"{base}/found?sel=none").json["selected"] == -1


@pytest.mark.parametrize(
    ("query", "taken"),
    [("cat=military_movement", 1), ("q=drone", 1), ("status=denied,planned", 2), ("within=26.7,52.2,26.9,52.3", 151),
     ("within=26.7,52.2,26.9,52.3&to=2022-02-03", 7), ("within=23,52,24,53&bbox=27,53,29,54", 1), ("to=1999", 0)],
)  # fmt: skip
def test_filters_and_what_lies_under_a_cluster_are_found(
    client: FlaskClient, base: str, query: str, taken: int
) -> None:
    assert client.get(f"{base}/found?{query}").json["taken"] == taken


def test_what_would_help_is_told_where_nothing_is_left(client: FlaskClient, base: str) -> None:
    found = client.get(f"{base}/found?to=1999&cat=military_movement&lang=de").json
    assert found["filters"] == 2
    assert [each["address"] for each in found["remedies"]] == ["?cat=military_movement&lang=de"]
    assert client.get(f"{base}/found?cat=protest").json["remedies"][0]["address"] == "?"


def test_briefings_that_there_are_not_are_left_out(client: FlaskClient, base: str) -> None:
    known = hand.briefing().id
    assert client.get(f"{base}/found?briefing={known},none").json["briefings"] == [known]


# When and where


def test_the_page_says_where_and_when_the_events_are(client: FlaskClient) -> None:
    told = known(client.get("/").text)["whole"]
    assert [date.fromordinal(day + EPOCH).isoformat() for day in told["days"]] == ["2022-01-01", "2022-03-03"]
    assert told["published"] == [date(2022, 2, 7).toordinal() - EPOCH]
    assert told["box"] == [23.7, 52.1, 28.0, 54.3]
    assert told["core"] == [26.8, 52.25, 26.8, 52.25]
    assert told["families"] == ["force", "restriction", "politics", "other"]


def test_days_are_counted_by_family_and_way_of_telling(client: FlaskClient, base: str) -> None:
    february = date(2022, 2, 1).toordinal() - EPOCH
    told = client.get(f"{base}/days?first={february}&size=1&count=28").json
    lanes = {lane["family"]: np.array(lane["amounts"]) for lane in told["lanes"]}
    assert set(lanes) == {"force", "restriction", "politics", "other"}
    assert lanes["other"][0].tolist() == [0, 0, *[6] * 10, *[5] * 16]  # 150 events from the third day, 28 days in turn
    assert lanes["force"].sum(axis=0).tolist() == [1, 1, 2, 1, 1, 1, 1, *[0] * 21]  # one lasts until it was published
    assert told["before"]["count"] == 1
    assert told["after"] == {"count": 10, "day": date(2022, 3, 1).toordinal() - EPOCH}
    # What lasts counts once there, and not on each of its seven days.
    assert sum(told["heap"]) == pytest.approx(sum(map(np.sum, lanes.values())) - 6, abs=0.01)


def test_the_window_does_not_narrow_what_is_counted_but_what_lies_beyond(client: FlaskClient, base: str) -> None:
    days = f"{base}/days?first=0&size=3640&count=10"
    open_, windowed = client.get(days).json, client.get(f"{days}&to=2022-02-03").json
    assert open_["lanes"] == windowed["lanes"]
    assert open_["hull"] != windowed["hull"]


@pytest.mark.parametrize(
    ("lane", "names"),
    [("claimant", [None, "Minsk", "the ministry"]), ("place", ["Luninyets", "Belarus", ""]), ("cat", None)],
)
def test_lanes_are_of_claimants_and_places_the_most_frequent_first(
    client: FlaskClient, base: str, lane: str, names: list[str | None] | None
) -> None:
    told = client.get(f"{base}/days?first=600&size=28&count=100&lane={lane}&most=3").json["lanes"]
    assert [each.get("name") for each in told] == (names or [None] * 4)


def test_lanes_and_events_name_places_in_the_language(client: FlaskClient, base: str) -> None:
    told = client.get(f"{base}/days?first=600&size=28&count=100&lane=place&most=9&lang=be").json["lanes"]
    assert "Беларусь" in [each["name"] for each in told]
    places = {spot["name"] for spot in client.get(f"{base}/part.json?at=0,1,2,3,4,5&lang=be").json["spots"]}
    assert "Беларусь" in places
    assert "Belarus" not in places


@pytest.mark.parametrize(
    "query",
    ["days?first=a&size=1&count=1", "days?first=0&size=0&count=1", "days?first=0&size=1&count=100000",
     "days?first=0&size=1&count=3&most=99", "days?first=99999999999&size=1&count=1", "found?within=1,2",
     "part.json?at=x", "part.json?at=999", f"part.json?at={','.join('1' * 101)}"],
)  # fmt: skip
def test_what_cannot_be_answered_is_a_problem(client: FlaskClient, base: str, query: str) -> None:
    answer = client.get(f"{base}/{query}")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


# Arithmetic


def test_an_event_is_counted_in_every_bin_that_it_touches() -> None:
    of, bins = reach((0, 1), (0, 3), (-5, 1), (5, 9), (2, 4)), Bins(first=0, size=2, count=3)
    keys = np.array([0, 0, 0, 0, 1])
    assert amounts.tallied(of, keys, 2, bins).tolist() == [[3, 1, 1], [0, 1, 0]]


def test_a_heap_shares_what_lasts_among_its_bins() -> None:
    bins = Bins(first=0, size=1, count=3)
    assert amounts.heaped(reach((0, 1), (0, 4), (2, 3)), bins).tolist() == [1.25, 0.25, 1.25]


def test_the_densest_days_hold_four_fifths_of_what_begins() -> None:
    assert amounts.densest(reach(*((day, day + 1) for day in (0, 100, 101, 102, 103)))) == (100, 104)
    assert amounts.densest(reach((3, 5))) == (3, 4)


def test_of_many_names_the_rest_stand_together() -> None:
    of = reach(*[(0, 1)] * 6)
    values = Ragged.made([[0], [0, 1], [2], [3], [], [1]])
    lanes = amounts.standing(of, values, np.array([0, 1, 1, 2]), ["a", "b", "c"], 3)
    assert [(lane.name, lane.events.positions.tolist()) for lane in lanes] == [
        (None, [4]),
        ("b", [1, 2, 5]),
        ("", [0, 1, 3]),
    ]


@pytest.mark.parametrize(
    ("query", "day"),
    [("", "2022-01-01"), ("now=2022-01-01", "2022-02-01"), ("now=2022-02-03", "2022-02-04"), ("now=2022-03-02", None),
     ("now=2022-02-03&step=-1", "2022-02-01"), ("step=-1", "2022-03-02"), ("least=2022-02-02", "2022-02-03"),
     ("cat=military_movement", "2022-02-03"), ("cat=military_movement&now=2022-02-03", None),
     ("to=1999", "2022-01-01")],
)  # fmt: skip
def test_the_next_day_on_which_something_begins_is_found(
    client: FlaskClient, base: str, query: str, day: str | None
) -> None:
    asked = dict(part.split("=") for part in query.split("&") if part)
    for key in {"now", "least"} & asked.keys():
        asked[key] = str(date.fromisoformat(asked[key]).toordinal() - EPOCH)
    found = client.get(f"{base}/next", query_string={"step": "1", "by": "day"} | asked).json["day"]
    assert found == (None if day is None else date.fromisoformat(day).toordinal() - EPOCH)


def test_the_event_after_and_the_one_before_are_found(client: FlaskClient, base: str) -> None:
    ids = client.get(f"{base}/found").json["ids"]

    def following(step: int, **more: str) -> str | None:
        return client.get(f"{base}/next", query_string={"step": step, "by": "event", **more}).json["id"]

    assert (following(1), following(1, sel=ids[0]), following(-1, sel=ids[1])) == (ids[0], ids[1], ids[0])
    assert following(-1, sel=ids[0]) is None
    dated = client.get(f"{base}/found?page=4").json["ids"][-2]  # the last one has no date
    assert following(-1) == dated
    assert following(1, sel=dated) is None
    assert following(1, cat="protest") is None
