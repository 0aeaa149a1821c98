"""Dates that name their day, month, quarter, season, year, decade or century; what they leave out, the text supplies."""

from __future__ import annotations

import re
from datetime import date, timedelta

from timeline.finding.times.context import Context, Meaning, dated, held
from timeline.finding.times.numbers import count, ordinal, year_of
from timeline.finding.times.parts import part_of_year
from timeline.finding.times.phrases import Phrase
from timeline.finding.times.tense import Tense
from timeline.finding.times.values import bounds, day_value, grain, holding
from timeline.finding.times.words import DECADES, MONTH_ABBREVIATIONS, MONTHS, SEASONS, Unit
from timeline.model import Interval, TimePrecision, TimexKind

_BEFORE_CHRIST = ("b", "bc", "bce")


def month_number(word: str) -> int:
    """1 for "January", "Jan.", "jan"."""
    word = word.rstrip(".")
    return MONTHS.get(word) or MONTH_ABBREVIATIONS[word]


def iso(phrase: Phrase, context: Context) -> Meaning | None:
    """ "2022-02-03", "2022-02-03T10:35Z"."""
    day, _, clock = phrase.text("iso").upper().partition("T")
    if not bounds(day):
        return None
    return Meaning(kind=TimexKind.TIME, value=f"{day}T{clock}") if clock else dated(day)


def date_time_group(phrase: Phrase, context: Context) -> Meaning | None:
    """ "071200Z FEB 22": day, hour and minute, zone, month, year. Without a month, a "Z" one of the month of publication."""
    figures = phrase.text("dtg")
    day, hour, minute = int(figures[:2]), int(figures[2:4]), int(figures[4:6])
    if hour > 23 or minute > 59 or not 1 <= day <= 31:
        return None
    month_word = next(
        (
            phrase.tokens.word(index)
            for index in range(phrase.first + 1, phrase.stop)
            if phrase.tokens.word(index)[:3] in _MONTH_KEYS
        ),
        "",
    )
    if not month_word and not figures.endswith("z"):
        return None
    month = month_number(month_word) if month_word else context.published.month
    year = (
        year_of(phrase.text("yy"), context.published.year) if phrase.text("yy") else _year(phrase, context, month, day)
    )
    value = day_value(year or context.published.year, month, day)
    zone = "Z" if figures.endswith("z") else ""
    return Meaning(kind=TimexKind.TIME, value=f"{value}T{hour:02}:{minute:02}{zone}") if value else None


def military_day(phrase: Phrase, context: Context) -> Meaning | None:
    """ "07FEB2022", "071200ZFEB22": written in one."""
    found = re.fullmatch(r"(\d\d?)(?:(\d\d)(\d\d)([a-z]))?([a-z]{3})(\d+)", phrase.text("military"))
    if found is None or found[5] not in _MONTH_KEYS:
        return None
    value = day_value(year_of(found[6], context.published.year) or 0, month_number(found[5]), int(found[1]))
    if value is None or found[2] is None:
        return dated(value)
    zone = "Z" if found[4] == "z" else ""
    clock = f"T{found[2]}:{found[3]}{zone}" if int(found[2]) < 24 and int(found[3]) < 60 else ""
    return Meaning(kind=TimexKind.TIME if clock else TimexKind.DATE, value=value + clock)


_MONTH_KEYS = frozenset(name[:3] for name in MONTHS)


def figures(phrase: Phrase, context: Context) -> Meaning | None:
    """ "3.2.2022", "02/03/2022": which number is the month, the document decides; where it does not, only the year is told."""
    text = phrase.text("figures")
    parts = text.replace("/", ".").split(".")
    if len(parts[0]) == 4:
        return dated(day_value(int(parts[0]), int(parts[1]), int(parts[2])))
    first, second, year = int(parts[0]), int(parts[1]), year_of(parts[2], context.published.year) or 0
    day_first = True if "." in text else _day_first(first, second, context)
    if day_first is None:
        return dated(f"{year:04}") if first != second else dated(day_value(year, first, first))
    return dated(day_value(year, second, first) if day_first else day_value(year, first, second))


def _day_first(first: int, second: int, context: Context) -> bool | None:
    if first > 12 or second > 12:
        return first > 12
    return context.day_first


