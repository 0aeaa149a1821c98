"""How is a mark painted? Its shape says what sort of place, its edge the status, its colour the family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, hypot, pi, sin

import numpy as np
from markupsafe import Markup

from timeline.model import Modality
from timeline.web.picture.drawing import Points, element, path
from timeline.web.picture.forms import Form
from timeline.web.words import Family

HOLLOW = frozenset({Modality.PLANNED, Modality.HYPOTHETICAL})
_STROKES_APART, _ARROW = 22.0, 12.0  # pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The status and whether the reader has chosen it; the colour comes from the group that the glyph stands in."""

    status: Modality
    chosen: bool = False


def dashes(status: Modality, width: float) -> str | None:
    """The ``stroke-dasharray`` of an edge of that width."""
    if status is Modality.CLAIMED:
        return f"{2.2 * width:.1f} {1.6 * width:.1f}"
    return f"0.1 {2 * width:.1f}" if status is Modality.HYPOTHETICAL else None


def edge(width: float, look: Look, **shape: str | float) -> Markup:
    """The edge of a shape (``d``, or ``cx``, ``cy``, ``r``) as its status is drawn."""
    name = "path" if "d" in shape else "circle"
    cap = "round" if look.status is Modality.HYPOTHETICAL else None
    drawn = dashes(look.status, width)
    return element(name, class_="edge", stroke_width=width, stroke_dasharray=drawn, stroke_linecap=cap, **shape)


def ring(x: float, y: float, look: Look) -> Markup:
    """A settlement: a ring with a kernel; hollow where only planned."""
    parts = [halo(x, y, 13) if look.chosen else Markup(""), disc(x, y, 9), edge(2.5, look, cx=x, cy=y, r=7.0)]
    if look.status in {Modality.ASSERTED, Modality.CLAIMED}:
        parts.append(element("circle", class_="full", cx=x, cy=y, r=3.0))
    return Markup("").join([*parts, signs(x, y, look)])


def pin(x: float, y: float, look: Look) -> Markup:
    """A facility: a pin whose tip stands on it."""
    top, reach = y - 12, 0.8 * pi
    (x0, y0), (x1, y1) = ((x + 7 * cos(angle), top + 7 * sin(angle)) for angle in (reach, pi - reach))
    d = f"M{x:.1f} {y:.1f}L{x0:.1f} {y0:.1f}A7 7 0 1 1 {x1:.1f} {y1:.1f}z"
    full = look.status is Modality.ASSERTED
    parts = [
        halo(x, top, 14) if look.chosen else Markup(""),
        element("path", class_="under", stroke_width=5.0, d=d),
        element("path", class_="full" if full else "disc", d=d),
        edge(2.0, look, d=d),
    ]
    if full or look.status is Modality.CLAIMED:
        parts.append(element("circle", class_="disc" if full else "full", cx=x, cy=top, r=2.5))
    return Markup("").join([*parts, signs(x, top, look)])


def badge(x: float, y: float, families: Iterable[Family], count: int, *, chosen: bool) -> Markup:
    """Several events: their number, within a ring of their families (``families`` has one for each event)."""
    radius = badge_radius(count)
    parts = [halo(x, y, radius + 5) if chosen else Markup(""), disc(x, y, radius + 2)]
    parts += _arcs(x, y, radius - 1, Counter(families))
    return Markup("").join([*parts, element("text", f"{count}", class_="count", x=x, y=y + 4.5)])


def badge_radius(count: int) -> float:
    """Pixels."""
    return 12.0 if count < 10 else 14.0 if count < 100 else 17.0 if count < 1000 else 21.0


def _arcs(x: float, y: float, radius: float, shares: Counter[Family]) -> Iterator[Markup]:
    """The ring, cut into the families' shares, in the order of the families."""
    total, at = shares.total(), -pi / 2
    for family in (family for family in Family if shares[family]):
        to = at + 2 * pi * shares[family] / total
        ends = [(x + radius * cos(angle), y + radius * sin(angle)) for angle in (at, (at + to) / 2, to)]
        arcs = "".join(f"A{radius:.1f} {radius:.1f} 0 0 1 {x1:.1f} {y1:.1f}" for x1, y1 in ends[1:])
        d = f"M{ends[0][0]:.1f} {ends[0][1]:.1f}{arcs}"
        yield element("path", data_family=family.value, class_="edge", stroke_width=4.0, d=d)
        at = to


def disc(x: float, y: float, radius: float) -> Markup:
    """Paper under a glyph."""
    return element("circle", class_="disc", cx=x, cy=y, r=radius)


def halo(x: float, y: float, radius: float) -> Markup:
    """The ring of the selection."""
    return element("circle", class_="disc chosen", stroke_width=3.0, cx=x, cy=y, r=radius)


def signs(x: float, y: float, look: Look) -> Markup:
    """The stroke through what is denied, the question mark of what is only possible."""
    if look.status is Modality.DENIED:
        d = f"M{x - 8:.1f} {y + 8:.1f}l16 -16"
        return element("path", class_="under", stroke_width=5.0, d=d) + element(
            "path", class_="edge", stroke_width=2.5, d=d
        )
    if look.status is Modality.HYPOTHETICAL:
        return element("text", "?", class_="sign", x=x, y=y + 4)
    return Markup("")


