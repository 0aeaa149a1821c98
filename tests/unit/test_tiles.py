"""Events as vector tiles, read back by GDAL: as many as the filter takes, and where they are."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.columns import Columns, Ints, Mask, Ragged
from timeline.model import Category
from timeline.tiles import clusters, encoding, tile
from timeline.tiles.encoding import encoded
from timeline.tiles.mercator import EXTENT, FARTHEST, Tile, morton, square
from timeline.tiles.placed import Longs, Placed, placed
from timeline.tiles.plain import plain

WORLD = 20_037_508.342789244  # metres from the middle of the square to its edge
CATEGORIES = list(Category)


def columns(spots: Sequence[tuple[float, float]], events: Sequence[Sequence[int]]) -> Columns:
    """Events at those spots (longitude, latitude), the category of each by its number in turn."""
    made = object.__new__(Columns)  # only what tiles ask of an edition
    fields = {
        "ids": np.array([b"e%07d" % number for number in range(len(events))]),
        "category": np.array([number % len(Category) for number in range(len(events))], dtype=np.int8),
        "spots": Ragged.made(events),
        "spot_lon": np.array([lon for lon, _ in spots], dtype=np.float64),
        "spot_lat": np.array([lat for _, lat in spots], dtype=np.float64),
    }
    for name, value in fields.items():
        object.__setattr__(made, name, value)
    return made


def crowd(count: int, spots: int = 50, seed: int = 1) -> Columns:
    """So many events in so many spots all over the world, some in none, some in several."""
    dice = np.random.default_rng(seed)
    places = list(zip(dice.uniform(-180, 180, spots).tolist(), dice.uniform(-85, 85, spots).tolist(), strict=True))
    return columns(places, [dice.choice(spots, dice.integers(0, 4), replace=False).tolist() for _ in range(count)])


def tell(positions: Longs, _: Ints, titled: bool) -> dict[str, list[str]]:
    told = {"id": [f"e{at:07d}" for at in positions], "category": [CATEGORIES[at % 13].value for at in positions]}
    return told | {"title": [f"Žodis {at}" for at in positions]} if titled else told


def drawn(of: Placed, at: Tile, mask: Mask | None = None) -> bytes:
    return encoded(tile.drawn(of, at, mask, tell))


def read(data: bytes, at: Tile, layer: str, folder: Path) -> list[dict[str, object]]:
    """The features of a layer as GDAL reads them: their properties, with metres as ``at``."""
    path = folder / str(at.z) / str(at.x) / f"{at.y}.mvt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    if not data or layer not in [name for name, _ in pyogrio.list_layers(path)]:
        return []
    meta, _, shapes, fields = pyogrio.raw.read(path, layer=layer)
    rows = [dict(zip(meta["fields"], row, strict=True)) for row in zip(*fields, strict=True)]
    points = [np.frombuffer(shape[5:21], dtype="<f8").tolist() for shape in shapes]
    return [row | {"at": point} for row, point in zip(rows, points, strict=True)]


def metres(lon: float, lat: float) -> tuple[float, float]:
    return lon / 180 * WORLD, math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / math.pi * WORLD


def unit(at: Tile) -> float:
    """Metres of the smallest step of a tile."""
    return 2 * WORLD / (1 << at.z) / EXTENT


def inside(of: Columns, at: Tile, mask: Mask) -> set[tuple[int, int]]:
    """Which events, each with its spots, lie in a tile: counted one by one."""
    x, y = square(of.spot_lon, of.spot_lat)
    within = {
        spot for spot in range(len(x)) if (int(x[spot]) >> (32 - at.z), int(y[spot]) >> (32 - at.z)) == (at.x, at.y)
    }
    return {(event, spot) for event in np.flatnonzero(mask).tolist() for spot in of.spots.of(event) if spot in within}


def all_tiles(zoom: int) -> Iterator[Tile]:
    yield from (Tile(z=zoom, x=x, y=y) for x in range(1 << zoom) for y in range(1 << zoom))


# Where they lie


@pytest.mark.parametrize(
    ("lon", "lat", "x", "y"),
    [(-180, 85.0511287798066, 0, 0), (0, 0, 1 << 31, 1 << 31), (180, -90, 2**32 - 1, 2**32 - 1), (-180, 90, 0, 0)],
)  # fmt: skip
def test_the_square_goes_from_north_west_to_south_east(lon: float, lat: float, x: int, y: int) -> None:
    got = square(np.array([float(lon)]), np.array([float(lat)]))
    assert [abs(int(side[0]) - wanted) <= 1 for side, wanted in zip(got, (x, y), strict=True)] == [True, True]


@given(st.floats(-180, 179.999), st.floats(-85, 85))
def test_a_point_of_the_square_is_where_it_was_in_degrees(lon: float, lat: float) -> None:
    x, y = square(np.array([lon]), np.array([lat]))
    across, down = int(x[0]) / 2**32, int(y[0]) / 2**32
    assert abs(across * 360 - 180 - lon) < 1e-6
    assert abs(math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * down)))) - lat) < 1e-6


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.integers(0, FARTHEST))
def test_a_tile_is_a_run_of_morton_codes(x: int, y: int, z: int) -> None:
    code = int(morton(np.array([x], np.uint32), np.array([y], np.uint32))[0])
    low, high = Tile(z=z, x=x >> (32 - z), y=y >> (32 - z)).codes
    assert low <= code <= high


@pytest.mark.parametrize(("z", "x", "y"), [(-1, 0, 0), (21, 0, 0), (0, 1, 0), (3, 0, 8), (3, -1, 0)])
def test_there_is_no_tile_beyond_the_square(z: int, x: int, y: int) -> None:
    with pytest.raises(ValueError, match="no "):
        Tile(z=z, x=x, y=y)


# What is counted


@pytest.mark.parametrize("zoom", [0, 1, 3, 5])
@pytest.mark.parametrize("share", [1.0, 0.5, 0.02, 0.0])
def test_clusters_and_single_events_are_those_that_the_filter_takes(zoom: int, share: float, tmp_path: Path) -> None:
    of = crowd(3_000)
    mask = np.random.default_rng(zoom).random(3_000) < share
    heaps = placed(of)
    for at in all_tiles(zoom) if zoom < 4 else (Tile(z=5, x=x, y=y) for x in range(12, 20) for y in range(12, 20)):
        data = drawn(heaps, at, mask)
        pairs = inside(of, at, mask)
        groups = read(data, at, "clusters", tmp_path)
        alone = read(data, at, "events", tmp_path)
        cells = {(event, cell(of, spot, at)) for event, spot in pairs}
        assert sum(int(group["count"]) for group in groups) + len(alone) == len(cells)
        for category in CATEGORIES:
            told = sum(int(group.get(category, 0) or 0) for group in groups if not is_missing(group.get(category)))
            told += sum(one["category"] == category for one in alone)
            assert told == sum(CATEGORIES[event % 13] is category for event, _ in cells)


def is_missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def cell(of: Columns, spot: int, at: Tile) -> tuple[int, int]:
    x, y = square(of.spot_lon[[spot]], of.spot_lat[[spot]])
    fine = 32 - at.z - clusters.CELL_BITS
    return int(x[0]) >> fine, int(y[0]) >> fine


def test_a_cluster_stands_in_the_mean_of_its_events(tmp_path: Path) -> None:
    at = Tile(z=0, x=0, y=0)
    near = [(10.0, 50.0), (10.5, 50.4)]
    [group] = read(drawn(placed(columns(near, [[0], [0], [0], [1]])), at), at, "clusters", tmp_path)
    (x, y), (further_x, further_y) = (metres(*spot) for spot in near)
    assert (group["count"], group["spots"]) == (4, 2)
    assert group["at"] == pytest.approx([(3 * x + further_x) / 4, (3 * y + further_y) / 4], abs=1.5 * unit(at))


def test_an_event_of_two_places_in_one_cell_counts_once(tmp_path: Path) -> None:
    at = Tile(z=0, x=0, y=0)
    of = columns([(10.0, 50.0), (10.1, 50.0), (40.0, 0.0)], [[0, 1, 2], [0]])
    data = drawn(placed(of), at)
    assert [group["count"] for group in read(data, at, "clusters", tmp_path)] == [2]
    assert [one["id"] for one in read(data, at, "events", tmp_path)] == ["e0000000"]


@pytest.mark.parametrize("zoom", [8, 12, 20])
def test_near_by_every_event_stands_where_it_is(zoom: int, tmp_path: Path) -> None:
    of = crowd(900, spots=8, seed=zoom)
    heaps, mask = placed(of), np.arange(900) % 3 == 0
    for spot in range(8):
        x, y = (int(side[spot]) >> (32 - zoom) for side in square(of.spot_lon, of.spot_lat))
        at = Tile(z=zoom, x=x, y=y)
        found = read(drawn(heaps, at, mask), at, "events", tmp_path)
        wanted = sorted((f"e{event:07d}", spot) for event, spot in inside(of, at, mask))
        assert sorted(str(one["id"]) for one in found) == [id for id, _ in wanted]
        where = {id: metres(float(of.spot_lon[spot]), float(of.spot_lat[spot])) for id, spot in wanted}
        assert all(one["at"] == pytest.approx(where[str(one["id"])], abs=unit(at) + 0.02) for one in found)


def test_titles_come_where_events_are_few(tmp_path: Path) -> None:
    at = Tile(z=9, x=256, y=255)
    few, more = (placed(columns([(0.1, 0.1)], [[0]] * count)) for count in (tile.TITLED, tile.TITLED + 1))
    assert read(drawn(few, at), at, "events", tmp_path)[-1]["title"] == f"Žodis {tile.TITLED - 1}"
    assert all("title" not in one for one in read(drawn(more, at), at, "events", tmp_path / "more"))


def test_where_events_are_many_they_are_clusters_however_near(tmp_path: Path) -> None:
    at = Tile(z=12, x=2048, y=2047)
    heaps = placed(columns([(0.01, 0.01)], [[0]] * (tile.MOST + 1)))
    data = drawn(heaps, at)
    assert [(group["count"], group["spots"]) for group in read(data, at, "clusters", tmp_path)] == [(tile.MOST + 1, 1)]
    assert len(read(drawn(heaps, at, np.arange(tile.MOST + 1) > 0), at, "events", tmp_path)) == tile.MOST


def test_a_tile_without_events_has_no_bytes() -> None:
    assert drawn(placed(columns([(10.0, 50.0)], [[0]])), Tile(z=3, x=0, y=0)) == b""
    assert drawn(placed(columns([], [[], []])), Tile(z=0, x=0, y=0)) == b""


# How they are kept and written


def test_the_heaps_of_an_edition_are_read_as_they_were_written(tmp_path: Path) -> None:
    made = placed(crowd(500))
    for name, data in made.files().items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    kept = Placed.open(tmp_path)
    assert all(np.array_equal(getattr(made, name), getattr(kept, name)) for name in Placed.__slots__)


@given(st.lists(st.integers(0, 2**35 - 1)))
def test_numbers_are_packed_as_protocol_buffers_do(numbers: list[int]) -> None:
    plain = bytearray()
    for number in numbers:
        rest = number
        while rest > 0x7F:
            plain.append(rest & 0x7F | 0x80)
            rest >>= 7
        plain.append(rest)
    given_numbers = np.array(numbers, dtype=np.uint64)
    assert encoding.packed(given_numbers) == bytes(plain)
    assert int(encoding.sizes(given_numbers).sum()) == len(plain)


@given(st.lists(st.integers(-(2**31), 2**31)))
def test_signs_are_kept_in_the_lowest_bit(numbers: list[int]) -> None:
    turned = encoding.zigzag(np.array(numbers, dtype=np.int64)).tolist()
    assert [(one >> 1) ^ -(one & 1) for one in turned] == numbers


def known(value: object) -> object:
    """0 for what GDAL gives where a feature has nothing of that name."""
    return value if value == value and value is not None else 0  # NaN is not itself


@pytest.mark.parametrize("at", [Tile(z=0, x=0, y=0), Tile(z=9, x=300, y=170)])
def test_a_tile_that_is_not_packed_says_the_same(at: Tile, tmp_path: Path) -> None:
    of = placed(crowd(400) if at.z == 0 else columns([(31.0, 51.6)], [[0], [0]]))
    layers = tile.drawn(of, at, None, tell)
    left, top = (2 * WORLD * side / (1 << at.z) - WORLD for side in (at.x, at.y))
    told = plain(layers)
    assert told
    for layer, table in told.items():
        packed = read(encoded(layers), at, layer, tmp_path)
        for (_, x, y, *values), one in zip(table["rows"], packed, strict=True):
            assert values == [known(one.get(key)) for key in table["keys"]]
            assert one["at"] == pytest.approx([left + x * unit(at), -top - y * unit(at)], abs=unit(at))


def test_a_layer_of_shapes_has_no_plain_points() -> None:
    shape = encoding.Layer(
        name="lines",
        kinds=np.full(1, encoding.Kind.LINE, np.uint64),
        ids=np.ones(1, np.uint64),
        tags=encoding.table(np.zeros(1, np.uint64)),
        geometry=encoding.table(np.zeros(1, np.uint64)),
        keys=["name"],
        values=["Bug"],
    )
    assert plain((shape,)) == {}
