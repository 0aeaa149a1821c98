"""Pages of the API for whoever takes gzip: the same as for others, before and after the download has been packed."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from tests import chronologies as hand
from tests.unit.test_web import serve
from timeline import blocks, downloads
from timeline.edition import open_newest

ITEMS = "/api/collections/events/items"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packed")


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    return serve(folder, hand.chronology(), *hand.many(400)).test_client()


def features(body: bytes) -> bytes:
    """Without the head, which says when it was made."""
    return body[body.index(b'"features":[') :]


def asked(client: FlaskClient, query: dict[str, str | int]) -> tuple[bytes, bytes]:
    """A page as it is sent packed, and as it is sent plain."""
    address = f"{ITEMS}?{urlencode(query)}"
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    plain = client.get(address)
    assert "Content-Encoding" not in plain.headers
    return packed.data, plain.data


QUERIES: tuple[dict[str, str | int], ...] = (
    {"limit": 10_000},
    {"limit": 150},
    {"limit": 3},
    {"limit": 10_000, "category": "protest"},
    {"limit": 10_000, "sortby": "-title"},
    {"limit": 10_000, "bbox": "0,0,1,1"},
    {"limit": 10_000, "q": "nothing has these words"},
)


@pytest.mark.parametrize("query", QUERIES)
def test_a_packed_page_is_the_plain_one_while_the_download_is_being_made(
    client: FlaskClient, query: dict[str, str | int]
) -> None:
    packed, plain = asked(client, query)
    assert features(gzip.decompress(packed)) == features(plain)


def test_a_packed_page_is_put_together_of_the_download_once_it_is_there(client: FlaskClient, folder: Path) -> None:
    (editions,) = {path.parent.parent for path in folder.rglob("manifest.json")}
    edition = open_newest(editions)
    downloads.make(edition)
    file = edition.directory / "downloads" / "events.geojson.gz"
    assert file.name + ".npy" in downloads.downloads(edition.directory).files
    first, last = blocks.Blocks.of(file).marks[[1, -2], 0]
    for query in QUERIES:
        packed, plain = asked(client, query)
        assert features(gzip.decompress(packed)) == features(plain)
        assert (file.read_bytes()[first:last] in packed) == (query == {"limit": 10_000})


@pytest.mark.parametrize("damage", [b"", b"no index", bytes(300)])
def test_a_damaged_index_costs_no_answer(tmp_path: Path, damage: bytes) -> None:
    client = serve(tmp_path, hand.chronology(), *hand.many(400)).test_client()
    (editions,) = {path.parent.parent for path in tmp_path.rglob("manifest.json")}
    folder = open_newest(editions).directory / "downloads"
    folder.mkdir()
    (folder / "events.geojson.gz.npy").write_bytes(damage)
    (folder / "events.geojson.gz").write_bytes(damage)
    packed, plain = asked(client, {"limit": 10_000})
    assert features(gzip.decompress(packed)) == features(plain)
