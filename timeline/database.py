"""How is the store's file opened, so that nothing foreign is touched and nothing acknowledged is lost?"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from timeline.errors import StoreBusy, StoreDamaged

SCHEMA_VERSION = 1
APPLICATION_ID = 0x44544C4E  # "DTLN" in the file's header: no other program's database is taken for a store
BUSY_SECONDS = 10.0
ASK_AGAIN_S = 0.01
REMEDY = "restore a copy of it, or move it away and ingest the briefings again"


def connect(path: Path) -> sqlite3.Connection:
    """A connection to the store in the file ``path``, made where there is none.

    Raises StoreDamaged where the file is no sound store of this version, StoreBusy where it cannot be opened now.
    """
    _make_folder(path)
    with told(path):
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """All of what is done inside is on disk afterwards, or nothing of it."""
    with told(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def told(path: Path) -> Iterator[None]:
    """SQLite's errors in our words; one that only a bug of ours can raise stays what it is."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise StoreDamaged(f"{path}: damaged or no store ({error}); {REMEDY}") from error
        if name.startswith(("SQLITE_BUSY", "SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR")):
            raise StoreBusy(
                f"{path}: cannot be used now ({error}); free space, permit writing, or wait for the other writer"
            ) from error
        raise


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Look before touching: a file that is not ours, or is newer than this program, is left as it is."""
    version = _version(connection, path)
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    if version == 0:
        with transaction(connection, path):
            _make_schema(connection, path)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Keep a write-ahead log; where another process uses the file SQLite refuses the change at once, so ask again."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                raise
            time.sleep(ASK_AGAIN_S)
        else:
            return


def _make_schema(connection: sqlite3.Connection, path: Path) -> None:
    if _version(connection, path) != 0:  # another process has made it since
        return
    for statement in _statements(files("timeline").joinpath("schema.sql").read_text(encoding="utf-8")):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The schema's version, 0 where the file is new; raises StoreDamaged where it is not a store that we can read."""
    with one_look(connection):
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        (owner,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    if owner == 0 and tables == 0:
        return 0
    if owner != APPLICATION_ID:
        raise StoreDamaged(f"{path}: a database of another program; name another file with --db")
    if version > SCHEMA_VERSION:
        newer = f"made by a newer Dateline (schema {version}, known {SCHEMA_VERSION})"
        raise StoreDamaged(f"{path}: {newer}; upgrade Dateline")
    return int(version)


@contextmanager
def one_look(connection: sqlite3.Connection) -> Iterator[None]:
    """What is read inside is one state of the file: another process may be writing at this moment."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def _statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, one by one: ``executescript`` would commit before the first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreBusy(f"{path}: no folder for it ({error.strerror}); name another file with --db") from error
