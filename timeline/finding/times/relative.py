"""Times counted from another: from publication ("last week"), or from what was told before ("the next day")."""

from __future__ import annotations

from datetime import date, timedelta

from timeline.finding.times.context import Context
from timeline.finding.times.counting import count
from timeline.finding.times.meaning import Meaning, dated, held, shifted, spread, undated
from timeline.finding.times.parts import part_of_year, side_of_publication
from timeline.finding.times.periods import latest_quarter
from timeline.finding.times.phrases import Phrase
from timeline.finding.times.tense import Tense
from timeline.finding.times.values import bounds, grain, holding, moved
from timeline.finding.times.weekdays import weekend
from timeline.finding.times.words import ANAPHORIC, PLURAL_UNITS, RELATIVES, SHORT_UNITS, UNITS, Unit
from timeline.model import Interval, TimePrecision, TimexKind

_ALL_UNITS = UNITS | PLURAL_UNITS | SHORT_UNITS
_EARLIER = frozenset({"ago", "earlier", "before", "previously", "prior"})
_FROM_PUBLICATION = frozenset({"ago", "hence", "from now", "from today"})
_LONG = (Unit.DECADE, Unit.CENTURY)


def unit_of(words: str) -> Unit:
    """The unit of "weeks", "trading days"."""
    return _ALL_UNITS[words.rsplit(maxsplit=1)[-1]]


def relative(phrase: Phrase, context: Context) -> Meaning | None:
    """ "last week", "earlier this year", "the next day", "the end of the month", "this past week"."""
    unit, word = UNITS[phrase.text("unit")], phrase.relative
    if phrase.text("same") in ("past", "coming"):
        word = phrase.text("same")
    steps = RELATIVES.get(word, 0)
    if unit is Unit.WEEKEND and word == "this":
        return weekend(phrase, context)
    if ancient := context.before_christ():
        return _before_christ(ancient, unit, steps)
    if word == "past" or (word in ("last", "coming", "next") and unit in _LONG):
        return _up_to_publication(context.here(), unit, steps)
    if unit is Unit.DAY and word in ANAPHORIC | {"next"} and _day_untold(context):
        return undated(_some_day(context))
    return _parted(phrase, context, shifted(_base(phrase, context, word, unit), unit, steps))


def _base(phrase: Phrase, context: Context, word: str, unit: Unit) -> date:
    """What "the next day" counts from is the day told last, "this week" from what is reviewed; else publication."""
    the_next = word == "next" and (unit is Unit.DAY or phrase.tokens.word(phrase.first) == "the")  # "he next day left"
    anaphoric = word in ANAPHORIC or the_next or (word == "the" and context.narrative)
    if unit is Unit.DAY and anaphoric:
        return context.that_day(phrase) or context.told()
    if unit is Unit.WEEK and word == "this" and context.reviewed and context.tense(phrase) is not Tense.FUTURE:
        return context.reviewed
    return context.told_in(unit) if anaphoric else context.here()


def _day_untold(context: Context) -> bool:
    """Whether what was told last was no day, so that no day can be counted from it."""
    return context.last is not None and context.last_day is None and grain(context.last) is not Unit.DAY


def _some_day(context: Context) -> str:
    """A day that cannot be counted, within the month or year told last: "1918-04-XX"."""
    value = context.last or ""
    return f"{value[:7]}-XX" if grain(value) is Unit.MONTH else f"{value[:4]}-XX-XX"


def _parted(phrase: Phrase, context: Context, meaning: Meaning | None) -> Meaning | None:
    """ "earlier this month", "the end of the year": the days that the part leaves of the period."""
    part = phrase.text("part")
    if meaning is None or not part:
        return meaning
    side = None if context.narrative else side_of_publication(part, meaning.value, context.published)
    days = side or part_of_year(part, meaning.value)
    return spread(meaning.value, days) if days else meaning


def _before_christ(year: int, unit: Unit, steps: int) -> Meaning:
    """ "the following year" after 492 BC is 491 BC; days and weeks are not counted there."""
    match unit:
        case Unit.YEAR:
            return undated(f"BC{year - steps:04}")
        case Unit.DECADE:
            return undated(f"BC{year // 10 - steps:03}")
        case Unit.CENTURY:
            return undated(f"BC{year // 100 - steps:02}")
        case _:
            return undated("BCXXXX-XX-XX")


def _up_to_publication(here: date, unit: Unit, steps: int) -> Meaning | None:
    """ "in the past week": the days up to publication; the value is the calendar's week, as TimeBank has it."""
    start, end = moved(here, unit, min(steps, 0)), moved(here, unit, max(steps, 0))
    told = shifted(here, unit, steps)
    if start is None or end is None or told is None or end.year > 9998:
        return None
    days = Interval(start=start, end=end + timedelta(days=1))
    if unit in _LONG:
        value = "P10Y" if unit is Unit.DECADE else "P100Y"
        return Meaning(kind=TimexKind.DURATION, value=value, days=days, precision=TimePrecision.APPROX)
    return spread(told.value, days, TimePrecision.WEEK if unit is Unit.WEEK else TimePrecision.APPROX)


