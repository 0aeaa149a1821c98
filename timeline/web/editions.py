"""Each edition at an address that never means another: what it holds, its files with their sums, how it is cited."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from flask import Blueprint, Response, current_app, make_response, render_template, request, send_file
from markupsafe import Markup
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from timeline import keeping
from timeline.citation import Form, cited
from timeline.downloads import downloads
from timeline.errors import NotFound, Removed
from timeline.holdings import Days, Holdings
from timeline.keeping import Kept
from timeline.layers.fields import LAYERS
from timeline.offers import EDITION
from timeline.web import words
from timeline.web.catalogue import address_of, dataset_of, folder
from timeline.web.files import File, files, found, held, media, sized
from timeline.web.headers import FOREVER, protect
from timeline.web.pages import pages, shelf
from timeline.web.shelf import REMOVED, UNKNOWN
from timeline.web.tongues import gettext, marked

editions = Blueprint("editions", __name__)
UNCHANGED = f"{FOREVER}, no-transform"  # no proxy may pack or change a file that a checksum belongs to
CITATIONS: Mapping[str, tuple[Form, str]] = {
    "bib": ("bibtex", "application/x-bibtex"),
    "json": ("csl", "application/vnd.citationstyles.csl+json"),
}


@pages.get("/editions/")
def all_editions() -> Response:
    """Every edition that is kept, the newest first."""
    found = [(one, held(one)) for one in keeping.kept(folder())]
    newest = shelf().shown().id
    if _wants_json():
        return _data({"newest": newest, "editions": [_summary(one, holds) for one, holds in found]})
    listed = [(one, holds, words.iso(_day(one)), sized(one.size)) for one, holds in found]
    return _page("editions.html", listed=listed, newest=newest)


@pages.get("/editions/<edition>/")
def an_edition(edition: str) -> Response:
    """One edition: what it holds, its files, how it is cited; 410 where its owner has removed it."""
    try:
        one = keeping.exactly(folder(), edition)
        listed = tuple(files(one.edition))
    except NotFound as error:
        return _missing(error)
    holds, newest = held(one), shelf().shown().id
    response = _data(_told(one, holds, listed, newest)) if _wants_json() else _read(one, holds, listed, newest)
    response.headers.add("Link", f'<{address_of(edition)}>; rel="cite-as"')  # RFC 8574
    response.headers.add("Link", f'<{address_of(newest)}>; rel="latest-version"')  # RFC 5829
    return response


@editions.get("/editions/<edition>/files/<path:name>")
def file(edition: str, name: str) -> Response:
    """A file of an edition as it was published, byte for byte; never changes."""
    of = keeping.exactly(folder(), edition).edition
    path, digest = found(of, name)
    response = send_file(path, mimetype=media(name), conditional=False, etag=False)
    response.set_etag(digest)
    response.headers["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(digest)).decode()}:"  # RFC 9530
    response.headers["Cache-Control"] = UNCHANGED
    response.headers.set("Content-Disposition", "attachment", filename=f"dateline-{of.id}-{name.replace('/', '-')}")
    try:
        response.make_conditional(request, accept_ranges=True, complete_length=path.stat().st_size)
    except RequestedRangeNotSatisfiable:
        response.close()  # the file is open already
        raise
    return protect(response, shared=True)


@editions.get("/editions/<edition>/cite.<suffix>")
def cite(edition: str, suffix: str) -> Response:
    """How the edition is cited, as BibTeX or CSL-JSON; never changes."""
    holds = held(keeping.exactly(folder(), edition))
    if holds is None or suffix not in CITATIONS:
        raise NotFound(marked("There is nothing at this address."))
    form, media_type = CITATIONS[suffix]
    response = current_app.response_class(cited(holds, form, address_of(edition)), mimetype=media_type)
    response.headers["Cache-Control"] = FOREVER
    response.headers.set("Content-Disposition", "attachment", filename=f"dateline-{edition}.{suffix}")
    return protect(response, shared=True)


def _read(one: Kept, holds: Holdings | None, listed: tuple[File, ...], newest: str) -> Response:
    """The edition for people."""
    return _page(
        "edition.html",
        edition=one,
        holds=holds,
        newest=newest,
        published=words.iso(_day(one)),
        size=sized(sum(each.bytes for each in listed)),
        days=_said(holds.days) if holds else "",
        told=_said(holds.published) if holds else "",
        categories=_categories(holds) if holds else (),
        citations=_citations(holds, one.id) if holds else {},
        offered=sorted((each for each in listed if each.offered), key=_most_asked_first),
        inner=[each for each in listed if not each.offered],
        pending=bool(downloads(one.directory).pending),
        linked=dataset_of(holds, listed, address_of(one.id), one.published.date()) if holds else Markup(),
    )


def _told(one: Kept, holds: Holdings | None, listed: tuple[File, ...], newest: str) -> dict[str, Any]:
    """The edition for programs."""
    return _summary(one, holds) | {
        "newest": {"id": newest, "href": address_of(newest)},
        "is_newest": one.id == newest,
        "holds": None if holds is None else _counts(holds),
        "citation": None if holds is None else _citations(holds, one.id),
        "complete": not downloads(one.directory).pending,
        "files": [
            {"name": each.name, "href": each.address, "type": each.media, "bytes": each.bytes, "sha256": each.sha256}
            for each in listed
        ],
    }


def _summary(one: Kept, holds: Holdings | None) -> dict[str, Any]:
    return {
        "id": one.id,
        "href": address_of(one.id),
        "published": one.published.isoformat().replace("+00:00", "Z"),
        "bytes": one.size,
        "sound": one.fault is None,
        "events": None if holds is None else holds.events,
        "briefings": None if holds is None else holds.briefings,
    }


def _counts(holds: Holdings) -> dict[str, Any]:
    return {
        "features": dict(holds.features),
        "categories": dict(holds.categories),
        "statuses": dict(holds.statuses),
        "days": holds.days,
        "published": holds.published,
        "publishers": holds.publishers,
        "bbox": holds.box,
    }


def _citations(holds: Holdings, edition: str) -> dict[str, str]:
    forms: tuple[Form, ...] = ("text", "bibtex", "csl")
    return {form: cited(holds, form, address_of(edition)) for form in forms}


def _categories(holds: Holdings) -> tuple[tuple[str, int], ...]:
    """The categories by the names that readers know, with how many events each has."""
    return tuple(
        (label.name, holds.categories[category])
        for category, label in words.CATEGORIES.items()
        if category in holds.categories
    )


def _most_asked_first(file: File) -> tuple[int, str]:
    """The whole edition, then layer by layer as they are always listed."""
    order = tuple(LAYERS)
    place = order.index(file.layer) if file.layer in order else len(order)
    return -1 if file.shown == EDITION else place, file.shown


def _said(days: Days | None) -> str:
    return words.when(days[0].isoformat(), days[1].isoformat(), None) if days else ""


def _day(one: Kept) -> str:
    return one.published.date().isoformat()


def _missing(error: NotFound) -> Response:
    """What is told where an edition was, or never was: which it is, and where the newest is."""
    status, says = HTTPStatus(error.status), REMOVED if isinstance(error, Removed) else UNKNOWN
    newest = shelf().shown().id
    at = address_of(newest)
    if _wants_json():
        told = {"type": "about:blank", "title": status.phrase, "status": status, "detail": says, "newest": at}
        response = current_app.response_class(orjson.dumps(told), status, mimetype="application/problem+json")
        protect(response, shared=True)
    else:
        response = make_response(render_template("edition_missing.html", says=gettext(says), newest=newest), status)
    response.headers["Cache-Control"] = "no-store"
    response.headers.add("Link", f'<{at}>; rel="latest-version"')
    return response


def _wants_json() -> bool:
    if "f" in request.args:
        return request.args["f"] == "json"
    wanted = request.accept_mimetypes
    return wanted["application/json"] > wanted["text/html"]


def _data(told: dict[str, Any]) -> Response:
    written = orjson.dumps(told, option=orjson.OPT_INDENT_2)
    return _fresh(protect(current_app.response_class(written, mimetype="application/json"), shared=True))


def _page(template: str, **values: object) -> Response:
    return _fresh(make_response(render_template(template, **values)))


def _fresh(response: Response) -> Response:
    """Which edition is the newest may change at any time."""
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept")
    response.add_etag(weak=True)
    response.make_conditional(request)
    return response
