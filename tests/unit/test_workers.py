"""Which processes answer readers, how they begin and end, and what is written of a request."""

from __future__ import annotations

import io
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from werkzeug.test import create_environ
from werkzeug.wsgi import ClosingIterator, get_current_url

from tests import chronologies as hand
from timeline.config import Settings
from timeline.edition import publish
from timeline.errors import ArgumentRefused, NotFound
from timeline.store import Store
from timeline.workers import AT_A_TIME, BLOCK, SHARED_OUT, Application, Blocks, answered, bound, seen_at

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="one worker and no such signals on this system")

#: Serves the editions in a folder, as `dateline serve` does, with views that a test needs besides.
PROGRAM = """
import os, sys, time
from pathlib import Path
from timeline import edition, workers
from timeline.config import Settings
from timeline.web import shelf

folder, count, logged = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "logged"
open_newest, create_app = shelf.open_newest, workers.create_app

def opened(directory):
    print("opened by", os.getpid(), flush=True)
    return open_newest(directory)

def made(settings):
    app = create_app(settings)
    app.add_url_rule("/pid", "pid", lambda: str(os.getpid()))
    app.add_url_rule("/slowly", "slowly", slowly)
    app.add_url_rule("/much", "much", lambda: (b"much" * 50_000 for _ in range(200)))
    return app

def slowly():
    (folder / f"begun-{os.getpid()}-{time.monotonic_ns()}").touch()
    time.sleep(1.0)
    return "done " * 200_000

shelf.open_newest, workers.create_app = opened, made
settings = Settings(db=folder / "store.sqlite", editions=folder / "editions", port=0)
bound = workers.bound(settings)
port = bound.getsockname()[1]
workers.answer(bound, settings, count, lambda: print("ready", os.getpid(), port, flush=True), access_log=logged)
print("ended", flush=True)
"""


class Running:
    """The program at work: what it has said so far, and its port."""

    def __init__(self, folder: Path, workers: int, *, logged: bool) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder), str(workers), "logged" if logged else ""],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=sys.platform != "win32",  # so that a test can press Ctrl-C as a terminal does
        )
        assert self.process.stdout is not None
        self.said: list[str] = []
        for line in self.process.stdout:
            self.said.append(line.strip())
            if line.startswith("ready"):
                break
        else:
            pytest.fail(self.process.communicate()[1])
        self.port = int(self.said[-1].split()[2])

    def get(self, path: str) -> str:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"User-Agent": "a reader"})
        with urllib.request.urlopen(request, timeout=30) as response:
            content: bytes = response.read()
            return content.decode()

    def end(self, how: int = signal.SIGTERM) -> tuple[str, str]:
        """What it still said, on its two streams, after it was told to end and has ended well."""
        self.process.send_signal(how)
        out, err = self.process.communicate(timeout=60)
        assert self.process.returncode == 0
        return out, err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "store.sqlite") as store:
        store.save(hand.chronology())
        publish(store, tmp_path / "editions", hand.HandGazetteer())
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Iterator[Callable[..., Running]]:
    started: list[Running] = []

    def running(workers: int = 1, *, logged: bool = False) -> Running:
        started.append(Running(folder, workers, logged=logged))
        return started[-1]

    yield running
    for each in started:
        with suppress(ProcessLookupError):
            each.process.kill()
        each.process.communicate(timeout=60)


def soon(what: Callable[[], object]) -> None:
    """Waits until it is so."""
    until = time.monotonic() + 30
    while not what():
        assert time.monotonic() < until, "in vain"
        time.sleep(0.05)


@contextmanager
def connected(running: Running, count: int) -> Iterator[list[socket.socket]]:
    """So many connections at once."""
    with ExitStack() as open_ones:
        address = ("127.0.0.1", running.port)
        yield [open_ones.enter_context(socket.create_connection(address, timeout=30)) for _ in range(count)]


