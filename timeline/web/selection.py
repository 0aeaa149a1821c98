"""Which events does a reader ask for? The URL's state, read here so that every filter works without scripts."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from timeline.model import Category, Modality
from timeline.web.present import EventLine, fold

C = TypeVar("C", bound=StrEnum)
PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
LONGEST = 200  # characters of a search that are read


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is asked for; None and the empty set ask for everything. ``notices`` says what was not understood."""

    start: date | None = None
    end: date | None = None
    categories: frozenset[Category] = frozenset()
    statuses: frozenset[Modality] = frozenset()
    q: str = ""
    actor: str = ""
    sel: str = ""
    notices: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether anything is filtered at all."""
        return bool(self.start or self.end or self.categories or self.statuses or self.q or self.actor)

    @property
    def backwards(self) -> bool:
        """Whether the window ends before it begins: no event lies in it."""
        return bool(self.start and self.end and self.start > self.end)

    def takes(self, event: EventLine) -> bool:
        """Whether the event is asked for."""
        return self.in_window(event) and self._is_of_kind(event) and self._is_found(event)

    def in_window(self, event: EventLine) -> bool:
        """Whether the event may have happened in the window; one of unknown date is in no window."""
        if self.start is None and self.end is None:
            return True
        first, last = event.days
        if self.backwards or (first is None and last is None):
            return False
        begins_in_time = self.end is None or first is None or first <= self.end
        return begins_in_time and (self.start is None or last is None or last >= self.start)

    def _is_of_kind(self, event: EventLine) -> bool:
        of_category = not self.categories or event.category in self.categories
        return of_category and (not self.statuses or event.status in self.statuses)

    def _is_found(self, event: EventLine) -> bool:
        if self.actor and fold(self.actor) not in map(fold, event.actors):
            return False
        return all(word in event.haystack for word in fold(self.q).split())


def read(arguments: MultiDict[str, str]) -> Selection:
    """The selection in a query string. Unknown keys are ignored; a value that says nothing is ignored with a notice."""
    notices: list[str] = []
    return Selection(
        start=_day(arguments, "from", notices),
        end=_day(arguments, "to", notices, last=True),
        categories=_choices(Category, arguments.getlist("cat"), "category", notices),
        statuses=_choices(Modality, arguments.getlist("status"), "status", notices),
        q=arguments.get("q", "")[:LONGEST].strip(),
        actor=arguments.get("actor", "")[:LONGEST].strip(),
        sel=arguments.get("sel", "")[:LONGEST],
        notices=tuple(dict.fromkeys(notices)),
    )


def _day(arguments: MultiDict[str, str], key: str, notices: list[str], *, last: bool = False) -> date | None:
    """The day that a key names; of a month or a year its first, or its ``last``."""
    value = arguments.get(key, "").strip()
    if not value:
        return None
    try:
        return _bound(value, last=last)
    except ValueError:
        notices.append(f"“{key}” is not a day, month or year (2022-02-03, 2022-02 or 2022): it was left out.")
        return None


def _bound(value: str, *, last: bool) -> date:
    """The first or last day of ``2022``, ``2022-02`` or ``2022-02-03``. Raises ValueError where it is none of them."""
    found = PARTIAL.fullmatch(value)
    if found is None:
        raise ValueError(f"not a day, month or year: {value}")
    year, month, day = found.groups()
    of_month = int(month) if month else 12 if last else 1
    if day:
        return date(int(year), of_month, int(day))
    first = date(int(year), of_month, 1)
    return first.replace(day=monthrange(first.year, first.month)[1]) if last else first


def _choices(of: type[C], values: Iterable[str], what: str, notices: list[str]) -> frozenset[C]:
    """The known values among those given, alone or in a comma list."""
    known: set[C] = set()
    for value in ",".join(values).split(","):
        if value in {choice.value for choice in of}:
            known.add(of(value))
        elif value:
            notices.append(f"There is no such {what} as one that was asked for: it was left out.")
    return frozenset(known)
