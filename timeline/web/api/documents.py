"""What does the API say about itself? Landing page, conformance, collections, queryables, schemas, as JSON values."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from timeline.layers import filtering
from timeline.layers.days import EVER, NEVER
from timeline.layers.fields import LAYERS, Description
from timeline.layers.layer import Layer
from timeline.web.api import schemas
from timeline.web.api.conformance import CONFORMS
from timeline.web.api.links import REL, Address, Link, link, of_itself
from timeline.web.api.negotiation import GEOJSON, HTML, JSON, OPENAPI, SCHEMA
from timeline.web.api.systems import CRS84, SYSTEMS
from timeline.web.shown import Shown
from timeline.web.tiling import OF_LAYER

Document = dict[str, Any]
TITLE = "Dateline: events found in briefings"
ABOUT = (
    "What written briefings say happened: when, where, who says so, and in which sentence. Read-only; every answer is "
    "of one immutable edition, whose id is in its ETag."
)
_GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"


def landing(at: Address) -> Document:
    """The landing page."""
    root = at.root
    return {
        "title": TITLE,
        "description": ABOUT,
        "links": [
            *of_itself(at, JSON),
            link("service-desc", f"{root}/openapi", OPENAPI, "The definition of the API, OpenAPI 3.0"),
            link("service-doc", f"{root}/docs", HTML, "The definition of the API as a page"),
            link("conformance", f"{root}/conformance", JSON, "Conformance classes"),
            link("data", f"{root}/collections", JSON, "Collections"),
            link("service-meta", f"{root}/catalog.jsonld", "application/ld+json", "The data sets, DCAT 3"),
            link(f"{REL}tiling-schemes", f"{root}/tileMatrixSets", JSON, "The grid of the tiles"),
        ],
    }


def conformance(at: Address) -> Document:
    """The conformance declaration."""
    return {"links": of_itself(at, JSON), "conformsTo": list(CONFORMS)}


def collections(shown: Shown, at: Address) -> Document:
    """All collections."""
    return {
        "links": of_itself(at, JSON),
        "crs": list(SYSTEMS),
        "collections": [collection(shown, layer, at.root) for layer in LAYERS.values()],
    }


def collection(shown: Shown, layer: Description, root: str) -> Document:
    """One collection, told alike alone and among the others."""
    return {
        "id": layer.name,
        "title": layer.title,
        "description": layer.what,
        "itemType": "feature",
        "extent": extent(shown.edition.layer(layer.name)),
        "crs": list(SYSTEMS),
        "storageCrs": CRS84,
        "links": _of_collection(layer, f"{root}/collections/{layer.name}"),
    }


def queryables(layer: Description, at: Address) -> Document:
    """What filters may ask of a collection, as JSON Schema."""
    return filtering.schema(layer) | {"$id": f"{at.root}{at.path}"}


def schema(layer: Description, at: Address) -> Document:
    """What a feature of a collection looks like, as JSON Schema."""
    return schemas.schema(layer, f"{at.root}{at.path}")


@lru_cache(4 * len(LAYERS))
def extent(layer: Layer) -> Document:
    """The box and the interval of days that the features of a layer lie in; an open end is null."""
    positions, found = layer.positions, {}
    box = layer.extent(positions)
    if box is not None:
        found["spatial"] = {"bbox": [list(box)], "crs": CRS84}
    timed = positions[(layer.first[positions] != NEVER[0]) | (layer.last[positions] != NEVER[1])]
    if len(timed):
        ends = int(np.min(layer.first[timed])), int(np.max(layer.last[timed]))
        found["temporal"] = {"interval": [[_moment(end) for end in ends]], "trs": _GREGORIAN}
    return found


def _moment(day: int) -> str | None:
    """The beginning of a day; None where the end is open."""
    return None if day in (EVER.min, EVER.max) else f"{date.fromordinal(day).isoformat()}T00:00:00Z"


def _of_collection(layer: Description, here: str) -> list[Link]:
    files = f"{here.partition('/api/')[0]}/layers/{layer.name}.geojson"
    return [
        link("self", here, JSON, "This collection"),
        link("alternate", f"{here}?f=html", HTML, "This collection as a page"),
        link("items", f"{here}/items?f=json", GEOJSON, "Its features"),
        link("items", f"{here}/items?f=html", HTML, "Its features as a page"),
        link(f"{REL}queryables", f"{here}/queryables", SCHEMA, "What filters may ask"),
        link(f"{REL}schema", f"{here}/schema", SCHEMA, "What a feature looks like"),
        *([link(f"{REL}tilesets-vector", f"{here}/tiles", JSON, "Its tiles")] if layer.name in OF_LAYER else []),
        link("enclosure", files, GEOJSON, "All of its features in one file"),
    ]
