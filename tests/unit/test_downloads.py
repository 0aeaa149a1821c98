"""The downloads of an edition: made once after publishing, whole or not at all, and what is in the archive."""

from __future__ import annotations

import gzip
import json
import resource
import shutil
import subprocess
import sys
import time
import zipfile
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import brotli
import pytest
import yaml
import zstandard
from flask import Flask
from flask.testing import FlaskClient

from tests import chronologies as hand
from timeline import downloads as module
from timeline.downloads import downloads, make, making
from timeline.edition import Edition, open_newest, publish
from timeline.errors import ArgumentRefused
from timeline.exporting.formats import FORMATS
from timeline.layers.fields import STORED
from timeline.offers import FOLDER, OFFERS
from timeline.source import Source
from timeline.store import Store
from timeline.web import create_app
from timeline.writers import WRITERS

UNPACK = {
    "zst": lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data),
    "br": brotli.decompress,
    "gz": gzip.decompress,
}


def published(folder: Path) -> Edition:
    with Store.open(folder / "store.sqlite") as store:
        store.save(hand.chronology())
        return publish(store, folder / "editions", hand.HandGazetteer())


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    made = published(tmp_path_factory.mktemp("made"))
    make(made)
    return made


@pytest.fixture(scope="module")
def app(edition: Edition) -> Flask:
    return create_app(SimpleNamespace(editions=edition.directory.parent))  # type: ignore[arg-type]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def fresh(tmp_path: Path) -> Edition:
    return published(tmp_path)


def get(client: FlaskClient, address: str, **head: str):
    return client.get(address, headers={name.replace("_", "-"): value for name, value in head.items()}, buffered=True)


# Making ---------------------------------------------------------------------------------------------------------------


def test_every_format_is_offered_of_the_events() -> None:
    assert {offer.format for offer in OFFERS.values() if offer.layer == "events"} == set(FORMATS)


def test_the_manifest_has_the_sum_and_the_size_of_every_file(edition: Edition) -> None:
    found, folder = downloads(edition.directory), edition.directory / FOLDER
    assert found.pending == ()
    assert found.refused == {}
    lying = {path.name for path in folder.iterdir()} - {"manifest.json", ".lock"}
    assert set(found.files) == lying
    for name, made in found.files.items():
        data = (folder / name).read_bytes()
        assert (made.sha256, made.bytes) == (sha256(data).hexdigest(), len(data))


def test_what_is_packed_is_the_file_itself(edition: Edition) -> None:
    folder = edition.directory / FOLDER
    for offer in (each for each in OFFERS.values() if each.packed):
        plain = folder / offer.name if not offer.published else edition.path(f"layers/{offer.name}")
        for suffix, unpack in UNPACK.items():
            assert unpack((folder / f"{offer.name}.{suffix}").read_bytes()) == plain.read_bytes()


def test_the_same_edition_gives_the_same_downloads(edition: Edition, fresh: Edition) -> None:
    assert fresh.id == edition.id
    make(fresh)
    assert downloads(fresh.directory) == downloads(edition.directory)


def test_an_edition_stays_sound_and_itself_with_its_downloads(edition: Edition) -> None:
    assert open_newest(edition.directory.parent).id == edition.id


def test_what_is_there_is_not_made_again_and_what_is_missing_is(fresh: Edition, monkeypatch) -> None:
    asked: list[str] = []

    def kept(_: Source, name: str):
        asked.append(name)
        raise ArgumentRefused("no")

    make(fresh)
    folder = fresh.directory / FOLDER
    told = json.loads((folder / "manifest.json").read_bytes())
    del told["files"]["events.kml"]
    (folder / "manifest.json").write_text(json.dumps(told))
    assert [offer.name for offer in downloads(fresh.directory).pending] == ["events.kml"]
    monkeypatch.setattr(Source, "flat", kept)
    make(fresh)
    assert asked == ["events"]


