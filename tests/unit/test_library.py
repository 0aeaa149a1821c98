"""Dateline from Python: three verbs, and an edition as data frames."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely
from geopandas import GeoDataFrame

import timeline
from tests import chronologies as hand
from timeline import chronicle, open_edition, read
from timeline.edition import publish
from timeline.errors import ArgumentRefused, BriefingRefused, NotFound, StoreDamaged
from timeline.exporting.selection import first_day, last_day
from timeline.frames import Frames
from timeline.model import Category
from timeline.places import open_places
from timeline.store import Store

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "timeline" / "sample" / "belarus-2022-02-07.md"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two editions: one by hand, and then that with the sample."""
    path, gazetteer = tmp_path_factory.mktemp("library") / "store.sqlite", open_places()
    with Store.open(path) as store:
        for one in (hand.chronology(), chronicle(read(SAMPLE))):
            store.save(one)
            publish(store, path.with_name("store.sqlite.editions"), gazetteer)
    return path


@pytest.fixture(scope="module")
def edition(db: Path) -> Frames:
    return open_edition(db)


# The verbs -----------------------------------------------------------------------------------------------------------


def test_the_package_itself_is_imported_at_no_cost() -> None:
    code = "import sys, timeline; print(*sorted(name for name in sys.modules if name.startswith('timeline')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["timeline"]
    assert {"chronicle", "open_edition", "read"} <= set(dir(timeline))
    with pytest.raises(AttributeError, match="no attribute 'write'"):
        _ = timeline.write


def test_a_file_is_read_by_its_name_or_its_path_with_a_date_in_words_or_as_one(tmp_path: Path) -> None:
    path = tmp_path / "review.txt"
    path.write_text("A review\n\nOn Monday a helicopter landed at Brest.\n", encoding="utf-8")
    day = datetime.date(2022, 2, 9)
    assert read(str(path), "2022-02-09") == read(path, published=day)
    assert read(path, day).published == day
    with pytest.raises(BriefingRefused, match="no publication date"):
        read(path)
    for wrong in ("yesterday", "2022-02-30", "1022-02-03"):
        with pytest.raises(ArgumentRefused, match="YYYY-MM-DD"):
            read(path, wrong)


def test_events_are_found_without_naming_a_gazetteer() -> None:
    briefing = read(SAMPLE)
    assert chronicle(briefing) == chronicle(briefing, open_places())
    assert len(chronicle(briefing).events) > 20


def test_an_edition_is_opened_by_its_store_its_folder_or_its_id(db: Path, edition: Frames) -> None:
    editions = db.with_name("store.sqlite.editions")
    (other,) = [path.name for path in editions.iterdir() if path.is_dir() and path.name != edition.id]
    for path in (str(db), db, editions, editions / edition.id):
        assert open_edition(path).id == edition.id
    for opened in (open_edition(db, other), open_edition(editions, id=other), open_edition(editions / other)):
        assert (opened.id, len(opened.events())) == (other, 4)


