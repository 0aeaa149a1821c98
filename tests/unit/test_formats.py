"""Each format, written by us and read back by another program than wrote it: what went in comes out, or says so."""

from __future__ import annotations

import csv
import gzip
import io
import json
import logging
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from hashlib import sha512
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import geopandas
import mapbox_vector_tile
import openpyxl
import orjson
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from openpyxl.utils.escape import unescape
from pmtiles.reader import MmapSource, Reader, all_tiles
from pmtiles.tile import deserialize_header
from pyogrio.errors import DataLayerError

from tests.chronologies import HandGazetteer, chronology
from timeline.errors import ArgumentRefused
from timeline.exporting import shapefile
from timeline.exporting.flat import flat, sentence
from timeline.exporting.formats import FORMATS, exporter
from timeline.exporting.record import Record, published
from timeline.exporting.tables import tables
from timeline.layers.fields import LAYERS

SHAPES = HandGazetteer()
RECORDS = [published(event, chronology().briefing, SHAPES, "0123") for event in chronology().events]
LONG = "Długi – very long “текст” 🙂 " * 2_000  # more than a cell of any spreadsheet
HOSTILE = (
    '=HYPERLINK("http://203.0.113.1","x")',
    "+1",
    "-2+3",
    "@SUM(A1)",
    "_x000D_ is no line end",
    "<script>alert(1)</script> & ]]> \"'",
    "two\nlines\tand a tab",
    "Гродна, Žemaitija, 北京, \u202egnp.exe, e\u0301, 🙂",
)
CONTROL = "bell \x07, escape \x1b[31m, nul \x00, \ufffe"
KML = "{http://www.opengis.net/kml/2.2}"


def hurt(title: str) -> Record:
    """An event that says so wherever text may stand."""
    place = RECORDS[1]["places"][0] | {"name": title, "phrase": title}
    claim = RECORDS[1]["claims"][0] | {"source": title, "quote": title}
    told = {"title": title, "quote": title, "actors": [title], "publisher": title, "source_of_claim": title}
    return RECORDS[1] | told | {"places": [place], "claims": [claim]}


@pytest.fixture
def made(tmp_path: Path):
    """Writes records in a format, and gives back the file under the name that people would give it."""

    def write(format: str, records: list[Record] = RECORDS) -> Path:
        out = tmp_path / f"events.{FORMATS[format].suffix}"
        exporter(format)(records, out)
        return out

    return write


def geometries(records: list[Record] = RECORDS) -> list[Any]:
    return [None if one["geometry"] is None else shapely.from_geojson(json.dumps(one["geometry"])) for one in records]


def same(found, wanted) -> bool:
    return (found is None and wanted is None) or shapely.equals_exact(found, wanted, 1e-9, normalize=True)


# What each reader says of a file: the titles, starts, ends and geometries of its events, in their order. --------------


def of_csv(path: Path) -> list[tuple]:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    points = [shapely.Point(float(row["lon"]), float(row["lat"])) if row["lat"] else None for row in rows]
    return [(r["title"], r["start"] or None, r["end"] or None, p) for r, p in zip(rows, points, strict=True)]


def of_geojson(path: Path) -> list[tuple]:
    return [_of_feature(feature) for feature in json.loads(path.read_bytes())["features"]]


def of_geojsonseq(path: Path) -> list[tuple]:
    """As RFC 8142 says: a record separator, JSON, a line feed."""
    before, *texts = path.read_bytes().split(b"\x1e")
    assert before == b""
    assert all(text.endswith(b"\n") for text in texts)
    return [_of_feature(json.loads(text)) for text in texts]


def of_geopackage(path: Path) -> list[tuple]:
    """By SQLite and Shapely, without GDAL: a blob is a head of 8 bytes, a box, and WKB (OGC 12-128r19, 2.1.3)."""
    with closing(sqlite3.connect(path)) as package:
        rows = package.execute("SELECT title, start, end, geom FROM events ORDER BY fid").fetchall()
    return [(*row[:3], None if row[3] is None else _unpacked(row[3])) for row in rows]


def of_flatgeobuf(path: Path) -> list[tuple]:
    return _of_frame(pyogrio.read_dataframe(path))


def of_geoparquet(path: Path) -> list[tuple]:
    return _of_frame(geopandas.read_parquet(path))


