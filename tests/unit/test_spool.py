from __future__ import annotations

from pathlib import Path

import pytest

from timeline.spool import Spool


def test_lines_come_back_in_the_order_of_their_keys_and_those_of_one_key_as_they_came(tmp_path: Path) -> None:
    with Spool[str](tmp_path) as spool:
        for key, line in (("b", b"second"), ("a", b"first"), ("b", b""), ("c", b"last")):
            spool.add(key, line, "of " + key)
        ordered = [(b"first", "of a"), (b"second", "of b"), (b"", "of b"), (b"last", "of c")]
        assert list(spool) == ordered
        assert list(spool) == ordered
        assert len(spool) == 4


@pytest.mark.parametrize("fails", [False, True])
def test_nothing_stays_of_lines_that_waited(tmp_path: Path, fails: bool) -> None:
    try:
        with Spool[None](tmp_path) as spool:
            spool.add("a", b"line", None)
            assert not fails
    except AssertionError:
        assert fails
    assert list(tmp_path.iterdir()) == []