def the_day_before(phrase: Phrase, context: Context) -> Meaning | None:
    """ "the day before", "the year after": one unit from what was told last."""
    unit = UNITS[phrase.text("unit")]
    if (
        unit is Unit.DAY and context.last_day is None and phrase.after().isalpha()
    ):  # "the day after the vote": of what day?
        return undated("XXXX-XX-XX")
    base = context.that_day(phrase) or context.told_in(unit)
    return shifted(base, unit, -1 if phrase.text("side") in _EARLIER else 1)


def year_ago(phrase: Phrase, context: Context) -> Meaning | None:
    """ "the year-earlier quarter", "year-ago": a year before the quarter named last, else before publication."""
    unit = UNITS.get(phrase.text("unit"), Unit.YEAR)
    quarter = latest_quarter(context) if context.named_quarter else None
    if quarter and unit in (Unit.QUARTER, Unit.YEAR):
        return dated(f"{int(quarter[:4]) - 1:04}{quarter[4:]}")
    return held(moved(context.here(), Unit.YEAR, -1), Unit.YEAR if unit is Unit.QUARTER else unit)


def year_end(phrase: Phrase, context: Context) -> Meaning | None:
    """ "by year-end"; "since year-end" is since the last one."""
    year = int(phrase.text("year") or context.here().year)
    if not phrase.text("year") and phrase.before() == "since":
        year -= 1
    covered = bounds(f"{year:04}-12")
    return spread(f"{year:04}-12-31", Interval(start=covered[0], end=covered[1]) if covered else None)


def the_period(phrase: Phrase, context: Context) -> Meaning | None:
    """ "the quarter", "the latest period", "the 1988 period", "the full year"."""
    unit = phrase.text("unit")
    if year := phrase.text("year"):
        return dated(year + ((context.named_quarter or "")[4:] if unit == "quarter" else ""))
    if unit in ("quarter", "period"):
        return dated(latest_quarter(context))
    return held(context.here(), UNITS[unit])


def counted(phrase: Phrase, context: Context) -> Meaning | None:
    """ "two weeks ago" from publication, "two days later" from what was told last."""
    side, unit = phrase.text("side"), unit_of(phrase.text("unit"))
    steps = _steps(phrase)
    if steps is None:
        return dated("PAST_REF" if side in _EARLIER else "FUTURE_REF")
    if steps == -1 and unit is Unit.YEAR and context.named_quarter and not context.narrative:
        return year_ago(phrase, context)
    if (ancient := context.before_christ()) and unit in (Unit.YEAR, Unit.DECADE) and steps == int(steps):
        return _before_christ(ancient, Unit.YEAR, int(steps) * (10 if unit is Unit.DECADE else 1))
    if side in _FROM_PUBLICATION:
        return distance(context.here(), unit, steps)
    if context.last is None and steps > 0:
        return None
    if unit in (Unit.DAY, Unit.WEEK, Unit.HOUR) and _day_untold(context):
        return undated(_some_day(context))
    return distance(context.that_day(phrase) or context.told_in(unit), unit, steps)


def _steps(phrase: Phrase) -> float | None:
    """How many units the phrase counts, negative for "ago" and "earlier"; None for "some days ago"."""
    words = phrase.text("count")
    steps = count(words) if words else None
    if steps is not None and "and a half" in phrase.whole and "half" not in words:
        steps += 0.5
    return -steps if steps is not None and phrase.text("side") in _EARLIER else steps


def distance(base: date, unit: Unit, steps: float) -> Meaning | None:
    """The time ``steps`` units from ``base``, told in that unit; the days of a distance in weeks are the very day."""
    finer, factor = (unit, 1.0) if steps == int(steps) else _FINER.get(unit, (unit, 1.0))
    day = moved(base, finer, round(steps * factor)) if abs(steps * factor) < _UNTHINKABLE else None
    if day is None:
        return None
    if unit in (Unit.HOUR, Unit.MINUTE, Unit.SECOND):
        return dated(day.isoformat())
    if unit in (Unit.WEEK, Unit.FORTNIGHT):
        return spread(holding(day, unit), Interval.day(day) if bounds(day.isoformat()) else None)
    told_in = Unit.YEAR if unit in _LONG else unit
    return held(day, Unit.MONTH if finer is Unit.MONTH else told_in)


# What a broken number of units is counted in: half a year is six months.
_FINER = {
    Unit.YEAR: (Unit.MONTH, 12.0),
    Unit.DECADE: (Unit.YEAR, 10.0),
    Unit.CENTURY: (Unit.YEAR, 100.0),
    Unit.MONTH: (Unit.DAY, 30.4),
    Unit.WEEK: (Unit.DAY, 7.0),
}
_UNTHINKABLE = 1e7  # units
