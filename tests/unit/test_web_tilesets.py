"""OGC API - Tiles: from a collection to its tile sets, to their tiles, with the filters of the API."""

from __future__ import annotations

from itertools import pairwise

import mapbox_vector_tile
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import chronologies as hand
from tests.unit.test_web import serve
from timeline.web.tilesets import CONFORMS

MVT = "application/vnd.mapbox-vector-tile"
REL = "http://www.opengis.net/def/rel/ogc/1.0"
EVENTS = "/api/collections/events/tiles/WebMercatorQuad"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return serve(tmp_path_factory.mktemp("tilesets"), hand.chronology(), *hand.many(30))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def follow(client: FlaskClient, links: list[dict[str, str]], rel: str, **values: object) -> dict[str, object]:
    """What a link of a document leads to."""
    [address] = [link["href"] for link in links if link["rel"] == rel]
    path = address.format(**values).removeprefix("http://localhost")
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.json if "json" in answer.mimetype else mapbox_vector_tile.decode(answer.data)


def counted(client: FlaskClient, address: str) -> int:
    """How many events a tile has, each in each of its cells."""
    answer = client.get(address)
    if answer.status_code == 204:
        return 0
    told = mapbox_vector_tile.decode(answer.data)
    clusters = sum(each["properties"]["count"] for each in told.get("clusters", {"features": []})["features"])
    return clusters + len(told.get("events", {"features": []})["features"])


def test_who_follows_the_links_comes_from_the_landing_page_to_a_tile(client: FlaskClient) -> None:
    landing = client.get("/api/").json
    grids = follow(client, landing["links"], f"{REL}/tiling-schemes")
    grid = follow(client, grids["tileMatrixSets"][0]["links"], "self")
    collection = client.get("/api/collections/events").json
    tilesets = follow(client, collection["links"], f"{REL}/tilesets-vector")
    tileset = follow(client, tilesets["tilesets"][0]["links"], "self")
    assert follow(client, tileset["links"], f"{REL}/tiling-scheme") == grid
    assert tileset["tileMatrixSetURI"] == grid["uri"] == tilesets["tilesets"][0]["tileMatrixSetURI"]
    tile = follow(client, tileset["links"], "item", tileMatrix=0, tileRow=0, tileCol=0)
    assert set(tile) <= {layer["id"] for layer in tileset["layers"]}


def test_the_declaration_has_the_classes_of_tiles(client: FlaskClient) -> None:
    assert set(CONFORMS) <= set(client.get("/api/conformance").json["conformsTo"])


def test_the_grid_halves_its_cells_at_each_zoom(client: FlaskClient) -> None:
    matrices = client.get("/api/tileMatrixSets/WebMercatorQuad").json["tileMatrices"]
    assert [matrix["id"] for matrix in matrices] == [str(zoom) for zoom in range(len(matrices))]
    assert matrices[0]["scaleDenominator"] == pytest.approx(559_082_264.028717)
    assert matrices[0]["cellSize"] == pytest.approx(156_543.033928041)
    for before, after in pairwise(matrices):
        assert after["cellSize"] == before["cellSize"] / 2
        assert after["matrixWidth"] == after["matrixHeight"] == 2 * before["matrixWidth"]


@pytest.mark.parametrize(
    ("query", "cells"),
    [("", 34), ("?datetime=2022-02-05", 3), ("?datetime=2030-01-01/..", 2), ("?bbox=23,52,23.9,52.2", 2),
     ("?filter=category%20%3D%20%27military_movement%27", 1), ("?category=military_movement", 1), ("?q=drone", 2),
     ("?filter=category%20%3D%20%27protest%27", 0), ("?f=mvt", 34)],
)  # fmt: skip
def test_tiles_take_the_filters_of_the_api(client: FlaskClient, query: str, cells: int) -> None:
    asked = query.replace("f=mvt", "f=json") or "?f=json"
    items = client.get(f"/api/collections/events/items{asked}&limit=1000").json
    ids = {feature["id"] for feature in items["features"] if feature["geometry"]}
    assert counted(client, f"{EVENTS}/0/0/0{query}") == cells
    assert len(ids) <= cells


@pytest.mark.parametrize(
    ("layer", "inside"),
    [("events", {"clusters"}), ("events-points", {"clusters"}),
     ("events-lines", {"lines"}), ("events-areas", {"areas"})],
)  # fmt: skip
def test_a_collection_of_one_geometry_has_tiles_of_that_alone(
    client: FlaskClient, layer: str, inside: set[str]
) -> None:
    told = mapbox_vector_tile.decode(client.get(f"/api/collections/{layer}/tiles/WebMercatorQuad/0/0/0").data)
    assert set(told) == inside
    named = {each["id"] for each in client.get(f"/api/collections/{layer}/tiles/WebMercatorQuad").json["layers"]}
    assert inside <= named


def test_points_are_counted_without_areas(client: FlaskClient) -> None:
    """The border, the country and the circle around Brest are no points; the town is, of 31 events."""
    assert counted(client, "/api/collections/events-points/tiles/WebMercatorQuad/0/0/0") < counted(
        client, f"{EVENTS}/0/0/0"
    )


def test_near_by_a_tile_of_all_events_has_their_shapes(client: FlaskClient) -> None:
    told = mapbox_vector_tile.decode(client.get(f"{EVENTS}/8/83/147").data)
    assert set(told) == {"areas"}
    [area] = told["areas"]["features"]
    assert (area["properties"]["name"], area["properties"]["count"]) == ("Belarus", 1)


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [(f"{EVENTS}/0/0/1", 404, "no tile"), (f"{EVENTS}/x/0/0", 404, "whole numbers"),
     (f"{EVENTS}/30/0/0", 404, "no zoom"), ("/api/collections/events/tiles/WorldCRS84Quad/0/0/0", 404, ""),
     ("/api/collections/claims/tiles", 404, "no tiles"),
     ("/api/collections/none/tiles", 404, "no such collection"), (f"{EVENTS}/0/0/0?limit=3", 400, "limit"),
     (f"{EVENTS}/0/0/0?f=png", 400, "mvt"), (f"{EVENTS}/0/0/0?filter=nothing%20%3D%201", 400, ""),
     (f"{EVENTS}/0/0/0?datetime=soon", 400, "datetime"), (f"{EVENTS}/0/0/0?bbox=1,2,3", 400, "bbox"),
     ("/api/tileMatrixSets/None", 404, "")],
)  # fmt: skip
def test_what_cannot_be_answered_is_a_problem_that_says_why(
    client: FlaskClient, path: str, status: int, says: str
) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert says in answer.json["detail"]


def test_a_tile_is_sent_again_only_when_it_is_another(client: FlaskClient) -> None:
    tag = client.get(f"{EVENTS}/0/0/0").headers["ETag"]
    assert client.get(f"{EVENTS}/0/0/0", headers={"If-None-Match": tag}).status_code == 304
    assert client.get(f"{EVENTS}/0/0/0?q=drone", headers={"If-None-Match": tag}).status_code == 200
