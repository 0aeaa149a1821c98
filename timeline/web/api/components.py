"""What do answers look like? Schemas and responses of the OpenAPI document, each with a name."""

from __future__ import annotations

from typing import Any

from timeline.web.api.negotiation import PROBLEM

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_ADDRESS: Schema = {"type": "string", "format": "uri"}


def ref(name: str) -> Schema:
    """A schema of the document, by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def _object(required: str, **properties: Schema) -> Schema:
    return {"type": "object", "required": required.split(), "properties": properties}


def _list(of: Schema, **more: int) -> Schema:
    return {"type": "array", "items": of, **more}


_BOX = _list({"type": "number"}, minItems=4, maxItems=6)
_INTERVAL = _list({"type": "string", "format": "date-time", "nullable": True}, minItems=2, maxItems=2)
_LINKS = _list(ref("link"))
_COUNT: Schema = {"type": "integer", "minimum": 0}
SCHEMAS: dict[str, Schema] = {
    "link": _object("href rel type", href=_ADDRESS, rel=_TEXT, type=_TEXT, title=_TEXT),
    "templatedLink": _object(
        "href rel type", href={"type": "string", "format": "uri-template"}, rel=_TEXT, type=_TEXT, title=_TEXT,
        templated={"type": "boolean"},
    ),
    "landingPage": _object("links", title=_TEXT, description=_TEXT, links=_LINKS),
    "confClasses": _object("conformsTo", conformsTo=_list(_ADDRESS), links=_LINKS),
    "extent": {
        "type": "object",
        "properties": {
            "spatial": _object("bbox", bbox=_list(_BOX, minItems=1), crs=_ADDRESS),
            "temporal": _object("interval", interval=_list(_INTERVAL, minItems=1), trs=_ADDRESS),
        },
    },
    "collection": _object(
        "id links itemType crs storageCrs",
        id=_TEXT,
        title=_TEXT,
        description=_TEXT,
        itemType={"type": "string", "enum": ["feature"]},
        extent=ref("extent"),
        crs=_list(_ADDRESS, minItems=1),
        storageCrs=_ADDRESS,
        links=_LINKS,
    ),
    "collections": _object(
        "links collections", links=_LINKS, crs=_list(_ADDRESS), collections=_list(ref("collection"))
    ),
    "geometry": _object(
        "type",
        type={
            "type": "string",
            "enum": [
                "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
            ],
        },
        coordinates=_list({}),
        geometries=_list(ref("geometry")),
    ),
    "feature": _object(
        "type id geometry properties",
        type={"type": "string", "enum": ["Feature"]},
        id=_TEXT,
        # A $ref may have nothing beside it in OpenAPI 3.0.
        geometry={"nullable": True, "allOf": [ref("geometry")]},
        properties={"type": "object"},
        links=_LINKS,
    ),
    "featureCollection": _object(
        "type features links timeStamp numberMatched numberReturned",
        type={"type": "string", "enum": ["FeatureCollection"]},
        features=_list(ref("feature")),
        links=_LINKS,
        timeStamp={"type": "string", "format": "date-time"},
        numberMatched=_COUNT,
        numberReturned=_COUNT,
    ),
    "tileMatrixSets": _object(
        "tileMatrixSets", tileMatrixSets=_list(_object("id uri crs links", id=_TEXT, title=_TEXT, uri=_ADDRESS,
                                                       crs=_ADDRESS, links=_LINKS), minItems=1)
    ),
    "tileMatrixSet": _object(
        "id crs tileMatrices", id=_TEXT, title=_TEXT, uri=_ADDRESS, crs=_ADDRESS, orderedAxes=_list(_TEXT),
        wellKnownScaleSet=_ADDRESS, tileMatrices=_list({"type": "object"}, minItems=1),
    ),
    "tileSets": _object("tilesets", tilesets=_list(ref("tileSet"), minItems=1), links=_LINKS),
    "tileSet": _object(
        "dataType crs links", title=_TEXT, description=_TEXT, dataType={"type": "string", "enum": ["vector"]},
        crs=_ADDRESS, tileMatrixSetURI=_ADDRESS, links=_list(ref("templatedLink")), layers=_list({"type": "object"}),
        tileMatrixSetLimits=_list({"type": "object"}), boundingBox={"type": "object"},
    ),
    "jsonSchema": _object(
        "$schema type properties", type={"type": "string", "enum": ["object"]}, properties={"type": "object"}
    ),
    "problem": _object("type title status detail", type=_TEXT, title=_TEXT, status={"type": "integer"}, detail=_TEXT),
}  # fmt: skip
# What is answered where something is wrong (RFC 9457).
PROBLEMS = {
    "400": "A parameter is unknown, given twice or cannot be read; the problem says which, and what would be right.",
    "404": "There is nothing of that name, or the cursor belongs to another question.",
    "410": "The edition that a cursor leads into was removed by its owner.",
    "414": "The address is too long.",
    "500": "Something went wrong on our side.",
    "503": "The data cannot be read just now.",
}
RESPONSES: dict[str, Schema] = {
    status: {
        "description": what,
        "content": {
            media: {"schema": ref("problem") if media == PROBLEM else _TEXT} for media in (PROBLEM, "text/html")
        },
    }
    for status, what in PROBLEMS.items()
}


def operation(
    name: str,
    tag: str,
    summary: str,
    given: list[Schema],
    told: Schema,
    *,
    besides: Schema | None = None,
    leads: Schema | None = None,
) -> Schema:
    """A path that can be read: the parameters that it takes, what it answers with by media type, and what else.

    ``leads``: to which operations the answer leads, by which of its parts.
    """
    content = {media: {"schema": schema} for media, schema in told.items()}
    wrong = {status: {"$ref": f"#/components/responses/{status}"} for status in RESPONSES}
    good = {"description": summary, "content": content} | ({"links": leads} if leads else {})
    return {
        "get": {
            "operationId": name,
            "tags": [tag],
            "summary": summary,
            "parameters": given,
            "responses": {"200": good, **(besides or {}), **wrong},
        }
    }
