"""Which names are rivers and seas, though towns and regions have them too: "along the Dnipro", "the tropical Atlantic"?

A town hardly ever has an article, and a river nearly always. The word after the name must not make a noun of it: "the
Dnipro mayor" is of the town.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from geodata.place import Candidate, PlaceKind
from timeline.finding.namehood import Name
from timeline.finding.words import Words

STREAM = "STM"
#: "crossed the Congo", "along the Jordan", "on the banks of the Niger": where a country has the name, these must say it
CROSSING = frozenset("along across cross crosses crossed crossing".split())
BANKS = frozenset("bank banks bend mouth source tributary tributaries".split())
#: What may follow a river's name: "the Dnipro in Kherson", "the Danube is high", "the Nile delta"
FOLLOWING = frozenset(
    "in at near to and from is was are were has had have on into by with for between as or after before when where "
    "which that while during since until river delta basin".split()
)


#: Words between an article and a sea: "the eastern tropical Atlantic"
ADJECTIVES = 2


def named(words: Words, name: Name, candidates: Callable[[str], tuple[Candidate, ...]]) -> Name:
    """``name`` with the river alone as what it may mean, where the words say that it is one; else as it is."""
    if words.lower[name.first - 1 : name.first] != ("the",) or not _ends(words, name.last):
        return name
    written = " ".join(words.forms[name.first : name.last])
    streams = tuple(c for c in (*name.candidates, *candidates(f"{written} River")) if c.place.feature_code == STREAM)
    if not streams:
        return name
    country = any(c.place.kind is PlaceKind.COUNTRY for c in name.candidates)
    return name if country and not _crossed(words, name.first - 1) else replace(name, candidates=streams[:1])


def seas(words: Words, name: Name, candidates: Callable[[str], tuple[Candidate, ...]]) -> tuple[Candidate, ...]:
    """The seas that are called so with an article, if one stands before that is no magazine's ("The Atlantic")."""
    at = name.first - 1
    while name.first - 1 - at < ADJECTIVES and at > 0 and words.lower[at] != "the" and words.forms[at].islower():
        at -= 1
    if words.lower[at : at + 1] != ("the",) or words.capital[at] or words.runs[name.last - 1][1] > name.last:
        return ()
    written = " ".join(words.forms[name.first : name.last])
    return tuple(c for c in candidates(f"the {written}") if c.place.kind is PlaceKind.SEA)


def _ends(words: Words, at: int) -> bool:
    """Whether the name ends here, and is not the first part of a longer noun."""
    return (
        at >= len(words)
        or words.lower[at] in FOLLOWING
        or not (words.forms[at][0].isalnum() or words.forms[at] in "-'")
    )


def _crossed(words: Words, article: int) -> bool:
    before = words.lower[max(0, article - 2) : article]
    return before[-1:] != () and (before[-1] in CROSSING or (before[-1] == "of" and before[0] in BANKS))
