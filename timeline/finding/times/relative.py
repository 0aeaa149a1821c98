"""Dates told from another day: from publication ("last week", "yesterday"), or from what was told before ("the next day")."""

from __future__ import annotations

from datetime import date, timedelta

from timeline.finding.times.context import Context, Meaning, dated, held, rolling, shifted
from timeline.finding.times.explicit import latest_quarter
from timeline.finding.times.numbers import count, ordinal
from timeline.finding.times.parts import part_of_year, side_of_publication
from timeline.finding.times.phrases import Phrase
from timeline.finding.times.tense import Tense
from timeline.finding.times.values import bounds, day_value, grain, holding, moved
from timeline.finding.times.words import (
    ANAPHORIC,
    CLOCK_WORDS,
    DAYPARTS,
    DEICTIC_DAYS,
    PLURAL_UNITS,
    RELATIVES,
    SHORT_UNITS,
    UNITS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAYS,
    Unit,
)
from timeline.model import Interval, TimePrecision, TimexKind

_ALL_UNITS = UNITS | PLURAL_UNITS | SHORT_UNITS


def unit_of(words: str) -> Unit:
    """The unit of "weeks", "trading days"."""
    return _ALL_UNITS[words.rsplit(maxsplit=1)[-1]]


def weekday_number(word: str) -> int:
    """1 for "Monday", "Mon."."""
    word = word.rstrip(".")
    return WEEKDAYS.get(word) or WEEKDAY_ABBREVIATIONS[word]


def weekday(phrase: Phrase, context: Context) -> Meaning | None:
    """ "on Friday", "last Friday", "Friday night", "Wednesday last week"."""
    day = _weekday(phrase, context, weekday_number(phrase.text("weekday")))
    return _on(day, phrase.text("daypart"))


def _on(day: date | None, daypart: str) -> Meaning | None:
    if day is None:
        return None
    if not daypart:
        return dated(day.isoformat())
    part = DAYPARTS.get(daypart) or CLOCK_WORDS.get(daypart, "TNI")
    return Meaning(kind=TimexKind.TIME, value=day.isoformat() + part)


def _weekday(phrase: Phrase, context: Context, number: int) -> date | None:
    here = context.published
    monday = here - timedelta(days=here.weekday())
    if week := phrase.text("rel2"):
        return moved(monday, Unit.DAY, number - 1 + 7 * RELATIVES[week])
    match (phrase.text("rel") or "-").split()[-1]:
        case "last" | "past":
            return _before(here, number)
        case "next" | "coming":
            return _after(here, number)
        case "this":
            return moved(monday, Unit.DAY, number - 1)
        case "previous" | "preceding" if context.last_day:
            return _before(context.last_day, number)
        case "following" if context.last_day:
            return _after(context.last_day, number)
        case "that" | "same" if context.last_day:
            return _before(context.last_day + timedelta(days=1), number)
    if context.narrative and context.last_day:
        return _after(context.last_day - timedelta(days=1), number)
    tense = context.tense(phrase)
    if tense is None and phrase.before() in ("until", "till", "by", "before", "through"):
        tense = Tense.FUTURE
    future = tense is Tense.FUTURE and number != here.isoweekday()
    return (
        _after(here, number)
        if future
        else moved(_before(here, number) or here, Unit.DAY, 7 * (number == here.isoweekday()))
    )


def _before(day: date, number: int) -> date | None:
    """The last such weekday before ``day``."""
    return moved(day, Unit.DAY, -((day.isoweekday() - number - 1) % 7 + 1))


def _after(day: date, number: int) -> date | None:
    """The first such weekday after ``day``."""
    return moved(day, Unit.DAY, (number - day.isoweekday() - 1) % 7 + 1)


def weekday_ordinal(phrase: Phrase, context: Context) -> Meaning | None:
    """ "Monday the 7th": the nearest month in which the 7th is a Monday."""
    number, day = weekday_number(phrase.text("weekday")), ordinal(phrase.text("day"))
    for months in (0, -1, 1, -2, 2):
        base = moved(context.told().replace(day=1), Unit.MONTH, months)
        value = day_value(base.year, base.month, day) if base else None
        if value and date.fromisoformat(value).isoweekday() == number:
            return dated(value)
    return None


def deictic(phrase: Phrase, context: Context) -> Meaning | None:
    """ "today", "tonight", "late yesterday", "the day after tomorrow"."""
    word = phrase.text("deictic")
    beyond = {"before": -1, "after": 1}.get(phrase.text("beyond"), 0)
    day = moved(context.published, Unit.DAY, DEICTIC_DAYS[word] + beyond)
    return _on(day, phrase.text("daypart") or ("night" if word == "tonight" else ""))


