"""Requests that try to break, stall or deceive the API: each is refused by name or answered, none is our error."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from tests.api import world
from tests.api.conftest import Answer, Api, answering, published

ITEMS = "/collections/events/items"
SQL = (
    "title; DROP TABLE events",
    "title' OR '1'='1",
    "(SELECT 1)",
    "title--",
    "pg_sleep(10)",
    "title/**/",
    "1 UNION SELECT 1",
)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    folder = tmp_path_factory.mktemp("hostile")
    published(folder, world.chronologies())
    with answering(folder) as found:
        yield found


def spoken(api: Api, request: bytes) -> bytes:
    """What is answered to these bytes."""
    parts = urlsplit(api.root)
    with socket.create_connection((parts.hostname, parts.port), timeout=30) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def timeless(answer: Answer) -> dict[str, Any]:
    """What is answered, without the second in which it was."""
    return {name: value for name, value in answer.json.items() if name != "timeStamp"}


def refused(answer: Answer, *told: str) -> None:
    """Whether it is a problem of the client's that says what is wrong."""
    assert answer.status == 400, answer.body[:500]
    assert answer.media == "application/problem+json"
    assert answer.json["status"] == 400
    for words in told:
        assert words in answer.json["detail"]
    for secret in ("Traceback", "timeline/", ".py", "sqlite", "pyarrow"):
        assert secret not in answer.body.decode()


@pytest.mark.parametrize(
    "box",
    [
        "nan,nan,nan,nan",
        "inf,0,inf,0",
        "1e999,0,2,1",
        "0,10,1,-10",
        "1,2,3",
        "1,2,3,4,5,6,7",
        ",".join(["1"] * 1_000),
        "0x1,0,1,1",
    ],
)
def test_a_box_that_is_none_is_refused(api: Api, box: str) -> None:
    refused(api.items(bbox=box), "bbox")


def test_a_box_larger_than_the_world_is_the_world(api: Api) -> None:
    assert api.items(bbox="-1e9,-1e9,1e9,1e9").json["numberMatched"] == len(world.truths())


def test_a_page_of_a_thousand_million_is_the_largest_page(api: Api) -> None:
    answer = api.items(limit=10**9)
    assert answer.status == 200
    assert answer.json["numberReturned"] == len(world.truths()) <= 10_000


@pytest.mark.parametrize(
    "given", [{"offset": "-1"}, {"offset": "5"}, {"startindex": "5"}, {"limit": "-5"}, {"limit": "0"}]
)
def test_numbers_that_lead_nowhere_are_refused(api: Api, given: dict[str, str]) -> None:
    refused(api.items(**given), next(iter(given)))


def test_a_page_behind_the_last_is_empty_and_says_how_many_there_are(api: Api) -> None:
    behind = api.items(limit=1).link("next") or ""
    for offset in (len(world.truths()), 999_999_999):
        answer = api.get(behind.replace("-1-", f"-{offset}-"))
        assert answer.status == 200
        assert (answer.json["features"], answer.json["numberMatched"]) == ([], len(world.truths()))
        assert answer.link("next") is None


@pytest.mark.parametrize("number", ["-1.2e-281", "1e308", "0.1e1", "-123456789012345678901234567890"])
def test_a_number_may_be_of_any_size(api: Api, number: str) -> None:
    assert api.items("places", lon=number).json["numberMatched"] == 0


@pytest.mark.parametrize("name", SQL)
@pytest.mark.parametrize("parameter", ["sortby", "properties", "crs", "filter-lang", "bbox-crs"])
def test_names_are_taken_from_a_list_and_never_executed(api: Api, parameter: str, name: str) -> None:
    refused(api.get(ITEMS, **{parameter: name}), parameter)


@pytest.mark.parametrize("names", [",".join(["title"] * 900), "title,-title,title,-title,title"])
def test_sorting_is_not_asked_for_without_end(api: Api, names: str) -> None:
    refused(api.items(sortby=names), "sortby", "at most 4")
    assert api.items(sortby=",".join(names.split(",")[:4])).status == 200


