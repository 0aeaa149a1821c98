"""What the web answers: pages, layers, embed, errors, and what every answer says about itself."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import chronologies as hand
from timeline.edition import publish
from timeline.store import Store
from timeline.web import atlas, create_app

PAGES = ("/", "/embed", "/layers/", "/briefings/", "/methodology")
LAYERS = ("/layers/events.geojson", "/layers/events.csv", "/layers/events-areas.geojson", "/layers/protest.geojson")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types default dateline"
)


class Client(FlaskClient):
    """Reads answers whole, so that files are closed."""

    def open(self, *arguments: Any, **more: Any) -> TestResponse:
        return super().open(*arguments, **({"buffered": True} | more))


def serve(folder: Path, *chronologies: hand.Chronology) -> Flask:
    folder.mkdir(exist_ok=True)
    with Store.open(folder / "store.sqlite") as store:
        for chronology in chronologies:
            store.save(chronology)
        publish(store, folder / "editions", hand.HandGazetteer())
    app = create_app(SimpleNamespace(editions=folder / "editions"))  # type: ignore[arg-type]
    app.test_client_class = Client
    return app


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return serve(tmp_path_factory.mktemp("web"), hand.chronology())


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def edition(client: FlaskClient) -> str:
    return str(client.get("/healthz").json["edition"])


def told() -> dict[str, str]:
    """The address of one of each thing."""
    made = hand.chronology()
    return {"briefing": made.briefing.id, "event": made.events[0].id, "denied": made.events[2].id}


def hidden(answer: TestResponse) -> int:
    """How many events of the list are hidden."""
    return len(re.findall(r'<li class="event[^>]* hidden>', answer.text))


def all_pages() -> tuple[str, ...]:
    ids = told()
    return (*PAGES, f"/briefings/{ids['briefing']}", f"/events/{ids['event']}", f"/embed/{ids['briefing']}", "/none")


# Reading


def test_the_list_is_complete_without_scripts(client: FlaskClient) -> None:
    page = client.get("/").text
    for event in hand.chronology().events:
        assert f'id="e-{event.id}"' in page
        assert hand.briefing().quote(event.evidence).rstrip(".") in page


def test_the_list_is_in_order_of_time_unknown_times_last(client: FlaskClient) -> None:
    starts = re.findall(r'data-start="([^"]*)"', client.get("/").text)
    assert starts == ["2022-01", "2022-02-01", "2022-02-03", ""]


@pytest.mark.parametrize(
    ("query", "left"),
    [("", 4), ("?from=2022-02-02&to=2022-02-10", 2), ("?cat=military_movement", 1), ("?status=denied,claimed", 2),
     ("?q=helicopter", 1), ("?actor=Lithuania", 1), ("?q=nothing-like-it", 0), ("?utm_source=x&%00=%ff", 4)],
)  # fmt: skip
def test_filters_work_without_scripts(client: FlaskClient, query: str, left: int) -> None:
    page = client.get(f"/{query}")
    assert page.status_code == 200
    assert hidden(page) == 4 - left
    assert ('<div id="empty" hidden>' in page.text) == (left > 0)


def test_the_counts_say_why_events_are_missing(client: FlaskClient) -> None:
    page = client.get("/?from=2022-02-02&to=2022-02-10").text
    assert "2 of 4 events; 2 outside the window" in page


def test_an_event_in_the_address_is_marked_and_opened(client: FlaskClient) -> None:
    event = told()["event"]
    page = client.get(f"/?sel={event}").text
    assert re.search(rf'id="e-{event}"[^>]* aria-current="true"', page)
    assert page.count('aria-pressed="true"') == 1
    assert page.count('<details class="more" open>') == 1


def test_what_cannot_be_understood_is_said(client: FlaskClient) -> None:
    page = client.get("/?from=soon&cat=hats").text
    assert page.count('class="notice"') == 2


def test_a_briefing_is_shown_with_its_sentences_marked(client: FlaskClient) -> None:
    page = client.get(f"/briefings/{told()['briefing']}").text
    for event in hand.chronology().events:
        assert f'<mark id="s-{event.id}" data-ids="{event.id}"><a href="#e-{event.id}"' in page


def test_an_event_says_what_else_its_place_could_be(client: FlaskClient) -> None:
    page = re.sub(r"</?bdi>", "", client.get(f"/events/{told()['denied']}").text)
    assert "Brest: taken as Brest" in page
    assert "could be Brest (" in page
    assert "near Brest" in page
    assert "(within 25 km)" in page


def test_an_event_says_when_in_words_and_how_to_cite_it(client: FlaskClient, edition: str) -> None:
    page = client.get(f"/events/{told()['denied']}").text
    assert "since about 1 February 2022" in page
    assert f"Dateline, edition {edition}" in page


@pytest.mark.parametrize("view", ["full", "briefing", "embed"])
def test_the_scripts_are_told_where_the_data_are(client: FlaskClient, edition: str, view: str) -> None:
    address = {"full": "/", "briefing": f"/briefings/{told()['briefing']}", "embed": "/embed"}[view]
    main = re.search(r"<main [^>]*>", client.get(address).text)
    assert main is not None
    part = f"briefings/{told()['briefing']}/" if view == "briefing" else ""
    assert f'data-edition="{edition}" data-view="{view}" data-index="/editions/{edition}/{part}index.json"' in main[0]


def test_the_first_view_is_where_the_events_are(client: FlaskClient, edition: str) -> None:
    assert "[[52.1, 23.7], [54.3, 26.8]]" in client.get(f"/editions/{edition}/map.js").text


def test_the_same_request_gives_the_same_bytes(client: FlaskClient) -> None:
    for page in all_pages():
        assert client.get(page).data == client.get(page).data


def test_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    """Read in another order, published elsewhere, served by another process, asked for in another order."""
    told_again = (hand.chronology(), *hand.retold())
    here = serve(tmp_path / "here", *told_again).test_client()
    there = serve(tmp_path / "there", *reversed(told_again)).test_client()
    data = f"/editions/{here.get('/healthz').json['edition']}"
    part = f"{data}/briefings/{told()['briefing']}/index.json"
    files = [f"{data}/index.json", part, f"{data}/rows?at=0,3,5", f"{data}/search?q=dr", f"{data}/map.js"]
    pages = [*all_pages(), "/?lang=de&asof=2022-02-10", "/?q=none&cat=protest", "/briefings/", *files, *LAYERS]
    made = [{page: here.get(page).data for page in pages}, {page: there.get(page).data for page in reversed(pages)}]
    assert [page for page in pages if made[0][page] != made[1][page]] == []


def test_a_new_edition_is_shown_without_a_restart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.web.shelf.LOOK_AGAIN", 0.0)
    client = serve(tmp_path, *hand.many(1)).test_client()
    before = client.get("/healthz").json["edition"]
    serve(tmp_path, *hand.many(2))
    after = client.get("/healthz").json["edition"]
    assert before != after
    assert "<summary>2 briefings</summary>" in client.get("/").text
    assert client.get(f"/editions/{before}/index.json").status_code == 200  # for pages that are still open


def test_a_damaged_newer_edition_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.web.shelf.LOOK_AGAIN", 0.0)
    client = serve(tmp_path, *hand.many(1)).test_client()
    before = client.get("/healthz").json["edition"]
    newer = serve(tmp_path, *hand.many(2)).test_client().get("/healthz").json["edition"]
    (tmp_path / "editions" / newer / "briefings.json").write_bytes(b"{}")
    assert client.get("/healthz").json["edition"] == before
    assert client.get("/").status_code == 200


def test_nothing_published_is_said_plainly(tmp_path: Path) -> None:
    client = create_app(SimpleNamespace(editions=tmp_path / "none")).test_client()  # type: ignore[arg-type]
    for address in ("/", "/healthz", "/layers/events.geojson"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "Traceback" not in answer.text


# Headers


@pytest.mark.parametrize("address", all_pages())
def test_no_page_has_an_inline_script_or_style(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    assert not re.search(r'<script(?![^>]* (?:src=|type="application/(?:ld\+)?json"))|<style', page)
    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:", page)


@pytest.mark.parametrize("address", all_pages())
def test_every_page_links_only_to_its_own_host(client: FlaskClient, address: str) -> None:
    page = client.get(address, headers={"Host": "evil.example"}).text
    for link in re.findall(r'(?:src|href|action)="([^"]*)"', page):
        assert link.startswith(("/", "#", "?")) or link == "https://example.org/review", link
        assert not link.startswith("//")


@pytest.mark.parametrize("address", [*all_pages(), "/layers/events.geojson", "/static/tokens.css", "/healthz"])
def test_every_answer_protects_its_reader(client: FlaskClient, address: str) -> None:
    head = client.get(address).headers
    frameable = address.startswith("/embed")
    ancestors = "*" if frameable else "'none'"
    assert head["Content-Security-Policy"] == POLICY.replace("ancestors 'none'", f"ancestors {ancestors}")
    assert head["X-Content-Type-Options"] == "nosniff"
    assert head["Referrer-Policy"] == "no-referrer"
    assert head["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in head["Permissions-Policy"]
    assert head.get("X-Frame-Options") == (None if frameable else "DENY")
    assert "Set-Cookie" not in head


@pytest.mark.parametrize("address", ["/layers/events.geojson", "/layers/events.csv", "/static/tokens.css", "/oembed"])
def test_data_and_files_are_readable_from_a_sandboxed_frame(client: FlaskClient, address: str) -> None:
    answer = client.get(f"{address}?url=http://localhost/", headers={"Origin": "null"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_pages_are_not_readable_from_other_origins(client: FlaskClient) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/", headers={"Origin": "https://evil.example"}).headers


# Layers


@pytest.mark.parametrize(
    ("name", "media"), [("events.geojson", "application/geo+json"), ("events.csv", "text/csv; charset=utf-8")]
)
def test_a_layer_is_a_download_with_a_sensible_name(client: FlaskClient, name: str, media: str) -> None:
    answer = client.get(f"/layers/{name}")
    assert answer.headers["Content-Type"] == media
    assert answer.headers["Content-Disposition"] == f"attachment; filename=dateline-{name}"


def test_a_layer_is_sent_once_for_each_edition(client: FlaskClient, edition: str) -> None:
    answer = client.get("/layers/events.geojson")
    assert edition in answer.headers["ETag"]
    again = client.get("/layers/events.geojson", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/layers/events.geojson", headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("address", ["/layers/events.geojson", "/layers/events.csv", "/", "/static/components.css"])
def test_what_is_packed_unpacks_to_the_same(client: FlaskClient, address: str) -> None:
    plain, packed = client.get(address), client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert packed.content_length == len(packed.data)


def test_the_index_offers_every_layer(client: FlaskClient) -> None:
    offered = re.findall(r'href="(/layers/[^"]+\.(?:geojson|csv))"', client.get("/layers/").text)
    assert offered[:2] == ["/layers/events.geojson", "/layers/events.csv"]
    assert "/layers/diplomacy.geojson" in offered
    assert all(client.get(address).status_code == 200 for address in offered)


def test_the_data_of_a_page_never_change(client: FlaskClient, edition: str) -> None:
    part = f"briefings/{told()['briefing']}/index.json"
    for name in ("index.json", part, "map.js", "search?q=drone", "rows?at=0,1"):
        head = client.get(f"/editions/{edition}/{name}").headers
        assert head["Cache-Control"] == "public, max-age=31536000, immutable"
        assert head["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"/editions/{edition}/index.json").json["edition"] == edition


def test_a_page_is_sent_again_only_when_it_reads_differently(client: FlaskClient) -> None:
    tag = client.get("/").headers["ETag"]
    assert client.get("/", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/?q=drone", headers={"If-None-Match": tag}).status_code == 200


@pytest.fixture
def tiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A basemap of known bytes."""
    data = bytes(range(256)) * 8
    (tmp_path / "basemap.pmtiles").write_bytes(data)
    monkeypatch.setattr(atlas, "basemap", lambda: tmp_path / "basemap.pmtiles")
    return data


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-126", 206, slice(0, 127)),
        ("bytes=100-", 206, slice(100, None)),
        ("bytes=-48", 206, slice(-48, None)),
        ("bytes=9999-", 416, None),
        ("bytes=" + ",".join(f"{n}-{n}" for n in range(1000)), 416, None),
        ("apples=1-2", 416, None),
    ],
)
def test_the_basemap_is_read_by_ranges(
    client: FlaskClient, tiles: bytes, asked: str, status: int, part: slice | None
) -> None:
    answer = client.get("/basemap.pmtiles", headers={"Range": asked, "Accept-Encoding": "gzip"})
    assert answer.status_code == status
    if part is not None:
        assert answer.data == tiles[part]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Content-Encoding" not in answer.headers


