"""Vector tiles of the events, with the filters of the page: for the map itself, and by TileJSON for maps of others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from flask import Blueprint, Response, current_app, request, url_for
from werkzeug.datastructures import MultiDict

from timeline.columns import Ints, Mask
from timeline.errors import ArgumentRefused, NotFound
from timeline.model import Category, Modality
from timeline.tiles.encoding import encoded
from timeline.tiles.mercator import EDGE, Tile
from timeline.tiles.placed import Longs, Placed
from timeline.tiles.tile import CLUSTERED_BELOW, CLUSTERS, COUNT, EVENTS, SPOTS, drawn
from timeline.web import atlas, selection
from timeline.web.headers import FOREVER, protect
from timeline.web.pages import shelf
from timeline.web.selection import KEYS
from timeline.web.shelf import KEPT
from timeline.web.shown import Shown
from timeline.web.sifting import sift
from timeline.web.tongues import marked

tiles = Blueprint("tiles", __name__)
MEDIA = "application/vnd.mapbox-vector-tile"
OFFERED_ZOOM = 14  # the last that others are told of: a unit of its tiles is less than a metre
CATEGORIES, STATUSES = [str(each) for each in Category], [str(each) for each in Modality]
# What features of each layer have, as TileJSON says it.
FIELDS: dict[str, dict[str, str]] = {
    EVENTS: {
        "id": "String",
        "category": "String",
        "status": "String",
        "form": "point, facility, near (somewhere around here) or area: what sort of place",
        "title": "String, in tiles of few events",
    },
    CLUSTERS: {COUNT: "Number of events", SPOTS: "Number of places that they lie in"}
    | dict.fromkeys(CATEGORIES, "Number of events of that category"),
}
GONE = marked("This edition is no longer kept: read the page anew.")
_NUMBER = re.compile(r"[0-9]{1,7}")


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


def answer(shown: Shown, tile: Tile, taken: Mask | None) -> Response:
    """The tile with the events of which ``taken``, by position, says so (None: all); 204 where there is none."""
    data = encoded(
        drawn(heaps(shown.edition.directory), tile, taken, lambda at, spots, titled: _told(shown, at, spots, titled=titled))
    )
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


@lru_cache(maxsize=KEPT)
def heaps(edition: Path) -> Placed:
    """Where the events of the edition in that folder lie; raises NotFound where it has been cleared away."""
    try:
        return Placed.open(edition)
    except FileNotFoundError:
        raise NotFound(GONE) from None


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


def _told(shown: Shown, positions: Longs, spots: Ints, *, titled: bool) -> Mapping[str, Sequence[str]]:
    columns = shown.columns
    told = {
        "id": [id.decode() for id in columns.ids[positions].tolist()],
        "category": [CATEGORIES[each] for each in columns.category[positions].tolist()],
        "status": [STATUSES[each] for each in columns.modality[positions].tolist()],
        "form": [_form(columns.tables["spots"][spot]) for spot in spots.tolist()],
    }
    return told | {"title": shown.told.table.column("title").take(positions).to_pylist()} if titled else told


def _form(spot: Mapping[str, Any]) -> str:
    """As what a place is drawn where it is too small for its shape: never a lone pin for a country."""
    fine = spot["kind"] in {"city", "facility"}
    if spot["shape"] is not None:
        return "near" if fine else "area"
    if spot["radius_km"] > 0 and (spot["geo_precision"] > 1 or not fine):
        return "near"
    return {"facility": "facility", "country": "near"}.get(spot["kind"], "point")
