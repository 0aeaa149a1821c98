"""What is drawn of an edition in a tile? Its heaps and shapes, opened once, and what is told of the events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from timeline.columns import Ints, Mask, Ragged
from timeline.errors import NotFound
from timeline.geometry import parsed
from timeline.model import Category, Modality
from timeline.tiles import shaped, tile
from timeline.tiles.encoding import Layer, encoded
from timeline.tiles.mercator import Tile
from timeline.tiles.outlines import Outlines
from timeline.tiles.placed import Longs, Placed, placed
from timeline.tiles.shaped import Shaped
from timeline.web.shelf import KEPT
from timeline.web.shown import Shown
from timeline.web.tongues import marked

GONE = marked("This edition is no longer kept: read the page anew.")
CATEGORIES, STATUSES = [str(each) for each in Category], [str(each) for each in Modality]
BY_CATEGORY = dict.fromkeys(CATEGORIES, "Number of events of that category")
# What features of each layer of a tile have, as TileJSON says it.
FIELDS: dict[str, dict[str, str]] = {
    tile.EVENTS: {
        "id": "String",
        "category": "String",
        "status": "String",
        "form": "point, facility, near (somewhere around here) or area: what sort of place",
        "title": "String, in tiles of few events",
    },
    tile.CLUSTERS: {tile.COUNT: "Number of events", tile.SPOTS: "Number of places that they lie in"} | BY_CATEGORY,
    **{
        name: {
            "name": "String, of the place",
            "kind": "String, of the place",
            "id": "String, of the event where it is only one",
            shaped.COUNT: "Number of events that have it",
        }
        | BY_CATEGORY
        for name in shaped.LAYER_OF.values()
    },
}
# Of which layers (``timeline/layers/fields.py``) there are tiles, and with which layers in them.
OF_LAYER: dict[str, tuple[str, ...]] = {
    "events": (tile.EVENTS, tile.CLUSTERS, "lines", "areas"),
    "events-points": (tile.EVENTS, tile.CLUSTERS),
    "events-lines": ("lines",),
    "events-areas": ("areas",),
}


def drawn(shown: Shown, at: Tile, mask: Mask | None, layer: str = "events") -> bytes:
    """The tile with those events of a layer that ``mask``, by position, takes; None takes all."""
    return encoded(layers(shown, at, mask, layer))


def layers(shown: Shown, at: Tile, mask: Mask | None, layer: str = "events") -> tuple[Layer, ...]:
    """The tile's layers, not yet packed.

    Of all events lines and areas are drawn only near by: farther away the clusters count them where their points are.
    """
    found: tuple[Layer, ...] = ()
    if tile.EVENTS in OF_LAYER[layer]:
        of = heaps(shown.edition.directory) if layer == "events" else _pointed(shown)
        found = tile.drawn(of, at, mask, lambda *given: _told(shown, *given))
    kinds = [kind for kind, name in shaped.LAYER_OF.items() if name in OF_LAYER[layer]]
    if kinds and (layer != "events" or at.z >= tile.CLUSTERED_BELOW):
        found += shaped.layers(_shaped(shown), at, mask, lambda *given: _named(shown, *given), kinds)
    return found


@lru_cache(maxsize=KEPT)
def heaps(edition: Path) -> Placed:
    """Where the events of the edition in that folder lie; raises NotFound where it has been cleared away."""
    try:
        return Placed.open(edition)
    except FileNotFoundError:
        raise NotFound(GONE) from None


@lru_cache(maxsize=1)
def _pointed(shown: Shown) -> Placed:
    """The same of those places only that are no more than a point."""
    columns, plain = (
        shown.columns,
        np.array([spot["shape"] is None for spot in shown.columns.tables["spots"]], np.bool_),
    )
    kept = plain[columns.spots.values]
    before = np.concatenate(([0], np.cumsum(kept)))
    spots = Ragged(starts=before[columns.spots.starts].astype(np.int64), values=columns.spots.values[kept])
    return placed(replace(columns, spots=spots))


@lru_cache(maxsize=KEPT)
def _shaped(shown: Shown) -> Shaped:
    """The shapes of an edition, and which events have each."""
    numbers = shown.columns.tables["shapes"]
    written = [orjson.loads(line) for line in shown.shapes.read(list(range(len(numbers))))]
    spots = shown.columns.tables["spots"]
    shape_of = np.array([-1 if spot["shape"] is None else numbers[spot["shape"]] for spot in spots], dtype=np.int32)
    outlines = Outlines.of([parsed(one["geometry"]) if one["geometry"] else None for one in written])
    return shaped.shaped(heaps(shown.edition.directory), shape_of, outlines)


@lru_cache(maxsize=KEPT)
def _shapes(shown: Shown) -> list[Mapping[str, str]]:
    """What is told of each shape."""
    lines = shown.shapes.read(list(range(len(shown.columns.tables["shapes"]))))
    told = (orjson.loads(line)["properties"] for line in lines)
    return [{"name": one["name"], "kind": one["kind"]} for one in told]


def _named(shown: Shown, shape: int, event: int | None) -> Mapping[str, str]:
    alone = {} if event is None else {"id": shown.columns.ids[event].decode()}
    return {**_shapes(shown)[shape], **alone}


def _told(shown: Shown, positions: Longs, spots: Ints, titled: bool) -> Mapping[str, Sequence[str]]:
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
