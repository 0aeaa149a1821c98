"""Map and band as pictures: the same events that the address asks for, drawn by the server."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np
from flask import Blueprint, Response, current_app, make_response, request, url_for
from werkzeug.datastructures import MultiDict

from geodata.world import ground, names
from timeline.web import atlas, selection
from timeline.web.headers import protect
from timeline.web.pages import shelf
from timeline.web.picture.band import Strip, draw_band
from timeline.web.picture.map import Plate, draw_map
from timeline.web.picture.sights import Sights, read
from timeline.web.picture.style import policy, style
from timeline.web.present import BriefingLine
from timeline.web.selection import Selection
from timeline.web.shown import Shown
from timeline.web.sifting import sift
from timeline.web.tongues import gettext, marked
from timeline.web.words import Family

pictures = Blueprint("pictures", __name__)

# Width and height of a map in pixels by the address's ``size``, and width of a band: it is as high as its lanes.
SIZES = {"large": (800.0, 500.0), "small": (360.0, 320.0)}
WIDTHS = {"large": 1232.0, "medium": 800.0, "small": 360.0}
MOST = 20_000  # events that are drawn: some seconds' work
FARTHEST, CLOSEST = 0.0, 12.0  # zoom
FAMILIES: dict[Family, str] = {
    Family.FORCE: marked("Force"),
    Family.RESTRICTION: marked("Restriction"),
    Family.POLITICS: marked("Politics"),
    Family.RIGHTS: marked("Rights"),
    Family.LIFE: marked("Life"),
    Family.INFORMATION: marked("Information"),
    Family.OTHER: marked("Other"),
}
ENDPOINTS = {"map": "pictures.map_of_all", "paper": "pictures.map_for_paper", "band": "pictures.band_of_all"}
_CENTRE = re.compile(r"(-?[0-9]{1,2}(?:\.[0-9]+)?),(-?[0-9]{1,3}(?:\.[0-9]+)?)")


@pictures.get("/picture/map.svg")
def map_of_all() -> Response:
    """The map of the events that the address asks for, where it looks."""
    sights, notice = _asked_map()
    return _map(sights, request.args, notice)


@pictures.get("/picture/paper.svg")
def map_for_paper() -> Response:
    """The same with the number that each event has in the list."""
    sights, notice = _asked_map()
    return _map(sights, request.args, notice, {event.id: at for at, event in enumerate(sights.events, 1)})


@pictures.get("/picture/band.svg")
def band_of_all() -> Response:
    """The time band of the events that the address asks for."""
    shown = shelf().shown()
    asked = selection.read(request.args, shown.briefings)
    sights, notice = _asked(shown, asked)
    published = tuple(date.fromisoformat(one.published) for one in shown.briefings.values())
    strip = Strip(
        width=WIDTHS.get(request.args.get("size", "large"), WIDTHS["large"]),
        sheet=_sheet(),
        names={family: gettext(name) for family, name in FAMILIES.items()},
        published=published,
        window=(asked.start, asked.end),
        sel=asked.sel,
        notice=notice,
    )
    return _answer(draw_band(sights.events, strip))


@pictures.get("/events/<name>/map.svg")
def map_of_event(name: str) -> Response:
    """Where one event is."""
    shown = shelf().shown()
    return _map(read(shown.index([shown.position(name)])), MultiDict(), "")


@pictures.app_template_global("picture_address")
def address(kind: str, briefing: BriefingLine | None) -> str:
    """The address of the ``map``, the map for ``paper`` or the ``band`` of what a page, or a briefing's own, shows."""
    query = selection.address(request.args, **({"briefing": briefing.id} if briefing else {}))
    return url_for(ENDPOINTS[kind]) + query


def _asked_map() -> tuple[Sights, str]:
    shown = shelf().shown()
    return _asked(shown, selection.read(request.args, shown.briefings))


def _asked(shown: Shown, asked: Selection) -> tuple[Sights, str]:
    """The events that the address asks for; if they are too many to be drawn none, and a sentence that says so."""
    taken = sift(shown, np.ones(len(shown), dtype=np.bool_), asked).taken.tolist()
    if len(taken) <= MOST:
        return read(shown.index(taken)), ""
    return Sights(events=(), shapes={}), gettext(
        "%(events)s events are too many for a picture: filter them, and it is drawn.", events=f"{len(taken)}"
    )


def _map(sights: Sights, given: MultiDict[str, str], notice: str, numbers: Mapping[str, int] | None = None) -> Response:
    width, height = _size()
    centre, zoom = _look(given)
    plate = Plate(
        width=width,
        height=height,
        sheet=_sheet(),
        ground=ground,
        names=names(),
        centre=centre,
        zoom=zoom,
        sel=given.get("sel", ""),
        notice=notice,
        credit=gettext(atlas.ATTRIBUTION),
        numbers=numbers or {},
    )
    return _answer(draw_map(sights, plate))


def _size() -> tuple[float, float]:
    return SIZES.get(request.args.get("size", "large"), SIZES["large"])


def _look(given: MultiDict[str, str]) -> tuple[tuple[float, float] | None, float | None]:
    """Where the address looks: ``c`` is latitude and longitude, ``z`` the zoom. Nothing where either says nothing."""
    found = _CENTRE.fullmatch(given.get("c", ""))
    zoom = given.get("z", "")
    if found is None or not re.fullmatch(r"[0-9]{1,2}(?:\.[0-9]+)?", zoom):
        return None, None
    lat, lon = float(found[1]), float(found[2])
    if abs(lat) > 90 or abs(lon) > 180:
        return None, None
    return (lon, lat), min(max(float(zoom), FARTHEST), CLOSEST)


def _sheet() -> str:
    return style(Path(current_app.static_folder or "") / "tokens.css")


def _answer(drawn: bytes) -> Response:
    """The picture, which any page may show; the same events make the same bytes, so that its tag is of them."""
    response = make_response(drawn)
    response.mimetype = "image/svg+xml"
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag(weak=True)
    response.make_conditional(request)
    protect(response, shared=True)
    response.headers["Content-Security-Policy"] = policy(_sheet())
    return response
