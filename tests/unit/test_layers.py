"""The layers of an edition: what is written is found again, alone or in runs, by box and by days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import orjson
import pyarrow as pa
import pytest
import shapely

from tests.chronologies import HandGazetteer, chronology, many
from timeline.edition import Edition, publish
from timeline.errors import NotFound
from timeline.geometry import boxes
from timeline.layers.days import EVER, NEVER
from timeline.layers.fields import LAYERS, STORED, Kind
from timeline.layers.layer import Layer
from timeline.layers.nearness import BLOCK, nearness, packed
from timeline.layers.selecting import during, within
from timeline.layers.shaped import shaped
from timeline.store import Store


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder = tmp_path_factory.mktemp("layers")
    with Store.open(folder / "store.sqlite") as store:
        for one in (chronology(), *many(40)):
            store.save(one)
        return publish(store, folder / "editions", HandGazetteer())


@pytest.mark.parametrize("name", LAYERS)
def test_every_feature_stands_alone_as_it_stands_in_the_file(made: Edition, name: str) -> None:
    layer = made.layer(name)
    collection = orjson.loads(b"".join(layer.collection()))
    assert collection["features"] == [orjson.loads(layer.feature(at)) for at in layer.positions]
    assert len(collection["features"]) == len(layer.positions) > 0
    for at, feature in zip(layer.positions.tolist(), collection["features"], strict=True):
        assert layer.position(feature["id"]) == at
        assert layer.record(at) == feature["properties"]
        assert next(iter(feature["properties"])) in ("id", "doc_id")


@pytest.mark.parametrize("name", STORED)
def test_a_stored_layer_is_sent_as_it_lies(made: Edition, name: str) -> None:
    assert b"".join(made.layer(name).collection()) == made.read(f"layers/{name}.geojson")


@pytest.mark.parametrize("name", LAYERS)
def test_any_positions_give_their_features_in_order(made: Edition, name: str) -> None:
    layer, dice = made.layer(name), np.random.default_rng(7)
    for _ in range(20):
        some = layer.positions[dice.random(len(layer.positions)) < dice.random()]
        assert orjson.loads(b"[" + layer.features(some) + b"]") == [orjson.loads(layer.feature(at)) for at in some]


@pytest.mark.parametrize("name", LAYERS)
def test_columns_say_what_the_features_say(made: Edition, name: str) -> None:
    layer = made.layer(name)
    columns = [field.name for field in layer.description.fields if field.kind is not Kind.PARTS]
    rows = layer.table.select(columns).to_pylist()
    for at in layer.positions.tolist():
        record = layer.record(at)
        assert rows[at] == {name: record.get(name) for name in columns}
        assert set(record) <= {field.name for field in layer.description.fields}


def test_a_layer_of_one_kind_of_geometry_has_that_alone(made: Edition) -> None:
    kinds = {"points": {"Point", "MultiPoint"}, "lines": {"LineString"}, "areas": {"Polygon"}}
    whole = made.layer("events")
    for position, (name, allowed) in enumerate(kinds.items()):
        layer = made.layer(f"events-{name}")
        assert {orjson.loads(layer.feature(at))["geometry"]["type"] for at in layer.positions} <= allowed
        parts = [shapely.get_parts(whole.geometries([at])[0]) for at in range(len(whole)) if whole.dimensions[at]]
        has = [bool((shapely.get_dimensions(part) == position).any()) for part in parts]
        assert len(layer.positions) == sum(has)


def test_a_view_does_not_have_what_its_layer_has_elsewhere(made: Edition) -> None:
    lines, events = made.layer("events-lines"), made.layer("events")
    other = next(at for at in range(len(events)) if at not in lines.positions)
    with pytest.raises(NotFound):
        lines.position(events.record(other)["id"])
    with pytest.raises(NotFound):
        events.position("no such event")


def test_each_place_and_each_claim_of_an_event_is_a_feature(made: Edition) -> None:
    events = [made.layer("events").record(at) for at in range(len(made.layer("events")))]
    for name in ("places", "claims"):
        layer = made.layer(name)
        found = [layer.record(at) for at in range(len(layer))]
        assert [one["event"] for one in found] == [event["id"] for event in events for _ in event[name]]
        assert len({one["id"] for one in found}) == len(found)
    assert [one["place"] for one in map(made.layer("places").record, range(len(made.layer("places"))))] == [
        place["id"] for event in events for place in event["places"]
    ]


def test_a_briefing_says_how_many_events_it_tells(made: Edition) -> None:
    layer = made.layer("briefings")
    told = {layer.record(at)["id"]: layer.record(at)["events"] for at in range(len(layer))}
    assert told[chronology().briefing.id] == len(chronology().events)
    assert sum(told.values()) == len(made.layer("events"))
    assert layer.record(0)["published"] == date.fromordinal(int(layer.first[0])).isoformat()


BOXES = [
    (-180.0, -90.0, 180.0, 90.0),
    (23.7, 52.1, 23.7, 52.1),  # Brest and no more
    (24.0, 52.0, 26.8, 52.3),  # to the very point of Luninets
    (24.0, 54.0, 24.1, 56.0),  # in the box around the border, and on the line
    (24.0, 55.0, 24.5, 56.0),  # in the box around the border, and off the line
    (170.0, 40.0, 26.0, 60.0),  # across the antimeridian
    (0.0, 0.0, 1.0, 1.0),
]


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("name", ["events", "events-lines", "events-points", "places"])
def test_a_box_takes_what_its_geometry_meets_and_no_more(made: Edition, name: str, box) -> None:
    layer = made.layer(name)
    found = within(layer, box, placeless=False)
    for at in layer.positions.tolist():
        drawn = orjson.loads(layer.feature(at))["geometry"]
        shape = None if drawn is None else shapely.from_geojson(orjson.dumps(drawn))
        assert found[at] == (shape is not None and any(shape.intersects(part) for part in boxes(box)))
        assert within(layer, box, placeless=True)[at] == (found[at] or drawn is None)


def _told(layer: Layer, at: int) -> tuple[str | None, str | None]:
    return layer.record(at)["start"], layer.record(at)["end"]


@pytest.mark.parametrize(
    ("first", "last"),
    [("2022-02-03", "2022-02-03"), (None, "2022-01-31"), ("2022-01-31", None), (None, None), ("2030-01-01", None)],
)
def test_days_take_the_events_that_may_have_been_on_one_of_them(made: Edition, first, last) -> None:
    layer = made.layer("events")
    asked = [None if day is None else date.fromisoformat(day).toordinal() for day in (first, last)]
    found = during(layer, *asked, timeless=False)
    for at in range(len(layer)):
        start, end = _told(layer, at)
        known = start is not None or end is not None
        meets = (start is None or last is None or start <= last) and (
            end is None or first is None or end >= first[: len(end)]
        )
        assert found[at] == (known and meets)
        assert during(layer, *asked, timeless=True)[at] == (found[at] or not known)
    some = np.arange(len(layer))[::-3]
    assert during(layer, *asked, timeless=False, at=some).tolist() == found[some].tolist()


def test_an_unknown_time_is_no_day(made: Edition) -> None:
    layer = made.layer("events")
    unknown = [at for at in range(len(layer)) if _told(layer, at) == (None, None)]
    assert unknown
    assert {(int(layer.first[at]), int(layer.last[at])) for at in unknown} == {NEVER}
    assert int(EVER.min) < min(layer.first.tolist())


def test_a_line_that_many_shapes_have_is_compared_once() -> None:
    line, points = shapely.LineString([(0, 0), (10, 10)]), [shapely.Point(at, -1) for at in range(1_500)]
    drawn = [line, *(shapely.GeometryCollection([line, point]) for point in points)]
    positions = np.arange(len(drawn), dtype=np.int32)
    found = shaped(positions, positions, pa.array(shapely.to_wkb(drawn), pa.binary()), None)
    assert len(found.parts) == 1
    assert found.meeting(shapely.box(4, 5, 5, 6)).tolist() == positions.tolist()
    assert found.meeting(shapely.box(1, 5, 2, 6)).tolist() == []  # in the box around the line, and off it
    assert found.meeting(shapely.box(3, -2, 4, -1)).tolist() == [4, 5]


@pytest.mark.parametrize("points", [0, 1, BLOCK, 5 * BLOCK + 3])
def test_what_is_near_a_box_has_all_that_is_in_it(points: int) -> None:
    dice = np.random.default_rng(points)
    west, south = dice.uniform(-180, 180, points + 40).round(1), dice.uniform(-90, 90, points + 40).round(1)
    east, north = west.copy(), south.copy()
    east[:20], north[:20] = east[:20] + 30, north[:20] + 10
    for edge in (west, south, east, north):
        edge[20:40] = np.nan
    near = nearness(*packed((west, south, east, north)), (west, south, east, north))
    assert sorted(near.order.tolist()) == list(range(points + 40))
    assert set(near.order[near.placed :].tolist()) == set(range(20, 40))
    looked_at = []
    for _ in range(50):
        left, lower = dice.uniform(-180, 180), dice.uniform(-90, 90)
        box = (left, lower, left + dice.uniform(0, 20), lower + dice.uniform(0, 20))
        inside = (west <= box[2]) & (east >= box[0]) & (south <= box[3]) & (north >= box[1])
        around = near.around(box)
        assert set(np.flatnonzero(inside).tolist()) <= set(around.tolist())
        looked_at.append(len(around))
    assert points <= BLOCK or np.mean(looked_at) < 0.8 * points  # else there were no use in it


def test_an_edition_without_events_has_empty_layers(tmp_path: Path) -> None:
    with Store.open(tmp_path / "empty.sqlite") as store:
        empty = publish(store, tmp_path / "editions", HandGazetteer())
    for name in LAYERS:
        layer = empty.layer(name)
        assert orjson.loads(b"".join(layer.collection())) == {"type": "FeatureCollection", "features": []}
        assert len(within(layer, (-180, -90, 180, 90), placeless=True)) == 0
        with pytest.raises(NotFound):
            layer.position("x")
