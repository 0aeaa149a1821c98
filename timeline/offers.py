"""What is offered of an edition for download, in which formats, and what writes each file?

Nothing here depends on the clock or on the order of work: the same edition gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from timeline import archive
from timeline.edition import Edition
from timeline.exporting import csv, flatgeobuf, geojsonseq, geopackage, geoparquet, kml, pmtiles, shapefile, xlsx
from timeline.exporting.flat import Flat, flat, of_dimension
from timeline.exporting.formats import FORMATS
from timeline.exporting.tables import Tables
from timeline.layers.fields import LAYERS, STORED

FOLDER = "downloads"  # in the folder of an edition
EDITION = "edition.zip"  # all of it


class Source:
    """The tables of an edition, each made when it is first asked for."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._flat: dict[str, Flat] = {}

    @property
    def made(self) -> Path:
        """Where the files lie that are made of it."""
        return self.edition.directory / FOLDER

    @cached_property
    def tables(self) -> Tables:
        """The tables of its stored layers, mapped into memory."""
        return {name: self.edition.layer(name).table for name in STORED}

    def flat(self, name: str) -> Flat:
        """The flat table of a layer, which several files are made of, or of a view, which is one file."""
        of = LAYERS[name].of
        if of != name:
            return of_dimension(self.flat(of), name)
        if name not in self._flat:
            self._flat[name] = flat(self.tables, name)
        return self._flat[name]

    def features(self, name: str) -> Iterator[bytes]:
        """The features of a layer or of a view, one by one."""
        layer = self.edition.layer(name)
        return (layer.feature(position) for position in layer.positions.tolist())


Writer = Callable[[Source, str, Path], None]
WRITERS: Mapping[str, Writer] = MappingProxyType(
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A file that is offered: of which layer (``edition``: of all), in which format, and whether it is packed besides.

    Without a writer it is a file of the edition itself, and only packed.
    """

    layer: str
    format: str
    packed: bool = False

    @property
    def name(self) -> str:
        """The file's name: ``events.gpkg``."""
        return f"{self.layer}.{FORMATS[self.format].suffix if self.format in FORMATS else self.format}"

    @property
    def media(self) -> str:
        """Its media type."""
        return FORMATS[self.format].media if self.format in FORMATS else "application/zip"

    @property
    def writer(self) -> Writer | None:
        """What makes the file."""
        return WRITERS.get(self.format)


def _offers() -> Iterator[Offer]:
    """In the order in which they are made: the whole edition is put together of those before it; the slowest last."""
    for layer in STORED:
        yield Offer(layer=layer, format="csv", packed=True)
    for layer in STORED:
        yield Offer(layer=layer, format="geoparquet")
    yield Offer(layer="events", format="geopackage", packed=True)
    yield Offer(layer="edition", format="zip")
    for layer in STORED:
        yield Offer(layer=layer, format="geojson", packed=True)
    for layer in LAYERS:
        if LAYERS[layer].drawn and layer != "claims":
            yield Offer(layer=layer, format="flatgeobuf", packed=True)
    for format in ("geojsonseq", "kml"):
        yield Offer(layer="events", format=format, packed=True)
    for format in ("shapefile", "pmtiles", "xlsx"):
        yield Offer(layer="events", format=format)


OFFERS: Mapping[str, Offer] = MappingProxyType({offer.name: offer for offer in _offers()})
