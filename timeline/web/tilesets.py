"""OGC API - Tiles: the tile sets of a collection, what is in them, and their tiles with the filters of the API."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from timeline.columns import Mask
from timeline.errors import NotFound
from timeline.layers.fields import LAYERS, Description
from timeline.layers.filtering import queryables
from timeline.web.api import arguments, links, taking
from timeline.web.pages import shelf
from timeline.web.shown import Shown
from timeline.web.tiles import MEDIA, OFFERED_ZOOM, address, answer, bounds, described, named, unchanged
from timeline.web.tiling import BY_CATEGORY, FIELDS, OF_LAYER

tilesets = Blueprint("tilesets", __name__, url_prefix=links.ROOT)
GRID = "WebMercatorQuad"
GRID_URI = f"http://www.opengis.net/def/tilematrixset/OGC/1.0/{GRID}"
MERCATOR = "http://www.opengis.net/def/crs/EPSG/0/3857"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_TILES = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf"
# What is declared of these addresses; the API's declaration has it, too.
CONFORMS = (
    *(f"{_TILES}/{name}" for name in ("core", "tileset", "tilesets-list", "geodata-tilesets", "mvt", "oas30")),
    "http://www.opengis.net/spec/tms/2.0/conf/tilematrixset",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset",
)
ASKED = frozenset({"f", "datetime", "bbox", "bbox-crs", "filter", "filter-lang", "filter-crs", "q"})
FORMS, TILE_FORMS = ("json",), ("mvt",)  # of what is told of tiles, and of a tile
HALF = 20_037_508.3427892  # metres from the middle of the square to its edge
PIXEL = 0.00028  # metres, by which the standard reckons scales
SIDE = 256  # pixels of a tile
DIMENSIONS = {"events": 0, "clusters": 0, "lines": 1, "areas": 2}


@tilesets.get("/tileMatrixSets")
def grids() -> Response:
    """The one grid that there are tiles of."""
    _only_json()
    here = f"{links.root(request)}/tileMatrixSets"
    one = {"id": GRID, "title": "Google Maps Compatible for the World", "uri": GRID_URI, "crs": MERCATOR}
    found = links.link("self", f"{here}/{GRID}", "application/json", "The grid")
    return described({"tileMatrixSets": [one | {"links": [found]}]}, shelf().shown())


@tilesets.get(f"/tileMatrixSets/{GRID}")
def grid() -> Response:
    """The grid, as the standard's second edition describes one (OGC 17-083r4)."""
    _only_json()
    return described(
        {
            "id": GRID,
            "title": "Google Maps Compatible for the World",
            "uri": GRID_URI,
            "crs": MERCATOR,
            "orderedAxes": ["X", "Y"],
            "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
            "tileMatrices": [_matrix(zoom) for zoom in range(OFFERED_ZOOM + 1)],
        },
        shelf().shown(),
    )


@tilesets.get("/collections/<name>/tiles")
def of_collection(name: str) -> Response:
    """The tile sets of a collection: one."""
    _only_json()
    here, layer = _here(name), _layer(name)
    told = _in_short(layer) | {"links": [links.link("self", f"{here}/{GRID}", "application/json", "The tile set")]}
    found = links.link("self", here, "application/json", "This document")
    return described({"links": [found], "tilesets": [told]}, shelf().shown())


@tilesets.get(f"/collections/<name>/tiles/{GRID}")
def tileset(name: str) -> Response:
    """What is in the tiles of a collection, and where they are."""
    _only_json()
    shown, layer = shelf().shown(), _layer(name)
    here = f"{_here(name)}/{GRID}"
    west, south, east, north = bounds(shown)
    return described(
        _in_short(layer)
        | {
            "description": "Far away, or where they are many, clusters with counts by category.",
            "links": [
                links.link("self", here, "application/json", "This document"),
                {
                    **links.link("item", f"{here}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}", MEDIA, "Its tiles"),
                    "templated": True,
                },
                links.link(
                    f"{links.REL}tiling-scheme",
                    f"{links.root(request)}/tileMatrixSets/{GRID}",
                    "application/json",
                    GRID,
                ),
            ],
            "layers": [_described(each) for each in OF_LAYER[name]],
            "tileMatrixSetLimits": [_limits(zoom) for zoom in range(OFFERED_ZOOM + 1)],
            "boundingBox": {"lowerLeft": [west, south], "upperRight": [east, north], "crs": CRS84},
        },
        shown,
    )


@tilesets.get(f"/collections/<name>/tiles/{GRID}/<z>/<row>/<column>")
def tile(name: str, z: str, row: str, column: str) -> Response:
    """A tile of a collection with the features that the API's filters take."""
    layer, at, shown = _layer(name), address(z, column, row), shelf().shown()
    if at.z > OFFERED_ZOOM:
        raise NotFound(f"{z[:20]}: the grid has no such matrix, but those from 0 to {OFFERED_ZOOM}.")
    return unchanged(shown) or named(answer(shown, at, _taken(shown, layer), name), shown)


def _taken(shown: Shown, layer: Description) -> Mask | None:
    """The events that the parameters take, by position; None: all. Raises ArgumentRefused."""
    arguments.known(request.args, ASKED | {field.name for field in queryables(layer)}, forms=TILE_FORMS)
    given = MultiDict((key, value) for key, value in request.args.items(multi=True) if key != "f")
    return taking.mask_of(shown.edition, shown.edition.layer(layer.name), arguments.asked(layer, given))


def _layer(name: str) -> Description:
    if name not in LAYERS:
        raise NotFound(f"{name[:80]}: no such collection; have {', '.join(LAYERS)}")
    if name not in OF_LAYER:
        raise NotFound(f"{name}: there are no tiles of this collection, but of {', '.join(OF_LAYER)}")
    return LAYERS[name]


def _only_json() -> None:
    arguments.known(request.args, forms=FORMS)


def _here(name: str) -> str:
    return f"{links.root(request)}/collections/{name}/tiles"


def _in_short(layer: Description) -> dict[str, Any]:
    return {"title": layer.title, "dataType": "vector", "crs": MERCATOR, "tileMatrixSetURI": GRID_URI}


def _described(layer: str) -> dict[str, Any]:
    """A layer of the tiles with its properties."""
    numbers = {"count", "spots", *BY_CATEGORY}
    told = {
        name: {"type": "integer" if name in numbers else "string", "description": what}
        for name, what in FIELDS[layer].items()
    }
    return {
        "id": layer,
        "dataType": "vector",
        "geometryDimension": DIMENSIONS[layer],
        "propertiesSchema": {"type": "object", "properties": told},
    }


def _matrix(zoom: int) -> dict[str, Any]:
    cell = 2 * HALF / SIDE / (1 << zoom)
    return {
        "id": str(zoom),
        "scaleDenominator": cell / PIXEL,
        "cellSize": cell,
        "cornerOfOrigin": "topLeft",
        "pointOfOrigin": [-HALF, HALF],
        "tileWidth": SIDE,
        "tileHeight": SIDE,
        "matrixWidth": 1 << zoom,
        "matrixHeight": 1 << zoom,
    }


def _limits(zoom: int) -> dict[str, Any]:
    last = (1 << zoom) - 1
    return {"tileMatrix": str(zoom), "minTileRow": 0, "maxTileRow": last, "minTileCol": 0, "maxTileCol": last}
