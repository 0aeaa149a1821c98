"""What are the words of a text: where do they stand, which are capitalised, which begin a sentence?"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

from timeline.finding.lexicon import given_names, ordinary, surnames

#: "U.S.", "W.Va." | "Easterday", "O'Hare" | "'s" | "1,035" | any other sign
TOKEN = re.compile(r"(?:[^\W\d_]{1,2}\.){2,}|[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*|'s\b|\d+(?:[.,]\d+)*|[^\w\s]|_")

#: Words before a person's name: "Ms. London", "President Lukashenko", "spokesman John Kirby"
TITLES = frozenset(
    "mr mrs ms miss mx dr sir lord lady dame king queen prince princess pope saint president premier "
    "chancellor senator sen rep congressman congresswoman governor gov mayor judge justice sheriff deputy "
    "officer detective captain capt colonel col general gen lieutenant lt sergeant sgt maj cpl pvt admiral "
    "commander cmdr rev reverend father pastor bishop archbishop cardinal imam sheikh ayatollah professor "
    "prof coach chief superintendent spokesman spokeswoman spokesperson analyst ambassador secretary minister "
    "chairman chairwoman director councilman councilwoman councillor commissioner trooper inspector principal "
    "attorney prosecutor actor actress singer author writer defendant co-founder".split()
)

#: A full stop after one of these ends no sentence.
DOTTED = frozenset(
    "mr mrs ms dr prof gen lt col maj capt cmdr sgt sen rep gov st ste mt ft no jr sr rev hon dept vs ave rd "
    "blvd jan feb mar apr jun jul aug sep sept oct nov dec".split()
)

#: Words that begin a sentence with a capital and no name: "In Lima", "After Brest"; some are given names, too.
_GRAMMAR = frozenset(
    "a about across after against all also amid among an and another around as at because before behind between both "
    "but by despite during each every few following for from he her here his how however if in inside into it its "
    "many meanwhile more most near no not of off on once one only or other our out outside over she since so some "
    "such than that the their then there these they this those though through throughout to toward towards two under "
    "unless until upon we what when where which while who why with within without you your".split()
)

_OPENERS = frozenset("\"'([*•-")


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Lower case without accents."""
    lowered = word.casefold()
    if lowered.isascii():
        return lowered
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign))
    return bare or lowered  # a lone accent


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words and signs of one text, in order: parallel tuples, one item a word."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    forms: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.forms)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Indexes ``[first, last)`` of the words inside the characters ``[start, end)``."""
        return bisect_left(self.starts, start), bisect_right(self.ends, end)

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """Each word folded: lower case, no accents."""
        return tuple(map(fold, self.forms))

    @cached_property
    def capital(self) -> tuple[bool, ...]:
        """Whether each has a capital letter that says something: a grammatical word opens any sentence with one."""
        return tuple(
            form[0].isupper() and not (self.lower[i] in _GRAMMAR and self.opening[i])
            for i, form in enumerate(self.forms)
        )

    @cached_property
    def opening(self) -> tuple[bool, ...]:
        """Whether each begins a sentence, a line or a quotation, where any word has a capital letter."""
        return tuple(self._opens(i) for i in range(len(self.forms)))

    def _opens(self, index: int) -> bool:
        before = index - 1
        while before >= 0 and index - before < 4 and self.forms[before] in _OPENERS:
            before -= 1
        if before < 0 or ("\n" in self.text[self.ends[before] : self.starts[before + 1]] and before + 1 == index):
            return True
        mark = self.forms[before]
        if mark == ".":
            return before == 0 or not (self.lower[before - 1] in DOTTED or len(self.forms[before - 1]) == 1)
        return mark in "!?:;" or (before < index - 1 and self.forms[index - 1] in "\"'")

    @cached_property
    def shouted(self) -> tuple[bool, ...]:
        """Whether each stands in a line written in capitals, where capitals say nothing."""
        loud: list[bool] = []
        position = 0
        for line in self.text.split("\n"):
            last = bisect_left(self.starts, position + len(line) + 1)
            letters = [sign for sign in line if sign.isalpha()]
            loud += [len(letters) > 12 and sum(map(str.isupper, letters)) > 0.8 * len(letters)] * (last - len(loud))
            position += len(line) + 1
        return tuple(loud)

    @cached_property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """For each word the run ``[first, last)`` of capitalised words around it; ``(i, i)`` without a capital."""
        spans = [(i, i) for i in range(len(self.forms))]
        first = 0
        while first < len(self.forms):
            last = first
            while last < len(self.forms) and self._runs_on(first, last):
                last += 1
            while last > first and not self.capital[last - 1]:
                last -= 1
            spans[first:last] = [(first, last)] * (last - first)
            first = max(last, first + 1)
        return tuple(spans)

    def _runs_on(self, first: int, index: int) -> bool:
        if index > first and "\n" in self.text[self.ends[index - 1] : self.starts[index]]:
            return False
        if self.capital[index]:
            return True
        before = self.lower[index - 1]  # "St. Paul", "John F. Kennedy", "Mr. London"
        return index > first and self.forms[index] == "." and (len(before) == 1 or before in DOTTED or before in TITLES)

    @cached_property
    def people(self) -> frozenset[str]:
        """Folded surnames of the people whom the text names with a given name or a title."""
        found: set[str] = set()
        for index, (first, last) in enumerate(self.runs):
            if index == first and last > first:
                found |= self._surname(first, last)
        return frozenset(found)

    def _surname(self, first: int, last: int) -> set[str]:
        """The last word of a run that has a title or, not last, a given name in it: "Police Officer Michael Eggers"."""
        titles = [index for index in range(max(0, first - 1), last) if self.lower[index] in TITLES]
        begin = titles[-1] + 1 if titles else first
        named = any(self.lower[index] in given_names() for index in range(begin, last - 1))
        name = self.lower[last - 1]
        if begin >= last or not (titles or named) or len(name) < 2 or (name in ordinary() and name not in surnames()):
            return set()
        return {name}

    @cached_property
    def uncapitalised(self) -> frozenset[str]:
        """Folded words that the text also writes without a capital."""
        return frozenset(low for low, capital in zip(self.lower, self.capital, strict=True) if not capital)


def read(text: str) -> Words:
    """The words of ``text`` (a view, see ``finding/view.py``)."""
    found = list(TOKEN.finditer(text))
    return Words(
        text=text,
        starts=tuple(m.start() for m in found),
        ends=tuple(m.end() for m in found),
        forms=tuple(m[0] for m in found),
    )
