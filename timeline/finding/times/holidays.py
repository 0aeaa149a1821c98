"""Holidays that fix a date: by the calendar, by a weekday in a month, by Easter."""

from __future__ import annotations

from datetime import date, timedelta

from timeline.finding.times.context import Context
from timeline.finding.times.counting import year_of
from timeline.finding.times.meaning import Meaning
from timeline.finding.times.phrases import Phrase
from timeline.finding.times.tense import Tense
from timeline.finding.times.words import DAYPARTS
from timeline.model import TimexKind

# Word of the name -> month and day.
_FIXED = {
    "eve": (12, 24),  # Christmas Eve; New Year's Eve is told apart below
    "christmas": (12, 25),
    "boxing": (12, 26),
    "year": (1, 1),  # New Year's Day
    "epiphany": (1, 6),
    "valentine": (2, 14),
    "assumption": (8, 15),
    "halloween": (10, 31),
    "saints": (11, 1),
}
_FROM_EASTER = {"good": -2, "palm": -7, "sunday": 0, "monday": 1}
_SOON = range(60)  # days in which the coming one is meant, whatever the tense


def holiday(phrase: Phrase, context: Context) -> Meaning | None:
    """ "Christmas Day", "Thanksgiving", "Good Friday": the western days; none where another calendar is named.

    Easter and its days have a value and fix no days: it is not the same Sunday everywhere.
    """
    if phrase.before() in ("orthodox", "julian", "coptic", "ethiopian", "chinese", "lunar", "persian", "jewish"):
        return None
    words = phrase.text("holiday").split()
    value = _day(words, _year(phrase, words, context)).isoformat() + DAYPARTS.get(phrase.text("daypart"), "")
    kind = TimexKind.TIME if "T" in value else TimexKind.DATE
    return Meaning(kind=kind, value=value, fixed=not _FROM_EASTER.keys() & set(words))


def _year(phrase: Phrase, words: list[str], context: Context) -> int:
    """The year told, else that of the nearest one behind or, in the future tense, ahead."""
    if text := phrase.text("year"):
        return year_of(text, context.published.year) or context.published.year
    here = context.here()
    if relative := phrase.text("rel2"):
        return here.year + {"last": -1, "next": 1}.get(relative, 0)
    this = _day(words, here.year)
    soon = (this - here).days in _SOON and phrase.text("rel") != "last"
    if soon or phrase.text("rel") == "next" or context.tense(phrase) is Tense.FUTURE:
        return here.year if this >= here else here.year + 1
    return here.year if this <= here else here.year - 1


def _day(words: list[str], year: int) -> date:
    year = min(max(year, 1), 9998)
    if "thanksgiving" in words:  # of the United States: the fourth Thursday of November
        first = date(year, 11, 1)
        return first + timedelta(days=(4 - first.isoweekday()) % 7 + 21)
    if words[0] == "new" and words[-1] == "eve":
        return date(year, 12, 31)
    for word in words:
        if word in _FROM_EASTER:
            return easter(year) + timedelta(days=_FROM_EASTER[word])
    month, day = next(_FIXED[word] for word in reversed(words) if word in _FIXED)
    return date(year, month, day)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus, Nature, 20 April 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