def of_kml(path: Path) -> list[tuple]:
    found = []
    for placemark in ElementTree.parse(path).iter(f"{KML}Placemark"):
        begin, end = (placemark.findtext(f"{KML}TimeSpan/{KML}{name}") for name in ("begin", "end"))
        found.append((placemark.findtext(f"{KML}name"), begin, end))
    if not found:  # GDAL has no layer without a placemark
        return []
    frame = pyogrio.read_dataframe(path)
    return [(*one, shape) for one, shape in zip(found, frame.geometry, strict=True)]


def of_xlsx(path: Path) -> list[tuple]:
    rows = openpyxl.load_workbook(path)["events"].iter_rows(values_only=True)
    names = next(rows)
    told = [dict(zip(names, row, strict=True)) for row in rows]
    points = [None if one["lat"] is None else shapely.Point(one["lon"], one["lat"]) for one in told]
    return [(unescape(one["title"]), one["start"], one["end"], at) for one, at in zip(told, points, strict=True)]


def _of_feature(feature: dict[str, Any]) -> tuple:
    told, drawn = feature["properties"], feature["geometry"]
    return told["title"], told["start"], told["end"], None if drawn is None else shapely.from_geojson(json.dumps(drawn))


def _of_frame(frame) -> list[tuple]:
    found = zip(frame["title"], frame["start"], frame["end"], frame.geometry, strict=True)
    return [tuple(None if isinstance(one, float) else one for one in row) for row in found]  # NaN is none


def _unpacked(blob: bytes):
    assert blob[:2] == b"GP"
    edges = {0: 0, 1: 4, 2: 6, 3: 6, 4: 8}[blob[3] >> 1 & 7]
    return shapely.from_wkb(blob[8 + 8 * edges :])


READERS = {
    "csv": of_csv, "geojson": of_geojson, "geojsonseq": of_geojsonseq, "geopackage": of_geopackage,
    "flatgeobuf": of_flatgeobuf, "geoparquet": of_geoparquet, "kml": of_kml, "xlsx": of_xlsx,
}  # fmt: skip
POINTS_ONLY = {"csv", "xlsx"}  # tables: they say where the first place lies
SPLIT = {"shapefile", "pmtiles"}  # have readers of their own below


def test_every_format_is_read_back_by_a_test() -> None:
    assert set(READERS) | SPLIT == set(FORMATS)


@pytest.mark.parametrize("format", READERS)
def test_what_is_written_is_read_back_by_another_program(format: str, made) -> None:
    found = READERS[format](made(format))
    assert [row[:3] for row in found] == [(one["title"], one["start"], one["end"]) for one in RECORDS]
    wanted = geometries()
    if format in POINTS_ONLY:
        firsts = [one["places"][0] if one["places"] else None for one in RECORDS]
        wanted = [None if place is None else shapely.Point(place["lon"], place["lat"]) for place in firsts]
    assert all(same(row[3], shape) for row, shape in zip(found, wanted, strict=True))


@pytest.mark.parametrize("format", READERS)
def test_hostile_text_survives_or_is_made_harmless(format: str, made) -> None:
    titles = [row[0] for row in READERS[format](made(format, [hurt(text) for text in HOSTILE]))]
    if format == "csv":
        assert titles == [f"'{text}" if text[0] in "=+-@" else text for text in HOSTILE]
    else:
        assert titles == list(HOSTILE)


@pytest.mark.parametrize("format", sorted(set(READERS) - {"csv", "geojson", "geojsonseq", "geoparquet"}))
def test_control_characters_do_not_break_a_file(format: str, made) -> None:
    """What XML refuses and C ends a text at is replaced; formats that hold any text keep it."""
    (title,) = [row[0] for row in READERS[format](made(format, [hurt(CONTROL)]))]
    assert title == "bell \ufffd, escape \ufffd[31m, nul \ufffd, \ufffd"


@pytest.mark.parametrize("format", ["csv", "geojson", "geojsonseq", "geoparquet"])
def test_formats_that_hold_any_text_keep_it(format: str, made) -> None:
    assert [row[0] for row in READERS[format](made(format, [hurt(CONTROL)]))] == [CONTROL]


@pytest.mark.parametrize("format", sorted(set(READERS) - {"xlsx"}))
def test_very_long_text_is_whole(format: str, made) -> None:
    csv.field_size_limit(10**6)
    assert [row[0] for row in READERS[format](made(format, [hurt(LONG)]))] == [LONG]


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_events_give_the_same_bytes(format: str, made) -> None:
    assert made(format).read_bytes() == made(format).read_bytes()


