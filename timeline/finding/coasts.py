"""Which coast do the words around a name mean: "off the coast of Taiwan", "Haiti's southern coast", "off Yemen"?

A coast is a country's or region's boundary less its land borders, cut to the part and to the sea that the words name;
"off" it is the sea up to a stated width. Who has no coast keeps the place that he named: Chad stays Chad.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from shapely import get_coordinates
from shapely.geometry.base import BaseGeometry

from geodata import shapes
from geodata.gazetteer import Gazetteer
from geodata.place import Place, PlaceKind
from geodata.sphere import km_between
from timeline.finding.areas import compass
from timeline.finding.located import Located, Relation
from timeline.finding.words import Words
from timeline.model import Span

#: The contiguous zone, 24 nautical miles (UN Convention on the Law of the Sea, article 33): what a state still watches
OFF_KM = 44.4
#: "the Black Sea coast": sea outlines are coarse, and so is a coast's nearness to them
BESIDE_SEA = 0.4  # degrees

COASTS = frozenset("coast coasts coastline coastlines shore shores shoreline seaboard littoral".split())
#: "the Libyan Coast Guard", "the Haitian coast guards" are people
GUARDS = frozenset("guard guards guardsmen guardsman guardship".split())
#: "Somalia's long coast", "Libya's entire coast"
LENGTHS = frozenset("long entire whole".split())
#: "cut off Gaza", "fend off Russia", "took off from", "pay off Haiti": the verb has the word, and no sea is meant
PHRASAL = frozenset(
    "cut cuts cutting seal seals sealed sealing fend fends fended fending ward wards warded warding wall walled close "
    "closed closing block blocked blocking kick kicks kicked kicking pay pays paid paying write writes wrote written "
    "call calls called calling hold holds held holding live lives living split break breaks broke broken breaking shut "
    "rip ripped ripping cordon cordoned cordoning fence fenced carve carved carving buy bought stave staved staving "
    "fight fights fought fighting set scare scared scaring drop dropped take takes took taken taking lay laid knock "
    "knocked throw threw shrug shrugged beat beaten face faced show showed sell sold selling round rounded keep kept "
    "turn turned switch play played playing see saw send sent pick picked sign signed tip tipped top kill killed let "
    "laid wean weaned wipe wiped tear tore torn drive drove driven spin spun tell told better worse well feed feeds "
    "fed profit profits profited trade one two".split()
)


def follow(words: Words, found: Sequence[Located], gazetteer: Gazetteer) -> tuple[Located, ...]:
    """``found`` with the coasts that the words around its names make of them; seas that say which are marked."""
    reader = _Shores(words=words, found=found, gazetteer=gazetteer)
    done = list(found)
    for index, one in enumerate(found):
        told = reader.told(index)
        made = None if told is None or one.place is None else reader.made(one, one.place, told)
        if told is None or made is None:
            continue
        done[index] = made
        if told.sea is not None:
            done[told.sea] = replace(found[told.sea], relation=Relation.SIDE)
    return tuple(done)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What is said of a coast in the words ``[first, last)``: which part, at which sea (index), and whether off it."""

    first: int
    last: int
    point: str | None = None
    sea: int | None = None
    off: bool = False


