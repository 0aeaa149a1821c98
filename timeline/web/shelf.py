"""Which edition do readers see now, and which does an address name? The newest sound one; any that is kept."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import monotonic

from timeline import keeping
from timeline.edition import NEWEST, Edition, open_edition, open_newest
from timeline.errors import NotFound, Removed, TimelineError
from timeline.web.shown import Shown, ready
from timeline.web.tongues import marked

log = logging.getLogger(__name__)
LOOK_AGAIN = 1.0  # seconds between looks for a newer edition
KEPT = 3
OLDER = 2  # editions besides these that stay open for whoever has their address
REMOVED = marked("This edition was here once. Its owner has removed it since, to make room.")
UNKNOWN = marked("There is no edition of this name here, and there was none that its owner removed.")


class Shelf:
    """The editions in a folder; keeps the last good one while a newer cannot be read, and older ones for open pages.

    Any other is opened again when somebody asks for it: its address is permanent.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._lock = Lock()
        self._kept: dict[
            str, Shown
        ] = {}  # the one shown is the last; replaced, never changed, for it is read all the time
        self._looked, self._named = float("-inf"), ""
        self._opening = Lock()
        self._older: dict[str, Shown] = {}
        self._sound: set[str] = set()  # of the older ones: they are compared with their checksums once

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
        """The edition of that id; raises NotFound, Removed where its owner has removed it, StoreDamaged."""
        self.shown()
        found = self._kept.get(name) or self._older.get(name)
        return found if found is not None and found.edition.directory.is_dir() else self._again(name)

    def _again(self, name: str) -> Shown:
        """Open an older edition, one at a time: it may take seconds."""
        with self._opening:
            if name not in self._older or not self._older[name].edition.directory.is_dir():
                opened = ready(self._checked(name))
                others = list(self._older.values())[-OLDER + 1 :]
                self._older = {each.id: each for each in (*others, opened)}
                self._sound.add(name)
            return self._older[name]

    def _checked(self, name: str) -> Edition:
        try:
            kept = keeping.exactly(self._directory, name)
        except Removed:
            raise Removed(REMOVED) from None
        except NotFound:
            raise NotFound(UNKNOWN) from None
        return kept.edition if name in self._sound else open_edition(self._directory, name)

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
