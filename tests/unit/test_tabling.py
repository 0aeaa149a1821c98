from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from timeline import tabling
from timeline.layers.fields import Field, Kind
from timeline.tabling import Tabling

FIELDS = (
    Field(name="title", kind=Kind.TEXT, what=""),
    Field(name="colour", kind=Kind.CHOICE, what="", values=("red", "green")),
    Field(name="lat", kind=Kind.NUMBER, what=""),
    Field(name="seat", kind=Kind.FLAG, what=""),
    Field(name="actors", kind=Kind.TEXTS, what=""),
    Field(name="start", kind=Kind.DAY, what=""),
    Field(name="number", kind=Kind.INTEGER, what=""),
)


def _record(number: int) -> dict[str, Any]:
    return {
        "title": f'Żółw \n "{number}" 🐢',
        "unasked": [{"lat": "none"}],
        "colour": (None, "green", "red")[number % 3],
        "lat": number if number % 2 else 54.6872 + number,
        "seat": number % 2 == 0,
        "actors": [f"{number}"] * (number % 3),
        "start": None if number % 5 == 0 else "2022-01-31",
        "number": 2**40 + number,
    }


@pytest.mark.parametrize("records", [0, 1, 6, 8])
def test_records_become_the_columns_that_they_are(
    records: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tabling, "A_BATCH", 3)
    told = [_record(number) for number in range(records)]
    with Tabling(tmp_path) as made:
        table = made.opened("events", FIELDS)
        for one in told:
            table.add(orjson.dumps(one))
        columns = table.columns()
        assert {name: column.to_pylist() for name, column in columns.items()} == {
            field.name: [one[field.name] for one in told] for field in FIELDS
        }
        assert columns["colour"].dictionary.to_pylist() == ["red", "green"]
        del columns
    assert list(tmp_path.iterdir()) == []


def test_a_record_that_cannot_be_kept_is_no_record_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabling, "A_BATCH", 1)
    with Tabling(tmp_path) as made:
        table = made.opened("events", FIELDS)
        table.add(b"{")
        with pytest.raises(ValueError, match="JSON"):
            table.columns()
