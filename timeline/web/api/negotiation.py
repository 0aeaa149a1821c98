"""Is it told to a program or to a person? ``f`` says so, else ``Accept``; who says nothing is a program."""

from __future__ import annotations

from flask import Request

JSON, GEOJSON, HTML = "application/json", "application/geo+json", "text/html"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
SCHEMA = "application/schema+json"
PROBLEM = "application/problem+json"


def wants_page(request: Request) -> bool:
    """Whether a page is to be answered, and not JSON."""
    form = request.args.get("f")
    if form is not None:
        return form == "html"
    written = request.headers.get("Accept", "")
    if HTML not in written:  # most programs: the header need not be understood
        return False
    accepted = request.accept_mimetypes
    return accepted[HTML] > max(accepted[JSON], accepted[GEOJSON])
