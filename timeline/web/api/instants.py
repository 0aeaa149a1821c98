"""Which days does the parameter ``datetime`` mean? RFC 3339 moments and days, and intervals of them; all in UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from timeline.errors import ArgumentRefused

Span = tuple[int | None, int | None]  # ordinals of the first and the last day, both included; None is an open end
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[Tt](?P<clock>\d\d:\d\d):(?P<second>\d\d)(?:\.\d+)?(?P<zone>[Zz]|[+-]\d\d:\d\d))?",
    re.ASCII,
)
_OPEN = {"", ".."}
_EXAMPLES = "2022-01-31, 2022-01-31T12:00:00Z, 2022-01-01/2022-01-31, 2022-01-01/.. or ../2022-01-31"


def days(written: str) -> Span:
    """The days of a moment, a day or an interval; a moment is its day in UTC. Raises ArgumentRefused."""
    ends = written.split("/")
    if len(ends) > 2 or written in _OPEN:
        raise _refused(written)
    if len(ends) == 1:
        day = _day(written, written)
        return day, day
    first, last = (None if end in _OPEN else _day(end, written) for end in ends)
    if first is not None and last is not None and first > last:
        raise ArgumentRefused(f"datetime: {written[:80]!r} ends before it begins; give the earlier end first")
    return first, last


def _day(end: str, written: str) -> int:
    found = _MOMENT.fullmatch(end)
    if found is None:
        raise _refused(written)
    try:
        day = date.fromisoformat(found["day"]).toordinal()
        return day if found["clock"] is None else day + _shift(found)
    except ValueError:
        raise _refused(written) from None


def _shift(found: re.Match[str]) -> int:
    """By how many days the moment's day in UTC is another than the one written; raises ValueError of no moment."""
    second = "59" if found["second"] == "60" else found["second"]  # a leap second is of its minute
    zone = found["zone"].upper().replace("Z", "+00:00")
    # Reckoned in a year that has a yesterday and a tomorrow: 0001-01-01T00:00:00+01:00 is a moment, too.
    moment = datetime.fromisoformat(f"2000-01-02T{found['clock']}:{second}{zone}")
    return (moment.astimezone(UTC).date() - date(2000, 1, 2)) // timedelta(days=1)


def _refused(written: str) -> ArgumentRefused:
    return ArgumentRefused(f"datetime: cannot read {written[:80]!r}; give {_EXAMPLES}")
