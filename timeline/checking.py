"""Is the store sound, is the gazetteer intact, and which versions are at work?"""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from geodata import added
from geodata.gazetteer import default_path
from timeline.editions import size
from timeline.errors import DataMissing
from timeline.keeping import kept
from timeline.places import added_folder, open_places
from timeline.store import Store


def findings(db: Path, editions: Path) -> Iterator[str]:
    """What was found sound, a line each; raises StoreDamaged or DataMissing at the first that is not.

    ``editions`` are those of the store; only what they take is told, for each is compared whenever it is opened.
    """
    yield f"dateline {version('dateline')}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    open_places().close()
    yield _gazetteer(default_path(), "make it anew with: python -m geodata.build")
    for path in added.files(added_folder()):
        yield _gazetteer(path, f"remove it with: dateline gazetteer remove {path.stem}, and add it again")
    yield _store(db)
    if editions.is_dir():
        yield _kept(editions)


def _gazetteer(path: Path, remedy: str) -> str:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        verdict = str(error)
    finally:
        connection.close()
    if verdict != "ok":
        raise DataMissing(f"{path}: damaged ({verdict}); {remedy}")
    return f"gazetteer {path}: intact"


def _kept(editions: Path) -> str:
    have = kept(editions)
    taken = size(sum(one.size for one in have))
    return f"editions {editions}: {len(have)} kept, {taken}; make room with: dateline editions prune --keep N"


def _store(db: Path) -> str:
    if not db.exists():
        return f"store {db}: none yet"
    with Store.open(db) as store:
        sound = store.check()
    return f"store {db}: sound, {sound.briefings} briefings, {sound.events} events, schema {sound.schema}"
