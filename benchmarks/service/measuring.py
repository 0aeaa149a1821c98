"""What does each server do with each case, and at which cost?"""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from benchmarks.load import Load, ServerFailed, ask, cpu_ms, memory_mb
from benchmarks.service.asking import PACKED, PAGE, fetch
from benchmarks.service.peers import Running

CASES = {
    "page": "page of 1,000",
    "packed": "page of 1,000, gzipped",
    "box": "box + time + count, 100",
    "one": "one event",
    "export": "whole export",
}
PIECE = 1 << 20
ENOUGH, PATIENT_S = 16, 15  # requests: twice as many as connections; else it is asked for longer
#: Stands once in each feature, whoever writes it.
MARK = b'"happening"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A whole download: seconds until its first byte and its last, bytes, features, milliseconds of processor time."""

    first: float
    seconds: float
    size: int
    features: int
    cpu_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of one server: what came of the load in each case, bytes of a packed page, the download, its most megabytes."""

    loads: Mapping[str, Load]
    packed: int
    export: Export
    memory: float


def measure(
    server: Running, asked: Mapping[str, Sequence[str]], export: str, count: int, seconds: float, times: int
) -> Figures:
    """Load for so many seconds in each case, then the download so many times, of which the fastest counts.

    Raises ServerFailed where requests are in vain, or a download has not all ``count`` events.
    """
    loads = {case: _loaded(server, paths, seconds, PACKED if case == "packed" else {}) for case, paths in asked.items()}
    memory = memory_mb(server.processes)
    exports = [download(server, export) for _ in range(times)]
    if any(each.features != count for each in exports):
        raise ServerFailed(f"{server.name}: {[each.features for each in exports]} of {count} events in a download")
    return Figures(
        loads=loads,
        packed=_packed(server, asked["packed"][0]),
        export=min(exports, key=lambda each: each.seconds),
        memory=max(memory, memory_mb(server.processes)),
    )


def _packed(server: Running, path: str) -> int:
    """How many bytes a page has that is sent gzipped; raises ServerFailed where it is not, or is not a whole page."""
    packed = fetch(server.port, path, PACKED)
    try:
        features = gzip.decompress(packed).count(MARK)
    except gzip.BadGzipFile as error:
        raise ServerFailed(f"{server.name}: {path} is not gzipped for those who ask for that") from error
    if features != PAGE:
        raise ServerFailed(f"{server.name}: {features} of {PAGE} events in {path}")
    return len(packed)


def _loaded(server: Running, paths: Sequence[str], seconds: float, headers: Mapping[str, str]) -> Load:
    """The load, longer where no answer comes in time; raises ServerFailed."""
    lines = [f"{name}: {value}" for name, value in headers.items()]
    load = ask(server.port, paths, seconds, server.processes, headers=lines)
    if load.requests < ENOUGH:
        load = ask(server.port, paths, max(PATIENT_S, 4 * seconds), server.processes, headers=lines)
    if load.failed or not load.requests:
        raise ServerFailed(f"{server.name}: {load.failed} of {load.requests} requests in vain ({paths[0]})")
    return load


def download(server: Running, path: str) -> Export:
    """Read all of an answer, counting its features."""
    before, began = cpu_ms(server.processes), time.monotonic()
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=600)) as way:
        way.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\n\r\n".encode())
        first, size, features, kept = 0.0, 0, 0, b""
        while piece := way.recv(PIECE):
            first = first or time.monotonic() - began
            size += len(piece)
            kept = kept[-len(MARK) + 1 :] + piece
            features += kept.count(MARK)
    seconds = time.monotonic() - began
    return Export(first=first, seconds=seconds, size=size, features=features, cpu_ms=cpu_ms(server.processes) - before)
