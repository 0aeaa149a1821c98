"""How do the events that somebody asked for become a file, whole or not at all?"""

from __future__ import annotations

import shutil
import stat
import sys
from pathlib import Path
from tempfile import mkdtemp

from timeline import folding
from timeline.errors import ArgumentRefused
from timeline.exporting import searching
from timeline.exporting.formats import Exporter
from timeline.exporting.happenings import ids
from timeline.exporting.record import Record, described, published
from timeline.exporting.selection import Selection
from timeline.finding.corroborating import corroborate
from timeline.geometry import Shapes
from timeline.store import Store

STDOUT = Path("-")


def export(store: Store, out: Path, write: Exporter, selection: Selection, words: str, shapes: Shapes) -> int:
    """How many events were written to ``out``; a file that was there is replaced only by a whole one.

    A symbolic link stays, what it leads to is replaced; a pipe or a device is written to and never replaced.
    Raises ArgumentRefused where ``out`` cannot be written.
    """
    records = selected(store, selection, words, shapes)
    try:
        target = _replaceable(out)
        folder = Path(mkdtemp(prefix=".dateline-", dir=None if target is None else target.parent))
        try:
            write(records, folder / "out")
            if target is None:
                _pour(folder / "out", out)
            else:
                (folder / "out").replace(target)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ArgumentRefused(f"{out}: cannot be written ({error.strerror}); name another file") from error
    return len(records)


def selected(store: Store, selection: Selection, words: str, shapes: Shapes) -> tuple[Record, ...]:
    """The records of the events that are asked for, by briefing and in its order.

    ``words`` are searched for as on the page: each is the beginning of a word of the event.
    """
    reaching, chronologies = store.search(box=selection.box), tuple(store.chronologies())
    happening, asked = ids(corroborate(chronologies)), folding.words(words)
    return tuple(
        published(event, chronology.briefing, shapes, happening[event.id])
        for chronology in chronologies
        for event in chronology.events
        if event.id in reaching
        and selection.admits(event, shapes)
        and searching.found(asked, described(event, chronology.briefing, happening[event.id]))
    )


def _replaceable(out: Path) -> Path | None:
    """The regular or new file that ``out`` leads to; None where it is a stream, which is written to as it is."""
    if out == STDOUT:
        return None
    try:
        kind = out.stat().st_mode
    except FileNotFoundError:  # a new file, or a link to one
        return out.resolve()
    if stat.S_ISDIR(kind):
        raise IsADirectoryError(21, "it is a folder")
    return out.resolve() if stat.S_ISREG(kind) else None


def _pour(made: Path, out: Path) -> None:
    if out == STDOUT:
        sys.stdout.buffer.write(made.read_bytes())
        sys.stdout.buffer.flush()
    else:
        with out.open("wb") as stream:
            stream.write(made.read_bytes())
