"""The documents of the API: landing page, definition, conformance, collections. After OGC 17-069r4, annex A."""

from __future__ import annotations

import json

import pytest

from tests.api import world
from tests.api.conftest import Answer, Api

LAYERS = ("events", "events-points", "events-lines", "events-areas", "places", "claims", "briefings")
DOCUMENTS = (
    "/", "/conformance", "/collections", "/collections/events", "/collections/events/queryables",
    "/collections/events/schema", "/openapi",
)  # fmt: skip
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
REL = "http://www.opengis.net/def/rel/ogc/1.0/"
# What clients look for before they push anything down.
NEEDED = (
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
)


def assert_linked(answer: Answer, api: Api) -> None:
    """A link to itself, one to the page; both with a type, and both lead somewhere of that type."""
    for rel in ("self", "alternate"):
        links = [link for link in answer.json["links"] if link["rel"] == rel]
        assert links
        for link in links:
            found = api.raw(link["href"], {"Accept": link["type"]})
            assert found.status == 200
            assert found.media == link["type"].partition(";")[0]


@pytest.mark.parametrize("path", ["/", ""])
def test_the_landing_page_leads_to_definition_conformance_and_data(api: Api, path: str) -> None:
    answer = api.get(path)
    assert (answer.status, answer.media) == (200, "application/json")
    assert_linked(answer, api)
    for rel in ("service-desc", "service-doc", "conformance", "data"):
        link = next(link for link in answer.json["links"] if link["rel"] == rel)
        found = api.raw(link["href"], {"Accept": link["type"]})
        assert found.status == 200
        assert found.media == link["type"].partition(";")[0]


def test_the_definition_is_openapi_and_there_is_a_page_of_it(api: Api) -> None:
    definition = api.get("/openapi")
    assert definition.headers["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    assert definition.json["openapi"].startswith("3.0.")
    assert api.get("/openapi.json").body == definition.body
    assert api.get("/docs").media == "text/html"


@pytest.mark.parametrize("name", NEEDED)
def test_what_clients_look_for_is_declared(api: Api, name: str) -> None:
    answer = api.get("/conformance")
    assert (answer.status, answer.media) == (200, "application/json")
    assert name in answer.json["conformsTo"]


def test_there_is_a_collection_for_each_sort_and_each_type_of_geometry(api: Api) -> None:
    answer = api.get("/collections")
    assert (answer.status, answer.media) == (200, "application/json")
    assert tuple(each["id"] for each in answer.json["collections"]) == LAYERS
    assert_linked(answer, api)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_collection_says_alone_what_it_says_among_the_others(api: Api, layer: str) -> None:
    alone = api.get(f"/collections/{layer}")
    assert alone.status == 200
    among = next(each for each in api.get("/collections").json["collections"] if each["id"] == layer)
    assert alone.json == among
    assert alone.json["title"]
    assert alone.json["description"]
    assert alone.json["itemType"] == "feature"
    assert_linked(alone, api)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_collection_leads_to_its_features_queryables_and_schema(api: Api, layer: str) -> None:
    links = api.get(f"/collections/{layer}").json["links"]
    for rel, media in (
        ("items", "application/geo+json"),
        ("items", "text/html"),
        (f"{REL}queryables", "application/schema+json"),
        (f"{REL}schema", "application/schema+json"),
    ):
        link = next(link for link in links if (link["rel"], link["type"]) == (rel, media))
        found = api.raw(link["href"], {"Accept": media})
        assert (found.status, found.media) == (200, media)


@pytest.mark.parametrize("layer", [layer for layer in LAYERS if layer != "briefings"])
def test_the_extent_holds_every_feature(api: Api, layer: str) -> None:
    extent = api.get(f"/collections/{layer}").json["extent"]
    whole = api.items(layer).json
    box = ",".join(map(str, extent["spatial"]["bbox"][0]))
    assert extent["spatial"]["crs"] == CRS84
    assert api.items(layer, bbox=box).json["numberMatched"] == whole["numberMatched"]
    first, last = extent["temporal"]["interval"][0]
    days = f"{first or '..'}/{last or '..'}"
    assert days == "../.." or api.items(layer, datetime=days).json["numberMatched"] == whole["numberMatched"]


def test_the_extent_of_events_is_open_where_an_event_is(api: Api) -> None:
    assert any(truth.timed and truth.first is None for truth in world.truths())
    assert api.get("/collections/events").json["extent"]["temporal"]["interval"] == [[None, None]]
    published = [each.briefing.published.isoformat() for each in world.chronologies()]
    ends = [f"{day}T00:00:00Z" for day in (min(published), max(published))]
    assert api.get("/collections/briefings").json["extent"]["temporal"]["interval"] == [ends]


def test_a_collection_without_geometry_has_no_box(api: Api) -> None:
    assert "spatial" not in api.get("/collections/briefings").json["extent"]


@pytest.mark.parametrize("layer", LAYERS)
def test_the_schema_names_every_property_that_features_have(api: Api, layer: str) -> None:
    told = api.get(f"/collections/{layer}/schema").json
    properties = told["properties"]
    assert told["type"] == "object"
    assert properties["id"]["x-ogc-role"] == "id"
    for feature in api.items(layer).json["features"]:
        assert feature["properties"].keys() <= properties.keys()
    roles = {value.get("x-ogc-role") for value in properties.values()}
    assert ("primary-geometry" in roles) == (layer != "briefings")
    assert all(isinstance(value.get("type", ""), str) for value in properties.values())  # QGIS takes no list


@pytest.mark.parametrize("layer", LAYERS)
def test_queryables_are_properties_of_the_schema(api: Api, layer: str) -> None:
    told = api.get(f"/collections/{layer}/queryables").json
    assert told["$id"].endswith(f"/collections/{layer}/queryables")
    assert told["properties"].keys() <= api.get(f"/collections/{layer}/schema").json["properties"].keys()


@pytest.mark.parametrize("path", DOCUMENTS)
def test_f_decides_before_accept_does(api: Api, path: str) -> None:
    assert api.get(path, f="html", accept="application/json").media == "text/html"
    assert "json" in api.get(path, f="json", accept="text/html").media


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("application/geo+json, application/json", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/html;q=0.5, application/json", "application/json"),
        ("image/png", "application/json"),
    ],
)
def test_a_browser_is_given_pages_and_a_program_json(api: Api, accept: str | None, media: str) -> None:
    answer = api.get("/collections", accept=accept)
    assert answer.media == media
    assert "Accept" in {name.strip() for name in answer.headers["Vary"].split(",")}


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_takes_no_parameter_that_it_does_not_know(api: Api, path: str) -> None:
    answer = api.get(path, limit="5")
    assert (answer.status, answer.media) == (400, "application/problem+json")
    assert "limit" in answer.json["detail"]


