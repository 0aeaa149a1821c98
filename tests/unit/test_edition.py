from __future__ import annotations

import csv
import gzip
import io
from collections import Counter
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from tests.chronologies import HandGazetteer, chronology, many, retold
from timeline import edition, spool, tabling, writing
from timeline.edition import open_edition, open_newest, publish
from timeline.errors import NotFound, StoreBusy, StoreDamaged
from timeline.exporting.export import export
from timeline.exporting.formats import exporter
from timeline.exporting.selection import Selection
from timeline.store import Store


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "store.sqlite") as opened:
        opened.save(chronology())
        yield opened


@pytest.fixture
def editions(tmp_path: Path) -> Path:
    return tmp_path / "editions"


def test_the_same_store_gives_the_same_edition_byte_for_byte(store: Store, tmp_path: Path) -> None:
    first = publish(store, tmp_path / "a", HandGazetteer())
    second = publish(store, tmp_path / "b", HandGazetteer())
    assert first.id == second.id
    assert {name: first.read(name) for name in first.files} == {name: second.read(name) for name in second.files}


def test_another_event_makes_another_edition(store: Store, editions: Path) -> None:
    before = publish(store, editions, HandGazetteer())
    store.save(many(1)[0])
    after = publish(store, editions, HandGazetteer())
    assert after.id != before.id
    assert open_newest(editions).id == after.id


def test_publishing_what_is_published_makes_it_the_newest_again(store: Store, editions: Path) -> None:
    first = publish(store, editions, HandGazetteer())
    store.save(many(1)[0])
    publish(store, editions, HandGazetteer())
    with Store.open(editions.parent / "same.sqlite") as same:
        same.save(chronology())
        publish(same, editions, HandGazetteer())
    assert open_newest(editions).id == first.id


def test_each_shape_is_kept_once_and_the_index_names_its_edition(store: Store, editions: Path) -> None:
    published = publish(store, editions, HandGazetteer())
    shapes = [orjson.loads(line) for line in published.read(edition.SHAPES).splitlines()]
    assert {feature["id"] for feature in shapes} == {"border:BY-LT", "gn:1", "gn:2", "iso:BY"}
    assert published.json("index.json")["edition"] == published.id


def test_texts_stand_apart_from_the_briefings(store: Store, editions: Path) -> None:
    published = publish(store, editions, HandGazetteer())
    assert "text" not in published.json("briefings.json")[0]
    assert orjson.loads(published.read(edition.TEXTS)) == chronology().briefing.text


def test_events_stand_in_order_of_time_and_those_of_no_known_time_last(store: Store, editions: Path) -> None:
    starts = publish(store, editions, HandGazetteer()).json("index.json")["events"]["start"]
    assert starts == ["2022-01", "2022-02-01", "2022-02-03", None]


def test_two_shapes_of_one_place_keep_apart(store: Store, editions: Path) -> None:
    other = many(1)[0]
    border = chronology().events[0].where[0]
    moved = replace(border, shape='{"type":"LineString","coordinates":[[20,50],[21,51]]}')
    store.save(replace(other, events=(replace(other.events[0], where=(moved,)),)))
    index = publish(store, editions, HandGazetteer()).json("index.json")
    drawn = {
        f["id"]: f["geometry"]["coordinates"][0] for f in index["shapes"]["features"] if f["id"].startswith("border")
    }
    assert sorted(drawn.values()) == [[20, 50], [23.5, 53.9]]
    assert {spot["shape"] for spot in index["spots"]} >= set(drawn)


def test_the_index_is_kept_packed_and_read_unpacked(store: Store, editions: Path) -> None:
    published = publish(store, editions, HandGazetteer())
    plain = gzip.decompress((published.directory / "index.json.gz").read_bytes())
    assert published.read("index.json") == plain
    assert published.size("index.json") == len(plain)


