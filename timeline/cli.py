"""What may be typed after ``dateline``? Commands import late: ``extract`` must not wait for what ``serve`` needs."""

from __future__ import annotations

import errno
import logging
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeline.errors import ArgumentRefused, TimelineError
from timeline.printing import complain, printable

if TYPE_CHECKING:
    from timeline.streaming import Task

ALL_READ, NOTHING_READ, SOME_REFUSED = 0, 1, 2
INTERRUPTED = 130  # as shells say it
# Why standard output takes no more: full disk, quota, largest size of a file, broken medium.
NO_MORE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class _Path(click.Path):
    """A path that is not empty: ``Path("")`` would be the current folder, and a shell makes "" of an unset variable."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if str(value) == "":
            self.fail("the path is empty; name a file or a folder, . is this one", param, ctx)
        return super().convert(value, param, ctx)


PATHS = click.argument("paths", nargs=-1, metavar="PATH...", type=_Path())
PATHS_OR_NONE = click.argument("paths", nargs=-1, metavar="[PATH]...", type=_Path())
DB = click.option("--db", metavar="FILE", type=_Path(), help="The store (else DATELINE_DB).")
PUBLISHED = click.option("--published", metavar="YYYY-MM-DD", help="Publication date of the briefings, over their own.")
FORMATS = (
    "csv, flatgeobuf, geojson, geojsonseq, geopackage, geoparquet, kml, pmtiles, shapefile, xlsx, "
    "or one that a package adds."
)
WORKERS = click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes.")


def main() -> None:
    """Run the command that was typed, and end with its exit status."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """The exit status of a command: 0 all read, 1 nothing read or refused, 2 some inputs refused; never a traceback."""
    _open_ends()
    try:
        # Not ``commands.main``: that ends with 1 where the reader of our output has gone.
        with commands.make_context("dateline", list(arguments)) as context:
            status = commands.invoke(context)
        sys.stdout.flush()
        return int(status or ALL_READ)
    except click.exceptions.Exit as end:  # --help
        return end.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return NOTHING_READ
    except click.ClickException as error:
        complain(error.format_message())
        return NOTHING_READ
    except TimelineError as error:
        complain(str(error))
        return error.exit_code
    except BrokenPipeError:  # `dateline extract | head` has seen enough
        _swallow()
        return ALL_READ
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except Exception as bug:
        if isinstance(bug, OSError) and bug.errno in NO_MORE and bug.filename is None:  # of a file it would have a name
            _swallow()
            complain(f"standard output: {os.strerror(bug.errno).lower()}; what is there is not whole")
            return NOTHING_READ
        if os.environ.get("DATELINE_TRACE"):
            raise
        complain(f"a fault of ours ({type(bug).__name__}: {bug}); DATELINE_TRACE=1 shows where, please report it")
        return NOTHING_READ


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dateline")
def commands() -> None:
    """Briefings become a map with a linked chronology: what happened, when, where, and who says so."""
    logging.basicConfig(format="dateline: %(message)s", level=logging.WARNING)


@commands.command()
@PATHS_OR_NONE
@click.option("--host", help="Address to serve on (else DATELINE_HOST).  [127.0.0.1]")
@click.option("--port", type=int, help="Port, 0 for a free one (else DATELINE_PORT).  [8000]")
@click.option("--url", help="Address that readers see, behind a proxy: https://maps.example.org (else DATELINE_URL).")
@DB
@PUBLISHED
@WORKERS
@click.option("--access-log", is_flag=True, help="A line for each request: what was asked for, never who asked.")
@click.option("--open", "show", is_flag=True, help="Show the map in the browser.")
def serve(
    paths: tuple[Path, ...],
    host: str | None,
    port: int | None,
    url: str | None,
    db: Path | None,
    published: str | None,
    **wishes: Any,
) -> None:
    """Read the briefings at PATH and serve their map; without PATH, what --db holds, or else the bundled sample."""
    from timeline import serving
    from timeline.config import named_store, settings

    named = (db or named_store()) is not None
    chosen = settings(db, host, port, url=url)
    serving.serve(paths, chosen, _day(published), serving.Wishes(**wishes), named=named)


@commands.command("ingest")
@PATHS
@DB
@PUBLISHED
def ingest_command(paths: tuple[Path, ...], db: Path | None, published: str | None) -> int:
    """Read the briefings at PATH, files or folders, into the store; a receipt for each."""
    from timeline.config import settings
    from timeline.ingestion import Result, ingest
    from timeline.places import open_places
    from timeline.reading import suffixes
    from timeline.receipts import shown
    from timeline.store import Store

    if not paths:
        raise ArgumentRefused("ingest: nothing to read; give PATH, a file or a folder")
    day, gazetteer = _day(published), open_places()
    with Store.open(settings(db).db) as store:
        results = [receipt.result for receipt in shown(ingest(paths, day, store, gazetteer))]
    if not results:
        raise ArgumentRefused(f"nothing read: there was no file that ends in {', '.join(sorted(suffixes()))}")
    return _status(len(results), results.count(Result.REFUSED), "file")


@commands.command()
@WORKERS
def extract(workers: int) -> int:
    """Read documents from standard input, write their events: one JSON object a line, without a store."""
    from timeline.streaming import Task

    return _stream(Task.EVENTS, workers)


@commands.command()
@WORKERS
def mentions(workers: int) -> int:
    """Read documents from standard input, write the times and places that each names."""
    from timeline.streaming import Task

    return _stream(Task.MENTIONS, workers)


@commands.command("explain")
@click.argument("file", metavar="FILE", type=_Path())
@PUBLISHED
def explain_command(file: Path, published: str | None) -> None:
    """Tell for each sentence of FILE its times, places, claims, what it weighs as news, and the events made of it."""
    from timeline.explaining import explain
    from timeline.places import open_places
    from timeline.reading import read

    for line in explain(read(file, _day(published)), open_places()):
        click.echo(printable(line))


@commands.command("export")
@click.argument("out", metavar="OUT", type=_Path())
@click.option("--format", "form", required=True, metavar="FORMAT", help=FORMATS)
@click.option("--from", "first", metavar="DAY", help="Events on this day (or month, year) or later.")
@click.option("--to", "last", metavar="DAY", help="Events on this day (or month, year) or earlier.")
@click.option("--category", "categories", multiple=True, help="Only this category; may be given again.")
@click.option("--status", "modalities", multiple=True, help="Only asserted, claimed, denied, planned, hypothetical.")
@click.option("--bbox", metavar="W,S,E,N", help="Only events that meet this box, in degrees.")
@click.option("--q", "words", default="", metavar="WORDS", help="Only events with these words.")
@DB
def export_command(out: Path, form: str, db: Path | None, words: str, **asked: Any) -> None:
    """Write the events of the store to the file OUT, or to standard output where OUT is a dash."""
    from timeline.config import settings
    from timeline.exporting.export import export
    from timeline.exporting.formats import exporter
    from timeline.exporting.selection import asked_for
    from timeline.places import open_places
    from timeline.store import Store

    write, selection = exporter(form), asked_for(**asked)
    with Store.open(settings(db).db, make=False) as store:
        count = export(store, out, write, selection, words, open_places())
    click.echo(f"{count} events written to {printable(str(out))}", err=True)


@commands.command()
@DB
def check(db: Path | None) -> None:
    """Say whether the store is sound and the gazetteer intact, and which versions are at work."""
    from timeline.checking import findings
    from timeline.config import settings

    found = settings(db)
    for line in findings(found.db, found.editions):
        click.echo(printable(line))


@commands.group()
def gazetteer() -> None:
    """Places of your own, known beside the built ones: add a file of them, list what was added, remove it."""


@gazetteer.command("add")
@click.argument("file", metavar="FILE", type=_Path())
@click.option("--name", metavar="NAME", help="What to call it (else after the file); what was called so is replaced.")
def gazetteer_add(file: Path, name: str | None) -> None:
    """Add the places in FILE: a GeoNames dump (.txt, .zip), GeoJSON, FlatGeobuf or parquet."""
    from timeline import gazetteers

    addition = gazetteers.add(file, name)
    click.echo(printable(gazetteers.told(addition, file)))
    for refusal in addition.refusals:
        complain(f"{file}: {refusal}")
    if addition.refused:
        complain(f"{file}: {addition.refused:,} of {addition.rows + addition.refused:,} rows refused")


@gazetteer.command("list")
def gazetteer_list() -> None:
    """List the gazetteers that were added: name, file, places, names, licence, when."""
    from timeline import gazetteers

    for line in gazetteers.lines():
        click.echo(printable(line))


@gazetteer.command("remove")
@click.argument("name", metavar="NAME")
def gazetteer_remove(name: str) -> None:
    """Forget the gazetteer NAME. What was read with it keeps its places until it is read again."""
    from timeline import gazetteers

    gazetteers.remove(name)


@commands.group()
def editions() -> None:
    """What was published: each edition stays, and can be cited, until its owner removes it."""


STORE = click.option("--db", "--store", metavar="FILE", type=_Path(), help="The store (else DATELINE_DB).")


@editions.command("list")
@STORE
def editions_list(db: Path | None) -> None:
    """List the editions, the newest first: id, when it was published, events, briefings, size."""
    from timeline import editions
    from timeline.config import settings

    for line in editions.listed(settings(db).editions):
        click.echo(printable(line))


@editions.command("show")
@click.argument("id", metavar="ID")
@STORE
def editions_show(id: str, db: Path | None) -> None:
    """Show what the edition ID holds, and its files with SHA-256, each compared with what was published."""
    from timeline import editions
    from timeline.config import settings

    for line in editions.shown(settings(db).editions, id):
        click.echo(printable(line))


@editions.command("diff")
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@STORE
def editions_diff(before: str, after: str, as_json: bool, db: Path | None) -> None:
    """Show which events came (+), went (-) or are told otherwise (~) from one edition to another."""
    from timeline import editions
    from timeline.config import settings

    compared = editions.compared(settings(db).editions, before, after)
    for line in [editions.as_json(*compared)] if as_json else map(printable, editions.told(compared[-1])):
        click.echo(line)


@editions.command("prune")
@click.option("--keep", type=click.IntRange(min=1), required=True, metavar="N", help="How many of the newest to keep.")
@STORE
def editions_prune(keep: int, db: Path | None) -> None:
    """Remove all editions but the newest N. Whoever has cited one that goes is told so at its address."""
    from timeline import editions
    from timeline.config import settings

    for line in editions.pruned(settings(db).editions, keep):
        click.echo(printable(line))


def _stream(task: Task, workers: int) -> int:
    from timeline.streaming import answers, numbered_lines

    total = refused = 0
    for answer in answers(numbered_lines(sys.stdin.buffer), task, workers):
        total += 1
        if answer.remark is not None:
            complain(answer.remark)
        if answer.refusal is None:
            sys.stdout.buffer.write(answer.lines)
            sys.stdout.buffer.flush()
        else:
            refused += 1
            complain(answer.refusal)
    return _status(total, refused, "line")


def _status(total: int, refused: int, what: str) -> int:
    if total == 0:
        complain(f"nothing read: there was no {what}")
    elif refused:
        complain(f"{refused} of {total} {what}s refused")
    if total == refused:
        return NOTHING_READ
    return SOME_REFUSED if refused else ALL_READ


def _day(written: str | None) -> date | None:
    from timeline.reading.publication import impossible, stated

    if written is None:
        return None
    day = stated(written)
    if day is None:
        raise ArgumentRefused(f"--published is no day: {written!r:.60}; give YYYY-MM-DD")
    wrong = impossible(day)
    if wrong is not None:
        raise ArgumentRefused(f"--published: {wrong}; see its year")
    return day


def _swallow() -> None:
    """What still waits to be written goes nowhere: at the end Python would try, and fail, once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _open_ends() -> None:
    """Standard streams that a caller has closed swallow what is written; odd characters never stop a line."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open until the end
        elif hasattr(getattr(sys, name), "reconfigure"):
            getattr(sys, name).reconfigure(errors="backslashreplace")
