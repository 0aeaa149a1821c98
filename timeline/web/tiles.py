"""Vector tiles of the events, with the filters of the page: for the map itself, and by TileJSON for maps of others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import numpy as np
import orjson
from flask import Blueprint, Response, current_app, request, url_for
from werkzeug.datastructures import MultiDict

from timeline.columns import Mask
from timeline.errors import ArgumentRefused, NotFound
from timeline.tiles.mercator import EDGE, Tile
from timeline.tiles.tile import CLUSTERED_BELOW
from timeline.web import atlas, selection
from timeline.web.headers import FOREVER, protect
from timeline.web.pages import shelf
from timeline.web.selection import KEYS
from timeline.web.shown import Shown
from timeline.web.sifting import sift
from timeline.web.tiling import FIELDS, drawn

tiles = Blueprint("tiles", __name__)
MEDIA = "application/vnd.mapbox-vector-tile"
OFFERED_ZOOM = 14  # the last that others are told of: a unit of its tiles is less than a metre
_NUMBER = re.compile(r"0|[1-9][0-9]{0,6}")  # a tile has one address


@tiles.get("/tiles/<z>/<x>/<y>.mvt")
def of_newest(z: str, x: str, y: str) -> Response:
    """A tile of the edition now shown, with the filters of the page."""
    return _filtered(shelf().shown(), address(z, x, y))


@tiles.get("/editions/<edition>/tiles/<z>/<x>/<y>.mvt")
def of_edition(edition: str, z: str, x: str, y: str) -> Response:
    """The same of one edition; never changes."""
    response = _filtered(shelf().edition(edition), address(z, x, y))
    response.headers["Cache-Control"] = FOREVER
    return response


@tiles.get("/tiles.json")
def tilejson() -> Response:
    """What the tiles hold and where they are, as TileJSON 3.0, with the filters that are asked for here."""
    shown = shelf().shown()
    mask(shown, request.args)
    west, south, east, north = bounds(shown)
    return described(
        {
            "tilejson": "3.0.0",
            "tiles": [_template()],
            "vector_layers": [{"id": name, "fields": fields} for name, fields in FIELDS.items()],
            "name": "Dateline",
            "description": "Events of briefings; far away, or where they are many, clusters with counts by category.",
            "attribution": atlas.ATTRIBUTION,
            "version": "1.0.0",
            "scheme": "xyz",
            "minzoom": 0,
            "maxzoom": OFFERED_ZOOM,
            "bounds": [west, south, east, north],
            "center": [(west + east) / 2, (south + north) / 2, CLUSTERED_BELOW // 2],
        },
        shown,
    )


def address(z: str, x: str, y: str) -> Tile:
    """The tile that an address names; raises NotFound."""
    if not all(map(_NUMBER.fullmatch, (z, x, y))):
        raise NotFound(f"No tile is called {z[:20]}/{x[:20]}/{y[:20]}: give zoom, column and row as whole numbers.")
    try:
        return Tile(z=int(z), x=int(x), y=int(y))
    except ValueError as error:
        raise NotFound(f"There is {error}.") from None


def answer(shown: Shown, tile: Tile, taken: Mask | None, layer: str = "events") -> Response:
    """The tile with the events of a layer of which ``taken``, by position, says so (None: all); 204 where none is."""
    data = drawn(shown, tile, taken, layer)
    return current_app.response_class(data, 200 if data else 204, mimetype=MEDIA)


def named(response: Response, shown: Shown) -> Response:
    """The answer with the tag of what was asked of that edition; any may read it."""
    response.set_etag(tag(shown), weak=True)  # the same packed and unpacked
    response.headers["Cache-Control"] = "no-cache"
    return protect(response, shared=True)


def unchanged(shown: Shown) -> Response | None:
    """304 where the reader has the answer of that edition to this question: it is not worked out again."""
    if not request.if_none_match.contains_weak(tag(shown)):
        return None
    return named(current_app.response_class(status=304), shown)


def tag(shown: Shown) -> str:
    """The name of the answer of that edition to the question that is asked."""
    return f"{shown.id}-{sha256(request.full_path.encode()).hexdigest()[:16]}"


def described(value: Mapping[str, Any], shown: Shown, media: str = "application/json") -> Response:
    """A description of tiles of that edition."""
    return named(current_app.response_class(orjson.dumps(value), mimetype=media), shown)


def bounds(shown: Shown) -> tuple[float, float, float, float]:
    """West, south, east, north of all places, in degrees; the whole square where there is none."""
    lon, lat = shown.columns.spot_lon, shown.columns.spot_lat
    if not len(lon):
        return -180.0, -EDGE, 180.0, EDGE
    return float(lon.min()), max(-EDGE, float(lat.min())), float(lon.max()), min(EDGE, float(lat.max()))


def mask(shown: Shown, arguments: MultiDict[str, str]) -> Mask | None:
    """The events that the page's filters take, by position; None: all. Raises ArgumentRefused.

    The page leaves out what it does not understand and says so. A map could not say it.
    """
    asked = selection.read(arguments, shown.briefings)
    if asked.notices:
        raise ArgumentRefused(" ".join(asked.notices))
    return sift(shown, np.ones(len(shown), dtype=np.bool_), asked).mask if asked.narrowed else None


def _filtered(shown: Shown, tile: Tile) -> Response:
    return unchanged(shown) or named(answer(shown, tile, mask(shown, request.args)), shown)


def _template() -> str:
    """The address of the tiles, less the tile, with the filters of this request."""
    path = url_for("tiles.of_newest", z=0, x=0, y=0).removesuffix("0/0/0.mvt") + "{z}/{x}/{y}.mvt"
    keys = [key for each in KEYS.values() for key in each if key in request.args]
    kept = MultiDict((key, value) for key in keys for value in request.args.getlist(key))
    return request.host_url.rstrip("/") + path + (selection.address(kept) if keys else "")