@pytest.mark.parametrize(
    "name",
    ["index.json.gz", "layers/events.geojson", "layers/claims.arrow", "manifest.json", "columns/first.npy"],
)
@pytest.mark.parametrize("damage", ["flip", "cut", "gone"])
def test_a_damaged_edition_is_passed_over_and_made_again(store: Store, editions: Path, name: str, damage: str) -> None:
    sound = publish(store, editions, HandGazetteer())
    store.save(many(1)[0])
    hurt = publish(store, editions, HandGazetteer())
    path, data = hurt.directory / name, (hurt.directory / name).read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(data[:-3] if damage == "cut" else data[:50] + bytes([data[50] ^ 1]) + data[51:])
    assert open_newest(editions).id == sound.id
    assert publish(store, editions, HandGazetteer()).id == hurt.id
    assert open_newest(editions).id == hurt.id
    assert not [folder for folder in editions.iterdir() if folder.name.startswith(edition.UNFINISHED)]


def test_a_folder_without_a_sound_edition_says_how_to_make_one(editions: Path) -> None:
    with pytest.raises(NotFound, match="publish one"):
        open_newest(editions)


def test_a_pointer_that_leads_elsewhere_is_not_followed(store: Store, editions: Path, tmp_path: Path) -> None:
    here = publish(store, editions, HandGazetteer())
    publish(store, tmp_path / "elsewhere", HandGazetteer())
    (editions / edition.NEWEST).write_text(f"../elsewhere/{here.id}")
    assert open_newest(editions).directory == editions / here.id


def test_every_edition_is_kept_until_its_owner_removes_it(store: Store, editions: Path) -> None:
    made = []
    for one in many(6):
        store.save(one)
        made.append(publish(store, editions, HandGazetteer()))
    assert [open_edition(editions, one.id).files for one in made] == [one.files for one in made]


@pytest.mark.parametrize("name", ["0123456789abcdef", "..", "", "../editions", "newest", "."])
def test_an_edition_of_another_name_is_not_found(store: Store, editions: Path, name: str) -> None:
    publish(store, editions, HandGazetteer())
    with pytest.raises(NotFound, match="no such edition"):
        open_edition(editions, name)


def test_an_empty_store_has_an_edition_too(tmp_path: Path) -> None:
    with Store.open(tmp_path / "empty.sqlite") as empty:
        index = publish(empty, tmp_path / "editions", HandGazetteer()).json("index.json")
    assert (index["events"]["id"], index["briefings"], index["shapes"]["features"]) == ([], [], [])


def test_a_file_that_is_not_of_the_edition_is_not_found(store: Store, editions: Path) -> None:
    published = publish(store, editions, HandGazetteer())
    for name in ("../store.sqlite", "layers", "manifest.json", "/etc/passwd", ""):
        with pytest.raises(NotFound):
            published.read(name)


def test_a_place_that_the_gazetteer_no_longer_knows_is_drawn_at_its_point(store: Store, editions: Path) -> None:
    class Forgetful:
        def shape(self, place):
            raise KeyError(place.id)

    shapes = publish(store, editions, Forgetful()).read(edition.SHAPES)
    features = [orjson.loads(line) for line in shapes.splitlines()]
    towns = {feature["id"]: feature["geometry"]["type"] for feature in features}
    assert towns == {"border:BY-LT": "LineString", "gn:1": "Point", "gn:2": "Point", "iso:BY": "Point"}


def test_what_several_briefings_tell_has_one_id_in_every_file(editions: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "retold.sqlite") as told:
        for one in retold():
            told.save(one)
        made = publish(told, editions, HandGazetteer())
        export(told, tmp_path / "out.csv", exporter("csv"), Selection(), "", HandGazetteer())
    features = made.json("layers/events.geojson")["features"]
    ids = {feature["id"]: feature["properties"]["happening"] for feature in features}
    assert Counter(Counter(ids.values()).values()) == {3: 1, 1: 2}
    table = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert {row["id"]: row["happening"] for row in csv.DictReader(io.StringIO(table, newline=""))} == ids


