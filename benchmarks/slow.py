"""How many slow connections does nginx hold before Dateline? ``python -m benchmarks.slow [--connections N]``.

Runs ``dateline serve``'s workers with an edition of synthetic events and nginx with docs/deploy/nginx.conf before them,
both on free ports of this machine. Then so many connections are kept open that send a byte of their request now and
then, half of them to the plain port and half to the secure one, and some readers take a large layer at a kilobyte a
second; meanwhile ``/healthz`` is asked for through nginx again and again. Milliseconds are those of the readers who are
not slow, each with a connection of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import shutil
import ssl
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import commanding, synthetic
from benchmarks.load import ServerFailed, free_port, memory_mb, running, tool
from geodata.gazetteer import open_gazetteer
from timeline.config import Settings
from timeline.edition import open_newest
from timeline.errors import NotFound
from timeline.workers import answer, bound
from tools.proxying import proxying, rendered

ROOT = Path(__file__).parents[1]
MADE = ROOT / "build" / "bench-slow"
EVENTS, WORKERS = 2_000, 2
ASKED = 200  # times
HEADS = {"beside": 28, "p50 ms": 9, "p99 ms": 9, "most ms": 9, "still open": 12, "nginx MB": 10, "Dateline MB": 13}
LARGE = "/layers/events.geojson"


@dataclass(slots=True, kw_only=True)
class Slow:
    """Connections that are kept: to the plain and the secure port, and readers; with those that nginx has ended."""

    plain: int
    secure: int
    open_ones: list[asyncio.StreamWriter] = field(default_factory=list)

    async def connect(self, count: int) -> None:
        """Open so many connections that have said the beginning of a request."""
        for number in range(count):
            _, way = await asyncio.open_connection("127.0.0.1", self.plain if number % 2 else self.secure)
            way.write(b"GET / HTTP/1.1\r\nHost: a\r\nX-" if number % 2 else b"\x16\x03\x01")  # as TLS begins
            self.open_ones.append(way)

    async def read(self, count: int) -> None:
        """Open so many connections that ask for a large layer."""
        for _ in range(count):
            reader, way = await asyncio.open_connection("127.0.0.1", self.secure, ssl=TRUSTING, limit=1_024)
            way.write(f"GET {LARGE} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            await reader.read(1_024)
            self.open_ones.append(way)

    def alive(self) -> int:
        """How many are still open."""
        return sum(not way.transport.is_closing() for way in self.open_ones)

    def close(self) -> None:
        """End all."""
        for way in self.open_ones:
            way.transport.abort()


def _trusting() -> ssl.SSLContext:
    """A client that takes any certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


TRUSTING = _trusting()


async def healthy(secure: int) -> list[float]:
    """Milliseconds that requests took one after another; raises ServerFailed where one is in vain."""
    took = []
    for _ in range(ASKED):
        began = time.monotonic()
        reader, way = await asyncio.open_connection("127.0.0.1", secure, ssl=TRUSTING)
        way.write(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        said = await asyncio.wait_for(reader.read(), timeout=30)
        took.append(1000 * (time.monotonic() - began))
        way.close()
        if not said.startswith(b"HTTP/1.1 200"):
            raise ServerFailed(f"/healthz: {said[:200]!r}")
        await asyncio.sleep(0.005)
    return sorted(took)


async def measure(slow: Slow, connections: int, readers: int, nginx: int, ours: int) -> None:
    """Print the table: alone, then beside the slow ones."""
    print("".join(f"{head:>{width}}" for head, width in HEADS.items()))
    show("nobody", await healthy(slow.secure), slow, nginx, ours)
    await slow.connect(connections)
    show(f"{connections:,} slow connections", await healthy(slow.secure), slow, nginx, ours)
    await slow.read(readers)
    show(f"and {readers:,} slow readers", await healthy(slow.secure), slow, nginx, ours)
    slow.close()


def show(beside: str, took: Sequence[float], slow: Slow, nginx: int, ours: int) -> None:
    """One line of the table."""
    half, most = took[len(took) // 2], took[len(took) * 99 // 100]
    memory = f"{memory_mb([nginx]):10.0f}{memory_mb([ours]):13.0f}"
    print(f"{beside:>28}{half:9.1f}{most:9.1f}{took[-1]:9.1f}{slow.alive():12,}{memory}", flush=True)


def serve(port: int) -> None:
    """What ``dateline serve`` does once an edition is published."""
    settings = Settings(db=MADE / "store.sqlite", editions=MADE / "editions", port=port)
    answer(bound(settings), settings, WORKERS, lambda: None)


def ready() -> None:
    """Publish the edition unless one is there, and see to it that this process may have enough files open."""
    try:
        open_newest(MADE / "editions")
    except NotFound:
        synthetic.edition(EVENTS, MADE, open_gazetteer())
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(now, most), most))


def beside(options: argparse.Namespace) -> None:
    """Run nginx before our workers, and print the table."""
    ready()
    program = tool("nginx", "nginx-light")
    upstream, slow = free_port(), Slow(plain=free_port(), secure=free_port())
    folder = MADE / "nginx"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with ExitStack() as at_work:
        command = (sys.executable, "-m", "benchmarks.slow", commanding.SERVE, str(upstream))
        ours = at_work.enter_context(running(command, upstream, path="/healthz", log=MADE / "log"))
        configuration = rendered(folder, slow.plain, slow.secure, upstream)
        nginx = at_work.enter_context(proxying(program, configuration, slow.secure))
        asyncio.run(measure(slow, options.connections, options.readers, nginx, ours))


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; 1 where a program is missing or a server does not answer."""
    options = commanding.parser(__doc__)
    options.add_argument("--connections", type=int, default=9_000, metavar="N")
    options.add_argument("--readers", type=int, default=200, metavar="N")
    return commanding.run(options, serve, beside, argv)


if __name__ == "__main__":
    sys.exit(main())
