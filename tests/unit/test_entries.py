"""Entries of a file, read one by one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.entries import Entries, packed
from timeline.errors import NotFound


def written(folder: Path, entries: list[bytes]) -> Entries:
    for name, data in packed("some.jsonl", entries).items():
        (folder / name).write_bytes(data)
    return Entries.open(folder / "some.jsonl")


@given(st.lists(st.binary(max_size=20), max_size=8), st.randoms())
def test_each_entry_is_read_as_it_was_written_in_any_order(tmp_path_factory, entries: list[bytes], any_order) -> None:
    kept = written(tmp_path_factory.getbasetemp(), entries)
    order = [*range(len(entries)), *range(len(entries))]
    any_order.shuffle(order)
    assert len(kept) == len(entries)
    assert kept.read(order) == [entries[at] for at in order]


def test_the_same_entries_make_the_same_files() -> None:
    assert packed("a", [b"1", b"22"]) == packed("a", [b"1", b"22"])


def test_entries_that_have_been_cleared_away_are_not_found(tmp_path: Path) -> None:
    kept = written(tmp_path, [b"1"])
    kept.path.unlink()
    with pytest.raises(NotFound, match="read the page anew"):
        kept.read([0])
