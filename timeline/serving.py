"""How does one command go from briefings to a map that is served?"""

from __future__ import annotations

import signal
import sys
import webbrowser
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import NoReturn

import click

from timeline import config
from timeline.config import Settings
from timeline.downloads import making
from timeline.edition import Edition, publish
from timeline.errors import TimelineError
from timeline.ingestion import Result, ingest
from timeline.layers.layer import open_layer
from timeline.places import open_places
from timeline.printing import complain
from timeline.receipts import line
from timeline.store import Store
from timeline.workers import answer, bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How it is served: by so many processes; with a line for each request; and whether the browser shows it."""

    workers: int = 1
    access_log: bool = False
    show: bool = False


def serve(paths: Sequence[Path], settings: Settings, published: date | None, wishes: Wishes, *, named: bool) -> None:
    """Read the briefings, publish an edition of the store, and serve it until the process is told to end.

    Without paths what a named store holds is shown, or else the bundled sample, which has a store of its own.
    """
    if not paths and not (named and _holds_briefings(settings.db)):
        paths, settings = (_sample(),), _apart(settings)
    with bound(settings) as listening:  # first: a port that is taken is known at once, not after minutes of reading
        signal.signal(signal.SIGTERM, _end)
        said, edition = _published(paths, settings, published)
        address = f"http://{_host(settings.host)}:{listening.getsockname()[1]}"

        def ready() -> None:
            click.echo(f"Dateline shows {said} on {address} (Ctrl-C ends it)")
            sys.stdout.flush()
            if wishes.show:
                webbrowser.open(address)

        with making(edition.directory):
            answer(listening, settings, wishes.workers, ready, access_log=wishes.access_log)


def _published(paths: Sequence[Path], settings: Settings, published: date | None) -> tuple[str, Edition]:
    """What is now shown, in words, and its edition."""
    gazetteer = open_places()
    with Store.open(settings.db) as store:
        results = []
        for receipt in ingest(paths, published, store, gazetteer):
            results.append(receipt.result)
            if receipt.result is Result.REFUSED:
                complain(f"{receipt.path}: {'; '.join(receipt.remarks)}")
            elif receipt.result is not Result.DUPLICATE:
                click.echo(line(receipt))
        if results and results.count(Result.REFUSED) == len(results):
            raise TimelineError("nothing read: no briefing at the paths given")
        edition = publish(store, settings.editions, gazetteer)
    briefings, events = (len(open_layer(edition.directory, name)) for name in ("briefings", "events"))
    return f"{briefings} briefing{'s' * (briefings != 1)} with {events} events", edition


def _holds_briefings(db: Path) -> bool:
    if not db.exists():
        return False
    with Store.open(db) as store:
        return bool(store.briefings())


def _sample() -> Path:
    return Path(str(files("timeline"))) / "sample"


def _apart(settings: Settings) -> Settings:
    """The same, for the sample. Its store is made anew each time, so that it shows the sample of this version."""
    db = config.sample_store()
    for name in (db.name, f"{db.name}-wal", f"{db.name}-shm"):
        db.with_name(name).unlink(missing_ok=True)
    return replace(settings, db=db, editions=db.with_name(f"{db.name}.editions"))


def _host(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _end(*_: object) -> NoReturn:
    raise SystemExit(0)
