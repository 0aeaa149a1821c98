"""Serves an edition on a free port of this machine for as long as a test needs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.browser.world import Ground
from timeline.edition import publish
from timeline.model import Chronology
from timeline.store import Store
from timeline.web import create_app


class Quiet(WSGIRequestHandler):
    """Answers without a line for each request."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address at which ``app`` answers; several requests at a time, as a browser makes them."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def application(chronologies: Iterable[Chronology], folder: Path) -> Flask:
    """The web application with an edition of these chronologies."""
    with Store.open(folder / "store.sqlite") as store:
        for chronology in chronologies:
            store.save(chronology, Ground())
        publish(store, folder / "editions", Ground())
    return create_app(SimpleNamespace(editions=folder / "editions"))  # type: ignore[arg-type]
