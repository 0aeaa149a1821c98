"""Features: how many, which, in which order, in pages that miss none and repeat none. After OGC 17-069r4, annex A."""

from __future__ import annotations

import gzip
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep

import pytest

from tests.api import world
from tests.api.conftest import Api, answering, published
from tests.api.test_core import LAYERS

EVERY = tuple(truth.id for truth in world.truths())


@pytest.mark.parametrize("layer", LAYERS)
def test_a_page_is_a_feature_collection(api: Api, layer: str) -> None:
    answer = api.items(layer, limit=5)
    told = answer.json
    assert (answer.status, answer.media) == (200, "application/geo+json")
    assert told["type"] == "FeatureCollection"
    assert told["numberReturned"] == len(told["features"]) <= 5
    assert told["numberMatched"] >= told["numberReturned"]
    made = datetime.strptime(told["timeStamp"], "%Y-%m-%dT%H:%M:%S%z")
    assert abs(datetime.now(UTC) - made) < timedelta(minutes=5)
    for feature in told["features"]:
        assert feature["type"] == "Feature"
        assert {"id", "geometry", "properties"} <= feature.keys()


@pytest.mark.parametrize("layer", LAYERS)
def test_a_page_leads_to_itself_its_html_and_its_collection(api: Api, layer: str) -> None:
    answer = api.items(layer, limit=2, f="json")
    for rel, media in (
        ("self", "application/geo+json"),
        ("alternate", "text/html"),
        ("collection", "application/json"),
    ):
        link = next(link for link in answer.json["links"] if link["rel"] == rel)
        assert link["type"] == media
        found = api.raw(link["href"], {"Accept": media})
        assert (found.status, found.media) == (200, media)
    again = api.get(answer.link("self") or "")
    assert again.json["features"] == answer.json["features"]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_feature_is_the_same_alone_and_leads_back(api: Api, layer: str) -> None:
    for feature in api.items(layer, limit=20).json["features"]:
        alone = api.get(f"/collections/{layer}/items/{feature['id']}")
        assert (alone.status, alone.media) == (200, "application/geo+json")
        told = alone.json
        for rel, media in (
            ("self", "application/geo+json"), ("alternate", "text/html"), ("collection", "application/json"),
        ):  # fmt: skip
            link = next(link for link in told["links"] if link["rel"] == rel)
            assert (link["type"], bool(link["href"])) == (media, True)
        assert {name: value for name, value in told.items() if name != "links"} == feature


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("limit", [1, 7, 1000])
def test_walking_on_gives_each_feature_once(api: Api, layer: str, limit: int) -> None:
    pages = list(api.walk(layer, limit=limit))
    ids = [id for page in pages for id in page.ids]
    assert len(ids) == len(set(ids))
    assert {page.json["numberMatched"] for page in pages} == {len(ids)}
    assert all(page.json["numberReturned"] == limit for page in pages[:-1])


def test_all_events_are_there(api: Api) -> None:
    assert sorted(api.items().ids) == sorted(EVERY)


@pytest.mark.parametrize(
    "asked", [{"category": "protest"}, {"bbox": "20,50,30,57"}, {"datetime": "2022-01-10"}, {"sortby": "-title"}]
)
def test_walking_on_gives_what_one_page_would(api: Api, asked: dict[str, str]) -> None:
    whole = api.items(limit=10_000, **asked).ids
    assert [id for page in api.walk(limit=3, **asked) for id in page.ids] == whole


def test_the_previous_page_leads_back(api: Api) -> None:
    first, second = list(api.walk(limit=10))[:2]
    assert first.link("prev") is None
    assert api.get(second.link("prev") or "").ids == first.ids


def test_the_last_page_has_no_next(api: Api) -> None:
    assert api.items(limit=len(EVERY)).link("next") is None
    assert api.items(limit=len(EVERY) - 1).link("next") is not None


def test_walking_goes_on_in_the_edition_that_it_began_in(tmp_path: Path) -> None:
    published(tmp_path, world.chronologies())
    with answering(tmp_path) as api:
        walk = api.walk(limit=10)
        pages = [next(walk)]
        newer = published(tmp_path, [world.later()])
        while newer not in api.items(limit=1).headers["ETag"]:
            sleep(0.1)  # the folder is looked at once a second
        pages += walk
        assert sorted(id for page in pages for id in page.ids) == sorted(EVERY)
        assert {page.json["numberMatched"] for page in pages} == {len(EVERY)}
        assert len(api.items().ids) == len(EVERY) + len(world.later().events)


def test_walking_goes_on_where_the_server_was_started_anew_meanwhile(tmp_path: Path) -> None:
    published(tmp_path, world.chronologies())
    with answering(tmp_path) as api:
        first = api.items(limit=10)
    published(tmp_path, [world.later()])
    with answering(tmp_path) as api:
        behind = (first.link("next") or "").partition("/api")[2]
        ids = first.ids
        while behind:
            page = api.get(behind)
            ids += page.ids
            behind = (page.link("next") or "").partition("/api")[2]
    assert sorted(ids) == sorted(EVERY)


