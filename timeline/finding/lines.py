"""Which borders and routes do the names of a text make: "the border between Belarus and Ukraine", "from A via B to C"?

Each stands on the word that says so ("border", "via"), as a place of its own; the countries that only say which border
are marked as its sides. A border is made only where both sides are known: from the words, or from the nearest name
before or after that lies in a neighbour of the one side named ("Belarus moved troops near the Ukrainian border").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from shapely import LineString
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer import Gazetteer
from geodata.place import Place, PlaceKind
from timeline.finding.areas import KM_A_DEGREE, compass
from timeline.finding.located import Located, Relation
from timeline.finding.words import Words
from timeline.model import Span, Toponym

CONTEXT = 25  # names before and after a border's one named side among which the other side is sought

BORDERS = frozenset("border borders frontier boundary".split())
#: "Ukrainian border guards" are people, not a border
NOT_A_BORDER = frozenset(
    "guard guards service services police force forces official officials agent agents patrol patrols control controls "
    "security officer officers troops committee detachment detachments protection authorities agency dispute".split()
)
ROUTES = frozenset("road highway railway railroad motorway pipeline route line corridor".split())


def draw(words: Words, found: Sequence[Located], gazetteer: Gazetteer) -> tuple[Located, ...]:
    """``found`` with the sides of borders marked, and with the borders and routes that the names make, in order."""
    scene = _Scene(words=words, found=list(found), gazetteer=gazetteer)
    for index, low in enumerate(words.lower):
        if low in BORDERS and not (index + 1 < len(words) and words.lower[index + 1] in NOT_A_BORDER):
            scene.border(index)
        elif low in ROUTES:
            scene.line(index)
        elif low in ("via", "through"):
            scene.route(index)
    return tuple(sorted([*scene.found, *scene.made], key=lambda one: one.toponym.span.start))


@dataclass(kw_only=True)
class _Scene:
    """The names of one text while borders and routes are being found."""

    words: Words
    found: list[Located]
    gazetteer: Gazetteer
    made: list[Located] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ranges = [self.words.range(one.toponym.span.start, one.toponym.span.end) for one in self.found]
        self.starting = {first: index for index, (first, _) in enumerate(self.ranges)}
        self.ending = {last: index for index, (_, last) in enumerate(self.ranges)}

    def border(self, at: int) -> None:
        """Make the border that the word ``at`` stands for, if its sides are known."""
        sides = self._sides_before(at) + self._sides_after(at + 1)
        countries = list(dict.fromkeys(code for side in sides if (code := self._country(side))))
        if len(countries) == 1:
            countries += self._other_side(countries[0], sides)
        if len(countries) < 2 or (place := self.gazetteer.border(countries[0], countries[1])) is None:
            return
        self._make(at, Relation.BORDER, place, self.gazetteer.shape(place), sides)
        for side in sides:
            self.found[side] = replace(self.found[side], relation=Relation.SIDE)

    def _sides_before(self, at: int) -> list[int]:
        """ "Ukrainian border", "Poland-Belarus border", "Belarus's southern border"."""
        lower = self.words.lower
        while at > 0 and (lower[at - 1] in ("'s", "'", "common", "shared", "state", "land") or compass(lower[at - 1])):
            at -= 1
        if (near := self.ending.get(at)) is None:
            return []
        first = self.ranges[near][0]
        far = self.ending.get(first - 1) if first and lower[first - 1] in ("-", "/", "and") else None
        return [near] if far is None or not self._country(far) else [far, near]

    def _sides_after(self, at: int) -> list[int]:
        """ "between Belarus and Ukraine", "with Poland", "of Lithuania and Belarus"."""
        lower = self.words.lower
        if at >= len(lower) or lower[at] not in ("between", "with", "of"):
            return []
        near = self._next(at + 1)
        if near is None:
            return []
        last = self.ranges[near][1]
        if last < len(lower) and lower[last] in ("and", "with") and (far := self._next(last + 1)) is not None:
            return [near, far] if lower[at] != "with" else [near]
        return [near]

    def _next(self, at: int) -> int | None:
        """The name that begins at ``at``, or after an article there."""
        if at in self.starting:
            return self.starting[at]
        return (
            self.starting.get(at + 1)
            if at < len(self.words) and self.words.lower[at] in ("the", "neighbouring", "neighboring")
            else None
        )

    def _country(self, index: int) -> str | None:
        place = self.found[index].place
        return place.country if place is not None and place.kind is PlaceKind.COUNTRY else None

    def _other_side(self, code: str, sides: Sequence[int]) -> list[str]:
        """The country of the nearest name before, or else after, that has a land border with ``code``."""
        before = range(min(sides) - 1, max(-1, min(sides) - CONTEXT), -1)
        after = range(max(sides) + 1, min(len(self.found), max(sides) + CONTEXT))
        for index in (*before, *after):
            place = self.found[index].place
            if (
                place
                and place.country
                and place.country != code
                and self.gazetteer.border(code, place.country) is not None
            ):
                return [place.country]
        return []

    def line(self, at: int) -> None:
        """ "the Minsk-Brest railway"."""
        right = self.ending.get(at)
        if right is None or self.words.lower[self.ranges[right][0] - 1] != "-":
            return
        left = self.ending.get(self.ranges[right][0] - 1)
        if left is not None:
            self._route(at, [left, right])

    def route(self, at: int) -> None:
        """ "from Minsk via Brest to Warsaw"."""
        start, over = self.ending.get(at), self._next(at + 1)
        if start is None or over is None or self.words.lower[self.ranges[start][0] - 1] != "from":
            return
        last = self.ranges[over][1]
        end = self._next(last + 1) if last < len(self.words) and self.words.lower[last] in ("to", "into") else None
        if end is not None:
            self._route(at, [start, over, end])

    def _route(self, at: int, stops: list[int]) -> None:
        places = [place for stop in stops if (place := self.found[stop].place) is not None]
        points = list(dict.fromkeys((place.lon, place.lat) for place in places))
        if len(places) < len(stops) or len(points) < 2:
            return
        line = LineString(points)
        middle = line.interpolate(0.5, normalized=True)
        place = Place(
            id="made:route:" + "-".join(place.id for place in places),
            name="–".join(place.name for place in places),
            kind=PlaceKind.ROUTE,
            feature_code="RTE",
            lon=middle.x,
            lat=middle.y,
            radius_km=round(line.length * KM_A_DEGREE / 2, 1),
        )
        self._make(at, Relation.ROUTE, place, line, stops)

    def _make(self, at: int, relation: Relation, place: Place, shape: BaseGeometry, of: Sequence[int]) -> None:
        span = Span(start=self.words.starts[at], end=self.words.ends[at])
        spans = [span, *(self.found[index].toponym.span for index in of)]
        phrase = Span(start=min(one.start for one in spans), end=max(one.end for one in spans))
        toponym = Toponym(span=span, name=self.words.forms[at])
        self.made.append(Located(toponym=toponym, place=place, relation=relation, phrase=phrase, shape=shape))
