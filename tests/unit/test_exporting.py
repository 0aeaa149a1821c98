from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from importlib.metadata import EntryPoint
from pathlib import Path

import numpy as np
import orjson
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from tests.chronologies import BELARUS, BREST, LUNINETS, HandGazetteer, at, chronology, event
from timeline.edition import publish
from timeline.errors import ArgumentRefused
from timeline.exporting import csv as table
from timeline.exporting import formats, geojson
from timeline.exporting.export import export, selected
from timeline.exporting.flat import flat
from timeline.exporting.formats import exporter
from timeline.exporting.record import days, published, record
from timeline.exporting.selection import Selection, asked_for, box, first_day, last_day
from timeline.exporting.tables import tables
from timeline.folding import words
from timeline.geometry import bbox, parsed, together
from timeline.geometry import geojson as written
from timeline.model import Anchor, Interval, TimePrecision, When
from timeline.store import Store
from timeline.web.shown import ready

SHAPES = HandGazetteer()
CLOSED, LANDED, DRONE, VOTE = chronology().events
RECORDS = [record(one, chronology().briefing, SHAPES) for one in chronology().events]
# What the scripts of others rely on.
FIELDS = (
    "doc_id id title start end time_precision time_phrase category modality actors source_of_claim claims places"
    " geometry char_start char_end quote"
).split()


# Records ------------------------------------------------------------------------------------------------------------


def test_a_record_has_the_fields_that_others_rely_on() -> None:
    assert all(list(one) == FIELDS for one in RECORDS)
    place = RECORDS[1]["places"][0]
    needed = {
        "name",
        "role",
        "kind",
        "lat",
        "lon",
        "iso_country",
        "geo_precision",
        "where_prec",
        "radius_km",
        "geonameid",
    }
    assert needed <= set(place)


def test_the_quote_of_a_record_is_the_text_at_its_offsets() -> None:
    text = chronology().briefing.text
    claims = [claim for one in RECORDS for claim in one["claims"]]
    for one in (*RECORDS, *claims):
        assert text[one["char_start"] : one["char_end"]] == one["quote"]


@pytest.mark.parametrize(
    ("first", "after", "precision", "shown"),
    [
        (date(2022, 2, 3), date(2022, 2, 4), "day", ("2022-02-03", "2022-02-03")),
        (date(2022, 1, 31), date(2022, 2, 7), "week", ("2022-01-31", "2022-02-06")),
        (date(2022, 1, 1), date(2022, 2, 1), "month", ("2022-01", "2022-01")),
        (date(2021, 11, 1), date(2022, 3, 1), "month", ("2021-11", "2022-02")),
        (date(2022, 1, 1), date(2023, 1, 1), "year", ("2022", "2022")),
        (date(2022, 2, 1), None, "day", ("2022-02-01", None)),  # "since 1 February"
        (None, date(2022, 2, 1), "month", (None, "2022-01")),  # "until the end of January"
        (date(2022, 1, 3), date(2022, 1, 11), "approx", ("2022-01-03", "2022-01-10")),
        (None, None, "approx", (None, None)),
    ],
)
def test_days_are_shown_as_finely_as_they_are_known(first, after, precision: str, shown) -> None:
    assert days(Interval(start=first, end=after), TimePrecision(precision)) == shown


def test_what_is_not_known_is_null() -> None:
    vote = RECORDS[3]
    assert {name for name, value in vote.items() if value is None} == {
        "start", "end", "time_precision", "time_phrase", "source_of_claim", "geometry",
    }  # fmt: skip


def test_a_claim_names_its_source_stance_and_day() -> None:
    assert RECORDS[1]["source_of_claim"] == "the ministry"
    assert [(one["source"], one["stance"], one["said"]) for one in RECORDS[1]["claims"]] == [
        ("the ministry", "claims", "2022-02-04")
    ]


def test_what_else_a_name_may_mean_is_kept() -> None:
    brest = RECORDS[2]["places"][0]
    assert [(one["iso_country"], one["score"]) for one in brest["candidates"]] == [("BY", 0.75), ("FR", 0.25)]


# Geometries ---------------------------------------------------------------------------------------------------------


def test_places_of_one_sort_are_one_multi_geometry_and_of_several_a_flat_collection() -> None:
    kinds = [None if one["geometry"] is None else one["geometry"]["type"] for one in RECORDS]
    assert kinds == ["LineString", "Point", "GeometryCollection", None]
    towns = together([shapely.Point(0, 0), shapely.Point(1, 1)])
    assert towns is not None
    assert towns.geom_type == "MultiPoint"
    mixed = together([shapely.MultiPoint([(0, 0), (1, 1)]), shapely.box(0, 0, 1, 1)])
    assert mixed is not None
    assert [part.geom_type for part in mixed.geoms] == ["Point", "Point", "Polygon"]


