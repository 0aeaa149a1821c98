"""What does a sentence speak of: which telling words, how many of what, and on which side of an opposition?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

#: Words that are one to a reader who asks whether two sentences tell the same; the first names them all.
SYNONYMS: tuple[str, ...] = (
    "die died dying dead death fatality fatal kill lethal body perish drown toll",  # "nine died" / "nine were killed"
    "hurt injure injury wound casualty",  # "31 wounded" / "31 injuries"
    "house home dwelling residence",  # "450 homes" / "450 houses"
    "attack strike shell shelling bomb bombard raid hit struck target assault fire",  # "shells hit" / "was shelled"
    "blast explosion explode detonate detonation",
    "protest demonstration demonstrate demonstrator rally march marcher protester",  # "marched" / "demonstrated"
    "quake earthquake tremor temblor shake shook",
    "flood inundate deluge",
    "arrest detain detention custody",  # "detained 11" / "arrested 11"
    "abduct kidnap hostage captor seize",
    "free release liberate",
    "elect vote voter poll ballot",  # "the election was held" / "voters go to the polls"
    "truce ceasefire armistice",
    "begin start launch commence began begun",
    "close shut closure",
    "open reopen resume resumption",
    "cancel scrap",
    "evacuate evacuation evacuee move moved relocate",  # "were evacuated" / "had been moved inland"
    "sink sank sunk capsize founder wreck",
    "ship vessel boat tanker ferry",
    "soldier troop serviceman",
    "drone uav unmanned",
    "aircraft airplane warplane",
    "talk negotiation negotiate meet met meeting summit",
    "agree agreement accord deal",
    "ration rationing",
    "truck lorry",
    "shelter refuge",
    "road highway",
    "power electricity blackout outage",
    "approve adopt confirm pass ratify",
    "storm cyclone hurricane typhoon",
    "child children minor",
    "resident inhabitant villager",
    "worker staff employee",
    "port harbour harbor dock docker quay",
)

#: Words of which a telling has one or the other: "closed" tells another event than "reopened", "red" than "orange".
OPPOSITIONS: tuple[tuple[str, ...], ...] = (
    ("open reopen resume", "close shut suspend block halt"),  # the crossing reopened / was closed
    ("release free freed", "abduct kidnap detain arrest seize capture"),  # 12 officers freed / abducted
    ("raise", "lower lift"),  # the alert was raised / lowered
    ("impose introduce", "lift ease remove"),  # sanctions imposed / lifted
    ("red", "orange amber", "yellow", "green"),  # an orange alert / a red alert
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),  # ninth package
    ("morning", "afternoon", "evening"),
    ("arrive enter", "leave withdraw"),  # troops arrived / left
    ("begin start launch open", "end finish conclude"),  # exercises began / ended
)

#: What became of a plan that did not come to be; such a telling is never the planned event itself.
CANCELLED = re.compile(
    r"\b(?:cancel(?:l?ed|s|lation)?|call(?:ed|s|ing)? off|scrapp?(?:ed|s)?|abandon(?:ed|s)?|shelved?|"
    r"w(?:ill|ould) not (?:go ahead|take place)|did not (?:go ahead|take place))\b",
    re.I,
)
POSTPONED = re.compile(
    r"\b(?:postpon(?:ed?|es|ing|ement)|reschedul(?:ed?|es|ing)|put off|push(?:ed)? back|delayed until)\b", re.I
)

TOKEN = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)?")
#: Days, months and years say when, not what: "on Tuesday 3 June 2031"; "close to" closes nothing.
MONTH = r"(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber"
IDLE = re.compile(
    rf"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{{1,2}}(?:st|nd|rd|th)? (?:(?:to|and|-|–) \d{{1,2}} )?"
    rf"(?:{MONTH})|(?:end|start|beginning|middle) of (?:the )?"
    rf"(?:{MONTH}|day|week|month|year|spring|summer|autumn|winter)|"
    rf"close to|(?:{MONTH}) \d{{1,2}}\b(?!,\d)|(?:19|20)\d\d|yesterday|today|tomorrow)\b",
    re.I,
)
SUFFIX = re.compile(
    r"(?:(?<=.{4})at(?:e[sd]?|ing|ions?)|(?<=.{4})ions?|(?<=.{3})(?:ments?|ings?|ie[sd]|ed|es|s|ly|y|e))$"
)
DOUBLED = re.compile(r"([bdglmnprt])\1$")
LONGEST_STEM = 7
REMEMBERED = 65_536  # words: they are told again and again, and what is kept of one is shared

STOP = frozenset(
    "a an and are as at be been being by did do does for from had has have he her him his how if in into is it its "
    "more most my near no nor not of off on only onto or other our out over own per she so some still such than that "
    "the their them then there these they this those through to under until up upon us was we were what when where "
    "which while who whom whose why will with would could should may might must can also about after against again "
    "ago all along already although amid among any around because before behind between both but "
    "during each few following further least less like many much nearly now since several too very within without "
    "said say says saying told tell tells stated states state according reported report reports reportedly claimed "
    "claim claims added announced announce people person area areas part parts new one's came come went "
    "day days week weeks month months year years".split()
)

NUMBERS = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0}
TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
SCALES = {"hundred": 100.0, "thousand": 1_000.0, "million": 1_000_000.0, "billion": 1_000_000_000.0}

#: How far on either side of a number the thing counted may stand, in telling words.
BEFORE, AFTER = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number and the telling words beside it, one of which is what it counts; ``measured`` with decimals: 6.1."""

    value: float
    of: tuple[str, ...]
    measured: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a sentence speaks of, time and place aside.

    ``terms`` are stems of its telling words, synonyms as one, each once, sorted. ``sides`` names, for each opposition
    of ``OPPOSITIONS`` by its index, the sides on which the sentence stands.
    """

    terms: tuple[str, ...]  # a set of ten takes six times the memory
    counts: tuple[Count, ...]
    sides: tuple[tuple[int, frozenset[int]], ...]
    cancelled: bool
    postponed: bool

    @property
    def undone(self) -> bool:
        """Whether it tells that something planned does not come to be, or not then."""
        return self.cancelled or self.postponed

    def opposes(self, other: Content) -> bool:
        """Whether the two stand on different sides of an opposition."""
        theirs = dict(other.sides)
        return any(at in theirs and not mine & theirs[at] for at, mine in self.sides)


@lru_cache(REMEMBERED)
def stem(word: str) -> str:
    """The word less its endings, cut to a few letters: "evacuated", "evacuation" are "evacu", "planned" is "plan"."""
    return DOUBLED.sub(r"\1", SUFFIX.sub("", word))[:LONGEST_STEM]


#: The stems of ``SYNONYMS``, which stand in news of every kind.
COMMONPLACE = frozenset(stem(row.split()[0]) for row in SYNONYMS)
_CONCEPT = {stem(word): stem(row.split()[0]) for row in SYNONYMS for word in row.split()}
_SIDES: dict[str, list[tuple[int, int]]] = {}
for _at, _sides in enumerate(OPPOSITIONS):
    for _side, _words in enumerate(_sides):
        for _word in _words.split():
            _SIDES.setdefault(stem(_word), []).append((_at, _side))


@lru_cache(REMEMBERED)
def concept(word: str) -> str:
    """What ``word`` (lower case) tells: its stem, or that of the first of its synonyms."""
    cut = stem(word)
    return _CONCEPT.get(cut, cut)


def content(words: str) -> Content:
    """What ``words`` speak of; names of places should be blanked out before, dates are left out here."""
    undated = IDLE.sub(lambda date: " " * len(date[0]), words)
    tokens = list(_tokens(TOKEN.findall(undated)))
    terms = [concept(token) if isinstance(token, str) else token for token in tokens]
    return Content(
        terms=tuple(sorted({term if isinstance(term, str) else _figure(term) for term in terms})),
        counts=tuple(_count(terms, at) for at, term in enumerate(terms) if isinstance(term, float)),
        sides=_stands(token for token in tokens if isinstance(token, str)),
        cancelled=bool(CANCELLED.search(words)),
        postponed=bool(POSTPONED.search(words)),
    )


def _tokens(found: Iterable[str]) -> Iterable[str | float]:
    """Telling words in lower case, numbers as numbers: "Twenty-two people drowned" is 22.0, "drowned"."""
    number: float | None = None
    tens = False
    for word in found:
        low = word.lower()
        if number is not None and low in SCALES:
            number, tens = number * SCALES[low], False
            continue
        if tens and number is not None and 0 < NUMBERS.get(low, 0) < 10:
            number, tens = number + NUMBERS[low], False
            continue
        if number is not None:
            yield number
            number = None
        if low[0].isdigit() or low in NUMBERS:
            number, tens = _number(low), low in TENS
        elif low not in STOP and len(low) > 2:
            yield low
    if number is not None:
        yield number


@lru_cache(REMEMBERED)
def _figure(number: float) -> str:
    return f"#{number:.12g}"


def _number(written: str) -> float:
    if written in NUMBERS:
        return NUMBERS[written]
    plain = re.sub(r",(?=\d{3}\b)", "", written)
    return float(plain) if re.fullmatch(r"\d{1,12}(?:\.\d{1,6})?", plain) else 0.0


def _count(terms: list[str | float], at: int) -> Count:
    value = terms[at]
    assert isinstance(value, float)
    beside = [*terms[max(0, at - BEFORE) : at], *terms[at + 1 : at + 1 + AFTER]]
    return Count(value=value, of=tuple(t for t in beside if isinstance(t, str)), measured=not value.is_integer())


def _stands(tokens: Iterable[str]) -> tuple[tuple[int, frozenset[int]], ...]:
    found: dict[int, set[int]] = {}
    for token in tokens:
        for at, side in _SIDES.get(stem(token), ()):
            found.setdefault(at, set()).add(side)
    return tuple((at, frozenset(sides)) for at, sides in sorted(found.items()))