def test_without_a_name_it_is_the_store_of_the_commands(
    db: Path, edition: Frames, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_DB", str(db))
    assert open_edition().id == edition.id


def test_what_is_no_edition_is_refused_with_the_way_to_one(db: Path, tmp_path: Path, edition: Frames) -> None:
    with pytest.raises(NotFound, match="`dateline serve` publishes"):
        open_edition(tmp_path / "none.sqlite")
    with pytest.raises(NotFound, match="no such edition"):
        open_edition(db, "0123456789abcdef")
    with pytest.raises(ArgumentRefused, match="the folder around it"):
        open_edition(edition.edition.directory, "0123456789abcdef")
    with pytest.raises(NotFound, match="no sound edition"):
        open_edition(tmp_path)


def test_an_edition_that_is_not_what_was_published_is_not_opened(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.sqlite") as store:
        store.save(hand.chronology())
        made = publish(store, tmp_path / "editions", hand.HandGazetteer())
    with (made.directory / "layers" / "events.geojson").open("ab") as file:
        file.write(b" ")
    with pytest.raises(StoreDamaged, match=r"layers/events\.geojson"):
        open_edition(tmp_path / "editions", made.id)


# Data frames ---------------------------------------------------------------------------------------------------------


def test_events_are_a_geodataframe_with_the_fields_of_the_layer(edition: Frames) -> None:
    events = edition.events()
    layer = edition.edition.layer("events")
    assert isinstance(events, GeoDataFrame)
    assert events.crs.to_epsg() == 4326
    assert len(events) == len(layer)
    fields = [field.name for field in layer.description.fields if field.name not in {"claims", "places"}]
    days = ["first_day", "last_day"]
    assert [name for name in events.columns if name not in days] == [*fields, "geometry"]
    for at, row in enumerate(events.itertuples()):
        told = layer.record(at)
        for name in fields:
            value = getattr(row, name)
            assert (None if not isinstance(value, list) and pd.isna(value) else value) == told[name], name
        assert row.geometry is None or row.geometry.equals(layer.geometries([at])[0])


def test_days_are_there_as_told_and_to_calculate_with(edition: Frames) -> None:
    events = edition.events()
    assert events.first_day.dtype.kind == events.last_day.dtype.kind == "M"
    for row in events.itertuples():
        first = pd.NaT if pd.isna(row.start) else pd.Timestamp(first_day(row.start))
        last = pd.NaT if pd.isna(row.end) else pd.Timestamp(last_day(row.end))
        assert (row.first_day is pd.NaT) == (first is pd.NaT)
        assert row.first_day is pd.NaT or row.first_day == first
        assert row.last_day is pd.NaT or row.last_day == last
    month = events[events.start == "2022-01"].iloc[0]
    assert (month.first_day, month.last_day) == (pd.Timestamp("2022-01-01"), pd.Timestamp("2022-01-31"))
    assert events.last_day.isna().any()
    assert len(events[events.first_day.isna() & events.last_day.isna()]) == 1  # of unknown time


BOXES = [(23.0, 51.0, 33.0, 56.5), (26.7, 52.2, 26.9, 52.3), (-180, -90, 180, 90), (170, -10, -170, 10), (4, 50, 5, 51)]


@pytest.mark.parametrize("box", BOXES)
def test_a_box_takes_what_meets_it(edition: Frames, box: tuple[float, float, float, float]) -> None:
    west, south, east, north = box
    parts = [(west, east)] if west <= east else [(west, 180), (-180, east)]
    area = shapely.union_all([shapely.box(left, south, right, north) for left, right in parts])
    every = edition.events()
    meeting = every[[one is not None and one.intersects(area) for one in every.geometry]]
    assert list(edition.events(bbox=box).id) == list(meeting.id)


def overlapping(events: GeoDataFrame, first: str, last: str) -> list[str]:
    """The events that may have been on one of these days, counted by hand."""
    known = ~(events.first_day.isna() & events.last_day.isna())
    begun = events.first_day.isna() | (events.first_day <= last)
    not_over = events.last_day.isna() | (events.last_day >= first)
    return list(events[known & begun & not_over].id)


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2022-02-03", "2022-02-03", "2022-02-03"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-01/2022-01-20", "2022-01-01", "2022-01-20"),
        ("2022-02/..", "2022-02-01", "9999-12-31"),
        ("../2022-01", "0001-01-01", "2022-01-31"),
        ("/2022-01", "0001-01-01", "2022-01-31"),
        (("2022-02-03", "2022-02-04"), "2022-02-03", "2022-02-04"),
        ((datetime.date(2022, 2, 3), None), "2022-02-03", "9999-12-31"),
        ((None, "2022-01"), "0001-01-01", "2022-01-31"),
        ((None, None), "0001-01-01", "9999-12-31"),
        (datetime.date(2022, 2, 3), "2022-02-03", "2022-02-03"),
        (datetime.datetime(2022, 2, 3, 23, 59, tzinfo=datetime.UTC), "2022-02-03", "2022-02-03"),
    ],
)
def test_an_interval_takes_what_may_fall_into_it(edition: Frames, when: Any, first: str, last: str) -> None:
    found = list(edition.events(when=when).id)
    assert found == overlapping(edition.events(), first, last)
    assert found


def test_categories_and_statuses_are_one_or_several(edition: Frames) -> None:
    every = edition.events()
    assert list(edition.events(category="diplomacy").id) == list(every[every.category == "diplomacy"].id)
    several = edition.events(category=[Category.DIPLOMACY, "politics_or_election"], status=("asserted", "planned"))
    assert list(several.id) == list(
        every[
            every.category.isin(["diplomacy", "politics_or_election"]) & every.modality.isin(["asserted", "planned"])
        ].id
    )
    assert len(edition.events(category=[])) == 0