def test_what_a_format_cannot_hold_is_said_and_the_others_are_made(tmp_path: Path) -> None:
    of = hand.briefing()
    with Store.open(tmp_path / "store.sqlite") as store:
        store.save(hand.Chronology(briefing=of, events=(hand.event(of, "A referendum will be held on 27 February."),)))
        nowhere = publish(store, tmp_path / "editions", hand.HandGazetteer())
    make(nowhere)
    found = downloads(nowhere.directory)
    assert list(found.refused) == ["events.pmtiles"]
    assert found.pending == ()
    client = create_app(SimpleNamespace(editions=nowhere.directory.parent)).test_client()  # type: ignore[arg-type]
    answer = client.get("/layers/events.pmtiles")
    assert (answer.status_code, "no event here has one" in answer.json["detail"]) == (404, True)
    assert "cannot be made" in client.get("/layers/").text


def test_a_write_that_fails_leaves_no_half_of_a_file(fresh: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Source, __: str, out: Path) -> None:
        out.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("timeline.writers.WRITERS", dict.fromkeys(WRITERS, fails))
    with pytest.raises(OSError, match="No space"):
        make(fresh)
    assert downloads(fresh.directory).files == {}
    assert {path.name for path in (fresh.directory / FOLDER).iterdir()} == {".lock"}