def calendar_day(phrase: Phrase, context: Context) -> Meaning | None:
    """ "3 February 2022", "Feb. 3"; where there is no such day, its month as a value and no days."""
    day, month = ordinal(phrase.text("day")), month_number(phrase.text("month").split()[0])
    if phrase.text("era") in _BEFORE_CHRIST:
        return Meaning(kind=TimexKind.DATE, value=f"BC{int(phrase.text('year')):04}-{month:02}-{day:02}", fixed=False)
    year = _told_year(phrase, context) or _year(phrase, context, month, day)
    value = day_value(year, month, day)
    return dated(value) if value else Meaning(kind=TimexKind.DATE, value=f"{year:04}-{month:02}", fixed=False)


def calendar_month(phrase: Phrase, context: Context) -> Meaning | None:
    """ "October 1939", "early May", "June last year", "last December"."""
    month = month_number(phrase.text("month"))
    if phrase.text("era") in _BEFORE_CHRIST:
        return Meaning(kind=TimexKind.DATE, value=f"BC{int(phrase.text('year')):04}-{month:02}", fixed=False)
    if (ancient := context.before_christ()) and not phrase.text("year"):
        return Meaning(kind=TimexKind.DATE, value=f"BC{ancient:04}-{month:02}", fixed=False)
    if relative := phrase.text("rel"):
        return dated(f"{_relative_month_year(relative, month, phrase, context):04}-{month:02}")
    year = _told_year(phrase, context) or _year(phrase, context, month, None)
    return dated(f"{year:04}-{month:02}")


def _relative_month_year(relative: str, month: int, phrase: Phrase, context: Context) -> int:
    here = context.here()
    if phrase.tokens.word(phrase.stop - 1) == "year":
        base = context.told() if relative.rsplit(maxsplit=1)[-1] in ("that", "same", "previous", "following") else here
        return base.year + {"last": -1, "previous": -1, "next": 1, "following": 1}.get(
            relative.rsplit(maxsplit=1)[-1], 0
        )
    match relative.rsplit(maxsplit=1)[-1]:
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
    if relative := phrase.text("rel"):
        return context.here().year + {"last": -1, "next": 1}.get(relative, 0)
    return context.told().year if phrase.tokens.word(phrase.stop - 1) == "year" else None


def _year(phrase: Phrase, context: Context, month: int, day: int | None) -> int:
    """The year of a month or day told without one.

    In a narrative, the one nearest to what was told last. Else by tense: what happened lies behind publication, what
    is to come ahead; without a tense, or against it by a few weeks, the nearest.
    """
    if context.narrative and context.last:
        return _year_in_narrative(context, month)
    here = context.published
    if day is None:
        ahead = (month - here.month) % 12 * 30
        this_year = month >= here.month
    else:
        ahead = _days_ahead(here, month, day)
        this_year = (month, day) >= (here.month, here.day)
    coming = here.year if this_year else here.year + 1
    return coming if ahead <= _furthest_ahead(_bound_tense(phrase, context), day) else coming - 1


def _bound_tense(phrase: Phrase, context: Context) -> Tense | None:
    """The tense of the clause; "by February" and "until February" look ahead whatever it is."""
    tense = context.tense(phrase)
    return None if phrase.before() in _LOOKING_AHEAD and tense is Tense.PAST else tense


_LOOKING_AHEAD = frozenset({"by", "until", "till", "through", "before", "for"})


