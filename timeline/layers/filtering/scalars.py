"""Is a property or literal equal to another, less, like a pattern, in a list? Texts, numbers, flags and days.

A column of few texts is compared once a text, and the answers are given out by its codes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce
from typing import Any, Final, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from timeline.errors import ArgumentRefused
from timeline.layers.days import EVER, first_day
from timeline.layers.fields import Field, Kind
from timeline.layers.filtering.asking import GEOMETRY, asked
from timeline.layers.filtering.folds import accentless, caseless
from timeline.layers.filtering.literals import day_of
from timeline.layers.filtering.terms import Array, Call, Day, Folded, Literal, Property, Term
from timeline.layers.layer import Layer

Values: TypeAlias = Any  # pa.Array, a value a position; pa.Scalar where it is the same for all
LIKE_LENGTH, LIKE_WILDCARDS = 256, 8


class Sort(StrEnum):
    """What can be compared with what: only like with like."""

    TEXT = "text"
    NUMBER = "a number"
    FLAG = "true or false"
    DAY = "a day"


SORTS: Final = {
    Kind.TEXT: Sort.TEXT,
    Kind.CHOICE: Sort.TEXT,
    Kind.DAY: Sort.DAY,
    Kind.INTEGER: Sort.NUMBER,
    Kind.NUMBER: Sort.NUMBER,
    Kind.FLAG: Sort.FLAG,
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Operand:
    """Values to compare. Days are ordinals, from ``low`` to ``high`` where a literal means several, else both the same.

    With ``codes`` the values are those of a dictionary, and each position has the one of its code.
    """

    sort: Sort
    low: Values
    high: Values
    codes: Values | None = None

    @property
    def constant(self) -> bool:
        """Whether it is the same for all."""
        return isinstance(self.low, pa.Scalar)

    @property
    def exact(self) -> bool:
        """Whether it is one value, not several days."""
        return self.low is self.high

    def decoded(self) -> Operand:
        """The same with a value a position."""
        if self.codes is None:
            return self
        dense = self.low.take(self.codes)
        return replace(self, low=dense, high=dense, codes=None)


def _same(left: Operand, right: Operand) -> Values:
    if left.exact and right.exact:
        return pc.equal(left.low, right.low)
    return pc.and_kleene(pc.less_equal(left.low, right.high), pc.less_equal(right.low, left.high))


RELATIONS: Final[dict[str, Callable[[Operand, Operand], Values]]] = {
    "=": _same,
    "<>": lambda left, right: pc.invert(_same(left, right)),
    "<": lambda left, right: pc.less(left.high, right.low),
    "<=": lambda left, right: pc.less_equal(left.low, right.high),
    ">": lambda left, right: pc.greater(left.low, right.high),
    ">=": lambda left, right: pc.greater_equal(left.high, right.low),
}


def scalar_condition(call: Call, layer: Layer) -> Values:
    """Where a comparison, LIKE, BETWEEN, IN or IS NULL is true; raises ArgumentRefused."""
    if call.op == "isnull":
        return _is_null(call.args[0], layer)
    if call.op == "like":
        return _like(call.args[0], call.args[1], layer)
    left = operand(call.args[0], layer)
    if call.op == "in":
        return _among(left, call.args[1], layer)
    others = [operand(arg, layer) for arg in call.args[1:]]
    if call.op == "between":
        return pc.and_kleene(_compared(">=", left, others[0]), _compared("<=", left, others[1]))
    return _compared(call.op, left, others[0])


def operand(term: Term, layer: Layer) -> Operand:
    """The values of a term; raises ArgumentRefused where it has none that could be compared."""
    if isinstance(term, Property):
        return _column(asked(term.name, layer.description), layer)
    if isinstance(term, Day):
        low = pa.scalar(term.first, pa.int32())
        return Operand(
            sort=Sort.DAY, low=low, high=low if term.first == term.last else pa.scalar(term.last, pa.int32())
        )
    if isinstance(term, Literal):
        return _literal(term.value)
    if isinstance(term, Folded):
        return _folded(term, layer)
    raise ArgumentRefused("an interval, a geometry, a list or a condition stands where a property or a value should")


def _column(field: Field, layer: Layer) -> Operand:
    if field.kind not in SORTS:
        raise ArgumentRefused(f"{field.name} is a list; write A_CONTAINS({field.name}, ('...'))")
    dated = field.kind is Kind.DAY
    values = days(field.name, layer) if dated else layer.table.column(field.name).combine_chunks()
    if field.kind is Kind.CHOICE:
        return Operand(sort=Sort.TEXT, low=values.dictionary, high=values.dictionary, codes=values.indices)
    if field.kind is Kind.FLAG:
        values = values.cast(pa.uint8())  # Arrow does not order truth values; false is before true
    return Operand(sort=SORTS[field.kind], low=values, high=values)


def days(name: str, layer: Layer) -> Values:
    """The ordinals of a property, null where none is known: of ``end`` the last day that it means, else the first."""
    if name == "start":
        return _known(layer.first)
    if name == "end":
        return _known(layer.last)
    coded = layer.table.column(name).combine_chunks().dictionary_encode()
    firsts = [first_day(text) for text in coded.dictionary.to_pylist()]
    return pa.array([day.toordinal() if day else None for day in firsts], pa.int32()).take(coded.indices)


def _known(ordinals: Any) -> Values:
    """The ordinals, null where an end is open or the time unknown."""
    return pa.array(ordinals, mask=(ordinals == EVER.min) | (ordinals == EVER.max))


def _literal(value: str | float | bool) -> Operand:
    if isinstance(value, bool):
        found = Sort.FLAG, pa.scalar(int(value), pa.uint8())
    elif isinstance(value, str):
        found = Sort.TEXT, pa.scalar(value)
    else:
        found = Sort.NUMBER, pa.scalar(value)
    return Operand(sort=found[0], low=found[1], high=found[1])


def _folded(term: Folded, layer: Layer) -> Operand:
    inner = operand(term.of, layer)
    if inner.sort is not Sort.TEXT:
        raise ArgumentRefused(f"CASEI and ACCENTI are of text, not of {inner.sort}")
    fold = accentless if term.accents else caseless
    folded = fold(pa.array([inner.low.as_py()], pa.string()))[0] if inner.constant else fold(inner.low)
    return replace(inner, low=folded, high=folded)


def _compared(op: str, left: Operand, right: Operand) -> Values:
    left, right = _alike(left, right)
    relation = RELATIONS[op]
    if left.constant or right.constant:
        codes = right.codes if left.constant else left.codes
        found = relation(left, right)
        return found if codes is None else found.take(codes)
    return relation(left.decoded(), right.decoded())


def _alike(left: Operand, right: Operand) -> tuple[Operand, Operand]:
    """Both of one sort: a text beside a day is read as a date; raises ArgumentRefused."""
    if left.sort is right.sort:
        return left, right
    if left.sort is Sort.DAY and right.sort is Sort.TEXT and right.constant:
        return left, _dated(right)
    if right.sort is Sort.DAY and left.sort is Sort.TEXT and left.constant:
        return _dated(left), right
    raise ArgumentRefused(f"{left.sort} cannot be compared with {right.sort}")


def _dated(text: Operand) -> Operand:
    meant = day_of(text.low.as_py())
    return Operand(sort=Sort.DAY, low=pa.scalar(meant.first, pa.int32()), high=pa.scalar(meant.last, pa.int32()))


def _among(left: Operand, items: Term, layer: Layer) -> Values:
    if not isinstance(items, Array) or not items.items:
        raise ArgumentRefused("IN takes a list of one or more values: category IN ('protest', 'diplomacy')")
    others = [operand(item, layer) for item in items.items]
    plain = all(one.constant and one.sort is left.sort and one.sort is not Sort.DAY for one in others)
    if left.constant or not plain:
        return reduce(pc.or_kleene, [_compared("=", left, one) for one in others])
    values = pa.array([one.low.as_py() for one in others], others[0].low.type)
    found = pc.is_in(left.low.cast(values.type), value_set=values)  # 0.5 is none of the whole numbers
    found = pc.if_else(pc.is_valid(left.low), found, pa.scalar(None, pa.bool_()))
    return found if left.codes is None else found.take(left.codes)


def _like(text: Term, pattern: Term, layer: Layer) -> Values:
    left, right = operand(text, layer), operand(pattern, layer)
    if left.sort is not Sort.TEXT or right.sort is not Sort.TEXT or not right.constant:
        raise ArgumentRefused("LIKE compares a text with a pattern: title LIKE '%border%'")
    asked_for: str = right.low.as_py()
    if len(asked_for) > LIKE_LENGTH or sum(asked_for.count(sign) for sign in "%_") > LIKE_WILDCARDS:
        raise ArgumentRefused(f"a pattern has at most {LIKE_LENGTH} characters and {LIKE_WILDCARDS} of % and _")
    found = pc.match_like(left.low, asked_for)
    return found if left.codes is None else found.take(left.codes)


def _is_null(term: Term, layer: Layer) -> Values:
    if isinstance(term, Property):
        drawn = term.name == GEOMETRY and layer.description.drawn
        name = GEOMETRY if drawn else asked(term.name, layer.description).name
        return layer.table.column(name).combine_chunks().is_null()
    operand(term, layer)  # of something that cannot be a value, it is no condition
    return pa.scalar(False)
