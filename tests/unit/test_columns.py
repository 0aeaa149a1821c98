"""The columns of an edition: days, rows of any length, and what is kept of them in files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chronologies import HandGazetteer, chronology, retold
from timeline.columns import Columns, Ragged
from timeline.edition import publish
from timeline.layers.days import EVER, first_day, last_day
from timeline.store import Store


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-02", date(2022, 2, 1), date(2022, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("2022-02-03", date(2022, 2, 3), date(2022, 2, 3)),
        (None, None, None),
    ],
)
def test_a_date_covers_its_days(value: str | None, first: date | None, last: date | None) -> None:
    assert (first_day(value), last_day(value)) == (first, last)


@given(st.lists(st.lists(st.integers(0, 9), max_size=4), max_size=9), st.sets(st.integers(0, 9)))
def test_rows_of_any_length_are_kept_and_asked(rows: list[list[int]], wanted: set[int]) -> None:
    ragged = Ragged.made(rows)
    asked = np.isin(np.arange(10), list(wanted))
    assert [ragged.of(position) for position in range(len(rows))] == rows
    assert ragged.having(asked).tolist() == [bool(wanted & set(row)) for row in rows]
    everywhere = np.ones(len(rows), dtype=np.bool_)
    assert ragged.counts(everywhere, 10).tolist() == [sum(row.count(value) for row in rows) for value in range(10)]


def test_the_columns_of_an_edition_are_read_as_they_were_written(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.sqlite") as store:
        for one in (chronology(), *retold()):
            store.save(one)
        made = publish(store, tmp_path / "editions", HandGazetteer())
    columns = Columns.open(made.directory)
    assert {name: made.read(name) for name in columns.files()} == columns.files()
    ids = [name.decode() for name in columns.ids.tolist()]
    landed, closed, drone, vote = (ids.index(chronology().events[at].id) for at in (1, 0, 2, 3))
    assert (columns.first[landed], columns.last[landed]) == (date(2022, 2, 3).toordinal(),) * 2
    assert (columns.first[closed], columns.last[closed]) == (
        date(2022, 1, 1).toordinal(), date(2022, 1, 31).toordinal(),
    )  # fmt: skip
    assert (columns.first[drone], columns.last[drone]) == (date(2022, 2, 1).toordinal(), EVER.max)
    assert (columns.first[vote], columns.last[vote]) == (EVER.max, EVER.min)
    assert columns.happening[landed] == -1
    permit, force = (ids.index(retold()[at].events[0].id) for at in (0, 1))
    assert columns.happening[permit] == columns.happening[force] >= 0
    fair, off = (ids.index(event.id) for event in (retold()[0].events[1], retold()[2].events[0]))
    assert columns.undoes.of(off) == [columns.happening[fair]]