def test_a_number_beyond_the_most_is_taken_as_the_most(api: Api) -> None:
    answer = api.items(limit=10**12)
    assert answer.status == 200
    assert answer.json["numberReturned"] == len(EVERY)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"), ("limit", "-1"), ("limit", "ten"), ("limit", "1.5"), ("limit", ""), ("limit", "٣"),
        ("limit", "9" * 5000),
        ("bbox", "1,2,3"), ("bbox", "1,2,3,4,5"), ("bbox", "a,b,c,d"), ("bbox", "1,2,3,nan"), ("bbox", "1,2,3,1e999"),
        ("bbox", "1,3,2,2"), ("bbox", ""), ("bbox", "1,,2,3"), ("bbox", "1_0,2,3,4"),
        ("datetime", "yesterday"), ("datetime", ""), ("datetime", ".."), ("datetime", "2022-02-30"),
        ("datetime", "2022-01-02/2022-01-01"), ("datetime", "2022-01-01/2022-01-02/2022-01-03"),
        ("datetime", "2022-01-01T10:00:00"), ("datetime", "2022-01-01T25:00:00Z"), ("datetime", "0000-01-01"),
        ("crs", "EPSG:4326"), ("crs", "http://www.opengis.net/def/crs/EPSG/0/32633"), ("crs", ""),
        ("cursor", "1"), ("bbox-crs", "x"), ("filter-crs", "x"), ("filter-lang", "sql"), ("f", "xml"), ("lang", "xx"),
        ("sortby", "nothing"), ("sortby", ""), ("sortby", "+-title"), ("sortby", "claims"),
        ("properties", "nothing"), ("properties", ""), ("q", "!"), ("category", "none_such"), ("char_start", "x"),
        ("filter", "category ="), ("filter", ""), ("filter", "nothing = 1"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_name(api: Api, name: str, value: str) -> None:
    answer = api.get("/collections/events/items", **{name: value})
    assert (answer.status, answer.media) == (400, "application/problem+json")
    told = answer.json
    assert (told["status"], told["title"]) == (400, "Bad request")
    assert name.removesuffix("-crs").removesuffix("-lang") in told["detail"]


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("name", ["unknown", "BBOX", "offset", "claims", "geometry", "f ", "limit[]"])
def test_an_unknown_parameter_is_refused(api: Api, layer: str, name: str) -> None:
    answer = api.get(f"/collections/{layer}/items", **{name: "1"})
    assert (answer.status, answer.media) == (400, "application/problem+json")
    assert re.search(r"no such parameter here; have .*\bbbox\b", answer.json["detail"])


def test_a_parameter_that_is_given_twice_is_refused(api: Api) -> None:
    answer = api.raw(f"{api.root}/collections/events/items?limit=1&limit=2", {})
    assert answer.status == 400
    assert "given 2 times" in answer.json["detail"]


def test_a_cursor_of_another_question_leads_nowhere(api: Api) -> None:
    behind = api.items(limit=2).link("next") or ""
    assert api.get(behind + "&category=protest").status == 404
    assert api.get(behind.replace("limit=2", "limit=5")).status == 200


def test_a_cursor_into_an_edition_that_is_gone_is_told_so(api: Api) -> None:
    behind = api.items(limit=2).link("next") or ""
    answer = api.get(re.sub(r"cursor=[0-9a-f]{16}", "cursor=" + "0" * 16, behind))
    assert (answer.status, answer.media) == (404, "application/problem+json")


def test_odd_bytes_in_an_address_are_no_error_of_the_server(api: Api) -> None:
    for query in ("%", "%ff", "q=%ff%fe", "=", "&&", "a=%00", "bbox=%00", "q=%F0%9F%92%A9", "filter=%ff"):
        assert api.raw(f"{api.root}/collections/events/items?{query}", {}).status < 500
    for id in ("%ff", "%00", "%2e%2e", "a%2Fb", "x" * 3000, "%F0%9F%92%A9"):
        assert api.raw(f"{api.root}/collections/events/items/{id}", {}).status == 404


@pytest.mark.parametrize("query", ["", "?properties=title", "?sortby=-start", "?limit=1"])
def test_features_are_packed_with_gzip_for_whoever_takes_that(api: Api, query: str) -> None:
    address = f"{api.root}/collections/events/items{query}"
    packed = api.raw(address, {"Accept-Encoding": "gzip, zstd"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    whole = json.loads(gzip.decompress(packed.body))
    plain = api.raw(address, {"Accept-Encoding": "gzip;q=0, zstd"})
    assert plain.headers["Content-Encoding"] is None
    assert plain.json["features"] == whole["features"]