def test_every_page_says_whose_borders_are_drawn(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atlas, "border_view", lambda: "Somebody's view")
    for page in all_pages():
        assert "Somebody&#39;s view" in client.get(page).text


def test_a_map_without_a_basemap_is_still_a_map(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atlas, "basemap", lambda: None)
    assert client.get("/basemap.pmtiles").status_code == 404
    assert "data-basemap" not in client.get("/").text


# Embed


def test_an_embed_is_described_to_other_sites(client: FlaskClient) -> None:
    answer = client.get("/oembed?url=http://localhost/%3Ffrom%3D2022-02-01%26q%3D%2522&maxwidth=500&maxheight=99999")
    assert (answer.json["version"], answer.json["type"]) == ("1.0", "rich")
    assert (answer.json["width"], answer.json["height"]) == (500, 560)
    assert 'src="http://localhost/embed?from=2022-02-01&amp;q=%22"' in answer.json["html"]


@pytest.mark.parametrize(
    ("page", "embed"),
    [("/", "/embed"), ("/embed", "/embed"), ("/briefings/b", "/embed/b"), ("/events/e", "/embed?sel=e")],
)
def test_each_page_has_its_embed(client: FlaskClient, page: str, embed: str) -> None:
    assert (
        f'src="http://localhost{embed}"' in client.get(f"/oembed?url={quote('http://localhost' + page)}").json["html"]
    )


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("url=http://localhost/&format=xml", 501),
        ("url=https://evil.example/", 404),
        ("url=http://localhost.evil.example/", 404),
        ("url=http://localhost@evil.example/", 404),
        ("url=http://localhost/methodology", 404),
        ("url=http://localhost/none", 404),
        ("url=javascript://localhost/", 404),
        ("url=http://[", 404),
        ("", 404),
    ],
)
def test_only_our_own_pages_are_described(client: FlaskClient, query: str, status: int) -> None:
    answer = client.get(f"/oembed?{query}")
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"