def test_a_format_that_fails_does_not_keep_the_others_back_and_is_tried_again(
    fresh: Edition, capfd: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("GDAL: a fault")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("timeline.exporting.kml.save", fails)
        make(fresh)
    found = downloads(fresh.directory)
    assert (list(found.faults), found.refused, found.pending) == (["events.kml"], {}, ())
    assert "events.kml cannot be made (RuntimeError: GDAL: a fault)" in capfd.readouterr().err
    client = create_app(SimpleNamespace(editions=fresh.directory.parent)).test_client()  # type: ignore[arg-type]
    assert client.get("/layers/events.kml").status_code == 404
    make(fresh)
    found = downloads(fresh.directory)
    assert (found.faults, found.missing) == ({}, ())


def test_what_there_is_no_space_for_is_made_once_there_is(fresh: Edition) -> None:
    """A process that may write no file of more than 64 kB has no space: GDAL says so in its own ways."""
    begin = "import resource, sys; from pathlib import Path; from timeline import downloads; downloads.AGAIN_S = 0.5; "
    limited = "resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, resource.RLIM_INFINITY)); "
    command = (sys.executable, "-c", f"{begin}{limited}downloads.main(Path(sys.argv[1]))", str(fresh.directory))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "File too large; they are tried again" in process.stderr.readline()
        found = downloads(fresh.directory)
        assert (found.faults, "events.gpkg" in found.files) == ({}, False)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert process.wait(timeout=120) == 0
        assert process.stderr.read() == ""
    assert downloads(fresh.directory).missing == ()


def test_what_a_killed_process_left_is_cleared_away(fresh: Edition) -> None:
    left = fresh.directory / FOLDER / f"{module.UNFINISHED}abc"
    left.mkdir(parents=True)
    (left / "events.csv").write_text("half")
    make(fresh)
    assert not left.exists()


def test_another_process_makes_them_meanwhile(fresh: Edition) -> None:
    with making(fresh.directory):
        for _ in range(600):
            if not downloads(fresh.directory).pending:
                break
            time.sleep(0.1)
    assert downloads(fresh.directory).pending == ()


def test_it_ends_with_the_process_that_began_it(fresh: Edition) -> None:
    with making(fresh.directory):
        pass
    assert downloads(fresh.directory).pending  # it was told to end before it was through


# The archive ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def unpacked(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    with zipfile.ZipFile(edition.directory / FOLDER / "edition.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder


def test_every_file_of_the_archive_has_its_checksum(unpacked: Path) -> None:
    sums = dict(reversed(line.split("  ")) for line in (unpacked / "SHA256SUMS").read_text().splitlines())
    files = {str(path.relative_to(unpacked)) for path in unpacked.rglob("*") if path.is_file()}
    assert set(sums) == files - {"SHA256SUMS"}
    assert all(sha256((unpacked / name).read_bytes()).hexdigest() == digest for name, digest in sums.items())


def test_the_archive_says_what_it_is_how_it_is_cited_and_what_may_be_done(unpacked: Path, edition: Edition) -> None:
    readme = (unpacked / "README.md").read_text(encoding="utf-8")
    assert edition.id in readme
    assert all(f"`data/{layer}.csv`" in readme for layer in STORED)
    assert "Hand Press" in (unpacked / "LICENSE.md").read_text(encoding="utf-8")
    cited = yaml.safe_load((unpacked / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert (cited["type"], cited["version"], cited["date-released"]) == ("dataset", edition.id, "2022-02-07")
    assert cited["authors"] == [{"name": "Hand Press"}]


def test_frictionless_finds_the_tables_as_the_data_package_describes_them(unpacked: Path) -> None:
    package = json.loads((unpacked / "datapackage.json").read_bytes())
    for told in package["resources"]:
        data = (unpacked / told["path"]).read_bytes()
        assert (told["bytes"], told["hash"]) == (len(data), f"sha256:{sha256(data).hexdigest()}")
    names = [told["name"] for told in package["resources"] if told["format"] == "csv"]
    assert names == list(STORED)
    # Apart: it imports half of the world, which warns.
    ask = (
        "import sys, frictionless; package = frictionless.Package(sys.argv[1])\n"
        "for name in [one.name for one in package.resources]:\n"
        "    if package.get_resource(name).format != 'csv': package.remove_resource(name)\n"
        "report = package.validate(); print(report.flatten(['type', 'message'])); sys.exit(not report.valid)"
    )
    command = [sys.executable, "-W", "ignore", "-c", ask, "datapackage.json"]
    found = subprocess.run(command, cwd=unpacked, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


# Sending --------------------------------------------------------------------------------------------------------------


def test_every_offer_is_sent_as_a_download_with_its_media_type(client: FlaskClient, edition: Edition) -> None:
    for offer in OFFERS.values():
        answer = get(client, f"/layers/{offer.name}")
        assert answer.status_code == 200, offer.name
        assert answer.mimetype == offer.media
        assert answer.headers["Content-Disposition"] == f"attachment; filename=dateline-{offer.name}"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.content_length == len(answer.data)
        plain = edition.directory / ("layers" if offer.published else FOLDER) / offer.name
        assert answer.data == plain.read_bytes()


@pytest.mark.parametrize(
    ("takes", "sent"),
    [
        ("zstd, br, gzip", "zstd"),
        ("gzip, br", "br"),
        ("gzip", "gzip"),
        ("gzip;q=1, br;q=0.5", "gzip"),
        ("zstd;q=0, gzip", "gzip"),
        ("*", "zstd"),
        ("identity", None),
        ("identity, gzip;q=0.5", None),
        ("deflate", None),
        ("", None),
    ],
)
def test_a_file_is_sent_packed_as_its_reader_takes_it(client: FlaskClient, takes: str, sent: str | None) -> None:
    plain = get(client, "/layers/events.gpkg")
    answer = get(client, "/layers/events.gpkg", Accept_Encoding=takes)
    assert answer.headers.get("Content-Encoding") == sent
    suffix = {"zstd": "zst", "br": "br", "gzip": "gz"}.get(sent or "")
    assert (UNPACK[suffix](answer.data) if suffix else answer.data) == plain.data
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert (answer.headers["ETag"] == plain.headers["ETag"]) is (sent is None)


@pytest.mark.parametrize("name", ["events.pmtiles", "events.fgb", "events.geojson"])
def test_a_part_is_sent_where_one_is_asked_for(client: FlaskClient, name: str) -> None:
    whole = get(client, f"/layers/{name}")
    part = get(client, f"/layers/{name}", Range="bytes=10-19", Accept_Encoding="gzip, br, zstd")
    assert (part.status_code, part.data) == (206, whole.data[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole.data)}"
    assert "Content-Encoding" not in part.headers
    assert part.headers["ETag"] == whole.headers["ETag"]
    tag = whole.headers["ETag"]
    assert get(client, f"/layers/{name}", Range="bytes=0-3", If_Range=tag).status_code == 206
    assert get(client, f"/layers/{name}", Range="bytes=0-3", If_Range='"older"').status_code == 200
    assert get(client, f"/layers/{name}", Range="bytes=99999999-").status_code == 416


@pytest.mark.parametrize("parts", ["bytes=0-3,8-9", "lines=0-3", "bytes=a-b", "nonsense"])
def test_parts_that_are_not_understood_are_the_whole(client: FlaskClient, parts: str) -> None:
    answer = get(client, "/layers/events.pmtiles", Range=parts)
    assert (answer.status_code, answer.content_length) == (200, len(answer.data))


@pytest.mark.parametrize("name", ["events.gpkg", "events-points.geojson", "edition.zip"])
def test_what_a_file_is_can_be_asked_without_it(client: FlaskClient, name: str) -> None:
    head, whole = client.head(f"/layers/{name}", buffered=True), get(client, f"/layers/{name}")
    assert (head.status_code, head.data) == (200, b"")
    assert (head.headers["ETag"], head.content_length) == (whole.headers["ETag"], whole.content_length)


def test_a_part_of_a_packed_file_is_never_taken_for_one_of_the_plain(client: FlaskClient) -> None:
    packed = get(client, "/layers/events.kml", Accept_Encoding="gzip")
    resumed = get(
        client, "/layers/events.kml", Range="bytes=9-", If_Range=packed.headers["ETag"], Accept_Encoding="gzip"
    )
    assert resumed.status_code == 200


@pytest.mark.parametrize("name", ["events.gpkg", "events.geojson", "events-points.geojson", "protest.geojson"])
def test_what_a_reader_has_is_not_sent_again(client: FlaskClient, edition: Edition, name: str) -> None:
    for takes in ("", "gzip"):
        first = get(client, f"/layers/{name}", Accept_Encoding=takes)
        assert edition.id in first.headers["ETag"]
        again = get(client, f"/layers/{name}", Accept_Encoding=takes, If_None_Match=first.headers["ETag"])
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]


def test_the_page_of_layers_says_what_is_still_being_made(fresh: Edition) -> None:
    client = create_app(SimpleNamespace(editions=fresh.directory.parent)).test_client()  # type: ignore[arg-type]
    page = client.get("/layers/").text
    assert "still being made" in page
    assert "/layers/events.gpkg" not in page
    assert "/layers/events.geojson" in page
    answer = client.get("/layers/events.gpkg")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert answer.mimetype == "application/problem+json"
    make(fresh)
    page = client.get("/layers/").text
    assert "being made" not in page
    assert all(f'href="/layers/{name}"' in page for name in OFFERS)
    assert client.get("/layers/events.gpkg", buffered=True).status_code == 200


def test_a_layer_of_an_edition_that_was_removed_is_not_there(fresh: Edition) -> None:
    make(fresh)
    client = create_app(SimpleNamespace(editions=fresh.directory.parent)).test_client()  # type: ignore[arg-type]
    assert client.get("/layers/", buffered=True).status_code == 200
    for path in (fresh.directory / FOLDER).glob("events.*"):
        path.unlink()
    assert client.get("/layers/events.gpkg").status_code == 404
    shutil.rmtree(fresh.directory / FOLDER)
    assert client.get("/layers/events.gpkg").status_code == 503


def test_a_layer_of_very_many_events_is_packed_while_it_is_put_together(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = get(client, "/layers/events-points.geojson")
    monkeypatch.setattr("timeline.web.layers.FEW", 0)
    for takes, unpack in {"zstd": UNPACK["zst"], "br": UNPACK["br"], "gzip": UNPACK["gz"], "": bytes}.items():
        answer = get(client, "/layers/events-points.geojson", Accept_Encoding=takes)
        assert answer.headers.get("Content-Encoding", "") == takes
        assert unpack(answer.data) == whole.data
        tag = answer.headers["ETag"]
        again = get(client, "/layers/events-points.geojson", Accept_Encoding=takes, If_None_Match=tag)
        assert (again.status_code, again.data) == (304, b"")


def test_the_process_that_makes_them_ends_without_a_word_while_its_server_goes_on(edition: Edition) -> None:
    command = (sys.executable, "-m", "timeline.downloads", str(edition.directory))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.wait(timeout=120) == 0
        assert process.stdout is not None
        assert process.stderr is not None
        assert (process.stdout.read(), process.stderr.read()) == (b"", b"")
