"""The catalogue of data sets and the linked data of pages: expanded as JSON-LD, followed, and true."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient
from pyld import jsonld

from tests import chronologies as hand
from timeline.edition import Edition, publish
from timeline.layers.fields import LAYERS
from timeline.store import Store
from timeline.web import create_app
from timeline.web.dcat import CONTEXT

DCAT, DCT, SPDX = CONTEXT["dcat"], CONTEXT["dct"], CONTEXT["spdx"]
SCHEMA = "https://schema.org/"
HTML = {"Accept": "text/html"}
SCHEMAS = [*["event.json"] * 4, "place.json", "claim.json", "briefing.json"]


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder = tmp_path_factory.mktemp("catalogue")
    with Store.open(folder / "store.sqlite") as store:
        store.save(hand.chronology())
        return publish(store, folder / "editions", hand.HandGazetteer())


@pytest.fixture
def client(edition: Edition) -> FlaskClient:
    return create_app(SimpleNamespace(editions=edition.directory.parent)).test_client()  # type: ignore[arg-type]


def nobody(address: str, _: Any) -> Any:
    raise AssertionError(f"the document leads to another: {address}")


def expanded(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The document as RDF means it; whatever is no term of its context is lost, and no other document is read."""
    found: list[dict[str, Any]] = jsonld.expand(told, {"documentLoader": nobody})
    return found


@pytest.fixture
def catalog(client: FlaskClient) -> dict[str, Any]:
    answer = client.get("/api/catalog.jsonld")
    assert answer.mimetype == "application/ld+json"
    (found,) = expanded(answer.json)
    return found


def nodes(of: Any) -> Iterator[dict[str, Any]]:
    """Every node in it."""
    if isinstance(of, list):
        for each in of:
            yield from nodes(each)
    elif isinstance(of, dict):
        yield of
        for value in of.values():
            yield from nodes(value)


def one(node: dict[str, Any], term: str) -> Any:
    """The only value of a term."""
    (found,) = node[term]
    return found.get("@value", found.get("@id"))


def test_every_term_of_the_catalogue_means_something(client: FlaskClient) -> None:
    told = client.get("/api/catalog.jsonld").json
    written = {key for node in nodes({**told, "@context": None}) for key in node if not key.startswith("@")}
    meant = {key for node in nodes(expanded(told)) for key in node if not key.startswith("@")}
    prefixes = {name.partition(":")[0] for name in written}
    assert prefixes <= CONTEXT.keys()
    assert {CONTEXT[name.partition(":")[0]] + name.partition(":")[2] for name in written} == meant


def test_the_api_leads_to_the_catalogue(client: FlaskClient) -> None:
    links = {link["rel"]: link for link in client.get("/api/", headers={"Accept": "application/json"}).json["links"]}
    assert links["service-meta"]["href"] == "http://localhost/api/catalog.jsonld"
    assert links["service-meta"]["type"] == client.get(links["service-meta"]["href"]).mimetype


def test_every_layer_is_a_data_set_of_the_edition(catalog: dict[str, Any], edition: Edition) -> None:
    assert catalog["@type"] == [f"{DCAT}Catalog"]
    assert one(catalog, f"{DCAT}version") == edition.id
    sets = catalog[f"{DCAT}dataset"]
    whole, *parts = sets
    assert whole["@id"] == f"http://localhost/editions/{edition.id}/"
    assert [each["@id"] for each in whole[f"{DCT}hasPart"]] == [each["@id"] for each in parts]
    assert [one(each, f"{DCT}title") for each in parts] == [layer.title for layer in LAYERS.values()]
    for each in sets:
        assert each["@type"] == [f"{DCAT}Dataset"]
        assert one(each, f"{DCAT}version") == edition.id
        for term in ("description", "identifier", "issued", "language", "license", "temporal"):
            assert each[f"{DCT}{term}"], term
    assert [bool(each[f"{DCAT}distribution"]) for each in parts] == [True] * len(LAYERS)
    assert [one(each, f"{DCT}conformsTo").rpartition("/")[2] for each in parts] == SCHEMAS
    drawn = [each for each, layer in zip(parts, LAYERS.values(), strict=True) if layer.drawn]
    assert [each for each in parts if f"{DCT}spatial" in each] == drawn


def test_where_and_when_a_data_set_reaches_is_told(catalog: dict[str, Any]) -> None:
    _, events, *_, briefings = catalog[f"{DCAT}dataset"]
    ((period,), (told,)) = (each[f"{DCT}temporal"] for each in (events, briefings))
    assert (one(period, f"{DCAT}startDate"), one(period, f"{DCAT}endDate")) == ("2022-01-01", "2022-02-03")
    assert (one(told, f"{DCAT}startDate"), one(told, f"{DCAT}endDate")) == ("2022-02-07", "2022-02-07")
    (place,) = events[f"{DCT}spatial"]
    (box,) = place[f"{DCAT}bbox"]
    assert box["@type"] == "http://www.opengis.net/ont/geosparql#wktLiteral"
    assert box["@value"] == "POLYGON((23.2 51.3, 32.8 51.3, 32.8 56.2, 23.2 56.2, 23.2 51.3))"


