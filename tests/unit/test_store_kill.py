"""Processes are killed at every step of storing and publishing; what was acknowledged is there afterwards."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chronologies import HandGazetteer, chronology, many
from timeline.edition import open_newest, publish
from timeline.errors import StoreBusy
from timeline.store import Outcome, Store

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
BRIEFINGS = many(3)


def killed(work: Callable[[Callable[[str], None]], None], after: float | None = None) -> tuple[list[str], bool]:
    """What ``work`` has acknowledged in a process of its own, and whether that was killed before its end."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        work(lambda word: os.write(writer, f"{word}\n".encode()) and None)
        os._exit(0)
    os.close(writer)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reader) as said:
        words = said.read().split()
    _, status = os.waitpid(child, 0)
    return words, os.WIFSIGNALED(status)


def suicide_at(step: int) -> Callable[[object], None]:
    """Kills this process when it has been called so many times."""
    calls = 0

    def called(_: object = None) -> None:
        nonlocal calls
        calls += 1
        if calls == step:
            os.kill(os.getpid(), signal.SIGKILL)

    return called


def all_is_well(path: Path, acknowledged: list[str]) -> None:
    known = {one.briefing.id: one for one in BRIEFINGS}
    with Store.open(path) as store:
        store.check()
        stored = {one.briefing.id: one for one in store.chronologies()}
        assert set(acknowledged) <= set(stored)
        assert stored == {name: known[name] for name in stored}  # whole, or not there
        assert len(stored) <= len(acknowledged) + 1  # the one that was being stored
        for one in BRIEFINGS:
            assert (store.save(one).outcome is Outcome.NEW) == (one.briefing.id not in stored)
        assert store.check().briefings == len(BRIEFINGS)


def test_a_process_killed_at_any_statement_loses_no_acknowledged_briefing(tmp_path: Path) -> None:
    def work(step: int, path: Path) -> Callable[[Callable[[str], None]], None]:
        def store_all(acknowledge: Callable[[str], None]) -> None:
            with Store.open(path) as store:
                store._connection.execute("PRAGMA synchronous = OFF")  # see below: os.fsync
                store._connection.set_trace_callback(suicide_at(step))
                for one in BRIEFINGS:
                    acknowledge(store.save(one).briefing)

        return store_all

    for step in range(1, 10_000):
        path = tmp_path / f"{step}.sqlite"
        acknowledged, was_killed = killed(work(step, path))
        all_is_well(path, acknowledged)
        if not was_killed:
            break
    assert step > 6 * len(BRIEFINGS)  # BEGIN, look, delete, insert three times and more, COMMIT


def test_processes_killed_at_any_moment_lose_no_acknowledged_briefing(tmp_path: Path) -> None:
    moments = random.Random(20220207)
    path = tmp_path / "store.sqlite"
    acknowledged: list[str] = []

    def store_all(acknowledge: Callable[[str], None]) -> None:
        with Store.open(path) as store:
            for one in BRIEFINGS:
                acknowledge(store.save(one).briefing)

    for _ in range(40):
        words, _ = killed(store_all, after=moments.uniform(0, 0.03))
        acknowledged += words
        if moments.random() < 0.3:
            path.unlink(missing_ok=True)
            for beside in ("-wal", "-shm"):
                path.with_name(path.name + beside).unlink(missing_ok=True)
            acknowledged = []
        else:
            with Store.open(path) as store:
                store.check()
                assert set(acknowledged) <= {one.id for one in store.briefings()}
    all_is_well(path, acknowledged)


def test_a_process_killed_while_it_publishes_leaves_a_sound_edition(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.sqlite") as store:
        store.save(chronology())
        before = publish(store, tmp_path / "editions", HandGazetteer()).id
        store.save(BRIEFINGS[0])
        after = publish(store, tmp_path / "elsewhere", HandGazetteer()).id

    def work(step: int) -> Callable[[Callable[[str], None]], None]:
        def publish_it(acknowledge: Callable[[str], None]) -> None:
            stop = suicide_at(step)
            os.fsync = lambda _: None  # what a process has written outlives it; only a power cut asks for more
            # Every file and folder that is opened or renamed raises an event that can be listened to.
            sys.addaudithook(lambda name, _: stop(None) if name in {"open", "os.rename", "os.mkdir"} else None)
            with Store.open(tmp_path / "store.sqlite") as opened:
                acknowledge(publish(opened, tmp_path / "editions", HandGazetteer()).id)

        return publish_it

    seen = set()
    for step in range(1, 10_000):
        acknowledged, was_killed = killed(work(step))
        newest = open_newest(tmp_path / "editions").id
        seen.add(newest)
        assert newest in {before, after}
        assert not acknowledged or newest == after
        if not was_killed:
            break
    assert seen == {before, after}
    with Store.open(tmp_path / "store.sqlite") as store:
        assert publish(store, tmp_path / "editions", HandGazetteer()).id == after


def test_a_disk_that_fails_at_any_write_leaves_the_edition_that_was_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(tmp_path / "store.sqlite") as store:
        store.save(chronology())
        before = publish(store, tmp_path / "editions", HandGazetteer()).id
        store.save(BRIEFINGS[0])
        expected = publish(store, tmp_path / "elsewhere", HandGazetteer()).id
        calls = failing = 0

        def fails(_: int) -> None:
            nonlocal calls
            calls += 1
            if calls == failing:
                raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", fails)
        for failing in range(1, 1000):  # noqa: B007 - read by ``fails``
            calls = 0
            try:
                after = publish(store, tmp_path / "editions", HandGazetteer()).id
                break
            except StoreBusy:
                assert open_newest(tmp_path / "editions").id in {before, expected}
        assert failing > 20
        assert open_newest(tmp_path / "editions").id == after == expected