@pytest.mark.parametrize("name", SQL)
def test_a_name_that_is_no_field_is_an_unknown_parameter(api: Api, name: str) -> None:
    refused(api.get(ITEMS, **{name: "1"}), "no such parameter")
    refused(api.items(filter=f'"{name}" = 1'.replace('""', '"')), "no property of events")


@pytest.mark.parametrize("value", SQL)
def test_a_value_is_only_compared(api: Api, value: str) -> None:
    literal = value.replace("'", "''")
    assert api.items(title=value).json["numberMatched"] == 0
    assert api.items(filter=f"title = '{literal}'").json["numberMatched"] == 0
    assert api.items().json["numberMatched"] == len(world.truths())


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("(" * 5_000, "parentheses"),
        ("NOT " * 1_500 + "true", "NOT"),
        ("title" + "=title" * 1_000, "comparisons"),
        ("char_start = " + "-" * 3_000 + "1", "arithmetic"),
        ("title LIKE '" + "%a" * 100 + "'", "pattern"),
        (" OR ".join(["ACCENTI(title) LIKE '%a%'"] * 6), "work"),
        ("S_INTERSECTS(geometry, LINESTRING(" + ",".join(["1 1"] * 1_800) + "))", "filter"),
        ("S_INTERSECTS(geometry, POLYGON((0 0, 2 2, 0 2, 2 0, 0 0)))", "not valid"),
        ("title = '\x00'; DROP", "cql2-text"),
        ("sleep(10) = 1", "no such function"),
        ("title = 'x' UNION SELECT title FROM events", "cql2-text"),
    ],
    ids=lambda one: one[:30],
)
def test_a_filter_that_would_break_a_parser_or_a_server_is_refused(api: Api, expression: str, told: str) -> None:
    answer = api.items(filter=expression)
    if len(quote(expression)) < 7_000:
        refused(answer, told)
    assert answer.status in (400, 414)


@pytest.mark.parametrize(
    "expression", ["[" * 3_000, '{"op":"not","args":[' * 200, '{"op": "__import__", "args": ["os"]}', "{}"]
)
def test_a_filter_in_json_is_bounded_as_well(api: Api, expression: str) -> None:
    answer = api.items(filter=expression, filter_lang="cql2-json")
    assert answer.status in (400, 414)


@pytest.mark.parametrize("name", ["callback", "jsonp", "_trace", "debug", "_shape", "_sql", "token", "__proto__"])
@pytest.mark.parametrize("path", ["/", "/conformance", "/collections", "/collections/events", ITEMS])
def test_there_are_no_hidden_parameters(api: Api, path: str, name: str) -> None:
    refused(api.get(path, f="json", **{name: "1"}), name)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "BREW"])
def test_only_reading_is_a_method(api: Api, method: str) -> None:
    answer = api.get(ITEMS, method=method)
    assert answer.status == 405
    assert "GET" in answer.headers["Allow"]
    assert b"TRACE" not in answer.body


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_a_header_makes_no_other_method_of_reading(api: Api, header: str) -> None:
    plain = timeless(api.items(limit=1))
    assert timeless(api.raw(f"{api.root}{ITEMS}?limit=1", {header: "DELETE"})) == plain
    assert api.raw(f"{api.root}{ITEMS}?_method=DELETE", {}).status == 400


@pytest.mark.parametrize(
    "header",
    [
        "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "X-Forwarded-For", "Forwarded", "X-Original-URL",
        "X-Rewrite-URL", "X-Host", "X-Script-Name", "Referer", "User-Agent", "Cookie", "Accept-Language", "Origin",
    ],
)  # fmt: skip
def test_a_header_that_no_cache_looks_at_changes_nothing(api: Api, header: str) -> None:
    """Else one client's answer would be kept for all others."""
    address = f"{api.root}{ITEMS}?limit=1"
    plain, other = api.raw(address, {}), api.raw(address, {header: "evil.example"})
    assert (other.status, timeless(other)) == (plain.status, timeless(plain))
    assert "evil.example" not in str(other.headers)
    assert set(other.headers.keys()) == set(plain.headers.keys())


