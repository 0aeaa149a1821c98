"""Where do the peers' events lie, and which of them are truly in a box and a span of days? PostgreSQL with PostGIS.

It runs as an unprivileged user in ``build/bench-service``, on a port of this machine and without a log of anything.
The table is filled from the very layer that Dateline serves, so all serve the same properties and geometries.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.load import ServerFailed, end, free_port
from benchmarks.service.installing import MADE, postgres
from timeline.edition import Edition
from timeline.layers.days import EVER, NEVER
from timeline.layers.layer import Layer

NAME, UNPRIVILEGED = "events", "postgres"
SETTINGS = {
    "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off", "jit": "off",
    "shared_buffers": "512MB", "work_mem": "32MB", "maintenance_work_mem": "256MB", "max_wal_size": "4GB",
    "max_connections": "60", "timezone": "UTC", "log_min_messages": "fatal", "random_page_cost": "1.1",
}  # fmt: skip
#: An open end is a day that no event has: the peers cannot say infinity.
OPEN_START, OPEN_END = date.min, date.max
TABLE = """
CREATE EXTENSION IF NOT EXISTS postgis;
DROP TABLE IF EXISTS events, loaded;
CREATE UNLOGGED TABLE loaded (id text, told jsonb, first timestamptz, last timestamptz, geom geometry(Geometry, 4326));
"""
#: The fields of the record, each as a column; nested ones as JSON.
EVENTS = """
CREATE TABLE events AS SELECT id, first, last, told->>'doc_id' AS doc_id, told->>'title' AS title,
  told->>'start' AS start, told->>'end' AS "end", told->>'time_precision' AS time_precision,
  told->>'time_phrase' AS time_phrase, told->>'category' AS category, told->>'modality' AS modality,
  told->'actors' AS actors, told->>'source_of_claim' AS source_of_claim, told->'claims' AS claims,
  told->'places' AS places, (told->>'char_start')::int AS char_start, (told->>'char_end')::int AS char_end,
  told->>'quote' AS quote, told->>'publisher' AS publisher, told->>'published' AS published,
  told->'countries' AS countries, told->>'happening' AS happening, told->>'acled_type' AS acled_type,
  told->>'plover_type' AS plover_type, geom FROM loaded;
DROP TABLE loaded;
ALTER TABLE events ADD PRIMARY KEY (id);
CREATE INDEX ON events USING gist (geom);
CREATE INDEX ON events (first, last);
VACUUM ANALYZE events;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """A server at work: its port, its process, and the folder of its programs."""

    port: int
    process: int
    programs: Path

    @property
    def url(self) -> str:
        """How the peers reach it."""
        return f"postgresql://{UNPRIVILEGED}@127.0.0.1:{self.port}/{NAME}"

    def ask(self, statement: str, given: Iterable[bytes] = ()) -> str:
        """What psql prints of a statement; ``given`` is its standard input. Raises ServerFailed."""
        command = (str(self.programs / "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", self.url, "-c")
        with subprocess.Popen(
            [*command, statement], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as asked:
            if asked.stdin is not None:
                asked.stdin.writelines(given)
            out, said = asked.communicate()
        if asked.returncode:
            raise ServerFailed(f"{statement[:80]}: {said.decode()[:500]}")
        return out.decode()


@contextmanager
def database() -> Iterator[Database]:
    """PostgreSQL at work; ended by its process. Raises ToolMissing, ServerFailed."""
    programs, folder = postgres(), MADE / "postgres"
    if not (folder / "PG_VERSION").exists():
        _initialise(programs, folder)
    port = free_port()
    words = [f"-c{name}={value}" for name, value in SETTINGS.items()]
    command = [str(programs / "postgres"), "-D", str(folder), "-p", str(port), "-h", "127.0.0.1", "-k", str(folder)]
    with (MADE / "postgres.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, *words], stdout=log, stderr=log, user=_user(), group=_group(), extra_groups=_none()
        )
    try:
        _wait(programs, port, process)
        yield Database(port=port, process=process.pid, programs=programs)
    finally:
        process.send_signal(signal.SIGINT)  # at once, whoever is still connected
        end(process)


def load(into: Database, edition: Edition) -> None:
    """Fill the table from the edition's events, unless it has that edition already."""
    mark = MADE / "postgres.loaded"
    if mark.exists() and mark.read_text(encoding="ascii") == edition.id:
        return
    mark.unlink(missing_ok=True)
    layer = edition.layer("events")
    print(f"loading {len(layer):,} events into PostGIS ...", flush=True)
    for statement in TABLE.strip().split(";\n"):
        into.ask(statement)
    into.ask("COPY loaded FROM STDIN", _rows(layer))
    for statement in EVENTS.strip().split(";\n"):
        into.ask(statement)
    mark.write_text(edition.id, encoding="ascii")


def _rows(layer: Layer) -> Iterator[bytes]:
    """The lines that COPY takes, tabs between."""
    table = layer.table
    ids, shapes = table.column("id"), table.column("geometry").chunk(0)
    drawn = [one.as_py().hex().upper().encode() for one in shapes.dictionary]
    codes = np.asarray(shapes.indices.fill_null(-1))
    for position in range(len(layer)):
        told = layer.properties(position).replace(b"\\", b"\\\\")
        code = int(codes[position])
        geometry = b"\\N" if code < 0 else b"SRID=4326;" + drawn[code]
        first, last = int(layer.first[position]), int(layer.last[position])
        yield b"\t".join((ids[position].as_py().encode(), told, *_days(first, last), geometry)) + b"\n"


def _days(first: int, last: int) -> tuple[bytes, bytes]:
    if (first, last) == NEVER:
        return b"\\N", b"\\N"
    start = OPEN_START if first <= EVER.min else date.fromordinal(first)
    end = OPEN_END if last >= EVER.max else date.fromordinal(last)
    return start.isoformat().encode(), end.isoformat().encode()


def _initialise(programs: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if os.geteuid() == 0:
        shutil.chown(folder, UNPRIVILEGED)
    command: Sequence[str | Path] = (programs / "initdb", "-D", folder, "-U", UNPRIVILEGED, "-A", "trust", "-E", "UTF8")
    subprocess.run(
        (*command, "--no-sync", "--no-locale"), check=True, stdout=subprocess.DEVNULL, user=_user(), group=_group(),
        extra_groups=_none(), cwd="/",
    )  # fmt: skip


def _wait(programs: Path, port: int, process: subprocess.Popen[bytes]) -> None:
    """Until it takes questions and has the database."""
    for _ in range(300):
        if process.poll() is not None:
            break
        made = subprocess.run(
            (programs / "psql", "-X", "-q", "-h", "127.0.0.1", "-p", str(port), "-U", UNPRIVILEGED, "-d", "postgres",
             "-c", f"CREATE DATABASE {NAME}"), capture_output=True, text=True, check=False,
        )  # fmt: skip
        if made.returncode == 0 or "already exists" in made.stderr:
            return
        time.sleep(0.1)
    raise ServerFailed(f"PostgreSQL does not start: {(MADE / 'postgres.log').read_text(encoding='utf-8')[-500:]}")


def _user() -> int | None:
    """PostgreSQL does not run as root."""
    return pwd.getpwnam(UNPRIVILEGED).pw_uid if os.geteuid() == 0 else None


def _group() -> int | None:
    return pwd.getpwnam(UNPRIVILEGED).pw_gid if os.geteuid() == 0 else None


def _none() -> list[int] | None:
    return [] if os.geteuid() == 0 else None
