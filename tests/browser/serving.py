"""Serves an edition on a free port of this machine for as long as a test needs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

from flask import Flask
from waitress.server import create_server

from tests.browser.world import Ground
from timeline.edition import publish
from timeline.model import Chronology
from timeline.store import Store
from timeline.web import create_app


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address at which ``app`` answers, several requests at a time, as browsers make them."""
    # Not Flask's own server: werkzeug 3.1 leaves a file open whose reader went away, and warnings are errors here.
    server = create_server(app, host="127.0.0.1", port=0, threads=8)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()
        thread.join(timeout=10)


def application(chronologies: Iterable[Chronology], folder: Path) -> Flask:
    """The web application with an edition of these chronologies."""
    with Store.open(folder / "store.sqlite") as store:
        for chronology in chronologies:
            store.save(chronology, Ground())
        publish(store, folder / "editions", Ground())
    return create_app(SimpleNamespace(editions=folder / "editions"))  # type: ignore[arg-type]
