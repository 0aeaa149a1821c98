"""How long and how often: durations and sets, and the durations that fix a date ("in three weeks")."""

from __future__ import annotations

from datetime import timedelta

from timeline.finding.times.context import Context, Meaning
from timeline.finding.times.numbers import count
from timeline.finding.times.phrases import Phrase
from timeline.finding.times.relative import distance, unit_of, weekday_number
from timeline.finding.times.tense import Tense
from timeline.finding.times.values import moved
from timeline.finding.times.words import (
    DAYPART_PLURALS,
    DAYPARTS,
    FREQUENCIES,
    MONTHS,
    SEASONS,
    WEEKDAY_PLURALS,
    WEEKDAYS,
    Unit,
)
from timeline.model import Interval, TimePrecision, TimexKind

_TIMES = {Unit.SECOND: "S", Unit.MINUTE: "M", Unit.HOUR: "H"}
_MULTIPLES = {
    Unit.DECADE: ("Y", 10),
    Unit.CENTURY: ("Y", 100),
    Unit.MILLENNIUM: ("Y", 1000),
    Unit.QUARTER: ("M", 3),
    Unit.FORTNIGHT: ("W", 2),
    Unit.WEEKEND: ("WE", 1),
}
# What half a unit is told in: "two and a half years" is P2Y6M.
_HALVES = {Unit.YEAR: "6M", Unit.HOUR: "30M", Unit.MINUTE: "30S", Unit.DAY: "T12H"}


def length(number: float | None, unit: Unit) -> str:
    """The TIMEX3 duration of ``number`` units; X where the number is open."""
    letter, factor = _MULTIPLES.get(unit, (_TIMES.get(unit) or unit.value, 1))
    prefix = "PT" if unit in _TIMES else "P"
    if number is None:
        return f"{prefix}X{unit.value.lstrip('T') if unit not in _MULTIPLES else unit.value}"
    amount = number * factor
    if amount != int(amount) and amount * 2 == int(amount * 2) and unit in _HALVES:
        return f"{prefix}{int(amount)}{letter}{_HALVES[unit]}" if int(amount) else f"{prefix}{_HALVES[unit]}"
    return f"{prefix}{amount:g}{letter}" if amount < 1e6 else f"{prefix}{amount:.0f}{letter}"


def duration(phrase: Phrase, context: Context) -> Meaning | None:
    """ "about a week"; "in three weeks" where the clause speaks of what is to come is a date; "$5 a year" is a set."""
    if halfunit := phrase.text("halfunit"):
        return Meaning(kind=TimexKind.DURATION, value=length(0.5, unit_of(halfunit)))
    number, unit = count(phrase.text("count")), unit_of(phrase.text("unit"))
    if _rate(phrase):
        return Meaning(kind=TimexKind.SET, value=length(number, unit))
    if number is not None and phrase.text("unit2"):
        second = length(count(phrase.text("count2")), unit_of(phrase.text("unit2")))
        return Meaning(
            kind=TimexKind.DURATION, value=length(number, unit) + second[1 + ("T" in length(number, unit)) :]
        )
    if number is not None and phrase.whole.endswith("a half") and "half" not in phrase.text("count"):
        number += 0.5
    if number is not None and _comes_due(phrase, context):
        return distance(context.here(), unit, number)
    return Meaning(kind=TimexKind.DURATION, value=length(number, unit))


def _rate(phrase: Phrase) -> bool:
    """Whether "a year" tells how much each year: "$33 million a year", "twice a week", "10 percent a month"."""
    if phrase.text("count") not in ("a", "an") or phrase.stop - phrase.first != 2:
        return False
    before = phrase.before()
    return before in {
        "once",
        "twice",
        "thrice",
        "times",
        "million",
        "billion",
        "thousand",
        "percent",
        "%",
        "cents",
    } or (before[:1].isdigit() or (before.endswith("s") and len(before) > 3 and before not in _NO_QUANTITIES))


_NO_QUANTITIES = frozenset(
    "this takes lasts was has is as its spends gives requires needs perhaps less across towards besides".split()
)
_IN = frozenset({"in"})


