"""What does the map look like without scripts? One SVG: the ground, the marks, their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import shapely
from markupsafe import Markup
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from geodata.shapes import circle
from geodata.world import Ground, Name
from timeline.web.picture import glyphs
from timeline.web.picture.drawing import Points, element, group, path, text
from timeline.web.picture.forms import SPOTS, Form, Mark, family_of, marks, status_of
from timeline.web.picture.frame import Box, Frame, around, fit, span
from timeline.web.picture.furniture import Furniture
from timeline.web.picture.gathering import Gathered, Node, core, gather
from timeline.web.picture.glyphs import Look
from timeline.web.picture.labels import Labels, shortened
from timeline.web.picture.numbering import Numbering
from timeline.web.picture.sights import Sight, Sights
from timeline.web.tongues import ngettext
from timeline.web.whereabouts import country_name

HEAVIEST = 200_000  # bytes
MOST_SHAPES, MOST_NAMES = 160, 60
# Pixels that an edge may be off, and how many spots are told apart, finest first.
DETAILS = ((0.5, 200), (1.5, 100), (5.0, 40))
CROWD = 1_500  # marks, of which the finest picture would be too heavy anyhow
LEAST_CIRCLE = 8.0  # pixels
MOST_BENDS = 600  # points along lines that names keep clear of
MOSTLY = 0.85  # of all events: what a first view must show
WIDE = 60.0  # degrees of longitude
CLOSEST_FOR_ONE = 6.0  # zoom: one event is shown with some of the land around it
TITLES = 3
_LINES = frozenset({Form.LINE, Form.BORDER, Form.ROUTE})

GroundOf = Callable[[Box, float], Ground]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """What a map picture is made of besides its events.

    ``centre`` (lon, lat) and ``zoom`` are where the reader looks, if the address says so; ``sel`` the selected event's
    id; ``notice`` is said across the middle, ``credit`` in the corner. ``numbers`` are those that events have in a
    list, by id, and are written at the marks: on paper nothing can be pressed.
    """

    width: float
    height: float
    sheet: str
    ground: GroundOf
    names: tuple[Name, ...] = ()
    centre: tuple[float, float] | None = None
    zoom: float | None = None
    sel: str = ""
    notice: str = ""
    credit: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)


def draw_map(sights: Sights, plate: Plate) -> bytes:
    """The map of the events, as SVG of at most some 200 KB: edges are coarser, and badges fewer, where it were more."""
    drawn = marks(sights.events, sights.shapes)
    frame = _frame(sights.events, drawn, plate)
    made = b""
    for bend, spots in DETAILS[len(drawn) > CROWD :]:
        made = _Map(plate=plate, frame=frame, marks=_lightened(drawn), bend=bend, spots=spots).document(sights)
        if len(made) <= HEAVIEST:
            break
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class _Map:
    plate: Plate
    frame: Frame
    marks: tuple[Mark, ...]
    bend: float
    spots: int

    def document(self, sights: Sights) -> bytes:
        plate, title = self.plate, _title(sights.events)
        shapes = [self._shape(number, mark) for number, mark in enumerate(self.marks) if mark.form not in SPOTS]
        names = Labels(width=plate.width, height=plate.height)
        furniture = self._furniture()
        furniture.keep_clear(names)
        groups = self._groups()
        for each in groups:
            names.keep_clear(each.x, each.y, 12)
        for x, y in islice(self._bends(), 0 if plate.numbers else MOST_BENDS):  # a number has to stand somewhere
            names.keep_clear(x, y, 5)
        labels, numbering = self._names(groups, names)
        key, bottom = numbering.key(plate.width, plate.height)
        notice = element("text", plate.notice, class_="name middle", x=plate.width / 2, y=plate.height / 2)
        spots = (self._spot(each) for each in groups)
        parts = [self._ground(), *shapes, *labels, *self._countries(names), *spots, *furniture.parts(), notice, *key]
        whole = element(
            "svg",
            element("title", title),
            element("style", Markup(text(plate.sheet))),  # noqa: S704 - text() has escaped it
            *parts,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {plate.width:.0f} {bottom:.0f}",
            width=plate.width,
            height=bottom,
            role="img",
        )
        return whole.encode()

    def _ground(self) -> Markup:
        found = self.plate.ground(self.frame.box, self.bend * self.frame.degree)
        areas = ((found.land, "land"), (found.lakes, "water"))
        lines = ((found.borders, "border"), (found.disputed, "disputed"))
        return Markup("").join(
            [
                element("rect", class_="water", width=self.plate.width, height=self.plate.height),
                *(element("path", class_=kind, d=path(self._lines(shapes), closed=True)) for shapes, kind in areas),
                *(element("path", class_=kind, d=path(self._lines(shapes))) for shapes, kind in lines),
            ]
        )

    def _lines(self, shapes: Iterable[BaseGeometry]) -> Iterator[Points]:
        """Every ring and line of the shapes, in pixels."""
        for part in (part for shape in shapes for part in _parts(shape)):
            for line in (part.exterior, *part.interiors) if isinstance(part, Polygon) else (part,):
                yield self.frame.points(shapely.get_coordinates(line))

    def _shape(self, number: int, mark: Mark) -> Markup:
        """A mark that has ground or length."""
        look, family = self._look(mark.events), family_of(mark.events)
        coloured = {"data_family": None if family is None else family.value}
        if mark.form is Form.ARROW and mark.origin is not None:
            ends = self.frame.point(*mark.origin), self.frame.point(mark.lon, mark.lat)
            drawn = glyphs.strand([glyphs.bow(*ends)], mark.form, look)
        elif (shape := self._geometry(mark)) is None:
            return Markup("")
        else:
            lines = list(self._lines(self.frame.seen(shape, self.bend)))
            if int(shapely.get_dimensions(shape)) == 1:
                closing = mark.form is Form.BORDER and any(event.closing for event in mark.events)
                drawn = glyphs.strand(lines, mark.form, look, closing=closing)
            else:
                crossed, hatch = look.status.value == "denied", f"h{number}"
                pattern = glyphs.hatching(hatch, family, crossed=crossed)
                drawn = pattern + glyphs.ground(lines, mark.form, look, hatch)
        return group([element("title", _told(mark.events)), drawn], **coloured)

    def _bends(self) -> Iterator[tuple[float, float]]:
        """Points along every line that is a mark: no name is to lie on it."""
        for mark in self.marks:
            if mark.form in _LINES and mark.shape is not None:
                for line in self._lines(self.frame.seen(mark.shape, self.bend)):
                    yield from glyphs.smoothed(line)

    def _geometry(self, mark: Mark) -> BaseGeometry | None:
        """The shape of a mark; a circle of its radius, and never too small to be seen, where it is only near."""
        if mark.form is not Form.NEAR or (mark.shape is not None and shapely.get_dimensions(mark.shape) == 2):
            return mark.shape
        least = LEAST_CIRCLE / self.frame.pixels(1.0, mark.lat)
        return circle(mark.lon, mark.lat, max(mark.radius_km, least))

    def _groups(self) -> tuple[Gathered, ...]:
        """Points, and shapes that several events share (their number must stand somewhere), gathered."""
        nodes = []
        for number, mark in enumerate(self.marks):
            shared = len(mark.events) > 1 and mark.form is not Form.ARROW
            x, y = self.frame.point(mark.lon, mark.lat)
            if (mark.form in SPOTS or shared) and self.frame.holds(x, y, -12):
                nodes.append(Node(x=x, y=y, weight=len(mark.events) + number / 1e6, mark=mark))
        return tuple(reversed(gather(nodes, self.spots)))

    def _spot(self, at: Gathered) -> Markup:
        look, family = self._look(at.events), family_of(at.events)
        if len(at.events) == 1 and at.marks[0].form in SPOTS:
            paint = glyphs.pin if at.marks[0].form is Form.FACILITY else glyphs.ring
            drawn = paint(at.x, at.y, look)
        else:
            families = [event.family for event in at.events]
            drawn = glyphs.badge(at.x, at.y, families, len(at.events), chosen=look.chosen)
        coloured = None if family is None else family.value
        return group([element("title", _told(at.events)), drawn], data_family=coloured)

    def _look(self, events: Iterable[Sight]) -> Look:
        told = [event for event in events if event.id == self.plate.sel]
        return Look(status=status_of(told or events), chosen=bool(told))

    def _names(self, groups: Iterable[Gathered], names: Labels) -> tuple[list[Markup], Numbering]:
        """The place of each spot, and of ground that is no spot, those with more events first; their numbers."""
        written = [at for at in (*groups, *self._alone(groups)) if self.frame.holds(at.x, at.y)]
        written.sort(key=lambda at: (len(at.events), at.x, at.y), reverse=True)
        numbering = Numbering(written, self.plate.numbers)
        labels = (names.beside(_said(at, numbering.of(at)), at.x, at.y, *self._gaps(at)) for at in written)
        return list(labels if self.plate.numbers else islice(filter(None, labels), MOST_NAMES)), numbering

    def _alone(self, groups: Iterable[Gathered]) -> Iterator[Gathered]:
        """Ground and lines that stand in no group; on paper also those whose name stands there for another mark."""
        gathered = [mark for at in groups for mark in at.marks]
        there, known = {id(mark) for mark in gathered}, {mark.name for mark in gathered}
        for mark in self.marks:
            named = mark.name in known and not self.plate.numbers
            if mark.form not in {*SPOTS, Form.ARROW} and id(mark) not in there and not named:
                x, y = self.frame.point(mark.lon, mark.lat)
                yield Gathered(x=x, y=y, marks=(mark,), events=mark.events)

    def _gaps(self, at: Gathered) -> tuple[float, ...]:
        """Pixels from the middle of marks to what is written of them; a line may bend beneath the first words."""
        count, mark = len(at.events), at.marks[0]
        if mark.form in _LINES and count == 1:
            return 12.0, 26.0, 40.0
        reach = self.frame.pixels(mark.radius_km, mark.lat) if mark.form is Form.NEAR else 0.0
        if mark.form is Form.NEAR and mark.shape is not None:
            west, _, east, _ = mark.shape.bounds
            reach = max(reach, (east - west) / self.frame.degree / 2)
        return (max(12.0 if count == 1 else glyphs.badge_radius(count) + 5, reach + 4),)

    def _countries(self, names: Labels) -> Iterator[Markup]:
        marked = {mark.name for mark in self.marks}
        for at in self.plate.names:
            (x, y), name = self.frame.point(at.lon, at.lat), country_name(at.iso, at.name)
            if self.frame.holds(x, y) and name not in marked:
                yield names.upon(name, x, y, 2 * self.frame.pixels(at.radius_km, at.lat))

    def _furniture(self) -> Furniture:
        middle = (self.frame.box[1] + self.frame.box[3]) / 2
        return Furniture(
            width=self.plate.width,
            height=self.plate.height,
            pixel=self.frame.pixels(1.0, middle),
            credit=self.plate.credit,
        )


def _said(at: Gathered, numbers: str) -> tuple[str, ...]:
    """What may be written of marks, the best first: the name of the one place, the numbers of the events."""
    name = shortened(at.marks[0].name) if len(at.marks) == 1 else ""
    return tuple(filter(None, (f"{name} {numbers}".strip(), numbers)))


def _parts(shape: BaseGeometry) -> Iterator[BaseGeometry]:
    """The polygons and lines of a shape, of collections within it too."""
    for part in shapely.get_parts(shape):
        if part.geom_type in {"Polygon", "LineString", "LinearRing"}:
            yield part
        elif part.geom_type != "Point":
            yield from _parts(part)


def _lightened(drawn: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Only so many shapes, those with the most events; what is left out keeps its place in the list."""
    shapes = [mark for mark in drawn if mark.form not in SPOTS]
    kept = sorted(shapes, key=lambda mark: -len(mark.events))[:MOST_SHAPES]
    names = {id(mark) for mark in kept}
    return tuple(mark for mark in drawn if mark.form in SPOTS or id(mark) in names)


