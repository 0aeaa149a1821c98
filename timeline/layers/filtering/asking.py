"""What can be asked of a layer? Its fields but for lists of objects, and its geometry."""

from __future__ import annotations

from typing import Any

from timeline.errors import ArgumentRefused
from timeline.layers.fields import Description, Field, Kind

GEOMETRY = "geometry"
TYPES: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.CHOICE: {"type": "string"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.FLAG: {"type": "boolean"},
    Kind.TEXTS: {"type": "array", "items": {"type": "string"}},
}


def queryables(description: Description) -> tuple[Field, ...]:
    """The fields of the layer that a filter may name."""
    return tuple(field for field in description.fields if field.kind is not Kind.PARTS)


def schema(description: Description) -> dict[str, Any]:
    """The JSON Schema of the queryables, without ``$id``. A day is compared with dates, and so has their format."""
    properties = {field.name: _property(field) for field in queryables(description)}
    if description.drawn:
        # OGC 19-079r2 has `format`; QGIS finds the geometry by the `$ref` of its drafts.
        properties[GEOMETRY] = {
            "title": GEOMETRY,
            "description": "Where, WGS 84.",
            "format": "geometry-any",
            "x-ogc-role": "primary-geometry",
            "$ref": "https://geojson.org/schema/Geometry.json",
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": description.title,
        "description": description.what,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def asked(name: str, description: Description) -> Field:
    """The queryable of that name; raises ArgumentRefused."""
    found = description.field(name)
    if found is not None and found.kind is not Kind.PARTS:
        return found
    if found is not None:
        raise ArgumentRefused(f"{name} is a list of objects, of which no filter asks; its own layer may be filtered")
    have = [field.name for field in queryables(description)] + [GEOMETRY] * description.drawn
    raise ArgumentRefused(f"{name[:60]!r}: no property of {description.name} to filter by; have {', '.join(have)}")


def _property(field: Field) -> dict[str, Any]:
    told = f"{field.what} Unit: {field.unit}." if field.unit else field.what
    return (
        {"title": field.name, "description": told}
        | TYPES[field.kind]
        | ({"enum": list(field.values)} if field.values else {})
    )
