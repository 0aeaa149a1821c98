"""The pages: the map with its chronology, one briefing, one event, the embed, how it is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, abort, current_app, make_response, render_template, request, url_for

from timeline.web import atlas, marking, selection, words
from timeline.web.headers import protect
from timeline.web.oembed import discovery
from timeline.web.present import BriefingLine, EventLine
from timeline.web.retelling import Retelling
from timeline.web.selection import Selection
from timeline.web.shelf import Shelf, Shown

pages = Blueprint("pages", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A box of the filter form: its value, what it says, how many events it has, and whether it is ticked."""

    value: str
    name: str
    family: str
    letter: str
    note: str
    count: int
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An event in the list, what other briefings tell of it, and whether the reader's selection takes it."""

    event: EventLine
    retold: Retelling
    taken: bool
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The chronology of a page: every event, which are taken, how many, and the form that asked."""

    rows: tuple[Row, ...]
    counts: str
    taken: int
    categories: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    published: tuple[str, ...]
    asked: Selection


def shelf() -> Shelf:
    """The editions that this application serves."""
    kept: Shelf = current_app.extensions["dateline.shelf"]
    return kept


@pages.get("/")
def home() -> Response:
    """The map with its linked chronology: every event of every briefing."""
    shown = shelf().shown()
    return page("map.html", shown, view="full", listing=_listing(shown, shown.events), briefing=None)


@pages.get("/briefings/<name>")
def briefing(name: str) -> Response:
    """One briefing: its text with the sentences marked, its events, their map."""
    shown = shelf().shown()
    events = shown.of(_known(shown, name).id)
    return page(
        "briefing.html",
        shown,
        view="briefing",
        listing=_listing(shown, events),
        briefing=shown.briefings[name],
        paragraphs=marking.paragraphs(shown.texts[name], ((event.id, *event.span) for event in events)),
        titles={event.id: event.title for event in events},
    )


@pages.get("/embed")
@pages.get("/embed/<name>")
def embed(name: str | None = None) -> Response:
    """The view for other sites' frames: all briefings, or one."""
    shown = shelf().shown()
    events = shown.events if name is None else shown.of(_known(shown, name).id)
    about = None if name is None else shown.briefings[name]
    response = page("embed.html", shown, view="embed", listing=_listing(shown, events), briefing=about)
    return protect(response, frameable=True)


@pages.get("/methodology")
def methodology() -> Response:
    """How events are found, what is drawn and by whose view of borders, from which sources; what is kept of readers."""
    return _finished(
        render_template(
            "methodology.html",
            statuses=words.STATUSES.values(),
            categories=words.CATEGORIES.values(),
            sources=atlas.sources(),
        )
    )


def _known(shown: Shown, name: str) -> BriefingLine:
    if name not in shown.briefings:
        abort(404)
    return shown.briefings[name]


def page(template: str, shown: Shown, **values: object) -> Response:
    """A page made of that template and those values, besides what every page of an edition has."""
    return _finished(
        render_template(
            template,
            shown=shown,
            oembed=discovery(request),
            basemap=url_for("layers.basemap") if atlas.basemap() else None,
            attribution=atlas.ATTRIBUTION,
            query=request.query_string.decode("ascii", "replace"),
            **values,
        )
    )


def _finished(html: str) -> Response:
    """The page with a tag made of its bytes: it is sent again only when it reads differently."""
    response = make_response(html)
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag(weak=True)
    return response


def _listing(shown: Shown, events: tuple[EventLine, ...]) -> Listing:
    asked = selection.read(request.args)
    rows = tuple(
        Row(event=event, retold=shown.retold(event.id), taken=asked.takes(event), selected=event.id == asked.sel)
        for event in events
    )
    taken = [row.event for row in rows if row.taken]
    return Listing(
        rows=rows,
        counts=_counts(events, taken, asked),
        taken=len(taken),
        categories=_categories(events, asked),
        statuses=_statuses(events, asked),
        published=tuple(sorted({event.briefing.published for event in events})),
        asked=asked,
    )


def _counts(events: tuple[EventLine, ...], taken: list[EventLine], asked: Selection) -> str:
    """How many are left and why: "37 of 52 events (12 outside the time window, 3 without a place)"."""
    outside = sum(not asked.in_window(event) for event in events)
    placeless = sum(not event.places for event in taken)
    asides = [f"{outside} outside the time window"] * bool(outside) + [f"{placeless} without a place"] * bool(placeless)
    of = f"{len(taken)} of {len(events)}" if len(taken) < len(events) else str(len(events))
    return f"{of} {'event' if len(events) == 1 else 'events'}" + (f" ({', '.join(asides)})" if asides else "")


def _categories(events: Iterable[EventLine], asked: Selection) -> tuple[Choice, ...]:
    """The categories that occur, in their fixed order."""
    having = [event.category for event in events]
    return tuple(
        Choice(
            value=category.value,
            name=label.name,
            family=label.family.value,
            letter=label.letter,
            note="",
            count=having.count(category),
            ticked=category in asked.categories,
        )
        for category, label in words.CATEGORIES.items()
        if category in having or category in asked.categories
    )


def _statuses(events: Iterable[EventLine], asked: Selection) -> tuple[Choice, ...]:
    having = [event.status for event in events]
    return tuple(
        Choice(
            value=status.value,
            name=telling.name,
            family="other",
            letter="",
            note=telling.note,
            count=having.count(status),
            ticked=status in asked.statuses,
        )
        for status, telling in words.STATUSES.items()
        if status in having or status in asked.statuses
    )