def test_a_page_says_where_its_embed_is_described(client: FlaskClient) -> None:
    for page in ("/", "/embed", f"/briefings/{told()['briefing']}"):
        link = re.search(r'type="application/json\+oembed" href="([^"]*)"', client.get(page).text)
        assert link is not None
        assert client.get(link[1].replace("&amp;", "&")).status_code == 200


def test_an_embed_keeps_the_state_of_the_page(client: FlaskClient) -> None:
    page = client.get("/embed?cat=military_movement")
    assert hidden(page) == 3
    assert 'href="/?cat=military_movement" target="_blank"' in page.text


@pytest.mark.parametrize("query", ["", "cat=protest&q=%22%3E", 'q="><script>alert(1)</script>', "q='x'&amp;"])
@pytest.mark.parametrize("host", ["localhost", "maps.example:8443"])
def test_what_is_copied_for_another_site_is_one_frame_and_no_more(client: FlaskClient, query: str, host: str) -> None:
    page = client.get("/", environ_overrides={"QUERY_STRING": query, "HTTP_HOST": host})
    (copied,) = (node.text for node in html5lib.parse(page.text).iter() if str(node.tag).endswith("}textarea"))
    tags = [node for node in html5lib.parseFragment(copied).iter() if isinstance(node.tag, str)]
    assert [node.tag.rpartition("}")[2] for node in tags] == ["DOCUMENT_FRAGMENT", "iframe"]
    assert tags[1].get("src") == f"http://{host}/embed" + (f"?{query}" if query else "")
    assert set(tags[1].attrib) <= {"src", "title", "width", "height", "loading", "referrerpolicy", "allowfullscreen"}