def test_words_and_filters_are_those_of_the_page_and_the_api(edition: Frames) -> None:
    every = edition.events()
    found = edition.events(q="DRONE ukrain")
    assert 0 < len(found) < len(every)
    assert list(edition.events(filter="modality = 'denied'").id) == list(every[every.modality == "denied"].id)
    as_json = {"op": "=", "args": [{"property": "modality"}, "denied"]}
    assert list(edition.events(filter=as_json).id) == list(every[every.modality == "denied"].id)
    both = edition.events(
        q="drone", when="2022-02", bbox=(20, 50, 35, 57), filter="modality <> 'asserted'", status="denied"
    )
    assert set(both.modality) == {"denied"}


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"bbox": (1, 2, 3)}, "west,south,east,north"),
        ({"bbox": (0, 91, 1, 92)}, "west,south,east,north"),
        ({"bbox": ("a", 0, 1, 1)}, "west,south,east,north"),
        ({"when": "February"}, "YYYY-MM-DD"),
        ({"when": "2022-02-30"}, "YYYY-MM-DD"),
        ({"when": ("2022-03", "2022-02")}, "exchange"),
        ({"when": "2022-03/2022-02"}, "exchange"),
        ({"category": "picnic"}, "have military_movement"),
        ({"status": ["denied", "picnic"]}, "have asserted"),
        ({"filter": "mood = 'bad'"}, "mood"),
        ({"filter": "modality ="}, "filter|CQL2|modality"),
        ({"filter": {"op": "explode", "args": []}}, "EXPLODE"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(edition: Frames, asked: dict[str, Any], says: str) -> None:
    with pytest.raises(ArgumentRefused, match=re.compile(says)):
        edition.events(**asked)


def test_places_claims_and_briefings_have_a_row_each(edition: Frames) -> None:
    events, places, claims, briefings = edition.events(), edition.places(), edition.claims(), edition.briefings()
    layer = edition.edition.layer("events")
    told = [layer.record(at) for at in range(len(layer))]
    assert len(places) == sum(len(one["places"]) for one in told)
    assert len(claims) == sum(len(one["claims"]) for one in told)
    assert set(places.event) | set(claims.event) <= set(events.id)
    assert places.geonameid.dtype == "Int64"
    assert list(briefings.columns[:3]) == ["id", "title", "publisher"]
    assert len(briefings) == 2
    assert not isinstance(briefings, GeoDataFrame)
    assert set(events.doc_id) == set(briefings.id)
    inside = edition.places(bbox=(26.7, 52.2, 26.9, 52.3), when="2022-02-03", filter="kind = 'city'")
    assert list(inside.name) == ["Luninyets"]
    assert list(edition.claims(when="2022-02-03", filter="stance = 'claims' AND source = 'the ministry'").said) == [
        "2022-02-04"
    ]


def test_nothing_found_is_an_empty_frame_of_the_same_columns(edition: Frames) -> None:
    every, none = edition.events(), edition.events(when="1950")
    assert len(none) == 0
    assert list(none.columns) == list(every.columns)
    assert list(none.dtypes) == list(every.dtypes)
    assert none.crs == every.crs


def test_a_frame_is_written_to_a_file_and_read_back(edition: Frames, tmp_path: Path) -> None:
    import geopandas

    events = edition.events()
    events.drop(columns=["actors", "countries"]).to_file(tmp_path / "events.gpkg", layer="events", driver="GPKG")
    back = geopandas.read_file(tmp_path / "events.gpkg")
    assert list(back.id) == list(events.id)
    assert list(back.geometry.is_empty | back.geometry.isna()) == list(events.geometry.isna())


def test_frames_may_be_changed_without_changing_the_edition(edition: Frames) -> None:
    before = edition.events()
    mine = edition.events()
    mine["title"] = "mine"
    mine.loc[mine.index[0], "first_day"] = pd.NaT
    pd.testing.assert_frame_equal(pd.DataFrame(edition.events()), pd.DataFrame(before))


# Citing --------------------------------------------------------------------------------------------------------------


def test_an_edition_is_cited_by_what_it_was_read_from_and_its_id(edition: Frames) -> None:
    address = f"https://example.org/editions/{edition.id}/"
    text = edition.cite(address=address)
    events = len(edition.events())
    assert text == (
        f"Dateline sample, Hand Press. {events} events told in 2 briefings, published 2022-02-07."
        f" Dateline, edition {edition.id}. {address}"
    )
    assert address not in edition.cite()
    assert edition.cite("bibtex").startswith(f"@misc{{dateline-edition-{edition.id},")
    assert f'"version": "{edition.id}"' in edition.cite("csl")
    with pytest.raises(ArgumentRefused, match="have text, bibtex, csl"):
        edition.cite("apa")  # type: ignore[arg-type]


def names(count: int) -> Iterator[str]:
    yield from (f"Press {number}" for number in range(count))


@pytest.mark.parametrize(
    ("count", "says"),
    [(1, "Press 0. "), (3, "Press 0, Press 1, Press 2. "), (5, "Press 0, Press 1, Press 2 and 2 others. ")],
)
def test_of_many_publishers_three_are_named(count: int, says: str) -> None:
    from timeline.citation import cited
    from timeline.holdings import Holdings

    held = Holdings(
        edition="0123456789abcdef",
        features={"events": 1, "places": 1, "claims": 0, "briefings": count},
        categories={},
        statuses={},
        days=None,
        published=None,
        publishers=tuple(names(count)),
        box=None,
    )
    assert cited(held).startswith(says)
    assert "1 event told" in cited(held)


def test_the_guide_names_every_call() -> None:
    guide = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    calls = [name for name in dir(Frames) if not name.startswith("_") and name != "edition"]
    assert calls == ["briefings", "cite", "claims", "events", "id", "places"]
    assert [name for name in calls if f"`.{name}" not in guide] == []
    assert [name for name in timeline.__all__ if f"`{name}(" not in guide] == []


def test_the_example_of_the_guide_runs(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "review.md").write_text(SAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "dateline.sqlite").symlink_to(db)
    (tmp_path / "dateline.sqlite.editions").symlink_to(db.with_name("store.sqlite.editions"))
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(
        r"```python\n(.*?)```", (ROOT / "docs" / "python.md").read_text(encoding="utf-8"), re.DOTALL
    )
    names: dict[str, Any] = {}
    exec(compile(example, "docs/python.md", "exec"), names)
    assert len(names["events"]) > 1
    assert (tmp_path / "claims.gpkg").stat().st_size > 0
    assert capsys.readouterr().out.strip() == names["edition"].cite()
