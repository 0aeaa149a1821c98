"""Gazetteers that users bring: which files and rows are taken, how they are kept, and what they change."""

from __future__ import annotations

import io
import json
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from geodata import added
from geodata.adding import kinds
from geodata.adding.formats import GEONAMES
from geodata.gazetteer import Gazetteer, GazetteerMissing, default_path, open_gazetteer
from geodata.place import NameGrade, PlaceKind
from timeline.cli import run

GEO = Path(__file__).parents[3] / "shared" / "geo"
samples = pytest.mark.skipif(not GEO.is_dir(), reason="no folder of sample gazetteers beside the project")
try:
    open_gazetteer().close()
    BUILT = True
except GazetteerMissing:
    BUILT = False
pytestmark = pytest.mark.skipif(not BUILT, reason="the gazetteer is not built")

#: A village that no gazetteer has, in the south-east of Belarus.
VILLAGE = {"name": "Qorvenichy", "lon": 31.2, "lat": 52.3, "names": "Qorveniči|Корвенічы", "placetype": "locality"}


class Said:
    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


Typed = Callable[..., Said]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATELINE_GAZETTEERS", str(tmp_path / "gazetteers"))
    return tmp_path / "gazetteers"


@pytest.fixture
def dateline(folder: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Typed:  # noqa: ARG001
    def typed(*words: str | Path, given: str = "") -> Said:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        status = run([str(word) for word in words])
        captured = capfdbinary.readouterr()
        said = Said(status, captured.out.decode(), captured.err.decode())
        assert "Traceback" not in said.err
        assert "fault of ours" not in said.err
        return said

    return typed


@pytest.fixture
def opened(folder: Path) -> Iterator[Callable[[], Gazetteer]]:
    known: list[Gazetteer] = []

    def open_() -> Gazetteer:
        known.append(open_gazetteer(added=added.files(folder)))
        return known[-1]

    yield open_
    for gazetteer in known:
        gazetteer.close()


def geojson(path: Path, *rows: dict[str, Any], **more: Any) -> Path:
    features = []
    for row in rows:
        properties = {key: value for key, value in row.items() if key not in ("lon", "lat", "geometry")}
        point = {"type": "Point", "coordinates": [row.get("lon"), row.get("lat")]}
        geometry = row.get("geometry", point if "lon" in row else None)
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **more}), encoding="utf-8")
    return path


def dump_line(number: int, name: str, lat: object = 52.3, lon: object = 31.2, **more: object) -> str:
    values = dict.fromkeys(GEONAMES, "") | {"geonameid": number, "name": name, "latitude": lat, "longitude": lon}
    values |= {"feature_class": "P", "feature_code": "PPL", "country_code": "BY", "population": 0, **more}
    return "\t".join(str(values[column]) for column in GEONAMES)


