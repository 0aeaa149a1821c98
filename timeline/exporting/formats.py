"""In which formats can events leave? Ours, and those of installed packages under ``timeline.exporters``.

A format is a function ``write(records, out)`` that makes the file ``out``; its name is that of the entry point.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import MappingProxyType

from timeline.errors import ArgumentRefused
from timeline.exporting.record import Record

Exporter = Callable[[Sequence[Record], Path], None]

GROUP = "timeline.exporters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format of ours: how files of it end, their media type, and what people call it."""

    name: str
    suffix: str
    media: str
    title: str


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        name: Format(name=name, suffix=suffix, media=media, title=title)
        for name, suffix, media, title in (
            ("csv", "csv", "text/csv", "CSV"),
            ("flatgeobuf", "fgb", "application/vnd.flatgeobuf", "FlatGeobuf"),
            ("geojson", "geojson", "application/geo+json", "GeoJSON"),
            ("geojsonseq", "geojsons", "application/geo+json-seq", "GeoJSON text sequence"),
            ("geopackage", "gpkg", "application/geopackage+sqlite3", "GeoPackage"),
            ("geoparquet", "parquet", "application/vnd.apache.parquet", "GeoParquet"),
            ("kml", "kml", "application/vnd.google-earth.kml+xml", "KML"),
            ("pmtiles", "pmtiles", "application/vnd.pmtiles", "PMTiles"),
            ("shapefile", "shp.zip", "application/zip", "Shapefile"),
            ("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"),
        )
    }
)
BUILT_IN = tuple(EntryPoint(name=name, value=f"timeline.exporting.{name}:write", group=GROUP) for name in FORMATS)


def exporter(name: str) -> Exporter:
    """What writes the format of that name; raises ArgumentRefused, naming those there are."""
    known = {point.name: point for point in (*BUILT_IN, *entry_points(group=GROUP))}
    if name not in known:
        raise ArgumentRefused(f"no format {name!r}; have {', '.join(sorted(known))}")
    found: Exporter = known[name].load()
    return found