NEIGHBOURS = {
    "a common border": [shapely.box(0, 0, 2, 2), shapely.box(2, 0, 4, 2)],
    "drawings that overlap a little": [shapely.box(0, 0, 2.01, 2), shapely.box(2, 0.3, 4, 2.3)],
    "a region and its country": [shapely.box(1, 1, 2, 2), shapely.box(0, 0, 4, 4)],
    "the same twice": [shapely.box(0, 0, 2, 2), shapely.box(0, 0, 2, 2)],
    "islands beside a neighbour": [
        shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(5, 5, 6, 6)]),
        shapely.box(1, 0, 2, 1),
    ],
    "edges that cross between the decimals": [
        shapely.Polygon([(0, 0), (1, 1 / 3), (0, 1)]),
        shapely.Polygon([(1 / 7, 1), (2, 1 / 3), (1 / 7, 0)]),
    ],
    "one that crosses itself": [shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)]), shapely.box(1, 0, 3, 3)],
    "areas, a line and a town": [
        shapely.box(0, 0, 2, 2),
        shapely.LineString([(0, 0), (2, 2)]),
        shapely.box(1, 1, 3, 3),
        shapely.Point(1, 1),
    ],
}


@pytest.mark.parametrize("parts", NEIGHBOURS.values(), ids=NEIGHBOURS.keys())
def test_places_side_by_side_are_one_valid_geometry_that_covers_each(parts: list[BaseGeometry]) -> None:
    drawn = together(parts)
    assert drawn is not None
    read = parsed(written(drawn))
    assert read.is_valid
    whole = shapely.union_all([shapely.make_valid(part) for part in shapely.get_parts(read)])
    assert all(whole.buffer(1e-5).covers(shapely.make_valid(part)) for part in parts)
    areas = [part for part in shapely.get_parts(read) if part.area]
    assert shapely.union_all(areas).area == pytest.approx(sum(part.area for part in areas))


def test_areas_apart_stay_as_they_are() -> None:
    apart = [shapely.box(0, 0, 1, 1), shapely.box(5, 5, 6, 6)]
    assert together(apart) == shapely.MultiPolygon(apart)


def test_outer_rings_turn_left_and_holes_turn_right() -> None:
    holed = shapely.Polygon([(0, 0), (0, 9), (9, 9), (9, 0)], [[(2, 2), (4, 2), (4, 4), (2, 4)]])
    outer, hole = (shapely.LinearRing(ring) for ring in written(holed)["coordinates"])
    assert outer.is_ccw
    assert not hole.is_ccw


def test_coordinates_have_no_more_decimals_than_mean_anything() -> None:
    assert written(shapely.Point(1 / 3, 2 / 3)) == {"type": "Point", "coordinates": [0.333333, 0.666667]}


def test_a_layer_is_a_feature_collection_of_rfc_7946() -> None:
    layer = orjson.loads(geojson.render(RECORDS))
    assert layer["type"] == "FeatureCollection"
    assert layer["bbox"] == [23.2, 51.3, 32.8, 56.2]
    assert [one["id"] for one in layer["features"]] == [one["id"] for one in RECORDS]
    assert [one["geometry"] for one in layer["features"]] == [one["geometry"] for one in RECORDS]
    assert all("geometry" not in one["properties"] for one in layer["features"])
    assert "crs" not in layer


def test_a_layer_without_places_has_no_box() -> None:
    assert "bbox" not in orjson.loads(geojson.render(RECORDS[3:]))
    assert bbox([]) is None


# Tables -------------------------------------------------------------------------------------------------------------


def rendered(records) -> str:
    return b"".join(table.pieces(flat(tables(records)))).decode()


