"""Which names say what another lies in: "Brest, France", "Lithuanian Mazeikiai", "Solhan in Burkina Faso"?

And where they say so of a place that no gazetteer has, it is not a namesake elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from geodata.gazetteer import Gazetteer
from geodata.place import Candidate, NameGrade, Place, PlaceKind
from geodata.resolve import contains
from geodata.sphere import km_between
from timeline.finding.namehood import Name
from timeline.finding.words import Words

#: Words between a demonym and what it holds: "the Belarusian city of Brest", "Lithuania's port city Klaipeda"
_BETWEEN = frozenset(
    "city town village port region province district of the capital border southern northern eastern western "
    "'s central".split()
)
#: What may follow a town that is held by the name before it: "Tajikistan's Guliston on Monday", no "Belgorod raid"
_ENDS = frozenset(
    ", . ; ( ) and or on in at near from to for by with where which that when while after before during since was were "
    "is are has had have district districts province city town".split()
)
_COMPASS = frozenset("north south east west northern southern eastern western central centre center -".split())
#: "at the White House", "from the White House residence", but not "the White House said"
_VISITING = frozenset("in at from to into inside outside near around".split())
BREATH = 40  # words between names that are told in the same breath
LARGE = 100_000  # people: which of two neighbours has such a town may be disputed ("Sevastopol, Russia")


def holders(words: Words, names: Sequence[Name], index: int) -> tuple[int, ...]:
    """The names beside the name ``index`` that the words between make its containers."""
    return tuple(at for at in (index - 1, index + 1) if 0 <= at < len(names) and _holds(words, names, index, at))


def beside(words: Words, names: Sequence[Name], index: int) -> tuple[int, ...]:
    """The containers of a name, and the names in its sentence that are no adjectives and no institutions."""
    found = dict.fromkeys(holders(words, names, index))
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(names) and _in_one_breath(words, *sorted((names[at].first, names[index].first))):
            if not all(c.grade in (NameGrade.DEMONYM, NameGrade.SEAT) for c in names[at].candidates):
                found[at] = None
            at += step
    return tuple(found)


def _in_one_breath(words: Words, first: int, last: int) -> bool:
    """Whether two words stand in one sentence, not too far apart."""
    if last - first > BREATH or "\n" in words.text[words.starts[first] : words.starts[last]]:
        return False
    return not any(words.opening[at] and words.forms[at - 1] in ".!?" for at in range(first + 1, last + 1))


def visited(words: Words, name: Name) -> bool:
    """Whether somebody or something is said to be at what is named."""
    before = name.first - (words.lower[name.first - 1 : name.first] == ("the",))
    return words.lower[before - 1 : before] != () and words.lower[before - 1] in _VISITING


def _holds(words: Words, names: Sequence[Name], index: int, at: int) -> bool:
    name, holder = names[index], names[at]
    if at > index:  # "Brest, France", "Homel (Belarus)", "Cairns in Queensland", "Cairns in northern Queensland"
        between = words.lower[name.last : holder.first]
        return between in ((",",), ("(",), ("in",), ("in", "the")) or (len(between) == 2 and between[0] == "in")
    between = words.lower[holder.last : name.first]  # "Lithuanian Mazeikiai", "Lithuania's Klaipeda"
    adjective = all(c.grade is NameGrade.DEMONYM for c in holder.candidates) or between[:1] == ("'s",)
    return adjective and len(between) <= 4 and all(low in _BETWEEN for low in between) and holder.candidates != ()


def elsewhere(
    words: Words, names: Sequence[Name], meant: Sequence[tuple[Candidate, ...]], index: int, gazetteer: Gazetteer
) -> bool:
    """Whether a town is said to lie in a country or region where no place of its name is known.

    "Guliston, Tajikistan" is not that of Uzbekistan. A capital stands for its government too often: "with Moscow,
    Ukraine said".
    """
    town = meant[index][0].place
    if town.kind is not PlaceKind.CITY or town.feature_code == "PPLC":
        return False
    for at in holders(words, names, index):
        claims = [c.place for c in meant[at] if c.place.kind in (PlaceKind.COUNTRY, PlaceKind.REGION)]
        if claims and meant[at][0].place in claims and asserted(words, names, index, at):
            mine = [c.place for c in names[index].candidates]
            return not any(_may_hold(claim, place, gazetteer) for claim in claims for place in mine)
    return False


def asserted(words: Words, names: Sequence[Name], index: int, at: int) -> bool:
    """Whether the words leave no doubt that one holds the other: what closes "X, Y" or "Y's X" stands after it.

    "Marigot (South-East)" leaves one: many countries have a region of that name.
    """
    if _COMPASS.issuperset(words.lower[names[at].first : names[at].last]):
        return False
    last = max(names[index].last, names[at].last)
    if at > index and words.lower[last : last + 1] in ((",",), ("and",), ("or",)):
        # no list: "Zacatecas, Michoacán and Guanajuato"
        return words.lower[last] == "," and last + 1 < len(words) and not _goes_on(words, last + 1)
    return last >= len(words) or words.lower[last] in _ENDS or words.lower[last] == "'s"


def _goes_on(words: Words, at: int) -> bool:
    return words.capital[at] or words.lower[at] in ("and", "or")


def _may_hold(holder: Place, place: Place, gazetteer: Gazetteer) -> bool:
    if contains(holder, place):
        return True
    if holder.kind is PlaceKind.REGION and holder.country == place.country:
        apart = km_between((holder.lon, holder.lat), (place.lon, place.lat))
        return apart <= 1.5 * holder.radius_km + 30  # provinces that have been merged since
    return place.population >= LARGE and place.country in gazetteer.neighbours(holder.country or "")