def test_a_file_is_where_the_catalogue_says_and_sums_up(catalog: dict[str, Any], client: FlaskClient) -> None:
    files = [each for each in catalog[f"{DCAT}dataset"][1][f"{DCAT}distribution"] if f"{SPDX}checksum" in each]
    assert files
    for each in files:
        answer = client.get(one(each, f"{DCAT}downloadURL"), buffered=True)
        (checksum,) = each[f"{SPDX}checksum"]
        assert one(checksum, f"{SPDX}checksumValue") == sha256(answer.data).hexdigest()
        assert one(checksum, f"{SPDX}algorithm") == f"{SPDX}checksumAlgorithm_sha256"
        assert int(one(each, f"{DCAT}byteSize")) == len(answer.data)
        assert one(each, f"{DCAT}mediaType").endswith(f"media-types/{answer.mimetype}")


def test_what_the_catalogue_leads_to_here_is_there(catalog: dict[str, Any], client: FlaskClient) -> None:
    addresses = {node["@id"] for node in nodes(catalog) if "@id" in node}
    ours = {
        address.partition("#")[0].removeprefix("http://localhost") for address in addresses if "localhost" in address
    }
    assert {f"/api/collections/{name}/items" for name in LAYERS} <= ours
    assert {address: client.get(address, buffered=True).status_code for address in ours} == dict.fromkeys(ours, 200)


@pytest.mark.parametrize(("name", "layer"), [("event", "events"), ("place", "places"), ("briefing", "briefings")])
def test_schemas_are_served_where_they_say(client: FlaskClient, name: str, layer: str) -> None:
    answer = client.get(f"/schemas/{name}.json")
    assert answer.mimetype == "application/schema+json"
    assert answer.json["$id"] == f"http://localhost/schemas/{name}.json"
    assert answer.json["description"] == LAYERS[layer].what
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/schemas/picnic.json").status_code == 404


# schema.org in the pages ---------------------------------------------------------------------------------------------


def linked(page: str) -> dict[str, Any]:
    """The data set that a page has, expanded with schema.org's terms."""
    (written,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    told = json.loads(written)
    assert told.pop("@context") == "https://schema.org"
    (found,) = expanded({"@context": {"@vocab": SCHEMA}, **told})
    return found


@pytest.mark.parametrize("page", ["/", "/layers/", "/editions/{id}/", "/?lang=de"])
def test_a_page_tells_of_its_edition_as_a_data_set(client: FlaskClient, edition: Edition, page: str) -> None:
    found = linked(client.get(page.format(id=edition.id), headers=HTML).text)
    assert found["@type"] == [f"{SCHEMA}Dataset"]
    assert found["@id"] == f"http://localhost/editions/{edition.id}/#events"
    assert one(found, f"{SCHEMA}sameAs") == f"http://localhost/editions/{edition.id}/"
    for term in ("version", "identifier"):
        assert one(found, f"{SCHEMA}{term}") == edition.id
    assert one(found, f"{SCHEMA}temporalCoverage") == "2022-01-01/2022-02-03"
    assert (f"{SCHEMA}datePublished" in found) == page.startswith("/editions/")  # others do not depend on the clock
    (place,) = found[f"{SCHEMA}spatialCoverage"]
    (shape,) = place[f"{SCHEMA}geo"]
    assert one(shape, f"{SCHEMA}box") == "51.3 23.2 56.2 32.8"
    for term in ("name", "description", "license", "includedInDataCatalog", "sameAs", "url"):
        assert found[f"{SCHEMA}{term}"], term


def test_the_files_of_the_data_set_are_there(client: FlaskClient) -> None:
    files = linked(client.get("/").text)[f"{SCHEMA}distribution"]
    assert "application/geo+json" in {one(each, f"{SCHEMA}encodingFormat") for each in files}
    for each in files:
        answer = client.get(one(each, f"{SCHEMA}contentUrl"), buffered=True)
        assert one(each, f"{SCHEMA}sha256") == sha256(answer.data).hexdigest()
        assert one(each, f"{SCHEMA}contentSize") == f"{len(answer.data)} B"


def test_an_edition_without_events_has_a_catalogue_too(tmp_path: Path) -> None:
    with Store.open(tmp_path / "empty.sqlite") as empty:
        publish(empty, tmp_path / "editions", hand.HandGazetteer())
    client = create_app(SimpleNamespace(editions=tmp_path / "editions")).test_client()  # type: ignore[arg-type]
    (found,) = expanded(client.get("/api/catalog.jsonld").json)
    assert [f"{DCT}temporal" in each or f"{DCT}spatial" in each for each in found[f"{DCAT}dataset"]] == [False] * 8
    assert f"{SCHEMA}spatialCoverage" not in linked(client.get("/").text)
