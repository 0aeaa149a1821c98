"""What each phrase means, read in the order of the text: one function for each rule of the grammar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from timeline.finding.times import amounts, clocks, dates, holidays, periods, relative, weekdays
from timeline.finding.times.context import Context
from timeline.finding.times.meaning import Meaning
from timeline.finding.times.phrases import HOURS, Phrase
from timeline.finding.times.values import bounds, grain
from timeline.finding.times.words import DAYPARTS, Unit
from timeline.model import TimexKind

# Rules whose words say all.
_BY_WORDS: dict[str, Callable[[Phrase], Meaning | None]] = {
    "iso": dates.iso,
    "short_year": periods.short_year,
    "spoken_year": periods.spoken_year,
    "century": periods.century,
    "duration_or": amounts.duration_or,
    "bare_units": amounts.bare_units,
    "frequency": amounts.frequency,
    "every": amounts.every,
    "per": amounts.per,
    "year_ended": amounts.year_ended,
    "some_night": amounts.some_night,
    "reference": amounts.reference,
}
# Rules whose meaning hangs on publication, on the tense, or on what was told before.
_BY_CONTEXT: dict[str, Callable[[Phrase, Context], Meaning | None]] = {
    "dtg": dates.date_time_group,
    "military_day": dates.military_day,
    "figures": dates.figures,
    "date": dates.calendar_day,
    "range_day": dates.calendar_day,
    "day_of": dates.day_of_month,
    "month": dates.calendar_month,
    "year": periods.calendar_year,
    "era_range": periods.calendar_year,
    "fiscal": periods.fiscal,
    "decade": periods.decade,
    "quarter": periods.quarter,
    "half": periods.half,
    "season": periods.season,
    "holiday": holidays.holiday,
    "weekday": weekdays.weekday,
    "weekday_ordinal": weekdays.weekday_ordinal,
    "deictic": weekdays.deictic,
    "daypart": weekdays.daypart,
    "weekend": weekdays.weekend,
    "relative": relative.relative,
    "the_day_before": relative.the_day_before,
    "year_ago": relative.year_ago,
    "year_end": relative.year_end,
    "the_period": relative.the_period,
    "counted": relative.counted,
    "part_of": amounts.part_of,
    "span_of": amounts.span_of,
    "duration": amounts.duration,
    "clock": clocks.clock,
}
# A year after these is named in passing: "the 1614 rules", "(1978)", "Figure 2, 1833".
_IN_PASSING = frozenset({"the", "this", "'s", "(", ",", "a", "his", "her", "its", "their"})


def resolve(phrase: Phrase, context: Context) -> Meaning | None:
    """What ``phrase`` means, or None where it turns out to tell no time; ``context`` remembers it for those to come."""
    try:
        meaning = _meaning(phrase, context)
    except OverflowError:  # days before year 1 or after year 9999
        return None
    if meaning is None or meaning.kind not in (TimexKind.DATE, TimexKind.TIME):
        return meaning
    if phrase.rule == "clock" and not meaning.fixed:  # an hour of no day that was told
        return meaning
    unit, covered = grain(meaning.value), bounds(meaning.value)
    if unit is Unit.DAY and covered:
        context.note_opening(phrase, covered[0])
    passing = phrase.rule == "year" and phrase.before() in _IN_PASSING
    if unit not in (Unit.DECADE, Unit.CENTURY) and not passing:
        context.note(meaning.value)
        context.last_line = phrase.line
    return meaning


def _meaning(phrase: Phrase, context: Context) -> Meaning | None:
    if phrase.rule == "timed":
        return _timed(phrase, context)
    if by_words := _BY_WORDS.get(phrase.rule):
        return by_words(phrase)
    return _BY_CONTEXT[phrase.rule](phrase, context)


def _timed(phrase: Phrase, context: Context) -> Meaning | None:
    """ "9 a.m. Tuesday", "the night of 3 February": the day, then the hour or part of the day."""
    day = next(part for part in phrase.parts if part.rule not in HOURS)
    hour = next(part for part in phrase.parts if part.rule in HOURS)
    meaning = resolve(day, context)
    if meaning is None or grain(meaning.value) is not Unit.DAY:
        return meaning
    value = meaning.value.partition("T")[0]
    if hour.text("daypart") == "overnight":
        return weekdays.overnight(date.fromisoformat(value))
    time = clocks.hour_of(hour.text("clock")) if hour.rule == "clock" else DAYPARTS.get(hour.text("daypart"))
    return replace(meaning, kind=TimexKind.TIME, value=value + time) if time else meaning
