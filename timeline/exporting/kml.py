"""How do events leave as KML 2.2 (OGC 07-147r2)? Each with the time span that it is known to fall in.

GDAL's drivers are not used: one has no time, the other only whole days and all features in memory at once.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO
from xml.sax.saxutils import escape, quoteattr

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry, BaseMultipartGeometry

from timeline.exporting.flat import Flat, flat, sentence
from timeline.exporting.record import Record
from timeline.exporting.tables import tables
from timeline.layers.fields import Field, Kind

TYPES = {Kind.INTEGER: "int", Kind.NUMBER: "double", Kind.FLAG: "bool"}  # of a SimpleField; all others are text
OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
CLOSING = "</Document></kml>\n"


def write(records: Sequence[Record], out: Path) -> None:
    """Write the events to ``out``."""
    save(flat(tables(records)), out)


def save(table: Flat, out: Path) -> None:
    """Write the table to ``out``, a placemark a row; the sentences on its columns are those of its schema."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write(OPENING)
        file.write(_element("name", table.description.title) + _element("description", table.description.what))
        file.write(f"<Schema name={quoteattr(table.name)} id={quoteattr(table.name)}>\n")
        file.writelines(_field(field) for field in table.fields)
        file.write("</Schema>\n")
        _placemarks(table, file)
        file.write(CLOSING)


def _placemarks(table: Flat, file: TextIO) -> None:
    names = [field.name for field in table.fields]
    for batch in table.batches():
        columns = [batch.column(name).to_pylist() for name in names]
        drawn = shapely.from_wkb(batch.column("geometry").to_numpy(zero_copy_only=False))
        rows = (dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True))
        file.writelines(_placemark(table.name, row, shape) for row, shape in zip(rows, drawn, strict=True))


def _placemark(schema: str, row: dict[str, Any], geometry: BaseGeometry | None) -> str:
    """One row. The description is HTML, so what the briefing says is escaped once more than the rest."""
    data = "".join(
        f"<SimpleData name={quoteattr(name)}>{escape(_written(value))}</SimpleData>"
        for name, value in row.items()
        if value is not None
    )
    return (
        f"<Placemark>{_element('name', row['title'])}{_element('description', html.escape(row.get('quote') or ''))}"
        f"{_span(row['start'], row['end'])}<ExtendedData><SchemaData schemaUrl={quoteattr('#' + schema)}>{data}"
        f"</SchemaData></ExtendedData>{_geometry(geometry)}</Placemark>\n"
    )


def _span(start: str | None, end: str | None) -> str:
    """The time, as finely as it is known (KML has years and months too); nothing where it is unknown."""
    edges = "".join(_element(name, day) for name, day in (("begin", start), ("end", end)) if day)
    return f"<TimeSpan>{edges}</TimeSpan>" if edges else ""


def _geometry(geometry: BaseGeometry | None) -> str:
    if geometry is None:
        return ""
    if isinstance(geometry, Polygon):
        holes = "".join(_ring("innerBoundaryIs", ring) for ring in geometry.interiors)
        return f"<Polygon>{_ring('outerBoundaryIs', geometry.exterior)}{holes}</Polygon>"
    if isinstance(geometry, BaseMultipartGeometry):
        return f"<MultiGeometry>{''.join(map(_geometry, geometry.geoms))}</MultiGeometry>"
    return f"<{geometry.geom_type}>{_coordinates(geometry)}</{geometry.geom_type}>"


def _ring(name: str, ring: BaseGeometry) -> str:
    return f"<{name}><LinearRing>{_coordinates(ring)}</LinearRing></{name}>"


def _coordinates(geometry: BaseGeometry) -> str:
    return _element("coordinates", " ".join(f"{lon},{lat}" for lon, lat in shapely.get_coordinates(geometry).tolist()))


def _field(field: Field) -> str:
    kind, told = TYPES.get(field.kind, "string"), _element("displayName", sentence(field))
    return f"<SimpleField type={quoteattr(kind)} name={quoteattr(field.name)}>{told}</SimpleField>\n"


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"
