from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.place import Candidate, NameGrade, Place, PlaceKind
from tests.chronologies import BELARUS, HandGazetteer, at, briefing, chronology, event, many
from timeline import database
from timeline.codec import decode, encode
from timeline.errors import NotFound, StoreBusy, StoreDamaged
from timeline.model import (
    Anchor,
    Briefing,
    Category,
    Chronology,
    Claim,
    Event,
    Interval,
    Modality,
    Provenance,
    Role,
    Span,
    Stance,
    TimePrecision,
    Timex,
    TimexKind,
    Toponym,
    When,
    Where,
)
from timeline.store import Outcome, Store

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SPANS = st.builds(lambda start, length: Span(start=start, end=start + length), st.integers(0, 50), st.integers(1, 50))
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
INTERVALS = st.builds(Interval.day, DAYS) | st.builds(lambda day: Interval(start=day, end=None), DAYS)
TIMEXES = st.builds(
    Timex, span=SPANS, kind=st.sampled_from(TimexKind), value=TEXTS, interval=st.none() | INTERVALS,
    precision=st.none() | st.sampled_from(TimePrecision), cue=st.none() | TEXTS,
)  # fmt: skip
WHENS = st.builds(
    When, interval=INTERVALS, precision=st.sampled_from(TimePrecision), anchor=st.sampled_from(Anchor),
    timex=st.none() | TIMEXES,
)  # fmt: skip
PLACES = st.builds(
    Place, id=TEXTS, name=TEXTS, kind=st.sampled_from(PlaceKind), feature_code=TEXTS, lon=st.floats(-180, 180),
    lat=st.floats(-90, 90), country=st.none() | TEXTS, population=st.integers(0, 2**40),
    radius_km=st.floats(0, 9000), geonameid=st.none() | st.integers(1, 2**31),
)  # fmt: skip
CANDIDATES = st.builds(Candidate, place=PLACES, grade=st.sampled_from(NameGrade), score=st.floats(-5, 5))
WHERES = st.builds(
    Where, place=PLACES, role=st.sampled_from(Role), precision=st.integers(1, 3), radius_km=st.floats(0, 9000),
    toponym=st.none() | st.builds(Toponym, span=SPANS, name=TEXTS), seat=st.booleans(),
    candidates=st.lists(CANDIDATES, max_size=2).map(tuple),
    shape=st.none() | st.just('{"type":"Point","coordinates":[1.5,2.25]}'),
)  # fmt: skip
CLAIMS = st.builds(Claim, source=TEXTS, stance=st.sampled_from(Stance), evidence=SPANS, said=st.none() | DAYS)
TEXT = "A text of a hundred characters and more, so that every span of the events below lies inside of it. " * 2
EVENTS = st.builds(
    Event, id=TEXTS, briefing=st.just("b"), title=TEXTS, category=st.sampled_from(Category),
    modality=st.sampled_from(Modality), when=st.none() | WHENS, where=st.lists(WHERES, max_size=2).map(tuple),
    actors=st.lists(TEXTS, max_size=2).map(tuple), claims=st.lists(CLAIMS, max_size=2).map(tuple), evidence=SPANS,
    provenance=st.builds(Provenance, rule=TEXTS, version=TEXTS),
)  # fmt: skip
BRIEFINGS = st.builds(
    Briefing, id=st.just("b"), title=TEXTS, publisher=TEXTS, published=DAYS, language=TEXTS, text=st.just(TEXT),
    url=st.none() | TEXTS,
)  # fmt: skip
CHRONOLOGIES = st.builds(
    Chronology, briefing=BRIEFINGS, events=st.lists(EVENTS, max_size=3, unique_by=lambda one: one.id).map(tuple)
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder that is not there yet" / "store.sqlite"


@pytest.fixture
def store(path: Path):
    with Store.open(path) as opened:
        yield opened


@given(CHRONOLOGIES)
def test_what_is_saved_is_what_is_loaded(given_one: Chronology) -> None:
    with Store.open(Path(":memory:")) as store:
        store.save(given_one)
        assert store.chronology("b") == given_one
        assert store.save(given_one).outcome is Outcome.DUPLICATE
        assert store.check().events == len(given_one.events)


@given(EVENTS)
def test_the_same_value_is_written_in_the_same_bytes(one: Event) -> None:
    assert encode(decode(Event, encode(one))) == encode(one)


def test_a_field_that_an_older_version_did_not_write_takes_its_default() -> None:
    where = encode(chronology().events[0].where[0]).replace(b'"seat":false,', b"")
    assert decode(Where, where) == chronology().events[0].where[0]


def test_another_connection_finds_what_was_saved(store: Store, path: Path) -> None:
    store.save(chronology())
    with Store.open(path) as other:
        assert list(other.chronologies()) == [chronology()]


def test_the_same_briefing_twice_writes_nothing(store: Store) -> None:
    assert store.save(chronology()).outcome is Outcome.NEW
    before = store._connection.total_changes
    again = store.save(chronology())
    assert (again.outcome, again.events) == (Outcome.DUPLICATE, 4)
    assert store._connection.total_changes == before


def test_the_same_text_read_otherwise_replaces_it_wholly(store: Store) -> None:
    store.save(chronology(), HandGazetteer())
    later = replace(chronology().briefing, published=date(2022, 2, 8))
    assert store.save(Chronology(briefing=later, events=chronology().events[:1])).outcome is Outcome.REPLACED
    assert store.briefing(later.id) == later
    assert store.check().events == 1
    assert store.search("helicopter") == frozenset()
    assert store._connection.execute("SELECT count(*) FROM event_box").fetchone() == (1,)
    assert store._connection.execute("SELECT count(*) FROM event_words").fetchone() == (1,)


def test_briefings_come_in_order_of_publication(store: Store) -> None:
    first, second = many(2)
    later = replace(first, briefing=replace(first.briefing, published=date(2023, 1, 1)))
    store.save(later)
    store.save(second)
    assert [one.published.year for one in store.briefings()] == [2022, 2023]


def test_an_event_of_another_briefing_is_a_fault(store: Store) -> None:
    with pytest.raises(ValueError, match="another briefing"):
        store.save(Chronology(briefing=briefing("Other text"), events=chronology().events))
    assert store.briefings() == ()


def test_a_briefing_that_is_not_there_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound, match="no such briefing"):
        store.chronology("nothing")


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("helicopter", ["On 3 February a helicopter"]),
        ("HELICOPTERS", []),
        ("helic luninyets", ["On 3 February a helicopter"]),  # the gazetteer's name, not in the text
        ("helicopter drone", []),
        ("lithuania", ["Lithuania closes"]),
        ('" OR 1=1 NEAR(', []),
        ("title:drone", []),
        ("27", ["A referendum"]),
    ],
)
def test_events_are_found_by_the_beginnings_of_words(store: Store, words: str, titles: list[str]) -> None:
    store.save(chronology())
    found = store.search(words)
    assert [one.title for one in chronology().events if one.id in found] == [
        next(one.title for one in chronology().events if one.title.startswith(title)) for title in titles
    ]


