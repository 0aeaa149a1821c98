"""How do events leave as an Excel workbook? A sheet a table, and one that says what each column holds.

Text is written as text: a cell that begins with = is no formula here, and no link is made of an address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from timeline.exporting.flat import Flat, flat, sentence
from timeline.exporting.record import Record
from timeline.exporting.tables import Tables, tables

ROWS = 1_048_576  # that Excel has in a sheet, with that of the headings
LONGEST = 32_767  # characters in a cell, counted as UTF-16 does
CUT = "…"
FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
DICTIONARY = ("sheet", "column", "what it is")
HELD = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,  # row by row
    "default_date_format": "yyyy-mm-dd",
    "use_zip64": True,
}


def write(records: Sequence[Record], out: Path) -> None:
    """Write the events, their places, claims and briefings to ``out``."""
    save(tables(records), out)


def save(found: Tables, out: Path) -> None:
    """Write a sheet for each of these tables to ``out``, several where one cannot hold all rows."""
    layers = [flat(found, name) for name in found]
    with xlsxwriter.Workbook(out, HELD) as workbook:
        workbook.set_properties({"title": "Events found in briefings", "created": datetime(1980, 1, 1)})  # noqa: DTZ001
        bold = workbook.add_format({"bold": True})
        for layer in layers:
            rows = _rows(layer)
            for number in range(1 + max(0, len(layer.table) - 1) // (ROWS - 1)):
                sheet = workbook.add_worksheet(f"{layer.name} {number + 1}" if number else layer.name)
                _fill(sheet, [field.name for field in layer.fields], rows, bold)
        _fill(workbook.add_worksheet("data dictionary"), DICTIONARY, _dictionary(layers), bold)


def _fill(sheet: Worksheet, headings: Sequence[str], rows: Iterator[Sequence[Any]], bold: Format) -> None:
    """The headings, and as many of the rows as a sheet holds."""
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(headings) - 1, 16)
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)
    for number in range(1, ROWS):
        row = next(rows, None)
        if row is None:
            return
        for column, value in enumerate(row):
            _cell(sheet, number, column, value)


def _cell(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, _fitting(value))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, date):
        _day(sheet, row, column, value)
    elif value is not None:
        sheet.write_number(row, column, value)


def _fitting(text: str) -> str:
    """The text as far as a cell holds it; Excel refuses the whole file for one that is longer."""
    written = text.encode("utf-16-le")
    if len(written) <= 2 * LONGEST:
        return text
    return written[: 2 * (LONGEST - 1)].decode("utf-16-le", errors="ignore") + CUT


def _day(sheet: Worksheet, row: int, column: int, day: date) -> None:
    """A day that Excel can count, as such; another as text."""
    if day < FIRST_DAY:
        sheet.write_string(row, column, day.isoformat())
    else:
        sheet.write_datetime(row, column, day)


def _rows(table: Flat) -> Iterator[Sequence[Any]]:
    names = [field.name for field in table.fields]
    of_batches = (zip(*(batch.column(name).to_pylist() for name in names), strict=True) for batch in table.batches())
    return chain.from_iterable(of_batches)


def _dictionary(layers: Iterable[Flat]) -> Iterator[Sequence[str]]:
    for layer in layers:
        yield layer.name, "", layer.description.what
        yield from ((layer.name, field.name, sentence(field)) for field in layer.fields)
