"""Which lists contain, share or equal others? Lists are sets: order and repetition are nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timeline.errors import ArgumentRefused
from timeline.layers.fields import Kind
from timeline.layers.filtering.asking import asked
from timeline.layers.filtering.terms import Array, Call, Literal, Property, Term
from timeline.layers.layer import Layer, Mask


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lists:
    """A list for each position: all their texts, one after another, and at which position each stands."""

    rows: int
    texts: Any  # pa.StringArray
    owners: Any  # int64, as many

    def having(self, wanted: Mask) -> Mask:
        """The positions of which some text is wanted."""
        found = np.zeros(self.rows, dtype=np.bool_)
        found[self.owners[wanted]] = True
        return found


Given: TypeAlias = Lists | frozenset[str]


def array_condition(call: Call, layer: Layer) -> Any:
    """Where an array function is true; raises ArgumentRefused. Lists of features are never null."""
    found = RELATIONS[call.op](*(_given(arg, layer) for arg in call.args))
    return pa.array(found) if isinstance(found, np.ndarray) else pa.scalar(bool(found))


def _given(term: Term, layer: Layer) -> Given:
    if isinstance(term, Array) and all(
        isinstance(item, Literal) and isinstance(item.value, str) for item in term.items
    ):
        return frozenset(str(item.value) for item in term.items if isinstance(item, Literal))
    if isinstance(term, Property) and asked(term.name, layer.description).kind is Kind.TEXTS:
        column = layer.table.column(term.name).combine_chunks()
        owners = pc.list_parent_indices(column).to_numpy()
        return Lists(rows=len(column), texts=pc.list_flatten(column), owners=owners)
    raise ArgumentRefused("an array function compares a list with texts: A_CONTAINS(actors, ('Poland', 'Lithuania'))")


def _overlap(one: Given, other: Given) -> Any:
    if isinstance(one, frozenset):
        return not one.isdisjoint(other) if isinstance(other, frozenset) else other.having(_codes(other, one) >= 0)
    if isinstance(other, frozenset):
        return _overlap(other, one)
    mine, theirs = _keys(one, other)
    return one.having(np.isin(mine, theirs))


def _inside(one: Given, other: Given) -> Any:
    """Where the first is a subset of the second."""
    if isinstance(one, frozenset):
        return one <= other if isinstance(other, frozenset) else _containing(other, one)
    if isinstance(other, frozenset):
        return ~one.having(_codes(one, other) < 0)
    mine, theirs = _keys(one, other)
    return ~one.having(~np.isin(mine, theirs))


def _containing(lists: Lists, texts: frozenset[str]) -> Mask:
    """Where every one of these texts stands."""
    codes = _codes(lists, texts)
    wanted = codes >= 0
    pairs = np.unique(lists.owners[wanted] * len(texts) + codes[wanted])  # a text may stand twice in a list
    found: Mask = np.bincount(pairs // max(len(texts), 1), minlength=lists.rows) == len(texts)
    return found


def _equal(one: Given, other: Given) -> Any:
    return _inside(one, other) & _inside(other, one)


def _contains(one: Given, other: Given) -> Any:
    return _inside(other, one)


def _codes(lists: Lists, texts: frozenset[str]) -> Any:
    """For each text of the lists its number among these, -1 where it is none of them."""
    found = pc.index_in(lists.texts, value_set=pa.array(sorted(texts), pa.string()))
    return found.fill_null(-1).to_numpy()


def _keys(one: Lists, other: Lists) -> tuple[Any, Any]:
    """Those of both, in which the same text has the same code."""
    texts = pc.unique(pa.concat_arrays([one.texts, other.texts]))
    mine, theirs = (pc.index_in(lists.texts, value_set=texts).to_numpy() for lists in (one, other))
    return one.owners * len(texts) + mine, other.owners * len(texts) + theirs


RELATIONS: Final[dict[str, Callable[[Given, Given], Any]]] = {
    "a_overlaps": _overlap,
    "a_contains": _contains,
    "a_containedby": _inside,
    "a_equals": _equal,
}
