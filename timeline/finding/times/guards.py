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
    "( / - around following throughout back".split()
)
_ANY_YEAR_BEFORE = frozenset({"in", "since", "until", "by"})  # "in 1035", but not "grew to 1035"
# "No. 2914", "$ 2000", "flight 1549", "some 1400", "Resolution 1970"
_NO_YEAR_BEFORE = frozenset(
    "at no number nr # $ £ € ¥ § section article paragraph para page pp room flight route highway channel line article unit "
    "resolution decree directive regulation code id case form some about over than nearly almost approximately roughly "
    "least most only exactly another these those all model type mhz +".split()
)
# "2000 people", "1500 km", "1914 percent"
_COUNTED_AFTER = frozenset(
    "people troops men women children percent % per km kilometers kilometres miles meters metres m tons tonnes kg mw gw "
    "dollars euros rubles million billion thousand hectares square cubic degrees personnel staff police families".split()
)
# Words in -s that are no plural.
_NO_PLURALS = frozenset(
    "was is has as its this across versus plus perhaps thus towards besides always does says yes remains sees".split()
)
_FIRST_SURE, _LAST_SURE = 1900, 2050  # a bare number in between is a year unless something speaks against it
_FIRST_LIKELY = 1600  # from here on it is one too, if no word follows that it could count


def _no_year(phrase: Phrase) -> bool:
    """ "1035 prisoners", "2707", "SU-1978", "1549.5"."""
    if len(phrase.text("year")) > 4 or phrase.text("year").strip("0'") == "":
        return True
    if "era" in phrase.groups or phrase.text("part") or phrase.text("year").startswith("'"):
        return False
    number, before, after = phrase.text("year"), phrase.before(), phrase.after()
    if "year" in phrase.whole:
        return False
    if phrase.whole.startswith("the "):
        before = "the"
    if before in _NO_YEAR_BEFORE or _coded(phrase):
        return True
    if before != "in" and _counts(after):
        return before != "the"
    if _FIRST_LIKELY <= int(number) <= _LAST_SURE and not after.isalpha():
        return False
    if _FIRST_LIKELY <= int(number) <= _LAST_SURE and (before in _YEAR_BEFORE or _ranged(phrase)):
        return False
    return not (_FIRST_SURE <= int(number) <= _LAST_SURE or (before in _ANY_YEAR_BEFORE and int(number) < 2200))


def _ranged(phrase: Phrase) -> bool:
    """Whether another year follows after a dash ("1751-1777"), or the number stands alone in brackets."""
    after = phrase.tokens.word(phrase.stop + 1)
    return phrase.after() == "-" and after.isdecimal() and len(after) in (2, 4)


def _counts(word: str) -> bool:
    return word in _COUNTED_AFTER or (
        len(word) > 3 and word.endswith("s") and word.islower() and word not in _NO_PLURALS
    )


def _coded(phrase: Phrase) -> bool:
    """Whether the phrase is glued to a letter or figure before it, or to a figure behind: "SU-35", "5-2022", "2022-17B"."""
    tokens, first, stop = phrase.tokens, phrase.first, phrase.stop
    dashed = phrase.before() in ("-", "/", ".") and tokens.glued(first) and tokens.glued(first - 1)
    before = tokens.word(first - 2)
    ranged = before.isdecimal() and (phrase.before() == "-" or len(before) == 4)
    return dashed and not ranged and before not in ("mid", "early", "late", "pre", "post")


_NAME_AFTER_MONTH_STARTS = ("to", "on", "for", "of", "from", "towards")
_BEFORE_MONTH = frozenset(
    "in since until till by from to of before after during between and or through late early mid last next this every each "
    "- / ( , : following around end".split()
)


