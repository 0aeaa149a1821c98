"""What do programs read of an edition's files? A Frictionless Data Package: which columns, of which type, what for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from timeline import citation
from timeline.exporting import csv
from timeline.exporting.flat import WHOLE, flat, sentence
from timeline.exporting.formats import FORMATS
from timeline.exporting.tables import Tables
from timeline.holdings import Holdings
from timeline.layers.fields import LAYERS, Field, Kind

BY = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 (places: GeoNames); quotations stay their publishers'",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
# What a field is in a Table Schema (https://specs.frictionlessdata.io/table-schema/).
TYPES = {Kind.INTEGER: "integer", Kind.NUMBER: "number", Kind.FLAG: "boolean"}
DAY = {"type": "string", "constraints": {"pattern": r"\d{4}(-\d{2}(-\d{2})?)?"}}
LEADS = {"doc_id": "briefings", "event": "events"}


def about(name: str) -> str:
    """What a file of that name holds, in a sentence."""
    stem, _, end = Path(name).name.partition(".")
    if stem not in LAYERS:
        return "All layers in one GeoPackage, for geographic information systems"
    form = next(format.title for format in FORMATS.values() if format.suffix == end)
    return f"{LAYERS[stem].what} ({form})"


def package(holds: Holdings, tables: Tables, files: Mapping[str, Path], sums: Mapping[str, str]) -> str:
    """The descriptor of these files, with their SHA-256, all by their names in the package (JSON)."""
    told = {
        "profile": "data-package",
        "name": f"dateline-{holds.edition}",
        "id": holds.edition,
        "title": citation.title(holds),
        "description": "What written briefings say happened: when, where, who says so, and in which sentence.",
        "version": holds.edition,
        "licenses": [BY],
        "sources": [{"title": name} for name in holds.publishers],
        "resources": [_resource(name, path, sums[name], tables) for name, path in files.items()],
    }
    return orjson.dumps(told, option=orjson.OPT_INDENT_2).decode()


def _resource(name: str, path: Path, digest: str, tables: Tables) -> dict[str, Any]:
    stem, _, end = Path(name).name.partition(".")
    format = next(each for each in FORMATS.values() if each.suffix == end)
    found: dict[str, Any] = {
        "name": stem if end == "csv" else f"{stem}-{end}",
        "path": name,
        "title": about(name),
        "format": end,
        "mediatype": format.media,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
    }
    if end != "csv":
        return found
    return found | {"profile": "tabular-data-resource", "encoding": "utf-8", "schema": _schema(stem, tables)}


def _schema(layer: str, tables: Tables) -> dict[str, Any]:
    """The Table Schema of a layer as CSV."""
    fields = {field.name: field for field in flat(tables, layer).fields}
    order = csv.columns(layer, tuple(fields))
    keys = [{"fields": name, "reference": {"resource": to, "fields": "id"}} for name, to in LEADS.items()]
    return {
        "fields": [_field(fields[name]) for name in order],
        "primaryKey": "id",
        "foreignKeys": [key for key in keys if key["fields"] in fields],
    }


def _field(field: Field) -> dict[str, Any]:
    told: dict[str, Any] = {"name": field.name, "description": sentence(field), "type": TYPES.get(field.kind, "string")}
    if field in WHOLE:
        told["type"] = "date"
    elif field.kind is Kind.DAY:
        told |= DAY
    elif field.values:
        told["constraints"] = {"enum": list(field.values)}
    return told
