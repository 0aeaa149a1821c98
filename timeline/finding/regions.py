"""Which names are regions, though towns and countries have them too: "Marib and Hodeidah governorates"?

What a name alone means ("Idlib province") the gazetteer knows. Here one word says it of several names in a row, or
stands before: "the state of Georgia".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geodata.gazetteer import Gazetteer
from geodata.names import key_and_form
from geodata.place import Candidate, NameGrade, PlaceKind
from timeline.finding.namehood import Name
from timeline.finding.words import Words

#: What stands after the last of several regions, and the word for one of them
PLURALS = {
    "governorates": "governorate",  # "Marib and Hodeidah governorates"
    "provinces": "province",  # "Idlib, Homs and Hama provinces"
    "regions": "region",  # "the Kharkiv and Donetsk regions"
    "oblasts": "oblast",
    "districts": "district",
    "states": "state",  # "Jonglei and Unity states"
    "counties": "county",
    "departments": "department",
    "prefectures": "prefecture",
    "voivodeships": "voivodeship",
    "raions": "raion",
}
_JOINTS = ((",",), ("and",), ("or",), (",", "and"), (",", "or"))


def named(words: Words, names: Sequence[Name], index: int, gazetteer: Gazetteer) -> Name:
    """The name with regions alone as what it may mean, where the words say that it is one; else as it is."""
    name = names[index]
    unit = _unit(words, names, index)
    if unit is None or any(c.grade is NameGrade.DEMONYM for c in name.candidates):
        return name
    known = (*name.candidates, *gazetteer.candidates(f"{' '.join(words.forms[name.first : name.last])} {unit}"))
    regions = {c.place.id: c for c in known if c.place.kind is PlaceKind.REGION}
    regions = regions or {c.place.id: c for town in name.candidates for c in _around(town, gazetteer)}
    return replace(name, candidates=tuple(regions.values())) if regions else name


def _around(town: Candidate, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The region of the first level that is called as the town in it is: "Hodeidah" is known as the town alone."""
    for region in gazetteer.parents(town.place):
        if region.feature_code == "ADM1" and key_and_form(region.name)[0].startswith(key_and_form(town.place.name)[0]):
            yield replace(town, place=region)


def _unit(words: Words, names: Sequence[Name], index: int) -> str | None:
    """The word that says which sort of region the name is; None where none does."""
    first = names[index].first
    if words.forms[max(0, first - 2) : first] == ("state", "of"):
        return "state"  # "the State of Kuwait" is a country
    at = index
    while at + 1 < len(names) and words.lower[names[at].last : names[at + 1].first] in _JOINTS:
        at += 1
    after = "".join(words.lower[names[at].last : names[at].last + 1])
    return after if at == index and after in PLURALS.values() else PLURALS.get(after)
