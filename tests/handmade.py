"""A small layer that is made by hand: every kind of field, with nulls, open ends and shapes of every dimension."""

from __future__ import annotations

import mmap
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from timeline.layers.days import days
from timeline.layers.fields import Description, Field, Kind
from timeline.layers.layer import Layer
from timeline.layers.nearness import packed

CATEGORIES = ("protest", "diplomacy", "other")
FIELDS = (
    Field(name="title", kind=Kind.TEXT, what="What happened."),
    Field(name="phrase", kind=Kind.TEXT, what="In which words."),
    Field(name="category", kind=Kind.CHOICE, what="What sort.", values=CATEGORIES),
    Field(name="start", kind=Kind.DAY, what="First day."),
    Field(name="end", kind=Kind.DAY, what="Last day."),
    Field(name="published", kind=Kind.DAY, what="When published."),
    Field(name="count", kind=Kind.INTEGER, what="How many.", unit="people"),
    Field(name="score", kind=Kind.NUMBER, what="How sure."),
    Field(name="seat", kind=Kind.FLAG, what="Whether an institution is meant."),
    Field(name="actors", kind=Kind.TEXTS, what="Who acts.", required=True),
    Field(name="countries", kind=Kind.TEXTS, what="Where.", required=True),
    Field(
        name="claims",
        kind=Kind.PARTS,
        what="Who says so.",
        parts=(Field(name="source", kind=Kind.TEXT, what="Who."),),
    ),
)
DESCRIPTION = Description(name="events", title="Events", what="What happened.", fields=FIELDS, of="events")
TYPES = {Kind.INTEGER: pa.int64(), Kind.NUMBER: pa.float64(), Kind.FLAG: pa.bool_(), Kind.TEXTS: pa.list_(pa.string())}


def layer(records: Sequence[Mapping[str, Any]], description: Description = DESCRIPTION) -> Layer:
    """The layer of these records; of each, ``geometry`` is a shape or None, and what is left out is null."""
    geometries = [record.get("geometry") for record in records]
    spans = np.array([days(record.get("start"), record.get("end")) for record in records], dtype=np.int32).reshape(
        -1, 2
    )
    boxes = shapely.bounds(np.array(geometries, dtype=object)).reshape(-1, 4)
    columns = {
        field.name: _column(field, [record.get(field.name) for record in records])
        for field in description.fields
        if field.kind is not Kind.PARTS
    }
    columns["geometry"] = pa.array(
        [shape and shapely.to_wkb(shape) for shape in geometries], pa.binary()
    ).dictionary_encode()
    columns |= {"_first": pa.array(spans[:, 0]), "_last": pa.array(spans[:, 1])}
    columns |= {f"_{name}": pa.array(boxes[:, at]) for at, name in enumerate(("west", "south", "east", "north"))}
    columns["_dimensions"] = pa.array([_dimensions(shape) for shape in geometries], pa.int8())
    near, points, placed = packed([boxes[:, at] for at in range(4)])
    columns["_near"] = pa.array(near)
    told = {"points": str(points), "placed": str(placed)}
    table = pa.table(columns).replace_schema_metadata(told)
    return Layer(description=description, table=table, written=mmap.mmap(-1, 1))


def _column(field: Field, values: list[Any]) -> Any:
    if field.kind is Kind.CHOICE:
        return pa.array(values, pa.string()).dictionary_encode()
    if field.kind is Kind.TEXTS:
        return pa.array([value or [] for value in values], TYPES[field.kind])
    return pa.array(values, TYPES.get(field.kind, pa.string()))


def _dimensions(shape: shapely.Geometry | None) -> int:
    return 0 if shape is None else sum({1 << int(shapely.get_dimensions(part)) for part in shapely.get_parts([shape])})
