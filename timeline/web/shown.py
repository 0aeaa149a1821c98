"""What do readers see of an edition? Its columns in memory; events, texts and words are read as they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson
from markupsafe import Markup

from timeline import indexing
from timeline.columns import Columns
from timeline.edition import HAPPENINGS, SHAPES, TEXTS, Edition
from timeline.entries import Entries
from timeline.errors import NotFound
from timeline.folding import fold
from timeline.folium_map import WORLD, Shell, shell
from timeline.layers.fields import LAYERS
from timeline.layers.layer import Layer
from timeline.model import Category
from timeline.web import atlas
from timeline.web.lately import Lately
from timeline.web.present import Bounds, BriefingLine, EventLine, briefing_line, event_line
from timeline.web.retelling import Retelling, retelling
from timeline.web.tongues import marked

LEAST_VIEW = 0.5  # degrees around a single point, so that a town is seen in its surroundings
KEPT_PAGES = 32
KEPT = 4_096  # events and rows: those of a page that has every row, and some more
COARSE = frozenset({"country", "sea"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RowKey:
    """All that a row of the list depends on."""

    position: int
    taken: bool
    selected: bool
    language: str
    asof: str
    root: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shown:
    """An edition as readers see it. Events are named by their positions in it, in order of time.

    ``actors`` and ``claimants`` are the numbers of the names in the columns' tables, by name folded; ``order`` sorts
    the ids of events; ``countries`` names ISO 3166-1 codes; ``lines``, ``rows`` and ``pages`` (by address and query)
    were asked for lately.
    """

    id: str
    edition: Edition
    columns: Columns
    briefings: Mapping[str, BriefingLine]
    actors: Mapping[str, tuple[int, ...]]
    claimants: Mapping[str, tuple[int, ...]]
    map: Shell
    countries: Mapping[str, str]
    lines: Lately[int, EventLine]
    rows: Lately[RowKey, Markup]
    pages: Lately[tuple[str, bytes], str]
    order: npt.NDArray[np.intp]
    texts: Entries
    shapes: Entries
    happenings: Entries

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that are downloaded by name, all events first."""
        return (*(name for name, layer in LAYERS.items() if layer.of == "events"), *Category)

    def collection(self, name: str) -> Iterator[bytes]:
        """The FeatureCollection of a layer or of a category, piece by piece; raises NotFound."""
        if name not in set(Category):
            return self.edition.layer(name).collection()
        of_it = self.columns.category == list(Category).index(Category(name))
        return self.told.collection(np.flatnonzero(of_it))

    @property
    def told(self) -> Layer:
        """The layer of all events."""
        return self.edition.layer("events")

    def position(self, event: str) -> int:
        """Where the event of that id stands; raises NotFound."""
        sought, ids = event.encode("utf-8", "replace"), self.columns.ids
        if len(sought) <= ids.itemsize:  # numpy would make all as long as the one that is sought
            at = int(np.searchsorted(ids, sought, sorter=self.order))
            if at < len(ids) and ids[self.order[at]] == sought:
                return int(self.order[at])
        raise NotFound(marked("There is no such event."))

    def place(self, event: str) -> int:
        """The same of an event that need not be there: -1 where it is not."""
        try:
            return self.position(event)
        except NotFound:
            return -1

    def event(self, position: int) -> EventLine:
        """The event at that position."""
        return self.events([position])[0]

    def events(self, positions: Iterable[int]) -> list[EventLine]:
        """The events at these positions; raises NotFound where the edition has been cleared away."""
        return self.lines.those([int(position) for position in positions], self._read)

    def briefing(self, name: str) -> BriefingLine:
        """The briefing of that id; raises NotFound."""
        if name not in self.briefings:
            raise NotFound(marked("There is no such briefing."))
        return self.briefings[name]

    def text(self, name: str) -> str:
        """The text of the briefing of that id."""
        text: str = orjson.loads(self.texts.read([self._number(name)])[0])
        return text

    def of(self, name: str) -> npt.NDArray[np.bool_]:
        """Which positions are of the briefing of that id."""
        found: npt.NDArray[np.bool_] = self.columns.briefing == self._number(name)
        return found

    def index(self, positions: Sequence[int]) -> bytes:
        """The index (``timeline/indexing.py``) of the events at these positions alone."""
        records = [self.told.record(position) for position in positions]
        named = dict.fromkeys(record["doc_id"] for record in records)
        briefings = [{name: getattr(self.briefings[id], name) for name in indexing.OF_BRIEFING} for id in named]
        used = indexing.shapes_of(self.columns, positions)
        shapes = [orjson.loads(one) for one in self.shapes.read([self.columns.tables["shapes"][id] for id in used])]
        return indexing.named(indexing.part(self.columns, positions, records, briefings, shapes), self.id)

    def retold(self, event: EventLine, asof: date | None = None) -> Retelling:
        """What is told elsewhere of an event, as far as it was known on a day."""
        own, undone = int(self.columns.happening[event.position]), self.columns.undoes.of(event.position)
        numbers = ([own] if own >= 0 else []) + undone
        if not numbers:
            return Retelling()
        told: list[Any] = [orjson.loads(line) for line in self.happenings.read(numbers)]
        first = told.pop(0) if own >= 0 else None
        return retelling(event, first, told, lambda id: self.event(self.position(id)), asof)

    def _read(self, positions: list[int]) -> list[EventLine]:
        told = [self.told.record(position) for position in positions]
        return [
            event_line(record, self.briefings[record["doc_id"]], self.countries, position)
            for record, position in zip(told, positions, strict=True)
        ]

    def _number(self, name: str) -> int:
        number: int = self.columns.tables["briefings"][self.briefing(name).id]
        return number


