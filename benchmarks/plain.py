"""The least that a web application can do, for ``benchmarks.servers``: it needs nothing, so any environment has it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

BODIES = {"/small": b"s" * 300, "/large": b"l" * 640_000, "/slow": b"w" * 200_000}


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
    """Answer as Flask does: with an iterator of one piece and its length."""
    if environ["PATH_INFO"] == "/slow":
        time.sleep(1.0)
    body = BODIES.get(environ["PATH_INFO"], b"well")
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return _pieces(body)


def _pieces(body: bytes) -> Iterator[bytes]:
    yield body
