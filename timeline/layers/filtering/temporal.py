"""How does one time lie to another (W3C/OGC Time Ontology)? Whole days, intervals with both their ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import pyarrow as pa

from timeline.errors import ArgumentRefused
from timeline.layers.days import EVER, NEVER
from timeline.layers.filtering.literals import day_of
from timeline.layers.filtering.scalars import Sort, operand
from timeline.layers.filtering.terms import OF_INTERVALS, Call, Day, Interval, Literal, Property, Term
from timeline.layers.layer import Layer

Ordinals: TypeAlias = Any  # int32 (n,), or np.int32 where it is the same for all


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Period:
    """From which day to which; ``known`` says where."""

    first: Ordinals
    last: Ordinals
    known: Any = True


RELATIONS: Final[dict[str, Callable[[Period, Period], Any]]] = {
    "t_after": lambda a, b: a.first > b.last,
    "t_before": lambda a, b: a.last < b.first,
    "t_disjoint": lambda a, b: (a.first > b.last) | (a.last < b.first),
    "t_equals": lambda a, b: (a.first == b.first) & (a.last == b.last),
    "t_intersects": lambda a, b: (a.first <= b.last) & (a.last >= b.first),
    "t_contains": lambda a, b: (a.first < b.first) & (a.last > b.last),
    "t_during": lambda a, b: (a.first > b.first) & (a.last < b.last),
    "t_finishedby": lambda a, b: (a.first < b.first) & (a.last == b.last),
    "t_finishes": lambda a, b: (a.first > b.first) & (a.last == b.last),
    "t_meets": lambda a, b: a.last == b.first,
    "t_metby": lambda a, b: a.first == b.last,
    "t_overlappedby": lambda a, b: (a.first > b.first) & (a.first < b.last) & (a.last > b.last),
    "t_overlaps": lambda a, b: (a.first < b.first) & (a.last > b.first) & (a.last < b.last),
    "t_startedby": lambda a, b: (a.first == b.first) & (a.last > b.last),
    "t_starts": lambda a, b: (a.first == b.first) & (a.last < b.last),
}


def temporal_condition(call: Call, layer: Layer) -> Any:
    """Where a temporal function is true, null where a time is not known; raises ArgumentRefused."""
    if call.op in OF_INTERVALS and not all(isinstance(arg, Interval) for arg in call.args):
        raise ArgumentRefused(f"{call.op.upper()} is of two intervals; write INTERVAL(start, end), or T_INTERSECTS")
    one, other = (_period(arg, layer) for arg in call.args)
    found = RELATIONS[call.op](one, other)
    known = one.known & other.known
    if not isinstance(found, np.ndarray):
        return pa.scalar(bool(found))
    return pa.array(found, mask=None if known is True else ~known)


def _period(term: Term, layer: Layer) -> Period:
    if isinstance(term, Interval):
        first, since = _end(term.start, layer, "start")
        last, until = _end(term.end, layer, "end")
        return Period(first=first, last=last, known=since & until & _in_order(first, last))
    if isinstance(term, Literal) and isinstance(term.value, str):
        term = day_of(term.value)
    if isinstance(term, Day):
        return Period(first=np.int32(term.first), last=np.int32(term.last))
    if isinstance(term, Property):
        ordinals, known = _ordinals(term, layer)
        return Period(first=ordinals, last=ordinals, known=known)
    raise ArgumentRefused("a temporal function compares days and intervals: T_AFTER(start, DATE('2022-01-31'))")


def _end(end: Property | Day | None, layer: Layer, side: str) -> tuple[Ordinals, Any]:
    """The first or last day of an interval, and where it is known. An event's open end is open, not unknown."""
    if end is None:
        return np.int32(EVER.min if side == "start" else EVER.max), True
    if isinstance(end, Day):
        return np.int32(end.first if side == "start" else end.last), True
    if end.name == side and layer.description.field(side):
        ordinals, never = (layer.first, NEVER[0]) if side == "start" else (layer.last, NEVER[1])
        return ordinals, ordinals != never
    return _ordinals(end, layer)


def _ordinals(term: Property, layer: Layer) -> tuple[Ordinals, Any]:
    found = operand(term, layer)
    if found.sort is not Sort.DAY:
        raise ArgumentRefused(f"{term.name} is {found.sort}, not a day")
    return found.low.fill_null(0).to_numpy(), found.low.is_valid().to_numpy(zero_copy_only=False)


def _in_order(first: Ordinals, last: Ordinals) -> Any:
    return first <= last if isinstance(first, np.ndarray) or isinstance(last, np.ndarray) else True
