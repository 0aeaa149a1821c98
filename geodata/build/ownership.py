"""Whose is a polygon? Codes, names and towns as evidence, and the towns have the last word.

Natural Earth draws what was, under codes that have been given anew since: all of Iran's in 2020, Morocco's of before
2015, and Ecuador's Napo as Tungurahua. The towns of a region are known from another source, and lie inside it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from shapely import STRtree, points
from shapely.geometry import MultiPoint

from geodata.build.divisions import Division
from geodata.build.region_polygons import RegionPolygon
from geodata.names import key_and_form

# What speaks for a region, in votes.
_CODE = 1.1  # its ISO code stands at the polygon
_ID = 1.5  # its GeoNames id does, which is never given anew
_CALLED = 1.0  # the polygon is called exactly as it is
_TOWNS = 2.0  # all of many towns in the polygon are its own; some are as much of it
# What speaks against one that has towns: three or more lie in the polygon and none is its own; all of its own lie far.
_STRANGE = -1.0
_FAR = -2.0

_SOME = 3  # towns that say whose they are not
_FAR_DEGREES = 0.5
_PURE = 0.9  # share of a polygon's towns that makes it the region's alone, whatever it is called
_PART = 0.05  # share of them that makes a region one of several there
_MANY = 5  # towns, of which such shares can be told


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """Whose a polygon is: ``among`` share it, most towns first; ``former`` had it whole, and have no towns now."""

    among: tuple[Division, ...] = ()
    former: tuple[Division, ...] = ()


@dataclass(slots=True)
class _Homes:
    """The towns of one level, each beside the smallest region that has it."""

    tree: STRtree
    rows: list[Division]


@dataclass(slots=True)
class Ownership:
    """What is known of all regions, to be asked of each polygon."""

    rows: dict[int, Division]
    levels: dict[str, int] = field(default_factory=dict)  # at which a country is drawn mostly
    _codes: dict[str, Division] = field(default_factory=dict)
    _ids: dict[int, Division] = field(default_factory=dict)
    _homes: dict[int, _Homes] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: dict[int, Division], polygons: Iterable[RegionPolygon]) -> Ownership:
        """Ready to be asked; ``polygons`` are all there are."""
        found = cls(rows)
        found._codes = {row.iso: row for row in rows.values() if row.iso}
        found._ids = {row.gnid: row for row in rows.values() if row.gnid}
        found._homes = {level: _homes(rows.values(), level) for level in {row.level for row in rows.values()}}
        count: dict[str, Counter[int]] = defaultdict(Counter)
        for polygon in polygons:
            count[polygon.country].update(row.level for row in found.coded(polygon) if called(polygon, row))
        found.levels = {country: levels.most_common(1)[0][0] for country, levels in count.items() if levels}
        return found

    def coded(self, polygon: RegionPolygon) -> list[Division]:
        """The regions of its code and of its id."""
        both = (self._codes.get(polygon.iso), self._ids.get(polygon.gnid or 0))
        return list({row.row: row for row in both if row is not None}.values())

    def _known(self, polygon: RegionPolygon) -> list[Division]:
        """Of these, those of the level at which the country is drawn, where there are any."""
        found = self.coded(polygon)
        return [row for row in found if row.level == self.levels.get(polygon.country)] or found

    def owners(self, polygon: RegionPolygon) -> Owners:
        """Whose the polygon is; nobody's where neither a code nor a town says it."""
        known = self._known(polygon)
        inside = self._inside(polygon, known)
        regions = {row.row: row for row in known} | {number: self.rows[number] for number in inside}
        living = [row for row in regions.values() if row.towns] or list(regions.values())
        best = max(living, key=lambda row: (_worth(polygon, row, inside), -row.row), default=None)
        if best is None:
            return Owners()
        former = tuple(row for row in known if row is not best and not row.towns and _was(polygon, row))
        return Owners(among=self._among(polygon, best, inside), former=former)

    def _among(self, polygon: RegionPolygon, best: Division, inside: Counter[int]) -> tuple[Division, ...]:
        """``best`` alone, but where the polygon is called otherwise and several regions have towns in it."""
        total = inside.total()
        if called(polygon, best) or total < _MANY or inside[best.row] >= _PURE * total:
            return (best,)
        least = max(2.0, _PART * total)
        return tuple(self.rows[number] for number, count in inside.most_common() if count >= least) or (best,)

    def _inside(self, polygon: RegionPolygon, known: list[Division]) -> Counter[int]:
        """How many towns each region of one country has in the polygon, by row."""
        level = known[0].level if known else self.levels.get(polygon.country, 1)
        homes = self._homes[level]
        found = [homes.rows[int(at)] for at in homes.tree.query(polygon.ground, predicate="contains")]
        countries = Counter(row.country for row in found)
        country = known[0].country if known else max(countries, key=lambda code: countries[code], default="")
        return Counter(row.row for row in found if row.country == country)


def _homes(rows: Iterable[Division], level: int) -> _Homes:
    smallest: dict[int, tuple[int, float, float, Division]] = {}
    for row in rows:
        for town in row.towns if row.level == level else ():
            here = (len(row.towns), town.lon, town.lat, row)
            smallest[town.gnid] = min(smallest.get(town.gnid, here), here, key=lambda one: one[0])
    found = list(smallest.values())
    return _Homes(STRtree(points([(lon, lat) for _, lon, lat, _ in found])), [row for *_, row in found])


def _worth(polygon: RegionPolygon, row: Division, inside: Counter[int]) -> float:
    own, total = inside[row.row], inside.total()
    worth = _CODE * (polygon.iso == (row.iso or None)) + _ID * (polygon.gnid == (row.gnid or 0))
    worth += _CALLED * called(polygon, row) + _TOWNS * own / (total + 1)
    if row.towns and not own:
        far = polygon.ground.distance(MultiPoint([(town.lon, town.lat) for town in row.towns])) > _FAR_DEGREES
        worth += _STRANGE * (total >= _SOME) + _FAR * far
    return worth


def _was(polygon: RegionPolygon, row: Division) -> bool:
    """Whether a region without towns may have been the polygon: called so, or no more known to GeoNames."""
    return called(polygon, row) or not row.geonames


def called(polygon: RegionPolygon, row: Division) -> bool:
    """Whether one of the polygon's names is the region's own."""
    own = key_and_form(row.name)[0]
    return any(key_and_form(name)[0] == own for name in polygon.names)
