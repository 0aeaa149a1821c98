"""Dates that name their day or month; what they leave out, the year first of all, the text supplies."""

from __future__ import annotations

import re
from datetime import date

from timeline.finding.times.context import Context
from timeline.finding.times.counting import figures as in_figures
from timeline.finding.times.counting import ordinal, year_of
from timeline.finding.times.meaning import Meaning, dated, undated
from timeline.finding.times.phrases import Phrase
from timeline.finding.times.tense import Tense
from timeline.finding.times.values import bounds, day_value, grain
from timeline.finding.times.words import MONTH_ABBREVIATIONS, MONTHS, Unit
from timeline.model import TimexKind

_MONTH_KEYS = frozenset(name[:3] for name in MONTHS)
_NEXT_YEAR = {"last": -1, "previous": -1, "next": 1, "following": 1}


def month_number(word: str) -> int:
    """1 for "January", "Jan.", "jan"."""
    word = word.rstrip(".")
    return MONTHS.get(word) or MONTH_ABBREVIATIONS[word]


def iso(phrase: Phrase) -> Meaning | None:
    """ "2022-02-03", "2022-02-03T10:35Z"."""
    day, _, clock = phrase.text("iso").upper().partition("T")
    if not bounds(day):
        return None
    return Meaning(kind=TimexKind.TIME, value=f"{day}T{clock}") if clock else dated(day)


def date_time_group(phrase: Phrase, context: Context) -> Meaning | None:
    """ "071200Z FEB 22": day, hour, minute, zone, month, year; "071200Z" alone is of the month of publication."""
    group, month_word = phrase.text("dtg"), phrase.text("month")
    if not month_word and not group.endswith("z"):
        return None
    month = month_number(month_word) if month_word else context.published.month
    year = year_of(phrase.text("yy"), context.published.year) or _year(phrase, context, month, int(group[:2]))
    return _at_minute(day_value(year, month, int(group[:2])), group[2:])


def military_day(phrase: Phrase, context: Context) -> Meaning | None:
    """ "07FEB2022", "071200ZFEB22": written in one."""
    found = re.fullmatch(r"(\d\d?)(\d{4}[a-z])?([a-z]{3})(\d+)", phrase.text("military"))
    if found is None or found[3] not in _MONTH_KEYS:
        return None
    value = day_value(year_of(found[4], context.published.year) or 0, month_number(found[3]), int(found[1]))
    return _at_minute(value, found[2]) if found[2] else dated(value)


def _at_minute(day: str | None, clock: str) -> Meaning | None:
    """``day`` at "1200z"; None where there is no such day or minute."""
    hour, minute, zone = clock[:2], clock[2:4], "Z" if clock.endswith("z") else ""
    if day is None or int(hour) > 23 or int(minute) > 59:
        return None
    return Meaning(kind=TimexKind.TIME, value=f"{day}T{hour}:{minute}{zone}")


def figures(phrase: Phrase, context: Context) -> Meaning | None:
    """ "3.2.2022", "02/03/2022": which is the month, the text decides; where it does not, only the year is told."""
    text = phrase.text("figures")
    numbers = text.replace("/", ".").split(".")
    if len(numbers[0]) == 4:
        return dated(day_value(*map(int, numbers)))
    first, second, year = int(numbers[0]), int(numbers[1]), year_of(numbers[2], context.published.year) or 0
    day_first = True if "." in text else first > 12 if max(first, second) > 12 else context.day_first
    if day_first is None and first != second:
        return dated(f"{year:04}")
    return dated(day_value(year, second, first) if day_first else day_value(year, first, second))


def calendar_day(phrase: Phrase, context: Context) -> Meaning | None:
    """ "3 February 2022", "Feb. 3"; where there is no such day, its month as a value and no days."""
    day, month = ordinal(phrase.text("day")), month_number(phrase.text("month"))
    if phrase.before_christ:
        return undated(f"BC{in_figures(phrase.text('year')):04}-{month:02}-{day:02}")
    year = _told_year(phrase, context) or _year(phrase, context, month, day)
    return dated(day_value(year, month, day)) or undated(f"{year:04}-{month:02}")


