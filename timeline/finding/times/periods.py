"""Times that name a year or more, or a named part of a year: decades, quarters, seasons, the last week of August."""

from __future__ import annotations

import re
from datetime import date

from timeline.finding.times.context import Context
from timeline.finding.times.counting import count, figures, ordinal, year_of
from timeline.finding.times.meaning import Meaning, dated, spread, undated
from timeline.finding.times.parts import part_of_year
from timeline.finding.times.phrases import Phrase
from timeline.finding.times.tense import Tense
from timeline.finding.times.values import bounds, holding, moved
from timeline.finding.times.words import DECADES, SEASONS, Unit

_STEPS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}


def calendar_year(phrase: Phrase, context: Context) -> Meaning | None:
    """ "1988", "mid-2021", "fiscal 2023", "490 BC"; a fiscal year fixes no days, each body begins it when it wants."""
    text = phrase.text("year")
    if phrase.before_christ:
        return undated(f"BC{figures(text):04}")
    year = figures(text) if "era" in phrase.groups else year_of(text, context.published.year)
    if not year:
        return None
    value = f"{year:04}"
    if "fiscal" in phrase.whole or "financial" in phrase.whole:
        return undated(value)
    part = part_of_year(phrase.text("part"), value)
    return spread(value, part) if part else dated(value)


def short_year(phrase: Phrase) -> Meaning | None:
    """The "17" of "1915-17", the "5" of "1914-5"."""
    year = _completed(phrase.text("first"), phrase.text("year"))
    return dated(year) if year > phrase.text("first") else None


def _completed(first: str, last: str) -> str:
    """ "1917" of "1915" and "17"."""
    return first[: 4 - len(last)] + last


def spoken_year(phrase: Phrase) -> Meaning | None:
    """ "nineteen ninety-six", "the year two thousand five"."""
    ones = phrase.text("ones")
    if phrase.text("thousand"):
        return dated(str(2000 + int(count(ones) or 0 if ones else 0)))
    century, rest = count(phrase.text("century")) or 0, count(f"{phrase.text('tens')} {ones}".strip()) or 0
    told = 10 <= rest <= 99 and (century > 15 or phrase.names_year)
    return dated(f"{int(century)}{int(rest):02}") if told else None


def decade(phrase: Phrase, context: Context) -> Meaning | None:
    """ "the 1970s", "the '80s", "the nineties", "the 470s BC"."""
    word = phrase.text("word")
    digits = f"{DECADES[word]}0" if word else re.sub(r"\D", "", phrase.text("decade"))
    if phrase.before_christ:
        return undated(f"BC{digits[:-1]:>03}")
    return dated(digits[:3] if len(digits) == 4 else f"{_century(int(digits[0]), context)}{digits[0]}")


def _century(tens: int, context: Context) -> str:
    """The first two figures of the last decade with these tens that has begun."""
    century, now = divmod(context.here().year // 10, 10)
    return f"{century if tens <= now else century - 1:02}"


def century(phrase: Phrase) -> Meaning | None:
    """ "the 20th century" is 19."""
    number = ordinal(phrase.text("ordinal")) - 1
    if phrase.before_christ:
        return undated(f"BC{number:02}")
    return dated(f"{number:02}") if number >= 0 else None


def fiscal(phrase: Phrase, context: Context) -> Meaning | None:
    """ "Q3 2022", "H1", "FY2022"."""
    text = phrase.text("fiscal").upper().replace(" ", "")
    if text[0].isdecimal():  # "1Q"
        text = text[::-1]
    if text.startswith("FY"):
        year = year_of(text[2:], context.published.year)
        return undated(f"{year:04}") if year else None
    first_month = int(text[1]) * (3 if text[0] == "Q" else 6) - 2
    year = int(phrase.text("year") or 0) or _year_of_part(phrase, context, first_month)
    return dated(f"{year:04}-{text}")


def _year_of_part(phrase: Phrase, context: Context, first_month: int) -> int:
    """The year of a quarter or season told without one: the last that has begun, or in the future tense the next."""
    here = context.here()
    if context.narrative:
        return here.year
    if context.tense(phrase) is Tense.FUTURE:
        soon = first_month + 12 - here.month < 7
        return here.year + (first_month + 2 < here.month and soon)
    return here.year - (first_month > here.month + 1)


def quarter(phrase: Phrase, context: Context) -> Meaning | None:
    """ "the third quarter of 1984", "this year's third quarter"; one without a year is that whose figures are told."""
    number = ordinal(phrase.text("ordinal"))
    if not 1 <= number <= 4:
        return None
    if year := phrase.text("year") or phrase.text("year2"):
        return dated(f"{year}-Q{number}")
    if phrase.names_year:
        return dated(f"{context.here().year + _STEPS.get(phrase.relative, 0):04}-Q{number}")
    context.named_quarter = f"{_year_of_part(phrase, context, 3 * number - 2):04}-Q{number}"
    return undated(context.named_quarter) if "fiscal" in phrase.whole else dated(context.named_quarter)


def latest_quarter(context: Context) -> str | None:
    """The quarter named last, if it has ended, else the one that ended before publication."""
    named = bounds(context.named_quarter) if context.named_quarter else None
    if named and named[1] <= context.published:
        return context.named_quarter
    ended = moved(context.published, Unit.QUARTER, -1)
    return holding(ended, Unit.QUARTER) if ended else None


def half(phrase: Phrase, context: Context) -> Meaning | None:
    """ "the second half of 2021"."""
    number = 1 if phrase.text("ordinal") == "first" else 2
    year = int(phrase.text("year") or 0) or context.here().year + _STEPS.get(phrase.relative, 0)
    return dated(f"{year:04}-H{number}")


_FIRST_MONTHS = {"SP": 3, "SU": 6, "FA": 9}


def season(phrase: Phrase, context: Context) -> Meaning | None:
    """ "the spring of 1916", "last fall", "winter 2021-22"."""
    name = SEASONS[phrase.text("season")]
    if phrase.before_christ:
        return undated(f"BC{figures(phrase.text('year')):04}-{name}")
    if first := phrase.text("from_year"):
        return dated(f"{_completed(first, phrase.text('to_year'))}-{name}")
    if year := phrase.text("year") or phrase.text("later"):
        value = f"{int(year):04}-{name}"
        return undated(value) if name == "WI" else dated(value)  # the winter that began in that year, or that ended?
    if ancient := context.before_christ():
        return undated(f"BC{ancient:04}-{name}")
    here = context.here()
    if phrase.names_year:
        return dated(f"{here.year + _STEPS.get(phrase.relative, 0):04}-{name}")
    told = _winter(phrase.relative, here) if name == "WI" else _season(phrase, context, _FIRST_MONTHS[name])
    return dated(f"{told:04}-{name}")


def _season(phrase: Phrase, context: Context, first_month: int) -> int:
    """The year of a spring, summer or autumn told without one."""
    here = context.here()
    match _STEPS.get(phrase.relative):
        case -1:
            return here.year - (first_month + 2 >= here.month)
        case 1:
            return here.year + (first_month <= here.month)
        case _:
            return here.year if phrase.relative else _year_of_part(phrase, context, first_month)


def _winter(relative: str, here: date) -> int:
    """The year in which a winter ends: the winter around ``here``, or nearest to it."""
    match _STEPS.get(relative):
        case -1:
            return here.year - (here.month <= 2)
        case _:
            return here.year + (here.month >= 9)
