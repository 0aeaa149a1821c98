"""What does a server do under load, and what does that cost? ``wrk`` asks, and the system says what processes used.

Processor time is the figure to trust: a machine with much else to do changes it little. Linux only.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")
#: Asks for the paths of a file in turn and tells what came of it as one JSON object.
ASKING = """
local paths, at = {}, 0
for line in io.lines(os.getenv("ASKED_FOR")) do paths[#paths + 1] = line end
request = function() at = at % #paths + 1; return wrk.format("GET", paths[at]) end
done = function(all, latency)
  local bad = all.errors
  io.write(string.format('{"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "failed": %d}\\n', all.requests,
    all.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    bad.connect + bad.read + bad.write + bad.status + bad.timeout))
end
"""


class ToolMissing(Exception):
    """A program that a measurement needs is not installed; the message names the remedy."""


class ServerFailed(Exception):
    """A server under measure does not answer, so its figures mean nothing; the message has its own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What came of asking: requests answered in so many seconds, milliseconds that half and 99 of 100 took, failures.

    ``cpu_ms`` is what the server's processes had of the processors for each request.
    """

    requests: int
    seconds: float
    p50: float
    p99: float
    failed: int
    cpu_ms: float = float("nan")

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


def tool(name: str, package: str) -> str:
    """Where a program is; raises ToolMissing."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        raise ToolMissing(f"{name} is not installed: apt-get install {package}")
    return found


def ask(
    port: int,
    paths: Sequence[str],
    seconds: float,
    trees: Sequence[int],
    connections: int = 8,
    headers: Sequence[str] = (),
) -> Load:
    """Ask for the paths in turn, as fast as answers come; ``trees`` are the processes that answer, with their children.

    ``headers`` are lines such as "Accept: text/html". Raises ToolMissing.
    """
    with tempfile.TemporaryDirectory() as folder:
        script, asked = Path(folder, "asking.lua"), Path(folder, "paths")
        script.write_text(ASKING, encoding="utf-8")
        asked.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
        command = [tool("wrk", "wrk"), "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "60s"]
        command += (word for header in headers for word in ("-H", header))
        before = cpu_ms(trees)
        ended = subprocess.run(
            [*command, "-s", script, f"http://127.0.0.1:{port}"],
            env={**os.environ, "ASKED_FOR": str(asked)}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        used = cpu_ms(trees) - before
    told = json.loads(ended.stdout.splitlines()[-1])
    return Load(**told, cpu_ms=used / told["requests"] if told["requests"] else float("nan"))


def tree(root: int) -> set[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                children.setdefault(int(_stat(int(folder.name))[1]), []).append(int(folder.name))
    found, left = set[int](), [root]
    while left:
        found.add(left[-1])
        left += children.get(left.pop(), [])
    return found


def cpu_ms(roots: Sequence[int]) -> float:
    """Milliseconds of processor time that processes and their children had, those that have ended too."""
    total = 0
    for process in set[int]().union(*map(tree, roots)):
        with suppress(OSError):
            total += sum(map(int, _stat(process)[11:15]))
    return total * TICK_MS


def memory_mb(roots: Sequence[int]) -> float:
    """Megabytes that processes and their children keep, what several share counted once (PSS)."""
    kilobytes = 0
    for process in set[int]().union(*map(tree, roots)):
        with suppress(OSError):
            lines = (PROC / str(process) / "smaps_rollup").read_text(encoding="ascii").splitlines()
            kilobytes += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1000


def _stat(process: int) -> list[str]:
    """State, parent, ... of a process: what /proc/PID/stat has after the name, which may hold anything."""
    return (PROC / str(process) / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    command: Sequence[str | Path],
    port: int,
    *,
    log: Path,
    path: str = "/",
    patience: float = 60.0,
    environ: dict[str, str] | None = None,
) -> Iterator[int]:
    """The process of a server that answers at ``path`` on ``port``; it is ended afterwards. Raises ServerFailed."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ, **(environ or {})})
    try:
        until = time.monotonic() + patience
        while not answers(port, path):
            if process.poll() is not None or time.monotonic() > until:
                raise ServerFailed(f"{command[0]}: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
            time.sleep(0.1)
        yield process.pid
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Let a process end, by force after a while."""
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=20)


def answers(port: int, path: str = "/") -> bool:
    """Whether what is there answers well."""
    way = HTTPConnection("127.0.0.1", port, timeout=30)
    with closing(way), suppress(OSError, HTTPException):
        way.request("GET", path)
        answer = way.getresponse()
        answer.read()
        return answer.status == 200
    return False
