"""Which WSGI server answers best? ``python -m benchmarks.servers [--seconds N]`` prints the table of docs/deploy.md.

Each serves the same smallest application (plain.py) with two processes where it can, in the same run: what a request
costs of the processors, how it fares with connections that never finish their headers, whether it lets requests in
flight finish when it is told to end, and the memory of all its processes. The servers are installed into
``build/bench-servers``; Debian's ``wrk`` asks.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.request import urlopen

from benchmarks import commanding
from benchmarks.load import ask, free_port, memory_mb, running
from benchmarks.plain import BODIES, app
from timeline.config import Settings
from timeline.workers import Server, answered, bound

ROOT = Path(__file__).parents[1]
MADE = ROOT / "build" / "bench-servers"
PACKAGES = ("granian", "gunicorn[gevent]", "waitress")
APP = "benchmarks.plain:app"
SLOW, IN_FLIGHT = (20, 400, 4_000), 8  # connections that never finish their headers; requests when it must end


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A server, the words that start it (``{port}`` stands for the port), its package and licence."""

    name: str
    command: tuple[str, ...]
    package: str
    licence: str


CONTENDERS = (
    Contender(name="granian, as used here", package="granian", licence="BSD",
              command=(sys.executable, "-m", "benchmarks.servers", commanding.SERVE, "{port}")),
    Contender(name="granian, its own command", package="granian", licence="BSD",
              command=("granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "8",
                       "--port", "{port}", "--no-ws", APP)),
    Contender(name="gunicorn, gevent", package="gunicorn", licence="MIT",
              command=("gunicorn", "-k", "gevent", "-w", "2", "-b", "127.0.0.1:{port}", APP)),
    Contender(name="gunicorn, gthread 2 x 8", package="gunicorn", licence="MIT",
              command=("gunicorn", "-k", "gthread", "-w", "2", "--threads", "8", "-b", "127.0.0.1:{port}", APP)),
    Contender(name="waitress, 1 x 8", package="waitress", licence="ZPL",
              command=("waitress-serve", "--threads", "8", "--asyncore-use-poll", "--connection-limit", "10000",
                       "--listen", "127.0.0.1:{port}", APP)),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was measured of one server; ``waits`` are the longest of some requests (ms) beside slow connections."""

    name: str
    version: str
    licence: str
    small: float
    large: float
    waits: tuple[float | None, ...]
    finished: int
    memory: float

    def __str__(self) -> str:
        waits = " | ".join("blind" if wait is None else f"{wait:.0f}" for wait in self.waits)
        return (
            f"| {self.name} | {self.version} | {self.licence} | {self.small:.3f} | {self.large:.3f} | {waits} "
            f"| {self.finished} of {IN_FLIGHT} | {self.memory:.0f} |"
        )


def installed() -> Path:
    """The folder of the servers' programs, made when it is not there."""
    programs = MADE / "venv" / "bin"
    if not (MADE / "done").exists():
        venv.create(MADE / "venv", with_pip=True, clear=True)
        pip = (programs / "python", "-m", "pip", "--disable-pip-version-check", "--quiet", "install", *PACKAGES)
        subprocess.run(pip, check=True)
        (MADE / "done").touch()
    return programs


def measure(contender: Contender, programs: Path, seconds: float) -> Row:
    """All figures of one server; raises ServerFailed, ToolMissing."""
    port = free_port()
    command = [word.format(port=port) for word in contender.command]
    if not Path(command[0]).is_absolute():
        command[0] = str(programs / command[0])
    environ = {"PYTHONPATH": str(ROOT)}
    with running(command, port, log=MADE / "log", environ=environ) as server:
        small, large = (ask(port, [path], seconds, [server]).cpu_ms for path in ("/small", "/large"))
        waits = tuple(waited(port, count) for count in SLOW)
        memory = memory_mb([server])
        finished = ended_gracefully(port, server)
    version = subprocess.run(
        [programs / "python", "-c", f"import importlib.metadata as m; print(m.version({contender.package!r}))"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    return Row(name=contender.name, version=version, licence=contender.licence, small=small, large=large, waits=waits,
               finished=finished, memory=memory)  # fmt: skip


def waited(port: int, count: int) -> float | None:
    """Milliseconds that the slowest of ten requests took beside so many unfinished ones; None where one was in vain."""
    with ExitStack() as kept:
        with suppress(OSError):
            for _ in range(count):
                way = kept.enter_context(socket.create_connection(("127.0.0.1", port), timeout=2))
                way.sendall(b"GET / HTTP/1.1\r\nHost: slow\r\nX-")
        took = []
        for _ in range(10):
            began = time.monotonic()
            try:
                with urlopen(f"http://127.0.0.1:{port}/small", timeout=3) as answer:
                    answer.read()
            except OSError:
                return None
            took.append(1000 * (time.monotonic() - began))
        return max(took)


def ended_gracefully(port: int, server: int) -> int:
    """How many of the requests in flight come back whole when the server is told to end."""
    with ThreadPoolExecutor(IN_FLIGHT) as pool:
        asked = [pool.submit(_whole, port) for _ in range(IN_FLIGHT)]
        time.sleep(0.5)
        os.kill(server, signal.SIGTERM)
        return sum(each.result() for each in asked)


def _whole(port: int) -> bool:
    with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/slow", timeout=20) as answer:
        return bool(answer.read() == BODIES["/slow"])
    return False


def ours(port: int) -> None:
    """Serve the smallest application as ``dateline serve`` serves its own."""
    listening = bound(Settings(db=MADE / "none", editions=MADE / "none", port=port))
    Server([listening], 2, lambda: None, access_log=False).serve(
        target_loader=lambda: partial(answered, app, {}), wrap_loader=False
    )


def rows(programs: Path, seconds: float) -> Iterator[str]:
    """The lines of the table."""
    slow = " | ".join(f"ms beside {count:,} slow" for count in SLOW)
    yield f"| server | version | licence | CPU-ms, 300 B | CPU-ms, 640 kB | {slow} | finished at SIGTERM | MB |"
    yield "|---" * (7 + len(SLOW)) + "|"
    for contender in CONTENDERS:
        yield str(measure(contender, programs, seconds))


def table(options: argparse.Namespace) -> None:
    """Print the table."""
    for line in rows(installed(), options.seconds):
        print(line, flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; 1 where a program is missing or a server does not answer."""
    options = commanding.parser(__doc__)
    options.add_argument("--seconds", type=float, default=3.0, help="of load for each figure")
    return commanding.run(options, ours, table, argv)


if __name__ == "__main__":
    sys.exit(main())
