"""What stands in a page's chronology? The rows, how many there are and why, the form that asked, what would help."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
from babel.numbers import format_decimal
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from timeline.columns import Columns, Mask, Ragged
from timeline.model import Category, Modality
from timeline.web import selection, words
from timeline.web.remedies import Remedy, remedies
from timeline.web.rows import rows
from timeline.web.selection import Filter, Selection
from timeline.web.shown import Shown
from timeline.web.sifting import Positions, Sifted, sift
from timeline.web.tongues import gettext as _
from timeline.web.tongues import language, marked, ngettext

T = TypeVar("T")
ALL_ROWS = 2_000  # events: a page of more has the rows of one page of those taken
A_PAGE = 50
OFFERED_NAMES, OFFERED_BRIEFINGS = 200, 50  # in the form: the most frequent, the latest; others can be typed or linked


EVENTS = marked("Events %(first)s–%(last)s of %(num)s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A box of the filter form: its value, what it says, how many events it has, and whether it is ticked."""

    value: str
    name: str
    family: str
    letter: str
    note: str
    count: int
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Which part of the events stands on this page, in words, and the queries of the pages before and after."""

    text: str
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """The day whose knowledge is shown, in words, and the query of the page that shows all that is known."""

    day: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The chronology of a page: its rows, how many events are taken of how many, and the form that asked.

    ``actors`` and ``claimants`` are names to choose from, ``published`` the first and last day of publication.
    ``remedies`` is empty unless nothing is left. ``begin`` of the events taken come before the rows; ``pager`` is None
    where every event has its row.
    """

    rows: tuple[Markup, ...]
    counts: str
    taken: int
    total: int
    categories: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    briefings: tuple[Choice, ...]
    actors: tuple[str, ...]
    claimants: tuple[str, ...]
    published: tuple[str, ...]
    remedies: tuple[Remedy, ...]
    begin: int
    pager: Pager | None
    knowledge: Knowledge | None
    asked: Selection


def listing(shown: Shown, scope: Mask, arguments: MultiDict[str, str]) -> Listing:
    """The chronology of the events of ``scope``, a mask of positions, that ``arguments`` ask for."""
    asked = selection.read(arguments, shown.briefings)
    sifted = sift(shown, scope, asked)
    taken, total = sifted.taken, int(np.count_nonzero(scope))
    begin = begin_of(shown, taken, asked) if total > ALL_ROWS else None
    listed = np.flatnonzero(scope) if begin is None else taken[begin : begin + A_PAGE]
    return Listing(
        rows=rows(shown, listed.tolist(), asked, frozenset(taken.tolist()) if begin is None else None),
        counts=counts(shown, sifted, taken, total),
        taken=len(taken),
        total=total,
        categories=_categories(shown, scope, asked),
        statuses=_statuses(shown, scope, asked),
        briefings=_briefings(shown, scope, asked),
        actors=_names(shown.columns.actors, shown.columns.tables["actors"], scope),
        claimants=_names(shown.columns.claimants, shown.columns.tables["claimants"], scope),
        published=_published(shown.columns, scope),
        remedies=() if len(taken) else remedies(asked, sifted, arguments),
        begin=begin or 0,
        pager=None if begin is None else pager(EVENTS, begin, len(taken), arguments),
        knowledge=_knowledge(asked.asof, arguments),
        asked=asked,
    )