def ground(lines: Iterable[Points], form: Form, look: Look, hatch: str) -> Markup:
    """An area: hatched, or flat where it is a whole country or only near; empty where nothing has happened yet.

    ``hatch`` is the id of the hatching to fill it with.
    """
    flat = form in {Form.COUNTRY, Form.NEAR} and look.status is not Modality.DENIED
    empty = look.status in HOLLOW
    width = 3.0 if look.chosen else 1.75
    kinds = ["outline", *(["full"] if flat and not empty else []), *(["chosen"] if look.chosen else [])]
    return element(
        "path",
        d=path(lines, closed=True),
        class_=" ".join(kinds),
        fill="none" if empty else None if flat else f"url(#{hatch})",
        fill_opacity=None if empty else 0.13 if flat else 0.5,
        fill_rule="evenodd",
        stroke_width=width,
        stroke_dasharray="8 5" if form is Form.NEAR else dashes(look.status, width),
        stroke_opacity=0.6 if form is Form.COUNTRY and not look.chosen else None,
    )


def strand(lines: list[Points], form: Form, look: Look, *, closing: bool = False) -> Markup:
    """A line with paper under it, hollow where planned; strokes across where it is ``closing``, arrows on a route."""
    width = {Form.BORDER: 5.0, Form.ARROW: 2.5}.get(form, 3.5)
    d = path(lines)
    under = "under chosen" if look.chosen else "under"
    parts = [element("path", class_=under, d=d, stroke_width=width + 6, stroke_opacity=0.9 if look.chosen else 0.6)]
    parts.append(edge(width, look, d=d))
    if look.status is Modality.PLANNED:
        parts.append(element("path", class_="hollow", d=d, stroke_width=width - 2))
    parts += [part for line in lines for part in _signs_along(line, form, look, closing)]
    return Markup("").join(parts)


def _signs_along(line: Points, form: Form, look: Look, closing: bool) -> Iterator[Markup]:
    if closing:
        yield _crossings(line)
    if form is Form.ROUTE:
        yield from (_head(line, 0), _head(line[::-1], 0))
    if form is Form.ARROW:
        yield _head(line, 10)
    middle = line[len(line) // 2]
    yield signs(float(middle[0]), float(middle[1]), look)


def _crossings(line: Points) -> Markup:
    """Short strokes across: the sign of a border that is closed."""
    strokes = [
        f"M{x - 6 * sin(angle):.1f} {y + 6 * cos(angle):.1f}L{x + 6 * sin(angle):.1f} {y - 6 * cos(angle):.1f}"
        for x, y, angle in _along(smoothed(line))
    ]
    return element("path", class_="edge", stroke_width=2.0, d="".join(strokes)) if strokes else Markup("")


def _head(line: Points, gap: float) -> Markup:
    """An arrow head at the end of a line, ``gap`` pixels before it."""
    end = line[-1]
    far = line[np.hypot(*(line - end).T) > gap + 10]
    if not len(far):
        return Markup("")
    angle = atan2(end[1] - far[-1][1], end[0] - far[-1][0])
    tip = end - gap * np.array([cos(angle), sin(angle)])
    corners = [tip - _ARROW * np.array([cos(angle + turn), sin(angle + turn)]) for turn in (-0.45, 0.45)]
    return element("path", class_="full", d=path([np.array([tip, *corners])], closed=True))


def smoothed(line: Points, least: float = 8.0) -> list[tuple[float, float]]:
    """Without the points close to the one before: a border's every bend would turn the strokes across it."""
    kept: list[tuple[float, float]] = []
    for x, y in line.tolist():
        if not kept or hypot(x - kept[-1][0], y - kept[-1][1]) >= least:
            kept.append((x, y))
    return kept


def _along(line: list[tuple[float, float]]) -> Iterator[tuple[float, float, float]]:
    """Points in equal steps along a line, with its direction there."""
    due = _STROKES_APART / 2
    for (x0, y0), (x1, y1) in pairwise(line):
        length = hypot(x1 - x0, y1 - y0)
        while due <= length:
            share = due / length
            yield x0 + share * (x1 - x0), y0 + share * (y1 - y0), atan2(y1 - y0, x1 - x0)
            due += _STROKES_APART
        due -= length


def bow(start: tuple[float, float], end: tuple[float, float]) -> Points:
    """A bow between two points, so that the way there and the way back do not cover each other; in pixels."""
    (x0, y0), (x1, y1) = start, end
    middle = np.array([(x0 + x1) / 2 + 0.15 * (y1 - y0), (y0 + y1) / 2 - 0.15 * (x1 - x0)])
    t = np.linspace(0, 1, 17)[:, None]
    curve: Points = (1 - t) ** 2 * np.array(start) + 2 * t * (1 - t) * middle + t**2 * np.array(end)
    return curve


def hatching(name: str, family: Family | None, *, crossed: bool) -> Markup:
    """The pattern that areas are filled with; crossed twice where denied."""
    lines = "M-2 2l4 -4M0 8l8 -8M6 10l4 -4" + ("M-2 6l4 4M0 0l8 8M6 -2l4 4" if crossed else "")
    stroke = element("path", class_="edge", stroke_width=1.0, d=lines)
    # A pattern takes the colour of where it stands, not of what it fills.
    coloured = None if family is None else family.value
    return element(
        "pattern", stroke, id=name, width=8.0, height=8.0, patternUnits="userSpaceOnUse", data_family=coloured
    )
