"""Which column of a user's file says what? Guessed by what it is called, as gazetteers call it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from geodata.adding.formats import Source
from geodata.adding.refusal import FileRefused

#: What a column is called (small letters and digits only), the likelier first.
_CALLED = {
    # Natural Earth's pieces of countries: NAME is the country, BRK_NAME the piece.
    "name": "brkname name wofname placename toponym settlement village town city title label asciiname nameen".split(),
    "lon": "lon lng long longitude x geomlongitude lbllongitude".split(),
    "lat": "lat latitude y geomlatitude lbllatitude".split(),
    "country": "countrycode cc iso2 isoa2 isocountry iso31661 countryiso wofcountry country".split(),
    "population": "population pop popest gnpopulation wofpopulation".split(),
    "id": "geonameid wofid osmid id uid gid code".split(),
    "geonameid": "geonameid geonamesid gnid".split(),
}
#: Other names: a list, or a text with "|" or ";" between them.
_OTHER = frozenset("name nameen namelong namealt altname alternatenames asciiname names aliases intname".split())
_LANGUAGE = re.compile(r"name[_:][a-z]{2,3}(?:[_:-][a-z]+)?", re.I)  # "name:be", "name_en", "NAME_ZHT"
#: The sort of place, the more telling column first.
_KINDS = "featurecode fcode placetype wofplacetype place amenity featurecla kind type featureclass fclass class".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns that are read, by what they say; None where there is none."""

    name: str
    lon: str | None = None
    lat: str | None = None
    country: str | None = None
    population: str | None = None
    id: str | None = None
    geonameid: str | None = None
    others: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    geonames: bool = field(default=False)  # a GeoNames dump: other names stand between commas

    @property
    def used(self) -> frozenset[str]:
        """Every column that is read."""
        single = (self.name, self.lon, self.lat, self.country, self.population, self.id, self.geonameid)
        return frozenset(column for column in (*single, *self.others, *self.kinds) if column is not None)


def guess(source: Source, file: str) -> Layout:
    """The layout of the file. Raises FileRefused where no column has a name, or nothing a point."""
    name = _first(source.columns, "name")
    has = ", ".join(source.columns[:20]) or "none"
    if name is None:
        raise FileRefused(file, f"no column says what a place is called (it has: {has})", 'call that column "name"')
    lon, lat = _first(source.columns, "lon"), _first(source.columns, "lat")
    if not source.geometry and (lon is None or lat is None):
        reason = f"no geometry, and no columns of longitude and latitude (it has: {has})"
        raise FileRefused(file, reason, 'call those columns "lon" and "lat"')
    return Layout(
        name=name,
        lon=lon,
        lat=lat,
        country=_first(source.columns, "country"),
        population=_first(source.columns, "population"),
        id=_first(source.columns, "id"),
        geonameid=_first(source.columns, "geonameid"),
        others=tuple(_others(source.columns, name)),
        kinds=tuple(column for call in _KINDS for column in source.columns if _plain(column) == call),
        geonames=source.geonames,
    )


def _first(columns: Sequence[str], role: str) -> str | None:
    by_call = {_plain(column): column for column in reversed(columns)}
    return next((by_call[call] for call in _CALLED[role] if call in by_call), None)


def _others(columns: Sequence[str], name: str) -> Iterator[str]:
    if _plain(name) == "brkname":
        yield from (column for column in columns if _plain(column) == "namealt")
        return
    for column in columns:
        if column != name and (_plain(column) in _OTHER or _LANGUAGE.fullmatch(column)):
            yield column


def _plain(column: str) -> str:
    return re.sub(r"[\W_]", "", column.lower())
