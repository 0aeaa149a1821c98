"""Which edition do readers see now? The newest sound one; each is opened once."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import monotonic

from timeline.edition import NEWEST, open_newest
from timeline.errors import NotFound, TimelineError
from timeline.web.shown import Shown, ready
from timeline.web.tongues import marked

log = logging.getLogger(__name__)
LOOK_AGAIN = 1.0  # seconds between looks for a newer edition
KEPT = 3


class Shelf:
    """The editions in a folder; keeps the last good one while a newer cannot be read, and older ones for open pages."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._lock = Lock()
        self._kept: dict[
            str, Shown
        ] = {}  # the one shown is the last; replaced, never changed, for it is read all the time
        self._looked, self._named = float("-inf"), ""

    def shown(self) -> Shown:
        """The newest sound edition; looks for a newer one at most once a second.

        Raises NotFound where nothing was ever published.
        """
        # Whoever comes while another opens a newer edition, which may take seconds, is shown the last one.
        if self._lock.acquire(blocking=not self._kept):
            try:
                if not self._kept or monotonic() - self._looked > LOOK_AGAIN:
                    self._look()
            finally:
                self._lock.release()
        return next(reversed(self._kept.values()))

    def edition(self, name: str) -> Shown:
        """The edition of that id, the one shown or one shown lately; raises NotFound."""
        self.shown()
        kept = self._kept
        if name not in kept:
            raise NotFound(marked("This edition is no longer shown: read the page anew."))
        return kept[name]

    def _look(self) -> None:
        """Open the newest edition if the folder names another than at the last look."""
        named = _named(self._directory)
        if not self._kept or named != self._named:
            self._take()
        self._looked, self._named = monotonic(), named

    def _take(self) -> None:
        try:
            newest = open_newest(self._directory)
            shown = self._kept.get(newest.id) or ready(newest)
        except TimelineError:
            if not self._kept:
                raise
            log.exception("no newer edition can be read; the last one is still shown")
            return
        others = [kept for name, kept in self._kept.items() if name != shown.id]
        self._kept = {each.id: each for each in (*others[-KEPT + 1 :], shown)}


def _named(directory: Path) -> str:
    """What the folder says is newest: cheap to read, unlike the edition, every file of which is hashed."""
    with suppress(OSError, UnicodeDecodeError):
        return (directory / NEWEST).read_text(encoding="ascii")
    return ""
