"""How are the tiles described to programs? Their paths in the OpenAPI document (OGC 20-057, oas30).

The standard says how the name of each operation ends.
"""

from __future__ import annotations

from typing import Any

from timeline.layers.fields import LAYERS, Description
from timeline.web.api import parameters
from timeline.web.api.components import operation, ref
from timeline.web.api.negotiation import JSON
from timeline.web.tiles import MEDIA, OFFERED_ZOOM
from timeline.web.tilesets import ASKED, FORMS, GRID, TILE_FORMS
from timeline.web.tiling import OF_LAYER

Document = dict[str, Any]
EMPTY = {"204": {"description": "The tile has nothing in it."}}


def paths() -> Document:
    """The paths of the grid, and those of each collection that has tiles."""
    form = [parameters.form(FORMS), parameters.shared("lang")]
    grids = {
        "/tileMatrixSets": operation(
            "getTileMatrixSetsList", "API", "The grids of tiles", form, {JSON: ref("tileMatrixSets")}
        ),
        f"/tileMatrixSets/{GRID}": operation(
            "getTileMatrixSet", "API", "The grid of the tiles", form, {JSON: ref("tileMatrixSet")}
        ),
    }
    return grids | {path: told for name in OF_LAYER for path, told in _of(LAYERS[name], form).items()}


def _of(layer: Description, form: list[Document]) -> Document:
    here, name = f"/collections/{layer.name}/tiles", f"{layer.name}.collection.vector"
    drawn = {MEDIA: {"type": "string", "format": "binary"}}
    return {
        here: operation(f"{name}.getTileSetsList", layer.name, "Its tile sets", form, {JSON: ref("tileSets")}),
        f"{here}/{GRID}": operation(
            f"{name}.getTileSet", layer.name, "What is in its tiles", form, {JSON: ref("tileSet")}
        ),
        f"{here}/{GRID}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}": operation(
            f"{name}.getTile", layer.name, "A tile", [*_address(), *_asked(layer)], drawn, besides=EMPTY
        ),
    }


def _address() -> list[Document]:
    """What names a tile. How many rows and columns there are depends on the matrix: beyond them is no tile."""
    matrices = {"type": "string", "enum": [str(zoom) for zoom in range(OFFERED_ZOOM + 1)]}
    number = {"type": "integer", "minimum": 0, "maximum": (1 << OFFERED_ZOOM) - 1}
    return [
        parameters.in_path("tileMatrix", matrices, "The matrix of the grid: a zoom."),
        parameters.in_path("tileRow", number, "The row in the matrix, from the north."),
        parameters.in_path("tileCol", number, "The column in the matrix, from the west."),
    ]


def _asked(layer: Description) -> list[Document]:
    """The filters of the API, and the form."""
    own = [given for given in parameters.of_items(layer) if _name(given) in ASKED - {"f"}]
    return [parameters.form(TILE_FORMS), *own, *parameters.of_fields(layer)]


def _name(given: Document) -> str:
    """The name of a parameter, or of the one that is referred to."""
    return str(given["name"] if "name" in given else given["$ref"].rpartition("/")[2])
