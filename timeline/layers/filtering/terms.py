"""What does an expression consist of? Properties, literals, and calls of operators and functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import shapely

from timeline.geometry import Box

# The operators and functions that there are, each with how many arguments it takes at least and at most.
MANY = 1_000
LOGICAL = {"and": (2, MANY), "or": (2, MANY), "not": (1, 1)}
COMPARISONS = dict.fromkeys(("=", "<>", "<", ">", "<=", ">="), (2, 2))
SCALAR = COMPARISONS | {"isnull": (1, 1), "like": (2, 2), "between": (3, 3), "in": (2, 2)}
SPATIAL = dict.fromkeys(
    (f"s_{name}" for name in "intersects disjoint equals touches crosses within contains overlaps".split()), (2, 2)
)
OF_INSTANTS = frozenset(f"t_{name}" for name in "after before disjoint equals intersects".split())
OF_INTERVALS = frozenset(
    f"t_{name}"
    for name in "contains during finishedby finishes meets metby overlappedby overlaps startedby starts".split()
)
TEMPORAL = dict.fromkeys(sorted(OF_INSTANTS | OF_INTERVALS), (2, 2))
ARRAY = dict.fromkeys(("a_equals", "a_contains", "a_containedby", "a_overlaps"), (2, 2))
CALLS = LOGICAL | SCALAR | SPATIAL | TEMPORAL | ARRAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property of a feature, or its geometry."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal:
    """A text, a number, or true or false."""

    value: str | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A date, a timestamp, a month or a year: its first and last day, ordinals."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The time from one day to another, both included; None is open."""

    start: Property | Day | None
    end: Property | Day | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shape:
    """A geometry in degrees of longitude and latitude; ``box`` where it was written as one."""

    geometry: shapely.Geometry
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Array:
    """What stands in a list."""

    items: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A text without its case, or without its accents."""

    of: Term
    accents: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """An operator or a function of ``CALLS`` with its arguments."""

    op: str
    args: tuple[Term, ...]


Term: TypeAlias = Property | Literal | Day | Interval | Shape | Array | Folded | Call


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A parsed expression; whether its properties are those of a layer is seen when it is asked of one."""

    root: Term
