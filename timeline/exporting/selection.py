"""Which events are asked for, by days, category, modality and place?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from timeline.errors import ArgumentRefused
from timeline.geometry import Box, Shapes, boxes, shape
from timeline.model import Category, Event, Modality

Choice = TypeVar("Choice", bound=StrEnum)
DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is asked for; what is None or empty is not asked. ``first`` and ``last`` are days, both included.

    An event is selected if any day on which it may fall is asked for, and any of its places meets the box.
    """

    first: date | None = None
    last: date | None = None
    categories: frozenset[Category] = frozenset()
    modalities: frozenset[Modality] = frozenset()
    box: Box | None = None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.first > self.last:
            raise ArgumentRefused(f"from {self.first} comes after to {self.last}; exchange them")

    def admits(self, event: Event, shapes: Shapes) -> bool:
        """Whether the event is asked for."""
        return (
            (not self.categories or event.category in self.categories)
            and (not self.modalities or event.modality in self.modalities)
            and self._in_time(event)
            and (self.box is None or _meets(event, self.box, shapes))
        )

    def _in_time(self, event: Event) -> bool:
        if self.first is None and self.last is None:
            return True
        if event.when is None:
            return False
        start, end = event.when.interval.start, event.when.interval.end
        begins = start is None or self.last is None or start <= self.last
        return begins and (end is None or self.first is None or end > self.first)


def asked_for(
    first: str | None = None,
    last: str | None = None,
    categories: Iterable[str] = (),
    modalities: Iterable[str] = (),
    bbox: str | None = None,
) -> Selection:
    """The selection that was asked for in words; raises ArgumentRefused for a word that is none of ours."""
    return Selection(
        first=None if first is None else first_day(first),
        last=None if last is None else last_day(last),
        categories=frozenset(_member(Category, word) for word in categories),
        modalities=frozenset(_member(Modality, word) for word in modalities),
        box=None if bbox is None else box(bbox),
    )


def first_day(written: str) -> date:
    """The first day of "2022", "2022-02" or "2022-02-03"; raises ArgumentRefused."""
    return _days(written)[0]


def last_day(written: str) -> date:
    """The last day of "2022", "2022-02" or "2022-02-03"; raises ArgumentRefused."""
    return _days(written)[1]


def box(written: str) -> Box:
    """West, south, east, north in degrees from "23,51,33,56"; west beyond east crosses the antimeridian.

    Raises ArgumentRefused.
    """
    try:
        west, south, east, north = (float(edge) for edge in written.split(","))
    except ValueError:
        west = south = east = north = math.nan
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise ArgumentRefused(f"no box: {written!r:.60}; give west,south,east,north in degrees, such as 23,51,33,56")
    return west, south, east, north


def _member(kind: type[Choice], word: str) -> Choice:
    try:
        return kind(word)
    except ValueError:
        raise ArgumentRefused(f"no {kind.__name__.lower()} {word!r:.60}; have {', '.join(kind)}") from None


def _meets(event: Event, area: Box, shapes: Shapes) -> bool:
    asked = boxes(area)
    return any(shape(where, shapes).intersects(part) for where in event.where for part in asked)


def _days(written: str) -> tuple[date, date]:
    found = DAY.fullmatch(written)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        first = date(year, month or 1, day or 1)
        if day:
            return first, first
        following = date(year + 1, 1, 1) if month in (None, 12) else date(year, (month or 0) + 1, 1)
        return first, following - timedelta(days=1)
    except ValueError:
        raise ArgumentRefused(f"no day: {written!r:.60}; give YYYY-MM-DD, YYYY-MM or YYYY") from None
