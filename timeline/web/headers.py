"""What every answer says about itself: what the browser may do with it, how long it keeps, and how it is packed."""

from __future__ import annotations

import gzip
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import Request, Response

from timeline.packing import PACKINGS

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

    from werkzeug.datastructures import Headers

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the sheets have small pictures in them
    "font-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",  # no string becomes markup or script but by one of two policies:
    "trusted-types": "default dateline",  # Leaflet's constants (trust.js), and our own rows (rows.js)
}
FOREVER = "public, max-age=31536000, immutable"
PACKED = {
    "text/html", "text/css", "text/csv", "text/javascript", "application/json", "application/geo+json",
    "application/problem+json", "application/json+oembed", "image/svg+xml",
    "application/vnd.mapbox-vector-tile",
}  # fmt: skip
WORTH_PACKING = 1_000  # bytes
WORTH_KEEPING = 1_000_000  # bytes, at most


class Finished(Response):
    """An answer that is sent as it is: all its headers are there, and it is packed or not worth it."""

    def get_wsgi_headers(self, environ: WSGIEnvironment) -> Headers:  # noqa: ARG002 - werkzeug gives it
        """Its headers, not looked through for what werkzeug may mend."""
        return self.headers


def policy(*, frameable: bool = False) -> str:
    """The Content-Security-Policy; only a frameable page may stand in a frame on another site."""
    rules = POLICY | ({"frame-ancestors": "*"} if frameable else {})
    return "; ".join(f"{rule} {value}" for rule, value in rules.items())


def protect(response: Response, *, frameable: bool = False, shared: bool = False) -> Response:
    """The answer with the headers that keep a reader safe and private.

    ``shared`` is for files that a page in a sandboxed frame must fetch: its origin is "null", so any may read them.
    """
    head = response.headers
    head["Content-Security-Policy"] = policy(frameable=frameable)
    head["X-Content-Type-Options"] = "nosniff"
    head["Referrer-Policy"] = "no-referrer"
    head["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
    head["Cross-Origin-Opener-Policy"] = "same-origin"
    head["Cross-Origin-Resource-Policy"] = "cross-origin" if shared or frameable else "same-origin"
    if shared:
        head["Access-Control-Allow-Origin"] = "*"
        head["Access-Control-Expose-Headers"] = "ETag"
    if not frameable:
        head["X-Frame-Options"] = "DENY"
    return response


def pack(response: Response, request: Request) -> Response:
    """The answer gzipped where the reader takes that; nothing secret is in any answer, so its length tells nothing."""
    if response.mimetype not in PACKED or "Content-Encoding" in response.headers or response.cache_control.no_transform:
        return response
    response.vary.add("Accept-Encoding")
    whole = response.status_code == 200 and request.method == "GET" and "Content-Range" not in response.headers
    if not (whole and request.accept_encodings["gzip"] and (response.content_length or 0) >= WORTH_PACKING):
        return response
    response.direct_passthrough = False
    data = response.get_data()
    response.set_data(_packed_lately(data) if len(data) <= WORTH_KEEPING else _packed_at_once(data))
    response.headers["Content-Encoding"] = "gzip"
    response.headers.pop("Accept-Ranges", None)
    return response


@lru_cache(maxsize=32)
def _packed_lately(data: bytes) -> bytes:
    """Scripts, sheets, the pages that most readers open: the same bytes again and again."""
    return gzip.compress(data, compresslevel=5, mtime=0)


def _packed_at_once(data: bytes) -> bytes:
    return b"".join(PACKINGS["gzip"].packed([data], quick=True))