def logged(running: Running, count: int) -> list[str]:
    """So many lines of the access log: a line is written when its answer is out, which may be a little later."""
    assert running.process.stderr is not None
    watch = Timer(30, running.process.kill)  # then what it says ends
    watch.start()
    lines = (line.rstrip("\n") for line in running.process.stderr if "/healthz" not in line)
    found = list(islice(lines, count))
    watch.cancel()
    return found


def workers_of(running: Running) -> set[int]:
    """The processes that answer."""
    with ThreadPoolExecutor(8) as pool:
        return {int(pid) for pid in pool.map(lambda _: running.get("/pid"), range(64))}


def test_the_parent_answers_nobody_and_an_edition_is_checked_once(run) -> None:
    running = run(workers=2)
    parent = running.process.pid
    assert parent not in workers_of(running)
    running.get("/")
    out, _ = running.end()
    if sys.platform == "linux":
        assert [line for line in [*running.said, *out.splitlines()] if "opened" in line] == [f"opened by {parent}"]


@pytest.mark.skipif(sys.platform != "linux", reason="only there the system tells what a process has mapped")
def test_workers_share_the_edition_s_files_in_memory(run) -> None:
    running = run(workers=2)
    workers: set[int] = set()

    def both_have_mapped() -> bool:  # one may be quick and answer all of a few
        workers.update(workers_of(running))
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda _: running.get("/api/collections/events/items"), range(64)))
        mapped = [Path(f"/proc/{worker}/maps").read_text(encoding="utf-8") for worker in workers]
        return len(mapped) == 2 and all(
            "/layers/events.geojson" in each and "/layers/events.arrow" in each for each in mapped
        )

    soon(both_have_mapped)


@posix_only
@pytest.mark.parametrize("workers", [1, 2])
def test_a_worker_that_dies_is_replaced_and_readers_go_on(run, workers: int) -> None:
    running = run(workers)
    first = workers_of(running)
    os.kill(min(first), signal.SIGKILL)
    soon(lambda: workers_of(running) - first)
    _, err = running.end()
    assert err.splitlines() == [err.strip()]  # one line
    assert err.startswith("dateline: Unexpected exit from worker-")


@posix_only
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_requests_in_flight_finish_whole_when_the_process_is_told_to_end(run, folder: Path, how: int) -> None:
    running = run(workers=2)
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(running.get, "/slowly") for _ in range(8)]
        soon(lambda: len(list(folder.glob("begun-*"))) == 8)
        out, err = running.end(how)
        assert [each.result() for each in asked] == ["done " * 200_000] * 8
    assert (out.splitlines()[-1], err) == ("ended", "")
    with pytest.raises(OSError, match="refused"):
        running.get("/pid")


@posix_only
def test_ctrl_c_in_a_terminal_reaches_every_process_and_ends_them_quietly(run) -> None:
    running = run(workers=2)
    os.killpg(running.process.pid, signal.SIGINT)
    out, err = running.process.communicate(timeout=60)
    assert (running.process.returncode, out, err) == (0, "ended\n", "")


@posix_only
def test_workers_whose_parent_was_killed_end_and_leave_the_port_free(run) -> None:
    running = run(workers=2)
    running.process.kill()

    def free() -> bool:
        with suppress(OSError), socket.create_server(("127.0.0.1", running.port)):
            return True
        return False

    soon(free)


@posix_only
def test_connections_that_say_nothing_do_not_keep_others_waiting(run) -> None:
    running = run()
    with connected(running, 400) as silent:
        for each in silent:
            each.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX-")
        assert running.get("/pid")


def test_nothing_is_written_of_a_request(run) -> None:
    running = run()
    running.get("/?q=secret")
    out, err = running.end()
    assert (out.splitlines()[-1:], err) == (["ended"], "")
    assert "GET" not in out


def test_the_access_log_tells_what_was_asked_for_and_not_who_asked(run) -> None:
    running = run(logged=True)
    running.get("/pid?q=secret")
    with pytest.raises(OSError, match="404"):
        running.get("/%0aGET%20/forged%1b%5b2J")
    lines = logged(running, 2)
    running.end()
    assert [line.rsplit(" ", 2)[0] for line in lines] == ["GET /pid 200", r"GET /\nGET /forged\x1b[2J 404"]
    assert all(line.endswith(" ms") for line in lines)


