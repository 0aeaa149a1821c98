"""Clients that people use: what they ask reaches the server, and they are given what is true of the events."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import geopandas
import pyogrio
import pytest
import shapely
from owslib.ogcapi.features import Features

from tests.api import world
from tests.api.conftest import Api, published
from tests.api.watched import Watched, watching

TRUTHS = world.truths()
BOX = (25.0, 51.5, 27.0, 53.0)
PROTESTS = {truth.id for truth in TRUTHS if truth.category == "protest"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    folder = tmp_path_factory.mktemp("clients")
    published(folder, world.chronologies())
    with watching(folder) as api:
        yield api


@pytest.fixture
def watched(served: Watched) -> Watched:
    served.log.write_text("")
    return served


def near(box: tuple[float, ...]) -> set[str]:
    """The ids of the events whose geometries meet the box."""
    area = shapely.box(*box)
    return {truth.id for truth in TRUTHS if truth.shape is not None and truth.shape.intersects(area)}


def test_gdal_reads_every_layer(watched: Watched) -> None:
    source = f"OAPIF:{watched.root}"
    kinds = dict(pyogrio.list_layers(source).tolist())
    assert kinds == {
        "events": "Unknown",
        "events-points": "Point",
        "events-lines": "LineString",
        "events-areas": "Polygon",
        "places": "Unknown",
        "claims": "Unknown",
        "briefings": "Unknown",
    }
    events = pyogrio.read_dataframe(source, layer="events")
    assert set(events["id"]) == {truth.id for truth in TRUTHS}
    assert set(events.loc[~events.geometry.isna(), "id"]) == {truth.id for truth in TRUTHS if truth.shape is not None}


def test_gdal_walks_from_page_to_page(watched: Watched) -> None:
    events = pyogrio.read_dataframe(f"OAPIF:{watched.root}", layer="events", PAGE_SIZE=10)
    assert sorted(events["id"]) == sorted(truth.id for truth in TRUTHS)
    assert len(watched.asked("cursor")) >= len(TRUTHS) // 10


def test_gdal_reads_tiles(watched: Watched) -> None:
    """By its driver for OGC API - Tiles: from the collection to its tile set, its grid and its tiles."""
    source = f"OGCAPI:{watched.root}/collections/events-points"
    assert [name for name, _ in pyogrio.list_layers(source)] == [f"Zoom level {zoom}" for zoom in range(15)]
    points = [truth for truth in TRUTHS if truth.shape is not None and truth.shape.geom_type == "Point"]
    whole = pyogrio.read_dataframe(source, layer="Zoom level 0")
    assert whole["count"].sum() == len(points)
    assert whole.crs.to_epsg() == 3857


def test_gdal_has_the_server_look_for_a_box(watched: Watched) -> None:
    events = pyogrio.read_dataframe(f"OAPIF:{watched.root}", layer="events", bbox=BOX)
    assert set(events["id"]) == near(BOX) != set()
    assert BOX in watched.boxes


def test_gdal_has_the_server_look_for_a_value(watched: Watched) -> None:
    events = pyogrio.read_dataframe(f"OAPIF:{watched.root}", layer="events", where="category = 'protest'", bbox=BOX)
    assert set(events["id"]) == PROTESTS & near(BOX) != set()
    assert watched.asked("category") == {"protest"} or any("protest" in text for text in watched.asked("filter"))
    assert BOX in watched.boxes


@pytest.mark.parametrize(
    ("where", "taken", "sent"),
    [
        ("title LIKE 'Notice 5.%'", lambda truth: truth.title.startswith("Notice 5."), "LIKE"),
        ("category = 'protest' OR category = 'other'", lambda truth: truth.category in ("protest", "other"), "OR"),
        ("NOT (category = 'protest')", lambda truth: truth.category != "protest", "protest"),
        ("start >= '2022-02'", lambda truth: truth.first is not None and truth.first.isoformat() >= "2022-02", "start"),
        ("published >= '2022-02-05'", lambda truth: int(truth.title[len("Notice ")]) >= 4, "2022-02-05"),
        ("category IN ('protest', 'other')", lambda truth: truth.category in ("protest", "other"), None),
    ],
)
def test_gdal_has_the_server_filter_what_it_can(watched: Watched, where: str, taken: Any, sent: str | None) -> None:
    """All but IN, which it does itself."""
    events = pyogrio.read_dataframe(f"OAPIF:{watched.root}", layer="events", where=where)
    assert set(events["id"]) == {truth.id for truth in TRUTHS if taken(truth)} != set()
    assert sent is None or any(sent in text for text in watched.asked("filter"))


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="ogrinfo is not installed (Debian: gdal-bin)")
def test_ogrinfo_has_the_server_count(watched: Watched) -> None:
    box = [str(edge) for edge in BOX]
    command = [
        "ogrinfo",
        "-ro",
        "-so",
        "-spat",
        *box,
        "-where",
        "category = 'protest'",
        f"OAPIF:{watched.root}",
        "events",
    ]
    told = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    assert f"Feature Count: {len(PROTESTS & near(BOX))}" in told
    assert watched.asked("category") == {"protest"} or watched.asked("filter")
    assert BOX in watched.boxes


def test_geopandas_reads_the_service_and_an_address(watched: Watched) -> None:
    source = f"OAPIF:{watched.root}"
    by_service = geopandas.read_file(source, layer="events", bbox=BOX)
    query = urlencode({"f": "json", "filter": "S_INTERSECTS(geometry, BBOX(25, 51.5, 27, 53))"})
    by_address = geopandas.read_file(f"{watched.root}/collections/events/items?{query}")
    assert set(by_service["id"]) == set(by_address["id"]) == near(BOX)
    assert by_service.crs.is_geographic
    assert by_service.crs.name.startswith("WGS 84")


def test_owslib_reads_collections_filters_and_single_features(watched: Watched) -> None:
    service = Features(watched.root)
    assert set(service.feature_collections()) >= {"events", "places", "claims"}
    found = service.collection_items("events", bbox=list(BOX), filter="category = 'protest'", limit=50)
    # A box takes what has no geometry, too; a filter does not know of the box.
    placeless = {truth.id for truth in TRUTHS if truth.shape is None}
    ids = {feature["id"] for feature in found["features"]}
    assert ids == PROTESTS & (near(BOX) | placeless)
    assert found["numberMatched"] == len(ids)
    assert watched.asked("filter") == {"category = 'protest'"}
    assert "category" in service.collection_queryables("events")["properties"]
    one = min(ids)
    assert service.collection_item("events", one)["id"] == one


# As QGIS 3.32 and later writes them (its expression compiler puts each operator into parentheses).
OF_QGIS = {
    "(category = 'protest')": lambda truth: truth.category == "protest",
    "((category = 'protest') OR (category = 'diplomacy'))": lambda t: t.category in ("protest", "diplomacy"),
    "(category IN ('protest','diplomacy'))": lambda truth: truth.category in ("protest", "diplomacy"),
    "(NOT (category = 'protest'))": lambda truth: truth.category != "protest",
    "(CASEI(title) LIKE CASEI('notice 5.%'))": lambda truth: truth.title.startswith("Notice 5."),
    "(title NOT LIKE 'Notice 5.%')": lambda truth: not truth.title.startswith("Notice 5."),
    "(start IS NULL)": lambda truth: truth.first is None,
    "(\"start\" >= DATE('2022-02-01'))": lambda t: t.first is not None and t.first.isoformat() >= "2022-02-01",
    "(\"start\" < TIMESTAMP('2022-01-05T00:00:00.000Z'))": lambda t: t.first and t.first.isoformat() < "2022-01-05",
    "S_INTERSECTS(geometry,BBOX(25,51.5,27,53))": lambda truth: truth.id in near(BOX),
    "S_INTERSECTS(geometry,POINT(26 52.25))": lambda truth: truth.id in near((26, 52.25, 26, 52.25)),
    "((category = 'protest') AND S_INTERSECTS(geometry,BBOX(25,51.5,27,53)))": lambda t: t.id in PROTESTS & near(BOX),
}


@pytest.mark.parametrize("expression", OF_QGIS)
def test_what_qgis_writes_is_understood(api: Api, expression: str) -> None:
    answer = api.items(filter=expression, filter_lang="cql2-text", limit=1000)
    expected = {truth.id for truth in TRUTHS if OF_QGIS[expression](truth)}
    assert set(answer.ids) == expected != set()
    assert answer.json["numberMatched"] == len(expected)


def test_qgis_finds_what_it_wants_before_it_sends_a_filter(api: Api) -> None:
    """It reads conformance, the parameters of the definition and the queryables; the geometry by its `$ref`."""
    declared = {uri.rpartition("/")[2] for uri in api.get("/conformance").json["conformsTo"]}
    wanted = "filter features-filter cql2-text basic-cql2 advanced-comparison-operators basic-spatial-functions"
    assert declared >= {*wanted.split(), "case-insensitive-comparison"}
    queryables = api.get("/collections/events/queryables", accept="application/schema+json")
    assert queryables.media == "application/schema+json"
    assert queryables.json["properties"]["geometry"]["$ref"].startswith("https://geojson.org/schema/")
    assert all("type" in one for name, one in queryables.json["properties"].items() if name != "geometry")
