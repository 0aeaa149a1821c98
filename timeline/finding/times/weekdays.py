"""Days told from the day of publication: weekdays, "yesterday", parts of a day, weekends."""

from __future__ import annotations

from datetime import date, timedelta

from timeline.finding.times.context import Context
from timeline.finding.times.counting import ordinal
from timeline.finding.times.meaning import Meaning, dated, last_days, shifted
from timeline.finding.times.phrases import Phrase
from timeline.finding.times.tense import Tense
from timeline.finding.times.values import day_value, moved
from timeline.finding.times.words import (
    CLOCK_WORDS,
    DAYPARTS,
    DEICTIC_DAYS,
    RELATIVES,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAYS,
    Unit,
)
from timeline.model import TimexKind

# "until Friday", "ahead of Sunday's vote": what is to come, unless the clause says otherwise.
_LOOKING_AHEAD = frozenset({"until", "till", "by", "before", "through"})
_BEFORE_POSSESSIVE = frozenset({"of", "for", "before", "until", "on"})


def weekday_number(word: str) -> int:
    """1 for "Monday", "Mon."."""
    word = word.rstrip(".")
    return WEEKDAYS.get(word) or WEEKDAY_ABBREVIATIONS[word]


def weekday(phrase: Phrase, context: Context) -> Meaning | None:
    """ "on Friday", "last Friday", "Friday night", "Wednesday last week"."""
    number = weekday_number(phrase.text("weekday"))
    if week := phrase.text("rel2"):
        monday = context.published - timedelta(days=context.published.weekday())
        return on(moved(monday, Unit.DAY, number - 1 + 7 * RELATIVES[week]), phrase.text("daypart"))
    day = _relative(phrase, context, number) if phrase.relative else None
    return on(day or _by_tense(phrase, context, number), phrase.text("daypart"))


def _relative(phrase: Phrase, context: Context, number: int) -> date | None:
    """ "last Friday" from publication, "the following Friday" from the day told last."""
    here, told = context.published, context.last_day
    match phrase.relative:
        case "last" | "past":
            return _before(here, number)
        case "next" | "coming":
            return _after(here, number)
        case "this":
            return moved(here, Unit.DAY, number - here.isoweekday())
        case "previous" | "preceding" if told:
            return _before(told, number)
        case "following" if told:
            return _after(told, number)
        case "that" | "same" if told:
            return _before(told + timedelta(days=1), number)
    return None


def _by_tense(phrase: Phrase, context: Context, number: int) -> date | None:
    """A bare weekday: the last one, publication included, or the next where the clause speaks of what is to come."""
    if context.narrative and context.last_day:
        return _after(context.last_day - timedelta(days=1), number)
    here = context.published
    tense = context.tense(phrase)
    if tense is None and phrase.before() in _LOOKING_AHEAD:
        tense = Tense.FUTURE
    if phrase.after() == "'s" and phrase.before() not in _BEFORE_POSSESSIVE:  # "Wednesday's ruling"
        tense = Tense.PAST
    if tense is not Tense.FUTURE and context.reviewed:
        here = context.reviewed
    if number == here.isoweekday():
        return here
    return _after(here, number) if tense is Tense.FUTURE else _before(here, number)


def _before(day: date, number: int) -> date | None:
    """The last such weekday before ``day``."""
    return moved(day, Unit.DAY, -((day.isoweekday() - number - 1) % 7 + 1))


def _after(day: date, number: int) -> date | None:
    """The first such weekday after ``day``."""
    return moved(day, Unit.DAY, (number - day.isoweekday() - 1) % 7 + 1)


def on(day: date | None, daypart: str) -> Meaning | None:
    """``day``, or the part of it that is named."""
    if day is None or not daypart:
        return dated(day.isoformat()) if day else None
    part = DAYPARTS.get(daypart) or CLOCK_WORDS.get(daypart, "TNI")
    return Meaning(kind=TimexKind.TIME, value=day.isoformat() + part)


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
    return on(day, phrase.text("daypart") or ("night" if word == "tonight" else ""))


# What "last night" and "the next morning" are counted from, and by how many days.
_DAYPART_STEPS = {"last": -1, "yesterday": -1, "tomorrow": 1, "next": 1, "following": 1, "previous": -1}
# "Overnight" alone is the night before publication, unless a day right before that is told of.
_LAST_NIGHTS = 3
_FROM_PUBLICATION = frozenset({"last", "yesterday", "tomorrow", "this"})


def daypart(phrase: Phrase, context: Context) -> Meaning | None:
    """ "last night", "this morning", "the same evening", "overnight"."""
    part, relative = phrase.text("daypart"), phrase.relative
    told = None if relative in _FROM_PUBLICATION else context.that_day(phrase)
    long_past = told is not None and not context.reviewed and (context.published - told).days > _LAST_NIGHTS
    if part == "overnight" and not relative and long_past:
        told = None
    day = moved(told or context.published, Unit.DAY, _DAYPART_STEPS.get(relative, 0))
    return overnight(day) if part == "overnight" else on(day, part)


def overnight(day: date | None) -> Meaning | None:
    """The night before ``day``: events of it fall on either day."""
    night = moved(day, Unit.DAY, -1) if day else None
    if day is None or night is None:
        return None
    return Meaning(kind=TimexKind.TIME, value=night.isoformat() + "TNI", days=last_days(day, 2))


def weekend(phrase: Phrase, context: Context) -> Meaning | None:
    """ "over the weekend": the last one, or the coming one where the clause speaks of what is to come."""
    tense = context.tense(phrase)
    ahead = (
        context.published.isoweekday() > 5
        or tense is Tense.FUTURE
        or phrase.before() in ("before", "by")
        or phrase.before(2) == "ahead"
        or (phrase.relative == "this" and tense is not Tense.PAST)
    )
    return shifted(context.published, Unit.WEEKEND, 0 if ahead else -1)