def _furthest_ahead(tense: Tense | None, day: int | None) -> int:
    """How many days ahead a month or day told without its year may still lie.

    Nobody says "Dec. 7" of a day eleven months ago; with a day, the nearest counts against the tense of the clause.
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
    told, unit = context.told(), grain(context.last or "")
    if unit not in (Unit.DAY, Unit.MONTH, Unit.WEEK):
        return told.year
    gap = month - told.month
    return told.year + (1 if gap < -8 else -1 if gap > 8 else 0)


def range_day(phrase: Phrase, context: Context) -> Meaning | None:
    """The "24" of "24-26 February", the "9, 1918" of "March 5-9, 1918"."""
    return calendar_day(phrase, context)


def day_of_month(phrase: Phrase, context: Context) -> Meaning | None:
    """ "on the 20th": of the month told last, else of that of publication."""
    base = context.told()
    return dated(day_value(base.year, base.month, ordinal(phrase.text("day"))))


def calendar_year(phrase: Phrase, context: Context) -> Meaning | None:
    """ "1988", "mid-2021", "490 BC"."""
    text, era = phrase.text("year"), phrase.text("era").replace(".", "")
    if era.startswith("b"):
        return Meaning(kind=TimexKind.DATE, value=f"BC{int(text.replace(',', '')):04}", fixed=False)
    year = year_of(text, context.published.year) if len(text) != 2 or text.startswith("'") else int(text)
    if not year:
        return None
    value, fiscal_year = f"{year:04}", "fiscal" in phrase.whole or "financial" in phrase.whole
    days = None if fiscal_year else part_of_year(phrase.text("part"), value)
    precision = TimePrecision.APPROX if days else None
    return Meaning(kind=TimexKind.DATE, value=value, days=days, precision=precision, fixed=not fiscal_year)


def short_year(phrase: Phrase, context: Context) -> Meaning | None:
    """The "17" of "1915-17", the "5" of "1914-5"."""
    first, last = phrase.text("first"), phrase.text("year")
    year = first[: 4 - len(last)] + last
    return dated(year) if len(last) < 4 and year > first else None


def spoken_year(phrase: Phrase, context: Context) -> Meaning | None:
    """ "nineteen ninety-six", "the year two thousand"."""
    if phrase.text("thousand"):
        return dated(str(2000 + int(count(phrase.text("ones")) or 0) * bool(phrase.text("ones"))))
    century, rest = count(phrase.text("century")), count(f"{phrase.text('tens')} {phrase.text('ones')}".strip())
    if century is None or rest is None or rest > 99:
        return None
    return (
        dated(f"{int(century)}{int(rest):02}") if "year" in phrase.whole or (int(rest) > 9 and century > 15) else None
    )


def decade(phrase: Phrase, context: Context) -> Meaning | None:
    """ "the 1970s", "the '80s", "the nineties"."""
    if word := phrase.text("word"):
        return dated(f"{_century_of(DECADES[word], context)}{DECADES[word]}")
    digits = re.sub(r"\D", "", phrase.text("decade"))
    if phrase.text("era") in _BEFORE_CHRIST:
        return Meaning(kind=TimexKind.DATE, value=f"BC{digits[:-1]:>03}", fixed=False)
    return dated(digits[:3] if len(digits) == 4 else f"{_century_of(int(digits[0]), context)}{digits[0]}")


def _century_of(tens: int, context: Context) -> str:
    century, now = divmod(context.here().year // 10, 10)
    return f"{century if tens <= now else century - 1:02}"


def century(phrase: Phrase, context: Context) -> Meaning | None:
    """ "the 20th century" is 19."""
    number = ordinal(phrase.text("ordinal")) - 1
    if phrase.text("era") in _BEFORE_CHRIST:
        return Meaning(kind=TimexKind.DATE, value=f"BC{number:02}", fixed=False)
    return dated(f"{number:02}") if number >= 0 else None


def fiscal(phrase: Phrase, context: Context) -> Meaning | None:
    """ "Q3 2022", "H1", "FY2022"; fiscal years begin when each body wants, so they fix no days."""
    text = phrase.text("fiscal").upper().replace(" ", "")
    if text.startswith("FY"):
        year = year_of(text[2:], context.published.year)
        return Meaning(kind=TimexKind.DATE, value=f"{year:04}", fixed=False) if year else None
    year = int(phrase.text("year") or 0) or _part_year(phrase, context, int(text[1]) * (3 if text[0] == "Q" else 6) - 2)
    return dated(f"{year:04}-{text}")


def _part_year(phrase: Phrase, context: Context, first_month: int) -> int:
    """The year of a quarter, half or season told without one: the last that has begun, the coming one in the future tense."""
    here = context.here()
    if context.tense(phrase) is Tense.FUTURE and not context.narrative:
        return here.year + (1 if first_month + 2 < here.month and first_month + 12 - here.month < 7 else 0)
    return here.year if context.narrative or first_month <= here.month + 1 else here.year - 1


_WEEKS = {"first": (1, 8), "second": (8, 15), "third": (15, 22), "fourth": (22, 29)}


def week_of(phrase: Phrase, context: Context) -> Meaning | None:
    """ "the last week of August": days of that month; TIMEX3 has no value for it but the month's."""
    told = calendar_month(phrase, context)
    covered = bounds(told.value) if told else None
    if told is None or covered is None:
        return told
    which = phrase.text("which")
    if phrase.text("count"):
        return told
    if which in ("last", "final"):
        days = Interval(start=covered[1] - timedelta(days=7), end=covered[1])
    else:
        first, end = _WEEKS[which]
        days = Interval(
            start=covered[0] + timedelta(days=first - 1), end=min(covered[1], covered[0] + timedelta(days=end - 1))
        )
    return Meaning(kind=TimexKind.DATE, value=told.value, days=days, precision=TimePrecision.WEEK)


