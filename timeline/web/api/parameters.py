"""Which parameters may stand in an address? As OpenAPI tells them: clients push down only what is described here."""

from __future__ import annotations

from typing import Any

from timeline.layers.fields import Description, Field, Kind
from timeline.layers.filtering import queryables
from timeline.layers.schema import DAY
from timeline.web.api import cursors
from timeline.web.api.arguments import (
    DEFAULT_LIMIT,
    FILTER_LANGUAGES,
    FORMS,
    MOST,
    MOST_SORTED,
    searched,
    sortable,
)
from timeline.web.api.systems import CRS84, SYSTEMS
from timeline.web.tongues import LANGUAGES, SOURCE

Schema = dict[str, Any]
_LEAP = r"([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29"
_ANY = (
    r"[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
)
_CLOCK = r"[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
_MOMENT = rf"(?!0000)({_ANY}|{_LEAP})({_CLOCK})?"
_DATETIME = rf"^({_MOMENT}|{_MOMENT}/({_MOMENT}|\.\.)?|(\.\.)?/{_MOMENT})$"
_NUMBERS = {"type": "number"}
_TYPES: dict[Kind, Schema] = {
    Kind.INTEGER: {"type": "integer", "minimum": -(10**18) + 1, "maximum": 10**18 - 1},
    Kind.NUMBER: {"type": "number"},
    Kind.FLAG: {"type": "boolean"},
    Kind.DAY: {"type": "string", "pattern": DAY},
}


def parameter(name: str, schema: Schema, what: str, example: object = None) -> Schema:
    """A parameter of the query. QGIS sees only those that say style and explode."""
    told = {
        "name": name,
        "in": "query",
        "required": False,
        "description": what,
        "schema": schema,
        "style": "form",
        "explode": False,
    }
    return told if example is None else told | {"example": example}


def in_path(name: str, schema: Schema, what: str) -> Schema:
    """A part of the path."""
    return {"name": name, "in": "path", "required": True, "description": what, "schema": schema}


def form(forms: tuple[str, ...]) -> Schema:
    """In which form an answer is asked for."""
    told = "The form of the answer" + ("; without it, Accept decides." if len(forms) > 1 else ".")
    return parameter("f", {"type": "string", "enum": list(forms)}, told)


def shared(name: str) -> Schema:
    """A parameter that means the same wherever it stands."""
    return {"$ref": f"#/components/parameters/{name}"}


def _system(name: str, what: str) -> Schema:
    return parameter(name, {"type": "string", "enum": list(SYSTEMS), "default": CRS84}, what)


# Those that mean the same wherever they stand.
COMMON: dict[str, Schema] = {
    "f": form(FORMS),
    "lang": parameter(
        "lang",
        {"type": "string", "enum": list(LANGUAGES), "default": SOURCE},
        "The language of pages; all else is English.",
    ),
    # No maximum: a number beyond it is no error (OGC 17-069r4, /req/core/fc-limit-response-1).
    "limit": parameter(
        "limit",
        {"type": "integer", "minimum": 1, "default": DEFAULT_LIMIT},
        f"How many features a page has at most. More than {MOST} is taken as {MOST}.",
        example=100,
    ),
    "cursor": parameter(
        "cursor",
        {"type": "string", "pattern": cursors.PATTERN},
        "Where the page begins: take it from a link `next` or `prev`, which leads into the same edition.",
    ),
    "bbox": parameter(
        "bbox",
        {
            "type": "array",
            "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
            "items": _NUMBERS,
        },
        "The box that geometries meet, exactly: lower corner, upper corner. West beyond east crosses the antimeridian. "
        "Features without a geometry are taken, too.",
        example=[20, 50, 30, 57],
    ),
    "datetime": parameter(
        "datetime",
        {"type": "string", "pattern": _DATETIME},
        "A day, a moment or an interval (RFC 3339, open ends `..`). A feature is taken when its days meet it, both "
        "ends included, or when its time is unknown.",
        example="2022-01-01/2022-01-31",
    ),
    "crs": _system("crs", "The system of the coordinates in the answer, in the axis order of its authority."),
    "bbox-crs": _system("bbox-crs", "The system of `bbox`."),
    "filter-crs": _system("filter-crs", "The system of the coordinates in `filter`."),
    "filter-lang": parameter(
        "filter-lang",
        {"type": "string", "enum": list(FILTER_LANGUAGES), "default": FILTER_LANGUAGES[0]},
        "The language of `filter`; `cql-text` is an older name of `cql2-text`.",
    ),
    "q": parameter(
        "q",
        {"type": "string", "pattern": r"[^\x00-/:-@\[-`{-\x7f]"},
        "Words that a feature has, each at least as the beginning of one of its own; case and accents do not count.",
        example="border",
    ),
}


def of_items(layer: Description) -> list[Schema]:
    """The parameters of a collection's features: by name those common to all, and its own."""
    common = [name for name in COMMON if name != "q" or searched(layer)]
    return [shared(name) for name in common] + [
        _names("properties", [field.name for field in layer.fields], "Only these properties are told."),
        _sorting(layer),
        _filter(layer),
        *of_fields(layer),
    ]


def of_fields(layer: Description) -> list[Schema]:
    """The fields of a collection, as parameters."""
    return [_of_field(field) for field in queryables(layer)]


def of_item(layer: Description) -> list[Schema]:
    """The parameters of one feature, besides its id."""
    common = ("f", "lang", "crs")
    told = "Only these properties are told."
    return [*map(shared, common), _names("properties", [field.name for field in layer.fields], told)]


def of_form() -> list[Schema]:
    """The parameters of all else."""
    return [shared("f"), shared("lang")]


def _names(name: str, names: list[str], what: str) -> Schema:
    return parameter(name, {"type": "array", "minItems": 1, "items": {"type": "string", "enum": names}}, what)


def _sorting(layer: Description) -> Schema:
    told = "The fields to order by, one with `-` the other way round. Otherwise features come in order of time."
    fitting = " `-relevance`: first what has the words of `q` themselves, of these the shorter sentences."
    given = _names("sortby", list(sortable(layer)), told + fitting * searched(layer))
    return given | {"schema": given["schema"] | {"maxItems": MOST_SORTED}}


def _filter(layer: Description) -> Schema:
    field = next((field for field in layer.fields if field.values), layer.fields[0])
    example = f"{field.name} = '{field.values[-1] if field.values else 'x'}'"
    return parameter("filter", {"type": "string", "minLength": 1, "format": "cql2"}, "A filter in CQL2.", example)


def _of_field(field: Field) -> Schema:
    schema = {"type": "string", "enum": list(field.values)} if field.values else _TYPES.get(field.kind)
    told = f"{field.what} Only features that have this value" + (" among theirs." if field.kind is Kind.TEXTS else ".")
    return parameter(field.name, schema or {"type": "string"}, told)
