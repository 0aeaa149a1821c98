"""Which features does a request take, how many are they, and which of them are on its page?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timeline.edition import Edition
from timeline.errors import ArgumentRefused
from timeline.layers.fields import Field, Kind
from timeline.layers.layer import Layer, Mask, Positions
from timeline.layers.schema import DAY
from timeline.layers.selecting import around, during
from timeline.web.api.arguments import Area, Asked
from timeline.web.api.conditions import meeting as meeting_condition
from timeline.web.api.instants import Span
from timeline.web.api.ordering import ordered
from timeline.web.api.systems import meeting, outline

_WHOLE = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,60}(\.[0-9]{1,60})?([eE][+-]?[0-9]{1,3})?", re.ASCII)
_FLAGS = {"true": True, "false": False}
_READ: dict[Kind, Callable[[str], int | float | bool]] = {
    Kind.FLAG: _FLAGS.__getitem__,
    Kind.INTEGER: int,
    Kind.NUMBER: float,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page: the positions of its features in order, how many features were taken in all, how many came before."""

    positions: Positions
    matched: int
    offset: int

    @property
    def next(self) -> int | None:
        """How many come before the next page; None on the last one."""
        behind = self.offset + len(self.positions)
        return behind if behind < self.matched else None


def found(edition: Edition, layer: Layer, asked: Asked, most: int) -> Found:
    """The page of at most ``most`` features that a request asks for; raises ArgumentRefused of a filter."""
    offset = 0 if asked.cursor is None else asked.cursor.offset
    taken = mask_of(edition, layer, asked)
    if taken is None and not asked.order:
        end = min(offset + most, len(layer))
        return Found(positions=np.arange(min(offset, end), end), matched=len(layer), offset=offset)
    positions = ordered(edition, layer, taken, asked.order, asked.words)
    return Found(positions=positions[offset : offset + most], matched=len(positions), offset=offset)


def mask_of(edition: Edition, layer: Layer, asked: Asked) -> Mask | None:
    """Which positions are taken; None where all are."""
    masks = [] if layer.base is None else [layer.base]
    if asked.area is not None:
        masks.append(_inside(layer, asked.area, asked.days))
    elif asked.days is not None:
        masks.append(during(layer, *asked.days, timeless=True))
    masks += [_equal(layer, field, value) for field, value in asked.equal]
    if asked.condition is not None:
        masks.append(meeting_condition(asked.condition, layer))
    if asked.words:
        masks.append(edition.search(asked.words))
    if not masks:
        return None
    together = masks[0]
    for mask in masks[1:]:
        together = together & mask
    return together


def _inside(layer: Layer, area: Area, days: Span | None) -> Mask:
    """The features that meet the area, and those that are nowhere; of these what may have been on one of the days."""
    at = around(layer, outline(area.box, area.given), placeless=True)
    if days is not None:
        at = at[during(layer, *days, timeless=True, at=at)]
    found = np.zeros(len(layer), dtype=np.bool_)
    found[at] = True
    if not area.given.degrees:
        # What is a box there is none in degrees: whatever is near is looked at in the system itself.
        near = np.flatnonzero(found & (layer.dimensions > 0))
        found[near] = meeting(layer.geometries(near), area.box, area.given)
    return found


def _equal(layer: Layer, field: Field, written: str) -> Mask:
    """The features of which the field has that value, or has it among its values."""
    value, column = _value(field, written), layer.table.column(field.name).combine_chunks()
    if field.kind is Kind.CHOICE:
        code = column.dictionary.index(value).as_py()  # -1 where no feature has it
        return (
            np.asarray(column.indices.fill_null(code - 1)) == code
            if code >= 0
            else np.zeros(len(layer), dtype=np.bool_)
        )
    if field.kind is not Kind.TEXTS:
        return np.asarray(pc.fill_null(pc.equal(column, pa.scalar(value)), False))
    holding = pc.list_parent_indices(column).filter(pc.equal(pc.list_flatten(column), value))
    mask = np.zeros(len(layer), dtype=np.bool_)
    mask[holding.to_numpy()] = True
    return mask


def _value(field: Field, written: str) -> str | int | float | bool:
    """What is written, as a value of the field; raises ArgumentRefused where it cannot be one."""
    if field.kind is Kind.CHOICE and written not in field.values:
        raise ArgumentRefused(f"{field.name}: {written[:80]!r} is none of {', '.join(field.values)}")
    if field.kind is Kind.FLAG and written not in _FLAGS:
        raise ArgumentRefused(f"{field.name}: {written[:80]!r} is neither true nor false")
    if field.kind is Kind.INTEGER and not _WHOLE.fullmatch(written):
        raise ArgumentRefused(f"{field.name}: {written[:80]!r} is no whole number")
    if field.kind is Kind.DAY and not re.fullmatch(DAY, written, re.ASCII):
        raise ArgumentRefused(f"{field.name}: {written[:80]!r} is no day, as 2022-01-31, 2022-01 or 2022 is")
    if field.kind is Kind.NUMBER and not _NUMBER.fullmatch(written):
        raise ArgumentRefused(f"{field.name}: {written[:80]!r} is no number")
    return _READ[field.kind](written) if field.kind in _READ else written
