"""The measure itself: what counts as found, what as usable, and what costs nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from shapely.geometry import LineString, Point

from benchmarks import corpus, scoring
from benchmarks.corpus import Gold, GoldPlace
from benchmarks.distances import days, start_off
from benchmarks.scoring import Found, Score

BREST = GoldPlace(lat=52.1, lon=23.7, radius_km=0, line=None)
GOLD = Gold(
    spans=((100, 200),),
    quote="A helicopter landed at Brest on 3 February.",
    starts=("2022-02-03",),
    end="2022-02-03",
    places=(BREST,),
    categories=("military_movement",),
    modalities=("asserted",),
    optional=False,
)
FOUND = Found(
    span=(100, 200),
    quote="A helicopter landed at Brest on 3 February.",
    start="2022-02-03",
    end="2022-02-03",
    shapes=(Point(23.7, 52.1),),
    category="military_movement",
    modality="asserted",
)
RIGHT = Score(gold=1, matched=1, spurious=0, usable=1, dated=1, placeable=1, placed=1, category=1, modality=1)


def test_an_event_found_as_the_gold_has_it_is_right_in_everything() -> None:
    assert scoring.score([GOLD], [FOUND]) == RIGHT


@pytest.mark.parametrize(
    ("found", "usable"),
    [
        (replace(FOUND, start="2022-02-04", end="2022-02-04"), True),
        (replace(FOUND, start="2022-02-05", end="2022-02-05"), False),
        (replace(FOUND, start="2022-02", end="2022-02"), False),  # a vague date gains nothing
        (replace(FOUND, start=None, end=None), False),
        (replace(FOUND, shapes=(Point(23.7, 53.5),)), True),  # 156 km north
        (replace(FOUND, shapes=(Point(23.7, 53.6),)), False),  # 167 km north
        (replace(FOUND, shapes=(Point(0, 0), Point(23.7, 52.1))), True),  # one of several is enough
        (replace(FOUND, shapes=()), False),
    ],
)
def test_usable_is_within_a_day_and_161_km(found: Found, usable: bool) -> None:
    assert scoring.score([GOLD], [found]).usable == usable


def test_a_place_inside_a_gold_country_is_not_off() -> None:
    country = replace(GOLD, places=(replace(BREST, radius_km=250),))
    assert scoring.score([country], [replace(FOUND, shapes=(Point(23.7, 55.0),))]).placed == 1


def test_a_gold_border_is_measured_along_its_line() -> None:
    border = replace(GOLD, places=(replace(BREST, lat=0, lon=0, line=LineString([(23.7, 52), (23.7, 56)])),))
    assert scoring.score([border], [replace(FOUND, shapes=(Point(24.7, 54),))]).placed == 1
    assert scoring.score([border], [replace(FOUND, shapes=(LineString([(24, 54), (25, 54)]),))]).placed == 1


def test_a_page_long_quote_is_no_event() -> None:
    page = replace(FOUND, span=(0, 5000), quote="Something else entirely. " * 200)
    assert scoring.score([GOLD], [page]) == Score(gold=1, spurious=1)


def test_the_same_words_elsewhere_are_the_same_event_within_a_month() -> None:
    summary = replace(FOUND, span=(900, 1000), quote="A helicopter landed at Brest, 3 February.")
    assert scoring.score([GOLD], [summary]).matched == 1
    assert scoring.score([GOLD], [replace(summary, start="2022-05-01", end="2022-05-01")]).matched == 0


def test_one_gold_event_is_matched_once() -> None:
    assert scoring.score([GOLD], [FOUND, FOUND]) == replace(RIGHT, spurious=1)


def test_an_optional_event_neither_helps_nor_hurts() -> None:
    optional = replace(GOLD, optional=True)
    assert scoring.score([optional], [FOUND]) == scoring.score([optional], []) == Score()


def test_second_readings_are_right_too() -> None:
    read_twice = replace(
        GOLD,
        starts=("2022-02-01", "2022-02-03"),
        categories=("other", "military_movement"),
        modalities=("claimed", "asserted"),
    )
    assert scoring.score([read_twice], [FOUND]) == RIGHT


def test_measures_of_nothing_are_unknown() -> None:
    assert set(Score().measures().values()) == {None}


@pytest.mark.parametrize(
    ("value", "span"),
    [
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02-03T10:00", ("2024-02-03", "2024-02-03")),
        ("2023-02-29", None),
        ("early May", None),
        (None, None),
    ],
)
def test_a_date_means_all_the_days_of_its_precision(value: str | None, span: tuple[str, str] | None) -> None:
    said = days(value)
    assert (said and tuple(day.isoformat() for day in said)) == span


def test_a_vague_start_is_as_far_off_as_its_farthest_day() -> None:
    assert start_off("2022-02", GOLD) == 25  # 28 February


def test_a_folder_without_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(corpus.CorpusMissing, match=tmp_path.name):
        corpus.read(tmp_path)


def test_a_document_is_read_with_its_gold(tmp_path: Path) -> None:
    for folder in ("docs", "gold"):
        (tmp_path / folder).mkdir()
    event = {
        "char_start": 0, "char_end": 9, "quote": "It rained", "start": "2022-02", "end": None, "category": "other",
        "modality": "asserted", "places": [{"lat": 52.1, "lon": 23.7}],
    }  # fmt: skip
    (tmp_path / "docs/b.txt").write_text("It rained.", encoding="utf-8")
    (tmp_path / "docs/b.meta.json").write_text('{"published": "2022-02-07", "words": 2}', encoding="utf-8")
    (tmp_path / "gold/b.json").write_text(json.dumps([event]), encoding="utf-8")
    (document,) = corpus.read(tmp_path)
    assert json.loads(document.line()) == {"doc_id": "b", "text": "It rained.", "published": "2022-02-07"}
    assert document.gold[0].places == (BREST,)
    assert document.gold[0].end == "2022-02"
