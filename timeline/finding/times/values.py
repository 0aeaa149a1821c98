"""Arithmetic on TIMEX3 values: which days a value covers, the value that holds a day, moving by units.

A value is text as ISO 8601 and TIMEX3 write it: ``2022-02-03``, ``2022-02``, ``2022``, ``2022-W05``, ``2022-W05-WE``,
``2022-Q1``, ``2022-H1``, ``2022-SP``, ``202`` (a decade), ``20`` (a century); a time of day follows as ``T...``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache

from timeline.finding.times.words import Unit

_SHAPES = (
    (re.compile(r"\d{4}-\d\d-\d\d"), Unit.DAY),
    (re.compile(r"\d{4}-W\d\d-WE"), Unit.WEEKEND),
    (re.compile(r"\d{4}-W\d\d"), Unit.WEEK),
    (re.compile(r"\d{4}-\d\d"), Unit.MONTH),
    (re.compile(r"\d{4}-(?:Q[1-4]|SP|SU|FA|WI)"), Unit.QUARTER),
    (re.compile(r"\d{4}-H[12]"), Unit.HALF),
    (re.compile(r"\d{4}"), Unit.YEAR),
    (re.compile(r"\d{3}"), Unit.DECADE),
    (re.compile(r"\d{2}"), Unit.CENTURY),
)
# First month of what is named; the seasons are the northern ones of meteorology, winter the one that ends in the year.
_FIRST_MONTHS = {"Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "H1": 1, "H2": 7, "SP": 3, "SU": 6, "FA": 9}


@lru_cache(maxsize=1024)
def grain(value: str) -> Unit | None:
    """The unit that ``value`` is told in, its time of day left out; None where it is told in none ("PRESENT_REF")."""
    day = value.partition("T")[0]
    return next((unit for shape, unit in _SHAPES if shape.fullmatch(day)), None)


@lru_cache(maxsize=1024)
def bounds(value: str) -> tuple[date, date] | None:
    """The days that ``value`` covers, half-open; None where it fixes none or they lie outside years 1 to 9998."""
    day = value.partition("T")[0]
    try:
        return _bounds(day, grain(day))
    except (ValueError, OverflowError):  # no such day, or no such year
        return None


def _bounds(day: str, unit: Unit | None) -> tuple[date, date] | None:
    match unit:
        case None:
            return None
        case Unit.DAY:
            start = date.fromisoformat(day)
            return start, _next_day(start)
        case Unit.WEEK | Unit.WEEKEND:
            monday = date.fromisocalendar(int(day[:4]), int(day[6:8]), 1)
            end = monday + timedelta(days=7)
            return (end - timedelta(days=2) if unit is Unit.WEEKEND else monday), end
        case Unit.MONTH:
            return _months(int(day[:4]), int(day[5:]), 1)
        case Unit.QUARTER | Unit.HALF:
            if day[5:] == "WI":  # December of the year before to February
                return _months(int(day[:4]) - 1, 12, 3)
            return _months(int(day[:4]), _FIRST_MONTHS[day[5:]], 6 if unit is Unit.HALF else 3)
        case _:
            years = 10 ** (4 - len(day))
            return date(int(day) * years, 1, 1), date((int(day) + 1) * years, 1, 1)


def _next_day(day: date) -> date:
    if day.year == MAXYEAR:
        raise ValueError(f"no day is told after {day}")
    return day + timedelta(days=1)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    return date(year, month, 1), date(year + (month + count - 1) // 12, (month + count - 1) % 12 + 1, 1)


def holding(day: date, unit: Unit) -> str:
    """The value in ``unit`` that holds ``day``."""
    year, week, _ = day.isocalendar()
    match unit:
        case Unit.WEEK | Unit.FORTNIGHT:
            return f"{year:04}-W{week:02}"
        case Unit.WEEKEND:
            return f"{year:04}-W{week:02}-WE"
        case Unit.MONTH:
            return f"{day.year:04}-{day.month:02}"
        case Unit.QUARTER:
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        case Unit.HALF:
            return f"{day.year:04}-H{1 if day.month < 7 else 2}"
        case Unit.YEAR:
            return f"{day.year:04}"
        case Unit.DECADE:
            return f"{day.year // 10:03}"
        case Unit.CENTURY | Unit.MILLENNIUM:
            return f"{day.year // 100:02}"
        case _:
            return day.isoformat()


def moved(day: date, unit: Unit, count: int) -> date | None:
    """The day ``count`` units after ``day``, before it if negative; None outside the calendar.

    A day that the month then lacks becomes its last: a month after 31 January is 28 February.
    """
    try:
        match unit:
            case Unit.SECOND | Unit.MINUTE:
                return day
            case Unit.HOUR:
                return day + timedelta(days=int(count / 24))
            case Unit.DAY:
                return day + timedelta(days=count)
            case Unit.WEEK | Unit.WEEKEND:
                return day + timedelta(weeks=count)
            case Unit.FORTNIGHT:
                return day + timedelta(weeks=2 * count)
            case _:
                return _moved_months(day, count * _MONTHS[unit])
    except (ValueError, OverflowError):
        return None


_MONTHS = {
    Unit.MONTH: 1,
    Unit.QUARTER: 3,
    Unit.HALF: 6,
    Unit.YEAR: 12,
    Unit.DECADE: 120,
    Unit.CENTURY: 1200,
    Unit.MILLENNIUM: 12000,
}


def _moved_months(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def year_in(value: str) -> int | None:
    """The year that ``value`` begins with, negative before Christ; None where it names none."""
    if value.startswith("BC"):
        return -int(value[2:6]) if len(value[2:6]) == 4 and value[2:6].isdecimal() else None
    return int(value[:4]) if len(value) >= 4 and value[:4].isdecimal() else None


def day_value(year: int, month: int, day: int) -> str | None:
    """``year``-``month``-``day`` as a value; None where there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
