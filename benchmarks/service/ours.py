"""How do Dateline's own parts take part: many events published, and served as ``dateline serve`` does?

``python -m benchmarks.service.ours publish FOLDER`` and ``... serve FOLDER PORT`` are processes of their own, so that
their time and memory are theirs alone.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks import synthetic
from benchmarks.load import ServerFailed
from benchmarks.service.installing import MADE
from geodata.gazetteer import open_gazetteer
from timeline import blocks
from timeline.config import Settings
from timeline.edition import Edition, open_newest, publish
from timeline.offers import FOLDER
from timeline.store import Store
from timeline.workers import answer, bound

WORKERS = 2
STORE, EDITIONS, WHOLE, BY = "store.sqlite", "editions", "stored", "published-by"
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What publishing an edition took: seconds, seconds of processor time, most megabytes of memory; its id."""

    seconds: float
    cpu: float
    memory: float
    edition: str


def stored(count: int) -> Path:
    """The folder with the store of so many events, made when it is not there."""
    folder = MADE / str(count)
    if not (folder / WHOLE).exists():
        print(f"storing {count:,} events ...", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"{STORE}*"):
            old.unlink()
        gazetteer = open_gazetteer()
        with Store.open(folder / STORE) as store:
            for chronology in synthetic.chronologies(count, synthetic.ground(gazetteer)):
                store.save(chronology, gazetteer)
        (folder / WHOLE).touch()
    return folder


def current(folder: Path) -> None:
    """See to it that a folder has an edition that this very program has published."""
    mark, program = folder / BY, _program()
    if not mark.exists() or mark.read_text(encoding="ascii") != program:
        published(folder)
        _pack(open_newest(folder / EDITIONS))


def published(folder: Path, *how: str) -> Published:
    """Publish the store of a folder in a process of its own, after removing what was published of it before.

    ``how`` is another command than that of the store.
    """
    print(f"publishing {folder.name} ...", flush=True)
    (folder / BY).unlink(missing_ok=True)
    shutil.rmtree(folder / EDITIONS, ignore_errors=True)
    done = subprocess.run(how or command("publish", folder), stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise ServerFailed(f"publishing {folder} ended with status {done.returncode}")
    (folder / BY).write_text(_program(), encoding="ascii")
    return Published(**json.loads(done.stdout.splitlines()[-1]))


def _pack(edition: Edition) -> None:
    """What the process that makes the downloads does with the one file whose parts are sent here."""
    packed = edition.directory / FOLDER / "events.geojson.gz"
    packed.parent.mkdir(exist_ok=True)
    blocks.pack(edition.path("layers/events.geojson"), packed)


def _program() -> str:
    """What tells one version of the program from another."""
    digest = sha256()
    for path in sorted((ROOT / "timeline").rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def command(what: str, *words: str | Path | int) -> tuple[str, ...]:
    """What starts one of the processes."""
    return (sys.executable, "-m", "benchmarks.service.ours", what, *map(str, words))


def _publish(folder: Path) -> None:
    gazetteer = open_gazetteer()
    with Store.open(folder / STORE) as store:
        began, used = time.monotonic(), time.process_time()
        edition = publish(store, folder / EDITIONS, gazetteer)
        seconds, cpu = time.monotonic() - began, time.process_time() - used
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps({"seconds": seconds, "cpu": cpu, "memory": memory, "edition": edition.id}))


def _serve(folder: Path, port: int) -> None:
    settings = Settings(db=folder / STORE, editions=folder / EDITIONS, port=port)
    answer(bound(settings), settings, WORKERS, lambda: None)


def main(argv: Sequence[str]) -> None:
    """What one of the processes does."""
    if argv[0] == "publish":
        _publish(Path(argv[1]))
    else:
        _serve(Path(argv[1]), int(argv[2]))


if __name__ == "__main__":
    main(sys.argv[1:])
