"""What writes each file that is offered?

Nothing here depends on the clock or on the order of work: the same edition gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from timeline import archive
from timeline.exporting import csv, flatgeobuf, geojsonseq, geopackage, geoparquet, kml, pmtiles, shapefile, xlsx
from timeline.source import Source

#: By format; each is given the edition's tables, the name of the layer, and the file to make.
WRITERS: Mapping[str, Callable[[Source, str, Path], None]] = MappingProxyType(
    {
        "csv": lambda source, layer, out: csv.save(source.flat(layer), out),
        "flatgeobuf": lambda source, layer, out: flatgeobuf.save(source.flat(layer), out),
        "geojsonseq": lambda source, layer, out: geojsonseq.save(source.features(layer), out),
        "geopackage": lambda source, _, out: geopackage.save(source.tables, out),
        "geoparquet": lambda source, layer, out: geoparquet.save(source.tables, out, layer),
        "kml": lambda source, layer, out: kml.save(source.flat(layer), out),
        "pmtiles": lambda source, layer, out: pmtiles.save(source.flat(layer), out),
        "shapefile": lambda source, layer, out: shapefile.save(source.flat(layer), out),
        "xlsx": lambda source, _, out: xlsx.save(source.tables, out),
        "zip": lambda source, _, out: archive.save(source.edition, source.made, out),
    }
)
