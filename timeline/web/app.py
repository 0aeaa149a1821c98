"""The application: routes, templates, files and headers put together; nothing happens at import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, abort, current_app, jsonify, request
from jinja2 import StrictUndefined

import timeline
from timeline.indexing import WHOLE
from timeline.web import atlas, failures, pictures, tongues
from timeline.web.api.views import api
from timeline.web.catalogue import catalogue
from timeline.web.editions import editions
from timeline.web.events import citations
from timeline.web.headers import Finished, pack, protect
from timeline.web.layers import layers
from timeline.web.many import many
from timeline.web.oembed import oembed
from timeline.web.pages import pages, shelf
from timeline.web.shelf import Shelf
from timeline.web.tiles import tiles
from timeline.web.tilesets import tilesets

if TYPE_CHECKING:
    from timeline.config import Settings

LONGEST_ADDRESS = 8_000
A_WEEK = 7 * 86_400


class Synchronous(Flask):
    """Flask, which need not ask of each function, at each request, whether it is asynchronous: none of ours is."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function."""
        return func


def create_app(settings: Settings) -> Flask:
    """The web application that serves the newest edition in ``settings.editions``."""
    app = Synchronous("timeline", static_folder=str(_folder("static")), template_folder=str(_folder("templates")))
    app.extensions["dateline.shelf"] = Shelf(settings.editions)
    app.extensions["dateline.editions"] = settings.editions
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # Either would answer with a redirect to whatever Host the request names.
    app.url_map.strict_slashes = app.url_map.merge_slashes = False
    app.config["WHOLE"] = WHOLE
    app.config["MAX_CONTENT_LENGTH"] = 0  # nothing is ever sent to us
    for part in (pages, layers, editions, catalogue, oembed, citations, pictures.pictures, many, tiles, tilesets, api):
        app.register_blueprint(part)
    tongues.install(app)
    app.context_processor(_borders)
    app.add_url_rule("/healthz", view_func=healthz)
    app.add_url_rule("/favicon.ico", view_func=favicon)
    app.before_request(_refuse_long_addresses)
    app.after_request(_finish)
    failures.register(app)
    return app


def _borders() -> dict[str, str]:
    """Whose borders are drawn: every page says it."""
    view = atlas.border_view()
    return {"borders": tongues.gettext(view) if view else ""}  # gettext's own word for "" is the catalogue's header


def healthz() -> Response:
    """Whether an edition can be served, and which; a page in a sandboxed frame asks it, too."""
    return protect(jsonify(status="ok", edition=shelf().shown().id), shared=True)


def favicon() -> Response:
    """The icon, at the address where browsers look for one unasked."""
    return current_app.send_static_file("icon.svg")


def _folder(name: str) -> Path:
    """Templates or static files: in the package where it is installed, beside it in a working copy."""
    package = Path(timeline.__file__).parent
    return package / name if (package / name).is_dir() else package.parent / name


def _refuse_long_addresses() -> None:
    if len(request.query_string) + len(request.path) > LONGEST_ADDRESS:
        abort(414)


def _finish(response: Response) -> Response:
    """Headers for whatever has none yet, 304 where the reader has the page, gzip where it takes it."""
    if isinstance(response, Finished):
        return response
    if "Content-Security-Policy" not in response.headers:
        protect(response, shared=request.endpoint == "static")
    if request.endpoint == "static" and request.path.startswith("/static/vendor/"):
        response.cache_control.no_cache = None
        response.cache_control.max_age = A_WEEK
    if response.status_code == 200 and response.mimetype == "text/html":
        response.make_conditional(request)
    return pack(response, request)
