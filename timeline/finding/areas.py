"""What do the words around a place name make of it: a part, the surroundings, a stretch off it?

Radii are stated, not measured: a part of a country reaches as far as its shape; "near" a town is 20 km; "north of" it
without a distance is 50 km. A place made here has a shape and an id that begins with ``made:``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from shapely import Polygon, box
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer import Gazetteer
from geodata.place import Place, PlaceKind
from geodata.sphere import EARTH_KM
from timeline.finding.located import Located, Relation
from timeline.finding.words import Words
from timeline.model import Span

KM_A_DEGREE = 111.195
NEAR_KM = 20.0
TOWARDS_KM = 50.0

#: "southern Belarus", "the south of Belarus": which share (west, south, east, north) of the box is kept
PARTS: dict[str, tuple[float, float, float, float]] = {
    "north": (0, 0.5, 1, 1),
    "south": (0, 0, 1, 0.5),
    "east": (0.5, 0, 1, 1),
    "west": (0, 0, 0.5, 1),
    "northeast": (0.5, 0.5, 1, 1),
    "northwest": (0, 0.5, 0.5, 1),
    "southeast": (0.5, 0, 1, 0.5),
    "southwest": (0, 0, 0.5, 0.5),
    "central": (0.25, 0.25, 0.75, 0.75),
}
#: Degrees clockwise from north
BEARINGS: dict[str | None, float] = {
    "north": 0,
    "northeast": 45,
    "east": 90,
    "southeast": 135,
    "south": 180,
    "southwest": 225,
    "west": 270,
    "northwest": 315,
}

#: "near Homel", "outside Kyiv", "around Brest"
NEAR = frozenset("near outside around".split())
#: "close to Homel", "the outskirts of Kyiv", "the vicinity of Brest", "next to Lida"
NEAR_OF = {
    ("close", "to"),
    ("next", "to"),
    ("outskirts", "of"),
    ("vicinity", "of"),
    ("suburb", "of"),
    ("suburbs", "of"),
    ("environs", "of"),
}
#: "the Brest region": the unit of that name, else the surroundings of the town
UNITS = frozenset(
    "region oblast province governorate district raion county voivodeship prefecture area municipality "
    "department".split()
)
UNIT_KM = 50.0

KM = {
    "km": 1.0,
    "kms": 1.0,
    "kilometers": 1.0,
    "kilometres": 1.0,
    "kilometer": 1.0,
    "kilometre": 1.0,
    "miles": 1.609344,
    "mile": 1.609344,
}


def surround(words: Words, found: Sequence[Located], gazetteer: Gazetteer) -> tuple[Located, ...]:
    """``found``, each with the place that the words around it make of it, or as it is."""
    reader = _Surroundings(words=words, gazetteer=gazetteer)
    return tuple(
        one if one.relation is not None or one.place is None else reader.related(one, one.place) for one in found
    )


def compass(low: str) -> str | None:
    """The point of the compass that a word names: "north-eastern" is read as two words, "northeastern" as one."""
    point = low.removesuffix("ernmost").removesuffix("ern").removesuffix("most")
    return point if point in PARTS else ("central" if low in ("central", "centre", "center") else None)


def circle(lon: float, lat: float, radius_km: float) -> Polygon:
    """A circle of 32 corners on the ground, good to a few per cent away from the poles."""
    high = radius_km / KM_A_DEGREE
    wide = high / max(0.05, math.cos(math.radians(lat)))
    turns = [math.tau * corner / 32 for corner in range(32)]
    return Polygon(
        [(lon + wide * math.cos(turn), max(-90.0, min(90.0, lat + high * math.sin(turn)))) for turn in turns]
    )


def moved(lon: float, lat: float, bearing: float, km: float) -> tuple[float, float]:
    """The point ``km`` away in direction ``bearing`` (degrees clockwise from north) on a sphere of 6,371 km."""
    angle, turn, here = km / EARTH_KM, math.radians(bearing), math.radians(lat)
    there = math.asin(math.sin(here) * math.cos(angle) + math.cos(here) * math.sin(angle) * math.cos(turn))
    across = math.atan2(
        math.sin(turn) * math.sin(angle) * math.cos(here), math.cos(angle) - math.sin(here) * math.sin(there)
    )
    return (lon + math.degrees(across) + 540) % 360 - 180, math.degrees(there)


def cut(shape: BaseGeometry, share: tuple[float, float, float, float]) -> BaseGeometry | None:
    """The share of the main polygon of ``shape``: of Russia this side of the date line, of France in Europe."""
    polygons = [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, Polygon)]
    if not polygons:
        return None
    main = max(polygons, key=lambda part: part.area)
    west, south, east, north = main.bounds
    wide, high = east - west, north - south
    frame = box(west + share[0] * wide, south + share[1] * high, west + share[2] * wide, south + share[3] * high)
    inside = main.buffer(0).intersection(frame)
    return None if inside.is_empty else inside


def extent_km(shape: BaseGeometry) -> float:
    """The radius of a circle with the area of ``shape`` (degrees), reckoned at its middle latitude."""
    scale = math.cos(math.radians(shape.centroid.y)) * KM_A_DEGREE**2
    return math.sqrt(max(0.0, shape.area * scale) / math.pi)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Surroundings:
    """The words around names, and the parts of places that were cut out already."""

    words: Words
    gazetteer: Gazetteer
    cuts: dict[tuple[str, str], BaseGeometry | None] = field(default_factory=dict)

    def related(self, one: Located, place: Place) -> Located:
        """``one`` with the place made of it by the words around it, or as it is."""
        first, last = self.words.range(one.toponym.span.start, one.toponym.span.end)
        lower = self.words.lower
        begin = first - 1 if first and lower[first - 1] == "the" else first
        if (made := self._part(one, place, begin)) is not None:
            return made
        if begin and lower[begin - 1] in ("of", "from") and (made := self._offset(one, place, begin - 1)) is not None:
            return made
        if place.kind is PlaceKind.COUNTRY or one.demonym or place.feature_code == "STM":
            return one  # "near the Dnieper" is no circle around the middle of the river
        if begin and lower[begin - 1] in NEAR:
            return self._around(one, place, begin - 1, last, NEAR_KM)
        if begin > 1 and (lower[begin - 2], lower[begin - 1]) in NEAR_OF:
            return self._around(one, place, begin - 2, last, NEAR_KM)
        if last < len(lower) and lower[last] in UNITS and place.kind is not PlaceKind.REGION:
            return self._around(one, place, first, last + 1, NEAR_KM if lower[last] == "area" else UNIT_KM)
        return one

    def _part(self, one: Located, place: Place, begin: int) -> Located | None:
        """ "southern Belarus", "south-eastern Ukraine", "in the south of Belarus"."""
        lower = self.words.lower
        of = begin > 1 and lower[begin - 1] == "of" and lower[max(0, begin - 3) : begin - 2] == ("the",)
        at = begin - 2 if of else begin - 1
        if at < 0 or (point := compass(lower[at])) is None or place.radius_km <= 0:
            return None
        if at > 1 and lower[at - 1] == "-" and compass(lower[at - 2] + lower[at]):
            at, point = at - 2, compass(lower[at - 2] + lower[at])
        phrase = Span(start=self.words.starts[at], end=one.toponym.span.end)
        shape = self._cut(place, point or "central")
        if shape is None:
            return replace(one, relation=Relation.PART, phrase=phrase)
        inside = shape.representative_point()
        part = Place(
            id=f"made:{point}:{place.id}",
            name=f"{point} {place.name}" if point == "central" else f"{point}ern {place.name}",
            kind=PlaceKind.AREA,
            feature_code="AREA",
            lon=inside.x,
            lat=inside.y,
            country=place.country,
            admin1=place.admin1,
            radius_km=round(extent_km(shape), 1),
        )
        return replace(one, relation=Relation.PART, phrase=phrase, place=part, shape=shape)

    def _cut(self, place: Place, point: str) -> BaseGeometry | None:
        if (place.id, point) not in self.cuts:
            self.cuts[place.id, point] = cut(self.gazetteer.shape(place), PARTS[point])
        return self.cuts[place.id, point]

    def _offset(self, one: Located, place: Place, joint: int) -> Located | None:
        """ "40 km north of Homel", "40 km from Homel", "north of Homel"; ``joint`` is where "of" or "from" stands."""
        lower = self.words.lower
        at, point = joint, None
        if at > 0 and lower[at] == "of":
            if at > 2 and lower[at - 2] == "-" and compass(lower[at - 3] + lower[at - 1]) in BEARINGS:
                at, point = at - 3, compass(lower[at - 3] + lower[at - 1])
            elif lower[at - 1] in BEARINGS:
                at, point = at - 1, lower[at - 1]
            else:
                return None
        km, at = self._distance(at)
        if place.feature_code == "STM" or (km is None and (point is None or place.kind is PlaceKind.COUNTRY)):
            return None
        far = min(TOWARDS_KM / 2 if km is None else km, 2000.0)
        lon, lat = (place.lon, place.lat) if point is None else moved(place.lon, place.lat, BEARINGS[point], far)
        radius = far if point is None or km is None else max(5.0, far / 4)
        phrase = Span(start=self.words.starts[at], end=one.toponym.span.end)
        name = self.words.text[phrase.start : phrase.end]
        return self._area(
            replace(one, relation=Relation.OFFSET, phrase=phrase), place, " ".join(name.split()), (lon, lat, radius)
        )

    def _distance(self, at: int) -> tuple[float | None, int]:
        """The distance in km that ends before ``at``, and where its phrase begins: "30 kilometers (19 miles) north"."""
        lower, forms = self.words.lower, self.words.forms
        if at > 3 and lower[at - 1] == ")" and lower[at - 4] == "(" and lower[at - 2] in KM:
            at -= 4
        elif at > 0 and lower[at - 1] in ("away", "to", "the"):
            return self._distance(at - 1) if at > 1 else (None, at)
        if at > 1 and lower[at - 1] in KM and forms[at - 2][0].isdigit():
            digits = forms[at - 2].replace(",", "")
            return (
                float(digits) * KM[lower[at - 1]]
                if digits.replace(".", "", 1).isascii() and digits.replace(".", "", 1).isdigit()
                else None
            ), at - 2
        return None, at

    def _around(self, one: Located, place: Place, first: int, last: int, radius_km: float) -> Located:
        phrase = Span(start=self.words.starts[first], end=self.words.ends[last - 1])
        name = " ".join(self.words.text[phrase.start : phrase.end].split())
        around = (place.lon, place.lat, radius_km + place.radius_km)
        return self._area(replace(one, relation=Relation.NEAR, phrase=phrase), place, name, around)

    def _area(self, one: Located, place: Place, name: str, around: tuple[float, float, float]) -> Located:
        lon, lat, radius_km = around
        area = Place(
            id=f"made:{one.relation}:{place.id}:{lon:.2f}:{lat:.2f}:{radius_km:.0f}",
            name=name,
            kind=PlaceKind.AREA,
            feature_code="AREA",
            lon=lon,
            lat=lat,
            country=place.country,
            admin1=place.admin1,
            radius_km=round(radius_km, 1),
        )
        return replace(one, place=area, shape=circle(lon, lat, radius_km))
