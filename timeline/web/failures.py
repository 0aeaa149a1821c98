"""How a failure is told: a plain page to people, problem+json (RFC 9457) to programs; never a traceback."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus

import orjson
from flask import Flask, Response, current_app, make_response, render_template, request
from werkzeug.exceptions import BadRequest, HTTPException

from timeline.errors import TimelineError
from timeline.web.api.negotiation import wants_page
from timeline.web.headers import protect
from timeline.web.tongues import gettext, marked

log = logging.getLogger(__name__)
# What is repeated of an address is of one line, has no control characters and does not go on for ever.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
LONGEST = 1_500
FOR_PROGRAMS = ("/layers/", "/editions/", "/oembed", "/basemap", "/tiles", "/healthz")
# What is told of a failure: in two or three words, and in a sentence.
TITLES = {
    400: marked("Bad request"),
    404: marked("Not found"),
    405: marked("Method not allowed"),
    410: marked("No longer here"),
    414: marked("Address too long"),
    416: marked("No such part"),
    500: marked("Server error"),
    501: marked("Not offered"),
    503: marked("Not available"),
}
SAYS = {
    400: marked("The address asks for something that cannot be read."),
    404: marked("There is nothing at this address."),
    405: marked("This address can only be read."),
    414: marked("The address is too long."),
    416: marked("The file has no such part."),
    500: marked("Something went wrong on our side. It was written down; nothing that you did caused it."),
    501: marked("That format is not offered."),
    503: marked("The data cannot be read just now."),
}


def register(app: Flask) -> None:
    """Tells failures of requests, of ours, and of bugs."""
    app.register_error_handler(HTTPException, _of_request)
    app.register_error_handler(TimelineError, _of_ours)
    app.register_error_handler(Exception, _of_a_bug)


def _of_request(error: HTTPException) -> Response:
    status = error.code or 500
    says = SAYS.get(status, HTTPStatus(status).phrase)
    # A Host that is no name: no address of ours can be made with it, and so no page.
    nameless = isinstance(error, BadRequest) and request.routing_exception is error
    response = _problem(status, gettext(says)) if nameless else _told(status, says)
    for key, value in error.get_headers():
        if key in {"Allow", "Content-Range"}:
            response.headers[key] = value
    return response


def _of_ours(error: TimelineError) -> Response:
    if error.status >= 500:
        log.error("%s: %s", type(error).__name__, error)
    return _told(error.status, str(error) if error.status < 500 else SAYS.get(error.status, SAYS[500]))


def _of_a_bug(error: Exception) -> Response:
    log.error("a bug: %s", type(error).__name__, exc_info=error)
    return _told(500, SAYS[500])


def _told(status: int, says: str) -> Response:
    line = _UNSEEN.sub("\ufffd", gettext(says)[:LONGEST])
    if _is_program():
        return _problem(status, line)
    page = render_template("failure.html", title=_title(status), status=status, says=line)
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _problem(status: int, detail: str) -> Response:
    body = orjson.dumps({"type": "about:blank", "title": _title(status), "status": status, "detail": detail})
    response = current_app.response_class(body, status, mimetype="application/problem+json")
    protect(response, shared=True)  # who may read the answers may read why there is none
    response.headers["Cache-Control"] = "no-store"
    return response


def _title(status: int) -> str:
    return gettext(TITLES.get(status, HTTPStatus(status).phrase))


def _is_program() -> bool:
    """Whether JSON is asked for, or the address is one of data."""
    if request.path.startswith("/api"):
        return not wants_page(request)
    wanted = request.accept_mimetypes
    prefers = max(wanted["application/json"], wanted["application/problem+json"]) > wanted["text/html"]
    return prefers or (request.path.startswith(FOR_PROGRAMS) and not request.path.endswith("/"))
