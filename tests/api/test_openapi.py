"""The definition of the API: valid, complete in itself, and such that clients find what they may push down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from tests.api.conftest import Api
from tests.api.test_core import CRS84, LAYERS


@pytest.fixture(scope="module")
def document(api: Api) -> Any:
    return api.get("/openapi").json


def every(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in a document."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from every(inner)


def parameters(document: Any, layer: str) -> dict[str, dict[str, Any]]:
    """The parameters of a collection's features, by name."""
    given = document["paths"][f"/collections/{layer}/items"]["get"]["parameters"]
    whole = (
        document["components"]["parameters"][one["$ref"].rpartition("/")[2]] if "$ref" in one else one for one in given
    )
    return {one["name"]: one for one in whole}


def test_it_is_valid(document: Any) -> None:
    assert not list(OpenAPIV30SpecValidator(document).iter_errors())


def test_it_refers_to_nothing_outside_itself(document: Any) -> None:
    refs = [one["$ref"] for one in every(document) if isinstance(one.get("$ref"), str)]
    assert refs
    assert all(ref.startswith("#/components/") for ref in refs)


@pytest.mark.parametrize("layer", LAYERS)
def test_every_path_answers(api: Api, document: Any, layer: str) -> None:
    assert [server["url"] for server in document["servers"]] == [api.root]
    ours = re.compile(rf"/[a-zA-Z]*(/WebMercatorQuad)?$|/collections/{layer}(/.*)?$")
    named = {"featureId": api.items(layer, limit=1).ids[0], "tileMatrix": 0, "tileRow": 0, "tileCol": 0}
    for path in filter(ours.match, document["paths"]):
        answer = api.get(path.format(**named))
        media = document["paths"][path]["get"]["responses"]["200"]["content"]
        assert answer.status == 200
        assert answer.headers["Content-Type"] in media


@pytest.mark.parametrize("layer", [layer for layer in LAYERS if layer.startswith("events")])
def test_the_tiles_are_described_as_the_standard_wants_it(api: Api, document: Any, layer: str) -> None:
    """OGC 20-057, requirements class oas30: every path of tiles is described, its operation named, its parameters."""
    assert "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30" in api.get("/conformance").json["conformsTo"]
    links = api.get(f"/collections/{layer}").json["links"]
    sets = next(link["href"] for link in links if link["rel"].endswith("/tilesets-vector"))
    one = api.get(sets).json["tilesets"][0]["links"][0]["href"]
    template = next(link["href"] for link in api.get(one).json["links"] if link["rel"] == "item")
    for address, name in ((sets, "getTileSetsList"), (one, "getTileSet"), (template, "getTile")):
        told = document["paths"][address.removeprefix(api.root)]["get"]
        assert told["operationId"] == f"{layer}.collection.vector.{name}"
    given = {one.get("name") or one["$ref"].rpartition("/")[2] for one in told["parameters"]}
    assert given >= {"tileMatrix", "tileRow", "tileCol", "datetime", "bbox", "filter", "q", "category", "f"}
    refused = api.get(template.removeprefix(api.root).format(tileMatrix=0, tileRow=0, tileCol=0), no_such="1")
    have = set(re.findall(r"[\w-]+", refused.json["detail"].partition("; have ")[2]))
    assert have == given - {"tileMatrix", "tileRow", "tileCol"}


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize(
    ("name", "kind"),
    [("bbox", "array"), ("datetime", "string"), ("limit", "integer"), ("crs", "string"), ("bbox-crs", "string"),
     ("filter", "string"), ("filter-crs", "string"), ("filter-lang", "string"), ("sortby", "array")],
)  # fmt: skip
def test_a_parameter_is_defined_as_the_standard_does(document: Any, layer: str, name: str, kind: str) -> None:
    found = parameters(document, layer)[name]
    assert (found["in"], found.get("required", False), found["style"], found["explode"]) == (
        "query",
        False,
        "form",
        False,
    )
    assert found["schema"]["type"] == kind


def test_the_box_has_four_or_six_numbers_and_a_page_at_least_one_feature(document: Any) -> None:
    found = parameters(document, "events")
    assert found["bbox"]["schema"]["items"] == {"type": "number"}
    assert {(each["minItems"], each["maxItems"]) for each in found["bbox"]["schema"]["oneOf"]} == {(4, 4), (6, 6)}
    assert found["limit"]["schema"]["minimum"] == 1


def test_systems_are_listed_and_default_to_crs84(document: Any) -> None:
    for name in ("crs", "bbox-crs", "filter-crs"):
        schema = parameters(document, "events")[name]["schema"]
        assert (schema["default"], len(schema["enum"])) == (CRS84, 4)


def test_gdal_finds_the_old_name_of_the_filter_language(document: Any) -> None:
    languages = parameters(document, "events")["filter-lang"]["schema"]["enum"]
    assert languages == ["cql2-text", "cql2-json", "cql-text"]


@pytest.mark.parametrize("layer", LAYERS)
def test_every_queryable_but_the_geometry_is_a_parameter(api: Api, document: Any, layer: str) -> None:
    asked = api.get(f"/collections/{layer}/queryables").json["properties"].keys() - {"geometry"}
    assert asked <= parameters(document, layer).keys()
    assert "q" in parameters(document, layer) or not layer.startswith("events")


@pytest.mark.parametrize("layer", LAYERS)
def test_what_is_not_defined_is_refused_and_what_is_defined_is_known(api: Api, document: Any, layer: str) -> None:
    refused = api.items(layer, no_such="1").json["detail"]
    assert set(re.findall(r"[\w-]+", refused.partition("; have ")[2])) == set(parameters(document, layer))


@pytest.mark.parametrize(
    ("written", "sound"),
    [
        ("2022-01-31", True), ("2022-01-31T12:00:00Z", True), ("2022-01-01/2022-01-31", True), ("../2022-01-31", True),
        ("2022-01-31/", True), ("2024-02-29", True), ("2023-02-29", False), ("2022-04-31", False),
        ("2022-13-01", False),
        ("2022", False), ("..", False), ("2022-01-31T25:00:00Z", False), ("1900-02-29", False), ("2000-02-29", True),
    ],
)  # fmt: skip
def test_the_pattern_of_datetime_says_what_is_taken(api: Api, document: Any, written: str, sound: bool) -> None:
    pattern = parameters(document, "events")["datetime"]["schema"]["pattern"]
    assert bool(re.search(pattern, written)) == sound
    assert (api.items(datetime=written).status == 200) == sound


@pytest.mark.parametrize("layer", LAYERS)
def test_a_page_of_features_leads_to_each_of_them(document: Any, layer: str) -> None:
    [link] = document["paths"][f"/collections/{layer}/items"]["get"]["responses"]["200"]["links"].values()
    assert link["operationId"] == document["paths"][f"/collections/{layer}/items/{{featureId}}"]["get"]["operationId"]
    assert link["parameters"] == {"featureId": "$response.body#/features/0/id"}


def test_every_operation_says_what_goes_wrong(document: Any) -> None:
    for methods in document["paths"].values():
        assert {"200", "400", "404"} <= methods["get"]["responses"].keys()
    problem = document["components"]["responses"]["400"]["content"]
    assert problem["application/problem+json"]["schema"] == {"$ref": "#/components/schemas/problem"}
