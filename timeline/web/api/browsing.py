"""What does a person see of the API? The same documents as pages, with a form to ask and lines to copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from babel.numbers import format_decimal
from flask import Response, make_response, render_template, request

from timeline.edition import Edition
from timeline.layers.fields import LAYERS, Description, Field, Kind
from timeline.layers.filtering import queryables
from timeline.layers.layer import Layer
from timeline.web.api import taking
from timeline.web.api.arguments import Asked, searched, sortable
from timeline.web.api.cursors import Cursor
from timeline.web.api.documents import Document
from timeline.web.api.links import Address
from timeline.web.api.snippets import snippets
from timeline.web.api.systems import SYSTEMS
from timeline.web.tongues import SOURCE, gettext, language, marked

ASKED = ("bbox", "datetime", "q", "filter", "sortby", "crs")  # what the form has besides fields
A_PAGE = 100  # features: a longer table is for programs
TITLES = {
    "events": marked("Events"),
    "events-points": marked("Events, points only"),
    "events-lines": marked("Events, lines only"),
    "events-areas": marked("Events, areas only"),
    "places": marked("Places of events"),
    "claims": marked("Claims"),
    "briefings": marked("Briefings"),
}
# What of a feature stands in its row, the first that leads to it.
COLUMNS = {
    "events": ("title", "start", "end", "category", "modality", "publisher"),
    "places": ("name", "role", "iso_country", "start", "end", "category"),
    "claims": ("source", "stance", "quote", "start", "end", "publisher"),
    "briefings": ("title", "published", "publisher", "events"),
}
# Where the reader's own page about a feature is, and which of its properties names it.
READERS = {"events": ("pages.event", "id"), "places": ("pages.event", "event"), "claims": ("pages.event", "event"),
           "briefings": ("pages.briefing", "id")}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A collection as a page offers it."""

    name: str
    title: str
    what: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A feature in a table: its id and what stands in the cells."""

    id: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of features in words: which they are, and the queries of the pages around it."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    matched: int
    words: str
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Builder:
    """The form that asks: what was asked, and what can be chosen."""

    asked: Mapping[str, str]
    choices: tuple[Field, ...]
    sortable: tuple[str, ...]
    searched: bool
    systems: Mapping[str, str]


def page(
    template: str, edition: Edition, at: Address, document: Document, layer: Description | None = None
) -> Response:
    """A document as a page."""
    return _finished(
        template,
        edition,
        at,
        document=document,
        layer=layer,
        title=None if layer is None else gettext(TITLES[layer.name]),
        offers=tuple(_offer(edition, each) for each in LAYERS.values()),
        builder=None if layer is None else _builder(layer),
        snippets=snippets(at, "events" if layer is None else layer.name),
    )


def items(edition: Edition, layer: Description, asked: Asked, at: Address) -> Response:
    """A page of features as a table, with the form that asked for them."""
    stored, most = edition.layer(layer.name), min(asked.limit, A_PAGE)
    found = taking.found(edition, stored, asked, most)
    return _finished(
        "items",
        edition,
        at,
        layer=layer,
        title=gettext(TITLES[layer.name]),
        page=_page(edition, stored, found, asked, at),
        builder=_builder(layer),
        snippets=snippets(at, layer.name),
    )


def item(edition: Edition, layer: Description, position: int, at: Address) -> Response:
    """A feature as a table of what is known of it."""
    stored = edition.layer(layer.name)
    record = stored.record(position)
    endpoint, key = READERS[layer.of]
    return _finished(
        "item",
        edition,
        at,
        layer=layer,
        title=gettext(TITLES[layer.name]),
        told=tuple((field, record.get(field.name)) for field in layer.fields),
        heading=str(record.get("title") or record.get("name") or record["id"]),
        place=_place(stored, position),
        reader=(endpoint, record[key]),
    )


def _finished(template: str, edition: Edition, at: Address, **values: object) -> Response:
    response = make_response(
        render_template(
            f"api/{template}.html",
            shown=edition,
            at=at,
            root=at.root,
            kinds=Kind,
            systems=SYSTEMS,
            kept="" if language() == SOURCE else f"&lang={language()}",
            **values,
        )
    )
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept"
    response.add_etag(weak=True)
    return response


def _offer(edition: Edition, layer: Description) -> Offer:
    count = len(edition.layer(layer.name).positions)
    return Offer(name=layer.name, title=gettext(TITLES[layer.name]), what=layer.what, count=_number(count))


def _builder(layer: Description) -> Builder:
    return Builder(
        asked={
            name: request.args.get(name, "") for name in ("bbox", "datetime", "q", "filter", "sortby", "limit", "crs")
        }
        | {field.name: request.args.get(field.name, "") for field in queryables(layer)},
        choices=tuple(field for field in queryables(layer) if field.kind is Kind.CHOICE),
        sortable=sortable(layer),
        searched=searched(layer),
        systems={system.uri: gettext(system.name) for system in SYSTEMS.values()},
    )


def _page(edition: Edition, layer: Layer, found: taking.Found, asked: Asked, at: Address) -> Page:
    names = COLUMNS[layer.description.of]
    records = [layer.record(position) for position in found.positions.tolist()]
    rows = (Row(id=record["id"], cells=tuple(_cell(record.get(name)) for name in names)) for record in records)
    begin, end = found.offset + 1, found.offset + len(records)
    which = {"first": _number(begin), "last": _number(end), "num": _number(found.matched)}
    return Page(
        rows=tuple(rows),
        columns=names,
        matched=found.matched,
        words=gettext("Features %(first)s–%(last)s of %(num)s", **which) if records else gettext("No feature is so."),
        previous=_leads(edition, asked, at, max(0, found.offset - A_PAGE)) if found.offset else None,
        next=None if found.next is None else _leads(edition, asked, at, found.next),
    )


def _leads(edition: Edition, asked: Asked, at: Address, offset: int) -> str:
    return at.page(Cursor(edition=edition.id, offset=offset, question=asked.question))


def _place(layer: Layer, position: int) -> str:
    """The type of a feature's geometry and the box around it, in words."""
    box = layer.extent(layer.positions[layer.positions == position])
    if box is None:
        return gettext("none")
    geometry = layer.geometries([position])[0]
    return f"{geometry.geom_type}, {', '.join(f'{edge:g}' for edge in dict.fromkeys(box))}"


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _number(count: int) -> str:
    return format_decimal(count, locale=language())
