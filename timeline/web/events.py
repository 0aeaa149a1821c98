"""One event's own page: what is known of it, by whom, when told, where, what lies near, and how it is cited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from flask import Blueprint, Response, make_response, request, url_for

from timeline.web import words
from timeline.web.citing import Citation, bibtex, citation, csl, plain
from timeline.web.claims import Statement, all_statements, statements
from timeline.web.headers import protect
from timeline.web.linked import about_event, script
from timeline.web.neighbours import Neighbour, in_space, in_time
from timeline.web.pages import page, pages, shelf
from timeline.web.present import EventLine
from timeline.web.retelling import Retelling
from timeline.web.selection import read
from timeline.web.shown import Shown
from timeline.web.tongues import gettext as _
from timeline.web.tongues import language, ngettext

NEAREST_KM = 1.0  # below that it is the same place for a reader

citations = Blueprint("citations", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A neighbour as the page names it: the event, how far it is in words, and where."""

    event: EventLine
    distance: str
    place: str


@pages.get("/events/<name>")
def event(name: str) -> Response:
    """One event with all that is known of it, or was on the day that the address asks for."""
    shown = shelf().shown()
    found = shown.event(shown.position(name))
    asof = read(request.args).asof
    retold = shown.retold(found, asof)
    said = all_statements(found, retold)
    address = url_for("pages.event", name=name, _external=True)
    cited = citation(found, shown.id, address)
    return page(
        "event.html",
        shown,
        event=found,
        asof=asof,
        retold=retold,
        statements=said,
        note=words.STATUSES[found.status].note,
        nearby=_nearby(shown, found, retold, asof),
        citations=_citations(cited, found),
        linked=script(about_event(found, said, address, language())),
    )


@citations.get("/events/<name>/cite.bib")
def cite_bibtex(name: str) -> Response:
    """How the event is cited, as BibTeX."""
    return _file(bibtex(_cited(name)), "application/x-bibtex", f"{name}.bib")


@citations.get("/events/<name>/cite.json")
def cite_csl(name: str) -> Response:
    """How the event is cited, as CSL-JSON."""
    return _file(csl(_cited(name)), "application/vnd.citationstyles.csl+json", f"{name}.json")


@pages.app_template_filter("statements")
def _statements(event: EventLine) -> tuple[Statement, ...]:
    return statements(event)


def _cited(name: str) -> Citation:
    shown = shelf().shown()
    found = shown.event(shown.position(name))
    return citation(found, shown.id, url_for("pages.event", name=name, _external=True))


def _citations(cited: Citation, event: EventLine) -> dict[str, str]:
    return {
        "plain": plain(cited, event.briefing.published_words),
        "bibtex": bibtex(cited),
        "csl": csl(cited).decode(),
    }


def _nearby(shown: Shown, event: EventLine, retold: Retelling, asof: date | None) -> dict[str, tuple[Near, ...]]:
    """The nearest others in time and in space; not other tellings of the same, nor what was not known yet."""
    columns, at = shown.columns, event.position
    without = [telling.position for telling in retold.tellings]
    if asof is not None:
        without += np.flatnonzero(columns.published[columns.briefing] > asof.toordinal()).tolist()
    return {
        "time": _named(shown, in_time(columns, at, without)),
        "space": _named(shown, in_space(columns, at, without)),
    }


def _named(shown: Shown, found: tuple[Neighbour, ...]) -> tuple[Near, ...]:
    events = shown.events(each.position for each in found)
    return tuple(_near(event, each) for event, each in zip(events, found, strict=True))


def _near(event: EventLine, of: Neighbour) -> Near:
    """In space the place that is near is named, in time the first."""
    names = {place.id: place.name for place in reversed(event.places)}
    first = event.places[0].name if event.places else ""
    return Near(event=event, distance=_distance(of), place=names.get(of.place or "", first))


def _distance(of: Neighbour) -> str:
    """How far in words: "3 days later", "12 km away"."""
    if of.km is not None:
        if of.km < NEAREST_KM:
            return _("at the same place")
        return _("%(distance)s km away", distance=f"{of.km:.0f}")
    days = of.days or 0
    if days == 0:
        return _("at the same time")
    if days > 0:
        return ngettext("%(num)s day later", "%(num)s days later", days)
    return ngettext("%(num)s day earlier", "%(num)s days earlier", -days)


def _file(content: str | bytes, media: str, name: str) -> Response:
    response = make_response(content)
    response.mimetype = media
    response.headers["Cache-Control"] = "no-cache"
    response.headers.set("Content-Disposition", "attachment", filename=f"dateline-{name}")
    response.add_etag(weak=True)
    return protect(response)