@pytest.mark.parametrize("format", sorted(set(READERS)))
def test_no_events_are_a_file_that_can_be_read(format: str, made) -> None:
    assert READERS[format](made(format, [])) == []


# GeoPackage ---------------------------------------------------------------------------------------------------------


def test_a_geopackage_has_places_claims_and_briefings_too(made) -> None:
    path = made("geopackage")
    assert set(pyogrio.list_layers(path)[:, 0]) == {
        "events",
        "places",
        "claims",
        "briefings",
    }
    places, claims = (pyogrio.read_dataframe(path, layer=name) for name in ("places", "claims"))
    assert places["id"].tolist() == [
        f"{one['id']}-{number}" for one in RECORDS for number, _ in enumerate(one["places"], 1)
    ]
    assert claims["source"].tolist() == ["the ministry", "Minsk"]
    (briefing,) = pyogrio.read_dataframe(path, layer="briefings").to_dict("records")
    assert (briefing["id"], briefing["publisher"], briefing["events"]) == (RECORDS[0]["doc_id"], "Hand Press", 4)


def test_a_geopackage_says_what_its_columns_hold_and_which_values_they_may_have(made) -> None:
    with closing(sqlite3.connect(made("geopackage"))) as package:
        told = dict(package.execute("SELECT column_name, description FROM gpkg_data_columns WHERE table_name='events'"))
        columns = [row[1] for row in package.execute("PRAGMA table_info(events)")]
        choices = package.execute(
            "SELECT value FROM gpkg_data_column_constraints JOIN gpkg_data_columns USING (constraint_name)"
            " WHERE table_name='events' AND column_name='modality' AND constraint_type='enum'"
        ).fetchall()
        (sound,) = package.execute("PRAGMA integrity_check").fetchone()
    assert sound == "ok"
    assert set(told) == set(columns) - {"fid", "geom"}
    assert told["start"].startswith("First day, as finely as known")
    field = LAYERS["events"].field("modality")
    assert field is not None
    assert sorted(value for (value,) in choices) == sorted(field.values)


def test_a_geopackage_has_days_that_a_geographic_information_system_understands(made) -> None:
    frame = pyogrio.read_dataframe(made("geopackage"), layer="events", where="first_day <= '2022-01-15'")
    assert frame["start"].tolist() == ["2022-01"]
    assert (frame["first_day"][0].date(), frame["last_day"][0].date()) == (date(2022, 1, 1), date(2022, 1, 31))


@pytest.mark.parametrize("format", ["geopackage", "flatgeobuf"])
def test_gdal_reads_what_each_column_holds(format: str, made) -> None:
    _, table = pyogrio.read_arrow(made(format), layer="events")
    told = {one.name: (one.metadata or {}).get(b"GDAL:OGR:comment", b"").decode() for one in table.schema}
    for field in flat(tables(RECORDS)).fields:
        assert told[field.name] == sentence(field)


# FlatGeobuf ---------------------------------------------------------------------------------------------------------


def test_a_flatgeobuf_of_events_that_all_have_a_place_has_an_index(made) -> None:
    assert pyogrio.read_dataframe(made("flatgeobuf", RECORDS[:3]), bbox=(26.5, 52, 27, 53))["id"].tolist()
    indexed, plain = made("flatgeobuf", RECORDS[:3]).stat().st_size, made("flatgeobuf", RECORDS[:3][:0]).stat().st_size
    assert indexed > plain
    features = pyogrio.read_info(made("flatgeobuf", RECORDS[:3]))
    assert features["capabilities"]["fast_spatial_filter"]


# GeoParquet ---------------------------------------------------------------------------------------------------------


def test_geoparquet_says_where_it_lies_and_how_each_row_is_covered(made) -> None:
    path = made("geoparquet")
    geo = json.loads(pq.read_metadata(path).metadata[b"geo"])
    column = geo["columns"]["geometry"]
    assert (geo["version"], geo["primary_column"], column["encoding"]) == ("1.1.0", "geometry", "WKB")
    assert column["bbox"] == pytest.approx([23.2, 51.3, 32.8, 56.2])
    assert column["geometry_types"] == ["GeometryCollection", "LineString", "Point"]
    assert geopandas.read_parquet(path, bbox=(26.7, 52.2, 26.9, 52.3))["title"].tolist() == [
        RECORDS[1]["title"],
        RECORDS[2]["title"],
    ]
    boxes = pq.read_table(path)["bbox"].to_pylist()
    assert boxes[1] == {"xmin": 26.8, "ymin": 52.25, "xmax": 26.8, "ymax": 52.25}
    assert boxes[3] is None


