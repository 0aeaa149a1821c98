"""How do the events that somebody asked for become a file, whole or not at all?"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp

from timeline.errors import ArgumentRefused
from timeline.exporting.formats import Exporter
from timeline.exporting.happenings import ids
from timeline.exporting.record import Record, published
from timeline.exporting.selection import Selection
from timeline.finding.corroborating import corroborate
from timeline.geometry import Shapes
from timeline.store import Store

STDOUT = Path("-")


def export(store: Store, out: Path, write: Exporter, selection: Selection, words: str, shapes: Shapes) -> int:
    """How many events were written to ``out``; a file that was there is replaced only by a whole one.

    Raises ArgumentRefused where ``out`` cannot be written.
    """
    records = selected(store, selection, words, shapes)
    try:
        folder = Path(mkdtemp(prefix=".dateline-", dir=None if out == STDOUT else out.parent))
        try:
            write(records, folder / "out")
            _hand_over(folder / "out", out)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ArgumentRefused(f"{out}: cannot be written ({error.strerror}); name another file") from error
    return len(records)


def selected(store: Store, selection: Selection, words: str, shapes: Shapes) -> tuple[Record, ...]:
    """The records of the events that are asked for, by briefing and in its order."""
    found, chronologies = store.search(words, selection.box), tuple(store.chronologies())
    happening = ids(corroborate(chronologies))
    return tuple(
        published(event, chronology.briefing, shapes, happening[event.id])
        for chronology in chronologies
        for event in chronology.events
        if event.id in found and selection.admits(event, shapes)
    )


def _hand_over(made: Path, out: Path) -> None:
    if out == STDOUT:
        sys.stdout.buffer.write(made.read_bytes())
        sys.stdout.buffer.flush()
    elif out.is_dir():
        raise IsADirectoryError(21, "it is a folder")
    else:
        made.replace(out)
