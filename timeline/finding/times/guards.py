"""What only looks like a time: counts, ages, codes, prices and names, shown by the words around them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from timeline.finding.times.words import MONTHS_ALSO_NAMES

if TYPE_CHECKING:
    from timeline.finding.times.phrases import Phrase


def misleads(phrase: Phrase) -> bool:
    """Whether the words around ``phrase`` show that it tells no time."""
    guard = _GUARDS.get(phrase.rule)
    return guard is not None and guard(phrase)


# Words before a number that make it a year even where it looks like a count.
_YEAR_BEFORE = frozenset(
    "in since until till by from to of before after during between and through mid early late year fiscal circa ca c "
    "( / - around following throughout back the this 's his her its their a".split()
)
_SURELY_YEAR_BEFORE = frozenset("in since until till during from through between mid early late before after".split())
_ANY_YEAR_BEFORE = frozenset({"in", "since", "until", "by"})  # "in 1035", but not "grew to 1035"
# "No. 2914", "$ 2000", "flight 1549", "some 1400", "Resolution 1970"
_NO_YEAR_BEFORE = frozenset(
    "at no number nr # $ £ € ¥ § section article paragraph para page pp room flight route highway channel line unit "
    "resolution decree directive regulation code id case form some about over than nearly almost approximately "
    "roughly least most only exactly another these those all model type mhz +".split()
)
# "2000 people", "1500 km", "1914 percent"
_COUNTED_AFTER = frozenset(
    "people troops men women children percent % per km kilometers kilometres miles meters metres m tons tonnes kg mw "
    "gw dollars euros rubles million billion thousand hectares square cubic degrees personnel staff police "
    "families".split()
)
# Words in -s that are no plural.
_NO_PLURALS = frozenset(
    "was is has as its this across versus plus perhaps thus towards besides always does says yes remains sees onwards "
    "afterwards upwards whereas".split()
)
_FIRST_SURE, _LAST_SURE = 1900, 2050  # a bare number in between is a year unless something speaks against it
_FIRST_LIKELY = 1600  # from here on it is one too, if no word follows that it could count


def _no_year(phrase: Phrase) -> bool:
    """ "1035 prisoners", "2707", "SU-1978", "1549.5"."""
    number, before = phrase.text("year"), phrase.before()
    if len(number) > 4 or number.strip("0'") == "":
        return True
    if "era" in phrase.groups or phrase.text("part") or number.startswith("'") or "year" in phrase.whole:
        return False
    if before in _NO_YEAR_BEFORE or (before == "." and phrase.before(2) in ("no", "nr", "art")) or _coded(phrase):
        return True
    if before not in _SURELY_YEAR_BEFORE and _counts(phrase):
        return before != "the" or not _sure(number)
    if _sure(number):
        return False
    evidence = before in _YEAR_BEFORE or _ranged(phrase) or not phrase.after().isalpha()
    return not (
        (_FIRST_LIKELY <= int(number) <= _LAST_SURE and evidence) or (before in _ANY_YEAR_BEFORE and int(number) < 2200)
    )


def _sure(number: str) -> bool:
    return _FIRST_SURE <= int(number) <= _LAST_SURE


def _ranged(phrase: Phrase) -> bool:
    """Whether another year follows after a dash: "1751-1777"."""
    after = phrase.tokens.word(phrase.stop + 1)
    return phrase.after() == "-" and after.isdecimal() and len(after) in (2, 4)


def _counts(phrase: Phrase) -> bool:
    """Whether the word after the phrase is what a number would count: "people", a plural in lower case."""
    texts = phrase.tokens.texts
    word = texts[phrase.stop] if phrase.stop < len(texts) else ""
    plural = len(word) > 3 and word.endswith("s") and word.islower() and word not in _NO_PLURALS
    return plural or word in _COUNTED_AFTER


_NO_CODE_BEFORE = ("mid", "early", "late", "pre", "post")


def _coded(phrase: Phrase) -> bool:
    """Whether the phrase is glued to what stands before it, and that is no year: "SU-35", "218/2020"."""
    tokens, first = phrase.tokens, phrase.first
    if phrase.before() not in ("-", "/", ".") or not (tokens.glued(first) and tokens.glued(first - 1)):
        return False
    before = tokens.word(first - 2)
    ranged = before.isdecimal() and (phrase.before() == "-" or len(before) == 4)
    return not ranged and before not in _NO_CODE_BEFORE


_AFTER_MARCHING = ("to", "on", "for", "of", "from", "towards")
_BEFORE_MONTH = frozenset(
    "in since until till by from to of before after during between and or through late early mid last next this every "
    "as than not only each - / ( , : following around end".split()
)


def _no_month(phrase: Phrase) -> bool:
    """ "Theresa May", "April Jones", "the March to the Sea", "May we"."""
    word, before = phrase.text("month"), phrase.before()
    if len(phrase.groups) > 1 or word not in MONTHS_ALSO_NAMES or before in _BEFORE_MONTH:
        return False
    surname = phrase.capital(-1) and before != "the"
    noun = word == "march" and phrase.after() in _AFTER_MARCHING
    verb = word == "may" and not before[:1].isalnum()
    return phrase.capital(phrase.stop - phrase.first) or surname or noun or verb


_BEFORE_SEASON = frozenset(
    "in since until till by from to of before after during through late early mid the last next this that each "
    "every".split()
)
# "Eastern European Summer Time", "the Winter Olympics"
_NAMED_AFTER_SEASON = ("time", "olympics", "olympic", "paralympics", "paralympic", "games")


def _no_season(phrase: Phrase) -> bool:
    """ "the fall of Budapest", "will spring"."""
    word, after = phrase.text("season"), phrase.after()
    if after in _NAMED_AFTER_SEASON:
        return True
    if word not in ("fall", "spring") or len(phrase.groups) > 1:
        return False
    before = "the" if phrase.whole.startswith("the ") else phrase.before()
    falling = word == "fall" and ((before == "the" and after in ("of", "in")) or before == "to")
    return falling or before not in _BEFORE_SEASON or after == "-"


_AFTER_DASHED_UNIT = ("old", "olds", "ago", "earlier", "end")


_BEFORE_HOUR = frozenset("at by around about from until till to between and before after since , t".split())


def _no_duration(phrase: Phrase) -> bool:
    """ "a 34-year-old man", "three quarters of", "a second attack", "a year-earlier loss", "Cup 2018 day five"."""
    after, then, unit, number = phrase.after(), phrase.after(1), phrase.text("unit"), phrase.text("count")
    if after == "old" or (after, then) == ("of", "age") or (after == "-" and then in _AFTER_DASHED_UNIT):
        return True
    fraction = "quarter" in unit and (after == "of" or phrase.whole.startswith("a "))
    next_one = unit == "second" and number in ("a", "another", "one")
    year = len(number) == 4 and number.isdecimal() and not unit.endswith("s")
    hour = len(number) == 4 and unit in ("hours", "hrs") and phrase.before() in _BEFORE_HOUR  # "at 0800 hours"
    return fraction or next_one or year or hour or _coded(phrase)


def _no_counting(phrase: Phrase) -> bool:
    """ "13 days after the bombing": counts from something that is no time; only the duration is told."""
    side, after = phrase.text("side"), phrase.after()
    return side in ("before", "after", "prior", "previously") and after not in ("", ".", ",", ";", ")", "\n", '"', "-")


def _no_decade(phrase: Phrase) -> bool:
    """ "in his 30s"; "the 60s" are one."""
    digits = phrase.text("decade")
    return len(digits) == 3 and phrase.tokens.word(phrase.first) != "the"


def _no_clock(phrase: Phrase) -> bool:
    """A bare 10:35, or 2000 hours, needs a word that makes it an hour: scores, verses and durations look the same."""
    clock = phrase.text("clock")
    if phrase.before() == "high":  # "High Noon"
        return True
    bare = clock.replace(":", "").isdecimal() or (clock[:4].isdecimal() and clock.endswith(("hours", "hrs")))
    return bare and phrase.before() not in _BEFORE_HOUR


_AFTER_DAY = frozenset("of and to until when the a by in at".split())


def _no_apposed_day(phrase: Phrase) -> bool:
    """Whether what stands behind the comma counts something else: "Monday, the 7th | night of unrest"."""
    apart = phrase.tokens.word(phrase.stop - 3) == ","
    return apart and phrase.after().isalpha() and phrase.after() not in ("of", "in", "at", "and", "when")


def _no_ordinal_day(phrase: Phrase) -> bool:
    """ "of the 24th Infantry Division"."""
    return phrase.after().isalpha() and phrase.after() not in _AFTER_DAY


def _no_range_day(phrase: Phrase) -> bool:
    """ "On April 5 and 6 missiles": a count."""
    return _counts(phrase) and phrase.stop == phrase.groups["day"][1] and phrase.groups["month"][0] < phrase.first


def _no_title(phrase: Phrase) -> bool:
    """A programme's or paper's name: "This Week", "The Daily Telegraph"."""
    texts = phrase.tokens.texts[phrase.first : phrase.stop]
    return len(texts) > 1 and texts[-1].istitle() and phrase.before() in ('"', "'", "-")


def _no_frequency(phrase: Phrase) -> bool:
    """ "The Daily Telegraph"."""
    text = phrase.tokens.texts[phrase.first]
    return text.istitle() and phrase.before() not in ("", ".", "\n", '"')


def _no_overnight(phrase: Phrase) -> bool:
    """ "an overnight stay"."""
    return phrase.whole == "overnight" and phrase.before() in ("a", "an", "the")


_GUARDS: dict[str, Callable[[Phrase], bool]] = {
    "year": _no_year,
    "month": _no_month,
    "season": _no_season,
    "duration": _no_duration,
    "counted": _no_counting,
    "decade": _no_decade,
    "clock": _no_clock,
    "day_of": _no_ordinal_day,
    "weekday_ordinal": _no_apposed_day,
    "range_day": _no_range_day,
    "relative": _no_title,
    "frequency": _no_frequency,
    "daypart": _no_overnight,
    "short_year": _coded,
}
