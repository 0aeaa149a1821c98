"""How is the API described to programs? OpenAPI 3.0 in one document that refers to nothing outside itself.

Each collection has paths of its own, with its fields as parameters: GDAL and QGIS push down what they find there.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version
from typing import Any

from timeline.layers.fields import LAYERS, Description
from timeline.web.api import parameters, tilepaths
from timeline.web.api.components import RESPONSES, SCHEMAS, operation, ref
from timeline.web.api.documents import ABOUT, TITLE
from timeline.web.api.negotiation import GEOJSON, HTML, JSON, OPENAPI, SCHEMA

Document = dict[str, Any]


@lru_cache(4)
def document(root: str) -> Document:
    """The description of the API whose landing page is at ``root``, which is absolute; not to be changed."""
    return {
        "openapi": "3.0.3",
        "info": {
            "title": TITLE,
            "description": ABOUT,
            "version": version("dateline"),
            "license": {"name": "MIT (the program; quotations belong to their publishers)"},
        },
        "servers": [{"url": root}],
        "tags": [{"name": "API", "description": "The API itself"}]
        + [{"name": layer.name, "description": layer.what} for layer in LAYERS.values()],
        "paths": _plain()
        | {path: told for layer in LAYERS.values() for path, told in _of(layer).items()}
        | tilepaths.paths(),
        "components": {"parameters": parameters.COMMON, "schemas": SCHEMAS, "responses": RESPONSES},
    }


def _plain() -> Document:
    """The paths that belong to no collection."""
    form = parameters.of_form()
    return {
        "/": _get("getLandingPage", "API", "The landing page", form, {JSON: ref("landingPage")}),
        "/conformance": _get("getConformance", "API", "What the API conforms to", form, {JSON: ref("confClasses")}),
        "/openapi": _get("getAPI", "API", "This document", form, {OPENAPI: {"type": "object"}}),
        "/collections": _get("getCollectionsList", "API", "All collections", form, {JSON: ref("collections")}),
    }


def _of(layer: Description) -> Document:
    """The paths of a collection."""
    here, name, form = f"/collections/{layer.name}", layer.name, parameters.of_form()
    id = parameters.in_path("featureId", {"type": "string", "minLength": 1}, "Its `id`.")
    items, item = parameters.of_items(layer), [id, *parameters.of_item(layer)]
    fields = {SCHEMA: ref("jsonSchema")}
    found = {"featureId": "$response.body#/features/0/id"}
    first = {"feature": {"operationId": f"{name}.getFeature", "parameters": found}}
    return {
        here: _get(f"{name}.getCollection", name, layer.title, form, {JSON: ref("collection")}),
        f"{here}/queryables": _get(f"{name}.getQueryables", name, "What filters may ask", form, fields),
        f"{here}/schema": _get(f"{name}.getSchema", name, "What a feature looks like", form, fields),
        f"{here}/items": _get(
            f"{name}.getFeatures", name, "Features", items, {GEOJSON: ref("featureCollection")}, leads=first
        ),
        f"{here}/items/{{featureId}}": _get(f"{name}.getFeature", name, "One feature", item, {GEOJSON: ref("feature")}),
    }


def _get(
    name: str, tag: str, summary: str, given: list[Document], told: Document, leads: Document | None = None
) -> Document:
    """A path that programs and people can read."""
    return operation(name, tag, summary, given, told | {HTML: {"type": "string"}}, leads=leads)
