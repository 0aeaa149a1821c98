"""What can Python do without the commands? Read a briefing, find its events, open what was published."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import date
from pathlib import Path

from geodata.gazetteer import Gazetteer
from timeline import config, pipeline, reading
from timeline.edition import MANIFEST, open_newest
from timeline.edition import open_edition as opened
from timeline.errors import ArgumentRefused, NotFound
from timeline.frames import Frames
from timeline.model import Briefing, Chronology
from timeline.places import open_places
from timeline.reading.publication import impossible, stated

Named = str | os.PathLike[str]


def read(path: Named, published: date | str | None = None) -> Briefing:
    """The briefing in a file (.txt, .md, .html). ``published`` is its date, or that as YYYY-MM-DD, over its own.

    Raises BriefingRefused, which says what is wrong with the file, and ArgumentRefused for a date that is none.
    """
    return reading.read(Path(path), _day(published) if isinstance(published, str) else published)


def chronicle(briefing: Briefing, gazetteer: Gazetteer | None = None) -> Chronology:
    """The events of a briefing in order of time; the same each time. Without a gazetteer it opens the one of set-up.

    Raises DataMissing where that was never built.
    """
    if gazetteer is not None:
        return pipeline.chronicle(briefing, gazetteer)
    with closing(open_places()) as places:
        return pipeline.chronicle(briefing, places)


def open_edition(path: Named | None = None, id: str | None = None) -> Frames:
    """The edition of that id, else the newest, as data frames.

    ``path`` is a store (its editions lie beside it), a folder of editions, or the folder of one; without it the store
    that the commands use: that in DATELINE_DB, else the user's own. Raises NotFound, or StoreDamaged where the edition
    is not what was published.
    """
    folder = _editions(path)
    if (folder / MANIFEST).is_file():
        if id not in (None, folder.name):
            raise ArgumentRefused(f"{folder}: the folder of one edition, which is not {id}; give the folder around it")
        return Frames(edition=opened(folder.parent, folder.name))
    return Frames(edition=open_newest(folder) if id is None else opened(folder, id))


def _editions(path: Named | None) -> Path:
    """The folder that is meant, which is there; raises NotFound."""
    given = Path(path).absolute() if path is not None else None
    folder = given if given is not None and given.is_dir() else config.settings(given).editions
    if not folder.is_dir():
        raise NotFound(f"{folder}: no editions there; `dateline serve` publishes what a store holds")
    return folder


def _day(written: str) -> date:
    day = stated(written)
    if day is None or impossible(day) is not None:
        raise ArgumentRefused(f"no day of publication: {written!r:.60}; give YYYY-MM-DD, from 1900 to 2200")
    return day