def quarter(phrase: Phrase, context: Context) -> Meaning | None:
    """ "the third quarter of 1984", "this year's third quarter"."""
    number = ordinal(phrase.text("ordinal"))
    if not 1 <= number <= 4:
        return None
    relative = phrase.text("rel") or phrase.text("rel2") or phrase.text("rel3")
    if year := phrase.text("year") or phrase.text("year2"):
        return dated(f"{year}-Q{number}")
    if relative in ("last", "next", "this", "that") and "year" in phrase.whole:
        return dated(f"{context.here().year + {'last': -1, 'next': 1}.get(relative, 0):04}-Q{number}")
    context.named_quarter = f"{_part_year(phrase, context, 3 * number - 2):04}-Q{number}"
    return Meaning(kind=TimexKind.DATE, value=context.named_quarter, fixed="fiscal" not in phrase.whole)


def half(phrase: Phrase, context: Context) -> Meaning | None:
    """ "the second half of 2021"."""
    number = 1 if phrase.text("ordinal") == "first" else 2
    year = int(phrase.text("year") or 0) or context.here().year + {"last": -1, "next": 1}.get(phrase.text("rel"), 0)
    return dated(f"{year:04}-H{number}")


def season(phrase: Phrase, context: Context) -> Meaning | None:
    """ "the spring of 1916", "last fall", "this summer"."""
    name = SEASONS[phrase.text("season")]
    first_month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[name]
    here = context.here()
    if phrase.text("era") in _BEFORE_CHRIST:
        return Meaning(kind=TimexKind.DATE, value=f"BC{int(phrase.text('year')):04}-{name}", fixed=False)
    if last := phrase.text("to_year"):
        first = phrase.text("from_year")
        return dated(f"{first[: 4 - len(last)]}{last}-{name}") if len(last) in (2, 4) else None
    if year := phrase.text("year") or phrase.text("later"):
        return Meaning(
            kind=TimexKind.DATE, value=f"{int(year):04}-{name}", fixed=name != "WI"
        )  # which winter of that year?
    if ancient := context.before_christ():
        return Meaning(kind=TimexKind.DATE, value=f"BC{ancient:04}-{name}", fixed=False)
    relative = phrase.text("rel") or phrase.text("rel2") or phrase.text("rel3")
    if "year" in phrase.whole:
        return dated(f"{here.year + {'last': -1, 'next': 1}.get(relative, 0):04}-{name}")
    match relative:
        case "last" | "past" | "previous":
            year_number = (
                here.year if first_month + 2 < here.month or (name == "WI" and here.month > 2) else here.year - 1
            )
        case "next" | "coming":
            year_number = here.year if first_month > here.month else here.year + 1
        case "this" | "that" | "same" if name != "WI":
            year_number = here.year
        case _:
            year_number = _winter(here) if name == "WI" else _part_year(phrase, context, first_month)
    return dated(f"{year_number:04}-{name}")


def _winter(here: date) -> int:
    """The year in which the winter around or nearest before or after ``here`` ends."""
    return here.year if here.month < 9 else here.year + 1


def latest_quarter(context: Context) -> str | None:
    """The quarter told last, else the one that ended before publication."""
    start = bounds(holding(context.published, Unit.QUARTER))
    ended = held(date.fromordinal(start[0].toordinal() - 1), Unit.QUARTER) if start and start[0].year > 1 else None
    named = bounds(context.named_quarter) if context.named_quarter else None
    if named and named[1] <= context.published:
        return context.named_quarter
    return ended.value if ended else None
