"""What Folium draws: an empty Leaflet map, made from constants and numbers only.

Folium pastes what it is given into JavaScript source and HTML: popups, tooltips, icons, layer names and attributions
all execute hostile text (a ``${...}`` survives even its ``parse_html=True``). So no text ever comes here: the
one function takes four numbers. Events travel apart, as JSON, and the page's own scripts draw them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Any

WORLD = (-170.0, -56.0, 170.0, 75.0)
MAX_ZOOM = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The map's ``<div id="map_main">`` and the script that makes ``window.map_main`` of it."""

    html: str
    script: str


def shell(bounds: tuple[float, float, float, float] = WORLD) -> Shell:
    """An empty map that shows ``bounds`` (west, south, east, north in degrees); the same bytes for the same numbers.

    Raises ValueError where the four are not finite degrees in that order.
    """
    import folium  # 0.7 s and 30 MB: only for whoever draws

    west, south, east, north = _checked(bounds)
    drawn = folium.Map(
        location=[(south + north) / 2, (west + east) / 2],
        zoom_start=2,
        tiles=None,
        max_zoom=MAX_ZOOM,
        maxZoom=MAX_ZOOM,  # without layers Leaflet takes the limit from its own option only
        minZoom=1,
        zoom_control=False,  # drawn by our scripts, after the map's own links
        prefer_canvas=True,
        attributionControl=False,  # the sources stand in the page, as text
    )
    drawn.default_js, drawn.default_css = [], []  # folium's own name five other hosts; the page links what it serves
    drawn._id = "main"  # a random id otherwise: the bytes would differ between builds
    fit = folium.FitBounds([[south, west], [north, east]], max_zoom=9)
    fit._id = "view"
    fit.options["animate"] = False  # an animated fit would end after, and undo, the view that our scripts choose
    drawn.add_child(fit)
    root: Any = drawn.get_root()
    root._id = "page"
    root.render()
    # The header is dropped: it forbids zooming by hand (user-scalable=no) and styles `html, body` inline.
    return Shell(html=root.html.render().strip(), script=_plain(root.script.render()))


def _checked(bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    west, south, east, north = (float(number) for number in bounds)
    if not all(map(isfinite, (west, south, east, north))):
        raise ValueError(f"not degrees: {bounds}")
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError(f"not west, south, east, north: {bounds}")
    return west, south, east, north


def _plain(script: str) -> str:
    """The script without the blank lines and indents of folium's templates."""
    return "\n".join(line.strip() for line in script.splitlines() if line.strip()) + "\n"
