"""Every address that there is, asked with parts, parameters and headers that make no sense: none is our error.

The addresses are the application's own list, so one that is added is asked, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests import chronologies as hand
from timeline.downloads import make
from timeline.edition import open_newest, publish
from timeline.store import Store
from timeline.web import create_app

ODD = (
    "..", "%00", "%ff", "%2e%2e%2fnewest", "٣", "9" * 400, "a" * 3_000, "nan", "-1", "1e999", "%0d%0aX:y", "\u202e",
    "%25s", "<script>", "{{7*7}}", "\\", "'", "%ed%a0%80", "00", " 1",
)  # fmt: skip
DEEP = '{"op":"not","args":[' * 300
QUERIES = (
    "limit=1&limit=2", "%", "=", "a", "limit=9" + "9" * 400, "limit=%00", "bbox=nan,nan,nan,nan",
    "bbox=1e308,0,1e309,1", "bbox=170,-10,-170,10", "bbox=" + "1," * 999, "datetime=0000-00-00",
    "datetime=9999-12-31/0001-01-01", "from=0000-00-00", "to=9999-99-99", "asof=%EF%BC%92022", "q=%00",
    "q=" + "a" * 999, "at=1,2,9999999999", "at=-1", "f=xml", "lang=..", "sel=%00", "cursor=0-0-0", "sortby=-",
    "properties=,", "crs=file:///etc/passwd", "filter=" + "(" * 2_000, "filter=title%20LIKE%20'%25",
    "filter-lang=cql2-json&filter=" + quote(DEEP), "filter-lang=cql2-json&filter=%5B1e400%5D",
    "url=http://evil.example/", "url=http://%5B", "size=nan", "page=99999999999999999999", "cat=%F0%9F%8F%B4",
    "category=", "x" * 7_990,
)  # fmt: skip
HEADERS = (
    {"Accept": "text/html;q=nan"}, {"Accept": "a/b;" * 900}, {"Accept-Encoding": "zstd;q=1e9, *;q=0"},
    {"If-None-Match": ", ".join(f'"{at}"' for at in range(900))}, {"If-None-Match": 'W/"'}, {"If-Match": '"x"'},
    {"If-Modified-Since": "Thu, 99 Foo 99999"}, {"Range": "bytes=" + ",".join(f"{at}-{at}" for at in range(900))},
    {"Range": "bytes=-99999999999999999999"}, {"Range": "bytes=9-1"}, {"Range": "bytes=0-1", "If-Range": "Thu, 99 Foo"},
    {"Host": "[::1"}, {"Host": "a:99999999"}, {"Host": ""}, {"Content-Encoding": "gzip", "Content-Length": "10"},
    {"Cookie": "a=b; " * 400}, {"Origin": "null", "Access-Control-Request-Method": "DELETE"},
)  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("routes")
    with Store.open(folder / "store.sqlite") as store:
        store.save(hand.chronology())
        publish(store, folder / "editions", hand.HandGazetteer())
    make(open_newest(folder / "editions"))
    app = create_app(SimpleNamespace(editions=folder / "editions"))  # type: ignore[arg-type]
    assert app.test_client().get("/healthz").status_code == 200
    return app


def sound(app: Flask) -> dict[str, str]:
    """For each part of an address something that is there, wherever it stands."""
    one = hand.chronology()
    edition = app.test_client().get("/healthz").json["edition"]
    return {"edition": edition, "id": one.events[0].id, "event": one.events[0].id, "briefing": one.briefing.id,
            "name": "events", "suffix": "bib", "filename": "icon.svg", "_rest": "x"}  # fmt: skip


def filled(rule: Rule, parts: dict[str, str]) -> str:
    """The address with these parts; a part that nobody named is a number."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda part: parts.get(part[1], "0"), rule.rule)


def rules(app: Flask) -> Iterator[Rule]:
    """The addresses that can be read."""
    found = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    assert len(found) > 40
    yield from found


def assert_no_fault(answer: TestResponse, asked: object) -> None:
    """Answered, or refused in one line: never a fault of ours, nor a word of our insides."""
    assert answer.status_code < 500 or answer.status_code in (501, 503), (asked, answer.text[:500])
    if answer.status_code >= 400:
        for secret in (b"Traceback", b"site-packages", b"timeline/web"):
            assert secret not in answer.data, asked
    if answer.mimetype == "application/problem+json":
        told = answer.json
        assert told["status"] == answer.status_code
        assert told["detail"].isprintable(), (asked, told)
        assert 0 < len(told["detail"]) <= 1_500, asked
    assert "\n" not in answer.headers.get("Location", "")


def test_no_odd_part_of_an_address_is_our_error(app: Flask) -> None:
    client, parts = app.test_client(), sound(app)
    for rule in rules(app):
        for name in rule.arguments:
            for odd in ODD:
                address = filled(rule, parts | {name: odd})
                assert_no_fault(client.get(address, buffered=True), address)


@pytest.mark.parametrize(("part", "odd"), [("query_string", QUERIES), ("headers", HEADERS)])
def test_no_odd_parameter_or_header_is_our_error(app: Flask, part: str, odd: Sequence[Any]) -> None:
    client, parts = app.test_client(), sound(app)
    for rule in rules(app):
        for each in odd:
            answer = client.get(filled(rule, parts), **{part: each}, buffered=True)
            assert_no_fault(answer, (rule.rule, each))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "OPTIONS"])
def test_no_address_is_for_more_than_reading(app: Flask, method: str) -> None:
    client, parts = app.test_client(), sound(app)
    for rule in rules(app):
        answer = client.open(filled(rule, parts), method=method, data=b"\x1f\x8b" * 50, buffered=True)
        assert answer.status_code == (200 if method == "OPTIONS" else 405), rule.rule
        assert not answer.data or answer.status_code == 405
        assert_no_fault(answer, (method, rule.rule))
