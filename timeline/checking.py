"""Is the store sound, is the gazetteer intact, and which versions are at work?"""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from geodata.gazetteer import default_path
from timeline.errors import DataMissing
from timeline.places import open_places
from timeline.store import Store


def findings(db: Path) -> Iterator[str]:
    """What was found sound, a line each; raises StoreDamaged or DataMissing at the first that is not."""
    yield f"dateline {version('dateline')}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    yield _gazetteer()
    yield _store(db)


def _gazetteer() -> str:
    path = default_path()
    gazetteer = open_places()
    gazetteer.close()
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        verdict = str(error)
    finally:
        connection.close()
    if verdict != "ok":
        raise DataMissing(f"{path}: damaged ({verdict}); make it anew with: python -m geodata.build")
    return f"gazetteer {path}: intact"


def _store(db: Path) -> str:
    if not db.exists():
        return f"store {db}: none yet"
    with Store.open(db) as store:
        sound = store.check()
    return f"store {db}: sound, {sound.briefings} briefings, {sound.events} events, schema {sound.schema}"