def test_without_words_and_box_all_events_are_found(store: Store) -> None:
    store.save(chronology())
    assert store.search(" ,;") == {one.id for one in chronology().events}


@pytest.mark.parametrize(
    ("box", "found"),
    [
        ((26.0, 52.0, 27.0, 53.0), ["landed", "drone"]),  # Luninyets; Belarus reaches there too
        ((-10.0, 40.0, 0.0, 50.0), []),
        ((23.6, 53.95, 23.7, 54.0), ["closed", "drone"]),
        ((170.0, -90.0, -170.0, 90.0), []),
        ((170.0, -90.0, 26.0, 90.0), ["closed", "drone"]),  # across the antimeridian
    ],
)
def test_events_are_found_by_the_boxes_of_their_places(store: Store, box, found: list[str]) -> None:
    store.save(chronology(), HandGazetteer())
    names = dict(zip(["closed", "landed", "drone"], chronology().events, strict=False))
    assert store.search(box=box) == {names[name].id for name in found}


def test_a_country_whose_shape_nobody_knows_may_reach_anywhere(store: Store) -> None:
    of = briefing()
    told = event(of, "Minsk denied that a drone had fallen near Brest.", where=(at(BELARUS, of.text, "Minsk"),))
    store.save(Chronology(briefing=of, events=(told,)))
    assert store.search(box=(100.0, 0.0, 101.0, 1.0)) == {told.id}


