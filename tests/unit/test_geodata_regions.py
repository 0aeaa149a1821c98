"""Whose is a polygon, which ground does a region have, and what is it called? By codes, names and towns."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

import pytest
from shapely import dwithin, from_wkb, points
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from geodata.build.countries import Country
from geodata.build.divisions import Division, Divisions, Town
from geodata.build.entry import Entry, Name
from geodata.build.grounds import draw
from geodata.build.quarters import tell_quarters
from geodata.build.region_polygons import RegionPolygon
from geodata.gazetteer import Gazetteer
from geodata.names import NameRule
from geodata.place import NameGrade, Place, PlaceKind

WEST, EAST = box(0, 0, 1, 1), box(1, 0, 2, 1)


def region(row: int, name: str, iso: str, *towns: tuple[float, float], gnid: int | None = None) -> Division:
    known = [Town(gnid=100 * row + n, name=f"T{n}", lon=x, lat=y, population=1000) for n, (x, y) in enumerate(towns)]
    return Division(row=row, name=name, country="XX", level=1, iso=iso, gnid=gnid, towns=known)


def polygon(name: str, iso: str, ground: BaseGeometry, gnid: int | None = None) -> RegionPolygon:
    return RegionPolygon(
        iso=iso, country="XXX", gnid=gnid, unit="", type="Province", english=name, names=(name,), zoom=5, ground=ground
    )


def drawn(regions: list[Division], polygons: list[RegionPolygon]) -> dict[str, Division]:
    place = Place(id="iso:XX", name="Xland", kind=PlaceKind.COUNTRY, feature_code="PCLI", lon=1, lat=0.5, country="XX")
    entry = Entry(place=place, names=(Name(text="Xland", grade=NameGrade.PREFERRED),))
    country = Country("XX", "Xland", "", WEST.union(EAST), entry)
    draw(Divisions({one.row: one for one in regions}, {}), polygons, [country], frozenset())
    return {one.name: one for one in regions}


def lies(division: Division, x: float, y: float) -> bool:
    return division.ground is not None and bool(dwithin(division.ground, points(x, y), 0))


LEFT = [(0.2, 0.2), (0.4, 0.6), (0.7, 0.4), (0.3, 0.8), (0.6, 0.7)]
RIGHT = [(x + 1, y) for x, y in LEFT]


def test_a_polygon_is_that_of_the_region_whose_towns_it_holds() -> None:
    # ISO has given the codes of Morocco's old regions, which Natural Earth still draws, to others.
    found = drawn(
        [region(1, "Casablanca", "XX-1", *LEFT), region(2, "Marrakech", "XX-2", *RIGHT)],
        [polygon("Tadla", "XX-2", WEST), polygon("Doukkala", "XX-1", EAST)],
    )
    assert lies(found["Casablanca"], 0.5, 0.5)
    assert lies(found["Marrakech"], 1.5, 0.5)
    assert found["Casablanca"].english == ""


def test_names_stay_with_the_code_where_grounds_were_swapped() -> None:
    # Tungurahua and Napo, in Ecuador: name and code of one stand at the ground of the other.
    found = drawn(
        [region(1, "Napo", "XX-1", *LEFT, gnid=1), region(2, "Tungurahua", "XX-2", *RIGHT, gnid=2)],
        [polygon("Tungurahua", "XX-2", WEST, gnid=1), polygon("Napo", "XX-1", EAST, gnid=2)],
    )
    assert lies(found["Napo"], 0.5, 0.5)
    assert found["Napo"].english == "Napo"
    assert found["Tungurahua"].aliases == ("Tungurahua",)


def test_a_neighbour_s_towns_beyond_a_coarse_edge_take_no_ground() -> None:
    found = drawn(
        [region(1, "Ulsan", "XX-1", (0.5, 0.5), gnid=1), region(2, "Gyeongsang", "XX-2", (0.9, 0.5), *RIGHT, gnid=2)],
        [polygon("Ulsan", "XX-1", WEST, gnid=1), polygon("Gyeongsang", "XX-2", EAST, gnid=2)],
    )
    assert lies(found["Ulsan"], 0.9, 0.5)


def test_a_province_that_was_merged_keeps_its_ground_and_the_new_one_has_it_too() -> None:
    # Long An is a part of Tây Ninh since 2025, and has no towns of its own any more.
    found = drawn(
        [region(1, "Tay Ninh", "XX-1", *LEFT, *RIGHT), region(2, "Long An", "XX-2")],
        [polygon("Tay Ninh", "XX-1", WEST), polygon("Long An", "XX-2", EAST)],
    )
    assert lies(found["Tay Ninh"], 1.5, 0.5)
    assert lies(found["Long An"], 1.5, 0.5)
    assert not lies(found["Long An"], 0.5, 0.5)


def test_a_province_that_was_merged_keeps_ground_with_its_code_and_another_name() -> None:
    # Bắc Kạn stands in Natural Earth as "Northeast Vietnam".
    found = drawn(
        [region(1, "Thai Nguyen", "XX-1", *LEFT, *RIGHT), region(2, "Bac Kan", "XX-2")],
        [polygon("Thai Nguyen", "XX-1", WEST), polygon("Northeast", "XX-2", EAST)],
    )
    assert lies(found["Bac Kan"], 1.5, 0.5)


def test_an_old_region_is_shared_out_among_those_whose_towns_it_holds() -> None:
    found = drawn(
        [region(1, "Fes", "XX-1", *LEFT), region(2, "Draa", "XX-2", *RIGHT)],
        [polygon("Meknes", "XX-9", WEST.union(EAST))],
    )
    assert lies(found["Fes"], 0.2, 0.5)
    assert lies(found["Draa"], 1.8, 0.5)
    assert not lies(found["Draa"], 0.2, 0.5)


def test_a_young_region_with_one_town_has_its_share_of_the_region_around_that() -> None:
    # Rumonge, in Burundi, was cut out of Bururi, not out of the first region of the list.
    found = drawn(
        [region(1, "Ankole", "XX-1", *LEFT), region(2, "Bururi", "XX-2", *RIGHT), region(3, "Rumonge", "", (1.9, 0.1))],
        [polygon("Ankole", "XX-1", WEST), polygon("Bururi", "XX-2", EAST)],
    )
    assert lies(found["Rumonge"], 1.9, 0.1)
    assert not lies(found["Bururi"], 1.9, 0.1)
    assert lies(found["Ankole"], 0.9, 0.1)


@pytest.mark.parametrize("other", ["Xland", "Dinagat"])
def test_a_region_is_not_called_as_its_country_or_its_neighbour(other: str) -> None:
    # "Denmark" stands at the region of Copenhagen, "Dinagat Islands" at Surigao del Norte.
    found = drawn(
        [region(1, "Surigao", "XX-1", *LEFT), region(2, "Dinagat", "XX-2", *RIGHT)],
        [polygon(other, "XX-1", WEST), polygon("Dinagat", "XX-2", EAST)],
    )
    assert found["Surigao"].english == ""
    assert other not in found["Surigao"].aliases


def town(gnid: int, name: str, people: int, lon: float) -> Entry:
    place = Place(
        id=f"gn:{gnid}",
        name=name,
        kind=PlaceKind.CITY,
        feature_code="PPL",
        lon=lon,
        lat=51.5,
        country="UA",
        population=people,
        radius_km=5,
        geonameid=gnid,
    )
    return Entry(place=place, names=(Name(text=name, grade=NameGrade.PREFERRED),))


def test_a_district_of_a_city_is_no_town() -> None:
    towns = [town(1, "Chernihiv", 280_000, 31.3), town(2, "Desnyanskyi", 179_600, 31.32), town(3, "Rivne", 900, 31.31)]
    found = tell_quarters({one.place.geonameid or 0: one for one in (*towns, town(4, "Khrustalnyi", 79_500, 38.9))})
    assert [found[n].place.feature_code for n in (1, 2, 3, 4)] == ["PPL", "PPLX", "PPL", "PPL"]
    assert [(name.text, name.rule) for name in found[2].names] == [
        ("Desnyanskyi district", NameRule.LOWER),
        ("Desnyanskyi raion", NameRule.LOWER),
    ]


#: Many of their towns lie on islets that are left out of a drawing.
ISLETS = {"iso:FM-YAP", "iso:FM-TRK", "iso:CA-NU"}


def test_in_every_country_the_towns_of_a_region_lie_in_it(gazetteer: Gazetteer) -> None:
    held: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    strays = set()
    for id_, ground, towns in _regions(gazetteer._connection):
        inside = int(dwithin(ground, points(towns), 0.1).sum())  # an outline is thinned
        held[id_[4:6]][0] += inside
        held[id_[4:6]][1] += len(towns)
        if len(towns) >= 5 and 2 * inside < len(towns):
            strays.add(id_)
    assert strays == ISLETS
    assert {country: n / of for country, (n, of) in held.items() if of >= 100 and n < 0.95 * of} == {}


def _regions(connection: sqlite3.Connection) -> list[tuple[str, BaseGeometry, list[tuple[float, float]]]]:
    """First-level regions with their outlines and the towns that GeoNames puts into them."""
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for code, lon, lat in connection.execute("SELECT admin1, lon, lat FROM place WHERE kind = 'city'"):
        towns[code].append((lon, lat))
    query = "SELECT id, admin1, wkb FROM place JOIN shape USING (n) WHERE feature = 'ADM1' AND id = 'iso:' || admin1"
    return [(id_, from_wkb(wkb), towns[code]) for id_, code, wkb in connection.execute(query) if towns[code]]
