"""How well and how fast are events found? ``python -m benchmarks.extraction [--briefings DIR] [--bench DIR]``.

DIR of ``--briefings`` holds ``docs/ID.txt``, ``docs/ID.meta.json`` (``published``) and ``gold/ID.json``. The command,
``dateline extract``, reads them as it reads a user's; scoring.py says what the measures are. Beside it stands a crude
peer (baseline.py) in the same run. Then come the times, and the figures on public texts with gold times and places
(timexes.py, places.py), which are in the folder of ``--bench``.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import baseline, corpus, places, scoring, timexes
from benchmarks.corpus import Document
from benchmarks.scoring import Found, Score
from geodata.gazetteer import open_gazetteer
from timeline import pipeline

BESIDE = Path(__file__).resolve().parents[2] / "shared"
COMMAND = (str(Path(sys.executable).with_name("dateline")), "extract")
RUNS = 5

Records = Mapping[str, Sequence[Mapping[str, Any]]]


def run_command(documents: Sequence[Document]) -> list[dict[str, Any]]:
    """What ``dateline extract`` prints for the documents; raises CalledProcessError where it fails."""
    lines = "".join(f"{document.line()}\n" for document in documents)
    done = subprocess.run(COMMAND, input=lines, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def by_document(records: Sequence[Mapping[str, Any]]) -> Records:
    """The records of each document."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for record in records:
        found.setdefault(record["doc_id"], []).append(record)
    return found


def scores(documents: Sequence[Document], records: Records) -> dict[str, Score]:
    """The score of each document by its id."""
    return {
        document.id: scoring.score(document.gold, [Found.from_record(each) for each in records.get(document.id, ())])
        for document in documents
    }


def print_row(name: str, score: Score) -> None:
    """One line: counts, then the measures."""
    measures = "".join(f"{'-' if value is None else f'{value:.3f}':>11}" for value in score.measures().values())
    print(f"{name:<32}{score.gold:>6}{score.matched + score.spurious:>7}{measures}")


def print_macro(name: str, each: Sequence[Score]) -> None:
    """One line: the mean of each measure over the documents that have one."""
    columns = [[m[measure] for m in (score.measures() for score in each)] for measure in Score().measures()]
    means = [[value for value in column if value is not None] for column in columns]
    print(f"{name:<45}" + "".join(f"{statistics.fmean(m) if m else 0:>11.3f}" for m in means))


def print_scores(documents: Sequence[Document]) -> None:
    """Each document's row, the total, and the crude peer's total."""
    gazetteer = open_gazetteer()
    peer = {document.id: list(baseline.extract(document, gazetteer)) for document in documents}
    ours = scores(documents, by_document(run_command(documents)))
    print(f"{'briefing':<32}{'gold':>6}{'found':>7}" + "".join(f"{name:>11}" for name in Score().measures()))
    for name, score in ours.items():
        print_row(name, score)
    print_row("all, dateline extract", scoring.total(ours.values()))
    print_macro("mean of the briefings", tuple(ours.values()))
    print_row("all, crude peer", scoring.total(scores(documents, peer).values()))


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """The median time of five runs."""
    taken = []
    for _ in range(RUNS):
        started = clock()
        work()
        taken.append(clock() - started)
    return statistics.median(taken)


def print_speed(documents: Sequence[Document]) -> None:
    """Characters a second of one core through the whole pipeline, and the most memory that ``dateline extract`` took.

    The memory is that of the largest of the commands that this process has run so far: all were ``dateline extract``.
    """
    gazetteer, briefings = open_gazetteer(), [document.briefing() for document in documents]
    spent = seconds(lambda: [pipeline.chronicle(briefing, gazetteer) for briefing in briefings], time.process_time)
    characters = sum(len(document.text) for document in documents)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1_024 if sys.platform != "darwin" else 1_024**2)
    print(f"\nall {len(documents)} briefings ({characters:,} characters), median of {RUNS} runs:")
    print(f"  through the whole pipeline          {characters / spent:9,.0f} characters a second of one core")
    print(f"  the most memory of dateline extract {memory:9,.0f} MiB")


def print_times(document: Document) -> None:
    """From a cold start, and for the text alone in a process that has read one before."""
    gazetteer, briefing = open_gazetteer(), document.briefing()
    pipeline.chronicle(briefing, gazetteer)  # once before: tables are compiled when they are first used
    cold, warm = seconds(lambda: run_command([document])), seconds(lambda: pipeline.chronicle(briefing, gazetteer))
    print(f"\n{document.id} ({len(document.text)} characters), median of {RUNS} runs:")
    print(f"  dateline extract from a cold start  {cold:6.2f} s")
    print(f"  the text itself                     {warm:6.2f} s")


def main(argv: Sequence[str] | None = None) -> int:
    """Print everything; 1 where there is nothing to measure on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--briefings", type=Path, default=BESIDE / "briefings", metavar="DIR")
    parser.add_argument("--bench", type=Path, default=BESIDE / "bench", metavar="DIR")
    options = parser.parse_args(argv)
    try:
        documents = corpus.read(options.briefings)
    except corpus.CorpusMissing as missing:
        print(f"{missing}; name one with --briefings DIR", file=sys.stderr)
        return 1
    print_scores(documents)
    print_times(max(documents, key=lambda document: len(document.text)))
    print_speed(documents)
    if not options.bench.is_dir():
        print(f"{options.bench}: no public texts with gold times and places; name their folder with --bench DIR")
        return 1
    print()
    timexes.main(["--bench", str(options.bench), "--no-peer"])
    print()
    places.main([str(options.bench)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
