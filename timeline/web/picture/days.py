"""The band's arithmetic: which days it shows, where they lie, its ticks, its heaps and its rows (``static/scale.js``).

Days are ordinals (``date.toordinal``), spans of them half-open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

import numpy as np
import numpy.typing as npt
from babel.dates import format_skeleton

from timeline.web.picture.sights import Sight
from timeline.web.tongues import SOURCE, language

Days = tuple[int, int]
FIRST, LAST = date.min.toordinal(), date.max.toordinal()
MOSTLY, LONG = 0.8, 120  # of all events; days
BINS = (1, 7, 28, 91, 364, 3640)  # days
BIN_PIXELS, TICK_PIXELS = 3.0, 64.0
DAY_STEPS = (1, 2, 7, 14)
MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where a mark begins and ends; one that is still going on is known to last until it was published."""

    event: Sight
    days: Days
    open_start: bool = False
    open_end: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The days of ``view`` across ``width`` pixels, from ``left``."""

    view: Days
    left: float
    width: float

    @property
    def per_day(self) -> float:
        """Pixels."""
        return self.width / (self.view[1] - self.view[0])

    def x(self, day: float) -> float:
        """The pixel at which a day begins."""
        return self.left + (day - self.view[0]) * self.per_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A day with its words."""

    day: int
    words: str


def reach(event: Sight) -> Reach | None:
    """Where an event lies in time; None where no day of it is known."""
    first = None if event.first is None else event.first.toordinal()
    until = None if event.last is None else event.last.toordinal() + 1
    if first is None and until is None:
        return None
    if first is None:
        return Reach(event=event, days=(until - 1, until), open_start=True) if until else None
    if until is None:
        return Reach(event=event, days=(first, max(first, event.published.toordinal()) + 1), open_end=True)
    return Reach(event=event, days=(first, max(until, first + 1)))


def view(reaches: Sequence[Reach]) -> Days:
    """The days where most events begin: one event of 1994 must not press all of this month into a line."""
    every = _around(min(each.days[0] for each in reaches), max(each.days[1] for each in reaches))
    if every[1] - every[0] < LONG:
        return every
    starts = np.sort([each.days[0] for each in reaches])
    kept = ceil(MOSTLY * len(starts))
    widths = starts[kept - 1 :] - starts[: len(starts) - kept + 1]
    best = int(np.argmin(widths))
    most = _around(int(starts[best]), int(starts[best + kept - 1]) + 1)
    return every if most[1] - most[0] > (every[1] - every[0]) / 2 else most


def ticks(scale: Scale) -> Iterator[Tick]:
    """Ticks at round days, weeks (Mondays), months or years, with room for their words."""
    least = TICK_PIXELS / scale.per_day
    for step in DAY_STEPS:
        if least <= step:
            yield from _day_ticks(scale.view, step)
            return
    yield from _month_ticks(scale.view, next(months for months in MONTH_STEPS if least <= 30 * months))


def heap(reaches: Sequence[Reach], scale: Scale) -> list[tuple[Days, float]]:
    """How many events lie in each bin of days, from 0 to 1; one that spans several counts its share in each."""
    size = next((days for days in BINS if days * scale.per_day >= BIN_PIXELS), BINS[-1])
    first, last = scale.view[0] // size, ceil(scale.view[1] / size)
    counts: npt.NDArray[np.float64] = np.zeros(last - first)
    for start, end in (each.days for each in reaches):
        begins, ends = start // size, ceil(end / size)
        counts[max(begins - first, 0) : max(ends - first, 0)] += 1 / (ends - begins)
    most = max(float(counts.max(initial=0.0)), 1e-9)
    bins = enumerate((counts / most).tolist(), start=first)
    return [((number * size, (number + 1) * size), height) for number, height in bins if height > 0]


def rows(extents: Sequence[tuple[float, float]]) -> list[int]:
    """A row for each left and right in pixels so that none overlap, first come first placed."""
    ends: list[float] = []
    found = [0] * len(extents)
    for at in sorted(range(len(extents)), key=lambda at: extents[at][0]):
        left, right = extents[at]
        row = next((number for number, end in enumerate(ends) if end <= left), len(ends))
        ends[row : row + 1] = [right + 2]
        found[at] = row
    return found


def _around(first: int, until: int) -> Days:
    margin = max(1, round((until - first) / 30))
    return max(FIRST, first - margin), min(LAST, until + margin)


def _day_ticks(days: Days, step: int) -> Iterator[Tick]:
    monday = 1  # 0001-01-01
    for day in range(days[0] + (monday - days[0]) % step, days[1], step):
        at = date.fromordinal(day)
        yield Tick(day=day, words=_said("MMMd" if at.day > 1 else "MMM" if at.month > 1 else "yMMM", at))


def _month_ticks(days: Days, step: int) -> Iterator[Tick]:
    begin = date.fromordinal(days[0])
    for month in range((begin.year * 12 + begin.month - 1) // step * step, 9999 * 12, step):
        year, number = divmod(month, 12)
        if year < 1:
            continue
        at = date(year, number + 1, 1)
        if at.toordinal() >= days[1]:
            return
        if at.toordinal() >= days[0]:
            yield Tick(day=at.toordinal(), words=_said("y" if step >= 12 else "MMM" if number else "yMMM", at))


def _said(skeleton: str, day: date) -> str:
    tongue = language()
    return format_skeleton(skeleton, day, locale="en_GB" if tongue == SOURCE else tongue)