def ready(edition: Edition) -> Shown:
    """The edition's files as values for the pages; raises NotFound where it is being cleared away."""
    columns = Columns.open(edition.directory)
    briefings = {given["id"]: briefing_line(given) for given in edition.json("briefings.json")}
    entries = {name: Entries.open(edition.path(name)) for name in (TEXTS, SHAPES, HAPPENINGS)}
    return Shown(
        id=edition.id,
        edition=edition,
        columns=columns,
        briefings=briefings,
        actors=_folded(columns.tables["actors"]),
        claimants=_folded(columns.tables["claimants"]),
        map=shell(_roomy(_bounds(columns) or WORLD)),
        countries=atlas.country_names(columns.tables["countries"]),
        lines=Lately(KEPT),
        rows=Lately(KEPT),
        pages=Lately(KEPT_PAGES),
        order=np.argsort(columns.ids, kind="stable"),
        texts=entries[TEXTS],
        shapes=entries[SHAPES],
        happenings=entries[HAPPENINGS],
    )


def _folded(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The numbers of the names, by name folded: "Côte" and "cote" are one."""
    numbers: dict[str, tuple[int, ...]] = {}
    for number, name in enumerate(names):
        numbers[fold(name)] = (*numbers.get(fold(name), ()), number)
    return numbers


def _bounds(columns: Columns) -> Bounds | None:
    """West, south, east, north of where the events are, in degrees; None where no event has a place.

    Whole countries and seas count only where there is nothing finer: a briefing on Belarus that names Russia does not
    look at the middle of Russia.
    """
    spots = columns.tables["spots"]
    fine = [at for at, spot in enumerate(spots) if spot["kind"] not in COARSE] or range(len(spots))
    lon, lat = columns.spot_lon[list(fine)], columns.spot_lat[list(fine)]
    return (float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())) if len(lon) else None


def _roomy(around: Bounds) -> Bounds:
    """The bounds, widened where they are a point or nearly one."""
    west, south, east, north = around
    across, up = max(0.0, LEAST_VIEW - (east - west)) / 2, max(0.0, LEAST_VIEW - (north - south)) / 2
    return max(-180.0, west - across), max(-90.0, south - up), min(180.0, east + across), min(90.0, north + up)
