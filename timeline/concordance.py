"""In which events does a word stand? An index of all words of an edition, in one SQLite file (FTS5).

Words are folded before they come here, and parted by spaces: SQLite's own folding (``unicode61 remove_diacritics 2``)
knows the letters of Unicode 6.1 only, and would part words elsewhere than an export does. Only the index is kept, not
the texts (``content=''``), and of the index only which event has which word (``detail=none``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from timeline.errors import StoreDamaged

TABLE = (
    "CREATE VIRTUAL TABLE words USING fts5 (folded, content = '', detail = none, columnsize = 0, tokenize = 'ascii')"
)


def made(texts: Iterable[Sequence[str]]) -> bytes:
    """The file of the index of these events' words, in order of their positions; the same words give the same bytes."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as index:
        index.execute(TABLE)
        index.execute("BEGIN")
        rows = ((position, " ".join(words)) for position, words in enumerate(texts))
        index.executemany("INSERT INTO words (rowid, folded) VALUES (?, ?)", rows)
        index.execute("COMMIT")
        index.execute("INSERT INTO words (words) VALUES ('optimize')")
        index.execute("VACUUM")
        return index.serialize()


def positions(path: Path, asked: Sequence[str]) -> list[int]:
    """The positions of the events in which each of the words begins some word, ascending. ``asked`` is folded words.

    Raises StoreDamaged where the file cannot be read.
    """
    sought = " ".join(f'"{word}"*' for word in asked)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as index:
            rows = index.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", (sought,))
            return [position for (position,) in rows]
    except sqlite3.Error as error:
        raise StoreDamaged(f"{path}: the words cannot be searched ({error}); publish again") from error