DANGEROUS = ['=HYPERLINK("http://203.0.113.1")', "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_of_a_table_is_run_by_a_spreadsheet(text: str) -> None:
    hurt = {**RECORDS[2], "title": text, "quote": text, "actors": [text, text]}
    hurt["places"] = [{**hurt["places"][0], "name": text, "lat": -1.5}]
    (row,) = csv.DictReader(io.StringIO(rendered([hurt]), newline=""))
    assert all(row[name] == f"'{text}" for name in ("title", "quote", "places"))
    assert row["actors"] == f"'{text}; {text}"
    assert row["lat"] == "-1.5"  # a number is one


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_other_text_comes_out_of_a_table_as_it_went_in(text: str) -> None:
    (row,) = csv.DictReader(io.StringIO(rendered([{**RECORDS[0], "title": text}]), newline=""))
    assert row["title"].removeprefix("'" if text.startswith(table.FORMULA) else "") == text


def test_a_table_has_a_line_an_event_and_a_column_a_fact() -> None:
    rows = list(csv.DictReader(io.StringIO(rendered(RECORDS), newline="")))
    assert [row["id"] for row in rows] == [one["id"] for one in RECORDS]
    assert (rows[2]["places"], rows[2]["lat"], rows[2]["iso_country"]) == ("Brest; Belarus", "52.1", "BY")
    assert (rows[3]["start"], rows[3]["lat"]) == ("", "")


# Selections ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [CLOSED, LANDED, DRONE, VOTE]),
        ({"first": "2022-02-03", "last": "2022-02-03"}, [LANDED, DRONE]),
        ({"first": "2022-02"}, [LANDED, DRONE]),
        ({"last": "2022-01"}, [CLOSED]),
        ({"last": "2021"}, []),
        ({"first": "2050"}, [DRONE]),  # its end is not known
        ({"categories": ["military_movement", "politics_or_election"]}, [LANDED, VOTE]),
        ({"modalities": ["denied"]}, [DRONE]),
        ({"bbox": "26.5,52,27,52.5"}, [LANDED, DRONE]),
        ({"bbox": "-10,40,0,50"}, []),
        ({"bbox": "170,-90,27,90"}, [CLOSED, LANDED, DRONE]),  # across the antimeridian, eastwards to Belarus
        ({"bbox": "170,-90,-170,90"}, []),
        ({"categories": ["military_movement"], "bbox": "23,51,24,53"}, []),
    ],
)
def test_events_are_selected_by_days_kinds_and_places(asked, found, tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.sqlite") as store:
        store.save(chronology(), SHAPES)
        assert [one["id"] for one in selected(store, asked_for(**asked), "", SHAPES)] == [one.id for one in found]


@given(
    st.tuples(st.floats(-180, 180), st.floats(-90, 90)),
    st.tuples(st.floats(-180, 180), st.floats(-90, 90)),
    st.sampled_from([BELARUS, LUNINETS, BREST]),
)
def test_the_index_never_misses_a_place_that_meets_the_box(one, other, place) -> None:
    area = (one[0], min(one[1], other[1]), other[0], max(one[1], other[1]))
    of = chronology().briefing
    told = event(of, "Minsk denied that a drone had fallen near Brest.", where=(at(place, of.text, "Brest"),))
    with Store.open(Path(":memory:")) as store:
        store.save(replace(chronology(), events=(told,)), SHAPES)
        meets = Selection(box=area).admits(told, SHAPES)
        assert not meets or store.search(box=area) == {told.id}


@pytest.mark.parametrize(
    "wrong", ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "nan,0,1,1", "0,0,inf,1", "0,50,1,40", "0,0,181,1"]
)
def test_a_box_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(ArgumentRefused, match="west,south,east,north"):
        box(wrong)


@pytest.mark.parametrize(
    ("written_day", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-12", date(2022, 12, 1), date(2022, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-02-03", date(2022, 2, 3), date(2022, 2, 3)),
    ],
)
def test_a_month_or_a_year_has_a_first_and_a_last_day(written_day: str, first: date, last: date) -> None:
    assert (first_day(written_day), last_day(written_day)) == (first, last)


@pytest.mark.parametrize("wrong", ["2022-02-30", "2022-13", "22", "today", "2022-2-3", "0000", "٢٠٢٢"])
def test_a_day_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(ArgumentRefused, match="YYYY-MM-DD"):
        first_day(wrong)


@pytest.mark.parametrize(
    "q", ["helicopter", "HELI", "ministry", "copter", "luninec", "lunin 3", '"', "a OR b", "minsk dron", "", "27", "ė"]
)
def test_an_export_finds_the_words_that_the_page_finds(tmp_path: Path, q: str) -> None:
    with Store.open(tmp_path / "store.sqlite") as store:
        store.save(chronology())
        exported = [record["id"] for record in selected(store, Selection(), q, SHAPES)]
        shown = ready(publish(store, tmp_path / "editions", SHAPES))
    on_page = [event.id for event in shown.events(np.flatnonzero(shown.edition.search(words(q))))]
    assert sorted(exported) == sorted(on_page)


