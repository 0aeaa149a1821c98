"""Which words of a text may name a place at all: gazetteer names, names with a place-word, and capitalised unknowns.

Nothing is judged here (``namehood.py`` does that); what is decided is where each name begins and ends.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from geodata.place import Candidate, NameGrade, PlaceKind
from timeline.finding import rivers
from timeline.finding.lexicon import is_listed, ordinary
from timeline.finding.namehood import Name
from timeline.finding.words import TITLES, Words

#: Words that make a place's name of the capitals before them, by the sort of place.
_AFTER = {
    "road": "street st avenue ave road rd drive dr lane ln boulevard blvd highway hwy parkway pkwy "
    "turnpike pike expressway freeway motorway bridge crescent square streets avenues roads highways",  # "Post Road"
    "nature": "river lake creek bay sea ocean mountain mountains valley island islands peninsula desert forest "
    "falls beach canyon harbor harbour cape reservoir glacier lakes hills strait",  # "Flat Creek"
    "unit": "county parish township twp borough oblast raion krai voivodeship prefecture governorate",
    "facility": "airport airfield airbase stadium park castle abbey dam mall cathedral",  # "Cairo Stadium"
}
AFTER = {word: sort for sort, words in _AFTER.items() for word in words.split()}

#: Words for what a place is, that stand after its name and are none of it: "Idlib province", "Dublin City Council"
UNIT_WORDS = frozenset(
    "city state region province oblast district county governorate department raion voivodeship municipality "
    "prefecture area territory republic division canton krai emirate".split()
)

#: Of these, the ones that stand after the name of a region alone, in small letters.
_DIVISIONS = frozenset("region province oblast district county governorate raion voivodeship prefecture krai".split())

#: Words that make a place's name of the capitals after them.
BEFORE = frozenset("lake mount mt fort ft port cape camp gulf strait isle bay".split())  # "Lake Mary", "Fort Bragg"

#: Roads that have a number: "Highway 59", "Interstate 64", "County Road 35", "Route 9"
NUMBERED = frozenset("highway hwy route interstate road freeway motorway".split())

#: Lone words that are written with a capital and name no place: "on Thursday", "the West", "the Union State"
NEVER = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb apr aug sept oct nov dec north south east west northern southern "
    "eastern western central northeast northwest southeast southwest union state mission minister secretary "
    "church god lord christmas easter".split()
)

#: Words after a name that say it is none of a place: "Marburg virus", "Iskander missiles", "Georgia Tech"
NOT_BEFORE = frozenset("virus disease fever syndrome variant missile missiles rifle rifles tech party".split())

LONGEST = 5  # words of a name made with a place-word
LONGEST_UNKNOWN = 3


class Match(Protocol):
    """A gazetteer name in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def candidates(self) -> tuple[Candidate, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Proper:
    """A name, and the sort of place-word in it ("" for none)."""

    name: Name
    generic: str = ""
    sure: bool = False

    @property
    def judged(self) -> bool:
        """Whether it needs a verdict; a place-word, a dateline or a demonym ("Lithuanian") speaks for itself."""
        return not (self.generic or self.sure or any(c.grade is NameGrade.DEMONYM for c in self.name.candidates))


def find(
    words: Words, matches: Iterable[Match], candidates: Callable[[str], tuple[Candidate, ...]]
) -> tuple[Proper, ...]:
    """The names in ``words`` that may be places, in order, not overlapping; ``candidates`` looks up a shorter name."""
    known = [name for match in matches if (name := _trimmed(words, match, candidates)) is not None]
    taken = bytearray(len(words) + 1)
    found: list[Proper] = []
    held = {name.last for name in known if any(c.grade is NameGrade.DEMONYM for c in name.candidates)}
    certain = (Proper(name=name, sure=_sure(words, name) or _held(words, name, held)) for name in known)
    told = (_at_sea(one, rivers.seas(words, one.name, candidates)) for one in certain)
    for proper in [*_with_generic(words, known), *told]:
        if not any(taken[proper.name.first : proper.name.last]):
            taken[proper.name.first : proper.name.last] = b"\1" * (proper.name.last - proper.name.first)
            found.append(proper)
    found += _unknown(words, taken)
    return tuple(sorted(found, key=lambda proper: proper.name.first))


def _at_sea(one: Proper, seas: tuple[Candidate, ...]) -> Proper:
    """The name with the seas alone as what it may mean, where there are any."""
    return Proper(name=replace(one.name, candidates=seas), sure=True) if seas else one


def _trimmed(words: Words, match: Match, candidates: Callable[[str], tuple[Candidate, ...]]) -> Name | None:
    """The match less an article and the word for what it is, "Ohio" of "Ohio State University"; None if no place."""
    first, last = words.range(match.start, match.end)
    found = match.candidates
    while last - first > 1 and words.lower[last - 1] in UNIT_WORDS and not words.capital[last - 1]:
        last -= 1  # "Idlib province"
    if last - first > 1 and words.lower[last - 1] in UNIT_WORDS and words.runs[last - 1][1] > last:
        shorter = candidates(words.text[words.starts[first] : words.ends[last - 2]])
        same = {c.place.id for c in found}
        if any(c.place.id in same and c.grade is NameGrade.PREFERRED for c in shorter):
            last, found = last - 1, shorter
    if last - first > 1 and words.lower[first] == "the" and all(not c.place.name.startswith("The ") for c in found):
        first, found = first + 1, candidates(words.text[words.starts[first + 1] : words.ends[last - 1]])
    if first >= last or not found or _never(words, first, last, found) or _in_tongue(words, first, last, found):
        return None
    return Name(first=first, last=last, candidates=found)


def _held(words: Words, name: Name, held: Container[int]) -> bool:
    """Whether a demonym stands before a name that is no English word and nobody's name: "Lithuanian Mazeikiai"."""
    return name.first in held and not any(map(is_listed, words.lower[name.first : name.last]))


def _never(words: Words, first: int, last: int, candidates: Sequence[Candidate]) -> bool:
    people = any(c.grade is NameGrade.DEMONYM for c in candidates)  # "Iranian missiles" are Iran's
    after = words.forms[last] if last < len(words) else ""
    alone = last - first == 1
    return (
        after in ("$", "€", "£")  # "US$4 million"
        or (after.lower() in NOT_BEFORE and not people)
        or (alone and (words.lower[first] in NEVER or words.lower[first].endswith(CONTRACTIONS)))
        or not any(words.capital[first:last])
        or _language(words, first, last)
        or _surname(words, first)
    )


def _surname(words: Words, first: int) -> bool:
    """Whether a given name and a particle stand before it: "Moqtada al-Sadr"; "the al-Shaddadi base" is a place's."""
    at = first
    if words.lower[first] not in _PARTICLES:
        at -= 2 if words.forms[first - 1 : first] == ("-",) else 1
    return at > 0 and words.forms[at] in _PARTICLES and words.capital[at - 1]


_PARTICLES = frozenset("al el bin ibn van von".split())
CONTRACTIONS = ("'re", "'ll", "'ve", "'m", "'d", "n't")  # "We're" is not the town of Were


#: "spoke French", "fluent English", "the Russian language", "a Polish translation"
_SPOKEN = frozenset(
    "speak speaks spoke spoken speaking fluent broken learn learns learned learning teach teaches taught".split()
)
_TONGUE = frozenset("language translation translations lessons grammar teacher teachers classes speakers".split())
#: what stands after "in English" and is no noun
_NO_NOUN = frozenset("and or but that to so as at for on by with when while before after because if is was".split())


def _in_tongue(words: Words, first: int, last: int, candidates: Sequence[Candidate]) -> bool:
    """Whether a nationality is a language ("said in English that"), for no noun follows it."""
    if words.lower[first - 1 : first] not in (("in",), ("into",)):
        return False
    after = words.forms[last] if last < len(words) else ""
    alone = not (after[:1].isalnum() or after == "-") or after in _NO_NOUN
    town = after == "," and any(words.capital[last + 1 : last + 2])  # "in Welsh, Louisiana"
    return alone and not town and any(c.grade is NameGrade.DEMONYM for c in candidates)


def _language(words: Words, first: int, last: int) -> bool:
    """Whether the name is a language's ("English-speaking") or a people's apart ("African American")."""
    before, after = words.lower[max(0, first - 2) : first], words.lower[last : last + 2]
    if (before[-1:] and before[-1] in _SPOKEN) or (after[:1] and after[0] in _TONGUE) or after == ("-", "speaking"):
        return True
    if words.lower[last - 1] in ("african", "native"):
        return any(low.startswith("american") for low in after)
    return words.lower[first].startswith("american") and any(low in ("african", "native") for low in before)


def _sure(words: Words, name: Name) -> bool:
    """Whether its place in the text alone makes a known name a place."""
    form, after = words.forms[name.first], words.forms[name.last : name.last + 1]
    if name.last - name.first > 1 and AFTER.get(words.lower[name.last - 1]) == "unit":
        return True  # "Walker County"
    if any(c.grade is NameGrade.SEAT for c in name.candidates):
        return True  # "the Kremlin"
    if after and after[0] in _DIVISIONS and any(c.place.kind is PlaceKind.REGION for c in name.candidates):
        return any(low not in ordinary() for low in words.lower[name.first : name.last])  # "Batken region"
    if _heads(words, name) and any(
        c.place.kind is PlaceKind.COUNTRY or c.place.feature_code == "ADM1" for c in name.candidates
    ):
        return True
    if form.isupper() and len(form) > 2 and not words.shouted[name.first] and words.opening[name.first]:
        # Datelines: "LONDON (Reuters) -", "KYIV, Ukraine (AP) -", "MINNEAPOLIS -- A judge".
        beside = name.last + 1 < len(words) and words.capital[name.last + 1]  # "PARIS, Mo. - In 1999"
        return after[:1] in (("(",), ("-",)) or (after[:1] == (",",) and beside)
    before = words.lower[max(0, name.first - 2) : name.first]
    return before[1:] == ("-",) and before[0] in ("r", "d", "dfl")  # "Rep. Torrey Westrom, R-Elbow Lake"


def _heads(words: Words, name: Name) -> bool:
    """Whether a name is a line of its own, as a heading is."""
    before = words.text[: words.starts[name.first]][-1:]
    after = words.text[words.ends[name.last - 1] :][:1]
    return before in ("", "\n") and after == "\n"


def _with_generic(words: Words, known: list[Name]) -> Iterator[Proper]:
    ends = {name.last: name for name in known}
    starts = {name.first: name for name in known}
    reached = 0
    for index, low in enumerate(words.lower):
        if index < reached or not words.capital[index]:
            continue
        span, sort = _generic_span(words, index, low)
        if span is None or span[0] < reached:
            continue
        same = ends.get(span[1])
        if same is not None and same.first <= span[0]:
            continue  # the gazetteer knows the whole name
        if (longer := starts.get(span[0])) is not None and longer.last >= span[1]:
            continue
        reached = span[1]
        yield Proper(name=Name(first=span[0], last=span[1], candidates=_units(starts, span, sort)), generic=sort)


def _units(starts: dict[int, Name], span: tuple[int, int], sort: str) -> tuple[Candidate, ...]:
    """For "Walker County" the second-level units that are also called "Walker"."""
    shorter = starts.get(span[0])
    if sort != "unit" or shorter is None or shorter.last != span[1] - 1:
        return ()
    return tuple(c for c in shorter.candidates if c.place.feature_code.startswith("ADM"))


def _generic_span(words: Words, index: int, low: str) -> tuple[tuple[int, int] | None, str]:
    after = index + 1
    if low in NUMBERED and after < len(words) and words.forms[after].isdigit() and len(words.forms[after]) < 5:
        return (_begin(words, index), after + 1), "road"
    if low in AFTER:
        begin = _begin(words, index)
        if low in ("st", "ave", "rd", "dr", "blvd", "hwy", "ln", "twp", "pkwy"):
            if not (after < len(words) and words.forms[after] == ".") or begin == index:
                return None, ""
            follows = after + 1 < len(words) and words.capital[after + 1] and low in ("st", "dr")
            return ((begin, after + 1), AFTER[low]) if not follows else (None, "")
        if begin < index:
            return (begin, after), AFTER[low]
    if low in BEFORE and after < len(words) and words.runs[index][1] == after + 1 and words.capital[after]:
        return (index, after + 1), "nature"
    return None, ""


def _begin(words: Words, index: int) -> int:
    """Where the name that ends before ``index`` begins: the start of its run, less titles and opening words."""
    first = max(words.runs[index][0], index - LONGEST + 1)
    while first < index and (
        not words.capital[first] or words.lower[first] in _NEVER_FIRST or words.lower[first] in TITLES
    ):
        first += 1
    if first < index and words.opening[first] and words.lower[first] in ordinary() and index - first > 1:
        first += 1
    return first


_NEVER_FIRST = frozenset(
    "the a an in on at from near of and to for by with this that our his her its their when while".split()
)


def _unknown(words: Words, taken: bytearray) -> Iterator[Proper]:
    """Runs of capitals that no gazetteer name touches: "in Zyabrovka"."""
    for index, (first, last) in enumerate(words.runs):
        if index != first or first == last or any(taken[first:last]):
            continue
        begin = first
        while begin < last and (
            words.lower[begin] in _NEVER_FIRST or (words.opening[begin] and words.lower[begin] in ordinary())
        ):
            begin += 1
        if (
            0 < last - begin <= LONGEST_UNKNOWN
            and words.capital[begin]
            and len(words.forms[begin]) > 2
            and not words.shouted[begin]
        ):
            yield Proper(name=Name(first=begin, last=last, candidates=()))
