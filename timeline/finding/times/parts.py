"""Parts of a period: which days "early 2021", "the end of the year" and "later this month" leave of it."""

from __future__ import annotations

from datetime import date, timedelta

from timeline.finding.times.values import bounds, grain
from timeline.finding.times.words import Unit
from timeline.model import Interval

# First month and month after the last of a year's part. Of a month or week the whole is kept: "early May" is May.
_OF_A_YEAR = {
    "early": (1, 5),
    "beginning": (1, 4),
    "start": (1, 4),
    "onset": (1, 4),
    "mid": (6, 8),
    "middle": (6, 8),
    "late": (9, 13),
    "end": (10, 13),
    "close": (10, 13),
}


def part_of_year(words: str, value: str) -> Interval | None:
    """The months of a year that ``words`` ("mid", "the end of") name; None where they or ``value`` name none."""
    months = next((_OF_A_YEAR[word] for word in words.replace("-", " ").split() if word in _OF_A_YEAR), None)
    covered = bounds(value)
    if months is None or covered is None or grain(value) is not Unit.YEAR or covered[0].year >= 9998:
        return None
    year = covered[0].year
    return Interval(start=date(year, months[0], 1), end=date(year + months[1] // 13, (months[1] - 1) % 12 + 1, 1))


def side_of_publication(words: str, value: str, published: date) -> Interval | None:
    """What "earlier this month" and "later this year" leave of the period around publication, that day included."""
    covered = bounds(value)
    if covered is None or not covered[0] <= published < covered[1]:
        return None
    if "earlier" in words.split():
        return Interval(start=covered[0], end=published + timedelta(days=1))
    if "later" in words.split():
        return Interval(start=published, end=covered[1])
    return None
