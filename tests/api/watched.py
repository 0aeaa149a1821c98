"""`python -m tests.api.watched FOLDER LOG` serves what is published in the folder, and writes each query for features.

In a process of its own: GDAL keeps Python's lock while it waits for an answer.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

from timeline.web import create_app
from tools.serving import serving

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A served API, and where it writes the query of each request for features."""

    root: str
    log: Path

    @property
    def queries(self) -> list[dict[str, list[str]]]:
        """What has been asked, in order."""
        return [parse_qs(line) for line in self.log.read_text(encoding="utf-8").splitlines()]

    def asked(self, name: str) -> set[str]:
        """Which values of a parameter have been asked for."""
        return {value for query in self.queries for value in query.get(name, ())}

    @property
    def boxes(self) -> set[tuple[float, ...]]:
        """Which boxes have been asked for."""
        return {tuple(map(float, box.split(","))) for box in self.asked("bbox")}


@contextmanager
def watching(folder: Path) -> Iterator[Watched]:
    """The API of what is published in the folder, served by another process."""
    log = folder / "log"
    log.touch()
    command = [sys.executable, "-m", "tests.api.watched", str(folder), str(log)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield Watched(root=process.stdout.readline().strip(), log=log)
        finally:
            process.terminate()


def main(folder: Path, log: Path) -> None:
    app = create_app(SimpleNamespace(editions=folder / "editions"))  # type: ignore[arg-type]
    inner = app.wsgi_app

    def writing(environ: Any, start_response: Any) -> Any:
        if environ["PATH_INFO"].endswith("/items"):
            with log.open("a", encoding="utf-8") as file:
                file.write(environ["QUERY_STRING"] + "\n")
        return inner(environ, start_response)

    app.wsgi_app = writing  # type: ignore[method-assign]
    with serving(app) as address:
        sys.stdout.write(f"{address}/api\n")
        sys.stdout.flush()
        signal.sigwait({signal.SIGTERM})


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})  # before there are threads: all of them wait alike
    main(Path(sys.argv[1]), Path(sys.argv[2]))