def test_the_icon_is_where_browsers_look_for_it(client: FlaskClient) -> None:
    assert client.get("/favicon.ico").mimetype == "image/svg+xml"
    assert client.get("/favicon.ico").data == client.get("/static/icon.svg").data


def test_programs_of_other_sites_may_read_the_tag_of_a_layer(client: FlaskClient) -> None:
    head = client.get("/layers/events.geojson", headers={"Origin": "https://other.example"}).headers
    assert head["Access-Control-Expose-Headers"] == "ETag, Content-Range, Accept-Ranges"


# Failures


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/none", 404),
        ("GET", "/events/none", 404),
        ("GET", "/events/" + "e" * 3000, 404),
        ("GET", "/briefings/..%2f..%2fetc%2fpasswd", 404),
        ("GET", "/embed/none", 404),
        ("GET", "/layers/none.geojson", 404),
        ("GET", "/layers/..%2findex.json", 404),
        ("GET", "/layers/events.geojson.gz", 404),
        ("GET", "/layers/%00", 404),
        ("GET", "/editions/none/index.json", 404),
        ("GET", "/editions/../index.json", 404),
        ("GET", "/static/../pyproject.toml", 404),
        ("GET", "/static/%2e%2e/pyproject.toml", 404),
        ("GET", "/layers", 200),
        ("POST", "/", 405),
        ("PUT", "/layers/events.geojson", 405),
        ("DELETE", "/events/none", 405),
        ("TRACE", "/", 405),
        ("PATCH", "/static/tokens.css", 405),
        ("BREW", "/", 405),
        ("GET", "/?q=" + "a" * 9000, 414),
        ("GET", "/" + "a" * 9000, 414),
        ("HEAD", "/", 200),
    ],
)
def test_what_cannot_be_answered_is_told_plainly(client: FlaskClient, method: str, address: str, status: int) -> None:
    answer = client.open(address, method=method)
    assert answer.status_code == status
    assert not re.search(r"Traceback|werkzeug|File &#34;", answer.text)
    assert "Location" not in answer.headers


def test_two_slashes_lead_nowhere(client: FlaskClient) -> None:
    answer = client.get("/", environ_overrides={"PATH_INFO": "//evil.example/"})
    assert answer.status_code == 404


def test_a_method_override_is_not_heeded(client: FlaskClient) -> None:
    assert client.get("/", headers={"X-HTTP-Method-Override": "DELETE"}).status_code == 200


def test_programs_are_told_in_their_own_form(client: FlaskClient) -> None:
    for address, accept in (("/layers/none.geojson", "*/*"), ("/none", "application/json")):
        answer = client.get(address, headers={"Accept": accept})
        assert answer.mimetype == "application/problem+json"
        assert json.loads(answer.data)["status"] == 404


def test_a_bug_is_written_down_and_not_shown(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("timeline.web.pages.listing", lambda *_: 1 / 0)
    answer = app.test_client().get("/")
    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.text
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Forwarded-Prefix", "X-Original-URL", "X-Rewrite-URL"])
def test_headers_that_a_client_may_forge_change_nothing(client: FlaskClient, header: str) -> None:
    assert client.get("/", headers={header: "/evil.example"}).data == client.get("/").data