def test_geoparquet_keeps_lists_and_what_each_column_is(made) -> None:
    table = pq.read_table(made("geoparquet"))
    rows = table.to_pylist()
    assert rows[0]["actors"] == ["Lithuania"]
    assert [place["name"] for place in rows[2]["places"]] == ["Brest", "Belarus"]
    assert rows[1]["claims"][0]["said"] == "2022-02-04"
    assert rows[3]["places"] == rows[3]["claims"] == []
    assert rows[0]["last_day"] == date(2022, 1, 31)
    dictionary = orjson.loads(pq.read_metadata(made("geoparquet")).metadata[b"data_dictionary"])
    assert set(table.column_names) - {"geometry", "bbox"} <= set(dictionary)
    assert table.schema.field("start").metadata[b"description"].startswith(b"First day")


# KML ----------------------------------------------------------------------------------------------------------------


def test_kml_describes_each_of_its_columns(made) -> None:
    tree = ElementTree.parse(made("kml"))
    told = {one.get("name"): one.findtext(f"{KML}displayName") for one in tree.iter(f"{KML}SimpleField")}
    assert list(told) == [field.name for field in flat(tables(RECORDS)).fields]
    assert "One of: asserted" in told["modality"]


def test_what_a_globe_shows_as_html_is_no_html_of_the_briefing(made) -> None:
    tree = ElementTree.parse(made("kml", [hurt("<img src=x onerror=alert(1)>")]))
    assert tree.findtext(f".//{KML}Placemark/{KML}description") == "&lt;img src=x onerror=alert(1)&gt;"


# Shapefile ----------------------------------------------------------------------------------------------------------


def test_a_shapefile_is_split_by_geometry_and_says_what_it_cannot_hold(made, caplog) -> None:
    with caplog.at_level(logging.WARNING):
        path = made("shapefile", [*RECORDS, hurt(LONG) | {"id": "long"}])
    frames = {
        name: pyogrio.read_dataframe(path, layer=name) for name in ("events-points", "events-lines", "events-areas")
    }
    ids = {name: frame["id"].tolist() for name, frame in frames.items()}
    closed, landed, drone, _ = (one["id"] for one in RECORDS)
    assert ids == {"events-points": [landed, drone, "long"], "events-lines": [closed], "events-areas": [drone]}
    assert same(frames["events-lines"].geometry[0], geometries()[0])
    assert same(frames["events-points"].geometry[1], shapely.MultiPoint([(23.7, 52.1)]))
    assert frames["events-lines"]["start"].tolist() == ["2022-01"]
    assert frames["events-lines"]["last_day"][0].date() == date(2022, 1, 31)
    cut = frames["events-points"]["title"][2]
    assert LONG.startswith(cut.removesuffix("…"))
    assert 200 < len(cut.encode()) <= shapefile.WIDTH
    with zipfile.ZipFile(path) as archive:
        note = archive.read("README.txt").decode()
    assert "1 of 5 events have no known place" in note
    assert "texts were longer" in caplog.text
    for field in flat(tables(RECORDS)).fields:
        name = shapefile.SHORT.get(field.name, field.name)
        assert len(name) <= shapefile.NAME
        assert name in frames["events-points"].columns
        assert f"\n{name} " in note


def test_hostile_text_survives_in_a_shapefile(made) -> None:
    frame = pyogrio.read_dataframe(made("shapefile", [hurt(text) for text in HOSTILE]), layer="events-points")
    assert frame["title"].tolist() == list(HOSTILE)


