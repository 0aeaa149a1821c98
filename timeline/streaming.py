"""What is found in a stream of documents, one JSON object a line, without a store?"""

from __future__ import annotations

import logging
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from multiprocessing import get_context
from typing import Any, BinaryIO

import orjson

from geodata.gazetteer import Gazetteer
from timeline.errors import BriefingRefused
from timeline.exporting.record import kind_of, record
from timeline.finding.language import is_english
from timeline.finding.located import Located
from timeline.model import Briefing, Timex
from timeline.pipeline import chronicle, mentions
from timeline.places import open_places
from timeline.reading import document

log = logging.getLogger(__name__)
LONGEST_LINE = 16_000_000  # bytes: a text of a million characters, each written as \\u and four digits, and its title
AHEAD = 4  # lines for each worker that are read before an answer is written: memory stays bounded


class Task(StrEnum):
    """What is asked about each document."""

    EVENTS = "events"
    MENTIONS = "mentions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The lines for one document, or why it was refused; ``remark`` says what should be known of the lines."""

    lines: bytes = b""
    refusal: str | None = None
    remark: str | None = None


def numbered_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers; one that is too long is cut, which no longer is JSON."""
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        rest = line
        while not rest.endswith(b"\n") and (rest := stream.readline(LONGEST_LINE)):
            line = line[:1000]
        if line.strip():
            yield number, line


def answers(lines: Iterable[tuple[int, bytes]], task: Task, workers: int = 1) -> Iterator[Answer]:
    """The answer to each line, in order, from this process or from so many others.

    Raises DataMissing.
    """
    gazetteer = open_places()
    if workers == 1:
        yield from (_answer(number, line, task, gazetteer) for number, line in lines)
        return
    gazetteer.close()
    # Started anew, not forked: the same on every system, and no open file of ours is shared.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin) as pool:
        yield from _in_order(pool, iter(lines), task, AHEAD * workers)


def _in_order(
    pool: ProcessPoolExecutor, lines: Iterator[tuple[int, bytes]], task: Task, ahead: int
) -> Iterator[Answer]:
    waiting: deque[Future[Answer]] = deque(pool.submit(_work, *line, task) for line in islice(lines, ahead))
    try:
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(pool.submit(_work, *line, task) for line in islice(lines, 1))
    finally:
        for future in waiting:
            future.cancel()


_gazetteer: Gazetteer  # of a worker process, opened when it begins


def _begin() -> None:
    global _gazetteer  # noqa: PLW0603 - a worker process has no other place for what it keeps between documents
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal interrupts all of us; the first process says so, once
    _gazetteer = open_places()


def _work(number: int, line: bytes, task: Task) -> Answer:
    return _answer(number, line, task, _gazetteer)


def _answer(number: int, line: bytes, task: Task, gazetteer: Gazetteer) -> Answer:
    name = f"line {number}"
    try:
        briefing = document.parse(line, name)
        english = task is Task.MENTIONS or is_english(briefing.text)
        remark = None if english else f"{name}: not English: no events were looked for"
        return Answer(lines=FINDERS[task](briefing, gazetteer), remark=remark)
    except BriefingRefused as error:
        return Answer(refusal=str(error))
    except Exception as bug:  # a bug that one text brings out must not cost the others their answers
        log.debug("%s", name, exc_info=True)
        return Answer(refusal=f"{name}: a fault of ours ({type(bug).__name__}: {bug}); please report it with the text")


def _events(briefing: Briefing, gazetteer: Gazetteer) -> bytes:
    found = chronicle(briefing, gazetteer).events
    return b"".join(_line(record(event, briefing, gazetteer)) for event in found)


def _mentions(briefing: Briefing, gazetteer: Gazetteer) -> bytes:
    timexes, toponyms = mentions(briefing.text, briefing.published, gazetteer)
    return _line(
        {
            "doc_id": briefing.id,
            "timexes": [_timex(timex) for timex in timexes],
            "toponyms": [_toponym(located) for located in toponyms if located.is_name],
        }
    )


def _timex(timex: Timex) -> dict[str, Any]:
    return {"start": timex.span.start, "end": timex.span.end, "type": str(timex.kind), "value": timex.value}


def _toponym(located: Located) -> dict[str, Any]:
    span = located.toponym.span
    written: dict[str, Any] = {"start": span.start, "end": span.end, "name": located.toponym.name}
    # The name itself: "40 km north of Homel" names Homel, though the event is elsewhere.
    place = located.candidates[0].place if located.candidates else located.place
    if place is None:
        return written | {"lat": None, "lon": None, "kind": None}
    written |= {"lat": place.lat, "lon": place.lon, "kind": str(kind_of(place))}
    return written if place.geonameid is None else written | {"geonameid": place.geonameid}


def _line(value: dict[str, Any]) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)


FINDERS: dict[Task, Callable[[Briefing, Gazetteer], bytes]] = {Task.EVENTS: _events, Task.MENTIONS: _mentions}
