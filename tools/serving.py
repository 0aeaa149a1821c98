"""Serves an application on a free port of this machine, for as long as a test or a measurement needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from flask import Flask
from waitress.server import create_server
from waitress.wasyncore import close_all


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address at which ``app`` answers, several requests at a time, as browsers make them."""
    # Not Flask's own server: werkzeug 3.1 leaves a file open whose reader went away, and warnings are errors in tests.
    sockets: dict[int, object] = {}
    server = create_server(app, map=sockets, host="127.0.0.1", port=0, threads=8)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown()  # a thread that still answered would write to what is closed
        # Its thread ends when it has no sockets; closed before, one may be what it is just about to wait for.
        left = sockets.copy()
        server.trigger.pull_trigger(sockets.clear)
        thread.join(timeout=10)
        close_all(left)
