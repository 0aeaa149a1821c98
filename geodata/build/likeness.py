"""Which alternate names mislead, and which are as good as a place's own.

GeoNames lists historic and foreign names beside spellings: "Sloviansk" is a spelling of Slovyansk, and an old name of
Nikopol; "Brest" an old name of a village near Mariupol, "Ukraine" one of a town in Spain. And "Zaporizhzhia" is a
village of 656 people by its own name, a city of 710,000 by a spelling.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache

from geodata.build.entry import Entry
from geodata.names import key_and_form
from geodata.place import NameGrade, PlaceKind

_TIMES = (
    3  # an unlike name stays where its place has this many times the people: Calcutta is Kolkata, not Calcutta, Ohio
)
_FAR_TIMES = 20  # a spelling counts as the own name where its place has this many times the people of those so named
_ALIKE = 0.5
# Consonants that transliterations exchange: Homyel/Gomel, Vitebsk/Witebsk, Klaipeda/Claipeda, Astravets/Astraviec.
_SAME_SOUND = str.maketrans({"g": "h", "w": "v", "c": "k", "q": "k", "z": "s", "x": "h", "j": None, " ": None})
_VOWELS = str.maketrans("", "", "aeiouy")


@lru_cache(maxsize=65536)
def _pairs(key: str) -> frozenset[str]:
    bones = key.translate(_SAME_SOUND).translate(_VOWELS) or key
    return frozenset(a + b for a, b in zip("^" + bones, bones + "$", strict=True))


def alike(one: str, other: str) -> bool:
    """Whether two keys may be spellings of one name: half of their pairs of consonants agree (Dice's coefficient)."""
    if one.isascii() != other.isascii():
        return True  # another script: no telling
    first, second = _pairs(one), _pairs(other)
    return 2 * len(first & second) >= _ALIKE * (len(first) + len(second))


def clear_names(entries: list[Entry]) -> list[Entry]:
    """The entries, less alternate names that mislead; spellings as good as an own name are preferred names."""
    keys = {id(name): key_and_form(name.text)[0] for entry in entries for name in entry.names}
    own = {entry.place.id: key_and_form(entry.place.name)[0] for entry in entries}
    people: dict[str, int] = defaultdict(lambda: -1)
    bearers: dict[str, int] = {}
    for entry in entries:
        for name in entry.names:
            if name.grade is NameGrade.PREFERRED or alike(keys[id(name)], own[entry.place.id]):
                people[keys[id(name)]] = max(people[keys[id(name)]], entry.place.people)
            if name.grade is NameGrade.PREFERRED and entry.place.kind is PlaceKind.CITY:
                bearers[keys[id(name)]] = max(bearers.get(keys[id(name)], 0), entry.place.people)

    def misleads(entry: Entry, key: str) -> bool:
        most = people.get(key, -1)
        return most >= 0 and entry.place.people < _TIMES * max(most, 1) and not alike(key, own[entry.place.id])

    def outdoes(entry: Entry, key: str) -> bool:
        far = entry.place.people >= _FAR_TIMES * max(bearers.get(key, 0), 500)
        return far and key in bearers and entry.place.kind is PlaceKind.CITY and alike(key, own[entry.place.id])

    found = []
    for entry in entries:
        other = [n for n in entry.names if n.grade is NameGrade.ALTERNATE]
        false = {n.text for n in other if misleads(entry, keys[id(n)])}
        good = {n.text for n in other if outdoes(entry, keys[id(n)])}
        kept = [n for n in entry.names if n.grade is not NameGrade.ALTERNATE or n.text not in false]
        names = tuple(replace(n, grade=NameGrade.PREFERRED) if n.text in good else n for n in kept)
        found.append(replace(entry, names=names) if false or good else entry)
    return found
