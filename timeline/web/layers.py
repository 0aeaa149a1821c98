"""The data as files, readable from any origin: the layers, what the page's scripts read, the basemap."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import orjson
from flask import Blueprint, Response, abort, current_app, make_response, render_template, request, send_file

from timeline.downloads import downloads
from timeline.errors import ArgumentRefused, NotFound
from timeline.exporting import csv
from timeline.folding import words as words_of
from timeline.offers import FOLDER, OFFERS
from timeline.packing import PACKINGS
from timeline.source import Source
from timeline.web import atlas, selection
from timeline.web.bulk import FEW, at_once, bulk
from timeline.web.headers import FOREVER, protect
from timeline.web.naming import ground_names, translated
from timeline.web.pages import shelf
from timeline.web.rows import rows
from timeline.web.selection import LONGEST
from timeline.web.sending import send, send_pieces, send_text, unfinished
from timeline.web.shown import Shown
from timeline.web.tongues import SOURCE, language, marked

layers = Blueprint("layers", __name__)
PIECE = 1 << 16  # bytes
MOST_ROWS = 100  # that are asked for at once
DAY_S = 86_400
SMALL = 1 << 22  # bytes that are packed for one request
MEDIA = {".geojson": "application/geo+json", ".csv": "text/csv", ".json": "application/json"}


@layers.get("/layers/")
def index() -> Response:
    """All layers with their formats and sizes, and what is still being made."""
    shown = shelf().shown()
    response = make_response(render_template("layers.html", shown=shown, bulk=bulk(shown)))
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag(weak=True)
    return response


@layers.get("/layers/<name>")
def layer(name: str) -> Response:
    """A file of the edition now shown: one that was made for it, or of some parts of it."""
    shown = shelf().shown()
    try:
        response = _made(shown, name) if name in OFFERS else _view(shown, name)
    except FileNotFoundError:
        raise NotFound(marked("This edition is no longer kept: read the page anew.")) from None
    if response.status_code < 400:
        response.headers.set("Content-Disposition", "attachment", filename=f"dateline-{name}")
    return response


def _made(shown: Shown, name: str) -> Response:
    """A file that is offered ready-made; a table is made at once where it is small and not there yet."""
    offer, made, tag = OFFERS[name], downloads(shown.edition.directory), f"{shown.id}-{name}"
    folder = shown.edition.directory / FOLDER
    packed = {packing.name: folder / f"{name}.{packing.suffix}" for packing in PACKINGS.values() if offer.packed}
    packed = {packing: path for packing, path in packed.items() if path.name in made.files}
    if offer.published:
        path = shown.edition.path(f"layers/{name}")
        if not packed and path.stat().st_size <= SMALL:
            return send_text(request, path.read_bytes(), offer.media, tag)
        return send(request, path, offer.media, tag, packed)
    if name in made.files:
        return send(request, folder / name, offer.media, f"{tag}-{made.files[name].sha256[:8]}", packed)
    if name in made.faults:
        raise NotFound(made.faults[name])
    if at_once(shown, name, made):
        return send_text(request, b"".join(csv.pieces(Source(shown.edition).flat(offer.layer))), offer.media, tag)
    return unfinished(name)


def _view(shown: Shown, name: str) -> Response:
    """A category, or one sort of geometry, put together of the features that are written already."""
    stem, _, form = name.partition(".")
    if stem not in shown.layers or form != "geojson":
        abort(404)
    pieces, media, tag = shown.collection(stem), MEDIA[".geojson"], f"{shown.id}-{name}"
    if len(shown) <= FEW:
        return send_text(request, b"".join(pieces), media, tag)
    return send_pieces(request, pieces, media, tag)


@layers.get("/editions/<edition>/index.json")
def index_of_all(edition: str) -> Response:
    """Who, what, when and where of every event, for the page's scripts; never changes."""
    shown = shelf().edition(edition)
    if language() == SOURCE:
        return _forever(_file(shown, "index.json"))
    return _json(translated(shown.edition.read("index.json")))


@layers.get("/editions/<edition>/briefings/<name>/index.json")
def index_of_briefing(edition: str, name: str) -> Response:
    """The same of the events of one briefing; never changes."""
    shown = shelf().edition(edition)
    return _json(translated(shown.index(np.flatnonzero(shown.of(name)).tolist())))


@layers.get("/editions/<edition>/search")
def search(edition: str) -> Response:
    """The positions of the events that have words beginning with those of ``q``; of no words, all. Never changes."""
    found = shelf().edition(edition).edition.search(words_of(request.args.get("q", "")[:LONGEST]))
    return _json(orjson.dumps({"positions": np.flatnonzero(found)}, option=orjson.OPT_SERIALIZE_NUMPY))


@layers.get("/editions/<edition>/rows")
def rows_at(edition: str) -> Response:
    """The rows of the list at the positions ``at``, as far as it was known on the day ``asof``; never changes."""
    shown = shelf().edition(edition)
    asked = selection.read(request.args, shown.briefings)
    listed = rows(shown, positions(request.args.get("at", ""), len(shown)), asked)
    return _forever(protect(make_response("\n".join(listed)), shared=True))


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
    response = send_file(path, mimetype="application/vnd.pmtiles", conditional=True, max_age=DAY_S)
    return protect(response, shared=True)


@layers.get("/basemap/names.json")
def basemap_names() -> Response:
    """What places of the basemap are called in the language asked for."""
    response = current_app.response_class(ground_names(language()), mimetype="application/json")
    response.headers["Cache-Control"] = f"public, max-age={DAY_S}"
    return protect(response, shared=True)


def _file(shown: Shown, name: str) -> Response:
    """A file of the edition, packed as it was published where the reader takes that; 304 where the reader has it.

    The tag is weak, for it is the same packed and unpacked.
    """
    media, path = MEDIA[Path(name).suffix], shown.edition.path(f"{name}.gz")
    try:
        if request.accept_encodings["gzip"]:
            response = send_file(path, mimetype=media, conditional=False, etag=False)
            response.headers["Content-Encoding"] = "gzip"
        else:
            response = _unpacked(path, media)
    except FileNotFoundError:
        raise NotFound(marked("This edition is no longer kept: read the page anew.")) from None
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{shown.id}-{name}", weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return protect(response, shared=True)


def _unpacked(path: Path, media: str) -> Response:
    """The file as it was before it was gzipped, piece by piece: a layer may be larger than memory."""
    file = gzip.open(path)  # noqa: SIM115  # closed when it has been sent
    response = current_app.response_class(iter(lambda: file.read(PIECE), b""), mimetype=media)
    response.call_on_close(file.close)
    return response


def _json(data: bytes) -> Response:
    return _forever(protect(current_app.response_class(data, mimetype="application/json"), shared=True))


def positions(written: str, events: int) -> list[int]:
    """The positions in a comma list; raises ArgumentRefused."""
    given = written.split(",")
    sound = all(one.isascii() and one.isdigit() and len(one) < 10 and int(one) < events for one in given)
    if not sound or len(given) > MOST_ROWS:
        raise ArgumentRefused(f"“at” must be up to {MOST_ROWS} positions from 0 to {events - 1}, such as 3,17,20.")
    return [int(one) for one in given]


def _forever(response: Response) -> Response:
    response.headers["Cache-Control"] = FOREVER
    return response
