"""What became of each file that was to be read into the store?"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from geodata.gazetteer import Gazetteer
from timeline.errors import BriefingRefused
from timeline.finding.language import is_english
from timeline.model import Briefing, Chronology
from timeline.pipeline import chronicle
from timeline.reading import Reading, read_noted, suffixes
from timeline.reading.files import briefings
from timeline.store import Outcome, Saved, Store

log = logging.getLogger(__name__)


class Result(StrEnum):
    """What became of a file."""

    ACCEPTED = "ACCEPTED"
    PARTIAL = "PARTIAL"  # stored, but something of the file could not be read
    REFUSED = "REFUSED"
    DUPLICATE = "DUPLICATE"  # the store had it, with the same events


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of one file; ``remarks`` say why it was refused, what is missing, how it was read."""

    path: Path
    result: Result
    briefing: str | None = None
    published: date | None = None
    events: int = 0
    remarks: tuple[str, ...] = ()


def ingest(paths: Iterable[Path], published: date | None, store: Store, gazetteer: Gazetteer) -> Iterator[Receipt]:
    """Read each file, in folders too, find its events and store them; what a receipt acknowledges is on disk.

    Raises StoreBusy or StoreDamaged, for then no other file can be stored either.
    """
    for path in briefings(paths, suffixes()):
        try:
            reading = read_noted(path, published)
            chronology = _found(reading.briefing, path, gazetteer)
        except BriefingRefused as error:
            yield Receipt(path=path, result=Result.REFUSED, remarks=(f"{error.reason}; {error.remedy}",))
        else:
            yield _stored(path, reading, store.save(chronology, gazetteer))


def _found(briefing: Briefing, path: Path, gazetteer: Gazetteer) -> Chronology:
    try:
        return chronicle(briefing, gazetteer)
    except Exception as bug:  # that one text brings out must not cost the others their place in the store
        log.debug("%s", path, exc_info=True)
        fault = f"a fault of ours ({type(bug).__name__}: {bug})"
        raise BriefingRefused(str(path), fault, "please report it with the text") from bug


def _stored(path: Path, reading: Reading, saved: Saved) -> Receipt:
    replaced = ("replaces what was stored of the same text",) if saved.outcome is Outcome.REPLACED else ()
    return Receipt(
        path=path,
        result=_result(saved.outcome, reading),
        briefing=saved.briefing,
        published=reading.briefing.published,
        events=saved.events,
        remarks=reading.losses + reading.notes + replaced + unread(reading.briefing),
    )


def unread(briefing: Briefing) -> tuple[str, ...]:
    """What to say of a text that finding cannot read: that it has no events does not mean that nothing happened."""
    return () if is_english(briefing.text) else ("not English: no events were looked for",)


def _result(outcome: Outcome, reading: Reading) -> Result:
    if outcome is Outcome.DUPLICATE:
        return Result.DUPLICATE
    return Result.PARTIAL if reading.losses else Result.ACCEPTED
