"""How is a file or a text sent? Packed as its reader takes it, in the part asked for, not at all where it is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import orjson
from flask import Request, Response, current_app, send_file

from timeline.packing import PACKINGS
from timeline.web.headers import protect

WORTH_PACKING = 1_000  # bytes
AGAIN_S = 30
ONE_PART = re.compile(r"bytes=(\d+-\d*|-\d+)", re.ASCII)
READABLE = "ETag, Content-Range, Accept-Ranges"  # by scripts of other origins, which read large files by ranges


def taken(request: Request, offered: Iterable[str]) -> str | None:
    """Of the packings offered the one that the reader likes best, of several the first; None for none.

    A part that is asked for is one of the file as it is: readers of ranges know what lies where in it.
    """
    if "Range" in request.headers:
        return None
    liked = {name: request.accept_encodings[name] for name in offered}
    best = max(liked, key=lambda name: liked[name], default=None)
    return best if best is not None and liked[best] > 0 and liked[best] >= _plain(request) else None


def send(request: Request, path: Path, media: str, tag: str, packed: Mapping[str, Path]) -> Response:
    """The file, or the one in which it stands packed; ``tag`` names its content. Raises FileNotFoundError."""
    if not ONE_PART.fullmatch(request.headers.get("Range", "")):
        # RFC 9110, 14.2: a server may leave out of account which parts are asked for, and must where it does not know
        # their unit; werkzeug 3.1 says 416 then.
        request.environ.pop("HTTP_RANGE", None)
    packing = taken(request, packed)
    response = send_file(
        path if packing is None else packed[packing],
        mimetype=media,
        conditional=True,
        etag=tag if packing is None else f"{tag}-{packing}",
    )
    return _finished(response, packing, varies=bool(packed))


def send_text(request: Request, data: bytes, media: str, tag: str) -> Response:
    """Data made for this request, packed now."""
    packing = taken(request, PACKINGS) if len(data) >= WORTH_PACKING else None
    body = data if packing is None else b"".join(PACKINGS[packing].packed([data], quick=True))
    response = current_app.response_class(body, mimetype=media)
    response.set_etag(tag if packing is None else f"{tag}-{packing}")
    response.make_conditional(request, accept_ranges=packing is None, complete_length=len(body))
    return _finished(response, packing, varies=True)


def send_pieces(request: Request, pieces: Iterator[bytes], media: str, tag: str) -> Response:
    """What is too much for memory, as it is put together; nobody knows its length before."""
    packing = taken(request, PACKINGS)
    body = pieces if packing is None else PACKINGS[packing].packed(pieces, quick=True)
    response = current_app.response_class(body, mimetype=media)
    response.set_etag(tag if packing is None else f"{tag}-{packing}")
    response.make_conditional(request)
    return _finished(response, packing, varies=True)


def unfinished(name: str) -> Response:
    """That a file is still being made (RFC 9457), and when to ask again."""
    told = {"type": "about:blank", "title": "Not available yet", "status": 503}
    body = orjson.dumps(told | {"detail": f"{name} is still being made. Ask again in {AGAIN_S} seconds."})
    response = current_app.response_class(body, 503, mimetype="application/problem+json")
    response.headers["Retry-After"] = str(AGAIN_S)
    response.headers["Cache-Control"] = "no-store"
    return protect(response, shared=True)


def _finished(response: Response, packing: str | None, *, varies: bool) -> Response:
    if packing is not None:
        response.headers["Content-Encoding"] = packing
    if varies:
        response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = "no-cache, no-transform"  # nobody packs it again: parts would not fit
    protect(response, shared=True)
    response.headers["Access-Control-Expose-Headers"] = READABLE
    return response


def _plain(request: Request) -> float:
    """How much the reader likes it as it is; unless it says so, less than anything it names."""
    named = dict(request.accept_encodings)
    return float(named.get("identity", 0))
