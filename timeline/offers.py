"""Which files of an edition are offered for download, and in which formats?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from timeline.exporting.formats import FORMATS
from timeline.layers.fields import LAYERS, STORED

FOLDER = "downloads"  # in the folder of an edition
EDITION = "edition.zip"  # all of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A file that is offered: of which layer (``edition``: of all), in which format, and whether it is packed, too."""

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
    def published(self) -> bool:
        """Whether the edition itself has the file, so that it is only packed."""
        return self.format == "geojson"


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
    for format in ("shapefile", "xlsx", "pmtiles"):
        yield Offer(layer="events", format=format)


OFFERS: Mapping[str, Offer] = MappingProxyType({offer.name: offer for offer in _offers()})
