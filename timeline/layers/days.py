"""How are days compared? As proleptic Gregorian ordinals, an open end as the least or the greatest number."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

import numpy as np

EVER = np.iinfo(np.int32)  # an open end reaches to the end of days
REMEMBERED = 16_384  # pairs: many events share their days
Days = tuple[int, int]  # first and last, both included
NEVER: Days = (int(EVER.max), int(EVER.min))  # of an event of unknown time: it meets no other days


def first_day(value: str | None) -> date | None:
    """The first day of an ISO date at its own precision; None stays None."""
    return date.fromisoformat(value + "-01-01"[len(value) - 4 :]) if value else None


def last_day(value: str | None) -> date | None:
    """The last day of an ISO date at its own precision; None stays None."""
    first = first_day(value)
    if value is None or first is None or len(value) == 10:
        return first
    month = 12 if len(value) == 4 else first.month
    return date(first.year, month, monthrange(first.year, month)[1])


@lru_cache(REMEMBERED)
def days(start: str | None, end: str | None) -> Days:
    """The days from ``start`` to ``end``, ISO dates at their own precision; NEVER where neither is known."""
    first, last = first_day(start), last_day(end)
    if first is None and last is None:
        return NEVER
    return first.toordinal() if first else int(EVER.min), last.toordinal() if last else int(EVER.max)
