"""Which of the names that stand at polygons are a region's own?

Natural Earth writes beside a district what it lies in ("Malta", "Merseyside"), beside Altai Krai the name of the Altai
Republic, and beside Copenhagen's region "Denmark".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geodata.build.divisions import Division
from geodata.build.likeness import alike
from geodata.build.region_polygons import RegionPolygon
from geodata.names import key_and_form

_BEGINNING = 6  # letters that two forms of a name share: Klaipėda, Klaipėdos apskritis


@dataclass(frozen=True, slots=True)
class Drawn:
    """A polygon with the code or the id of a region, and whether its ground is that region's."""

    polygon: RegionPolygon
    owned: bool


def name_regions(
    rows: Mapping[int, Division],
    drawn: Mapping[int, list[Drawn]],
    countries: Mapping[str, frozenset[str]],
    dropped: frozenset[tuple[int, str]],
) -> None:
    """Give regions the names, the English name and the type of their polygons.

    ``drawn`` is by row, ``countries`` has the keys of the names of each country by ISO code, ``dropped`` pairs of
    GeoNames id and name that are known to be wrong.
    """
    for row in rows.values():
        row.aliases = tuple(alias for alias in row.aliases if (row.gnid, alias) not in dropped)
    others, owners = _shared(rows.values(), drawn), _owners(rows.values())
    for number, found in drawn.items():
        row = rows[number]
        wrong = countries.get(row.country, frozenset()) | others[row.country, 1] | others[row.country, row.level]
        kept = [name for one in found for name in _kept(one, row, wrong, dropped)]
        kept = [name for name in kept if not _of_another(_key(name), row, owners[row.country, row.level])]
        english = [one.polygon.english for one in found if one.polygon.english in kept]
        # "Dublin" is drawn as four, of which one is "South Dublin"
        row.english = min(english, key=lambda name: _key(name) != _key(row.name), default="")
        row.aliases += tuple(kept)
        row.type = row.type or found[0].polygon.type


def _shared(rows: Iterable[Division], drawn: Mapping[int, list[Drawn]]) -> dict[tuple[str, int], frozenset[str]]:
    """By country and level, the keys of what any source calls several regions."""
    count: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for row in rows:
        written = [name for one in drawn.get(row.row, ()) for name in one.polygon.names]
        count[row.country, row.level].update(set(map(_key, (row.name, *row.aliases, *written))))
    return defaultdict(frozenset, {at: frozenset(k for k, n in c.items() if n > 1) for at, c in count.items()})


def _owners(rows: Iterable[Division]) -> dict[tuple[str, int], frozenset[str]]:
    """By country and level, the keys of the main names of regions."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for row in rows:
        found[row.country, row.level].add(_key(row.name))
    return {at: frozenset(keys) for at, keys in found.items()}


def _of_another(key: str, row: Division, owners: frozenset[str]) -> bool:
    """Whether it is another region's main name, and none of this one's begins so: Almaty is a city and a region."""
    own = [_key(name) for name in (row.name, *row.aliases)]
    own += [word for name in own for word in name.split()]
    return key in owners and not any(name.startswith(key[:_BEGINNING]) for name in own)


def _kept(one: Drawn, row: Division, wrong: frozenset[str], dropped: frozenset[tuple[int, str]]) -> list[str]:
    """The names of one polygon, the English one first; what is written in another script goes with that.

    A name like one that ISO or GeoNames has is kept, and of the region's own ground also one that no other has; of
    other ground only what its name begins with.
    """
    latin = [key for key in map(_key, (row.name, *row.aliases)) if key.isascii()]
    kept = []
    for name in dict.fromkeys(name for name in (one.polygon.english, *one.polygon.names) if name):
        said = name if _key(name).isascii() else one.polygon.english
        key = _key(said)
        own = key not in wrong or any(alike(key, known) for known in latin)
        wrongly = {(row.gnid, said), (one.polygon.gnid, said)} & dropped
        if (own if one.owned else any(known.startswith(key) for known in latin)) and not wrongly:
            kept.append(name)
    return kept


def _key(name: str) -> str:
    return key_and_form(name)[0]