@posix_only
def test_a_server_may_have_more_connections_than_a_shell_permits(run) -> None:
    import resource

    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, most), most))
    try:
        running = run()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (now, most))
    with connected(running, min(400, most - 200)):
        assert running.get("/pid")


def test_where_processes_start_afresh_each_makes_the_application_from_the_settings(folder: Path) -> None:
    settings = Settings(db=folder / "store.sqlite", editions=folder / "editions")
    given = Application(settings)
    made = given.make()
    assert given.make() is made
    other = pickle.loads(pickle.dumps(given))
    assert other.make() is not made


def test_where_nothing_was_published_nothing_is_served(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        Application(Settings(db=tmp_path / "a", editions=tmp_path / "b")).make()


def test_files_are_sent_in_large_pieces() -> None:
    pieces = list(Blocks(io.BytesIO(b"x" * (BLOCK + 1)), 8_192))
    assert [len(piece) for piece in pieces] == [BLOCK, 1]


@pytest.mark.parametrize(
    ("length", "whole"), [(2, True), (AT_A_TIME, True), (AT_A_TIME + 1, False), (None, False)], ids=str
)
def test_an_answer_is_handed_over_whole_unless_it_is_long_or_of_unknown_length(length: int | None, whole: bool) -> None:
    closed: list[bool] = []

    def app(_: Any, start_response: Any) -> Any:
        start_response("200 OK", [] if length is None else [("Content-Length", str(length))])
        return ClosingIterator(iter([b"a", b"b"]), lambda: closed.append(True))

    pieces = answered(app, {}, {}, lambda *_: None)
    assert isinstance(pieces, list) == whole == bool(closed)
    assert b"".join(pieces) == b"ab"


@posix_only
def test_slow_readers_of_much_do_not_keep_others_waiting(run) -> None:
    running = run()
    with connected(running, 40) as slow:
        for each in slow:
            each.sendall(b"GET /much HTTP/1.1\r\nHost: a\r\n\r\n")
            assert each.recv(1)
        assert running.get("/pid")


@pytest.mark.skipif(not SHARED_OUT, reason="there all workers take connections from one socket")
def test_connections_are_shared_out_among_the_workers(run) -> None:
    running = run(2)
    with connected(running, 40) as all_at_once:
        for each in all_at_once:
            each.sendall(b"GET /pid HTTP/1.1\r\nHost: a\r\n\r\n")
        told = [each.recv(65_536).rpartition(b"\r\n")[2] for each in all_at_once]
    assert len(set(told)) == 2
    assert min(Counter(told).values()) >= 4  # were it by chance for each, once in ten million times it would not


def test_an_address_is_not_shared_with_another_server(folder: Path) -> None:
    settings = Settings(db=folder / "store.sqlite", editions=folder / "editions", port=0)
    with bound(settings) as listening, pytest.raises(ArgumentRefused, match="cannot be served on"):
        bound(replace(settings, port=listening.getsockname()[1]))


def test_what_is_sent_in_two_pieces_does_not_wait_to_be_acknowledged(folder: Path) -> None:
    settings = Settings(db=folder / "store.sqlite", editions=folder / "editions", port=0)
    with bound(settings) as listening, socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("", "http://spoofed.example/"),
        ("https://maps.example.org", "https://maps.example.org/"),
        ("http://[::1]:8080", "http://[::1]:8080/"),
    ],
)
def test_the_address_that_readers_see_is_the_one_named_whatever_a_request_says(url: str, seen: str) -> None:
    def app(environ: Any, start_response: Any) -> Any:
        start_response("200 OK", [])
        return [get_current_url(environ).encode()]

    environ = create_environ("/", "http://spoofed.example")
    assert b"".join(answered(app, seen_at(url), environ, lambda *_: None)).decode() == seen