def dump(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


# commands -------------------------------------------------------------------------------------------------------------


def test_a_village_is_known_from_its_gazetteers_addition_to_its_removal(dateline: Typed, tmp_path: Path) -> None:
    document = json.dumps({"doc_id": "a", "text": "Troops left Qorvenichy for Homel.", "published": "2022-02-07"})

    def located() -> dict[str, object]:
        toponyms = json.loads(dateline("mentions", given=document).out)["toponyms"]
        return {one["name"]: (one["lon"], one["lat"]) for one in toponyms}

    before = located()
    assert before.get("Qorvenichy") in (None, (None, None))
    said = dateline("gazetteer", "add", geojson(tmp_path / "Villages.geojson", VILLAGE, license="CC0"))
    assert (said.status, said.out) == (0, "villages: 1 places of Villages.geojson by 3 names\n")
    assert located()["Qorvenichy"] == (31.2, 52.3)
    assert located()["Homel"] == before["Homel"]
    listed = dateline("gazetteer", "list").out
    assert all(part in listed for part in ("villages", "Villages.geojson", "1 places", "3 names", "CC0", " UTC"))
    assert dateline("gazetteer", "remove", "villages").status == 0
    assert dateline("gazetteer", "list").out == "no gazetteers added\n"
    assert located() == before


def test_adding_again_replaces_and_says_so(dateline: Typed, tmp_path: Path, opened: Callable[[], Gazetteer]) -> None:
    path = geojson(tmp_path / "v.geojson", VILLAGE, VILLAGE | {"name": "Zzurnavka"})
    assert "in place of" not in dateline("gazetteer", "add", path).out
    said = dateline("gazetteer", "add", geojson(path, VILLAGE))
    assert said.out == "v: 1 places of v.geojson by 3 names, in place of what was called so\n"
    assert opened().candidates("Qorvenichy")
    assert not opened().candidates("Zzurnavka")


def test_a_name_is_given_or_made_of_the_file(dateline: Typed, tmp_path: Path, folder: Path) -> None:
    path = geojson(tmp_path / "My Own — places.v2.geojson", VILLAGE)
    dateline("gazetteer", "add", path)
    dateline("gazetteer", "add", path, "--name", "mine")
    assert [file.stem for file in added.files(folder)] == ["mine", "my-own-places"]


@pytest.mark.parametrize("name", ["", "../evil", "a/b", "A", "x" * 41, "-x", "ä", "a b", "con.sqlite"])
def test_an_odd_name_is_refused(dateline: Typed, tmp_path: Path, folder: Path, name: str) -> None:
    said = dateline("gazetteer", "add", geojson(tmp_path / "v.geojson", VILLAGE), f"--name={name}")
    assert said.status == 1
    assert "--name" in said.err
    assert not folder.exists()


@pytest.mark.parametrize("name", ["none", "../v", "/etc/passwd"])
def test_removing_what_is_not_there_names_what_is(dateline: Typed, tmp_path: Path, name: str) -> None:
    dateline("gazetteer", "add", geojson(tmp_path / "v.geojson", VILLAGE))
    said = dateline("gazetteer", "remove", name)
    assert said.status == 1
    assert said.err.endswith("no gazetteer of this name was added; have v\n")


def test_a_damaged_gazetteer_is_named_with_its_remedy(dateline: Typed, tmp_path: Path, folder: Path) -> None:
    dateline("gazetteer", "add", geojson(tmp_path / "v.geojson", VILLAGE))
    (folder / "v.sqlite").write_bytes(b"not a database, not at all" * 100)
    for command in (("mentions",), ("check",)):
        said = dateline(*command)
        assert said.status == 1
        assert "v.sqlite" in said.err
        assert "dateline gazetteer remove v" in said.err
    assert "damaged" in dateline("gazetteer", "list").out
    assert dateline("gazetteer", "remove", "v").status == 0
    assert dateline("gazetteer", "list").status == 0


def test_check_looks_at_added_gazetteers(dateline: Typed, tmp_path: Path, folder: Path) -> None:
    dateline("gazetteer", "add", geojson(tmp_path / "v.geojson", VILLAGE))
    said = dateline("check", "--db", tmp_path / "none.sqlite")
    assert f"gazetteer {folder / 'v.sqlite'}: intact" in said.out


# files that are refused -----------------------------------------------------------------------------------------------

POINT = b'{"type": "Point", "coordinates": [1, 2]}'
FEATURE = b'{"type": "Feature", "properties": {"a": "BY"}, "geometry": ' + POINT + b"}"

#: The file's name, what is in it, what the refusal says.
REFUSED = [
    ("x.csv", b"name,lat,lon", "no reader for .csv"),
    ("x", b"name,lat,lon", "no reader for a file without ending"),
    ("x.geojson", b"", "of 0 bytes"),
    ("x.geojson", b"{", "not JSON"),
    ("x.geojson", b"[" * 100_000, "not JSON"),
    ("x.geojson", b"\xff\xfe\x00", "not JSON"),
    ("x.json", b'{"a": 1}', "no GeoJSON FeatureCollection"),
    ("x.json", b"[1, 2]", "no GeoJSON FeatureCollection"),
    ("x.json", b'{"features": [null, 3, {"properties": 5}]}', "no column says what a place is called (it has: none)"),
    ("x.json", b'{"features": [' + FEATURE + b"]}", "no column says what a place is called (it has: a); call that"),
    ("x.json", b'{"features": [{"properties": {"name": "Ab"}}]}', "no row of it is a place (row 1: no point)"),
    (
        "x.json",
        b'{"crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}, "features": [' + FEATURE + b"]}",
        "only degrees of longitude and latitude are read",
    ),
    ("x.txt", b"a\tb\tc\n", "no GeoNames dump: 3 columns divided by tabs in its first line, not 19"),
    ("x.txt", b"\x00" * 70_000, "no GeoNames dump"),
    ("x.zip", b"PK\x03\x04junk", "not a sound zip file"),
    ("x.fgb", b"fgb?" * 100, "damaged or no such format"),
    ("x.parquet", b"PAR1" + b"junk" * 30 + b"PAR1", "damaged or no such format"),
    ("x.parquet", b"PAR1", "damaged or no such format"),
]


@pytest.mark.parametrize(("name", "content", "reason"), REFUSED)
def test_a_file_is_refused_by_name_with_reason_and_remedy(
    dateline: Typed, tmp_path: Path, folder: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    said = dateline("gazetteer", "add", tmp_path / name)
    assert said.status == 1
    (line,) = said.err.splitlines()
    assert line.startswith(f"dateline: {tmp_path / name}: ")
    assert reason in line
    assert "; " in line
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_file_that_is_not_there_is_said_to_be_missing(dateline: Typed, tmp_path: Path) -> None:
    assert "there is no such file" in dateline("gazetteer", "add", tmp_path / "none.txt").err
    assert f"{tmp_path}: a folder; give a file in it" in dateline("gazetteer", "add", tmp_path).err


@pytest.mark.parametrize("members", [(), ("a.txt", "b.txt"), ("readme.txt",)])
def test_a_zip_has_one_dump(dateline: Typed, tmp_path: Path, members: tuple[str, ...]) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for member in members:
            archive.writestr(member, dump_line(1, "Qorvenichy"))
    assert "not one text in it but" in dateline("gazetteer", "add", tmp_path / "x.zip").err


def test_a_folder_that_cannot_be_written_is_named(
    dateline: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("DATELINE_GAZETTEERS", str(tmp_path / "file" / "gazetteers"))
    said = dateline("gazetteer", "add", geojson(tmp_path / "v.geojson", VILLAGE))
    assert said.status == 1
    assert "cannot be kept in" in said.err


# rows that are refused ------------------------------------------------------------------------------------------------

#: What is wrong with the row, what the refusal says.
ROWS = [
    ({"lat": 999}, "no such point: longitude 31.2, latitude 999"),
    ({"lon": -181}, "no such point: longitude -181, latitude 52.3"),
    ({"lat": float("nan")}, "no point"),
    ({"lon": float("inf")}, "no point"),
    ({"lon": 0, "lat": 0}, "longitude 0, latitude 0 stands for no point"),
    ({"geometry": None}, "no point"),
    ({"geometry": {"type": "Polygon", "coordinates": [[[0, 0]]]}}, "its geometry cannot be read"),
    ({"geometry": {"type": "Blob"}}, "its geometry cannot be read"),
    ({"name": ""}, "no name"),
    ({"name": "  \n "}, "no name"),
    ({"name": None}, "no name"),
    ({"name": ["Ab"]}, "no name"),
    ({"name": "x" * 10_000_000}, "a name of 10,000,000 characters"),
    ({"name": "<b>Qorven</b>"}, "HTML in its name"),
    ({"name": "<script>alert(1)</script>"}, "HTML in its name"),
    ({"name": "Qorven&lt;i"}, "HTML in its name"),
    ({"name": "Qor\u202even"}, "unprintable characters in its name"),
    ({"name": "Qor\x1b[31mven"}, "unprintable characters in its name"),
    ({"name": "---"}, "no letter in its name"),
    ({"name": "2707"}, "no letter in its name"),
    ({"id": "a", "name": "Zzurnavka"}, "the id user:v:a is there already"),
]


@pytest.mark.parametrize(("wrong", "reason"), ROWS)
def test_a_row_that_is_no_place_is_counted_and_named(
    dateline: Typed, tmp_path: Path, wrong: dict[str, Any], reason: str, opened: Callable[[], Gazetteer]
) -> None:
    path = geojson(tmp_path / "v.geojson", VILLAGE | {"id": "a"}, VILLAGE | {"id": "b"} | wrong)
    said = dateline("gazetteer", "add", path)
    assert said.status == 0
    assert said.out.startswith("v: 1 places ")
    named, counted = said.err.splitlines()
    assert named.startswith(f"dateline: {path}: row 2: {reason}")
    assert len(named) < 400
    assert counted == f"dateline: {path}: 1 of 2 rows refused"
    assert [one.place.id for one in opened().candidates("Qorvenichy")] == ["user:v:a"]


def test_only_the_first_refused_rows_are_named(dateline: Typed, tmp_path: Path) -> None:
    bad = [VILLAGE | {"lat": 999}] * 50
    said = dateline("gazetteer", "add", geojson(tmp_path / "v.geojson", VILLAGE, *bad))
    assert [line.split(": ")[2] for line in said.err.splitlines()[:-1]] == [f"row {n}" for n in range(2, 7)]
    assert "50 of 51 rows refused" in said.err


def test_lines_of_a_dump_that_are_damaged_cost_no_other_its_place(dateline: Typed, tmp_path: Path) -> None:
    good = dump_line(1, "Qorvenichy", alternatenames="Qorveniči,Корвенічы,QRV,http://x")
    lines = [good.encode(), b"one\ttwo", b"\xff" * 10 + b"\t" * 18, b"x" * 1_000_000 + b"\t" * 18, b""]
    (tmp_path / "BY.txt").write_bytes(b"\r\n".join([*lines, dump_line(2, "Zzurnavka", lat="north").encode()]))
    said = dateline("gazetteer", "add", tmp_path / "BY.txt")
    assert said.out == "by: 1 places of BY.txt by 3 names\n"  # no code, no address
    assert [line.split(": ", 2)[2] for line in said.err.splitlines()] == [
        "row 2: 2 columns, not 19",
        "row 3: not UTF-8",
        "row 4: 1 columns, not 19",
        "row 6: no point",
        "4 of 5 rows refused",
    ]


# what a row says ------------------------------------------------------------------------------------------------------


def test_a_geonames_zip_is_read_with_its_licence(
    dateline: Typed, tmp_path: Path, opened: Callable[[], Gazetteer]
) -> None:
    line = dump_line(99_999_999, "Qorvenichy", population=1200, alternatenames="Qorveniči")
    with zipfile.ZipFile(tmp_path / "BY.zip", "w") as archive:
        archive.writestr("BY.txt", line + "\n")
        archive.writestr("readme.txt", "licensed: https://creativecommons.org/licenses/by/4.0/")
    assert dateline("gazetteer", "add", tmp_path / "BY.zip").status == 0
    assert "GeoNames, CC BY 4.0" in dateline("gazetteer", "list").out
    (one,) = opened().candidates("Qorvenichy")
    assert (one.grade, one.place.id, one.place.geonameid) == (NameGrade.PREFERRED, "gn:99999999", 99_999_999)
    assert (one.place.kind, one.place.feature_code, one.place.population) == (PlaceKind.CITY, "PPL", 1200)
    assert (one.place.country, one.place.admin1) == ("BY", "BY-HO")
    assert one.place.radius_km > 0
    assert opened().candidates("Qorveniči")[0].grade is NameGrade.ALTERNATE


#: Columns as gazetteers call them, and what is made of them.
COLUMNS = [
    ({"NAME": "Qorvenichy", "LONGITUDE": 31.2, "LATITUDE": 52.3}, {"name": "Qorvenichy", "kind": "city"}),
    ({"wof:name": "Qorvenichy", "lng": "31.2", "lat": "52.3"}, {"name": "Qorvenichy", "lon": 31.2}),
    ({"title": "Qorvenichy", "x": 31.2, "y": 52.3, "cc": "UA"}, {"country": "UA"}),
    ({"toponym": "Qorvenichy", "lon": 31.2, "lat": 52.3, "cc": "-99"}, {"country": "BY"}),
    ({"name": "Qorvenichy", "lon": 31.2, "lat": 52.3, "pop": -99}, {"population": 0}),
    ({"name": "Qorvenichy", "lon": 31.2, "lat": 52.3, "POP_EST": 12.0}, {"population": 12}),
    ({"name": "Qorvenichy", "lon": 31.2, "lat": 52.3, "place": "village"}, {"feature_code": "PPL"}),
    ({"name": "Qorvenichy", "lon": 31.2, "lat": 52.3, "featurecla": "Port"}, {"kind": "facility"}),
    ({"name": "Qorvenichy", "lon": 31.2, "lat": 52.3, "osm_id": 17}, {"id": "user:v:17"}),
    ({"name": "Qorvenichy", "lon": 31.2, "lat": 52.3, "id": "../../x"}, {"id": "user:v:1"}),
    ({"name": "Qorvenichy", "lon": 31.2, "lat": 52.3, "geonames_id": 5.0}, {"geonameid": 5}),
    ({"BRK_NAME": "Qorvenichy", "NAME": "Belarus", "lon": 31.2, "lat": 52.3}, {"name": "Qorvenichy"}),
]


@pytest.mark.parametrize(("row", "told"), COLUMNS)
def test_columns_are_known_by_what_gazetteers_call_them(
    dateline: Typed, tmp_path: Path, opened: Callable[[], Gazetteer], row: dict[str, Any], told: dict[str, Any]
) -> None:
    feature = {"type": "Feature", "properties": row, "geometry": None}
    (tmp_path / "v.json").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert dateline("gazetteer", "add", tmp_path / "v.json").status == 0
    (one,) = opened().candidates("Qorvenichy")
    assert {key: getattr(one.place, key) for key in told} == told


KINDS = [
    ("PPLC", PlaceKind.CITY, "PPLC"),
    ("ADM1", PlaceKind.REGION, "ADM1"),
    ("PCLI", PlaceKind.COUNTRY, "PCLI"),
    ("LK", PlaceKind.SEA, "LK"),
    ("S", PlaceKind.FACILITY, ""),
    ("MILB", PlaceKind.FACILITY, "MILB"),
    ("Populated place", PlaceKind.CITY, "PPL"),
    ("localadmin", PlaceKind.REGION, "ADM3"),
    ("Admin-0 claim area", PlaceKind.AREA, ""),
]


@pytest.mark.parametrize(("word", "kind", "code"), KINDS)
def test_the_words_for_sorts_of_places_are_known(word: str, kind: PlaceKind, code: str) -> None:
    assert kinds.kind_of([None, 7, "?", word], 0) == (kind, code)


@pytest.mark.parametrize(("dimension", "kind"), [(0, PlaceKind.CITY), (1, PlaceKind.ROUTE), (2, PlaceKind.AREA)])
def test_without_a_word_the_geometry_tells_the_sort(dimension: int, kind: PlaceKind) -> None:
    assert kinds.kind_of(["?"], dimension)[0] is kind


def test_an_outline_is_kept_light_and_drawn(dateline: Typed, tmp_path: Path, opened: Callable[[], Gazetteer]) -> None:
    bow = [[30, 52], [31, 53], [31, 52], [30, 53], [30, 52]]  # crosses itself
    row = {"name": "Qorvenland", "geometry": {"type": "Polygon", "coordinates": [bow]}}
    assert dateline("gazetteer", "add", geojson(tmp_path / "v.geojson", row)).status == 0
    gazetteer = opened()
    (one,) = gazetteer.candidates("Qorvenland")
    shape = gazetteer.shape(one.place)
    assert (one.place.kind, shape.geom_type, shape.is_valid) == (PlaceKind.AREA, "MultiPolygon", True)
    assert 30 < one.place.radius_km < 40  # half of a degree square there is some 3,800 km², a disc of 35 km
    assert gazetteer.place(one.place.id) == one.place
    assert [around.id for around in gazetteer.parents(one.place)][-1:] == ["iso:BY"]


# beside the built one -------------------------------------------------------------------------------------------------


def test_what_both_know_is_the_built_ones(dateline: Typed, tmp_path: Path, opened: Callable[[], Gazetteer]) -> None:
    minsk = {"name": "Minsk", "lon": 27.57, "lat": 53.91, "population": 9_000_000, "placetype": "locality"}
    elsewhere = {"name": "Minsk", "lon": 100.0, "lat": 60.0, "placetype": "locality"}
    dateline("gazetteer", "add", geojson(tmp_path / "v.geojson", minsk, elsewhere))
    before = [one.place.id for one in open_gazetteer().candidates("Minsk")]
    after = [one.place.id for one in opened().candidates("Minsk")]
    assert [id_ for id_ in after if not id_.startswith("user:")] == before
    assert [id_ for id_ in after if id_.startswith("user:")] == ["user:v:2"]
    assert after[0] == before[0]


def test_a_hamlet_with_a_persons_name_makes_no_place_of_the_person(dateline: Typed, tmp_path: Path) -> None:
    document = {"doc_id": "a", "text": "The plan was to embrace Putin tightly.", "published": "2022-02-07"}
    hamlet = VILLAGE | {"names": "Putin|Zzurnavka"}
    dateline("gazetteer", "add", geojson(tmp_path / "v.geojson", hamlet))
    assert json.loads(dateline("mentions", given=json.dumps(document)).out)["toponyms"] == []


def test_without_added_gazetteers_everything_is_as_it_was(opened: Callable[[], Gazetteer]) -> None:
    with closing(open_gazetteer()) as built:
        for name in ("Brest", "Homel", "Georgia", "Nowhere-at-all"):
            assert opened().candidates(name) == built.candidates(name)


def test_an_added_index_has_the_tables_of_the_built_one(dateline: Typed, tmp_path: Path, folder: Path) -> None:
    dateline("gazetteer", "add", geojson(tmp_path / "v.geojson", VILLAGE))

    def tables(path: Path) -> dict[str, list[Any]]:
        with closing(sqlite3.connect(path)) as connection:
            return {
                name: connection.execute(f"PRAGMA table_info({name})").fetchall()
                for name in ("meta", "place", "name", "shape")
            }

    assert tables(folder / "v.sqlite") == tables(default_path())


# killed ---------------------------------------------------------------------------------------------------------------


def test_a_killed_addition_leaves_nothing_half(dateline: Typed, tmp_path: Path, folder: Path) -> None:
    small = geojson(tmp_path / "v.geojson", VILLAGE)
    dateline("gazetteer", "add", small, "--name", "v")
    kept = (folder / "v.sqlite").read_bytes()
    many = dump(tmp_path / "many.txt", *(dump_line(n, f"Qorven{n:x}sk") for n in range(1, 200_000)))
    command = [sys.executable, "-m", "timeline", "gazetteer", "add", str(many), "--name", "v"]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not list(folder.glob("*.new")) and time.monotonic() < until:
        time.sleep(0.01)
    assert dateline("gazetteer", "add", small, "--name", "w").status == 0  # beside one that is at work
    assert list(folder.glob("*.new")), "the addition was over before it could be killed"
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert (folder / "v.sqlite").read_bytes() == kept
    assert [file.stem for file in added.files(folder)] == ["v", "w"]
    assert dateline("gazetteer", "add", small, "--name", "v").status == 0
    assert sorted(file.name for file in folder.iterdir()) == ["v.sqlite", "w.sqlite"]


# samples --------------------------------------------------------------------------------------------------------------


@samples
@pytest.mark.parametrize(
    ("file", "rows", "name", "kind"),
    [
        ("wof_region.fgb", 257, "Ar Raqqah", PlaceKind.REGION),
        ("ne_10m_ports.json", 1081, "Puerto Galvan/Bahia Blanca", PlaceKind.FACILITY),
        ("ne_10m_admin_0_disputed_areas.json", 80, "Tirpani Valleys", PlaceKind.AREA),
    ],
)
def test_sample_files_are_read(
    dateline: Typed, opened: Callable[[], Gazetteer], file: str, rows: int, name: str, kind: PlaceKind
) -> None:
    said = dateline("gazetteer", "add", GEO / file)
    assert (said.status, said.err) == (0, "")
    assert f"{rows:,} places" in said.out
    assert kind in {one.place.kind for one in opened().candidates(name)}


@samples
def test_villages_of_a_parquet_file_are_placed(dateline: Typed) -> None:
    said = dateline("gazetteer", "add", GEO / "wof_places.parquet")
    assert said.status == 0
    assert "161,299 places" in said.out
    assert "5 of 161,304 rows refused" in said.err
    text = "A convoy left Chenki for Zyabrawka near Homel in Belarus."
    document = json.dumps({"doc_id": "a", "text": text, "published": "2022-02-07"})
    toponyms = {one["name"]: one for one in json.loads(dateline("mentions", given=document).out)["toponyms"]}
    assert toponyms["Zyabrawka"]["lat"] == pytest.approx(52.326, abs=0.01)
    assert toponyms["Zyabrawka"]["lon"] == pytest.approx(31.186, abs=0.01)


@samples
def test_a_file_of_borders_without_names_is_refused_with_what_it_has(dateline: Typed) -> None:
    said = dateline("gazetteer", "add", GEO / "wof_borders.geojson")
    assert said.status == 1
    assert "no column says what a place is called (it has: a, b, method, km, source)" in said.err
