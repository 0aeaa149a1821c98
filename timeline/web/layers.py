"""The data as files, readable from any origin: the layers, what the page's scripts read, the basemap."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, make_response, render_template, request, send_file, url_for

from timeline.model import Category
from timeline.web import atlas, words
from timeline.web.headers import FOREVER, protect
from timeline.web.pages import shelf
from timeline.web.shelf import Shown

layers = Blueprint("layers", __name__)
MEDIA = {".geojson": "application/geo+json", ".csv": "text/csv", ".json": "application/json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A layer as the index offers it."""

    name: str
    address: str
    title: str
    format: str
    size: str


@layers.get("/layers/")
def index() -> Response:
    """All layers with their formats and sizes."""
    shown = shelf().shown()
    response = make_response(
        render_template("layers.html", shown=shown, offers=tuple(_offer(shown, name) for name in shown.layers))
    )
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag(weak=True)
    return response


@layers.get("/layers/<name>")
def layer(name: str) -> Response:
    """One layer of the edition now shown."""
    shown = shelf().shown()
    if name not in shown.layers:
        abort(404)
    response = _file(shown, f"layers/{name}")
    response.headers.set("Content-Disposition", "attachment", filename=f"dateline-{name}")
    return response


@layers.get("/editions/<edition>/page.json")
def page(edition: str) -> Response:
    """What the page's scripts read; never changes."""
    return _forever(_file(shelf().edition(edition), "page.json"))


@layers.get("/editions/<edition>/index.json")
def index_of_all(edition: str) -> Response:
    """Who, what, when and where of every event, for the page's scripts; never changes."""
    return _forever(_file(shelf().edition(edition), "index.json"))


@layers.get("/editions/<edition>/briefings/<name>/index.json")
def index_of_briefing(edition: str, name: str) -> Response:
    """The same of the events of one briefing; never changes."""
    shown = shelf().edition(edition)
    if name not in shown.briefings:
        abort(404)
    return _forever(_sent(shown, f"{name}-index.json", shown.index(name), media="application/json", gzipped=True))


@layers.get("/editions/<edition>/map.js")
def map_script(edition: str) -> Response:
    """Folium's script for the empty map, showing where the edition's events are; never changes."""
    response = current_app.response_class(shelf().edition(edition).map.script, mimetype="text/javascript")
    return _forever(protect(response, shared=True))


@layers.get("/basemap.pmtiles")
def basemap() -> Response:
    """The basemap's tiles in one file, read by ranges."""
    path = atlas.basemap()
    if path is None:
        abort(404)
    response = send_file(path, mimetype="application/vnd.pmtiles", conditional=True, max_age=86400)
    return protect(response, shared=True)


def _file(shown: Shown, name: str) -> Response:
    """A file of the edition, packed as it was published where the reader takes that; 304 where the reader has it.

    The tag is weak, for it is the same packed and unpacked.
    """
    packed = bool(request.accept_encodings["gzip"])
    data = shown.edition.read(f"{name}.gz" if packed else name)
    return _sent(shown, name, data, media=MEDIA[Path(name).suffix], gzipped=packed)


def _sent(shown: Shown, name: str, data: bytes, *, media: str, gzipped: bool) -> Response:
    if gzipped and not request.accept_encodings["gzip"]:
        data, gzipped = gzip.decompress(data), False
    response = current_app.response_class(data, mimetype=media)
    if gzipped:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{shown.id}-{name}", weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return protect(response, shared=True)


def _forever(response: Response) -> Response:
    response.headers["Cache-Control"] = FOREVER
    return response


def _offer(shown: Shown, name: str) -> Offer:
    stem, _, format = name.partition(".")
    return Offer(
        name=name,
        address=url_for("layers.layer", name=name),
        title=_title(stem),
        format="GeoJSON (RFC 7946)" if format == "geojson" else "CSV (UTF-8)",
        size=f"{max(1, round(shown.edition.path(f'layers/{name}').stat().st_size / 1000)):,} kB",
    )


def _title(stem: str) -> str:
    """A layer's name in words: "All events", "Events, areas only", "Diplomacy"."""
    if stem in {category.value for category in Category}:
        return words.CATEGORIES[Category(stem)].name
    _, _, only = stem.partition("-")
    return f"Events, {only} only" if only else "All events"