@pytest.mark.parametrize(
    "path", ["/nothing", "/collections/nothing", "/collections/nothing/items", "/collections/events/items/no"]
)
def test_what_is_not_there_is_a_problem_of_404(api: Api, path: str) -> None:
    answer = api.get(path)
    assert (answer.status, answer.media) == (404, "application/problem+json")
    assert answer.json["status"] == 404
    assert answer.json["detail"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(api: Api, method: str) -> None:
    answer = api.raw(f"{api.root}/collections/events/items", {}, method)
    assert (answer.status, answer.media) == (405, "application/problem+json")
    assert "GET" in answer.headers["Allow"]


def test_a_problem_may_be_read_by_scripts_of_other_sites_and_is_a_page_to_people(api: Api) -> None:
    assert api.get("/nothing").headers["Access-Control-Allow-Origin"] == "*"
    told = api.get("/collections/events/items", limit="x", accept="text/html")
    assert (told.status, told.media) == (400, "text/html")


@pytest.mark.parametrize("path", [*DOCUMENTS, "/collections/events/items"])
def test_whoever_has_an_answer_is_not_sent_it_again(api: Api, path: str) -> None:
    answer = api.get(path)
    edition = json.loads(api.raw(f"{api.root.removesuffix('/api')}/healthz", {}).body)["edition"]
    assert edition in answer.headers["ETag"]
    again = api.raw(api.root + path, {"If-None-Match": answer.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")
    page = api.raw(api.root + path, {"If-None-Match": answer.headers["ETag"], "Accept": "text/html"})
    assert page.status == 200


@pytest.mark.parametrize("path", [*DOCUMENTS, "/collections/events/items", "/docs"])
def test_head_says_what_get_says_without_a_body(api: Api, path: str) -> None:
    answer = api.get(path, method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert answer.media == api.get(path).media