def begin_of(shown: Shown, taken: Positions, asked: Selection) -> int:
    """Where the page that is asked for begins: the page of that number, else the one with the event selected."""
    last = max(0, (len(taken) - 1) // A_PAGE)
    if asked.page is not None:
        return min(asked.page - 1, last) * A_PAGE
    at = int(np.searchsorted(taken, max(0, shown.place(asked.sel))))
    return min(at // A_PAGE, last) * A_PAGE


def pager(message: str, begin: int, of: int, arguments: MultiDict[str, str]) -> Pager | None:
    """The pages around the one that begins at ``begin``; None of none. ``message`` takes first, last and num."""
    if not of:
        return None
    number, end = begin // A_PAGE + 1, min(begin + A_PAGE, of)
    first, last, whole = (format_decimal(count, locale=language()) for count in (begin + 1, end, of))
    return Pager(
        text=_(message, first=first, last=last, num=whole),
        previous=selection.address(arguments, page=number - 1) if begin else None,
        next=selection.address(arguments, page=number + 1) if end < of else None,
    )


def _knowledge(asof: date | None, arguments: MultiDict[str, str]) -> Knowledge | None:
    if asof is None:
        return None
    return Knowledge(day=words.iso(asof.isoformat()), address=selection.without(arguments, [Filter.ASOF]))


def counts(shown: Shown, sifted: Sifted, taken: Positions, total: int) -> str:
    """How many are left and why: "37 of 52 events; 12 outside the window, 3 without a place". Scripts say the same."""
    outside = sifted.without(Filter.WINDOW) - len(taken)
    placeless = int(np.count_nonzero(np.diff(shown.columns.spots.starts)[taken] == 0))
    notes = [_("%(num)s outside the window", num=outside)] if outside else []
    notes += [_("%(num)s without a place", num=placeless)] if placeless else []
    if len(taken) == total:
        head = ngettext("%(num)s event", "%(num)s events", total)
    else:
        head = ngettext("%(shown)s of %(num)s event", "%(shown)s of %(num)s events", total, shown=len(taken))
    return f"{head}; {', '.join(notes)}" if notes else head


def _categories(shown: Shown, scope: Mask, asked: Selection) -> tuple[Choice, ...]:
    """The categories that occur, in their fixed order."""
    having = np.bincount(shown.columns.category[scope], minlength=len(Category)).tolist()
    return tuple(
        Choice(
            value=category.value,
            name=words.CATEGORIES[category].name,
            family=words.CATEGORIES[category].family.value,
            letter=words.CATEGORIES[category].letter,
            note="",
            count=count,
            ticked=category in asked.categories,
        )
        for category, count in _occurring(Category, having, asked.categories)
    )


def _statuses(shown: Shown, scope: Mask, asked: Selection) -> tuple[Choice, ...]:
    having = np.bincount(shown.columns.modality[scope], minlength=len(Modality)).tolist()
    return tuple(
        Choice(
            value=status.value,
            name=words.STATUSES[status].name,
            family="other",
            letter="",
            note=words.STATUSES[status].note,
            count=count,
            ticked=status in asked.statuses,
        )
        for status, count in _occurring(Modality, having, asked.statuses)
    )


def _briefings(shown: Shown, scope: Mask, asked: Selection) -> tuple[Choice, ...]:
    """The briefings that events are told in or that are asked for, the latest first."""
    having = np.bincount(shown.columns.briefing[scope], minlength=len(shown.briefings)).tolist()
    found = _occurring(shown.briefings.values(), having, frozenset(shown.briefings[name] for name in asked.briefings))
    found.sort(key=lambda one: (one[0].id in asked.briefings, one[0].published), reverse=True)
    return tuple(
        Choice(
            value=briefing.id,
            name=briefing.title,
            family="other",
            letter="",
            note=f"{briefing.publisher}, {briefing.published_words}",
            count=count,
            ticked=briefing.id in asked.briefings,
        )
        for briefing, count in found[: OFFERED_BRIEFINGS + len(asked.briefings)]
    )


def _names(of: Ragged, names: Sequence[str], scope: Mask) -> tuple[str, ...]:
    """The names that events have, the most frequent first."""
    counts = of.counts(scope, len(names))
    order = np.argsort(-counts, kind="stable")[:OFFERED_NAMES]
    return tuple(names[at] for at in order if counts[at])


def _published(columns: Columns, scope: Mask) -> tuple[str, ...]:
    days = columns.published[columns.briefing[scope]]
    return tuple(date.fromordinal(int(day)).isoformat() for day in (days.min(), days.max())) if len(days) else ()


def _occurring(every: Iterable[T], having: list[int], asked: frozenset[T]) -> list[tuple[T, int]]:
    """Those that events have or that are asked for, each with how many have it."""
    return [(each, count) for each, count in zip(every, having, strict=True) if count or each in asked]
