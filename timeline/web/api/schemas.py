"""What is in a feature of a collection? Its fields as JSON Schema, the way OGC API - Features - Part 5 says it."""

from __future__ import annotations

from typing import Any

from timeline.layers.fields import Description, Field, Kind
from timeline.layers.schema import DAY, DIALECT

Schema = dict[str, Any]
_FORMATS = {None: "geometry-any", 0: "geometry-point-or-multipoint", 1: "geometry-linestring-or-multilinestring",
            2: "geometry-polygon-or-multipolygon"}  # fmt: skip
_TYPES: dict[Kind, Schema] = {
    Kind.TEXT: {"type": "string"},
    Kind.CHOICE: {"type": "string"},
    # No format: a day that is not known is cut off, and "2022-01" is no date.
    Kind.DAY: {"type": "string", "pattern": DAY},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.FLAG: {"type": "boolean"},
    Kind.TEXTS: {"type": "array", "items": {"type": "string"}},
}


def schema(layer: Description, address: str) -> Schema:
    """The schema of the layer, whose ``$id`` is ``address``: its geometry, then its fields."""
    drawn = {"geometry": {"x-ogc-role": "primary-geometry", "format": _FORMATS[layer.dimension]}} if layer.drawn else {}
    told = {field.name: of_field(field) for field in layer.fields}
    told["id"]["x-ogc-role"] = "id"
    return {
        "$schema": DIALECT,
        "$id": address,
        "title": layer.title,
        "description": layer.what,
        "type": "object",
        "required": [field.name for field in layer.fields if field.required],
        "properties": {
            name: value | {"x-ogc-propertySeq": number} for number, (name, value) in enumerate((drawn | told).items())
        },
        "additionalProperties": False,
    }


def of_field(field: Field) -> Schema:
    """What a field holds. ``type`` is one name, for clients take no list: what is not required may be null."""
    told: Schema = {"title": field.name, "description": field.what}
    if field.unit:
        told["x-ogc-unit"] = field.unit
    if field.kind is Kind.PARTS:
        inner = {"type": "object", "properties": {part.name: of_field(part) for part in field.parts}}
        return told | {"type": "array", "items": inner}
    return told | _TYPES[field.kind] | ({"enum": list(field.values)} if field.values else {})
