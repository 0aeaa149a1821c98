"""Lines and areas in tiles, read back by GDAL and by mapbox-vector-tile: where they are, one for each shape."""

from __future__ import annotations

from pathlib import Path

import mapbox_vector_tile
import numpy as np
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from tests.unit.test_tiles import WORLD, columns, metres, unit
from timeline.tiles import shaped
from timeline.tiles.encoding import Kind, Layer, encoded
from timeline.tiles.mercator import EXTENT, Tile
from timeline.tiles.outlines import BEYOND, FINEST, Outlines
from timeline.tiles.placed import placed
from timeline.tiles.shaped import Shaped

SQUARE = shapely.box(23.2, 51.3, 32.8, 56.2)
RING = SQUARE.difference(shapely.box(26, 53, 28, 54))
WAY = shapely.LineString([(23.5, 53.9), (25.7, 54.2), (26.6, 55.7)])
PLACE = [(28.0, 53.5), (25.8, 54.3), (24.0, 52.0)]


def mercator(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, lambda at: np.array([metres(*one) for one in at.tolist()]).reshape(-1, 2))


def frame(at: Tile, beyond: int = 0) -> BaseGeometry:
    """The box of a tile in metres."""
    side, margin = 2 * WORLD / (1 << at.z), beyond * unit(at)
    west, north = at.x * side - WORLD, WORLD - at.y * side
    return shapely.box(west - margin, north - side - margin, west + side + margin, north + margin)


def shapes(events: list[list[int]], shape_of: list[int], drawn: list[BaseGeometry | None]) -> Shaped:
    return shaped.shaped(placed(columns(PLACE, events)), np.array(shape_of, dtype=np.int32), Outlines.of(drawn))


def layers(of: Shaped, at: Tile, mask: np.ndarray | None = None) -> tuple[Layer, ...]:
    def name(shape: int, event: int | None) -> dict[str, str]:
        return {"name": f"Place {shape}"} | ({} if event is None else {"id": f"e{event}"})

    return shaped.layers(of, at, mask, name, list(Kind)[1:])


def gdal(data: bytes, at: Tile, layer: str, folder: Path) -> list[BaseGeometry]:
    path = folder / str(at.z) / str(at.x) / f"{at.y}.mvt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    _, _, written, _ = pyogrio.raw.read(path, layer=layer)
    return [shapely.from_wkb(one) for one in written]


ONE = shapes([[0], [1], [2]], [0, 1, -1], [RING, WAY])


@pytest.mark.parametrize(
    "at", [Tile(z=4, x=9, y=5), Tile(z=6, x=36, y=20), Tile(z=8, x=146, y=81), Tile(z=0, x=0, y=0)]
)
@pytest.mark.parametrize(("layer", "shape"), [("areas", RING), ("lines", WAY)])
def test_a_shape_is_drawn_where_it_is_within_half_a_pixel(
    at: Tile, layer: str, shape: BaseGeometry, tmp_path: Path
) -> None:
    whole = mercator(shape)
    [drawn] = gdal(encoded(layers(ONE, at)), at, layer, tmp_path)
    near = (FINEST + 2) * unit(at)
    inside = whole.intersection(frame(at))
    assert drawn.is_valid
    assert frame(at, BEYOND + 1).covers(drawn)
    assert whole.buffer(near).covers(drawn)
    assert drawn.buffer(near).covers(inside)


def test_within_an_area_the_tile_is_full_and_beyond_it_empty(tmp_path: Path) -> None:
    within, beyond, hole = Tile(z=10, x=604, y=328), Tile(z=10, x=100, y=328), Tile(z=12, x=2355, y=1330)
    [full] = gdal(encoded(layers(ONE, within)), within, "areas", tmp_path)
    assert full.covers(frame(within))
    assert encoded(layers(ONE, beyond)) == b""
    assert mercator(shapely.box(26, 53, 28, 54)).covers(frame(hole, BEYOND))
    assert encoded(layers(ONE, hole)) == b""


def test_rings_turn_as_the_specification_wants() -> None:
    at = Tile(z=4, x=9, y=5)
    told = mapbox_vector_tile.decode(encoded(layers(ONE, at)), default_options={"y_coord_down": True})
    [area] = told["areas"]["features"]
    rings = [np.array(ring[:-1]) for ring in area["geometry"]["coordinates"]]
    turns = [float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) for x, y in (ring.T for ring in rings)]
    assert [turn > 0 for turn in turns] == [True, False]  # the outer ring, and the hole


def test_a_shape_that_many_events_have_is_one_feature_with_their_number() -> None:
    of = shapes([[0], [0, 1], [0], [1], [2], [0, 0]], [0, 1, -1], [SQUARE, WAY])
    at = Tile(z=0, x=0, y=0)
    told = mapbox_vector_tile.decode(encoded(layers(of, at)))
    [area], [line] = (told[name]["features"] for name in ("areas", "lines"))
    assert area["properties"]["count"] == 4
    assert (area["properties"]["name"], line["properties"]["name"]) == ("Place 0", "Place 1")
    assert sum(value for key, value in area["properties"].items() if key not in {"name", "count"}) == 4
    assert line["properties"]["count"] == 2
    only = mapbox_vector_tile.decode(encoded(layers(of, at, np.arange(6) == 2)))
    assert list(only) == ["areas"]
    assert only["areas"]["features"][0]["properties"] | {"name": ""} == {"count": 1, "name": "", "id": "e2"} | {
        key: 1 for key in only["areas"]["features"][0]["properties"] if key not in {"count", "name", "id"}
    }
    assert encoded(layers(of, at, np.zeros(6, dtype=np.bool_))) == b""


def test_a_shape_of_lines_and_areas_stands_in_both_layers() -> None:
    both = shapely.geometrycollections([SQUARE, WAY, shapely.Point(1, 1)])
    of = shapes([[0]], [0, -1, -1], [both, None, shapely.Point(2, 2)])
    told = mapbox_vector_tile.decode(encoded(layers(of, Tile(z=2, x=2, y=1))))
    assert sorted(told) == ["areas", "lines"]


@given(st.lists(st.tuples(st.floats(20, 30), st.floats(50, 56)), min_size=3, max_size=12), st.integers(0, 9))
def test_any_shape_makes_a_tile_that_can_be_read(corners: list[tuple[float, float]], zoom: int) -> None:
    whole = shapely.make_valid(shapely.Polygon(corners))
    of = shapes([[0]], [0, -1, -1], [whole])
    x, y = (
        int((side + WORLD) / (2 * WORLD) * (1 << zoom)) for side in (metres(*corners[0])[0], -metres(*corners[0])[1])
    )
    data = encoded(layers(of, Tile(z=zoom, x=x, y=y)))
    told = mapbox_vector_tile.decode(data) if data else {}
    for layer in told.values():
        for feature in layer["features"]:
            corner = np.array(shapely.geometry.shape(feature["geometry"]).bounds)
            assert np.all(corner >= -BEYOND)
            assert np.all(corner <= EXTENT + BEYOND)