@dataclass(kw_only=True)
class _Shores:
    """The names of one text, and the shapes of coasts that were made already."""

    words: Words
    found: Sequence[Located]
    gazetteer: Gazetteer
    shapes: dict[str, BaseGeometry | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ranges = [self.words.range(one.toponym.span.start, one.toponym.span.end) for one in self.found]
        self.begins = {first for first, _ in self.ranges}
        self.seas = {i: sea for i, one in enumerate(self.found) if (sea := _sea(one)) is not None}
        self.seas_from = {self.ranges[index][0]: index for index in self.seas}
        self.seas_to = {self.ranges[index][1]: index for index in self.seas}

    def told(self, index: int) -> _Told | None:
        """What the words say of a coast of the name ``index``; None where they say nothing of one."""
        one = self.found[index]
        if one.relation is not None or one.place is None or one.seat or one.place.kind is PlaceKind.SEA:
            return None
        first, last = self.ranges[index]
        return self._after(first, last) or (None if one.demonym else self._before(first, last))

    def _after(self, first: int, last: int) -> _Told | None:
        """ "Haiti's southern coast", "off the Libyan coast", "Georgia's Black Sea coast"."""
        at = last + 1 if self._word(last) in ("'s", "'") else last
        while self._word(at) in LENGTHS:
            at += 1
        point, at = self._point_from(at)
        sea = self.seas_from.get(at)
        if sea is not None:
            at = self.ranges[sea][1]
        if self._word(at) not in COASTS or self._word(at + 1) in GUARDS:
            return None
        if self._word(at + 1) == "of" and not self.begins.isdisjoint((at + 2, at + 3)):
            return None  # "the Atlantic coast of Morocco"
        inner, begin = self._point_to(first)
        off = self._word(begin - 1) == "off"
        return _Told(first=begin - off, last=at + 1, point=point or inner, sea=sea, off=off)

    def _before(self, first: int, last: int) -> _Told | None:
        """ "off the Black Sea coast of Georgia", "the southern coast of Libya", "off southern Yemen", "off Yemen"."""
        point, at = self._point_to(first)
        if self._word(at - 1) == "of" and self._word(at - 2) in COASTS:
            sea = self.seas_to.get(at - 2)
            outer, at = self._point_to(at - 2 if sea is None else self.ranges[sea][0])
            off = self._word(at - 1) == "off"
            return _Told(first=at - off, last=last, point=outer or point, sea=sea, off=off)
        if self._word(at - 1) == "off" and self._word(at - 2) not in PHRASAL and self._word(last) != "'s":
            return _Told(first=at - 1, last=last, point=point, off=True)
        return None

    def _word(self, at: int) -> str:
        return self.words.lower[at] if 0 <= at < len(self.words) else ""

    def _point_from(self, at: int) -> tuple[str | None, int]:
        """The point of the compass that begins at ``at``, and where it ends: "southern", "south-eastern"."""
        if self._word(at + 1) == "-" and (point := compass(self._word(at) + self._word(at + 2))):
            return point, at + 3
        point = compass(self._word(at))
        return point, at + 1 if point else at

    def _point_to(self, at: int) -> tuple[str | None, int]:
        """The point of the compass that ends before ``at``, and where its words and their article begin."""
        point = None
        if self._word(at - 2) == "-" and (point := compass(self._word(at - 3) + self._word(at - 1))):
            at -= 3
        elif point := compass(self._word(at - 1)):
            at -= 1
        return point, at - 1 if self._word(at - 1) == "the" else at

    def made(self, one: Located, place: Place, told: _Told) -> Located | None:
        """``one`` as the coast told of; None where the place has none there."""
        sea = self.seas[told.sea] if told.sea is not None else None
        words = [told.point, sea.id if sea else None, place.id]
        id_ = ":".join(["made", "off" if told.off else "coast", *(word for word in words if word)])
        if id_ not in self.shapes:
            self.shapes[id_] = self._shape(place, sea, told)
        shape = self.shapes[id_]
        if shape is None:
            return None
        middle = shapes.inner_point(shape)
        area = Place(
            id=id_,
            name=_name(place, sea, told),
            kind=PlaceKind.AREA,
            feature_code="SEA" if told.off else "CST",
            lon=round(middle.x, 5),
            lat=round(middle.y, 5),
            country=place.country,
            admin1=place.admin1,
            radius_km=_reach_km(shape, middle.x, middle.y),
        )
        phrase = Span(start=self.words.starts[told.first], end=self.words.ends[told.last - 1])
        return replace(one, relation=Relation.COAST, demonym=False, phrase=phrase, place=area, shape=shape)

    def _shape(self, place: Place, sea: Place | None, told: _Told) -> BaseGeometry | None:
        shore = self.gazetteer.coast(place)
        if shore is not None and told.point is not None:
            shore = shapes.stretch(shore, self.gazetteer.shape(place), told.point)
        if shore is not None and sea is not None:
            shore = shore.intersection(self.gazetteer.shape(sea).buffer(BESIDE_SEA))
        if shore is None or shore.length == 0:
            return None
        light = shapes.thinned(shore)
        if not told.off:
            return light
        around = shapes.offshore(light, OFF_KM)
        return shapes.thinned(around.difference(self.gazetteer.land(around)))


def _sea(one: Located) -> Place | None:
    """The sea that a name is or may be: in "the Red Sea coast of Yemen" it is not the Sudanese state."""
    places = [one.place, *(candidate.place for candidate in one.candidates)]
    return next((place for place in places if place is not None and place.kind is PlaceKind.SEA), None)


def _name(place: Place, sea: Place | None, told: _Told) -> str:
    """ "off the southern coast of Haiti"."""
    point = None if told.point is None else told.point if told.point == "central" else f"{told.point}ern"
    which = " ".join(word for word in (point, sea.name if sea else None, "coast of", place.name) if word)
    return f"off the {which}" if told.off else which


def _reach_km(shape: BaseGeometry, lon: float, lat: float) -> float:
    """How far the farthest point of a shape lies from its own point."""
    return round(max(km_between((lon, lat), (x, y)) for x, y in get_coordinates(shape)), 1)
