"""What do band and map ask first where nothing is filtered? A page comes with those answers, each by its address.

Scripts look there before they ask. The addresses are those of a window of usual size: in another they ask as always,
and nothing depends on the size being right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import asinh, ceil, floor, log2, pi, radians, tan
from typing import Any

import numpy as np
import orjson

from timeline.geometry import Box
from timeline.tiles.mercator import Tile
from timeline.tiles.plain import plain
from timeline.web import tiling
from timeline.web.amounts import Bins
from timeline.web.daily import BY_FAMILY, counted
from timeline.web.extents import extents
from timeline.web.selection import Selection
from timeline.web.shown import Shown
from timeline.web.sifting import sift

BAND = 1_000  # pixels: the width of a usual band
COLUMN = 4  # pixels, at least (static/density.js)
SIZES = (1, 7, 28, 91, 364)  # days (static/scale.js)
MARGIN = 30  # a share of the days on each side (static/scale.js)
WIDE, TALL = 900, 500  # pixels of a usual map
PADDED = 56, 100  # of those, kept clear (static/view.js)
AROUND = 0.8  # of them, on each side of the middle, are drawn (static/manymap.js)
NEARER = 2  # zooms that a tile lies above the map (static/tiling.js)
CLOSEST = 9  # zoom of a first view (static/view.js)
MOST = 60_000  # bytes of tiles, a sixth when packed: the page is to stay small


@lru_cache(maxsize=8)
def opening(shown: Shown, language: str) -> Mapping[str, Any]:
    """The answers by what stands after the edition in their addresses: counts, and the points of tiles (``plain``)."""
    whole = extents(shown)
    answers: dict[str, Any] = {}
    if whole["dense"]:
        bins = _bins(*whole["dense"])
        asked = f"days?first={bins.first}&size={bins.size}&count={bins.count}&lane={BY_FAMILY}&lang={language}"
        everything = sift(shown, np.ones(len(shown), dtype=np.bool_), Selection())
        answers[asked] = counted(shown, everything, bins, BY_FAMILY)
    tiles = _tiles(whole["box"], whole["core"]) if whole["box"] else ()
    drawn = {f"tiles/{tile.z}/{tile.x}/{tile.y}.mvt?": plain(tiling.layers(shown, tile, None)) for tile in tiles}
    return answers | drawn if len(orjson.dumps(drawn)) <= MOST else answers


def _bins(first: int, until: int) -> Bins:
    """The bins of most days, with a margin, that are wide enough to be seen."""
    margin = max(1, floor((until - first) / MARGIN + 0.5)) + 1  # the window has a day beside it (static/band.js)
    begin, end = first - margin, until + margin
    size = next((size for size in SIZES if size * BAND / (end - begin) >= COLUMN), 3_640)
    return Bins(first=begin // size, size=size, count=ceil(end / size) - begin // size)


def _tiles(box: Box, core: Box) -> Iterator[Tile]:
    """The tiles of the first view: of all places, or of most where that shows them at least twice as large."""
    shown = core if _zoom(box, WIDE, TALL) < _zoom(core, WIDE, TALL) else box
    zoom = min(_zoom(shown, WIDE - PADDED[0], TALL - PADDED[1]), CLOSEST)
    west, north, east, south = _square(shown)
    z = max(zoom - NEARER, 0)
    around = AROUND * WIDE / 256 / 2**zoom, AROUND * TALL / 256 / 2**zoom
    columns, rows = (
        range(max(floor((middle - each) * 2**z), 0), min(floor((middle + each) * 2**z), 2**z - 1) + 1)
        for middle, each in zip(((west + east) / 2, (north + south) / 2), around, strict=True)
    )
    return (Tile(z=z, x=x, y=y) for y in rows for x in columns)


def _zoom(box: Box, wide: int, tall: int) -> int:
    """The nearest zoom at which so many pixels show all of the box."""
    west, north, east, south = _square(box)
    least = 1 / 2**CLOSEST / 256
    return max(floor(log2(min(wide / 256 / max(east - west, least), tall / 256 / max(south - north, least)))), 0)


def _square(box: Box) -> Box:
    """West, north, east, south on a square of 1 from the north-west."""
    west, south, east, north = box
    across = [(lon + 180) / 360 for lon in (west, east)]
    down = [(1 - asinh(tan(radians(max(-85.0, min(85.0, lat))))) / pi) / 2 for lat in (north, south)]
    return across[0], down[0], across[1], down[1]