def calendar_month(phrase: Phrase, context: Context) -> Meaning | None:
    """ "October 1939", "early May", "June last year", "last December"."""
    month = month_number(phrase.text("month"))
    if phrase.before_christ:
        return undated(f"BC{in_figures(phrase.text('year')):04}-{month:02}")
    if (ancient := context.before_christ()) and not phrase.text("year"):
        return undated(f"BC{ancient:04}-{month:02}")
    if (relative := phrase.last_word("rel")) and not phrase.names_year:
        return dated(f"{_relative_year(relative, month, context.here()):04}-{month:02}")
    year = _told_year(phrase, context) or _year(phrase, context, month, None)
    return dated(f"{year:04}-{month:02}")


def _relative_year(relative: str, month: int, here: date) -> int:
    """The year of "last December", "next May", "this June"."""
    match relative:
        case "last" | "past" | "previous":
            return here.year if month < here.month else here.year - 1
        case "next" | "coming" | "following":
            return here.year if month > here.month else here.year + 1
        case _:
            return here.year


def _told_year(phrase: Phrase, context: Context) -> int | None:
    """The year that the phrase names: its own, that of the range it opens, "last year", "of that year"."""
    for group in ("year", "later"):
        if text := phrase.text(group):
            return year_of(text, context.published.year)
    if not phrase.names_year:
        return None
    relative = phrase.last_word("rel")
    base = context.here() if relative in ("last", "this", "next") else context.told()
    return base.year + _NEXT_YEAR.get(relative, 0)


def _year(phrase: Phrase, context: Context, month: int, day: int | None) -> int:
    """The year of a month or day told without one.

    In a narrative, the one nearest to what was told last. Else by tense: what happened lies behind publication, what
    is to come ahead; without a tense, or against it by a few weeks, the nearest.
    """
    if context.narrative and context.last:
        return _year_in_narrative(context, month)
    here = context.published
    this_year = (month, day or 0) >= (here.month, here.day if day else 0)
    coming = here.year if this_year else here.year + 1
    ahead = (month - here.month) % 12 * 30 if day is None else _days_ahead(here, month, day)
    return coming if ahead <= _furthest_ahead(_looking(phrase, context), day) else coming - 1


def _looking(phrase: Phrase, context: Context) -> Tense | None:
    """The tense of the clause; "by February" and "until February" look ahead even in the past tense."""
    tense = context.tense(phrase)
    return None if tense is Tense.PAST and phrase.before() in _LOOKING_AHEAD else tense


_LOOKING_AHEAD = frozenset({"by", "until", "till", "through", "before", "for"})


def _furthest_ahead(tense: Tense | None, day: int | None) -> int:
    """How many days ahead a month or day told without its year may still lie.

    Nobody says "Dec. 7" of a day eleven months ago: with a day, the nearest counts, even against the clause's tense.
    """
    match tense:
        case Tense.FUTURE:
            return 300
        case Tense.PAST:
            return 0 if day is None else 45
        case _:
            return 120 if day is None else 150


def _days_ahead(here: date, month: int, day: int) -> int:
    """About how many days from ``here`` to the next such day."""
    ahead = round((month - here.month) * 30.5) + day - here.day
    return ahead if (month, day) >= (here.month, here.day) else ahead + 366


def _year_in_narrative(context: Context, month: int) -> int:
    """The year told last; over the turn of the year, the one after or before."""
    told = context.told()
    gap = month - told.month if grain(context.last or "") in (Unit.DAY, Unit.MONTH, Unit.WEEK) else 0
    return told.year + (gap < -8) - (gap > 8)


def day_of_month(phrase: Phrase, context: Context) -> Meaning | None:
    """ "on the 20th": of the month told last, else of that of publication."""
    base = context.told()
    return dated(day_value(base.year, base.month, ordinal(phrase.text("day"))))
