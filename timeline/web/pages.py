"""The pages: the map with its chronology, one briefing, one event, the embed, how it is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from flask import Blueprint, Response, current_app, make_response, render_template, request, url_for

from timeline.columns import Mask
from timeline.web import atlas, marking, quality, selection, words
from timeline.web.extents import extents
from timeline.web.found import found
from timeline.web.headers import protect
from timeline.web.listing import A_PAGE, listing, pager
from timeline.web.oembed import discovery
from timeline.web.opening import opening
from timeline.web.present import BriefingLine
from timeline.web.shelf import Shelf
from timeline.web.shown import Shown
from timeline.web.tongues import gettext, language, marked

pages = Blueprint("pages", __name__)
BRIEFINGS = marked("Briefings %(first)s–%(last)s of %(num)s")


def shelf() -> Shelf:
    """The editions that this application serves."""
    kept: Shelf = current_app.extensions["dateline.shelf"]
    return kept


@pages.get("/")
def home() -> Response:
    """The map with its linked chronology: every event of every briefing."""
    shown = shelf().shown()
    if _is_whole(shown):
        return _finished(_home(shown))
    # The same for the same address, and of one size whatever it is of: most readers open the same few.
    asked = f"{request.host_url} {request.root_path}", request.query_string
    return _finished(shown.pages.those([asked], lambda _: [_home(shown)])[0])


def _home(shown: Shown) -> str:
    listed = listing(shown, _all(shown), request.args)
    latest = _latest(shown)[:A_PAGE]
    return rendered("map.html", shown, view="full", listing=listed, known=_known(shown), briefing=None, latest=latest)


@pages.get("/briefings/")
def briefings() -> Response:
    """All briefings, the latest first, page by page."""
    shown = shelf().shown()
    every = _latest(shown)
    asked = selection.read(request.args, shown.briefings).page or 1
    begin = min(asked - 1, max(0, (len(every) - 1) // A_PAGE)) * A_PAGE
    listed = every[begin : begin + A_PAGE]
    turned = pager(BRIEFINGS, begin, len(every), request.args)
    return page("briefings.html", shown, listed=listed, first=begin + 1, pager=turned)


@pages.get("/briefings/<name>")
def briefing(name: str) -> Response:
    """One briefing: its text with the sentences marked, its events, their map."""
    shown = shelf().shown()
    scope = shown.of(name)
    events = shown.events(np.flatnonzero(scope))
    return page(
        "briefing.html",
        shown,
        view="briefing",
        listing=listing(shown, scope, request.args),
        known=None,
        briefing=shown.briefing(name),
        paragraphs=marking.paragraphs(shown.text(name), ((event.id, *event.span) for event in events)),
        titles={event.id: event.title for event in events},
    )


@pages.get("/embed")
@pages.get("/embed/<name>")
def embed(name: str | None = None) -> Response:
    """The view for other sites' frames: all briefings, or one."""
    shown = shelf().shown()
    scope = _all(shown) if name is None else shown.of(name)
    about = None if name is None else shown.briefing(name)
    listed, known = listing(shown, scope, request.args), _known(shown) if name is None else None
    response = page("embed.html", shown, view="embed", listing=listed, known=known, briefing=about)
    return protect(response, frameable=True)


@pages.get("/methodology")
def methodology() -> Response:
    """How events are found and how well, whose borders are drawn, from which sources; what is kept of readers."""
    return _finished(
        render_template(
            "methodology.html",
            statuses=words.STATUSES.values(),
            categories=words.CATEGORIES.values(),
            sources=atlas.sources(),
            figures=quality.figures(),
            measured=quality.report(),
        )
    )


def _latest(shown: Shown) -> list[BriefingLine]:
    """All briefings, the latest first."""
    return sorted(shown.briefings.values(), key=lambda one: (one.published, one.id), reverse=True)


def _known(shown: Shown) -> Mapping[str, Any] | None:
    """What scripts begin with where they are never given all events; None where they are."""
    if _is_whole(shown):
        return None
    answers = {} if request.args.keys() - {"lang"} else opening(shown, language())
    return {"whole": extents(shown), "found": found(shown, request.args), "answers": answers}


def _is_whole(shown: Shown) -> bool:
    """Whether scripts are given every event of the edition."""
    return len(shown) <= int(current_app.config["WHOLE"])


def _all(shown: Shown) -> Mask:
    return np.ones(len(shown), dtype=np.bool_)


def page(template: str, shown: Shown, **values: object) -> Response:
    """A page made of that template and those values, besides what every page of an edition has."""
    return _finished(rendered(template, shown, **values))


def rendered(template: str, shown: Shown, **values: object) -> str:
    """The HTML of such a page."""
    return render_template(
        template,
        shown=shown,
        oembed=discovery(request),
        basemap=url_for("layers.basemap") if atlas.basemap() else None,
        attribution=gettext(atlas.ATTRIBUTION),
        query=request.query_string.decode("ascii", "replace"),
        **values,
    )


def _finished(html: str) -> Response:
    """The page with a tag made of its bytes: it is sent again only when it reads differently."""
    response = make_response(html)
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag(weak=True)
    return response
