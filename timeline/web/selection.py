"""Which events does a reader ask for? The URL's state, read here so that every filter works without scripts."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from timeline.errors import ArgumentRefused
from timeline.exporting.selection import box
from timeline.folding import words
from timeline.geometry import Box
from timeline.model import Category, Modality
from timeline.web.tongues import gettext as _

C = TypeVar("C", bound=StrEnum)
PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
LONGEST = 200  # characters of a search that are read


class Filter(StrEnum):
    """What a reader may narrow the list by."""

    WINDOW = "window"
    CATEGORY = "category"
    STATUS = "status"
    ACTOR = "actor"
    CLAIMANT = "claimant"
    BOX = "box"
    BRIEFING = "briefing"
    WORDS = "words"
    ASOF = "asof"


# The keys of the URL that a filter has.
KEYS: dict[Filter, tuple[str, ...]] = {
    Filter.WINDOW: ("from", "to"),
    Filter.CATEGORY: ("cat",),
    Filter.STATUS: ("status",),
    Filter.ACTOR: ("actor",),
    Filter.CLAIMANT: ("claimant",),
    Filter.BOX: ("bbox",),
    Filter.BRIEFING: ("briefing",),
    Filter.WORDS: ("q",),
    Filter.ASOF: ("asof",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is asked for; None and what is empty ask for everything. ``notices`` says what was not understood.

    ``page`` is counted from 1; None where none was asked for.
    """

    start: date | None = None
    end: date | None = None
    categories: frozenset[Category] = frozenset()
    statuses: frozenset[Modality] = frozenset()
    actor: str = ""
    claimant: str = ""
    box: Box | None = None
    briefings: frozenset[str] = frozenset()
    q: str = ""
    asof: date | None = None
    sel: str = ""
    page: int | None = None
    notices: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are searched for, folded."""
        return words(self.q)

    @property
    def active(self) -> tuple[Filter, ...]:
        """The filters that ask for something."""
        asks = {
            Filter.WINDOW: self.start or self.end,
            Filter.CATEGORY: self.categories,
            Filter.STATUS: self.statuses,
            Filter.ACTOR: self.actor,
            Filter.CLAIMANT: self.claimant,
            Filter.BOX: self.box,
            Filter.BRIEFING: self.briefings,
            Filter.WORDS: self.words,
            Filter.ASOF: self.asof,
        }
        return tuple(each for each, asked in asks.items() if asked)

    @property
    def narrowed(self) -> bool:
        """Whether anything is filtered at all."""
        return bool(self.active)

    @property
    def backwards(self) -> bool:
        """Whether the window ends before it begins: no event lies in it."""
        return bool(self.start and self.end and self.start > self.end)


def read(arguments: MultiDict[str, str], briefings: Collection[str] = ()) -> Selection:
    """The selection in a query string; ``briefings`` are the ids of those that there are.

    Unknown keys are ignored; a value that says nothing is ignored with a notice.
    """
    notices: list[str] = []
    return Selection(
        start=_day(arguments, "from", notices),
        end=_day(arguments, "to", notices, last=True),
        categories=_choices(Category, _list(arguments, "cat"), notices),
        statuses=_choices(Modality, _list(arguments, "status"), notices),
        actor=_text(arguments, "actor"),
        claimant=_text(arguments, "claimant"),
        box=_box(arguments, notices),
        briefings=_known(_list(arguments, "briefing"), briefings, notices),
        q=_searched(arguments, notices),
        asof=_day(arguments, "asof", notices, last=True),
        sel=_text(arguments, "sel"),
        page=_page(arguments, notices),
        notices=tuple(dict.fromkeys(notices)),
    )


def address(arguments: MultiDict[str, str], drop: Collection[str] = (), **more: object) -> str:
    """The query of the same page without the keys to drop, and with others given anew; begins with "?"."""
    left = [(key, value) for key, value in arguments.items(multi=True) if key not in drop and key not in more]
    return f"?{urlencode([*left, *more.items()])}"


def without(arguments: MultiDict[str, str], filters: Iterable[Filter]) -> str:
    """The query of the same page, from its beginning, less these filters."""
    return address(arguments, drop=["page", *(key for each in filters for key in KEYS[each])])


def _text(arguments: MultiDict[str, str], key: str) -> str:
    return arguments.get(key, "")[:LONGEST].strip()


def _list(arguments: MultiDict[str, str], key: str) -> list[str]:
    """The values given one by one, in a comma list, or both."""
    return [value for value in ",".join(arguments.getlist(key)).split(",") if value]


def _searched(arguments: MultiDict[str, str], notices: list[str]) -> str:
    q = _text(arguments, "q")
    if q and not words(q):
        notices.append(_("There is no word in what was searched for: it was left out."))
    return q


def _day(arguments: MultiDict[str, str], key: str, notices: list[str], *, last: bool = False) -> date | None:
    """The day that a key names; of a month or a year its first, or its ``last``."""
    value = arguments.get(key, "").strip()
    if not value:
        return None
    try:
        return _bound(value, last=last)
    except ValueError:
        notices.append(
            _("“%(key)s” is not a day, month or year (2022-02-03, 2022-02 or 2022): it was left out.", key=key)
        )
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


def _choices(of: type[C], values: Sequence[str], notices: list[str]) -> frozenset[C]:
    """The known ones of these values."""
    known = {choice.value: choice for choice in of}
    if any(value not in known for value in values):
        what = _("category") if of is Category else _("status")
        notices.append(_("There is no such %(what)s as one that was asked for: it was left out.", what=what))
    return frozenset(known[value] for value in values if value in known)


def _known(values: Sequence[str], briefings: Collection[str], notices: list[str]) -> frozenset[str]:
    if any(value not in briefings for value in values):
        notices.append(_("There is no such briefing as one that was asked for: it was left out."))
    return frozenset(value for value in values if value in briefings)


def _box(arguments: MultiDict[str, str], notices: list[str]) -> Box | None:
    value = _text(arguments, "bbox")
    if not value:
        return None
    try:
        return box(value)
    except ArgumentRefused:
        notices.append(_("“bbox” is no box (west,south,east,north in degrees): it was left out."))
        return None


def _page(arguments: MultiDict[str, str], notices: list[str]) -> int | None:
    value = arguments.get("page", "")
    if not value:
        return None
    if value.isascii() and value.isdigit() and len(value) < 8 and int(value) > 0:
        return int(value)
    notices.append(_("There is no such page: the first is shown."))
    return None
