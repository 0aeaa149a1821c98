"""`python -m tests.api.watched FOLDER LOG` serves what is published in the folder, and writes each query for features.

In a process of its own: GDAL keeps Python's lock while it waits for an answer.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from timeline.web import create_app
from tools.serving import serving


def main(folder: Path, log: Path) -> None:
    app = create_app(SimpleNamespace(editions=folder / "editions"))  # type: ignore[arg-type]
    inner = app.wsgi_app

    def watching(environ: Any, start_response: Any) -> Any:
        if environ["PATH_INFO"].endswith("/items"):
            with log.open("a", encoding="utf-8") as file:
                file.write(environ["QUERY_STRING"] + "\n")
        return inner(environ, start_response)

    app.wsgi_app = watching  # type: ignore[method-assign]
    with serving(app) as address:
        sys.stdout.write(f"{address}/api\n")
        sys.stdout.flush()
        signal.sigwait({signal.SIGTERM})


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})  # before there are threads: all of them wait alike
    main(Path(sys.argv[1]), Path(sys.argv[2]))
