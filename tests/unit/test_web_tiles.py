"""Tiles over HTTP: the filters of the page, tags, forever where an edition is named, problems and never a failure."""

from __future__ import annotations

from pathlib import Path

import pyogrio
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import chronologies as hand
from tests.unit.test_web import serve

MVT = "application/vnd.mapbox-vector-tile"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return serve(tmp_path_factory.mktemp("tiles"), hand.chronology(), *hand.many(30))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def taken(client: FlaskClient, query: str, folder: Path) -> int:
    """How many events (each in each of its cells) the tile of the whole world has, as GDAL reads it."""
    answer = client.get(f"/tiles/0/0/0.mvt{query}")
    if answer.status_code == 204:
        return 0
    path = folder / "0" / "0" / "0.mvt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(answer.data)
    counts = {name: pyogrio.raw.read(path, layer=name) for name, _ in pyogrio.list_layers(path)}
    single = len(counts["events"][2]) if "events" in counts else 0
    if "clusters" not in counts:
        return single
    meta, _, _, fields = counts["clusters"]
    return single + int(sum(fields[list(meta["fields"]).index("count")]))


# 30 events at one town; the border, the town again, one event in a town and a country (two cells).
@pytest.mark.parametrize(
    ("query", "cells"),
    [("", 34), ("?from=2022-02-03&to=2022-02-03", 5), ("?cat=military_movement", 1), ("?status=denied", 2),
     ("?actor=Lithuania", 1), ("?claimant=Minsk", 2), ("?q=drone", 2), ("?bbox=23,52,24,53", 2),
     ("?from=1990-01-01&to=1990-02-01", 0), ("?asof=2022-01-01", 0), ("?z=4&c=1,2&lang=de&sel=x", 34)],
)  # fmt: skip
def test_a_tile_has_what_the_filters_of_the_page_take(
    client: FlaskClient, query: str, cells: int, tmp_path: Path
) -> None:
    assert taken(client, query, tmp_path) == cells


def test_a_briefing_is_a_filter_too(client: FlaskClient, tmp_path: Path) -> None:
    assert taken(client, f"?briefing={hand.briefing().id}", tmp_path) == 4


def test_an_empty_tile_has_no_content(client: FlaskClient) -> None:
    answer = client.get("/tiles/3/0/0.mvt")
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["ETag"]


def test_a_tile_is_sent_again_only_when_edition_or_question_change(client: FlaskClient) -> None:
    one, other = client.get("/tiles/0/0/0.mvt"), client.get("/tiles/0/0/0.mvt?cat=protest,other,military_movement")
    assert (one.status_code, one.mimetype) == (200, MVT)
    assert one.headers["ETag"] != other.headers["ETag"]
    assert one.headers["Cache-Control"] == "no-cache"
    assert one.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get("/tiles/0/0/0.mvt", headers={"If-None-Match": one.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", one.headers["ETag"])
    assert client.get("/tiles/0/0/0.mvt?q=a", headers={"If-None-Match": one.headers["ETag"]}).status_code != 304


def test_the_tiles_of_a_named_edition_never_change(client: FlaskClient) -> None:
    edition = client.get("/healthz").json["edition"]
    answer = client.get(f"/editions/{edition}/tiles/0/0/0.mvt?cat=military_movement")
    assert answer.data == client.get("/tiles/0/0/0.mvt?cat=military_movement").data
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get("/editions/none/tiles/0/0/0.mvt").status_code == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [("/tiles/0/0/1.mvt", 404), ("/tiles/21/0/0.mvt", 404), ("/tiles/-1/0/0.mvt", 404), ("/tiles/a/0/0.mvt", 404),
     ("/tiles/0/0/1.5.mvt", 404), (f"/tiles/{'9' * 5000}/0/0.mvt", 404), ("/tiles/0/0/%D9%A0.mvt", 404),
     ("/tiles/0/0/0.pbf", 404), ("/tiles/0/0/0.mvt?from=soon", 400), ("/tiles/0/0/0.mvt?bbox=1,2,3", 400),
     ("/tiles/0/0/0.mvt?bbox=nan,nan,nan,nan", 400), ("/tiles/0/0/0.mvt?cat=protests", 400),
     ("/tiles/0/0/0.mvt?briefing=none", 400), ("/tiles.json?to=2022-13", 400)],
)  # fmt: skip
def test_what_cannot_be_answered_is_a_problem_that_says_why(client: FlaskClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json["status"] == status
    assert len(answer.json["detail"]) > 10


def test_tilejson_says_where_the_tiles_are_and_what_is_in_them(client: FlaskClient) -> None:
    told = client.get("/tiles.json?from=2022-02-01&cat=other,protest&lang=de").json
    assert told["tilejson"] == "3.0.0"
    [template] = told["tiles"]
    assert template == "http://localhost/tiles/{z}/{x}/{y}.mvt?from=2022-02-01&cat=other%2Cprotest"
    assert client.get(template.format(z=0, x=0, y=0).removeprefix("http://localhost")).status_code == 200
    assert [layer["id"] for layer in told["vector_layers"]] == ["events", "clusters", "lines", "areas"]
    west, south, east, north = told["bounds"]
    assert -180 <= west <= 23.7 < 28 <= east <= 180
    assert -85.06 <= south <= 52.1 < 54.3 <= north <= 85.06
    assert told["minzoom"] <= told["center"][2] <= told["maxzoom"]
    assert "?" not in client.get("/tiles.json").json["tiles"][0]
