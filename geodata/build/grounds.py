"""Which ground has each region: that of its polygons, of its parts, or what lies nearest to its towns?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from shapely import STRtree, intersects, points, union_all, voronoi_polygons
from shapely.geometry import MultiPoint, Point
from shapely.geometry.base import BaseGeometry

from geodata.build.countries import Country
from geodata.build.divisions import Division, Divisions, Town
from geodata.build.outlines import only_polygons, valid
from geodata.build.ownership import Ownership
from geodata.build.region_names import Drawn, name_regions
from geodata.build.region_polygons import RegionPolygon
from geodata.names import key_and_form

# Natural Earth's units that are made of many polygons, and first-level regions in ISO 3166-2.
_NATIONS = {"England": "GB-ENG", "Scotland": "GB-SCT", "Wales": "GB-WLS", "Northern Ireland": "GB-NIR"}

_SOME = 3  # towns that say whether a ground is right


def draw(
    divisions: Divisions,
    polygons: Sequence[RegionPolygon],
    countries: Iterable[Country],
    dropped: frozenset[tuple[int, str]],
) -> None:
    """Give the regions their ground, and what polygons tell of their names (``dropped`` are known to be wrong)."""
    grounds, names = {}, {}
    for country in countries:
        names[country.iso] = frozenset(key_and_form(name.text)[0] for name in country.entry.names)
        if country.ground is not None:
            grounds[country.iso] = country.ground
    name_regions(divisions.rows, _lay(divisions.rows, polygons), names, dropped)
    _join_children(divisions)
    _approximate(divisions, grounds)


def _lay(rows: dict[int, Division], polygons: Sequence[RegionPolygon]) -> dict[int, list[Drawn]]:
    """Give every polygon to the regions whose it is, and was; by row the polygons with the region's own code or id."""
    ownership = Ownership.of(rows, polygons)
    nations = {row.iso: row for row in rows.values() if row.iso in _NATIONS.values()}
    grounds: dict[int, list[BaseGeometry]] = defaultdict(list)
    coded: dict[int, list[Drawn]] = defaultdict(list)
    for polygon in polygons:
        owners = ownership.owners(polygon)
        for row in ownership.coded(polygon):
            coded[row.row].append(Drawn(polygon, row in (*owners.former, *owners.among)))
        nation = nations.get(_NATIONS.get(polygon.unit, ""))
        for row in (*owners.former, *([nation] if nation else [])):
            grounds[row.row].append(polygon.ground)
        for number, ground in _shares(owners.among, polygon.ground).items():
            grounds[number].append(ground)
    for number, parts in grounds.items():
        rows[number].ground = parts[0] if len(parts) == 1 else only_polygons(union_all(parts))
    return coded


def _join_children(divisions: Divisions) -> None:
    """A region whose ground holds less than half of its towns (Nakhchivan's is the city's, most have none) gets that
    of its parts, if they hold nine in ten of its people.
    """
    for division in divisions.rows.values():
        parts = [child for child in divisions.children.get(division.row, []) if child.ground is not None]
        if division.level > 1 or not parts or 2 * _held(division.towns, division) > len(division.towns):
            continue
        drawn = sum(town.population for part in parts for town in part.towns)
        if drawn >= 0.9 * sum(town.population for town in division.towns):
            own = [division.ground] if division.ground is not None else []
            division.ground = only_polygons(union_all([*own, *(part.ground for part in parts)]))


def _held(towns: Sequence[Town], division: Division) -> int:
    """How many of the towns lie on the ground of a region."""
    if division.ground is None:
        return 0
    return int(intersects(division.ground, points([(town.lon, town.lat) for town in towns])).sum()) if towns else 0


def _approximate(divisions: Divisions, countries: dict[str, BaseGeometry]) -> None:
    """Regions that no polygon is left for (the newer ones of Kenya, Nepal, ...) get the ground nearest to their towns.

    A region younger than the polygons (West Kordofan) gets its share of the one around it; what is left of the country
    is shared out by Voronoi cells of the towns: not the legal line, but right for nearly every town, and far better
    than a disc.
    """
    first: dict[str, list[Division]] = defaultdict(list)
    for division in divisions.rows.values():
        if division.level == 1 and division.country in countries and division.towns:
            first[division.country].append(division)
    for country, regions in sorted(first.items()):
        _split_hosts(regions)
        lost = [region for region in regions if region.ground is None]
        drawn = [region.ground.buffer(0.01) for region in regions if region.ground is not None]
        for row, ground in _shares(lost, countries[country].difference(union_all(drawn))).items():
            divisions.rows[row].ground = ground


def _split_hosts(regions: list[Division]) -> None:
    """Share out each ground with a third or more of the towns of a region that has none, or misses most of its own."""
    guests: dict[int, list[Division]] = defaultdict(list)
    hosts = {region.row: region for region in regions if region.ground is not None}
    for region in regions:
        if region.ground is None or _misses(region):
            inside = {row: _held(region.towns, host) for row, host in hosts.items() if host is not region}
            most = max(inside, key=lambda row: inside[row], default=None)
            if most is not None and 3 * inside[most] >= len(region.towns):
                guests[most].append(region)
    for row, young in guests.items():
        host = hosts[row]
        assert host.ground is not None
        shares = _shares([host, *young], host.ground)
        host.ground = shares.get(row, host.ground)
        for region in young:
            own = [ground for ground in (region.ground, shares.get(region.row)) if ground is not None]
            region.ground = only_polygons(union_all(own))


def _misses(region: Division) -> bool:
    """Whether the ground of a region of some towns holds less than half of them."""
    return len(region.towns) >= _SOME and 2 * _held(region.towns, region) < len(region.towns)


def _shares(regions: Sequence[Division], free: BaseGeometry) -> dict[int, BaseGeometry]:
    """What of ``free`` lies nearest to the towns of each region, by row; regions that get nothing are left out."""
    if len(regions) < 2:
        return {region.row: free for region in regions if not free.is_empty}
    owners = {(town.lon, town.lat): region for region in regions for town in region.towns}
    cells = list(voronoi_polygons(MultiPoint(list(owners)), extend_to=free.envelope).geoms) if not free.is_empty else []
    tree = STRtree(cells)
    found: dict[int, list[BaseGeometry]] = defaultdict(list)
    for place, region in owners.items():
        found[region.row].extend(cells[int(n)] for n in tree.query(Point(place), predicate="intersects")[:1])
    shares = {row: only_polygons(valid(union_all(own).intersection(free))) for row, own in found.items()}
    return {row: ground for row, ground in shares.items() if not ground.is_empty}
