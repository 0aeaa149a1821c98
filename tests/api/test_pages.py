"""The API as pages: complete without scripts, the form asks what it says, and the lines to copy do what they say."""

from __future__ import annotations

import re
import shlex
import subprocess
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

import geopandas
import html5lib
import pytest

from tests.api import world
from tests.api.conftest import Api
from tests.api.test_core import LAYERS

PATHS = (
    "/", "/conformance", "/docs", "/collections",
    *(f"/collections/{layer}{rest}" for layer in LAYERS for rest in ("", "/items", "/queryables", "/schema")),
)  # fmt: skip
LINES = r"<summary><bdi>([^<]*)</bdi></summary>\s*<p>[^<]*</p>\s*<pre[^>]*><code data-copy>(.*?)</code>"
A_CATEGORY = world.truths()[0].category


def lines(page: str) -> dict[str, str]:
    """The lines to copy, by tool."""
    found = re.findall(LINES, page, re.DOTALL)
    return {unescape(tool): unescape(re.sub(r"<[^>]*>", "", code)) for tool, code in found}


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_sound_html_with_a_heading_and_a_way_to_json(api: Api, path: str) -> None:
    answer = api.get(path, f="html")
    assert (answer.status, answer.media) == (200, "text/html")
    page = answer.body.decode()
    html5lib.HTMLParser(strict=True).parse(page)
    assert page.count("<h1") == 1
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    json = re.search(r'<link rel="alternate" type="application/json" href="([^"]*)"', page)
    assert json
    assert path == "/docs" or "json" in api.get(unescape(json[1])).media


@pytest.mark.parametrize("path", PATHS)
def test_every_link_of_a_page_leads_somewhere(api: Api, path: str) -> None:
    page = api.get(path, f="html").body.decode()
    for href in {unescape(found) for found in re.findall(r'<a [^>]*href="([^"#]+)"', page)}:
        assert api.raw(urljoin(api.root + path, href), {"Accept": "text/html"}).status == 200, href


@pytest.mark.parametrize("layer", LAYERS)
def test_a_feature_has_a_page_that_says_all_of_it(api: Api, layer: str) -> None:
    feature = api.items(layer, limit=30).json["features"][-1]
    page = unescape(api.get(f"/collections/{layer}/items/{feature['id']}", accept="text/html").body.decode())
    for name, value in feature["properties"].items():
        assert name in page
        assert not isinstance(value, str) or value in page


def test_the_form_may_send_its_empty_fields(api: Api) -> None:
    asked = {"f": "html", "category": A_CATEGORY, "title": "ab + c/\u00e9 \r\nX: y&z"}
    empty = {"bbox": "", "datetime": "", "q": "", "filter": "", "sortby": "", "crs": ""}
    form = re.search(r'<form class="ask" method="get" action="([^"]*)"', api.items(f="html").body.decode())
    assert form is not None
    action = unescape(form[1])
    answer = api.get(action, **asked, **empty)
    assert (answer.status, answer.headers["Location"].partition("?")[0]) == (303, "items")
    leads = urljoin(action, answer.headers["Location"])
    assert dict(parse_qsl(urlsplit(leads).query)) == asked
    page = api.get(urljoin(action, "items"), f="html", category=A_CATEGORY).body.decode()
    found = api.items(category=A_CATEGORY).json["numberMatched"]
    assert f"of {found}<" in page
    assert f'<option lang="en" selected>{A_CATEGORY}</option>' in page
    assert api.items(f="html", category=A_CATEGORY, filter="").status == 400
    assert api.get("/collections/none/ask", f="html").status == 404


def test_pages_of_features_lead_on_and_back(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.web.api.browsing.A_PAGE", 25)
    seen: list[str] = []
    page = api.items(f="html").body.decode()
    while True:
        seen += re.findall(r"/collections/events/items/([0-9a-f]+)\?f=html", page)
        behind = re.search(r'rel="next" href="([^"]*)"', page)
        if behind is None:
            break
        page = api.get(unescape(behind[1])).body.decode()
    assert sorted(seen) == sorted(truth.id for truth in world.truths())
    assert 'rel="prev"' in page


def test_what_is_asked_stands_in_the_lines_to_copy(api: Api) -> None:
    whole, asked = (
        lines(api.items(f="html", **given).body.decode()) for given in ({}, {"category": A_CATEGORY, "limit": 7})
    )
    assert set(whole) == {"curl", "Python, geopandas", "R, sf", "GDAL", "QGIS", "Excel"}
    for tool in set(whole) - {"QGIS"}:
        assert "category=" not in whole[tool]
        assert f"category={A_CATEGORY}" in asked[tool]
        assert "limit=7" not in asked[tool]
    assert asked["QGIS"] == api.root


@pytest.mark.parametrize("value", ["'; touch x #", '"', "$(touch x)", "\\", "</code><script>"])
def test_nothing_that_is_asked_ends_a_quotation(api: Api, value: str) -> None:
    page = api.items(f="html", publisher=value).body.decode()
    for code in lines(page).values():
        query = re.search(r"publisher=([^'\"\s]*)", code)
        assert query is None or re.fullmatch(r"[\w%+.~*-]*", query[1])
    assert len(shlex.split(lines(page)["curl"])) == 4
    assert page.count("<script") == 1


def test_the_line_for_curl_fetches_what_was_asked(api: Api, tmp_path: Path) -> None:
    command = shlex.split(lines(api.items(f="html", category=A_CATEGORY).body.decode())["curl"])
    assert command[0] == "curl"
    try:
        subprocess.run([*command, "--silent"], cwd=tmp_path, check=True)
    except FileNotFoundError:
        pytest.skip("curl is not installed")
    found = geopandas.read_file(tmp_path / "events.geojson")
    assert len(found) == api.items(category=A_CATEGORY).json["numberMatched"]


def test_the_line_for_python_reads_what_was_asked(api: Api) -> None:
    namespace: dict[str, geopandas.GeoDataFrame] = {}
    exec(lines(api.items("places", f="html", category=A_CATEGORY).body.decode())["Python, geopandas"], namespace)
    assert sorted(namespace["places"]["id"]) == sorted(api.items("places", category=A_CATEGORY).ids)


def test_pages_speak_other_languages_and_lead_on_in_them(api: Api) -> None:
    page = api.get("/", f="html", lang="de").body.decode()
    assert '<html lang="de">' in page
    assert all("lang=de" in href for href in re.findall(r'href="([^"]*/collections/[^"]*)"', page))
