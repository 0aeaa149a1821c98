"""The one tree of errors that a user may see; anything else that escapes is a bug of ours.

TimelineError
├── BriefingRefused      a file that cannot become a briefing: names the file, the reason, the remedy
├── ArgumentRefused      a command's or a request's argument that cannot be used
├── NotFound             no such briefing, event, layer or edition
│   └── Removed          an edition that was there until its owner removed it
├── StoreDamaged         the store or an edition cannot be trusted
├── StoreBusy            the store cannot be written now: full disk, no permission, another writer
└── DataMissing          the gazetteer, basemap or third-party scripts are not built or not intact
"""

from __future__ import annotations


class TimelineError(Exception):
    """Something was wrong with a named input; the message says which, why, and what would be right."""

    status = 500
    exit_code = 1


class BriefingRefused(TimelineError):
    """A file or text that cannot become a briefing; nothing of it was stored."""

    status = 422

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        self.name, self.reason, self.remedy = name, reason, remedy
        super().__init__(f"{name}: {reason}; {remedy}")


class ArgumentRefused(TimelineError):
    """An argument of a command or a request that cannot be used."""

    status = 400


class NotFound(TimelineError):
    """No briefing, event, layer or edition has this name."""

    status = 404


class Removed(NotFound):
    """An edition that was there until its owner removed it."""

    status = 410


class StoreDamaged(TimelineError):
    """The store or an edition is not what was written; nothing was changed."""

    status = 503


class DataMissing(TimelineError):
    """A part that set-up prepares is missing or damaged; the message says how to make it."""

    status = 503


class StoreBusy(TimelineError):
    """The store is sound but cannot be written now; what was not acknowledged was not stored."""

    status = 503