def test_a_store_that_is_not_there_is_not_made_where_it_should_be_read(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="dateline ingest"):
        Store.open(tmp_path / "none.sqlite", make=False)
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_kept_safe(store: Store) -> None:
    def pragma(name: str) -> object:
        return store._connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert (pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys")) == ("wal", 2, 1)
    assert pragma("busy_timeout") == database.BUSY_SECONDS * 1000


# Faults -------------------------------------------------------------------------------------------------------------


def _garbage(path: Path) -> None:
    path.write_bytes(b"This is a letter, not a database. " * 200)


def _overwritten(path: Path) -> None:
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 3000] = b"\xa5" * 3000
    path.write_bytes(data)


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def _changed_row(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("UPDATE event SET document = CAST(replace(document, 'helicopter', 'submarine') AS BLOB)")
    other.close()


def _lost_briefing(path: Path) -> None:
    with sqlite3.connect(path) as other:  # foreign keys are off here
        other.execute("DELETE FROM briefing WHERE id = ?", (many(60)[3].briefing.id,))
    other.close()


@pytest.mark.parametrize("damage", [_garbage, _overwritten, _truncated, _changed_row, _lost_briefing])
def test_a_damaged_store_says_so_and_what_to_do(path: Path, damage) -> None:
    with Store.open(path) as store:
        for one in many(60):
            store.save(one)
    damage(path)
    with pytest.raises(StoreDamaged, match=r"store\.sqlite.*(restore a copy|ingest)"), Store.open(path) as store:
        store.check()


def test_the_database_of_another_program_is_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE bookmark (url TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreDamaged, match="another program"):
        Store.open(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_store_of_a_newer_version_is_refused(path: Path) -> None:
    with Store.open(path) as store:
        store._connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreDamaged, match=r"newer Dateline.*upgrade"):
        Store.open(path)


def test_an_empty_file_becomes_a_store(path: Path) -> None:  # what a process killed at its first step leaves
    path.parent.mkdir()
    path.touch()
    with Store.open(path) as store:
        assert store.save(chronology()).outcome is Outcome.NEW


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreBusy):
        Store.open(tmp_path)


def test_a_path_below_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreBusy, match="no folder"):
        Store.open(tmp_path / "file" / "store.sqlite")


def test_a_full_disk_loses_nothing_that_was_acknowledged(store: Store) -> None:
    store.save(chronology())
    (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
    store._connection.execute(f"PRAGMA max_page_count = {pages}")

    def save_all() -> None:
        for one in many(200):
            store.save(one)

    with pytest.raises(StoreBusy, match="full"):
        save_all()
    assert chronology() in list(store.chronologies())
    assert store.check().briefings == len(store.briefings())


def test_another_writer_is_waited_for_and_then_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with Store.open(path) as store, Store.open(path) as other:
        other._connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="locked"):
            store.save(chronology())
        assert store.briefings() == ()  # reading goes on
        other._connection.execute("ROLLBACK")
        assert store.save(chronology()).outcome is Outcome.NEW


def test_what_is_read_together_is_of_one_moment_though_another_writes(path: Path) -> None:
    with Store.open(path) as store, Store.open(path) as other:
        store.save(chronology())
        read = store.chronologies()
        first = next(read)
        for one in many(2):
            other.save(one)
        assert [first, *read] == [chronology()]
        assert len(store.briefings()) == 3


def test_a_store_that_another_is_making_at_this_moment_is_ours(tmp_path: Path) -> None:
    """Looked at in the midst of its making it would seem to be another program's."""

    def make(number: int) -> None:
        Store.open(tmp_path / f"{number // 6}.sqlite").close()

    with ThreadPoolExecutor(6) as pool:
        assert len(list(pool.map(make, range(300)))) == 300


def test_many_writers_at_once_lose_nothing_and_store_each_text_once(path: Path) -> None:
    def write(_: int) -> list[Outcome]:
        with Store.open(path) as store:
            return [store.save(one).outcome for one in many(10)]

    with ThreadPoolExecutor(6) as pool:
        outcomes = [outcome for found in pool.map(write, range(6)) for outcome in found]
    assert (outcomes.count(Outcome.NEW), outcomes.count(Outcome.DUPLICATE)) == (10, 50)
    with Store.open(path) as store:
        assert store.check().briefings == 10
