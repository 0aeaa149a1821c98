"""How is a noun of the model kept as JSON text, and made again from it, equal to what it was?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import orjson

T = TypeVar("T")
Maker = Callable[[Any], Any]


def encode(value: object) -> bytes:
    """The value as canonical JSON: the same value gives the same bytes."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def decode(kind: type[T], written: bytes) -> T:
    """The value of that kind that ``encode`` wrote. A field that is missing takes its default.

    Raises ValueError, TypeError or KeyError where the text is not such a value.
    """
    make: Maker = _maker(kind)  # type: ignore[arg-type]  # a class is hashable
    made: T = make(orjson.loads(written))
    return made


@cache
def _maker(kind: Any) -> Maker:
    """What makes a value of this type from its JSON; the type annotations of the model are the only schema."""
    if get_origin(kind) in (Union, UnionType):
        (inner,) = (argument for argument in get_args(kind) if argument is not NoneType)
        make = _maker(inner)
        return lambda value: None if value is None else make(value)
    if get_origin(kind) is tuple:
        make = _maker(get_args(kind)[0])
        return lambda values: tuple(make(value) for value in values)
    if is_dataclass(kind):
        return _dataclass_maker(kind)
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, Enum | float):
        return kind
    return lambda value: value


def _dataclass_maker(kind: Any) -> Maker:
    hints = get_type_hints(kind)
    makers = {field.name: _maker(hints[field.name]) for field in fields(kind)}
    return lambda given: kind(**{name: make(given[name]) for name, make in makers.items() if name in given})
