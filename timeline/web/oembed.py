"""How other sites find the embed: oEmbed 1.0, for addresses of this host only."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

import orjson
from flask import Blueprint, Request, Response, abort, current_app, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from timeline.web import tongues
from timeline.web.headers import protect

oembed = Blueprint("oembed", __name__)
WIDTH, HEIGHT, LEAST = 800, 560, 200
FRAMED = {"pages.home", "pages.embed", "pages.briefing", "pages.event"}


@oembed.get("/oembed")
def describe() -> Response:
    """The embed of the page whose address is given: 404 where it is none of ours, 501 for a format other than JSON."""
    if request.args.get("format", "json") != "json":
        abort(501)
    address = _embed_of(request.args.get("url", ""))
    width, height = _size("maxwidth", WIDTH), _size("maxheight", HEIGHT)
    with tongues.speaking(_language_of(address)):
        title = tongues.gettext("Map and chronology of events")
    frame = Markup(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"'
        ' referrerpolicy="no-referrer" allowfullscreen></iframe>'
    ).format(address, title, width, height)
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "Dateline",
        "provider_url": request.host_url,
        "cache_age": 3600,
        "width": width,
        "height": height,
        "html": str(frame),
    }
    response = current_app.response_class(orjson.dumps(answer), mimetype="application/json")
    response.headers["Cache-Control"] = "no-cache"
    return protect(response, shared=True)


def discovery(of: Request) -> str:
    """The address that describes the page now asked for, for its ``<link rel="alternate">``."""
    return f"{url_for('oembed.describe')}?{urlencode({'url': of.url, 'format': 'json'})}"


def _embed_of(address: str) -> str:
    """The embed's address for a page of this host, with the same query; 404 for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        abort(404)
    if parts.scheme not in {"http", "https"} or parts.netloc != request.host:
        abort(404)
    endpoint, values = _route(parts.path)
    query = f"?{parts.query}" if parts.query else ""
    if endpoint == "pages.event":
        tongue = _language_of(address)
        return f"{request.host_url.rstrip('/')}{url_for('pages.embed', sel=values['name'], lang=tongue)}"
    whole = url_for("pages.embed", name=values.get("name"), lang=tongues.SOURCE)  # the query says the language
    return f"{request.host_url.rstrip('/')}{whole}{query}"


def _language_of(address: str) -> str:
    """The language in which the page of that address speaks."""
    (asked,) = parse_qs(urlsplit(address).query).get("lang", [tongues.SOURCE])[:1]
    return asked if asked in tongues.LANGUAGES else tongues.SOURCE


def _route(path: str) -> tuple[str, dict[str, str]]:
    """Which of our pages a path is; 404 for none."""
    own = path.removeprefix(request.root_path)
    try:
        endpoint, values = current_app.create_url_adapter(request).match(own, method="GET")  # type: ignore[union-attr]
    except HTTPException:
        abort(404)
    if endpoint not in FRAMED:
        abort(404)
    return endpoint, dict(values)


def _size(key: str, usual: int) -> int:
    """The usual size, or less where less is asked for; what is no number is ignored."""
    given = request.args.get(key, "")
    return max(LEAST, min(usual, int(given))) if given.isascii() and given.isdigit() and len(given) < 6 else usual