def test_what_an_answer_depends_on_is_said_to_caches(api: Api) -> None:
    address = f"{api.root}{ITEMS}?limit=1"
    for accept in ("application/geo+json", "text/html", "*/*"):
        varies = {name.strip() for name in api.raw(address, {"Accept": accept}).headers["Vary"].split(",")}
        assert {"Accept", "Accept-Encoding"} <= varies


HOSTS = ("a b", '"><script>alert(1)</script>', "evil.example/path", "ünï", "")


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_that_is_no_name_is_refused_and_not_repeated(api: Api, host: str) -> None:
    for form in ("json", "html"):
        for path in ("/api/", f"/api{ITEMS}", f"/api{ITEMS}/{world.truths()[0].id}"):
            request = f"GET {path}?f={form} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
            answer = spoken(api, request)
            assert answer.startswith(b"HTTP/1.1 400")
            assert b"<script>alert" not in answer


@pytest.mark.parametrize(
    "ranges",
    [
        ",".join(f"{at}-{at}" for at in range(1_000)), "0-,0-,0-,0-", "5-1", "-0", "99999999999999999999-", "a-b", "-",
        "", "0-0" + ",0-0" * 400,
    ],
    ids=lambda one: one[:20],
)  # fmt: skip
def test_ranges_without_end_are_one_whole_answer_or_none(api: Api, ranges: str) -> None:
    address = f"{api.root}{ITEMS}?limit=5"
    answer = api.raw(address, {"Range": f"bytes={ranges}"})
    assert answer.status in (200, 416)
    assert len(answer.body) <= len(api.raw(address, {}).body)


@pytest.mark.parametrize("tags", ['"x"' + ', "x"' * 1_000, "*", "W/", '"', "\\", "é", ""], ids=lambda one: one[:10])
@pytest.mark.parametrize("header", ["If-None-Match", "If-Match", "If-Range", "If-Modified-Since"])
def test_odd_conditions_are_answered(api: Api, header: str, tags: str) -> None:
    answer = api.raw(f"{api.root}{ITEMS}?limit=1", {header: tags.encode().decode("latin-1")})
    assert answer.status in (200, 304, 412)


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /api/ HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET /api/ HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        b"GET /api/ HTTP/1.1\nHost: a\n\n",
        b"GET /api/ HTTP/9.9\r\nHost: a\r\n\r\n",
        b"GET http://[::1 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET //evil.example/%2f.. HTTP/1.1\r\nHost: a\r\n\r\n",
        b"\x00\x01\x02\r\n\r\n",
    ],
)
def test_a_broken_request_breaks_nothing(api: Api, request_: bytes) -> None:
    answer = spoken(api, request_)
    assert not answer.startswith((b"HTTP/1.0 5", b"HTTP/1.1 5"))
    assert b"Location: //evil" not in answer
    assert api.items(limit=1).status == 200


@pytest.mark.parametrize("size", [10, 2_000_000])
@pytest.mark.parametrize("chunked", [False, True])
def test_nothing_can_be_sent(api: Api, size: int, chunked: bool) -> None:
    connection = http.client.HTTPConnection(urlsplit(api.root).netloc, timeout=30)
    try:
        body = iter([b"x" * size]) if chunked else b"x" * size
        connection.request("POST", f"/api{ITEMS}", body=body, encode_chunked=chunked)
        assert connection.getresponse().status in (400, 405, 411, 413)
    except (BrokenPipeError, ConnectionResetError):
        pass  # hung up on while still sending: nothing was taken
    finally:
        connection.close()


def test_an_address_without_end_is_refused(api: Api) -> None:
    answer = api.items(title="x" * 50_000)
    assert answer.status in (400, 414, 431)
    assert json.loads(answer.body)["status"] == answer.status if answer.media.endswith("json") else True
