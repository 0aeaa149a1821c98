"""What each phrase means, read in the order of the text: one function a rule of the grammar."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from timeline.finding.times import amounts, explicit, holidays, relative
from timeline.finding.times.context import Context, Meaning, rolling
from timeline.finding.times.numbers import count
from timeline.finding.times.phrases import HOURS, Phrase
from timeline.finding.times.values import grain
from timeline.finding.times.words import CLOCK_WORDS, DAYPARTS, REFERENCES, Unit
from timeline.model import TimexKind


def reference(phrase: Phrase, context: Context) -> Meaning | None:
    """ "now", "recently", "the future", "these days"."""
    word = phrase.text("word")
    if word == "past":
        return Meaning(kind=TimexKind.DATE, value="PAST_REF")
    if phrase.whole == "as soon as possible":
        return Meaning(kind=TimexKind.DATE, value="FUTURE_REF")
    return Meaning(kind=TimexKind.DATE, value=REFERENCES.get(word, "PRESENT_REF"))


def clock(phrase: Phrase, context: Context) -> Meaning | None:
    """ "10:35 a.m.", "noon", "0735 GMT": on the day told last, else on that of publication, whose days it then does not fix."""
    time = _clock_time(phrase.text("clock"))
    if time is None:
        return None
    day = context.last_day or context.published
    return Meaning(kind=TimexKind.TIME, value=f"{day.isoformat()}{time}", fixed=context.last_day is not None)


def _clock_time(text: str) -> str | None:
    for word, time in CLOCK_WORDS.items():
        if text.startswith(word):
            return time
    found = re.match(r"(\d{1,2})[:.]?(\d\d)?", text) or re.match(r"(\w+)()", text)
    if found is None:
        return None
    hour, minute = int(count(found[1]) or 0), int(found[2] or 0)
    if re.search(r"\bp\.?m|afternoon|evening|at night", text) and hour < 12:
        hour += 12
    elif re.search(r"\ba\.?m|morning", text) and hour == 12:
        hour = 0
    return f"T{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


_RESOLVERS: dict[str, Callable[[Phrase, Context], Meaning | None]] = {
    "iso": explicit.iso,
    "dtg": explicit.date_time_group,
    "military_day": explicit.military_day,
    "figures": explicit.figures,
    "date": explicit.calendar_day,
    "range_day": explicit.range_day,
    "day_of": explicit.day_of_month,
    "month": explicit.calendar_month,
    "year": explicit.calendar_year,
    "era_range": explicit.calendar_year,
    "short_year": explicit.short_year,
    "fiscal": explicit.fiscal,
    "spoken_year": explicit.spoken_year,
    "decade": explicit.decade,
    "century": explicit.century,
    "week_of": explicit.week_of,
    "holiday": holidays.holiday,
    "quarter": explicit.quarter,
    "half": explicit.half,
    "season": explicit.season,
    "weekday": relative.weekday,
    "weekday_ordinal": relative.weekday_ordinal,
    "deictic": relative.deictic,
    "daypart": relative.daypart,
    "relative": relative.relative,
    "year_ago": relative.year_ago,
    "year_end": relative.year_end,
    "weekend": relative.weekend,
    "the_period": relative.the_period,
    "counted": relative.counted,
    "span_of": amounts.span_of,
    "duration": amounts.duration,
    "duration_or": amounts.duration_or,
    "bare_units": amounts.bare_units,
    "frequency": amounts.frequency,
    "every": amounts.every,
    "per": amounts.per,
    "year_ended": amounts.year_ended,
    "some_night": amounts.some_night,
    "reference": reference,
    "clock": clock,
}


def resolve(phrase: Phrase, context: Context) -> Meaning | None:
    """What ``phrase`` means, or None where it turns out to tell no time; notes it in ``context`` for those to come."""
    meaning = _at(phrase, context) if phrase.rule == "timed" else _RESOLVERS[phrase.rule](phrase, context)
    if meaning and meaning.value[:4].isdecimal() and grain(meaning.value) is Unit.DAY:
        context.note_opening(phrase, meaning.value)
    if meaning and meaning.kind in (TimexKind.DATE, TimexKind.TIME) and _noted(phrase, meaning):
        context.note(meaning.value)
    return meaning


def _at(phrase: Phrase, context: Context) -> Meaning | None:
    """ "9 a.m. Tuesday", "the night of 3 February": the day, then the hour or part of the day."""
    day = next(part for part in phrase.parts if part.rule not in HOURS)
    hour = next(part for part in phrase.parts if part.rule in HOURS)
    meaning, time = resolve(day, context), _clock_time(hour.text("clock")) if hour.rule == "clock" else _part(hour)
    if meaning is None or time is None or grain(meaning.value) is not Unit.DAY:
        return meaning
    value = meaning.value.partition("T")[0]
    days = rolling(date.fromisoformat(value), 2) if hour.text("daypart") == "overnight" else meaning.days
    return Meaning(kind=TimexKind.TIME, value=value + time, days=days, precision=meaning.precision, fixed=meaning.fixed)


def _part(phrase: Phrase) -> str:
    return DAYPARTS.get(phrase.text("daypart"), "TNI")


def _noted(phrase: Phrase, meaning: Meaning) -> bool:
    """Whether later times may count from it: not from decades and centuries, which are background."""
    return grain(meaning.value) not in (Unit.DECADE, Unit.CENTURY)
