"""What an export may replace, and what it only writes to."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from tests.chronologies import HandGazetteer, chronology
from timeline.errors import ArgumentRefused
from timeline.exporting import csv as table
from timeline.exporting.export import export
from timeline.exporting.selection import Selection
from timeline.store import Store

SHAPES = HandGazetteer()


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    target, link, dangling = tmp_path / "target.csv", tmp_path / "link.csv", tmp_path / "dangling.csv"
    target.write_text("old")
    link.symlink_to("target.csv")
    dangling.symlink_to("new.csv")
    with Store.open(tmp_path / "a.sqlite") as store:
        store.save(chronology(), SHAPES)
        for out in (link, dangling):
            assert export(store, out, table.write, Selection(), "", SHAPES) == 4
    assert link.is_symlink()
    assert dangling.is_symlink()
    assert target.read_bytes() == (tmp_path / "new.csv").read_bytes()
    assert target.read_text().startswith("id,")


def test_a_link_that_leads_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with Store.open(tmp_path / "a.sqlite") as store, pytest.raises(ArgumentRefused, match="cannot be written"):
        export(store, tmp_path / "loop", table.write, Selection(), "", SHAPES)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_named_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    got: list[bytes] = []
    os.mkfifo(pipe)
    reading = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reading.start()
    with Store.open(tmp_path / "a.sqlite") as store:
        store.save(chronology(), SHAPES)
        export(store, pipe, table.write, Selection(), "", SHAPES)
    reading.join(timeout=10)
    assert pipe.is_fifo()
    assert got[0].startswith(b"id,")
