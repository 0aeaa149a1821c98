"""What must a feature of a layer look like? JSON Schema 2020-12, made of its fields."""

from __future__ import annotations

from typing import Any

from timeline.layers.fields import Description, Field, Kind

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
PROPERTIES = "properties"  # the anchor of what a feature's properties are
# The first, the month or the year of a day; which of them is a day at all is left to the reader of the date.
DAY = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
PLAIN: dict[Kind, Schema] = {
    Kind.TEXT: {"type": "string"},
    Kind.DAY: {"type": "string", "pattern": DAY},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.FLAG: {"type": "boolean"},
    Kind.TEXTS: {"type": "array", "items": {"type": "string"}},
}
# RFC 7946, section 3.1: how deep the positions of each type lie in lists, and how many the innermost list has at least.
TYPES = {
    "Point": (0, 0),
    "MultiPoint": (1, 0),
    "LineString": (1, 2),
    "MultiLineString": (2, 2),
    "Polygon": (2, 4),
    "MultiPolygon": (3, 4),
}
LONGITUDE: Schema = {"type": "number", "minimum": -180, "maximum": 180}
LATITUDE: Schema = {"type": "number", "minimum": -90, "maximum": 90}
POSITION: Schema = {"type": "array", "prefixItems": [LONGITUDE, LATITUDE], "items": False, "minItems": 2}


def feature_schema(layer: Description, address: str) -> Schema:
    """The schema of a GeoJSON feature of the layer, whose ``$id`` is ``address``.

    Its properties alone are at ``#properties``. A field that may be null may be left out, too.
    """
    return {
        "$schema": DIALECT,
        "$id": address,
        "title": f"Feature of the layer {layer.name!r}",
        "description": layer.what,
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"const": "Feature"},
            "id": {"type": "string"},
            "geometry": _geometry() if layer.drawn else {"type": "null"},
            "properties": {"$ref": f"#{PROPERTIES}"},
            "bbox": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
            "links": {"type": "array", "items": {"type": "object", "required": ["href", "rel"]}},
        },
        "$defs": {"position": POSITION, "properties": {"$anchor": PROPERTIES} | _object(layer.fields)},
    }


def _object(fields: tuple[Field, ...]) -> Schema:
    return {
        "type": "object",
        "required": [field.name for field in fields if field.required],
        "properties": {field.name: _property(field) for field in fields},
        "additionalProperties": False,
    }


def _property(field: Field) -> Schema:
    told = f"{field.what} Unit: {field.unit}." if field.unit else field.what
    return {"description": told} | (_value(field) if field.required else _or_null(_value(field)))


def _value(field: Field) -> Schema:
    if field.kind is Kind.CHOICE:
        return {"type": "string", "enum": list(field.values)}
    if field.kind is Kind.PARTS:
        return {"type": "array", "items": _object(field.parts)}
    return PLAIN[field.kind]


def _or_null(value: Schema) -> Schema:
    nullable = value | {"type": [value["type"], "null"]}
    return nullable | {"enum": [*value["enum"], None]} if "enum" in value else nullable


def _geometry() -> Schema:
    """A geometry that is not a collection, a collection of such, or null."""
    plain = [_of_type(name, *lists) for name, lists in TYPES.items()]
    parts = {"type": "array", "items": {"oneOf": plain}}
    collection = {
        "type": "object",
        "required": ["type", "geometries"],
        "properties": {"type": {"const": "GeometryCollection"}, "geometries": parts},
    }
    return {"description": "All its places together, WGS 84.", "oneOf": [{"type": "null"}, *plain, collection]}


def _of_type(name: str, depth: int, fewest: int) -> Schema:
    coordinates: Schema = {"$ref": "#/$defs/position"}
    for level in range(depth):
        coordinates = {"type": "array", "items": coordinates} | ({"minItems": fewest} if not level and fewest else {})
    return {
        "type": "object",
        "required": ["type", "coordinates"],
        "properties": {"type": {"const": name}, "coordinates": coordinates},
    }
