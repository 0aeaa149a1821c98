"""The permanent address of each edition: what it tells people and programs, its files, and what remains of it."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import chronologies as hand
from tests.pseudo import left_out, speak
from timeline import keeping
from timeline.edition import Edition, publish
from timeline.store import Store
from timeline.web import create_app, shelf

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}


class Client(FlaskClient):
    """Reads answers whole, so that files are closed."""

    def open(self, *arguments: Any, **more: Any) -> TestResponse:
        return super().open(*arguments, **({"buffered": True} | more))


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Edition]:
    """Two editions; the second is the newest."""
    monkeypatch.setattr(shelf, "LOOK_AGAIN", 0.0)
    editions = []
    with Store.open(tmp_path / "store.sqlite") as store:
        for chronology in (hand.chronology(), *hand.many(1)):
            store.save(chronology)
            editions.append(publish(store, tmp_path / "editions", hand.HandGazetteer()))
    return editions


@pytest.fixture
def client(made: list[Edition]) -> FlaskClient:
    app = create_app(SimpleNamespace(editions=made[0].directory.parent))  # type: ignore[arg-type]
    app.test_client_class = Client
    return app.test_client()


def test_an_edition_says_what_it_holds_and_which_is_newer(client: FlaskClient, made: list[Edition]) -> None:
    old, new = (client.get(f"/editions/{one.id}/", headers=HTML).text for one in made)
    assert "A newer edition is shown now:" in old
    assert f'href="/editions/{made[1].id}/"' in old
    assert "This is the newest edition." in new
    for told in ("Hand Press", "Military movement", "4", made[0].id):
        assert told in old
    for name, digest in made[0].files.items():
        assert f"/editions/{made[0].id}/files/{name}" in old
        assert digest in old


def test_an_edition_is_told_to_programs_by_what_they_accept_or_ask(client: FlaskClient, made: list[Edition]) -> None:
    address = f"/editions/{made[0].id}/"
    asked, accepted = client.get(f"{address}?f=json", headers=HTML).json, client.get(address, headers=JSON).json
    assert asked == accepted
    assert asked["id"] == made[0].id
    assert asked["is_newest"] is False
    assert asked["newest"] == {"id": made[1].id, "href": f"http://localhost/editions/{made[1].id}/"}
    assert asked["holds"]["features"] == {"events": 4, "places": 4, "claims": 2, "briefings": 1}
    assert sum(asked["holds"]["categories"].values()) == 4
    assert asked["holds"]["days"] == ["2022-01-01", "2022-02-03"]
    assert {file["name"]: file["sha256"] for file in asked["files"]} == made[0].files


def test_every_file_of_an_edition_is_had_byte_for_byte_and_for_ever(client: FlaskClient, made: list[Edition]) -> None:
    for file in client.get(f"/editions/{made[0].id}/", headers=JSON).json["files"]:
        answer = client.get(file["href"], headers={"Accept-Encoding": "gzip, br, zstd"})
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer.headers
        assert sha256(answer.data).hexdigest() == file["sha256"]
        assert len(answer.data) == file["bytes"]
        assert answer.mimetype == file["type"]
        assert {"immutable", "no-transform"} <= set(answer.headers["Cache-Control"].replace(",", "").split())
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        digest = b64encode(sha256(answer.data).digest()).decode()
        assert answer.headers["Repr-Digest"] == f"sha-256=:{digest}:"


def test_a_part_of_a_file_is_had_and_one_that_is_there_is_not_sent_again(
    client: FlaskClient, made: list[Edition]
) -> None:
    address = f"/editions/{made[0].id}/files/layers/events.geojson"
    whole = client.get(address)
    part = client.get(address, headers={"Range": "bytes=10-29"})
    assert (part.status_code, part.data) == (206, whole.data[10:30])
    assert part.headers["Content-Range"] == f"bytes 10-29/{len(whole.data)}"
    assert client.get(address, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304
    assert client.get(address, headers={"Range": "bytes=99999999-"}).status_code == 416


@pytest.mark.parametrize(
    "name", ["manifest.json", "../newest", "layers", "layers/../manifest.json", "%2e%2e/newest", ""]
)
def test_what_is_not_of_the_edition_is_not_a_file_of_it(client: FlaskClient, made: list[Edition], name: str) -> None:
    assert client.get(f"/editions/{made[0].id}/files/{name}").status_code == 404


def test_what_was_made_of_an_edition_since_is_among_its_files(client: FlaskClient, made: list[Edition]) -> None:
    address, folder = f"/editions/{made[0].id}/", made[0].directory / "downloads"
    assert client.get(address, headers=JSON).json["complete"] is False
    assert "still being made" in client.get(address, headers=HTML).text
    folder.mkdir()
    for name in ("events.csv", "events.csv.gz", "edition.zip", "stray.csv"):
        (folder / name).write_bytes(b"id\r\n")
    names = ("events.csv", "events.csv.gz", "edition.zip")
    files = {name: {"sha256": sha256(b"id\r\n").hexdigest(), "bytes": 4} for name in names}
    (folder / "manifest.json").write_bytes(orjson.dumps({"files": files, "refused": {}}))
    listed = {file["name"]: file for file in client.get(address, headers=JSON).json["files"]}
    assert {name for name in listed if name.startswith("downloads/")} == {f"downloads/{name}" for name in files}
    answer = client.get(listed["downloads/events.csv"]["href"])
    assert (answer.data, answer.mimetype, answer.headers["ETag"]) == (
        b"id\r\n",
        "text/csv",
        f'"{listed["downloads/events.csv"]["sha256"]}"',
    )
    whole = client.get("/api/catalog.jsonld").json["dcat:dataset"][0]
    assert whole["dcat:distribution"] == []  # that is of the newest edition
    page = client.get(address, headers=HTML).text
    assert page.index(">edition.zip<") < page.index(">events.csv<") < page.index(">places.geojson<")
    for name in ("stray.csv", "manifest.json", "../manifest.json"):
        assert client.get(f"{address}files/downloads/{name}").status_code == 404


def test_the_list_of_editions_has_each_the_newest_first(client: FlaskClient, made: list[Edition]) -> None:
    told = client.get("/editions/", headers=JSON).json
    assert told["newest"] == made[1].id
    assert [one["id"] for one in told["editions"]] == [made[1].id, made[0].id]
    assert [one["events"] for one in told["editions"]] == [5, 4]
    page = client.get("/editions/", headers=HTML).text
    assert page.index(made[1].id) < page.index(made[0].id)


def test_an_edition_is_cited_by_its_permanent_address(client: FlaskClient, made: list[Edition]) -> None:
    address = f"http://localhost/editions/{made[0].id}/"
    answer = client.get(f"/editions/{made[0].id}/?lang=be", headers=HTML)
    assert f'<{address}>; rel="cite-as"' in answer.headers.getlist("Link")
    assert (
        f"Hand Press. 4 events told in 1 briefing, published 2022-02-07. Dateline, edition {made[0].id}. {address}"
        in (answer.text)
    )
    bib, csl = (client.get(f"/editions/{made[0].id}/cite.{form}") for form in ("bib", "json"))
    assert bib.text.startswith(f"@misc{{dateline-edition-{made[0].id},\n  author = {{{{Hand Press}}}},")
    assert f"url = {{{address}}}" in bib.text
    (item,) = orjson.loads(csl.data)
    assert (item["type"], item["version"], item["URL"]) == ("dataset", made[0].id, address)
    assert client.get(f"/editions/{made[0].id}/cite.doc").status_code == 404


def test_an_edition_that_was_removed_is_gone_and_one_that_never_was_is_not_found(
    client: FlaskClient, made: list[Edition]
) -> None:
    list(keeping.prune(made[0].directory.parent, 1))
    newest = f"http://localhost/editions/{made[1].id}/"
    for edition, status, says in (
        (made[0].id, 410, "was here once"),
        ("0123456789abcdef", 404, "no edition of this name"),
    ):
        page = client.get(f"/editions/{edition}/", headers=HTML)
        assert page.status_code == status
        assert says in page.text
        assert f'href="/editions/{made[1].id}/"' in page.text
        told = client.get(f"/editions/{edition}/", headers=JSON)
        assert (told.status_code, told.json["status"], told.json["newest"]) == (status, status, newest)
        assert told.mimetype == "application/problem+json"
        assert f'<{newest}>; rel="latest-version"' in told.headers.getlist("Link")
        for part in ("files/layers/events.geojson", "cite.bib"):
            assert client.get(f"/editions/{edition}/{part}").status_code == status


def test_a_damaged_edition_is_told_so_and_the_others_stay(client: FlaskClient, made: list[Edition]) -> None:
    (made[0].directory / "manifest.json").write_text("{}", encoding="ascii")
    listed = client.get("/editions/", headers=JSON).json["editions"]
    assert {one["id"]: one["sound"] for one in listed} == {made[0].id: False, made[1].id: True}
    assert "damaged" in client.get("/editions/", headers=HTML).text
    assert client.get(f"/editions/{made[0].id}/").status_code == 503
    assert client.get(f"/editions/{made[1].id}/").status_code == 200


def test_files_of_an_edition_of_another_version_can_still_be_had(client: FlaskClient, made: list[Edition]) -> None:
    """Its layers cannot be read by this version; whoever cited it still has its files and their sums."""
    directory = made[0].directory
    manifest = orjson.loads((directory / "manifest.json").read_bytes())
    files = {name: digest for name, digest in manifest["files"].items() if not name.endswith(".arrow")}
    (directory / "manifest.json").write_bytes(orjson.dumps(manifest | {"files": files}))
    for path in directory.glob("layers/*.arrow"):
        path.unlink()
    page = client.get(f"/editions/{made[0].id}/", headers=HTML)
    assert page.status_code == 200
    assert "another version of Dateline" in page.text
    assert client.get(f"/editions/{made[0].id}/", headers=JSON).json["holds"] is None
    assert client.get(f"/editions/{made[0].id}/files/layers/events.geojson").status_code == 200


# What is true of every page ------------------------------------------------------------------------------------------


def pages(made: list[Edition]) -> tuple[str, ...]:
    return "/editions/", f"/editions/{made[0].id}/", f"/editions/{made[1].id}/", "/editions/0123456789abcdef/"


def test_no_word_of_these_pages_is_left_out_of_the_catalogues(
    client: FlaskClient, made: list[Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    speak(monkeypatch)
    list(keeping.prune(made[0].directory.parent, 1))
    for page in pages(made):
        assert left_out(client.get(f"{page}?lang=fr", headers=HTML).text) == [], page


def test_these_pages_keep_to_their_host_and_protect_their_readers(client: FlaskClient, made: list[Edition]) -> None:
    for page in pages(made):
        answer = client.get(page, headers={"Host": "evil.example", **HTML})
        for link in re.findall(r'(?:src|href|action)="([^"]*)"', answer.text):
            assert link.startswith(("/", "#", "?")), link
            assert not link.startswith("//")
        assert not re.search(r'<script(?![^>]* (?:src=|type="application/(?:ld\+)?json"))|<style', answer.text)
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_of_an_edition_is_sent_again_only_when_it_reads_differently(
    client: FlaskClient, made: list[Edition]
) -> None:
    for form in (HTML, JSON):
        address = f"/editions/{made[1].id}/"
        first = client.get(address, headers=form)
        assert "Accept" in first.headers["Vary"]
        again = client.get(address, headers={**form, "If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304
        assert again.headers["ETag"] == first.headers["ETag"]
