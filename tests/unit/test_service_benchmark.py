"""The measurement of the analysts' service: that it asks all servers the same, and does not find alike what differs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from benchmarks.load import Load
from benchmarks.service import comparing, measuring, table
from benchmarks.service.asking import NGINX, OURS, PYGEOAPI, TIPG, Dialect, Question, dialects, paths
from benchmarks.service.comparing import BEGUN, UNEXPLAINED, Compared, Truth
from benchmarks.service.measuring import Export, Figures
from benchmarks.service.peers import Running
from benchmarks.service.table import Target

QUESTION = Question(west=10, south=50.5, east=12, north=52, first=date(2022, 3, 1), last=date(2022, 3, 31))


def test_every_server_is_asked_the_same() -> None:
    ways = dialects(1_000)
    assert set(ways) == {OURS, PYGEOAPI, TIPG}
    asked = {name: paths(way, [QUESTION], ["a"]) for name, way in ways.items()}
    for case in ("page", "packed", "box"):
        queries = [parse_qs(urlsplit(each[case][0]).query) for each in asked.values()]
        for query in queries:
            query.pop("f", None)
        assert queries[0] == queries[1] == queries[2]
    assert all(urlsplit(each["one"][0]).path.endswith("/items/a") for each in asked.values())


def test_a_hit_that_differs_is_counted_by_its_reason_and_one_without_a_reason_stands_out() -> None:
    truth = Truth(exact=frozenset({"a", "b", "c"}), reasons={"b": BEGUN})
    found = Compared()
    found.add(2, frozenset({"a", "d"}), truth)
    assert found.differences == {BEGUN: 1, UNEXPLAINED: 2}
    assert (found.questions, found.hits, found.wrong_counts) == (1, 2, 0)
    found.add(5, frozenset({"a", "b", "c"}), truth)
    assert found.wrong_counts == 1
    told = "\n".join(comparing.lines({OURS: found}))
    assert "3 differ, 1 wrong numberMatched" in told
    assert UNEXPLAINED in told


def figures(rate: float, cpu: float, seconds: float) -> Figures:
    load = Load(requests=int(rate), seconds=1.0, p50=1.0, p99=2.0, failed=0, cpu_ms=cpu)
    export = Export(first=0.005, seconds=seconds, size=10, features=1, cpu_ms=cpu)
    return Figures(loads=dict.fromkeys(("page", "packed", "box", "one"), load), packed=9, export=export, memory=1.0)


def test_ratios_say_how_many_times_better_dateline_is() -> None:
    measured = {OURS: figures(3_000, 0.5, 0.1), NGINX: figures(6_000, 0.1, 0.2), PYGEOAPI: figures(15, 50, 10)}
    assert table.by_time(measured, PYGEOAPI, "page") == 200
    assert table.by_cpu(measured, PYGEOAPI, "page") == 100
    assert math.isclose(table.by_time(measured, PYGEOAPI, "export"), 100)
    assert table.by_time(measured, NGINX, "page") == 0.5
    told = [str(target) for target in table.targets(measured)]
    assert all(line.startswith("reached") for line in told)
    slower = measured | {OURS: figures(100, 0.5, 30)}
    assert all(str(target).startswith("MISSED") for target in table.targets(slower) if "first byte" not in target.words)
    assert "".join(table.rows(measured)).count("Dateline") == 6


@pytest.mark.parametrize(
    ("figure", "at_least", "kept"), [(9, False, True), (11, False, False), (9, True, False), (11, True, True)]
)
def test_a_target_is_reached_on_its_own_side_of_the_bound(figure: float, at_least: bool, kept: bool) -> None:
    said = str(Target(words="x", figure=figure, bound=10, unit="ms", at_least=at_least))
    assert said.startswith("reached") == kept
    assert not str(Target(words="x", figure=math.nan, bound=10, unit="ms", at_least=at_least)).startswith("reached")


@contextmanager
def sending(pieces: list[bytes]) -> Iterator[int]:
    """The port of a server that sends these pieces, whatever it is asked."""

    class Handler(StreamRequestHandler):
        def handle(self) -> None:
            self.rfile.readline()
            for piece in pieces:
                self.wfile.write(piece)
                self.wfile.flush()

    with ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join(timeout=10)


def test_features_of_a_download_are_counted_across_the_pieces_it_comes_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "PIECE", 7)
    body = b"HTTP/1.1 200 OK\r\n\r\n" + b'{"happening":"a"},{"happening":"b"}'
    with sending([body]) as port:
        got = measuring.download(Running(name="x", port=port, processes=()), "/")
    assert (got.features, got.size) == (2, len(body))
    assert 0 < got.first <= got.seconds


def test_a_dialect_has_a_page_a_box_and_one() -> None:
    way = Dialect(items="/items", form="&f=json", export="/all")
    assert way.page() == "/items?limit=1000&f=json"
    assert way.one("a") == "/items/a?f=json"
    box = "bbox=10,50.5,12,52&datetime=2022-03-01T00:00:00Z/2022-03-31T23:59:59Z"
    assert way.some(QUESTION) == f"/items?{box}&limit=100&f=json"