def test_more_than_a_shapefile_has_room_for_is_refused(made, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise DataLayerError("Failed to write shape object. The maximum file size of 2147483647 has been reached.")

    monkeypatch.setattr("timeline.exporting.gdal.save", full)
    with pytest.raises(ArgumentRefused, match="at most 2 GB"):
        made("shapefile")


# PMTiles ------------------------------------------------------------------------------------------------------------


def test_pmtiles_have_every_event_that_has_a_place_at_the_deepest_zoom(made) -> None:
    path = made("pmtiles", [*RECORDS, hurt(HOSTILE[-1]) | {"id": "hostile"}])
    with path.open("rb") as file:
        source = MmapSource(file)
        header, about = deserialize_header(source(0, 127)), Reader(source).metadata()
        found: dict[str, dict[str, Any]] = {}
        for (zoom, _, _), data in all_tiles(source):
            if zoom == header["max_zoom"]:
                layer = mapbox_vector_tile.decode(_plain(data))["events"]
                found |= {one["properties"]["id"]: one["properties"] for one in layer["features"]}
    assert set(found) == {one["id"] for one in RECORDS[:3]} | {"hostile"}
    assert found["hostile"]["title"] == HOSTILE[-1]
    assert found[RECORDS[0]["id"]]["start"] == "2022-01"
    assert header["min_lon_e7"] / 1e7 == pytest.approx(23.5, abs=0.01)  # where the border begins
    assert [one["id"] for one in about["vector_layers"]] == ["events"]


def test_tiles_that_are_too_large_for_all_events_say_so(
    made, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeline.exporting.pmtiles.DEEPEST", 0)
    titles = ("".join(sha512(f"{number} {part}".encode()).hexdigest() for part in range(8)) for number in range(2_000))
    crowd = [RECORDS[1] | {"id": str(number), "title": title} for number, title in enumerate(titles)]
    with caplog.at_level(logging.WARNING):
        made("pmtiles", crowd)
    assert "exceeded the default maximum tile size" in caplog.text


def test_events_that_are_nowhere_make_no_tiles(made) -> None:
    with pytest.raises(ArgumentRefused, match="no event here has one"):
        made("pmtiles", RECORDS[3:])


def _plain(data: bytes) -> bytes:
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


# Excel --------------------------------------------------------------------------------------------------------------


def test_a_workbook_runs_no_formula_and_opens_no_link(made) -> None:
    path = made("xlsx", [hurt(text) for text in HOSTILE])
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert sheets
    assert not any(b"<f>" in sheet or b"<f " in sheet or b"hyperlink" in sheet for sheet in sheets)


def test_a_workbook_has_a_sheet_a_table_real_days_and_a_data_dictionary(made) -> None:
    book = openpyxl.load_workbook(made("xlsx"))
    assert book.sheetnames == ["events", "places", "claims", "briefings", "data dictionary"]
    headings = [cell.value for cell in book["events"][1]]
    day = book["events"].cell(row=2, column=headings.index("first_day") + 1)
    assert (day.is_date, day.value.date(), day.number_format) == (True, date(2022, 1, 1), "yyyy-mm-dd")
    told = {(row[0], row[1]) for row in book["data dictionary"].iter_rows(values_only=True)}
    assert {("events", name) for name in headings} <= told


def test_a_day_that_excel_cannot_count_is_text(made) -> None:
    old = RECORDS[1] | {"start": "1863-01-22", "end": "1863-01-22"}
    sheet = openpyxl.load_workbook(made("xlsx", [old]))["events"]
    headings = [cell.value for cell in sheet[1]]
    assert sheet.cell(row=2, column=headings.index("first_day") + 1).value == "1863-01-22"


def test_a_cell_of_a_workbook_is_cut_where_excel_would_refuse_the_file(made) -> None:
    (title,) = [row[0] for row in of_xlsx(made("xlsx", [hurt(LONG)]))]
    assert len(title.encode("utf-16-le")) // 2 <= 32_767
    assert LONG.startswith(title.removesuffix("…"))
    assert title.endswith("…")


def test_more_rows_than_a_sheet_has_go_on_in_another(made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.exporting.xlsx.ROWS", 3)
    book = openpyxl.load_workbook(made("xlsx"))
    assert [name for name in book.sheetnames if name.startswith("events")] == ["events", "events 2"]
    ids = [row[1].value for name in ("events", "events 2") for row in list(book[name].rows)[1:]]
    assert ids == [one["id"] for one in RECORDS]


def test_batches_are_of_one_table_whatever_their_size(made, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {name: made(name).read_bytes() for name in ("csv", "kml", "geojsonseq")}
    monkeypatch.setattr("timeline.exporting.flat.BATCH", 1)
    assert {name: made(name).read_bytes() for name in whole} == whole