def daypart(phrase: Phrase, context: Context) -> Meaning | None:
    """ "last night", "this morning", "the same evening", "overnight"."""
    part, relative = phrase.text("daypart"), phrase.text("rel").split()[-1:] or [""]
    match relative[0]:
        case "last" | "yesterday":
            return _on(moved(context.published, Unit.DAY, -1), part)
        case "this":
            return _on(context.published, part)
        case "tomorrow":
            return _on(moved(context.published, Unit.DAY, 1), part)
        case "next" | "following":
            return _on(moved(context.that_day(phrase) or context.published, Unit.DAY, 1), part)
        case "previous":
            return _on(moved(context.that_day(phrase) or context.published, Unit.DAY, -1), part)
    day = context.that_day(phrase) or context.published
    if part == "overnight":
        night = moved(day, Unit.DAY, -1)
        days = rolling(day, 2)
        return Meaning(kind=TimexKind.TIME, value=night.isoformat() + "TNI", days=days) if night else None
    return _on(day, part)


def relative(phrase: Phrase, context: Context) -> Meaning | None:
    """ "last week", "earlier this year", "the next day", "the end of the month", "the day before"."""
    unit, word = UNITS[phrase.text("unit")], phrase.text("rel")
    if side := phrase.text("side"):
        steps = -1 if side in ("before", "earlier", "prior", "previously") else 1
        return shifted(context.that_day(phrase) or context.told_in(unit), unit, steps)
    steps = RELATIVES.get(word, 0)
    if ancient := context.before_christ():
        return _before_christ(ancient, unit, steps)
    base = _base(phrase, context, word, unit)
    if word == "past" or (word in ("last", "coming", "next") and unit in (Unit.DECADE, Unit.CENTURY)):
        return _rolling_unit(phrase, context, unit, steps)
    if (
        unit is Unit.DAY
        and context.last
        and context.last_day is None
        and word in ANAPHORIC | {"next"}
        and grain(context.last) is not Unit.DAY
    ):
        return Meaning(kind=TimexKind.DATE, value=_some_day(context), fixed=False)
    return _parted(phrase, context, shifted(base, unit, steps))


def _parted(phrase: Phrase, context: Context, meaning: Meaning | None) -> Meaning | None:
    """ "earlier this month", "the end of the year": the days that the part leaves of the period."""
    part = phrase.text("part")
    if meaning is None or not part:
        return meaning
    side = None if context.narrative else side_of_publication(part, meaning.value, context.published)
    days = side or part_of_year(part, meaning.value)
    if days is None:
        return meaning
    return Meaning(kind=meaning.kind, value=meaning.value, days=days, precision=TimePrecision.APPROX)


def _before_christ(year: int, unit: Unit, steps: int) -> Meaning:
    """ "the following year" after 492 BC is 491 BC; a day or week is not counted there."""
    match unit:
        case Unit.YEAR:
            value = f"BC{year - steps:04}"
        case Unit.DECADE:
            value = f"BC{year // 10 - steps:03}"
        case Unit.CENTURY:
            value = f"BC{year // 100 - steps:02}"
        case _:
            value = "BCXXXX-XX-XX"
    return Meaning(kind=TimexKind.DATE, value=value, fixed=False)


def _some_day(context: Context) -> str:
    """A day that cannot be counted, within the month or year told last: "1918-04-XX"."""
    value = context.last or ""
    return f"{value[:7]}-XX" if grain(value) is Unit.MONTH else f"{value[:4]}-XX-XX"


def _base(phrase: Phrase, context: Context, word: str, unit: Unit) -> date:
    """What "the next day" counts from is the day told last; what "next week" counts from is publication."""
    anaphoric = (
        word in ANAPHORIC or (word == "next" and "the next" in phrase.whole) or (word == "the" and context.narrative)
    )
    if unit is Unit.DAY and anaphoric:
        return context.that_day(phrase) or context.told()
    return context.told_in(unit) if anaphoric else context.here()


def _rolling_unit(phrase: Phrase, context: Context, unit: Unit, steps: int) -> Meaning | None:
    """ "in the past week": the days up to publication. The value of a past year or month is the calendar's, as TimeBank has it."""
    here = context.here()
    start, end = moved(here, unit, min(steps, 0)), moved(here, unit, max(steps, 0))
    if start is None or end is None or end.year > 9998:
        return None
    days = Interval(start=start, end=end + timedelta(days=1))
    if unit in (Unit.DECADE, Unit.CENTURY):
        return Meaning(
            kind=TimexKind.DURATION,
            value={Unit.DECADE: "P10Y"}.get(unit, "P100Y"),
            days=days,
            precision=TimePrecision.APPROX,
        )
    told = shifted(here, unit, steps)
    precision = TimePrecision.WEEK if unit is Unit.WEEK else TimePrecision.APPROX
    return Meaning(kind=TimexKind.DATE, value=told.value, days=days, precision=precision) if told else None


