"""Which edition do readers see now? The newest sound one; each is made ready for the templates once."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

from timeline.edition import INDEXES, NEWEST, Edition, open_newest
from timeline.entries import Entries
from timeline.errors import NotFound, TimelineError
from timeline.folium_map import WORLD, Shell, shell
from timeline.web import atlas
from timeline.web.present import Bounds, BriefingLine, EventLine, bounds, briefing_line, event_line
from timeline.web.retelling import NOTHING, Retelling, retellings

log = logging.getLogger(__name__)
LOOK_AGAIN = 1.0  # seconds between looks for a newer edition
KEPT = 3
LEAST_VIEW = 0.5  # degrees around a single point, so that a town is seen in its surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An edition as readers see it: its events in order, its briefings with their texts, its map.

    ``retellings`` has what is told elsewhere of an event by the event's id.
    """

    id: str
    edition: Edition
    events: tuple[EventLine, ...]
    by_id: Mapping[str, EventLine]
    retellings: Mapping[str, Retelling]
    briefings: Mapping[str, BriefingLine]
    texts: Mapping[str, str]
    map: Shell
    indexes: Entries

    @property
    def layers(self) -> tuple[str, ...]:
        """The files of the layers by name (``events.geojson``), all events first."""
        files = (name.removeprefix("layers/") for name in self.edition.files if name.startswith("layers/"))
        return tuple(sorted((name for name in files if not name.endswith(".gz")), key=_all_events_first))

    def index(self, briefing: str) -> bytes:
        """The gzipped index of that briefing's events; raises NotFound where the edition has been cleared away."""
        return self.indexes.read([list(self.briefings).index(briefing)])[0]

    def retold(self, event: str) -> Retelling:
        """What is told elsewhere of the event of that id."""
        return self.retellings.get(event, NOTHING)

    def of(self, briefing: str) -> tuple[EventLine, ...]:
        """The events of one briefing, in order."""
        return tuple(event for event in self.events if event.briefing.id == briefing)


class Shelf:
    """The editions in a folder; keeps the last good one while a newer cannot be read, and older ones for open pages."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._lock = Lock()
        self._kept: dict[str, Shown] = {}  # the one shown is the last
        self._looked, self._named = float("-inf"), ""

    def shown(self) -> Shown:
        """The newest sound edition; looks for a newer one at most once a second.

        Raises NotFound where nothing was ever published.
        """
        with self._lock:
            if not self._kept or monotonic() - self._looked > LOOK_AGAIN:
                self._look()
            return next(reversed(self._kept.values()))

    def edition(self, name: str) -> Shown:
        """The edition of that id, the one shown or one shown lately; raises NotFound."""
        self.shown()
        if name not in self._kept:
            raise NotFound("This edition is no longer shown: read the page anew.")
        return self._kept[name]

    def _look(self) -> None:
        """Open the newest edition if the folder names another than at the last look."""
        named = _named(self._directory)
        if not self._kept or named != self._named:
            self._take()
        self._looked, self._named = monotonic(), named

    def _take(self) -> None:
        try:
            newest = open_newest(self._directory)
        except TimelineError:
            if not self._kept:
                raise
            log.exception("no newer edition can be read; the last one is still shown")
            return
        ready = self._kept.pop(newest.id) if newest.id in self._kept else _ready(newest)
        self._kept[newest.id] = ready
        for old in list(self._kept)[:-KEPT]:
            del self._kept[old]


def _named(directory: Path) -> str:
    """What the folder says is newest: cheap to read, unlike the edition, every file of which is hashed."""
    with suppress(OSError, UnicodeDecodeError):
        return (directory / NEWEST).read_text(encoding="ascii")
    return ""


def _ready(edition: Edition) -> Shown:
    """The edition's files as values for the templates."""
    page, texts = edition.json("page.json"), edition.json("briefings.json")
    briefings = {given["id"]: briefing_line(given) for given in texts}
    countries = atlas.country_names(_codes(page["events"]))
    events = tuple(event_line(record, briefings[record["doc_id"]], countries) for record in page["events"])
    by_id = {event.id: event for event in events}
    return Shown(
        id=edition.id,
        edition=edition,
        events=events,
        by_id=by_id,
        # An edition that an older Dateline published has no happenings.
        retellings=retellings(page.get("happenings", ()), by_id),
        briefings=briefings,
        texts={given["id"]: given["text"] for given in texts},
        map=shell(_roomy(bounds(events) or WORLD)),
        indexes=Entries.open(edition.path(INDEXES)),
    )


def _codes(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The codes of the countries that the records speak of."""
    for place in (place for record in records for place in record["places"]):
        yield from filter(None, (place["iso_country"], *(other["iso_country"] for other in place["candidates"])))


def _all_events_first(name: str) -> tuple[bool, bool, bool, str]:
    return not name.startswith("events."), not name.startswith("events-"), name.endswith(".csv"), name


def _roomy(around: Bounds) -> Bounds:
    """The bounds, widened where they are a point or nearly one."""
    west, south, east, north = around
    across, up = max(0.0, LEAST_VIEW - (east - west)) / 2, max(0.0, LEAST_VIEW - (north - south)) / 2
    return max(-180.0, west - across), max(-90.0, south - up), min(180.0, east + across), min(90.0, north + up)
