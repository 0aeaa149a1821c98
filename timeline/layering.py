"""What is in the files of the layers? All events, each category, each geometry type (a GIS layer has one), a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from timeline.deflating import Deflater, Part, gzipped
from timeline.exporting import csv, geojson
from timeline.geometry import of_dimension
from timeline.material import Keys, Material
from timeline.model import Category

DIMENSIONS = {"events-points": 0, "events-lines": 1, "events-areas": 2}
Geometry = Callable[[Keys], BaseGeometry | None]


def layers(found: Material, written: Iterable[bytes]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The names of the layers' files, each with its pieces. ``written`` are the records as lines of JSON."""
    told = zip(found.records, written, strict=True)
    drawn = _Drawn(found, tuple(geojson.head(record, line.rstrip(b"\n")) for record, line in told))
    everything = range(len(found.records))
    yield "layers/events.geojson.gz", drawn.layer(everything)
    yield "layers/events.csv.gz", gzipped([drawn.deflater.part(csv.render(found.records))])
    for category in Category:
        of_it = [position for position in everything if found.records[position]["category"] == category]
        yield f"layers/{category}.geojson.gz", drawn.layer(of_it)
    for name, dimension in DIMENSIONS.items():
        yield f"layers/{name}.geojson.gz", drawn.layer(everything, dimension)


@dataclass(slots=True)
class _Drawn:
    """The features of all layers, the words and the geometry of each deflated once."""

    found: Material
    heads: tuple[bytes, ...]
    deflater: Deflater = field(default_factory=Deflater)
    words: dict[int, Part] = field(default_factory=dict)
    shapes: dict[tuple[Keys, int | None], tuple[BaseGeometry | None, Part]] = field(default_factory=dict)

    def layer(self, positions: Iterable[int], dimension: int | None = None) -> Iterator[bytes]:
        """A layer of these events, gzipped; with a dimension only their points (0), lines (1) or areas (2)."""
        told = [(position, *self._shape(self.found.keys[position], dimension)) for position in positions]
        if dimension is not None:
            told = [one for one in told if one[1] is not None]
        geometries = {id(geometry): geometry for _, geometry, _ in told if geometry is not None}
        return gzipped(self._parts(geojson.opening(geometries.values()), [(at, part) for at, _, part in told]))

    def _parts(self, opening: bytes, told: list[tuple[int, Part]]) -> Iterator[Part]:
        yield self.deflater.part(opening)
        for number, (position, geometry) in enumerate(told):
            yield self._words(position) if number else self.deflater.part(self.heads[position])
            yield geometry
        yield self.deflater.part(geojson.CLOSING)

    def _words(self, position: int) -> Part:
        """What stands before the geometry of an event that is not the first of its layer."""
        if position not in self.words:
            self.words[position] = self.deflater.part(b"," + self.heads[position])
        return self.words[position]

    def _shape(self, keys: Keys, dimension: int | None) -> tuple[BaseGeometry | None, Part]:
        if (keys, dimension) not in self.shapes:
            whole = self.found.geometries[keys]
            geometry = whole if dimension is None else of_dimension(whole, dimension)
            self.shapes[keys, dimension] = geometry, self.deflater.part(geojson.tail(geometry))
        return self.shapes[keys, dimension]