def _no_month(phrase: Phrase) -> bool:
    """ "Theresa May", "April Jones", "the March to the Sea", "May we"."""
    if (
        any(group in phrase.groups for group in ("year", "rel", "part", "later", "early"))
        or phrase.stop - phrase.first > 1
    ):
        return False
    word, before = phrase.text("month"), phrase.before()
    if word not in MONTHS_ALSO_NAMES or before in _BEFORE_MONTH:
        return False
    texts, first, stop = phrase.tokens.texts, phrase.first, phrase.stop
    named = stop < len(texts) and texts[stop][:1].isupper() and texts[stop].isalpha()
    after_name = first > 0 and texts[first - 1][:1].isupper() and texts[first - 1].isalpha() and before != "the"
    opens = first == 0 or not texts[first - 1][:1].isalnum()
    return (
        named
        or after_name
        or (word == "march" and (before != "the" or phrase.after() in _NAME_AFTER_MONTH_STARTS))
        or (opens and word == "may")
    )


_BEFORE_SEASON = frozenset(
    "in since until till by from to of before after during through late early mid the last next this that each every".split()
)


def _no_season(phrase: Phrase) -> bool:
    """ "the fall of Budapest", "will spring"."""
    word = phrase.text("season")
    if phrase.after() == "time":  # "Eastern European Summer Time"
        return True
    if word not in ("fall", "spring") or any(
        group in phrase.groups for group in ("year", "rel", "rel2", "rel3", "later", "part")
    ):
        return False
    before = phrase.before() if phrase.stop - phrase.first == 1 else "the"
    if word == "fall" and ((phrase.after() in ("of", "in") and before == "the") or before in ("to", "will")):
        return True
    return before not in _BEFORE_SEASON or phrase.after() == "-"


def _no_duration(phrase: Phrase) -> bool:
    """ "a 34-year-old man", "three quarters of", "a second attack", "a year-earlier loss"."""
    after, then = phrase.after(), phrase.after(1)
    if (
        after == "old"
        or (after == "-" and then in ("old", "olds", "ago", "earlier", "end"))
        or (after == "of" and then == "age")
    ):
        return True
    if "quarter" in phrase.text("unit") and (after == "of" or phrase.whole.startswith("a ")):
        return True
    if phrase.text("unit") == "second" and phrase.text("count") in ("a", "another", "one"):
        return True
    return _coded(phrase)


def _no_counting(phrase: Phrase) -> bool:
    """ "13 days after the bombing": counts from something that is no time; only the duration is told."""
    side, after = phrase.text("side"), phrase.after()
    return side in ("before", "after", "prior", "previously") and after not in ("", ".", ",", ";", ")", "\n", '"', "-")


def _no_decade(phrase: Phrase) -> bool:
    """ "in his 30s", "the 60s" is one, "temperatures in the 30s" cannot be told."""
    digits = phrase.text("decade")
    return len(digits) == 3 and phrase.tokens.word(phrase.first) != "the"


def _no_clock(phrase: Phrase) -> bool:
    """A bare 10:35 needs a word that makes it an hour: scores and verses look the same."""
    clock = phrase.text("clock")
    if not clock.replace(":", "").isdecimal():
        return False
    return phrase.before() not in (
        "at",
        "by",
        "around",
        "about",
        "from",
        "until",
        "till",
        "to",
        "between",
        "and",
        "before",
        "after",
        "since",
        ",",
        "t",
    )


def _no_ordinal_day(phrase: Phrase) -> bool:
    """ "of the 24th Infantry Division"."""
    texts = phrase.tokens.texts
    return phrase.stop < len(texts) and (
        texts[phrase.stop][:1].isalpha()
        and phrase.after() not in ("of", "and", "to", "until", "when", "the", "a", "by", "in", "at")
    )


def _no_range_day(phrase: Phrase) -> bool:
    """ "On April 5 and 6 missiles": a count."""
    return (
        _counts(phrase.after()) and phrase.stop == phrase.groups["day"][1] and phrase.groups["month"][0] < phrase.first
    )


def _no_title(phrase: Phrase) -> bool:
    """A programme's or paper's name: "This Week", "The Daily Telegraph"."""
    texts = phrase.tokens.texts[phrase.first : phrase.stop]
    return len(texts) > 1 and texts[-1].istitle() and texts[-1].isalpha() and phrase.text("unit") != ""


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
    "range_day": _no_range_day,
    "relative": _no_title,
    "frequency": _no_frequency,
    "daypart": _no_overnight,
    "short_year": _coded,
}
