"""How is an answer sent? With its media type, a tag that is good as long as the edition is, and for any origin."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from hashlib import blake2b

import orjson
from flask import Request, Response

from timeline.web.api.links import Link
from timeline.web.api.systems import System
from timeline.web.headers import protect

OPENING, CLOSING = b'{"type":"FeatureCollection","numberMatched":', b"]}"
EXPOSED = "ETag, Content-Crs, Link"  # headers that scripts of other sites may read


def tag(edition: str, request: Request) -> str:
    """A name for what a request is answered with: the edition's, its own address and the form that it accepts.

    Weak, for a page of features says when it was made.
    """
    asked = b"\0".join((request.path.encode("utf-8", "surrogatepass"), request.query_string))
    told = request.headers.get("Accept", "") if "f" not in request.args else ""
    return f"{edition}-{blake2b(asked + told.encode('utf-8', 'replace'), digest_size=8).hexdigest()}"


def answer(body: bytes | Iterable[bytes], media: str, etag: str, request: Request) -> Response:
    """The answer of 200; of 304 without a body where the client has it."""
    response = Response(body, mimetype=media) if ";" not in media else Response(body, content_type=media)
    return sent(response, etag, request)


def sent(response: Response, etag: str, request: Request) -> Response:
    """The response with what every answer of the API says about itself."""
    head = response.headers
    head["ETag"] = f'W/"{etag}"'
    head["Cache-Control"] = "no-cache"
    head["Vary"] = "Accept, Accept-Encoding"
    protect(response, shared=True)
    head["Access-Control-Expose-Headers"] = EXPOSED
    if "If-None-Match" in request.headers:
        response.make_conditional(request)
    return response


def is_held(etag: str, request: Request) -> bool:
    """Whether the client has the answer of that tag already."""
    return "If-None-Match" in request.headers and request.if_none_match.contains_weak(etag)


def json(value: object, media: str, etag: str, request: Request) -> Response:
    """A document as JSON."""
    return answer(orjson.dumps(value), media, etag, request)


def in_system(response: Response, system: System) -> Response:
    """The response, saying in which system its coordinates are (OGC 18-058r1, 6.4)."""
    response.headers["Content-Crs"] = f"<{system.uri}>"
    return response


def collection(matched: int, returned: int, links: Sequence[Link]) -> bytes:
    """A FeatureCollection as far as its first feature; the time is now."""
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return (
        b'{"type":"FeatureCollection","numberMatched":%d,"numberReturned":%d,"timeStamp":"%s","links":%s,"features":['
        % (
            matched,
            returned,
            now.encode(),
            orjson.dumps(links),
        )
    )


def linked(feature: bytes, links: Sequence[Link]) -> bytes:
    """A feature with its links."""
    return b'%s,"links":%s}' % (feature[:-1], orjson.dumps(links))