def _told(events: tuple[Sight, ...]) -> str:
    """The titles of the first events, and how many more there are."""
    titles = [event.title for event in events[:TITLES]]
    more = len(events) - TITLES
    return "\n".join(titles + ([ngettext("and %(num)s more", "and %(num)s more", more)] if more > 0 else []))


def _title(events: tuple[Sight, ...]) -> str:
    return ngettext("Map of %(num)s event", "Map of %(num)s events", len(events))


def _frame(events: tuple[Sight, ...], drawn: tuple[Mark, ...], plate: Plate) -> Frame:
    """Where the reader looks; else the selected event; else all, or most where those lie much closer together."""
    if plate.centre is not None and plate.zoom is not None:
        return around(*plate.centre, plate.zoom, plate.width, plate.height)
    chosen = [mark for mark in drawn if any(event.id == plate.sel for event in mark.events)]
    if not drawn:
        return around(10.0, 25.0, 0.0, plate.width, plate.height)
    if chosen or len(events) == 1:
        return fit(_box(chosen or drawn, whole=True), plate.width, plate.height, closest=CLOSEST_FOR_ONE)
    points = np.array([(mark.lon, mark.lat) for mark in drawn for _ in mark.events])
    near = core(points, MOSTLY)
    west, east = span(near[:, 0].tolist())
    most = fit((west, float(near[:, 1].min()), east, float(near[:, 1].max())), plate.width, plate.height)
    every = fit(_box(drawn), plate.width, plate.height)
    return most if most.zoom >= every.zoom + 1 else every


def _box(drawn: Iterable[Mark], *, whole: bool = False) -> Box:
    """The box of marks; a country counts with its point alone, or a far one would shrink all the rest.

    ``whole`` shows a country's ground too, but for one that would make the picture one of the world.
    """
    boxes = [_bounds(mark, whole=whole) for mark in drawn]
    west, east = span([lon for box in boxes for lon in (box[0], box[2])])
    # A single shape that runs over the antimeridian is bounded by both edges of the world.
    return west, min(box[1] for box in boxes), east, max(box[3] for box in boxes)


def _bounds(mark: Mark, *, whole: bool) -> Box:
    if mark.form is Form.NEAR and mark.shape is None:
        west, south, east, north = circle(mark.lon, mark.lat, mark.radius_km).bounds
        return west, south, east, north
    if mark.shape is not None and (mark.form is not Form.COUNTRY or whole):
        west, south, east, north = mark.shape.bounds
        if east - west <= WIDE:
            return west, south, east, north
    points = [(mark.lon, mark.lat), *([mark.origin] if mark.origin else [])]
    west, east = span([lon for lon, _ in points])
    return west, min(lat for _, lat in points), east, max(lat for _, lat in points)
