"""How fast is the analysts' service, beside the peers that they would have? ``make bench-service``.

The same synthetic events (benchmarks/synthetic.py) are published by Dateline and loaded into PostGIS, and served by
Dateline, by pygeoapi, by TiPg, and, as files with the same bytes, by nginx; two processes each, one server after
another, asked by wrk with 8 connections. Hits are compared question by question. Then a larger edition is published
and asked in one process. What is installed, stored and loaded is kept in ``build/bench-service``.

Times are worth something on a quiet machine only; *CPU ms* is what all processes of a server, its database with them,
had of the processors for each request.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.load import ServerFailed, ToolMissing, ask, memory_mb, tree
from benchmarks.service import comparing, installing, measuring, ours, peers, ready, table
from benchmarks.service.asking import NGINX, OURS, PYGEOAPI, TIPG, dialects, ids, paths, questions
from benchmarks.service.database import database, load
from benchmarks.service.table import Target
from geodata.gazetteer import open_gazetteer
from timeline.edition import open_newest

COMPARED = 40  # questions whose hits are compared one by one
PUBLISH_S, PUBLISH_MB, WORKER_MB = 60, 2_000, 300
WITHIN = {"box": 10, "tile": 10, "words": 50, "search": 50}  # milliseconds, p99
SAID = {
    "box": "box + time + count, in process",
    "tile": "cluster tile with a live time filter, in process",
    "words": "the same box + time + count with a common word, in process",
    "search": "search of all for a common word, in process",
}


def beside(count: int, seconds: float) -> list[Target]:
    """Dateline, nginx and the peers with so many events: prints the tables."""
    folder = ours.stored(count)
    ours.current(folder)
    edition = open_newest(folder / ours.EDITIONS)
    layer, ways = edition.layer("events"), dialects(count)
    asked, single = questions(layer), ids(layer)
    wanted = {name: paths(way, asked, single) for name, way in ways.items()}
    measured, compared = {}, {}
    with ExitStack() as at_work:
        base = at_work.enter_context(database())
        load(base, edition)
        truths = [comparing.truth(base, question) for question in asked[:COMPARED]]
        with peers.dateline(folder) as server:
            print("asking Dateline, then nginx ...", flush=True)
            compared[OURS] = comparing.compare(server, ways[OURS], asked[:COMPARED], truths)
            measured[OURS] = measuring.measure(server, wanted[OURS], ways[OURS].export, count, seconds, 3)
            files = {case: tuple(f"/{case}/{at}" for at in range(len(each))) for case, each in wanted[OURS].items()}
            with peers.nginx(server, wanted[OURS], edition.path("layers/events.geojson")) as static:
                measured[NGINX] = measuring.measure(static, files, "/export", count, seconds, 3)
        for name, start in ((PYGEOAPI, peers.pygeoapi), (TIPG, peers.tipg)):
            print(f"asking {name} ...", flush=True)
            with start(base, count) as server:
                compared[name] = comparing.compare(server, ways[name], asked[:COMPARED], truths)
                measured[name] = measuring.measure(server, wanted[name], ways[name].export, count, seconds, 1)
    print_all(count, measured, compared)
    return [
        *table.targets(measured),
        Target(
            words="hits of Dateline that are not PostGIS's", unit="hits", bound=0,
            figure=compared[OURS].differences.total() + compared[OURS].wrong_counts,
        ),
    ]  # fmt: skip


def print_all(
    count: int, measured: Mapping[str, measuring.Figures], compared: Mapping[str, comparing.Compared]
) -> None:
    """The tables of one number of events."""
    versions = (
        f"{name} {installing.version(*of)}"
        for name, of in {PYGEOAPI: ("pygeoapi", "pygeoapi"), TIPG: ("tipg", "tipg")}.items()
    )
    print(f"\n{count:,} events; {', '.join(versions)}")
    print(*table.rows(measured), sep="\n")
    print()
    print(*table.ratios(measured), sep="\n")
    print()
    print(*comparing.lines(compared), sep="\n")
    print(flush=True)


def alone(count: int, seconds: float) -> list[Target]:
    """Dateline with so many events: publishing, one process, a worker's memory."""
    folder = laid(count)
    made = ours.published(folder, sys.executable, "-m", "benchmarks.service.ready", str(folder))
    command = (sys.executable, "-m", "benchmarks.service.inside", str(folder))
    inside = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    worker = memory(folder, count, seconds)
    took = f"{made.seconds:.1f} s ({made.cpu:.1f} s of processor time), {made.memory:,.0f} MB"
    print(f"{count:,} events: published in {took}")
    for name, words in SAID.items():
        half, most, cpu = inside[name]
        print(f"  {words}: p50 {half:.2f} ms, p99 {most:.2f} ms, CPU {cpu:.2f} ms")
    print(f"  {inside['found']:,} events have the common word\n", flush=True)
    within = [
        Target(words=f"{count:,} events, {words}, p99", figure=inside[name][1], bound=WITHIN[name], unit="ms")
        for name, words in SAID.items()
    ]
    named = f"{count:,} events, publishing the servable part"
    return [
        *within,
        Target(words=named, figure=made.seconds, bound=PUBLISH_S, unit="s"),
        Target(words=named, figure=made.memory, bound=PUBLISH_MB, unit="MB"),
        Target(words=f"{count:,} events, memory of a worker (PSS)", figure=worker, bound=WORKER_MB, unit="MB"),
    ]


def laid(count: int) -> Path:
    """The folder in which so many events lie ready to be written as an edition."""
    folder = installing.MADE / f"ready-{count}"
    if not (folder / ready.BRIEFINGS).exists():
        print(f"laying {count:,} events ready ...", flush=True)
    ready.prepare(count, folder, open_gazetteer())
    return folder


def memory(folder: Path, count: int, seconds: float) -> float:
    """Megabytes of the largest worker after it has answered all questions; what is shared is divided among those."""
    layer = open_newest(folder / ours.EDITIONS).layer("events")
    wanted = paths(dialects(count)[OURS], questions(layer), ids(layer))
    with peers.dateline(folder) as server:
        for each in wanted.values():
            ask(server.port, each, seconds, server.processes)
        (parent,) = server.processes
        return max(memory_mb([worker]) for worker in tree(parent) - {parent})


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables and the targets; 1 where a program is missing or a server does not answer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=200_000, metavar="N", help="beside the peers")
    parser.add_argument("--alone", type=int, default=1_000_000, metavar="N", help="of Dateline alone; 0 leaves it out")
    parser.add_argument("--seconds", type=float, default=4.0, help="of load for each figure")
    parser.add_argument("--prepare", action="store_true", help="install, store and load only")
    options = parser.parse_args(argv)
    try:
        installing.install()
        if options.prepare:
            prepare(options.events, options.alone)
            return 0
        reached = beside(options.events, options.seconds)
        if options.alone:
            reached += alone(options.alone, options.seconds)
    except (ToolMissing, ServerFailed) as error:
        print(error, file=sys.stderr)
        return 1
    print(*reached, sep="\n")
    return 0


def prepare(count: int, large: int) -> None:
    """All that is kept for the runs to come."""
    folder = ours.stored(count)
    ours.current(folder)
    with database() as base:
        load(base, open_newest(folder / ours.EDITIONS))
    if large:
        laid(large)


if __name__ == "__main__":
    sys.exit(main())