def _comes_due(phrase: Phrase, context: Context) -> bool:
    """Whether the phrase is "in three weeks" said of what is to come."""
    back = 2 if phrase.before() in ("just", "only", "about", "another") else 1
    return phrase.before(back) in _IN and context.tense(phrase) is Tense.FUTURE and not phrase.text("period")


def span_of(phrase: Phrase, context: Context) -> Meaning | None:
    """ "the past three weeks", "the next few days": a duration; the days are those up to, or from, publication."""
    word, unit = phrase.text("rel"), unit_of(phrase.text("unit"))
    number = count(phrase.text("count")) if phrase.text("count") else None
    value = length(number, unit)
    days = _window(context, word, unit, number)
    return Meaning(kind=TimexKind.DURATION, value=value, days=days, precision=_window_precision(unit) if days else None)


def _window(context: Context, word: str, unit: Unit, number: float | None) -> Interval | None:
    if number is None or number != int(number) or context.narrative:
        return None
    if word in ("last", "past"):
        start = moved(context.published, unit, -int(number) + (unit is Unit.DAY))
        return Interval(start=start, end=context.published + timedelta(days=1)) if start else None
    if word in ("next", "coming"):
        end = moved(context.published, unit, int(number))
        return Interval(start=context.published, end=end + timedelta(days=1)) if end and end.year < 9999 else None
    return None


def _window_precision(unit: Unit) -> TimePrecision:
    return TimePrecision.WEEK if unit in (Unit.DAY, Unit.WEEK, Unit.HOUR) else TimePrecision.APPROX


def duration_or(phrase: Phrase, context: Context) -> Meaning | None:
    """ "weeks or months"."""
    return Meaning(kind=TimexKind.DURATION, value=length(None, unit_of(phrase.text("unit"))))


def bare_units(phrase: Phrase, context: Context) -> Meaning | None:
    """ "for weeks", "months-long"; "month-long" is one month."""
    word = phrase.text("unit")
    return Meaning(kind=TimexKind.DURATION, value=length(None if word.endswith("s") else 1, unit_of(word)))


def frequency(phrase: Phrase, context: Context) -> Meaning | None:
    """ "daily"."""
    return Meaning(kind=TimexKind.SET, value=FREQUENCIES[phrase.text("frequency")])


def every(phrase: Phrase, context: Context) -> Meaning | None:
    """ "each Thursday", "every other week", "every two years", "on Mondays"."""
    if unit := phrase.text("unit"):
        number = 2 if phrase.text("other") in ("other", "second") else count(phrase.text("count") or "one")
        return Meaning(kind=TimexKind.SET, value=length(number, unit_of(unit)))
    named = (phrase.text("weekday") or phrase.text("weekdays")).split()
    part = next(
        (
            DAYPARTS.get(word) or DAYPART_PLURALS[word]
            for word in phrase.whole.split()
            if word in DAYPARTS or word in DAYPART_PLURALS
        ),
        "",
    )
    if not named:
        return Meaning(kind=TimexKind.SET, value="XXXX-XX-XX" + part)
    return Meaning(kind=TimexKind.SET, value=_recurring(named[0]) + part)


def _recurring(word: str) -> str:
    if word in SEASONS:
        return f"XXXX-{SEASONS[word]}"
    if word in MONTHS:
        return f"XXXX-{MONTHS[word]:02}"
    return f"XXXX-WXX-{WEEKDAY_PLURALS.get(word) or weekday_number(word) if word in WEEKDAYS or word in WEEKDAY_PLURALS else 0}"


def year_ended(phrase: Phrase, context: Context) -> Meaning | None:
    """ "the year ended March 31"."""
    return Meaning(kind=TimexKind.DURATION, value=length(1, unit_of(phrase.text("unit"))))


def some_night(phrase: Phrase, context: Context) -> Meaning | None:
    """ "at night": of no day that is named."""
    return Meaning(kind=TimexKind.TIME, value="XXXX-XX-XX" + ("TDT" if phrase.whole == "daytime" else "TNI"))


def per(phrase: Phrase, context: Context) -> Meaning | None:
    """ "per month"; "a month" only where an amount stands before it."""
    if phrase.tokens.word(phrase.first) != "per":
        return None
    return Meaning(kind=TimexKind.SET, value=length(1, unit_of(phrase.text("unit"))))
