"""What does the time band look like without scripts? One SVG: lanes, a heap of how much, publications, the events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from timeline.model import Modality, TimePrecision
from timeline.web.picture.days import Days, Reach, Scale, heap, reach, rows, ticks, view
from timeline.web.picture.drawing import element, group, text
from timeline.web.picture.glyphs import HOLLOW, dashes
from timeline.web.picture.sights import Sight
from timeline.web.tongues import gettext as _
from timeline.web.tongues import ngettext
from timeline.web.words import Family

HEAP, AXIS, LANE, GAP = 22.0, 18.0, 14.0, 6.0  # pixels
ROW, LEAST_ROW, ALL_ROWS = 12.0, 2.0, 150.0
NAMES, SWATCHES, ARROW, LEAST_MARK = 92.0, 14.0, 16.0, 7.0
NARROW = 480.0  # below it there is no room for the lanes' names
MOST_MARKS = 400  # beyond these each lane is a heap of its own
MOST_RULES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """What a picture of the band is made of besides its events.

    ``names`` are the families' by family, ``notice`` is said across the middle.
    """

    width: float
    sheet: str
    names: dict[Family, str]
    published: tuple[date, ...] = ()
    window: tuple[date | None, date | None] = (None, None)
    sel: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lane:
    family: Family
    reaches: tuple[Reach, ...]
    rows: tuple[int, ...]
    top: float
    height: float
    row: float


def draw_band(events: Sequence[Sight], strip: Strip) -> bytes:
    """The band of the events, as SVG; those of which no day is known are not in it."""
    reaches = [found for event in events if (found := reach(event)) is not None]
    published = sorted(set(strip.published))[-MOST_RULES:]
    days = view(reaches) if reaches else _alone(published)
    left = NAMES if strip.width > NARROW else SWATCHES
    scale = Scale(view=days, left=left, width=strip.width - left)
    lanes = _lanes(reaches, scale)
    bottom = lanes[-1].top + lanes[-1].height + 4 if lanes else HEAP + LANE
    parts = [
        *_backdrop(scale, strip, lanes, published, bottom),
        *_bars(reaches, scale, HEAP, HEAP - 4, "heap"),
        group((part for lane in lanes for part in _lane(lane, scale, strip)), clip_path="url(#plot)"),
        *_window(strip, scale, bottom),
        element("text", strip.notice, class_="middle", x=strip.width / 2, y=bottom / 2),
    ]
    title = ngettext("Time band of %(num)s event", "Time band of %(num)s events", len(reaches))
    whole = element(
        "svg",
        element("title", title),
        element("style", Markup(text(strip.sheet))),  # noqa: S704 - text() has escaped it
        _definitions(scale, bottom),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {strip.width:.0f} {bottom + AXIS:.0f}",
        width=strip.width,
        height=round(bottom + AXIS),
        role="img",
    )
    return whole.encode()


def _alone(published: Sequence[date]) -> Days:
    """Days to show where no event has one."""
    day = published[-1].toordinal() if published else date(2000, 1, 1).toordinal()
    return day - 7, day + 7


def _lanes(reaches: Sequence[Reach], scale: Scale) -> tuple[_Lane, ...]:
    """A lane for each family that there is, its marks in rows that do not overlap."""
    by_family = {family: tuple(each for each in reaches if each.event.family is family) for family in Family}
    crowded = len(reaches) > MOST_MARKS
    packed = {
        family: () if crowded else tuple(rows([_extent(each, scale) for each in inside]))
        for family, inside in by_family.items()
        if inside
    }
    total = sum(1 + max(used, default=0) for used in packed.values())
    row = min(ROW, max(ALL_ROWS / max(total, 1), LEAST_ROW))
    lanes, top = [], HEAP + 4
    for family, used in packed.items():
        height = max((1 + max(used, default=0)) * row, LANE)
        lanes.append(_Lane(family=family, reaches=by_family[family], rows=used, top=top, height=height, row=row))
        top += height + GAP
    return tuple(lanes)


def _extent(each: Reach, scale: Scale) -> tuple[float, float]:
    """Left and right of a mark; never too small to be seen."""
    left, right = (scale.x(day) for day in each.days)
    lack = max(0.0, LEAST_MARK - (right - left)) / 2
    return left - lack - ARROW * each.open_start, right + lack + ARROW * each.open_end


def _backdrop(
    scale: Scale, strip: Strip, lanes: Sequence[_Lane], published: Sequence[date], bottom: float
) -> Iterator[Markup]:
    """Paper, the days after the last publication, lanes with their names, ticks, the days of publication."""
    yield element("rect", class_="paper", width=strip.width, height=bottom + AXIS)
    future = scale.x(published[-1].toordinal() + 1) if published else strip.width
    if future < strip.width:
        left = max(future, scale.left)
        yield element("rect", class_="future", x=left, y=HEAP, width=strip.width - left, height=bottom - HEAP)
        yield element("rect", fill="url(#ahead)", x=left, y=HEAP, width=strip.width - left, height=bottom - HEAP)
    for lane in lanes:
        at = lane.top + lane.height / 2
        mark = element("rect", class_="full", x=0.0, y=at - 4, width=8.0, height=8.0, rx=1.0)
        name = [element("text", strip.names[lane.family], x=14.0, y=at + 4)] if strip.width > NARROW else []
        yield group([element("title", strip.names[lane.family]), mark, *name], data_family=lane.family.value)
        yield _line("rule", scale.left, lane.top + lane.height + GAP / 2, strip.width, None)
    for tick in ticks(scale):
        yield _line("rule", scale.x(tick.day), HEAP, None, bottom + 4)
        if scale.x(tick.day) < strip.width - 30:
            yield element("text", tick.words, class_="aside", x=scale.x(tick.day) + 3, y=bottom + 14)
    yield from _rules(scale, published, bottom)


def _rules(scale: Scale, published: Sequence[date], bottom: float) -> Iterator[Markup]:
    for day in published:
        x = scale.x(day.toordinal() + 1)
        if scale.left <= x <= scale.left + scale.width:
            yield _line("ink", x, 0, None, bottom)
            if len(published) == 1:
                yield element("text", _("published"), class_="aside end", x=x - 4, y=10)


def _line(kind: str, x: float, y: float, across: float | None, down: float | None) -> Markup:
    return element("line", class_=kind, x1=x, y1=y, x2=x if across is None else across, y2=y if down is None else down)


def _bars(reaches: Sequence[Reach], scale: Scale, base: float, tall: float, kind: str) -> Iterator[Markup]:
    for (first, until), share in heap(reaches, scale):
        left, right = max(scale.x(first), scale.left), min(scale.x(until), scale.left + scale.width)
        if right > left:
            high = max(2.0, share * tall)
            wide = max(right - left - 1, 1.0)
            yield element("rect", class_=kind, x=left + 0.5, y=base - high, width=wide, height=high)


def _lane(lane: _Lane, scale: Scale, strip: Strip) -> Iterator[Markup]:
    if not lane.rows:
        bars = _bars(lane.reaches, scale, lane.top + lane.height, lane.height, "full")
        yield group(bars, data_family=lane.family.value)
        return
    marks = (
        _mark(each, scale, lane.top + row * lane.row, max(lane.row - 2, 2.0), strip.sel)
        for each, row in zip(lane.reaches, lane.rows, strict=True)
    )
    yield group(marks, data_family=lane.family.value)


def _mark(each: Reach, scale: Scale, y: float, height: float, sel: str) -> Markup:
    """A block for a day, a bar for a range; faded where vague, an arrow where open, hollow where planned."""
    left, right = _extent(each, scale)
    if right <= scale.left or left >= scale.left + scale.width:
        return Markup("")
    event = each.event
    start, end = left + ARROW * each.open_start, right - ARROW * each.open_end
    box = {"x": start + 0.75, "y": y + 0.75, "width": max(end - start - 1.5, 1.0), "height": height - 1.5, "rx": 1.5}
    parts = [element("title", event.title)]
    if event.status not in HOLLOW:
        vague = event.precision not in {TimePrecision.DAY, None}
        faint = 0.35 if event.status in {Modality.CLAIMED, Modality.DENIED} else None
        parts.append(element("rect", class_="full", opacity=faint, mask="url(#fade)" if vague else None, **box))
    parts.append(_edge(event, box, chosen=event.id == sel))
    parts += _arrows(each, start, end, y + height / 2)
    if event.status is Modality.DENIED:
        d = f"M{start - 1:.1f} {y + height + 1:.1f}L{end + 1:.1f} {y - 1:.1f}"
        parts.append(element("path", class_="edge ink", stroke_width=1.25, d=d))
    return group(parts)


def _edge(event: Sight, box: dict[str, float], *, chosen: bool) -> Markup:
    dotted = event.status is Modality.HYPOTHETICAL
    width = 2.5 if chosen else 1.75 if dotted else 1.25
    return element(
        "rect",
        class_="edge chosen" if chosen else "edge",
        stroke_width=width,
        stroke_dasharray=dashes(event.status, width),
        stroke_linecap="round" if dotted else None,
        **box,
    )


def _arrows(each: Reach, start: float, end: float, y: float) -> Iterator[Markup]:
    ends = [(start, -1)] * each.open_start + [(end, 1)] * each.open_end
    for at, way in ends:
        tip = at + way * (ARROW - 2)
        barbs = f"M{tip - 4 * way:.1f} {y - 3:.1f}L{tip:.1f} {y:.1f}L{tip - 4 * way:.1f} {y + 3:.1f}"
        d = f"M{at:.1f} {y:.1f}H{tip:.1f}{barbs}"
        yield element("path", class_="edge", stroke_width=1.5, d=d)


def _window(strip: Strip, scale: Scale, bottom: float) -> Iterator[Markup]:
    """The edges of the window that the reader asked for."""
    start, end = strip.window
    for day in ([start.toordinal()] if start else []) + ([end.toordinal() + 1] if end else []):
        if scale.left <= scale.x(day) <= strip.width:
            yield element("path", class_="edge chosen", stroke_width=2.0, d=f"M{scale.x(day):.1f} 0V{bottom:.1f}")


def _definitions(scale: Scale, bottom: float) -> Markup:
    """The room for marks, ends that fade out, and the hatching of days that were still to come."""
    room = element("rect", x=scale.left, y=0.0, width=scale.width, height=bottom)
    stops: Iterable[tuple[float, float]] = ((0, 0.1), (0.25, 1), (0.75, 1), (1, 0.1))
    fading = element(
        "linearGradient",
        *(element("stop", offset=f"{at}", stop_color="#fff", stop_opacity=f"{white}") for at, white in stops),
        id="fading",
    )
    fade = element(
        "mask",
        element("rect", width="1", height="1", fill="url(#fading)"),
        id="fade",
        maskContentUnits="objectBoundingBox",
    )
    line = element("path", class_="rule", d="M-2 2l4 -4M0 8l8 -8M6 10l4 -4")
    ahead = element("pattern", line, id="ahead", width=8.0, height=8.0, patternUnits="userSpaceOnUse")
    return element("defs", element("clipPath", room, id="plot"), fading, fade, ahead)
