"""How do the properties of very many features become columns? Arrow reads them back, and they wait in files.

It leaves the interpreter free while it reads, so a thread does that beside whoever makes the features.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import ipc, json

from timeline.layers.fields import Field, Kind

A_BATCH = 10_000  # records that are gathered before they become columns
AHEAD = 4  # batches that may wait: memory stays bounded
TYPES: Mapping[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.CHOICE: pa.string(),
    Kind.DAY: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.FLAG: pa.bool_(),
    Kind.TEXTS: pa.list_(pa.string()),
}


class Tabling:
    """Tables that are made side by side. Their columns wait in files in ``folder``, gone when this is closed."""

    def __init__(self, folder: Path) -> None:
        self._folder = TemporaryDirectory(dir=folder)
        self._beside = ThreadPoolExecutor(1, "tabling")  # one: batches stay in order

    def opened(self, name: str, fields: Sequence[Field]) -> Table:
        """A new table with a column for each of these fields."""
        folder = Path(self._folder.name) / name
        folder.mkdir()
        return Table(fields, folder, self._beside)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._beside.shutdown(cancel_futures=True)
        self._folder.cleanup()


class Table:
    """A table of records that come one by one. Raises OSError where they cannot be kept."""

    def __init__(self, fields: Sequence[Field], folder: Path, beside: ThreadPoolExecutor) -> None:
        self._beside = beside
        self._columns = [Column(field, folder / field.name) for field in fields]
        self._schema = pa.schema([column.kept for column in self._columns])
        self._told: list[bytes] = []
        self._waiting: deque[Future[None]] = deque()

    def add(self, told: bytes) -> None:
        """The next record, as JSON."""
        self._told.append(told)
        if len(self._told) == A_BATCH:
            self._turn()

    def columns(self) -> dict[str, pa.Array]:
        """The columns by name, when all has come."""
        if self._told:
            self._turn()
        self._wait(0)
        return {column.kept.name: column.whole() for column in self._columns}

    def _turn(self) -> None:
        """Let columns be made of the records that wait."""
        self._waiting.append(self._beside.submit(self._read, b"\n".join(self._told)))
        self._told = []
        self._wait(AHEAD)

    def _wait(self, left: int) -> None:
        while len(self._waiting) > left:
            self._waiting.popleft().result()

    def _read(self, lines: bytes) -> None:
        table = json.read_json(
            pa.BufferReader(lines),
            read_options=json.ReadOptions(use_threads=False, block_size=len(lines)),
            parse_options=json.ParseOptions(explicit_schema=self._schema, unexpected_field_behavior="ignore"),
        )
        for column in self._columns:
            column.add(table[column.kept.name])


class Column:
    """A column that is made batch by batch. Each has a file, so that it is whole in memory only once, and alone."""

    def __init__(self, field: Field, path: Path) -> None:
        self.kept = pa.field(field.name, TYPES[field.kind])
        self._choices = pa.array(field.values, pa.string()) if field.kind is Kind.CHOICE else None
        self._path, self._file = path, pa.OSFile(str(path), "wb")
        self._written = ipc.new_stream(self._file, pa.schema([self.kept]))

    def add(self, values: pa.ChunkedArray) -> None:
        """The values of the next records."""
        self._written.write_table(pa.table([values], schema=pa.schema([self.kept])))

    def whole(self) -> pa.Array:
        """All values; a choice is a number in the list of its values."""
        self._written.close()
        self._file.close()
        with pa.memory_map(str(self._path)) as file:
            values = ipc.open_stream(file).read_all().column(0).combine_chunks()
        if self._choices is None:
            return values
        numbers = pc.index_in(values, value_set=self._choices).cast(pa.int8())
        return pa.DictionaryArray.from_arrays(numbers, self._choices)
