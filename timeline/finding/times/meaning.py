"""What a time is read as: its kind, its TIMEX3 value, and the days that it means where the value does not say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from timeline.finding.times.values import holding, moved
from timeline.finding.times.words import Unit
from timeline.model import Interval, TimePrecision, TimexKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a phrase means. ``days`` and ``precision`` are set where they are not those of ``value``."""

    kind: TimexKind
    value: str
    days: Interval | None = None
    precision: TimePrecision | None = None
    fixed: bool = True  # False: names no days, whatever its value says


def dated(value: str | None) -> Meaning | None:
    """A date with the days that its value covers."""
    return Meaning(kind=TimexKind.DATE, value=value) if value else None


def undated(value: str) -> Meaning:
    """A date that has a value and fixes no days: "FY2022", "490 BC", "31 February"."""
    return Meaning(kind=TimexKind.DATE, value=value, fixed=False)


def spread(value: str, days: Interval | None, precision: TimePrecision = TimePrecision.APPROX) -> Meaning:
    """A date whose days are told otherwise than by its value: "mid-2021", "in the past week"."""
    return Meaning(kind=TimexKind.DATE, value=value, days=days, precision=precision if days else None)


def held(day: date | None, unit: Unit) -> Meaning | None:
    """The date in ``unit`` that holds ``day``."""
    return dated(holding(day, unit)) if day else None


def shifted(day: date, unit: Unit, count: int) -> Meaning | None:
    """The date in ``unit``, ``count`` of them from ``day``."""
    return held(moved(day, unit, count), unit)


def last_days(end: date, count: int) -> Interval | None:
    """The ``count`` days up to and with ``end``; None where they leave the calendar."""
    try:
        return Interval(start=end - timedelta(days=count - 1), end=end + timedelta(days=1))
    except (OverflowError, ValueError):
        return None