def test_words_that_are_no_choice_are_refused_with_those_that_are() -> None:
    with pytest.raises(ArgumentRefused, match=r"no category 'war'; have military_movement, .*other"):
        asked_for(categories=["war"])
    with pytest.raises(ArgumentRefused, match="no modality 'true'"):
        asked_for(modalities=["true"])
    with pytest.raises(ArgumentRefused, match="exchange"):
        asked_for(first="2022", last="2021")


def test_an_open_interval_is_selected_on_its_open_side() -> None:
    until = When(interval=Interval(start=None, end=date(2022, 1, 1)), precision=TimePrecision.DAY, anchor=Anchor.STATED)
    told = replace(LANDED, when=until)
    assert Selection(first=date(2021, 12, 31)).admits(told, SHAPES)
    assert not Selection(first=date(2022, 1, 1)).admits(told, SHAPES)
    assert Selection(last=date(1900, 1, 1)).admits(told, SHAPES)


# Formats ------------------------------------------------------------------------------------------------------------


def test_a_format_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(ArgumentRefused, match=r"no format 'shp'; have csv, .*geojson"):
        exporter("shp")


def write_count(records, out: Path) -> None:
    out.write_text(str(len(records)))


def test_another_package_may_add_a_format(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    added = EntryPoint(name="count", value="elsewhere:write", group=formats.GROUP)
    monkeypatch.setattr(EntryPoint, "load", lambda self: write_count if self.name == "count" else None)
    monkeypatch.setattr(formats, "entry_points", lambda **_: [added])
    with Store.open(tmp_path / "store.sqlite") as store:
        store.save(chronology())
        export(store, tmp_path / "out", exporter("count"), Selection(), "", SHAPES)
    assert (tmp_path / "out").read_text() == "4"


@pytest.mark.parametrize("name", ["csv", "geojson"])
def test_every_format_of_ours_writes_a_file(name: str, tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.sqlite") as store:
        store.save(chronology())
        assert export(store, tmp_path / "out", exporter(name), Selection(), "helicopter", SHAPES) == 1
    assert b"helicopter" in (tmp_path / "out").read_bytes()


def test_a_file_is_replaced_by_a_whole_one_or_kept(tmp_path: Path) -> None:
    def fails(_: object, out: Path) -> None:
        out.write_text("half")
        raise OSError(28, "No space left on device")

    (tmp_path / "out").write_text("before")
    with Store.open(tmp_path / "store.sqlite") as store, pytest.raises(ArgumentRefused, match="No space left"):
        export(store, tmp_path / "out", fails, Selection(), "", SHAPES)
    assert (tmp_path / "out").read_text() == "before"
    assert not list(tmp_path.glob(".dateline-*"))


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.sqlite") as store, pytest.raises(ArgumentRefused, match="folder"):
        export(store, tmp_path, exporter("csv"), Selection(), "", SHAPES)


def test_what_a_layer_says_is_json_that_every_reader_takes() -> None:
    assert json.loads(geojson.render(RECORDS)) == orjson.loads(geojson.render(RECORDS))


# The data dictionary -------------------------------------------------------------------------------------------------

GUIDE = Path(__file__).parents[2] / "docs" / "layers.md"


def documented(heading: str) -> list[str]:
    """The names in the first column of the table below that heading of the guide."""
    _, _, after = GUIDE.read_text(encoding="utf-8").partition(f"\n## {heading}\n")
    table = [line for line in after.partition("\n## ")[0].splitlines() if line.startswith("| `")]
    return [name for line in table for name in re.findall(r"`(\w+)`", line.split("|")[1])]


def test_every_property_of_a_layer_is_in_the_data_dictionary_and_no_other() -> None:
    told = [published(one, chronology().briefing, SHAPES, "0123") for one in chronology().events]
    events = [feature["properties"] for feature in orjson.loads(geojson.render(told))["features"]]
    places = [place for one in events for place in one["places"]]
    for heading, found in {
        "GeoJSON: properties of an event": events,
        "GeoJSON: a claim": [claim for one in events for claim in one["claims"]],
        "GeoJSON: a place": places,
        "GeoJSON: a candidate": [candidate for place in places for candidate in place["candidates"]],
    }.items():
        names = documented(heading)
        assert sorted(names) == sorted({name for one in found for name in one}), heading


def test_every_column_of_a_table_is_in_the_data_dictionary_in_its_order() -> None:
    assert documented("CSV: columns") == list(table.COLUMNS)
