"""How fast does Dateline answer inside one process, without a network? ``python -m benchmarks.service.inside FOLDER``.

The whole application is called as a server calls it, so a figure has all that a request costs but the server itself.
Searching is timed alone and with a box and a time, as its results are ranked only after those.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from werkzeug.test import Client

from benchmarks.service import ours
from benchmarks.service.asking import OURS, Question, dialects, ids, paths, questions
from timeline.config import Settings
from timeline.web import create_app

COMMON = "people"  # stands in very many of the synthetic sentences
WARM = 20


def timed(asked: Sequence[str], client: Client) -> list[float]:
    """Milliseconds that each answer took."""
    for path in asked[:WARM]:
        _answer(client, path)
    took = []
    for path in asked:
        began = time.perf_counter()
        _answer(client, path)
        took.append(1000 * (time.perf_counter() - began))
    return took


def _answer(client: Client, path: str) -> None:
    answer = client.get(path)
    if answer.status_code not in (200, 204):
        raise ValueError(f"{path}: {answer.status}: {answer.get_data()[:300]!r}")
    answer.get_data()


def tile(question: Question, number: int) -> str:
    """A cluster tile of the world or a quarter of it with a live time filter."""
    z = number % 2
    x = (number // 2) % 2 if z else 0
    until = question.first + timedelta(days=30)
    return f"/tiles/{z}/{x}/0.mvt?from={question.first}&to={until}"


def searched(found: Callable[[], object]) -> list[float]:
    """Milliseconds of a search, again and again."""
    took = []
    for _ in range(30):
        began = time.perf_counter()
        found()
        took.append(1000 * (time.perf_counter() - began))
    return took


def main(argv: Sequence[str]) -> None:
    """Print the figures as JSON: for each case p50 and p99 in milliseconds, and how many events the word has."""
    folder = Path(argv[0])
    app = create_app(Settings(db=folder / ours.STORE, editions=folder / ours.EDITIONS))
    edition = app.extensions["dateline.shelf"].shown().edition
    layer = edition.layer("events")
    asked, client = questions(layer), Client(app)
    cases = paths(dialects(len(layer))[OURS], asked, ids(layer))
    told = {
        "box": timed(cases["box"], client),
        "tile": timed([tile(question, number) for number, question in enumerate(asked)], client),
        "words": timed([f"{path}&q={COMMON}" for path in cases["box"]], client),
        "search": searched(lambda: edition.search((COMMON,))),
    }
    print(
        json.dumps(
            {name: [statistics.median(took), sorted(took)[len(took) * 99 // 100]] for name, took in told.items()}
            | {"found": int(edition.search((COMMON,)).sum()), "events": len(layer)}
        )
    )


if __name__ == "__main__":
    main(sys.argv[1:])