def year_ago(phrase: Phrase, context: Context) -> Meaning | None:
    """ "the year-earlier quarter", "year-ago": the quarter told last, a year before; else a year before publication."""
    unit = UNITS.get(phrase.text("unit"), Unit.YEAR)
    quarter = latest_quarter(context) if context.named_quarter else None
    if quarter and unit in (Unit.QUARTER, Unit.YEAR):
        return dated(f"{int(quarter[:4]) - 1:04}{quarter[4:]}")
    return held(moved(context.here(), Unit.YEAR, -1), unit)


def year_end(phrase: Phrase, context: Context) -> Meaning | None:
    """ "by year-end"."""
    year = int(phrase.text("year") or context.here().year)
    if not phrase.text("year") and context.tense(phrase) is Tense.PAST and phrase.before() == "since":
        year -= 1
    days = Interval(start=date(year, 12, 1), end=date(year + 1, 1, 1)) if 0 < year < 9999 else None
    return Meaning(kind=TimexKind.DATE, value=f"{year:04}-12-31", days=days, precision=TimePrecision.APPROX)


def weekend(phrase: Phrase, context: Context) -> Meaning | None:
    """ "over the weekend": the last one, or the coming one where the clause speaks of what is to come."""
    here = context.here()
    bounded = phrase.before() in ("before", "by") or phrase.before(2) == "ahead"
    ahead = bounded or context.tense(phrase) is Tense.FUTURE or here.isoweekday() > 5
    return shifted(here, Unit.WEEKEND, 0 if ahead else -1)


def the_period(phrase: Phrase, context: Context) -> Meaning | None:
    """ "the quarter", "the latest period", "the 1988 period", "the full year"."""
    if year := phrase.text("year"):
        quarter = (context.named_quarter or "")[4:] if phrase.text("unit") == "quarter" else ""
        return dated(year + quarter)
    unit = phrase.text("unit") or phrase.text("unit2")
    if unit in ("quarter", "period"):
        return dated(latest_quarter(context))
    return held(context.here(), UNITS[unit])


_EARLIER = frozenset({"ago", "earlier", "before", "previously", "prior"})
_FROM_PUBLICATION = frozenset({"ago", "hence", "from now", "from today"})


def counted(phrase: Phrase, context: Context) -> Meaning | None:
    """ "two weeks ago" from publication, "two days later" from what was told last."""
    side, words = phrase.text("side"), phrase.text("count")
    steps = count(words) if words else (0.5 if phrase.text("decadehalf") else None)
    earlier = side in _EARLIER
    if phrase.text("unit") == "moments":
        return None
    unit = unit_of(phrase.text("unit"))
    if steps is None:
        return Meaning(kind=TimexKind.DATE, value="PAST_REF" if earlier else "FUTURE_REF")
    if "and a half" in phrase.whole and "half" not in words:
        steps += 0.5
    if unit is Unit.YEAR and steps == 1 and context.named_quarter and earlier and not context.narrative:
        return year_ago(phrase, context)
    if (ancient := context.before_christ()) and unit in (Unit.YEAR, Unit.DECADE) and steps == int(steps):
        return _before_christ(
            ancient, Unit.YEAR, int(steps) * (10 if unit is Unit.DECADE else 1) * (-1 if earlier else 1)
        )
    if side in _FROM_PUBLICATION:
        return distance(context.here(), unit, -steps if earlier else steps)
    if context.last is None and not earlier:
        return None
    if (
        unit in (Unit.DAY, Unit.WEEK, Unit.HOUR)
        and context.last
        and grain(context.last) is not Unit.DAY
        and context.last_day is None
    ):
        return Meaning(kind=TimexKind.DATE, value=_some_day(context), fixed=False)
    return distance(context.that_day(phrase) or context.told_in(unit), unit, -steps if earlier else steps)


def distance(base: date, unit: Unit, steps: float) -> Meaning | None:
    """The time ``steps`` units from ``base``: told in that unit; for weeks, the days meant are those around the very day."""
    if steps != int(steps):
        unit, steps = _FINER.get(unit, (unit, 1))[0], steps * _FINER.get(unit, (unit, 1))[1]
    day = moved(base, unit, round(steps))
    if day is None:
        return None
    if unit in (Unit.HOUR, Unit.MINUTE, Unit.SECOND):
        return dated(day.isoformat())
    if unit is Unit.WEEK:
        days = Interval.day(day) if bounds(day.isoformat()) else None
        return Meaning(kind=TimexKind.DATE, value=holding(day, unit), days=days, precision=TimePrecision.APPROX)
    return held(day, Unit.YEAR if unit in (Unit.DECADE, Unit.CENTURY) else unit)


_FINER = {
    Unit.YEAR: (Unit.MONTH, 12),
    Unit.DECADE: (Unit.YEAR, 10),
    Unit.CENTURY: (Unit.YEAR, 100),
    Unit.MONTH: (Unit.WEEK, 4),
    Unit.WEEK: (Unit.DAY, 7),
}
