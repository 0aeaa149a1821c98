"""How is an answer sent? With its media type, a tag that is good as long as the edition is, and for any origin.

Features go out by the thousand, so their headers are put together once and not looked at again on the way.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import version

import orjson
from flask import Request, Response
from werkzeug.datastructures import Headers

from timeline.blocks import PACKING
from timeline.packing import PACKINGS
from timeline.web.api.links import Link
from timeline.web.api.negotiation import GEOJSON
from timeline.web.api.systems import System
from timeline.web.headers import Finished, protect

OPENING, CLOSING = b'{"type":"FeatureCollection","numberMatched":', b"]}"
EXPOSED = "ETag, Content-Crs, Link"  # headers that scripts of other sites may read


class _Ready(Headers):
    """Headers that are known to be sound."""

    def __init__(self, ready: list[tuple[str, str]]) -> None:
        super().__init__()
        self._list = ready


def tag(edition: str) -> str:
    """The tag of all that is said of an edition at an address, weak: a page of features says when it was made."""
    return f'W/"{edition}-{_version()}"'


def document(value: object, media: str, edition: str, request: Request) -> Response:
    """A document as JSON; 304 without it where the client has it."""
    response = Response(orjson.dumps(value), content_type=media)
    response.headers.extend(_common())
    response.headers["ETag"] = tag(edition)
    response.make_conditional(request)
    return response


def features(
    body: bytes | Iterable[bytes], edition: str, system: System, request: Request, *, packed: bool = False
) -> Response:
    """Features as GeoJSON, saying in which system their coordinates are (OGC 18-058r1, 6.4).

    They are gzipped for those who take that; ``packed`` says that they already are.
    """
    head = [*_common(), ("ETag", tag(edition)), ("Content-Type", GEOJSON), ("Content-Crs", f"<{system.uri}>")]
    if not packed and takes_packed(request):
        pieces = PACKINGS[PACKING].packed([body] if isinstance(body, bytes) else body, quick=True)
        body, packed = b"".join(pieces) if isinstance(body, bytes) else pieces, True
    if packed:
        head.append(("Content-Encoding", PACKING))
    if isinstance(body, bytes):
        return Finished([body], headers=_Ready([*head, ("Content-Length", str(len(body)))]))
    return Finished(body, headers=_Ready(head))


def takes_packed(request: Request) -> bool:
    """Whether the client takes what is gzipped."""
    return PACKING in request.headers.get("Accept-Encoding", "") and request.accept_encodings[PACKING] > 0


def is_held(edition: str, request: Request) -> bool:
    """Whether the client has the answer of that edition already."""
    return "If-None-Match" in request.headers and request.if_none_match.contains_weak(tag(edition)[3:-1])


def held(edition: str) -> Response:
    """What is told to a client that has the answer."""
    return Finished(status=304, headers=_Ready([*_common(), ("ETag", tag(edition))]))


def collection(matched: int, returned: int, links: Sequence[Link]) -> bytes:
    """A FeatureCollection as far as its first feature; the time is now."""
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()).encode()
    return b'%s%d,"numberReturned":%d,"timeStamp":"%s","links":%s,"features":[' % (
        OPENING,
        matched,
        returned,
        now,
        orjson.dumps(links),
    )


def linked(feature: bytes, links: Sequence[Link]) -> bytes:
    """A feature with its links."""
    return b'%s,"links":%s}' % (feature[:-1], orjson.dumps(links))


@cache
def _common() -> tuple[tuple[str, str], ...]:
    """The headers of every answer."""
    given = protect(Response(), shared=True).headers
    given["Access-Control-Expose-Headers"] = EXPOSED
    given["Cache-Control"] = "no-cache"
    given["Vary"] = "Accept, Accept-Encoding"
    return tuple((name, value) for name, value in given if name not in ("Content-Type", "Content-Length"))


@cache
def _version() -> str:
    """Of the program: another one may say the same otherwise."""
    return version("dateline")
