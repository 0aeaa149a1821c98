"""How long and how often: durations and sets, and the durations that fix a date ("in three weeks")."""

from __future__ import annotations

from datetime import timedelta

from timeline.finding.times.context import Context
from timeline.finding.times.counting import count
from timeline.finding.times.dates import calendar_month, month_number
from timeline.finding.times.meaning import Meaning, dated
from timeline.finding.times.periods import calendar_year
from timeline.finding.times.phrases import Phrase
from timeline.finding.times.relative import distance, unit_of
from timeline.finding.times.tense import Tense
from timeline.finding.times.values import bounds, moved
from timeline.finding.times.weekdays import weekday_number
from timeline.finding.times.words import (
    DAYPART_PLURALS,
    DAYPARTS,
    FREQUENCIES,
    MONTH_ABBREVIATIONS,
    MONTHS,
    REFERENCES,
    SEASONS,
    WEEKDAY_PLURALS,
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
        return _lasting(length(0.5, unit_of(halfunit)))
    number, unit = count(phrase.text("count")), unit_of(phrase.text("unit"))
    if _is_rate(phrase):
        return _every(length(number, unit))
    if number is None:
        return _lasting(length(None, unit))
    if phrase.text("unit2"):
        return _lasting(
            _joined(length(number, unit), length(count(phrase.text("count2")), unit_of(phrase.text("unit2"))))
        )
    if phrase.whole.endswith("a half") and "half" not in phrase.text("count"):
        number += 0.5
    return distance(context.here(), unit, number) if _comes_due(phrase, context) else _lasting(length(number, unit))


def _lasting(value: str) -> Meaning:
    return Meaning(kind=TimexKind.DURATION, value=value)


def _every(value: str) -> Meaning:
    return Meaning(kind=TimexKind.SET, value=value)


def _joined(first: str, second: str) -> str:
    """ "PT1H" and "PT30M" are "PT1H30M"."""
    return first + second.removeprefix("PT" if "T" in first else "P")


_AFTER_QUANTITY = frozenset("once twice thrice times million billion thousand percent % cents".split())


def _is_rate(phrase: Phrase) -> bool:
    """Whether "a year" tells how much each year: "$33 million a year", "twice a week", "10 percent a month"."""
    if phrase.text("count") not in ("a", "an") or phrase.stop - phrase.first != 2:
        return False
    before = phrase.before()
    plural = before.endswith("s") and len(before) > 3 and before not in _NO_QUANTITIES
    return before in _AFTER_QUANTITY or before[:1].isdecimal() or plural


# Words in -s before "a week" that count nothing.
_NO_QUANTITIES = frozenset(
    "this takes lasts was has is as its spends gives requires needs perhaps less across towards besides".split()
)


def _comes_due(phrase: Phrase, context: Context) -> bool:
    """Whether the phrase is "in three weeks" said of what is to come."""
    back = 2 if phrase.before() in ("just", "only", "about", "another") else 1
    return phrase.before(back) == "in" and context.tense(phrase) is Tense.FUTURE and not phrase.text("period")


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


_ORDER = {"first": 0, "second": 1, "third": 2, "fourth": 3}


def part_of(phrase: Phrase, context: Context) -> Meaning | None:
    """ "the last week of August", "the first two months of 2022": a duration with days of that month or year."""
    told = calendar_month(phrase, context) if phrase.text("month") else calendar_year(phrase, context)
    if told is None:
        return None
    context.note(told.value)
    unit, words = unit_of(phrase.text("unit")), phrase.text("count")
    number = count(words) if words else (None if phrase.text("unit").endswith("s") else 1)
    days = _days_of(told.value, phrase.text("which"), unit, number)
    return Meaning(
        kind=TimexKind.DURATION,
        value=length(number, unit),
        days=days,
        precision=_window_precision(unit) if days else None,
    )


def _days_of(value: str, which: str, unit: Unit, number: float | None) -> Interval | None:
    """The days of the first or last ``number`` units of what ``value`` covers; all of them where the number is open."""
    covered = bounds(value)
    if covered is None or number is None or number != int(number):
        return Interval(start=covered[0], end=covered[1]) if covered else None
    start, end = moved(covered[1], unit, -int(number)), moved(covered[1], unit, 0)
    if which in _ORDER:
        start = moved(covered[0], unit, _ORDER[which])
        end = moved(start, unit, int(number)) if start else None
    if start is None or end is None or not covered[0] <= start < min(end, covered[1]):
        return None
    return Interval(start=start, end=min(end, covered[1]))


def duration_or(phrase: Phrase) -> Meaning:
    """ "weeks or months"."""
    return _lasting(length(None, unit_of(phrase.text("unit"))))


def bare_units(phrase: Phrase) -> Meaning:
    """ "for weeks", "months-long"; "month-long" is one month."""
    word = phrase.text("unit")
    return _lasting(length(None if word.endswith("s") else 1, unit_of(word)))


def year_ended(phrase: Phrase) -> Meaning:
    """ "the year ended March 31"."""
    return _lasting(length(1, unit_of(phrase.text("unit"))))


def frequency(phrase: Phrase) -> Meaning:
    """ "daily"."""
    return _every(FREQUENCIES[phrase.text("frequency")])


def per(phrase: Phrase) -> Meaning:
    """ "10,000 per month"."""
    return _every(length(1, unit_of(phrase.text("unit"))))


def every(phrase: Phrase) -> Meaning:
    """ "each Thursday", "every other week", "every two years", "on Mondays", "every night"."""
    if unit := phrase.text("unit"):
        number = 2 if phrase.text("other") in ("other", "second") else count(phrase.text("count") or "one")
        return _every(length(number, unit_of(unit)))
    named = (phrase.text("weekday") or phrase.text("weekdays")).partition(" ")[0]
    part = next((part for word in phrase.whole.split() if (part := _ANY_DAYPART.get(word))), "")
    return _every((_recurring(named) if named else "XXXX-XX-XX") + part)


_ANY_DAYPART = DAYPARTS | DAYPART_PLURALS


def _recurring(word: str) -> str:
    if word in SEASONS:
        return f"XXXX-{SEASONS[word]}"
    if word.rstrip(".") in MONTHS | MONTH_ABBREVIATIONS:
        return f"XXXX-{month_number(word):02}"
    return f"XXXX-WXX-{WEEKDAY_PLURALS.get(word) or weekday_number(word)}"


def some_night(phrase: Phrase) -> Meaning:
    """ "at night": of no day that is named."""
    return Meaning(kind=TimexKind.TIME, value="XXXX-XX-XX" + DAYPARTS.get(phrase.whole, "TNI"))


def reference(phrase: Phrase) -> Meaning | None:
    """ "now", "recently", "the future", "these days": a side of the time line, no day of it."""
    if phrase.text("word") == "past":
        return dated("PAST_REF")
    return dated("FUTURE_REF" if "possible" in phrase.whole else REFERENCES.get(phrase.text("word"), "PRESENT_REF"))
