"""The reader's selection: what a query string asks for, and which events of an edition it takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from tests import chronologies as hand
from timeline.edition import publish
from timeline.model import Anchor, Category, Chronology, Claim, Event, Interval, Modality, Stance, TimePrecision, When
from timeline.store import Store
from timeline.web import selection
from timeline.web.selection import Filter
from timeline.web.shown import Shown, ready
from timeline.web.sifting import sift

MONTH, YEAR, DAY = TimePrecision.MONTH, TimePrecision.YEAR, TimePrecision.DAY
FIJI = replace(hand.LUNINETS, id="gn:9", name="Suva", lon=178.4, lat=-18.1, country="FJ")


def when(start: date | None, end: date | None, precision: TimePrecision = DAY) -> When:
    """``end`` is not of it any more."""
    return When(interval=Interval(start=start, end=end), precision=precision, anchor=Anchor.STATED)


def told() -> Chronology:
    """Events that differ in one thing each, by the word that their title has."""
    of = hand.briefing("A drone fell near Brest, the ministry said. In Suva nothing happened.", title="One thing each")
    drone, suva = of.text.split(". ")
    first = date(2022, 2, 1)

    def event(title: str, **more: object) -> Event:
        return replace(hand.event(of, drone, title=title, **more), id=title)

    claim = Claim(source="Séance Ltd", stance=Stance.CLAIMS, evidence=hand.span(of.text, drone))
    return Chronology(
        briefing=of,
        events=(
            event("day", when=when(first, date(2022, 2, 2))),
            event("january", when=when(date(2022, 1, 1), first, MONTH)),
            event("year", when=when(date(2022, 1, 1), date(2023, 1, 1), YEAR)),
            event("since", when=when(first, None)),
            event("until", when=when(None, date(2022, 2, 2))),
            event("timeless", category=Category.PROTEST, modality=Modality.DENIED),
            event("brest", where=(hand.at(hand.BREST, of.text, "Brest"),), actors=("Lithuania",)),
            event("suva", where=(hand.at(FIJI, of.text, "Suva"),), claims=(claim,), evidence=hand.span(of.text, suva)),
            event("Brést"),
            event("Siarhieu"),
        ),
    )


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    folder = tmp_path_factory.mktemp("selection")
    with Store.open(folder / "store.sqlite") as store:
        store.save(told())
        store.save(replace(hand.many(1)[0], briefing=replace(hand.many(1)[0].briefing, published=date(2022, 3, 1))))
        return ready(publish(store, folder / "editions", hand.HandGazetteer()))


def read(query: str, shown: Shown | None = None) -> selection.Selection:
    pairs = [part.split("=", 1) for part in query.split("&") if part]
    arguments = MultiDict([(key, value) for key, value in pairs])
    return selection.read(arguments, shown.briefings if shown else ())


def taken(shown: Shown, query: str) -> set[str]:
    """The titles of the events that are left; that of the later briefing is "later"."""
    asked = read(query, shown)
    left = sift(shown, np.ones(len(shown), dtype=np.bool_), asked).taken
    return {event.title if event.briefing.title == "One thing each" else "later" for event in shown.events(left)}


ALL = {event.title for event in told().events} | {"later"}
TIMED = {"day", "january", "year", "since", "until", "later"}


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", ALL),
        ("utm_source=x&callback=y", ALL),
        ("from=2022-02-01", TIMED - {"january"}),
        ("from=2022-02-02", {"year", "since", "later"}),
        ("from=2022-01-31", TIMED),
        ("from=2030-01-01", {"since"}),
        ("to=2022-01-31", {"january", "year", "until"}),
        ("to=2021-12-31", {"until"}),
        ("to=2000-01-01", {"until"}),
        ("from=2022-02-01&to=2022-02-01", {"day", "year", "since", "until"}),
        ("from=2022-02-05&to=2022-02-01", set()),
        ("cat=protest", {"timeless"}),
        ("cat=protest,other", ALL),
        ("cat=protest&cat=other", ALL),
        ("status=denied", {"timeless"}),
        ("status=claimed,planned", set()),
        ("q=DRONE", ALL - {"suva", "later"}),
        ("q=fell tim", {"timeless"}),
        ("q=Brést", ALL - {"suva", "later"}),
        ("q=siarhieŭ", {"Siarhieu"}),
        ("q=fell minsk", set()),
        ("q=eance", set()),
        ("q=seance", {"suva"}),
        ("actor=lithuania", {"brest"}),
        ("actor=Lith", set()),
        ("claimant=SEANCE ltd", {"suva"}),
        ("claimant=seance", set()),
        ("bbox=23,52,24,53", {"brest"}),
        ("bbox=170,-20,-170,-10", {"suva"}),
        ("bbox=-170,-20,170,-10", set()),
        ("asof=2022-02-07", ALL - {"later"}),
        ("asof=2022-03-01", ALL),
        ("asof=2022-02-06", set()),
        (f"briefing={told().briefing.id}", ALL - {"later"}),
        (f"briefing={told().briefing.id},{hand.many(1)[0].briefing.id}", ALL),
        ("q=drone&cat=protest&status=denied", {"timeless"}),
        ("q=nothing&cat=protest", set()),
    ],
)  # fmt: skip
def test_a_query_takes_what_it_asks_for(shown: Shown, query: str, left: set[str]) -> None:
    assert taken(shown, query) == left


@pytest.mark.parametrize(
    ("query", "without"),
    [
        ("q=fell&status=claimed", {Filter.WORDS: 0, Filter.STATUS: 9}),
        ("from=2030-01-01&to=2030-02-01&cat=protest", {Filter.WINDOW: 1, Filter.CATEGORY: 1}),
        ("actor=lithuania&claimant=seance ltd", {Filter.ACTOR: 1, Filter.CLAIMANT: 1}),
        ("bbox=0,0,1,1&asof=2022-02-01", {Filter.BOX: 0, Filter.ASOF: 0}),
    ],
)
def test_each_filter_is_asked_what_there_would_be_without_it(
    shown: Shown, query: str, without: dict[Filter, int]
) -> None:
    sifted = sift(shown, np.ones(len(shown), dtype=np.bool_), read(query, shown))
    assert {one: sifted.without(one) for one in sifted.masks} == without


@pytest.mark.parametrize(
    "query",
    ["from=yesterday", "to=2022-02-30", "from=2022-13", "to=20220203", "cat=url(x)", "status=<script>", "from=0",
     "asof=now", "bbox=1,2,3", "bbox=nan,nan,nan,nan", "bbox=0,0,0,91", "bbox=0,2,0,1", "bbox=inf,0,0,0", "bbox=a",
     "briefing=none", "page=0", "page=-1", "page=1e3", "page=٣", "q=!?", "page=99999999999999999999"],
)  # fmt: skip
def test_a_value_that_says_nothing_is_left_out_with_a_notice(query: str) -> None:
    asked = read(query)
    assert not asked.narrowed
    assert asked.page is None
    assert len(asked.notices) == 1


def test_a_window_that_ends_before_it_begins_is_kept_and_holds_nothing() -> None:
    asked = read("from=2022-02-05&to=2022-02-01")
    assert (asked.start, asked.end) == (date(2022, 2, 5), date(2022, 2, 1))
    assert asked.backwards


@pytest.mark.parametrize(
    ("query", "start", "end"),
    [
        ("from=2022&to=2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("from=2024-02&to=2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("from=2022-02-03&to=2022-06", date(2022, 2, 3), date(2022, 6, 30)),
    ],
)
def test_a_month_or_a_year_is_all_of_it(query: str, start: date, end: date) -> None:
    assert (read(query).start, read(query).end) == (start, end)


def test_notices_repeat_nothing_that_a_reader_sent() -> None:
    asked = read("from=<script>&cat=${1}&status=`x`&bbox=<&briefing=<b>")
    assert len(asked.notices) == 5
    assert not any(mark in notice for notice in asked.notices for mark in ("<", "$", "`"))


def test_a_link_that_drops_a_filter_keeps_the_rest_and_begins_at_the_first_page() -> None:
    arguments = MultiDict([("from", "2022"), ("to", "2023"), ("q", "a&b=c"), ("page", "4"), ("lang", "de")])
    assert selection.without(arguments, [Filter.WINDOW]) == "?q=a%26b%3Dc&lang=de"
    assert selection.address(arguments, page=5) == "?from=2022&to=2023&q=a%26b%3Dc&lang=de&page=5"


KEYS = ["from", "to", "cat", "status", "q", "actor", "claimant", "bbox", "asof", "briefing", "page", "sel", "lang"]


@given(st.dictionaries(st.sampled_from(KEYS), st.text(), max_size=13))
def test_any_query_is_read_and_answered(shown: Shown, query: dict[str, str]) -> None:
    asked = selection.read(MultiDict(query), shown.briefings)
    assert asked.categories <= set(Category)
    assert asked.statuses <= set(Modality)
    left = sift(shown, np.ones(len(shown), dtype=np.bool_), asked).taken
    assert set(left.tolist()) <= set(range(len(shown)))