def test_a_happening_has_its_tellings_claims_history_and_outcomes(store: Store, editions: Path) -> None:
    for one in retold():
        store.save(one)
    told = publish(store, editions, HandGazetteer()).read(edition.HAPPENINGS)
    # What one briefing alone tells, and of which nothing became known, is not among them.
    permit, fair = (orjson.loads(line) for line in told.splitlines())
    plan, begun, undone, again = (one.briefing for one in retold())
    assert [briefing for briefing, _ in permit["tellings"]] == [plan.id, begun.id, again.id]
    assert [(one["published"], one["modality"]) for one in permit["history"]] == [
        ("2022-02-07", "planned"),
        ("2022-02-10", "claimed"),
        ("2022-02-12", "asserted"),
    ]
    assert [(one["publisher"], one["source"], one["stance"], one["said"]) for one in permit["claims"]] == [
        ("Hand Press", "Hand Press", "plans", None),
        ("Second Press", "the mayor", "claims", "2022-02-09"),
        ("Third Press", "Third Press", "asserts", None),
    ]
    texts = {one.briefing.id: one.briefing.text for one in retold()}
    for claim in (*permit["claims"], *fair["claims"]):
        assert texts[claim["briefing"]][claim["char_start"] : claim["char_end"]] == claim["quote"]
    assert [(one["fate"], one["briefing"], one["published"]) for one in (*permit["outcomes"], *fair["outcomes"])] == [
        ("fulfilled", begun.id, "2022-02-10"),
        ("cancelled", undone.id, "2022-02-11"),
    ]


def test_the_order_in_which_briefings_are_read_changes_nothing(tmp_path: Path) -> None:
    made = []
    for name, order in (("a", retold()), ("b", retold()[::-1])):
        with Store.open(tmp_path / f"{name}.sqlite") as told:
            for one in order:
                told.save(one)
            made.append(publish(told, tmp_path / name, HandGazetteer()))
    assert made[0].files == made[1].files


def test_a_shape_that_many_events_share_is_asked_for_once(editions: Path, tmp_path: Path) -> None:
    asked = Counter[str]()

    class Counting(HandGazetteer):
        def shape(self, place):
            asked[place.id] += 1
            return super().shape(place)

    with Store.open(tmp_path / "many.sqlite") as told:
        for one in (chronology(), *many(20)):
            told.save(one)
        publish(told, editions, Counting())
    assert set(asked.values()) == {1}


@pytest.mark.parametrize(
    ("where", "what"),
    [(writing._File, "put"), (spool.Spool, "add"), (tabling.Column, "add")],
    ids=["file", "spool", "column"],
)
def test_a_full_disk_leaves_the_edition_before_and_nothing_else(
    store: Store, editions: Path, monkeypatch: pytest.MonkeyPatch, where: type, what: str
) -> None:
    before = publish(store, editions, HandGazetteer())
    store.save(many(1)[0])
    there = sorted(path.name for path in editions.iterdir())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(where, what, full)
    with pytest.raises(StoreBusy, match="No space left on device"):
        publish(store, editions, HandGazetteer())
    assert sorted(path.name for path in editions.iterdir()) == there
    assert open_newest(editions).id == before.id


def test_an_edition_of_another_layout_is_passed_over(store: Store, editions: Path) -> None:
    older = publish(store, editions, HandGazetteer())
    store.save(many(1)[0])
    other = publish(store, editions, HandGazetteer())
    manifest = orjson.loads((other.directory / edition.MANIFEST).read_bytes())
    (other.directory / edition.MANIFEST).write_bytes(orjson.dumps(manifest | {"layout": 1}))
    assert open_newest(editions).id == older.id
    with pytest.raises(StoreDamaged, match="another version"):
        edition.open_edition(editions, other.id)
