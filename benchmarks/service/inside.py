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
from functools import partial
from pathlib import Path

from werkzeug.test import Client

from benchmarks.service import ours
from benchmarks.service.asking import OURS, Question, dialects, ids, paths, questions
from timeline.config import Settings
from timeline.web import create_app

COMMON = "people"  # stands in very many of the synthetic sentences
WARM = 20


def timed(what: Sequence[Callable[[], object]]) -> tuple[float, float, float]:
    """Milliseconds that half and 99 of 100 of these took, and what one had of the processor on average."""
    for one in what[:WARM]:
        one()
    took, used = [], time.process_time()
    for one in what:
        began = time.perf_counter()
        one()
        took.append(1000 * (time.perf_counter() - began))
    cpu = 1000 * (time.process_time() - used) / len(what)
    return statistics.median(took), sorted(took)[len(took) * 99 // 100], cpu


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


def main(argv: Sequence[str]) -> None:
    """Print the figures as JSON: what ``timed`` says of each case, and how many events have the word."""
    folder = Path(argv[0])
    app = create_app(Settings(db=folder / ours.STORE, editions=folder / ours.EDITIONS))
    edition = app.extensions["dateline.shelf"].shown().edition
    layer = edition.layer("events")
    asked, client = questions(layer), Client(app)
    cases = paths(dialects(len(layer))[OURS], asked, ids(layer))
    asking = {
        "box": cases["box"],
        "tile": [tile(question, number) for number, question in enumerate(asked)],
        "words": [f"{path}&q={COMMON}" for path in cases["box"]],
    }
    told = {name: timed([partial(_answer, client, path) for path in each]) for name, each in asking.items()}
    told["search"] = timed([partial(edition.search, (COMMON,))] * len(asked))
    print(json.dumps(told | {"found": int(edition.search((COMMON,)).sum())}))


if __name__ == "__main__":
    main(sys.argv[1:])
