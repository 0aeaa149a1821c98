"""What can be downloaded of the edition that is shown, and how is it said on the page of layers?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from timeline.downloads import Downloads, downloads
from timeline.exporting.formats import FORMATS
from timeline.layers.fields import LAYERS
from timeline.model import Category
from timeline.offers import EDITION, OFFERS
from timeline.web import words
from timeline.web.files import sized
from timeline.web.shown import Shown
from timeline.web.tongues import gettext, marked

TITLES = {
    "events": marked("All events"),
    "events-points": marked("Events, points only"),
    "events-lines": marked("Events, lines only"),
    "events-areas": marked("Events, areas only"),
    "places": marked("Places of events"),
    "claims": marked("Claims: who says what"),
    "briefings": marked("Briefings"),
}
FEW = 2_000  # events of which a file is made for one request
# In which order formats are offered: first what most programs open.
ORDER = (
    "geojson", "csv", "xlsx", "geopackage", "geoparquet", "flatgeobuf", "shapefile", "kml", "pmtiles", "geojsonseq",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file as the page offers it: what it is called there, its address, how large it is ("": not known beforehand).

    Where it has no address, ``note`` says why.
    """

    name: str
    title: str
    address: str | None
    size: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A layer and its files."""

    title: str
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """All that is offered: the whole edition, layers, categories; and whether something is still being made."""

    edition: File
    layers: tuple[Row, ...]
    categories: tuple[File, ...]
    unfinished: bool


def bulk(shown: Shown) -> Bulk:
    """What is offered of an edition."""
    made = downloads(shown.edition.directory)
    return Bulk(
        edition=_made(EDITION, gettext("The whole edition"), made),
        layers=tuple(Row(title=gettext(TITLES[layer]), files=tuple(_files(shown, layer, made))) for layer in LAYERS),
        categories=tuple(_live(f"{one}.geojson", words.CATEGORIES[one].name) for one in Category),
        unfinished=bool(made.pending),
    )


def _files(shown: Shown, layer: str, made: Downloads) -> Iterator[File]:
    for format in ORDER:
        known = FORMATS[format]
        name = f"{layer}.{known.suffix}"
        published = f"layers/{name}"
        if published in shown.edition.files:
            yield _live(name, known.title, sized(shown.edition.path(published).stat().st_size))
        elif name in OFFERS:
            yield _live(name, known.title) if at_once(shown, name, made) else _made(name, known.title, made)
        elif format == "geojson":
            yield _live(name, known.title)


def at_once(shown: Shown, name: str, made: Downloads) -> bool:
    """Whether a file that is not there yet is so soon made that nobody need wait for it: a table of few events."""
    return name not in made.files and OFFERS[name].format == "csv" and len(shown) <= FEW


def _live(name: str, title: str, size: str = "") -> File:
    return File(name=name, title=title, address=url_for("layers.layer", name=name), size=size)


def _made(name: str, title: str, made: Downloads) -> File:
    """A file that is made after publishing."""
    if name in made.files:
        return _live(name, title, sized(made.files[name].bytes))
    note = gettext("cannot be made") if name in made.faults else gettext("being made")
    return File(name=name, title=title, address=None, note=note)
