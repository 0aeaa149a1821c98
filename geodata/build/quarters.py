"""Which entries of GeoNames are no towns, but the districts of one?

"Desnyanskyi" (179,600 people) is a district of Chernihiv, listed like a town since 2024: an adjective, which asks for
its noun, inside the city.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from geodata.build.entry import Entry, Name
from geodata.names import NameRule
from geodata.sphere import km_between

_ADJECTIVE = re.compile(r"(?:[sc]k|n)[iy][iy]$|kyi$|skiy$")
_CITY = 100_000  # people
_NOUNS = ("district", "raion")


def tell_quarters(towns: dict[int, Entry]) -> dict[int, Entry]:
    """The towns by GeoNames id; those that are districts have the code PPLX, and names only with the word for it."""
    cities: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in towns.values():
        if entry.place.population >= _CITY:
            cities[entry.place.country].append(entry)
    return {
        gnid: _as_quarter(entry) if _is_quarter(entry, cities[entry.place.country]) else entry
        for gnid, entry in towns.items()
    }


def _is_quarter(entry: Entry, cities: Iterable[Entry]) -> bool:
    place = entry.place
    return (
        place.feature_code in ("PPL", "PPLX")
        and _ADJECTIVE.search(place.name) is not None
        and any(
            place.population < city.place.population
            and km_between((place.lon, place.lat), (city.place.lon, city.place.lat)) <= city.place.radius_km
            for city in cities
        )
    )


def _as_quarter(entry: Entry) -> Entry:
    names = [
        Name(text=f"{name.text} {noun}", grade=name.grade, rule=NameRule.LOWER)
        for name in entry.names
        for noun in _NOUNS
    ]
    return replace(entry, place=replace(entry.place, feature_code="PPLX"), names=tuple(names))
